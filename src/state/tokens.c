/* SPDX-License-Identifier: MIT */
/* Runs of letters and digits, compared without regard to capitals. */
#include <string.h>

#include "tapewatch/base/utf8.h"
#include "words.h"

static uint32_t hash_add(uint32_t h, uint32_t c)
{
    for (; c; c >>= 8)
        h = (h ^ (c & 0xff)) * UINT32_C(16777619); /* FNV-1a */
    return h;
}

bool token_next(const char *text, size_t n, size_t *at, struct token *out)
{
    const char *end = text + n, *p = text + *at;

    *out = (struct token){.hash = UINT32_C(2166136261)};
    while (p < end) {
        const char *start = p;
        uint32_t c = utf8_next(&p, end);

        if (!utf8_is_word(c)) {
            if (out->characters == 0)
                continue;
            p = start;
            break;
        }
        if (out->characters++ == 0)
            out->at = (size_t)(start - text);
        out->hash = hash_add(out->hash, utf8_lower(c));
        out->has_letter |= utf8_is_letter(c);
    }
    *at = (size_t)(p - text);
    out->length = *at - out->at;
    return out->characters > 0;
}

bool token_is_same(const char *a, size_t a_length, const char *b, size_t b_length)
{
    const char *a_end = a + a_length, *b_end = b + b_length;

    while (a < a_end && b < b_end)
        if (utf8_lower(utf8_next(&a, a_end)) !=
            utf8_lower(utf8_next(&b, b_end)))
            return false;
    return a == a_end && b == b_end;
}

size_t token_lower(const char *s, size_t n, char *out, size_t size)
{
    const char *end = s + n;
    size_t used = 0;

    while (s < end) {
        char one[4];
        size_t bytes = utf8_put(one, utf8_lower(utf8_next(&s, end)));

        if (used + bytes >= size)
            break;
        memcpy(out + used, one, bytes);
        used += bytes;
    }
    out[used] = '\0';
    return used;
}
