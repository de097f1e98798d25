/* SPDX-License-Identifier: MIT */
/* Words that headlines have far more of than before, told as events of
 * "@:word". Each is a listing that only rules see, as groups are. A word that
 * cannot be a symbol (too long, other letters than ours) stays a term without
 * events. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static bool is_wanted(const struct rules *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].runs_on == CHANGED_TERM)
            return true;
    return false;
}

/* When the newest headline with the word became known. */
static int64_t newest_with(const struct heads *heads, int64_t at,
                           const char *term)
{
    for (size_t i = 0; i < heads->count; i++)
        if (news_time(heads->items[i]) <= at &&
            narrative_has(heads->items[i], term))
            return heads->items[i]->seen;
    return at;
}

/* Words come and go: only those that a rule tells of get an entry. */
static bool is_told(const struct state *s, const struct listing *l)
{
    struct listing_record record = {
        .listing = l, .now_ms = s->now_ms, .around = &s->around};

    for (size_t i = 0; i < s->rules.count; i++)
        if (s->rules.items[i].runs_on == CHANGED_TERM &&
            query_truth(s->rules.items[i].when, &record, s->now_ms) ==
                TRUTH_TRUE)
            return true;
    return false;
}

static void look(struct state *s, const struct heads *heads, int64_t at,
                 const struct narrative *term)
{
    const struct instrument unnamed = {.shares_asof = NO_DATE};
    struct listing l = {.instrument = &unnamed,
                        .session = calendar_date(HOURS_US, at),
                        .term = term};
    char symbol[SYMBOL_MAX];
    int n = snprintf(symbol, sizeof symbol, TERM_PREFIX "%s", term->term);
    struct entry *e;

    if (n >= SYMBOL_MAX || !symbol_is_valid(symbol) ||
        (!market_find(&s->group_market, symbol) && !is_told(s, &l)))
        return;
    e = market_add(&s->group_market, symbol);
    l.instrument = e->pub.instrument;
    QUOTE_SET(&l.quote, as_of, newest_with(heads, at, term->term));
    e->pub = l;
    tracker_run(s, e, CHANGED_TERM);
    e->pub.term = NULL; /* it is of this call */
}

static bool is_among(const struct narrative *terms, size_t n, const char *term)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(terms[i].term, term) == 0)
            return true;
    return false;
}

/* Those with events that are no more among the first. */
static void look_at_former(struct state *s, const struct heads *heads,
                           int64_t at, const struct narrative *first, size_t n)
{
    for (size_t i = 0; i < s->tracker.count; i++) {
        const struct event *e = &s->tracker.items[i].event;
        const char *term = event_term(e);
        struct narrative one;

        if (!term || e->state == EVENT_closed || is_among(first, n, term))
            continue;
        (void)narrative_of_word(heads, at, term, &one);
        look(s, heads, at, &one);
    }
}

static void look_at_all(struct state *s, const struct heads *heads, int64_t at)
{
    struct narrative first[TOP_TERMS];
    size_t n = narrative_terms(heads, at, NULL, first, TOP_TERMS);

    n = n < TOP_TERMS ? n : TOP_TERMS;
    for (size_t i = 0; i < n; i++)
        look(s, heads, at, &first[i]);
    look_at_former(s, heads, at, first, n);
}

void bursts_advance(struct state *s, int64_t now_ms)
{
    int64_t minute = now_ms / MS_PER_MINUTE, at = minute * MS_PER_MINUTE;
    const struct headline **items;
    struct heads heads;

    if (minute == s->burst_minute || !s->has_headline)
        return;
    s->burst_minute = minute;
    s->has_headline = false;
    /* With few days known every word is new. */
    if (!is_wanted(&s->rules) ||
        !narrative_window(at, s->news.first_seen).is_whole)
        return;
    items = mem_new(s->news.count, sizeof *items);
    for (size_t i = 0; i < s->news.count; i++)
        items[i] = s->news.items[i].headline;
    heads = (struct heads){items, s->news.count};
    look_at_all(s, &heads, at);
    free(items);
}
