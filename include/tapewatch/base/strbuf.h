/*
 * A growing string. Invariant: text is NULL (nothing yet) or NUL-terminated
 * at text[len]. Zero-initialise, use, strbuf_done().
 */
#ifndef TAPEWATCH_BASE_STRBUF_H
#define TAPEWATCH_BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
    char *text;
    size_t len, cap;
};

void strbuf_done(struct strbuf *b);
void strbuf_clear(struct strbuf *b);              /* keeps the memory */
void strbuf_add(struct strbuf *b, const char *s); /* s may not be NULL */
void strbuf_add_n(struct strbuf *b, const void *s, size_t n);
void strbuf_add_char(struct strbuf *b, char c);
void strbuf_format(struct strbuf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *strbuf_text(const struct strbuf *b); /* never NULL */

#endif
