/* SPDX-License-Identifier: MIT */
/* A symbol's best days before one of its events, close against close. */
#include <math.h>
#include <string.h>

#include "market.h"

static void insert(struct day_gain *out, size_t *n, size_t most,
                   const struct day_gain *g)
{
    size_t at = *n;

    while (at > 0 && out[at - 1].change_pct < g->change_pct)
        at--;
    if (at >= most)
        return;
    if (*n < most)
        (*n)++;
    memmove(out + at + 1, out + at, (*n - at - 1) * sizeof *out);
    out[at] = *g;
}

size_t snapshot_day_gains(const struct snapshot *s, const struct event *e,
                          struct day_gain *out, size_t most, size_t *days)
{
    const struct listing *l = snapshot_find(s, e->key.symbol);
    const struct series *daily = l ? l->series[BAR_1d] : NULL;
    size_t n = 0, end;

    *days = 0;
    if (!daily)
        return 0;
    end = session_daily_at(instrument_hours(l->instrument), daily,
                           e->key.session);
    for (size_t i = 1; i < end; i++) {
        struct day_gain g = {
            .date = bar_date(instrument_hours(l->instrument), BAR_1d,
                             &daily->bars[i]),
            .change_pct = derive_percent(daily->bars[i].close,
                                         daily->bars[i - 1].close)};

        if (!isfinite(g.change_pct))
            continue;
        (*days)++;
        if (g.change_pct > 0)
            insert(out, &n, most, &g);
    }
    return n;
}
