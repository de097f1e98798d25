/* SPDX-License-Identifier: MIT */
/* Any bytes as a reply with filings and company facts (JSON). */
#include "reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reply(KIND_FACTS, data, size);
}
