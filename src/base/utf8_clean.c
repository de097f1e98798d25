/* SPDX-License-Identifier: MIT */
/*
 * The border for text from outside: utf8_clean().
 *
 * Two passes. The first decodes, drops what may not be in any text and brings
 * what is left to NFC; pure ASCII skips it. The second joins white space,
 * counts the marks on each base and cuts at `most` bytes. Runs of marks are
 * limited before NFC too, since its sorting of them is quadratic.
 */
#include "tapewatch/base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "eights.h"
#include "tapewatch/base/mem.h"

enum {
    MARKS_MOST = 2,       /* on a base */
    MARKS_BEFORE_NFC = 8, /* a composed letter has at most three */
    GRAPHEME_BYTES = 11,  /* so that one fits a screen cell's text */
};

enum kind { KIND_DROP, KIND_BLANK, KIND_LINE_END, KIND_MARK, KIND_BASE };

/* Invisible although their category is a letter's or a mark's. */
static bool is_filler(uint32_t c)
{
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 ||
           c == 0x17b5 || c == 0x2800 || c == 0x3164 || c == 0xffa0 ||
           c == 0xfffc ||                    /* stands for an object */
           (c >= 0x180b && c <= 0x180f) ||   /* variation selectors */
           (c >= 0xfe00 && c <= 0xfe0f) ||   /* the same */
           (c >= 0xe0000 && c <= 0xe0fff) || /* tags, more selectors */
           (c >= 0x1f3fb && c <= 0x1f3ff);   /* skins: change what precedes */
}

static enum kind kind_of_ascii(uint32_t c)
{
    if (c > 0x20 && c < 0x7f)
        return KIND_BASE;
    if (c >= '\n' && c <= '\r')
        return KIND_LINE_END;
    return c == ' ' || c == '\t' ? KIND_BLANK : KIND_DROP;
}

static enum kind kind_of(uint32_t c)
{
    if (c < 0x80)
        return kind_of_ascii(c);
    if (c == 0x85 || c == 0x2028 || c == 0x2029)
        return KIND_LINE_END;
    if (is_filler(c))
        return KIND_DROP;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_ZS:
        return KIND_BLANK;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
        return KIND_DROP;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return KIND_MARK;
    default: /* of utf8proc's own enum: all that can be seen */
        return utf8_width(c) == 0 ? KIND_MARK : KIND_BASE;
    }
}

/* Regional indicators would pair up into flags of two cells. */
static uint32_t plain_letter(uint32_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff ? 'A' + (c - 0x1f1e6) : c;
}

/* First pass: *out gets what may stay, as UTF-8. */
static void filter(struct strbuf *out, const char *s, size_t n)
{
    unsigned marks = 0;
    for (const char *end = s + n; s < end;) {
        uint32_t c = plain_letter(utf8_next(&s, end));
        enum kind kind = kind_of(c);
        if (kind == KIND_DROP)
            continue;
        marks = kind == KIND_MARK ? marks + 1 : 0;
        if (marks > MARKS_BEFORE_NFC)
            continue;
        char text[4];
        strbuf_add_n(out, text, utf8_put(text, c));
    }
}

static char *to_nfc(const char *text, size_t n, size_t *out_n)
{
    const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)text;
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t length = (utf8proc_ssize_t)n;
    utf8proc_ssize_t count = utf8proc_decompose(s, length, NULL, 0, options);
    assert(count >= 0); /* filter() wrote valid UTF-8 */
    utf8proc_int32_t *points = mem_new((size_t)count + 1, sizeof *points);
    count = utf8proc_decompose(s, length, points, count, options);
    assert(count >= 0);
    count = utf8proc_reencode(points, count, options);
    assert(count >= 0);
    *out_n = (size_t)count;
    return (char *)points; /* reencode writes the bytes in place */
}

/* Second pass. */
struct writer {
    struct strbuf *out;
    size_t start, most;
    bool keep_lines;
    unsigned blanks, line_ends; /* seen since the last base */
    unsigned marks;             /* on the last base */
    size_t grapheme;            /* where it starts, its blank included */
    size_t bytes;               /* of it, without the blank */
    bool is_full;
};

static void cut(struct writer *w)
{
    w->is_full = true;
    if (w->out->text == NULL)
        return;
    w->out->len = w->grapheme;
    w->out->text[w->out->len] = '\0';
}

static size_t room(const struct writer *w)
{
    return w->most - (w->out->len - w->start);
}

