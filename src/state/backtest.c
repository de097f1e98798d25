/* SPDX-License-Identifier: MIT */
/* Plays updates with rules, and looks up what followed each event. */
#include "tapewatch/state/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

struct backtest {
    struct state *state;
    struct firing *firings;
    size_t count, cap;
    size_t next_due;    /* the first one whose hour is not over */
    size_t seen_events; /* of the tracker */
};

const char *horizon_name(enum horizon h)
{
    static const char *const names[] = {
#define HORIZON_NAME(name) #name,
        HORIZONS(HORIZON_NAME)
#undef HORIZON_NAME
    };

    return names[h];
}

struct backtest *backtest_new(struct state *state)
{
    struct backtest *b = mem_new(1, sizeof(*b));

    b->state = state;
    b->seen_events = state->tracker.count;
    return b;
}

void backtest_free(struct backtest *b)
{
    if (!b)
        return;
    free(b->firings);
    free(b);
}

static const struct listing *listing_of(const struct backtest *b,
                                        const struct firing *f)
{
    const struct entry *e = market_find(&b->state->market, f->key.symbol);

    return e ? &e->pub : NULL;
}

static enum market_hours hours_of(const struct listing *l)
{
    return instrument_hours(l->instrument);
}

static bool has_price(const struct firing *f)
{
    return isfinite(f->opened.price) && f->opened.price > 0;
}

/* ---- an hour later */

static bool is_session_on(const struct listing *l, int32_t session,
                          int64_t at)
{
    struct trading_day day;

    return calendar_day(hours_of(l), session, &day) && at <= day.close_ms;
}

/* The hour is over before anything newer is applied. */
static void look_an_hour_later(struct backtest *b, struct firing *f)
{
    const struct listing *l = listing_of(b, f);
    int64_t at = f->opened.t + MS_PER_HOUR;

    if (l && has_price(f) && l->session == f->key.session &&
        QUOTE_HAS(&l->quote, price) && QUOTE_HAS(&l->quote, as_of) &&
        l->quote.as_of > f->opened.t && is_session_on(l, f->key.session, at))
        f->followed[HORIZON_h1] =
            derive_percent(l->quote.price, f->opened.price);
}

static void pass_hours(struct backtest *b, int64_t now_ms)
{
    while (b->next_due < b->count &&
           b->firings[b->next_due].opened.t + MS_PER_HOUR < now_ms)
        look_an_hour_later(b, &b->firings[b->next_due++]);
}

/* ---- playing */

/* Events stand in the tracker in the order of opening. */
static void take_new_events(struct backtest *b)
{
    const struct tracker *t = &b->state->tracker;

    for (; b->seen_events < t->count; b->seen_events++) {
        const struct event *e = &t->items[b->seen_events].event;
        struct firing *f;

        b->firings = mem_room(b->firings, b->count, &b->cap,
                              sizeof(*b->firings));
        f = &b->firings[b->count++];
        *f = (struct firing){.key = e->key, .opened = e->opened};
        for (int h = 0; h < HORIZON_COUNT; h++)
            f->followed[h] = NAN;
    }
}

void backtest_apply(struct backtest *b, const struct update *u)
{
    pass_hours(b, u->t);
    state_advance(b->state, u->t);
    state_apply(b->state, u);
    take_new_events(b);
}

const struct firing *backtest_so_far(const struct backtest *b, size_t *count)
{
    *count = b->count;
    return b->firings;
}

/* ---- closes */

/* How many shares of the last day one of the session's day has become. */
static double shares_since(const struct listing *l, int32_t session)
{
    double ratio = 1;

    for (size_t i = 0; i < l->action_count; i++)
        if (l->actions[i].type == ACTION_SPLIT && l->actions[i].ex > session &&
            l->actions[i].ratio > 0)
            ratio *= l->actions[i].ratio;
    return ratio;
}

