/* SPDX-License-Identifier: MIT */
/* Which symbols a title names, and which words of it a narrative can be made
 * of.
 *
 * A name matches as whole words. Abbreviations in capitals (AMD, 3M) match as
 * they are; names of several words, "cased" and ambiguous ones need their
 * first letters large; others match in any case. An ambiguous name counts
 * only with a second sign in the headline:
 *   - a word after it that is said of companies: "Apple shares", "Meta CEO";
 *   - "shares of", "stock of" before it;
 *   - one of its own signs (data/aliases.tsv) in title or summary.
 * A publisher's tag or a cash-tag needs no name at all. Words that are part of
 * a name, ambiguous or not, make no narrative: they stand for symbols. */
#include <string.h>

#include "market.h"
#include "words.h"

enum { RUNS_MAX = 96, TITLE_MOST = 1000, NAME_MOST = 255 };

struct title {
    const char *text;
    size_t n;
    struct token runs[RUNS_MAX];
    bool is_name[RUNS_MAX]; /* part of a name or a cash-tag */
    size_t count;
};

static const char *const company_words[] = {
    "share", "shares", "stock", "stocks", "inc", "corp", "corporation", "co",
    "company", "ltd", "plc", "nv", "ag", "holdings", "group", "ceo", "cfo",
    "chief", "earnings", "results", "revenue", "revenues", "profit", "profits",
    "sales", "guidance", "dividend", "buyback", "investors", "shareholders",
    "executives", "employees",
};

static bool is_run(const struct title *t, size_t i, const char *word)
{
    return i < t->count && token_is_same(t->text + t->runs[i].at,
                                       t->runs[i].length, word, strlen(word));
}

static bool is_company_word(const struct title *t, size_t i)
{
    for (size_t k = 0; k < sizeof company_words / sizeof *company_words; k++)
        if (is_run(t, i, company_words[k]))
            return true;
    return false;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Small letters of a sign match any, capitals only themselves. */
static bool is_sign(const char *sign, size_t n, const char *word, size_t length)
{
    return token_is_same(sign, n, word, length) &&
           (!is_capital(sign[0]) || memcmp(sign, word, n) == 0);
}

static bool has_own_sign(const struct alias *a, const char *text, size_t n)
{
    size_t at = 0;
    struct token word, sign;

    while (token_next(text, n, &at, &word)) {
        size_t from = 0;

        while (a->signs && token_next(a->signs, a->signs_length, &from, &sign))
            if (sign.hash == word.hash &&
                is_sign(a->signs + sign.at, sign.length, text + word.at,
                        word.length))
                return true;
    }
    return false;
}

/* Whether a second sign stands by the name in runs first .. next - 1. */
static bool has_sign(const struct alias *a, const struct title *t,
                     const char *summary, size_t first, size_t next)
{
    if (is_run(t, next, "s")) /* Apple's */
        next++;
    if (is_company_word(t, next))
        return true;
    if (first >= 2 && is_run(t, first - 1, "of") &&
        (is_run(t, first - 2, "shares") || is_run(t, first - 2, "stock")))
        return true;
    if (has_own_sign(a, t->text, t->n))
        return true;
    return summary && has_own_sign(a, summary, strlen(summary));
}

/* What stands between two words of a name: a blank may be a hyphen, an
 * apostrophe a typographic one. */
static bool is_same_gap(const char *own, size_t own_n, const char *gap,
                        size_t n)
{
    static const char apostrophe[] = "\xe2\x80\x99";

    if (own_n == 1 && own[0] == ' ')
        return n == 1 && (gap[0] == ' ' || gap[0] == '-');
    if (own_n == 1 && own[0] == '\'' && n == sizeof apostrophe - 1)
        return memcmp(gap, apostrophe, n) == 0;
    return own_n == n && memcmp(own, gap, n) == 0;
}

/* How many runs from `first` on are the name's; 0: they are not. */
static size_t match(const struct alias *a, const struct title *t, size_t first)
{
    size_t at = 0, count = 0, end = 0, own_end = 0;
    struct token r;

    while (token_next(a->text, a->length, &at, &r)) {
        const struct token *own = &t->runs[first + count];

        if (first + count >= t->count ||
            !token_is_same(a->text + r.at, r.length, t->text + own->at,
                         own->length) ||
            (count > 0 && !is_same_gap(a->text + end, r.at - end,
                                       t->text + own_end, own->at - own_end)))
            return 0;
        end = at;
        own_end = own->at + own->length;
        count++;
    }
    return count;
}

static bool is_all_capital(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((s[i] >= 'a' && s[i] <= 'z') || (unsigned char)s[i] >= 0x80)
            return false;
    return true;
}

static bool case_fits(const struct alias *a, const struct title *t,
                      size_t first, size_t count)
{
    bool is_strict = a->kind != ALIAS_PLAIN || count > 1;
    size_t at = 0;
    struct token r;

    while (token_next(a->text, a->length, &at, &r)) {
        const char *own = a->text + r.at;
        const char *word = t->text + t->runs[first++].at;

        if (is_all_capital(own, r.length) && memcmp(own, word, r.length) != 0)
            return false;
        if (is_strict && is_capital(own[0]) && !is_capital(word[0]))
            return false;
    }
    return true;
}

/* The symbol's mark; a new one's if it is not among them. NULL: no room. */
static struct mark *mark_of(struct headline *h, const char *symbol,
                            size_t length)
{
    for (size_t i = 0; i < h->symbol_count; i++)
        if (strlen(h->symbols[i]) == length &&
            memcmp(h->symbols[i], symbol, length) == 0)
            return &h->marks[i];
    if (h->symbol_count == HEADLINE_SYMBOLS_MAX)
        return NULL;
    memset(h->symbols[h->symbol_count], 0, SYMBOL_MAX);
    memcpy(h->symbols[h->symbol_count], symbol, length);
    h->marks[h->symbol_count] = (struct mark){.bits = MARK_UNTAGGED};
    return &h->marks[h->symbol_count++];
}

static void add_name(struct headline *h, const struct alias *a, size_t at,
                     size_t length)
{
    struct mark *m = mark_of(h, a->symbol, a->symbol_length);

    if (!m || (m->bits & MARK_NAME))
        return;
    m->bits |= MARK_NAME;
    m->at = (uint16_t)at;
    m->length = (uint8_t)length;
}

static void find_names(const struct names *n, struct title *t,
                       struct headline *h)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct alias *a = names_first(n, t->runs[i].hash);
        const struct token *last;
        size_t best = 0;

        if (t->is_name[i]) /* a cash-tag */
            continue;
        for (; a && a < names_end(n) && a->hash == t->runs[i].hash; a++) {
            size_t count = match(a, t, i);
            size_t length;

            if (count == 0 || count < best)
                continue;
            for (size_t k = i; k < i + count; k++)
                t->is_name[k] = true;
            last = &t->runs[i + count - 1];
            length = last->at + last->length - t->runs[i].at;
            if (length > NAME_MOST || !case_fits(a, t, i, count) ||
                (a->kind == ALIAS_AMBIGUOUS &&
                 !has_sign(a, t, h->summary, i, i + count)))
                continue;
            best = count;
            add_name(h, a, t->runs[i].at, length);
        }
        if (best > 1)
            i += best - 1;
    }
}