static void write_base(struct writer *w, const char *text, size_t n)
{
    const char *gap = "";
    if (w->out->len > w->start && w->blanks + w->line_ends > 0)
        gap = !w->keep_lines || w->line_ends == 0 ? " "
              : w->line_ends == 1                 ? "\n"
                                                  : "\n\n";
    size_t gap_n = gap[0] == '\0' ? 0 : gap[1] == '\0' ? 1 : 2;
    w->grapheme = w->out->len;
    w->bytes = n;
    w->blanks = w->line_ends = w->marks = 0;
    if (gap_n + n > room(w)) {
        cut(w);
        return;
    }
    strbuf_add_n(w->out, gap, gap_n);
    strbuf_add_n(w->out, text, n);
}

static bool is_graphic(char c)
{
    return c > 0x20 && c < 0x7f;
}

/* The graphic ASCII that follows a base, with single blanks within, all at
 * once; returns its length. */
static size_t write_run(struct writer *w, const char *s, const char *end)
{
    size_t n = 0, most = w->is_full ? 0 : room(w);

    if (most > (size_t)(end - s))
        most = (size_t)(end - s);
    while (n < most && (is_graphic(s[n]) ||
                        (s[n] == ' ' && n + 1 < most && is_graphic(s[n + 1]))))
        n++;
    if (n > 0) {
        strbuf_add_n(w->out, s, n);
        w->grapheme = w->out->len - (n > 1 && s[n - 2] == ' ' ? 2 : 1);
        w->bytes = 1;
    }
    return n;
}

static void write_mark(struct writer *w, const char *text, size_t n)
{
    bool has_base = w->out->len > w->start && w->blanks + w->line_ends == 0;
    if (!has_base || w->marks >= MARKS_MOST || w->bytes + n > GRAPHEME_BYTES)
        return;
    if (n > room(w)) {
        cut(w);
        return;
    }
    strbuf_add_n(w->out, text, n);
    w->bytes += n;
    w->marks++;
}

static void write_clean(struct writer *w, const char *s, size_t n)
{
    for (const char *end = s + n; s < end && !w->is_full;) {
        const char *from = s;
        switch (kind_of(utf8_next(&s, end))) {
        case KIND_DROP:
            break;
        case KIND_BLANK:
            w->blanks++;
            break;
        case KIND_LINE_END: /* CR LF is one */
            w->line_ends += !(*from == '\r' && s < end && *s == '\n');
            break;
        case KIND_MARK:
            write_mark(w, from, (size_t)(s - from));
            break;
        case KIND_BASE:
            write_base(w, from, (size_t)(s - from));
            s += write_run(w, s, end);
            break;
        }
    }
}

static bool is_ascii(const char *s, size_t n)
{
    size_t i = 0;

    for (; n - i >= EIGHTS; i += EIGHTS)
        if (eights_at(s + i) & EIGHTS_TOPS)
            return false;
    for (; i < n; i++)
        if ((unsigned char)s[i] >= 0x80)
            return false;
    return true;
}

/* By eights: all within 0x20 ... 0x7e, and no two blanks side by side. A byte
 * too many that looks like a blank only sends the text the slow way. */
static size_t plain_eights(const char *s, size_t n)
{
    size_t i = 0;

    for (; n - i >= EIGHTS; i += EIGHTS) {
        uint64_t eight = eights_at(s + i);
        uint64_t blanks = eights_that_are(eight, ' ');

        if (eights_not_plain(eight) || (blanks & blanks << 8) ||
            (i && s[i] == ' ' && s[i - 1] == ' '))
            break;
    }
    return i;
}

bool utf8_is_plain(const char *bytes, size_t n)
{
    size_t i;

    if (n == 0 || bytes[0] == ' ' || bytes[n - 1] == ' ')
        return n == 0;
    for (i = plain_eights(bytes, n); i < n; i++)
        if (!is_graphic(bytes[i]) &&
            (bytes[i] != ' ' || bytes[i - 1] == ' '))
            return false;
    return true;
}

static void clean(struct writer *w, const char *bytes, size_t n)
{
    w->start = w->out->len;
    if (n <= w->most && utf8_is_plain(bytes, n)) {
        strbuf_add_n(w->out, bytes, n);
        return;
    }
    if (is_ascii(bytes, n)) {
        write_clean(w, bytes, n);
        return;
    }
    struct strbuf filtered = {0};
    filter(&filtered, bytes, n);
    size_t length;
    char *composed = to_nfc(strbuf_text(&filtered), filtered.len, &length);
    strbuf_done(&filtered);
    write_clean(w, composed, length);
    free(composed);
}

void utf8_clean(struct strbuf *out, const char *bytes, size_t n, size_t most)
{
    clean(&(struct writer){.out = out, .most = most}, bytes, n);
}

void utf8_clean_lines(struct strbuf *out, const char *bytes, size_t n,
                      size_t most)
{
    clean(&(struct writer){.out = out, .most = most, .keep_lines = true},
          bytes, n);
}
