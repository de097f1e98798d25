/* SPDX-License-Identifier: MIT */
/* Any bytes as a reply with a directory, a calendar or a table (text, CSV, JSON). */
#include "reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reply(KIND_LISTS, data, size);
}
