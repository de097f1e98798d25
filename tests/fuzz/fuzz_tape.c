/* SPDX-License-Identifier: MIT */
/* Any bytes as a line of the tape; what was read is written and read again,
 * and must be written the same the second time. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/tape/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct updates first = {0}, second = {0};
    struct strbuf once = {0}, twice = {0};
    struct why why = {""};

    if (tape_decode((const char *)data, size, &first, &why) == ERR_OK) {
        tape_encode(&first.items[0], &once);
        if (tape_decode(once.text, once.len, &second, &why) != ERR_OK)
            abort();
        tape_encode(&second.items[0], &twice);
        if (once.len != twice.len ||
            memcmp(once.text, twice.text, once.len) != 0)
            abort();
    }
    strbuf_done(&once);
    strbuf_done(&twice);
    updates_done(&first);
    updates_done(&second);
    return 0;
}
