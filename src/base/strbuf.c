/* SPDX-License-Identifier: MIT */
/* A growing string. */
#include "tapewatch/base/strbuf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

void strbuf_done(struct strbuf *b)
{
    free(b->text);
    *b = (struct strbuf){0};
}

void strbuf_clear(struct strbuf *b)
{
    b->len = 0;
    if (b->text)
        b->text[0] = '\0';
}

/* Makes room for n more bytes and the terminator. */
static void reserve(struct strbuf *b, size_t n)
{
    size_t need = b->len + n + 1;

    if (need <= b->cap)
        return;
    b->cap = need > 2 * b->cap ? need : 2 * b->cap;
    if (b->cap < 64)
        b->cap = 64;
    b->text = mem_grow(b->text, b->cap, 1);
}

void strbuf_add(struct strbuf *b, const char *s)
{
    strbuf_add_n(b, s, strlen(s));
}

void strbuf_add_n(struct strbuf *b, const void *s, size_t n)
{
    reserve(b, n);
    if (n)
        memcpy(b->text + b->len, s, n);
    b->len += n;
    b->text[b->len] = '\0';
}

void strbuf_add_char(struct strbuf *b, char c)
{
    strbuf_add_n(b, &c, 1);
}

void strbuf_format(struct strbuf *b, const char *format, ...)
{
    va_list args, again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(n >= 0);
    reserve(b, (size_t)n);
    (void)vsnprintf(b->text + b->len, (size_t)n + 1, format, again);
    va_end(again);
    b->len += (size_t)n;
}

const char *strbuf_text(const struct strbuf *b)
{
    return b->text ? b->text : "";
}
