/* SPDX-License-Identifier: MIT */
/* Words that headlines have more of than before, and symbols that have more
 * headlines. Pure: the headlines of a snapshot and a moment give the answer.
 *
 * The words of each title were found when it came (mentions.c), so counting
 * touches no text but to tell words of the same hash apart. Only the words of
 * the last 24 h stand in the table; those of the days before are looked up. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/foremost.h"
#include "tapewatch/base/mem.h"

enum { BASE_DAYS_MAX = 14, BASE_DAYS_MIN = 3, HEADLINES_MIN = 3 };

struct news_window narrative_window(int64_t at, int64_t first)
{
    struct news_window w = {.from = at - MS_PER_DAY};
    int64_t least = w.from - BASE_DAYS_MIN * MS_PER_DAY;

    w.base_from = w.from - BASE_DAYS_MAX * MS_PER_DAY;
    w.is_whole = first > 0 && first <= least;
    if (first > w.base_from)
        w.base_from = first;
    if (!w.is_whole)
        w.base_from = least;
    w.days = (double)(w.from - w.base_from) / (double)MS_PER_DAY;
    return w;
}

double narrative_score(unsigned count, double baseline)
{
    return (count - baseline) / sqrt(baseline + 1);
}

void narrative_count(const struct news *n, struct entry *e, int64_t now_ms)
{
    struct news_window w = narrative_window(now_ms, n->first_seen);
    unsigned before = 0;

    e->pub.news_24h = 0;
    for (size_t i = 0; i < n->count; i++) {
        const struct headline *h = n->items[i].headline;
        int64_t t = news_time(h);

        if (t < w.base_from)
            break;
        if (t > now_ms || !headline_is_of(h, e->pub.instrument->symbol))
            continue;
        if (t > w.from)
            e->pub.news_24h++;
        else
            before++;
    }
    e->pub.has_news_burst = w.is_whole;
    e->pub.news_burst = narrative_score(e->pub.news_24h, before / w.days);
}

/* ---- words */

struct count {
    const struct headline *headline; /* one that has it; NULL: free */
    const struct term *term;
    unsigned now, before;
    bool is_of_symbol;
};

struct tally {
    struct news_window window;
    size_t first, end, last; /* headlines: the day's, then the days before */
    struct count *counts;    /* open addressing, by hash */
    size_t size;             /* a power of two */
};

static int64_t first_seen(const struct heads *s)
{
    int64_t first = 0;

    for (size_t i = 0; i < s->count; i++)
        if (first == 0 || s->items[i]->seen < first)
            first = s->items[i]->seen;
    return first;
}

static struct count *place_of(const struct tally *y, const struct headline *h,
                              const struct term *t)
{
    size_t at = t->hash & (y->size - 1);

    for (;; at = (at + 1) & (y->size - 1)) {
        struct count *c = &y->counts[at];

        if (!c->headline ||
            (c->term->hash == t->hash &&
             token_is_same(c->headline->title + c->term->at, c->term->length,
                         h->title + t->at, t->length)))
            return c;
    }
}

/* Newest first: those up to the moment, of its day, and before. */
static void find_spans(const struct heads *s, int64_t at_ms,
                       struct tally *y)
{
    size_t i = 0, n = s->count;

    while (i < n && news_time(s->items[i]) > at_ms)
        i++;
    y->first = i;
    while (i < n && news_time(s->items[i]) > y->window.from)
        i++;
    y->end = i;
    while (i < n && news_time(s->items[i]) >= y->window.base_from)
        i++;
    y->last = i;
}

static void count_day(const struct heads *s, const char *symbol,
                      struct tally *y)
{
    size_t words = 0;

    for (size_t i = y->first; i < y->end; i++)
        words += s->items[i]->term_count;
    for (y->size = 16; y->size < 2 * words;)
        y->size *= 2;
    y->counts = mem_new(y->size, sizeof *y->counts);
    for (size_t i = y->first; i < y->end; i++) {
        const struct headline *h = s->items[i];
        bool is_of_symbol = !symbol || headline_is_of(h, symbol);

        for (size_t k = 0; k < h->term_count; k++) {
            struct count *c = place_of(y, h, &h->terms[k]);

            c->headline = h;
            c->term = &h->terms[k];
            c->now++;
            c->is_of_symbol |= is_of_symbol;
        }
    }
}

static void count_before(const struct heads *s, struct tally *y)
{
    for (size_t i = y->end; i < y->last; i++) {
        const struct headline *h = s->items[i];

        for (size_t k = 0; k < h->term_count; k++)
            place_of(y, h, &h->terms[k])->before++;
    }
}

