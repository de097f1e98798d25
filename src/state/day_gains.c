/* SPDX-License-Identifier: MIT */
/* A symbol's best days before one of its events, close against close. */
#include <math.h>

#include "market.h"
#include "tapewatch/base/foremost.h"

static bool is_before(const void *a, const void *b)
{
    const struct day_gain *x = a, *y = b;

    return x->change_pct > y->change_pct;
}

size_t snapshot_day_gains(const struct snapshot *s, const struct event *e,
                          struct day_gain *out, size_t most, size_t *days)
{
    const struct listing *l = snapshot_find(s, e->key.symbol);
    const struct series *daily = l ? l->series[BAR_1d] : NULL;
    struct foremost best = {.items = out, .size = sizeof *out, .most = most,
                            .is_before = is_before};
    size_t end;

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
            foremost_put(&best, &g);
    }
    return best.count;
}
