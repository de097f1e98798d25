/*
 * Text from outside, made safe; and widths in cells.
 *
 * utf8_clean() is the border: every string from a feed, file or database
 * passes it before it becomes a model value. Its result is valid UTF-8 in
 * NFC without control, format (bidi, zero-width, tags), surrogate, private or
 * unassigned characters, variation selectors and fillers; runs of white space
 * are one space, none at the edges; at most two combining marks follow a base
 * (and no grapheme has more than 11 bytes); emoji sequences are broken into
 * their parts.
 */
#ifndef TAPEWATCH_BASE_UTF8_H
#define TAPEWATCH_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/strbuf.h"

/* Appends the cleaned text of n bytes, at most `most` bytes of it (cut at a
 * grapheme). Line ends become spaces too, but with _lines they stay: one, or
 * two for a run of them. */
void utf8_clean(struct strbuf *out, const char *bytes, size_t n, size_t most);
void utf8_clean_lines(struct strbuf *out, const char *bytes, size_t n,
                      size_t most);

/* Whether it is printable ASCII with single blanks between the words: cleaning
 * would leave it as it is. Quick, and true of most. */
bool utf8_is_plain(const char *bytes, size_t n);

/* The next code point of [*p, end), advancing *p; U+FFFD for a bad byte. */
uint32_t utf8_next(const char **p, const char *end);
size_t utf8_put(char out[4], uint32_t c); /* encodes, returns 1-4 */
bool utf8_is_valid(const char *bytes, size_t n);

/* Cells of one code point by our own table: 0, 1 or 2. */
int utf8_width(uint32_t c);
/* The next grapheme of cleaned text: its bytes and its width in cells. */
size_t utf8_grapheme(const char *s, size_t n, int *width);
size_t utf8_cells(const char *s); /* width of the whole text */

/* Whether words are made of it: a letter, a digit, a mark on one. */
bool utf8_is_word(uint32_t c);
bool utf8_is_letter(uint32_t c);
uint32_t utf8_lower(uint32_t c); /* its small letter, or itself */
uint32_t utf8_upper(uint32_t c);

/* Case folding for comparisons (appends). */
void utf8_fold(struct strbuf *out, const char *s, size_t n);

#endif