static bool is_before(const void *left, const void *right)
{
    const struct narrative *a = left, *b = right;

    if (a->score != b->score)
        return a->score > b->score;
    if (a->count != b->count)
        return a->count > b->count;
    return strcmp(a->term, b->term) < 0;
}

static struct narrative narrative_of(const struct tally *y,
                                     const struct count *c)
{
    struct narrative out = {.count = c->now,
                            .baseline = c->before / y->window.days,
                            .is_common = c->term->is_common};

    (void)token_lower(c->headline->title + c->term->at, c->term->length,
                      out.term, sizeof out.term);
    out.score = narrative_score(out.count, out.baseline);
    return out;
}

/* ---- symbols of a term */

struct named {
    const char *symbol;
    unsigned count;
};
enum { NAMED_MAX = 256 };

static int by_count(const void *left, const void *right)
{
    const struct named *a = left, *b = right;

    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return strcmp(a->symbol, b->symbol);
}

static void add_named(struct named *names, size_t *n, const char *symbol)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(names[i].symbol, symbol) == 0) {
            names[i].count++;
            return;
        }
    }
    if (*n < NAMED_MAX)
        names[(*n)++] = (struct named){symbol, 1};
}

bool narrative_has(const struct headline *h, const char *term)
{
    size_t n = strlen(term);

    for (size_t i = 0; i < h->term_count; i++)
        if (token_is_same(h->title + h->terms[i].at, h->terms[i].length, term,
                          n))
            return true;
    return false;
}

static void fill_symbols(const struct heads *s, const struct tally *y,
                         struct narrative *one)
{
    struct named names[NAMED_MAX];
    size_t n = 0;

    for (size_t i = y->first; i < y->end; i++) {
        const struct headline *h = s->items[i];

        if (!narrative_has(h, one->term))
            continue;
        for (size_t k = 0; k < h->symbol_count; k++)
            add_named(names, &n, h->symbols[k]);
    }
    if (n > 0)
        qsort(names, n, sizeof *names, by_count);
    for (size_t i = 0; i < n && i < NARRATIVE_SYMBOLS_MAX; i++)
        name_copy(one->symbols[one->symbol_count++], SYMBOL_MAX,
                  names[i].symbol);
}

size_t narrative_terms(const struct heads *s, int64_t at_ms,
                       const char *symbol, struct narrative *out, size_t most)
{
    struct tally y = {.window = narrative_window(at_ms, first_seen(s))};
    struct foremost few = {.items = out, .size = sizeof *out, .most = most,
                           .is_before = is_before};
    size_t all = 0;

    find_spans(s, at_ms, &y);
    count_day(s, symbol, &y);
    count_before(s, &y);
    for (size_t i = 0; i < y.size; i++) {
        const struct count *c = &y.counts[i];
        struct narrative one;

        if (!c->headline || c->now < HEADLINES_MIN || !c->is_of_symbol)
            continue;
        one = narrative_of(&y, c);
        foremost_put(&few, &one);
        all++;
    }
    for (size_t i = 0; i < few.count; i++)
        fill_symbols(s, &y, &out[i]);
    free(y.counts);
    return all;
}

bool narrative_of_word(const struct heads *s, int64_t at_ms, const char *term,
                       struct narrative *out)
{
    struct tally y = {.window = narrative_window(at_ms, first_seen(s))};
    unsigned before = 0;

    *out = (struct narrative){.count = 0};
    name_copy(out->term, sizeof out->term, term);
    find_spans(s, at_ms, &y);
    for (size_t i = y.first; i < y.last; i++) {
        bool has = narrative_has(s->items[i], term);

        out->count += has && i < y.end;
        before += has && i >= y.end;
    }
    out->baseline = before / y.window.days;
    out->score = narrative_score(out->count, out->baseline);
    fill_symbols(s, &y, out);
    return y.window.is_whole;
}

static struct heads heads_of(const struct snapshot *s)
{
    return (struct heads){s->headlines, s->headline_count};
}

size_t snapshot_terms(const struct snapshot *s, int64_t at_ms,
                      const char *symbol, struct narrative *out, size_t most)
{
    struct heads heads = heads_of(s);

    return narrative_terms(&heads, at_ms, symbol, out, most);
}

void snapshot_term(const struct snapshot *s, int64_t at_ms, const char *term,
                   struct narrative *out)
{
    struct heads heads = heads_of(s);

    (void)narrative_of_word(&heads, at_ms, term, out);
}
