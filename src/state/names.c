/* SPDX-License-Identifier: MIT */
/* The tables of company names and of words that make no narrative. */
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "words.h"

enum { CELLS = 4, ROWS_MAX = 20000, TEXT_MOST = 255, SIGNS_MOST = 1000 };

struct cell {
    const char *text;
    size_t n;
};

/* A table of lines with cells between tabs; "#" begins a remark. */
struct table {
    const char *at, *end;
    size_t line;
};

static bool next_row(struct table *t, struct cell cells[CELLS])
{
    while (t->at < t->end) {
        const char *line = t->at;
        const char *stop = memchr(line, '\n', (size_t)(t->end - line));
        size_t n = (size_t)((stop ? stop : t->end) - line), start = 0;
        size_t count = 0;

        t->at = stop ? stop + 1 : t->end;
        t->line++;
        if (n == 0 || *line == '#')
            continue;
        for (size_t i = 0; i < CELLS; i++)
            cells[i] = (struct cell){"", 0};
        for (size_t i = 0; i <= n && count < CELLS; i++) {
            if (i < n && line[i] != '\t')
                continue;
            cells[count++] = (struct cell){line + start, i - start};
            start = i + 1;
        }
        return true;
    }
    return false;
}

static bool is_text(const struct cell *c, const char *text)
{
    return c->n == strlen(text) && memcmp(c->text, text, c->n) == 0;
}

static bool kind_of(const struct cell *c, uint8_t *out)
{
    *out = ALIAS_PLAIN;
    if (is_text(c, "cased"))
        *out = ALIAS_CASED;
    else if (is_text(c, "ambiguous"))
        *out = ALIAS_AMBIGUOUS;
    else
        return c->n == 0;
    return true;
}

static int by_hash(const void *left, const void *right)
{
    const struct alias *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    return (a->text > b->text) - (a->text < b->text);
}

/* False: not a name. */
static bool append(struct names *n, const struct alias *from)
{
    size_t at = 0;
    struct token r;

    if (!token_next(from->text, from->length, &at, &r))
        return false;
    n->aliases = mem_room(n->aliases, n->alias_count, &n->alias_cap,
                          sizeof *n->aliases);
    n->aliases[n->alias_count] = *from;
    n->aliases[n->alias_count++].hash = r.hash;
    return true;
}

static void sort(struct names *n)
{
    if (n->alias_count > 0)
        qsort(n->aliases, n->alias_count, sizeof *n->aliases, by_hash);
}

enum err names_read_aliases(struct names *n, const char *text, size_t size,
                            struct why *why)
{
    struct table t = {text, text + size, 0};
    struct cell c[CELLS];

    while (next_row(&t, c)) {
        struct alias a = {.symbol = c[0].text, .text = c[1].text,
                          .signs = c[3].text,
                          .symbol_length = (uint8_t)c[0].n,
                          .length = (uint8_t)c[1].n,
                          .signs_length = (uint16_t)c[3].n};
        char symbol[SYMBOL_MAX];

        if (n->alias_count == ROWS_MAX || c[1].n > TEXT_MOST ||
            c[3].n > SIGNS_MOST ||
            !symbol_from_text(c[0].text, c[0].n, symbol) ||
            !kind_of(&c[2], &a.kind) || !append(n, &a))
            return why_set(why, ERR_SYNTAX, "aliases:%zu: not a symbol, a "
                           "name and a mark", t.line);
    }
    sort(n);
    return ERR_OK;
}

static int by_word(const void *left, const void *right)
{
    const struct plain_word *a = left, *b = right;

    return (a->hash > b->hash) - (a->hash < b->hash);
}

enum err names_read_words(struct names *n, const char *text, size_t size,
                          struct why *why)
{
    struct table t = {text, text + size, 0};
    struct cell c[CELLS];

    while (next_row(&t, c)) {
        size_t at = 0;
        struct token r;

        if (n->word_count == ROWS_MAX || c[0].n > TEXT_MOST ||
            !token_next(c[0].text, c[0].n, &at, &r) || r.length != c[0].n ||
            (!is_text(&c[1], "function") && !is_text(&c[1], "common")))
            return why_set(why, ERR_SYNTAX,
                           "words:%zu: not a word and function or common",
                           t.line);
        n->words = mem_room(n->words, n->word_count, &n->word_cap,
                            sizeof *n->words);
        n->words[n->word_count++] =
            (struct plain_word){.text = c[0].text, .hash = r.hash,
                          .length = (uint8_t)c[0].n,
                          .is_function = is_text(&c[1], "function")};
    }
    if (n->word_count > 0)
        qsort(n->words, n->word_count, sizeof *n->words, by_word);
    return ERR_OK;
}

void names_add(struct names *n, const char *symbol, const char *alias)
{
    size_t length = strlen(alias);
    struct alias a = {.symbol_length = (uint8_t)strlen(symbol),
                      .length = (uint8_t)length};

    if (length > TEXT_MOST || n->alias_count == ROWS_MAX)
        return;
    a.symbol = arena_text(&n->own, symbol);
    a.text = arena_text(&n->own, alias);
    if (append(n, &a))
        sort(n);
}

void names_done(struct names *n)
{
    free(n->aliases);
    free(n->words);
    arena_done(&n->own);
    *n = (struct names){0};
}

const struct alias *names_first(const struct names *n, uint32_t hash)
{
    size_t low = 0, high = n->alias_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (n->aliases[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n->alias_count && n->aliases[low].hash == hash
               ? &n->aliases[low]
               : NULL;
}

const struct alias *names_end(const struct names *n)
{
    return n->aliases + n->alias_count;
}

bool names_has_symbol(const struct names *n, const char *symbol)
{
    size_t length = strlen(symbol);

    for (size_t i = 0; i < n->alias_count; i++)
        if (n->aliases[i].symbol_length == length &&
            memcmp(n->aliases[i].symbol, symbol, length) == 0)
            return true;
    return false;
}

const struct plain_word *names_word(const struct names *n, const char *text,
                              const struct token *r)
{
    size_t low = 0, high = n->word_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (n->words[middle].hash < r->hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n->word_count && n->words[low].hash == r->hash; low++)
        if (token_is_same(n->words[low].text, n->words[low].length,
                        text + r->at, r->length))
            return &n->words[low];
    return NULL;
}
