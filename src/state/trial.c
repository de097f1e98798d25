/* SPDX-License-Identifier: MIT */
/* A rule that is tried: its firings in a few figures. */
#include "tapewatch/state/trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

/* ---- by day */

static int by_session(const void *left, const void *right)
{
    const struct firing *a = *(const struct firing *const *)left;
    const struct firing *b = *(const struct firing *const *)right;

    return (a->key.session < b->key.session) -
           (a->key.session > b->key.session);
}

/* Keeps the days with the most hits; of those with as many, the newest. */
static void put_day(struct rule_trial *out, int32_t session, size_t hits)
{
    size_t at = out->day_count;

    out->days++;
    while (at > 0 && out->on[at - 1].hits < hits)
        at--;
    if (at == TRIAL_DAYS_MAX)
        return;
    if (out->day_count < TRIAL_DAYS_MAX)
        out->day_count++;
    memmove(&out->on[at + 1], &out->on[at],
            (out->day_count - at - 1) * sizeof *out->on);
    out->on[at].session = session;
    out->on[at].hits = hits;
}

static void sum_days(const struct firing **hits, size_t n, struct rule_trial *out)
{
    size_t first = 0;

    qsort(hits, n, sizeof *hits, by_session);
    for (size_t i = 1; i <= n; i++) {
        if (i < n && hits[i]->key.session == hits[first]->key.session)
            continue;
        put_day(out, hits[first]->key.session, i - first);
        first = i;
    }
}

/* ---- by symbol */

static int by_symbol(const void *left, const void *right)
{
    const struct firing *a = *(const struct firing *const *)left;
    const struct firing *b = *(const struct firing *const *)right;

    return strcmp(a->key.symbol, b->key.symbol);
}

static size_t count_symbols(const struct firing **hits, size_t n)
{
    size_t different = 0;

    qsort(hits, n, sizeof *hits, by_symbol);
    for (size_t i = 0; i < n; i++)
        different +=
            i == 0 || strcmp(hits[i]->key.symbol, hits[i - 1]->key.symbol) != 0;
    return different;
}

/* ---- the largest */

static int by_measure(const void *left, const void *right)
{
    const struct firing *a = *(const struct firing *const *)left;
    const struct firing *b = *(const struct firing *const *)right;
    double x = fabs(a->opened.measure), y = fabs(b->opened.measure);

    if (x != y)
        return x > y ? -1 : 1;
    if (a->key.session != b->key.session)
        return a->key.session > b->key.session ? -1 : 1;
    return strcmp(a->key.symbol, b->key.symbol);
}

static void show_worst(const struct firing **hits, size_t n, struct rule_trial *out)
{
    qsort(hits, n, sizeof *hits, by_measure);
    out->shown = n < TRIAL_HITS_MAX ? n : TRIAL_HITS_MAX;
    for (size_t i = 0; i < out->shown; i++) {
        struct trial_hit *hit = &out->worst[i];

        name_copy(hit->symbol, sizeof hit->symbol, hits[i]->key.symbol);
        hit->session = hits[i]->key.session;
        hit->measure = hits[i]->opened.measure;
    }
}

void trial_sum(const struct firing *firings, size_t count, int64_t since_ms,
               struct rule_trial *out)
{
    const struct firing **hits = mem_new(count + 1, sizeof *hits);
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (firings[i].opened.t >= since_ms)
            hits[n++] = &firings[i];
    out->hits = n;
    out->days = out->day_count = 0;
    sum_days(hits, n, out);
    out->symbols = count_symbols(hits, n);
    show_worst(hits, n, out);
    free(hits);
}

static size_t count_true(const struct state *s, const struct query *when)
{
    size_t n = 0;

    for (size_t i = 0; i < s->market.count; i++) {
        struct listing_record record = {.listing = &s->market.entries[i].pub,
                                        .now_ms = s->now_ms,
                                        .around = &s->around};

        n += QUOTE_HAS(&record.listing->quote, price) &&
             query_truth(when, &record, s->now_ms) == TRUTH_TRUE;
    }
    return n;
}

bool trial_matches(const struct state *s, const struct rule_text *rule,
                   size_t *out)
{
    const unsigned others = CHANGED_GROUP | CHANGED_FEED | CHANGED_TERM;
    struct query *when = NULL;
    bool is_of_symbols = false;

    if (query_compile_in(rule->when, language_of_listing(), &when, NULL) ==
        ERR_OK)
        is_of_symbols = query_type(when) == VALUE_BOOL &&
                        !(rules_look_at(when) & others);
    if (is_of_symbols)
        *out = count_true(s, when);
    query_free(when);
    return is_of_symbols;
}
