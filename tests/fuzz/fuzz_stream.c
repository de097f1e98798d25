/* SPDX-License-Identifier: MIT */
/* Any bytes as what a stream sends: as the protobuf message within one of
 * Yahoo's frames, and as a whole frame of each stream. */
#include "reply.h"
#include "tapewatch/base/strbuf.h"

static void add_base64(struct strbuf *out, const uint8_t *data, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
                                 "qrstuvwxyz0123456789+/";

    for (size_t i = 0; i < size; i += 3) {
        uint32_t bits = (uint32_t)data[i] << 16;
        if (i + 1 < size)
            bits |= (uint32_t)data[i + 1] << 8;
        if (i + 2 < size)
            bits |= data[i + 2];
        for (int k = 0; k < 4; k++)
            strbuf_add_char(out, i + (size_t)k > size
                                     ? '='
                                     : digits[bits >> (18 - 6 * k) & 63]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request asked = {0};
    struct reply reply = {.status = 200, .request = &asked,
                          .received_ms = INT64_C(1735944600000)};
    struct strbuf frame = {0};

    strbuf_add(&frame, "{\"type\":\"pricing\",\"message\":\"");
    add_base64(&frame, data, size);
    strbuf_add(&frame, "\"}");
    fuzz_body(KIND_STREAM, &reply, &asked, (const uint8_t *)frame.text,
              frame.len);
    fuzz_body(KIND_STREAM, &reply, &asked, data, size);
    strbuf_done(&frame);
    return 0;
}
