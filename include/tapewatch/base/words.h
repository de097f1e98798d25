/*
 * Looking for words in texts. A word is a run of letters and digits, in any
 * case; an ideograph (kana and hangul too) is a word of its own, so that what
 * is written without blanks is found by its parts.
 *
 * What is looked for is words as well, whatever else stands between them: one
 * of three letters and more is found at the beginning of a longer one ("rule"
 * in "rules"), a shorter one only as such ("AI" is not in "aid"), ideographs
 * that follow each other only in that order.
 *
 * words_put() brings a text into the one form that all matching is done in;
 * an index over that form finds the same as words_fit().
 */
#ifndef TAPEWATCH_BASE_WORDS_H
#define TAPEWATCH_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/strbuf.h"

/* Appends the words of the text (NULL: none) in small letters, a blank before
 * each. */
void words_put(struct strbuf *out, const char *text);

/* The next thing that is looked for, from *at, which moves behind it: its
 * words as words_put() writes them replace what `out` had. False at the
 * end. */
struct wanted_words {
    struct strbuf words;
    bool is_beginning; /* of a word; else the whole */
};
bool words_next(const char **at, struct wanted_words *out);

/* Whether there is anything to look for in it. */
bool words_any(const char *wanted);

/* Whether all of them are in the texts (NULL: none), each in one of them;
 * false when there is nothing to look for. */
bool words_fit(const char *wanted, const char *const *texts, size_t count);

#endif
