/* SPDX-License-Identifier: MIT */
/* Code points, their widths, graphemes and case folding. */
#include "tapewatch/base/utf8.h"

#include <string.h>

#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd };

static bool is_continuation(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* How many bytes the sequence that starts with `lead` has; 0 if none does. */
static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef)
        return 3;
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/* Decodes one whole, shortest-form, non-surrogate sequence; 0 if it is not. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = n ? sequence_length(s[0]) : 0;
    if (length == 0 || length > n)
        return 0;
    uint32_t c = length == 1 ? s[0] : s[0] & (0xffu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(s[i]))
            return 0;
        c = c << 6 | (s[i] & 0x3fu);
    }
    if (c < least[length] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *out = c;
    return length;
}

uint32_t utf8_next(const char **p, const char *end)
{
    uint32_t c = REPLACEMENT;
    if (*p >= end)
        return 0;
    size_t length =
        decode((const unsigned char *)*p, (size_t)(end - *p), &c);
    *p += length ? length : 1;
    return c;
}

size_t utf8_put(char out[4], uint32_t c)
{
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

bool utf8_is_valid(const char *bytes, size_t n)
{
    const unsigned char *s = (const unsigned char *)bytes;
    uint32_t c;
    for (size_t i = 0, length; i < n; i += length) {
        length = s[i] < 0x80 ? 1 : decode(s + i, n - i, &c);
        if (length == 0)
            return false;
    }
    return true;
}

/* What we draw ourselves, and what terminals agree to be one cell wide. */
static bool is_drawing(uint32_t c)
{
    return (c >= 0x2190 && c <= 0x21ff) || /* arrows */
           (c >= 0x2460 && c <= 0x24ff) || /* circled */
           (c >= 0x2500 && c <= 0x25fc) || /* box, block, geometric */
           (c >= 0x2800 && c <= 0x28ff) || /* braille */
           c == 0x2713 || c == 0x2717;
}

int utf8_width(uint32_t c)
{
    if (c < 0x7f)
        return c >= 0x20;
    if (c < 0xa0 || c > 0x10ffff)
        return 0;
    if (c < 0x300 && c != 0xad)
        return 1;
    if (is_drawing(c))
        return 1;
    /* C libraries and terminals give these a cell, utf8proc does not. */
    if (utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_MC)
        return c == 0x302e || c == 0x302f ? 2 : 1;
    return utf8proc_charwidth((utf8proc_int32_t)c);
}

size_t utf8_grapheme(const char *s, size_t n, int *width)
{
    const char *p = s, *end = s + n;
    *width = 0;
    if (n == 0)
        return 0;
    *width = utf8_width(utf8_next(&p, end));
    while (p < end && (unsigned char)*p >= 0x80) {
        const char *next = p;
        uint32_t c = utf8_next(&next, end);
        if (c < 0x300 || utf8_width(c) > 0)
            break;
        p = next;
    }
    return (size_t)(p - s);
}

size_t utf8_cells(const char *s)
{
    size_t cells = 0;
    for (const char *end = s + strlen(s); s < end;) {
        int width;
        s += utf8_grapheme(s, (size_t)(end - s), &width);
        cells += (size_t)width;
    }
    return cells;
}

bool utf8_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return true;
    default:
        return false;
    }
}

bool utf8_is_word(uint32_t c)
{
    if (c < 0x80)
        return utf8_is_letter(c) || (c >= '0' && c <= '9');
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return utf8_is_letter(c);
    }
}

uint32_t utf8_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t utf8_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

void utf8_fold(struct strbuf *out, const char *s, size_t n)
{
    for (const char *end = s + n; s < end;) {
        if ((unsigned char)*s < 0x80) {
            char c = *s++;
            strbuf_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
            continue;
        }
        utf8proc_int32_t folded[8];
        int boundary = 0;
        utf8proc_ssize_t count = utf8proc_decompose_char(
            (utf8proc_int32_t)utf8_next(&s, end), folded, 8,
            UTF8PROC_CASEFOLD, &boundary);
        for (utf8proc_ssize_t i = 0; i < count && i < 8; i++) {
            char text[4];
            strbuf_add_n(out, text, utf8_put(text, (uint32_t)folded[i]));
        }
    }
}
