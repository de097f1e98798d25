/* SPDX-License-Identifier: MIT */
/* A group's day: what its companies had gained or lost together, every five
 * minutes. Nothing is interpolated: a company is worth what it was at the last
 * price known then, at first its open. */
#include <stdlib.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

#define STEP_MS (5 * MS_PER_MINUTE)

/* One company on its way through the session. */
struct walker {
    enum market_hours hours;
    enum bar_span span;
    const struct series *bars; /* NULL: it moves at its open only */
    size_t at;
    double price, prev_close;
    double usd_per_price; /* its shares, times the rate */
};

static const struct series *finest_of(const struct listing *l,
                                      enum bar_span *span)
{
    static const enum bar_span order[] = {BAR_5m, BAR_1m, BAR_1h};

    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct series *s = l->series[order[i]];

        *span = order[i];
        if (s && s->count > 0 &&
            bar_date(instrument_hours(l->instrument), order[i],
                     &s->bars[s->count - 1]) >= l->session)
            return s;
    }
    return NULL;
}

static bool may_walk(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, cap_usd) && QUOTE_HAS(&l->quote, price) &&
           QUOTE_HAS(&l->quote, prev_close) && l->quote.price > 0;
}

static struct walker walker_of(const struct listing *l, int64_t open_ms)
{
    struct walker w = {.hours = instrument_hours(l->instrument),
                       .price = l->quote.prev_close,
                       .prev_close = l->quote.prev_close,
                       .usd_per_price = l->figures.cap_usd / l->quote.price};

    if (QUOTE_HAS(&l->quote, open))
        w.price = l->quote.open;
    w.bars = finest_of(l, &w.span);
    w.at = series_at(w.bars, open_ms);
    return w;
}

/* Its change of value by the bars that had ended by `t`. */
static double walk(struct walker *w, int64_t t)
{
    for (; w->bars && w->at < w->bars->count; w->at++) {
        const struct bar *b = &w->bars->bars[w->at];

        if (bar_end(w->hours, w->span, b) > t)
            break;
        w->price = b->close;
    }
    return derive_cap_change_at(w->price, w->prev_close, w->usd_per_price);
}

/* All of them, from the open on. */
static size_t start(const struct event_peer *members, size_t n,
                    int64_t open_ms, struct walker *out, int64_t *last)
{
    size_t walkers = 0;

    *last = 0;
    for (size_t i = 0; i < n; i++) {
        const struct listing *l = members[i].listing;

        if (!may_walk(l))
            continue;
        out[walkers++] = walker_of(l, open_ms);
        if (l->quote.as_of > *last)
            *last = l->quote.as_of;
    }
    return walkers;
}

static void add_up(const struct event_peer *members, size_t n,
                   const struct trading_day *hours, struct series **day)
{
    struct walker *all = mem_new(n, sizeof *all);
    int64_t last;
    size_t walkers = start(members, n, hours->open_ms, all, &last);

    if (last > hours->close_ms)
        last = hours->close_ms;
    for (int64_t t = hours->open_ms; walkers && t + STEP_MS <= last;
         t += STEP_MS) {
        struct bar b = {.start = t};

        for (size_t i = 0; i < walkers; i++)
            b.close += walk(&all[i], t + STEP_MS);
        series_put(day, &b, (size_t)(MS_PER_DAY / STEP_MS));
    }
    free(all);
}

struct series *snapshot_group_day(const struct snapshot *s,
                                  const struct event *e)
{
    struct event_peer *members = mem_new(TEAMS_MAX, sizeof *members);
    size_t n = snapshot_peers_all(s, e, members, TEAMS_MAX);
    struct series *day = series_new(BAR_5m);
    struct trading_day hours;

    if (n > TEAMS_MAX)
        n = TEAMS_MAX;
    if (n > 0 &&
        calendar_day(instrument_hours(members[0].listing->instrument),
                     e->key.session, &hours))
        add_up(members, n, &hours, &day);
    free(members);
    return day;
}