static void find_cashtags(const struct names *n, const struct market *m,
                          struct title *t, struct headline *h)
{
    struct cashtag c;
    size_t at = 0;

    while (cashtag_next(t->text, t->n, &at, &c)) {
        bool is_known = names_has_symbol(n, c.symbol) ||
                        (m && market_find(m, c.symbol));
        struct mark *mark;

        /* (CEO) is no ticker, $A may be half of a word. */
        if (!is_known && (c.is_bare || strlen(c.symbol) < 2))
            continue;
        mark = mark_of(h, c.symbol, strlen(c.symbol));
        if (mark)
            mark->bits |= MARK_CASHTAG;
        for (size_t i = 0; i < t->count; i++)
            if (t->runs[i].at >= c.at && t->runs[i].at < c.at + c.length)
                t->is_name[i] = true;
    }
}

static bool is_known_term(const struct title *t, const struct headline *h,
                          const struct token *r)
{
    for (size_t i = 0; i < h->term_count; i++)
        if (h->terms[i].hash == r->hash &&
            token_is_same(t->text + h->terms[i].at, h->terms[i].length,
                        t->text + r->at, r->length))
            return true;
    return false;
}

static void find_terms(const struct names *n, const struct title *t,
                       struct headline *h, struct term *terms)
{
    h->terms = terms;
    h->term_count = 0;
    for (size_t i = 0; i < t->count && h->term_count < TERMS_MAX; i++) {
        const struct token *r = &t->runs[i];
        const struct plain_word *w;

        if (t->is_name[i] || r->characters < 2 || !r->has_letter ||
            r->length >= TERM_MAX || is_known_term(t, h, r))
            continue;
        w = names_word(n, t->text, r);
        if (w && w->is_function)
            continue;
        terms[h->term_count++] = (struct term){.hash = r->hash,
                                               .at = (uint16_t)r->at,
                                               .length = (uint8_t)r->length,
                                               .is_common = w != NULL};
    }
}

void mentions_find(const struct names *n, const struct market *m,
                   struct headline *h, struct term *terms)
{
    struct title t = {.text = h->title, .n = strnlen(h->title, TITLE_MOST)};
    size_t at = 0;

    while (t.count < RUNS_MAX && token_next(t.text, t.n, &at, &t.runs[t.count]))
        t.count++;
    find_cashtags(n, m, &t, h);
    find_names(n, &t, h);
    find_terms(n, &t, h, terms);
}