/* The official close of a session, in the shares of the last day. */
static double close_of(const struct listing *l, int32_t session)
{
    const struct series *s = l->series[BAR_1d];
    size_t i = s ? session_daily_at(hours_of(l), s, session) : 0;

    if (s && i < s->count &&
        bar_date(hours_of(l), BAR_1d, &s->bars[i]) == session)
        return s->bars[i].close;
    if (l->is_official && l->session == session && QUOTE_HAS(&l->quote, price))
        return l->quote.price;
    return NAN;
}

static void look_at_closes(const struct listing *l, struct firing *f)
{
    static const int sessions[HORIZON_COUNT] = {
        [HORIZON_h1] = -1, [HORIZON_close] = 0, [HORIZON_d1] = 1,
        [HORIZON_d5] = 5};
    double price = f->opened.price / shares_since(l, f->key.session);
    int32_t date = f->key.session;

    for (int h = 0, n = 0; h < HORIZON_COUNT; h++) {
        if (sessions[h] < 0)
            continue;
        for (; n < sessions[h]; n++)
            date = calendar_next(hours_of(l), date + 1);
        f->followed[h] = derive_percent(close_of(l, date), price);
    }
}

const struct firing *backtest_end(struct backtest *b, size_t *count)
{
    pass_hours(b, b->state->now_ms + 1);
    for (size_t i = 0; i < b->count; i++) {
        const struct listing *l = listing_of(b, &b->firings[i]);

        if (l && has_price(&b->firings[i]))
            look_at_closes(l, &b->firings[i]);
    }
    *count = b->count;
    return b->firings;
}

/* ---- summary */

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static struct followed followed_of(double *values, size_t n)
{
    struct followed f = {.known = n, .mean = NAN, .median = NAN,
                         .worst = NAN, .best = NAN, .share_down = NAN};
    double sum = 0;
    size_t down = 0;

    if (n == 0)
        return f;
    qsort(values, n, sizeof(*values), by_value);
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
        down += values[i] < 0;
    }
    f.mean = sum / (double)n;
    f.median = (values[(n - 1) / 2] + values[n / 2]) / 2;
    f.worst = values[0];
    f.best = values[n - 1];
    f.share_down = (double)down / (double)n;
    return f;
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

static size_t count_symbols(const struct firing *firings, size_t count,
                            const char *rule)
{
    const char **symbols = mem_new(count + 1, sizeof(*symbols));
    size_t n = 0, different = 0;

    for (size_t i = 0; i < count; i++)
        if (strcmp(firings[i].key.rule, rule) == 0)
            symbols[n++] = firings[i].key.symbol;
    qsort(symbols, n, sizeof(*symbols), by_text);
    for (size_t i = 0; i < n; i++)
        different += i == 0 || strcmp(symbols[i], symbols[i - 1]) != 0;
    free(symbols);
    return different;
}

static void summarize(const struct firing *firings, size_t count,
                      const char *rule, struct backtest_summary *out)
{
    double *values = mem_new(count + 1, sizeof(*values));

    *out = (struct backtest_summary){.firings = 0};
    name_copy(out->rule, sizeof(out->rule), rule);
    out->symbols = count_symbols(firings, count, rule);
    for (int h = 0; h < HORIZON_COUNT; h++) {
        size_t n = 0;

        for (size_t i = 0; i < count; i++) {
            if (strcmp(firings[i].key.rule, rule) != 0)
                continue;
            if (isfinite(firings[i].followed[h]))
                values[n++] = firings[i].followed[h];
            out->firings += h == 0;
        }
        out->of[h] = followed_of(values, n);
    }
    free(values);
}

size_t backtest_summarize(const struct firing *firings, size_t count,
                          struct backtest_summary *out, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        size_t k = 0;

        while (k < i && strcmp(firings[k].key.rule, firings[i].key.rule) != 0)
            k++;
        if (k < i)
            continue;
        if (n < most)
            summarize(firings, count, firings[i].key.rule, &out[n]);
        n++;
    }
    return n;
}
