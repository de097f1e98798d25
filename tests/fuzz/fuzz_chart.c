/* SPDX-License-Identifier: MIT */
/* Any bytes as a reply with a chart or a history (JSON). */
#include "reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reply(KIND_CHART, data, size);
}
