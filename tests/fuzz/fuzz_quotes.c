/* SPDX-License-Identifier: MIT */
/* Any bytes as a reply with quotes (JSON). */
#include "reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reply(KIND_QUOTES, data, size);
}
