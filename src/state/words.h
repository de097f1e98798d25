/*
 * Words of headlines: runs of letters and digits, the names of companies among
 * them, and the words that make no narrative. Room-private.
 */
#ifndef TAPEWATCH_STATE_WORDS_H
#define TAPEWATCH_STATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/arena.h"
#include "tapewatch/base/err.h"
#include "tapewatch/model/update.h"

/* ---- tokens.c */

/* A run of letters and digits in a text. */
struct token {
    size_t at, length; /* bytes */
    size_t characters;
    uint32_t hash; /* of its small letters */
    bool has_letter;
};
/* The next run of text[0..n) from *at, which moves behind it. */
bool token_next(const char *text, size_t n, size_t *at, struct token *out);
bool token_is_same(const char *a, size_t a_length, const char *b,
                 size_t b_length); /* but for small and capital letters */
/* In small letters, cut at a character; returns the bytes written. */
size_t token_lower(const char *s, size_t n, char *out, size_t size);

/* ---- names.c: the tables of data/aliases.tsv and data/words.tsv */

enum alias_kind { ALIAS_PLAIN, ALIAS_CASED, ALIAS_AMBIGUOUS };
struct alias {
    const char *symbol, *text, *signs; /* not terminated */
    uint32_t hash;                     /* of its first run */
    uint16_t signs_length;
    uint8_t symbol_length, length, kind;
};
struct plain_word {
    const char *text;
    uint32_t hash;
    uint8_t length;
    bool is_function;
};
struct names {
    struct alias *aliases; /* by hash, the longest first */
    size_t alias_count, alias_cap;
    struct plain_word *words; /* by hash */
    size_t word_count, word_cap;
    struct arena own; /* texts of names_add() */
};
/* Tables in the form of the data files; the text is borrowed for ever. */
enum err names_read_aliases(struct names *n, const char *text, size_t size,
                            struct why *why);
enum err names_read_words(struct names *n, const char *text, size_t size,
                          struct why *why);
void names_add(struct names *n, const char *symbol, const char *alias);
void names_done(struct names *n);
/* The first alias whose first run has the hash; NULL: none. Others follow it
 * up to names_end(). */
const struct alias *names_first(const struct names *n, uint32_t hash);
const struct alias *names_end(const struct names *n);
bool names_has_symbol(const struct names *n, const char *symbol);
const struct plain_word *names_word(const struct names *n, const char *text,
                              const struct token *r);

/* ---- mentions.c: symbols and terms of a title */

enum { TERMS_MAX = 32 };
struct market;
/* Adds to the publisher's tags the symbols that the title names, and fills in
 * its terms, in storage of TERMS_MAX. `m` may be NULL. */
void mentions_find(const struct names *n, const struct market *m,
                   struct headline *h, struct term *terms);

/* ---- cashtag.c */

/* A ticker that stands in a title as such: $NVDA, (NASDAQ: NVDA), NYSE:GM. A
 * bare (NVDA) is one when is_bare: whether that is a symbol is for the caller
 * to know. */
struct cashtag {
    size_t at, length; /* of the ticker in the title */
    char symbol[SYMBOL_MAX];
    bool is_bare;
};
bool cashtag_next(const char *title, size_t n, size_t *at,
                  struct cashtag *out);

#endif
