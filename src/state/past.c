/* SPDX-License-Identifier: MIT */
/* Prices of the past, from bars. */
#include "tapewatch/state/past.h"

#include <math.h>

#include "tapewatch/base/civil.h"

enum { OLDEST_DAYS = 4 };

/* NULL: none had ended by then. */
static const struct bar *last_bar(const struct series *s,
                                  enum market_hours hours, int64_t t,
                                  int64_t *end)
{
    for (size_t i = series_at(s, t + 1); i-- > 0;) {
        *end = bar_end(hours, s->span, &s->bars[i]);
        if (*end <= t)
            return &s->bars[i];
    }
    return NULL;
}

bool past_price(const struct listing *l, int64_t t, double *out,
                int64_t *ended)
{
    enum market_hours hours = instrument_hours(l->instrument);
    int64_t latest = t - OLDEST_DAYS * MS_PER_DAY, end = 0;
    bool is_known = false;

    for (int span = 0; span < BAR_SPAN_COUNT; span++) {
        const struct series *s = l->series[span];
        const struct bar *b = s ? last_bar(s, hours, t, &end) : NULL;

        if (!b || end <= latest)
            continue;
        *ended = latest = end;
        *out = b->close;
        is_known = true;
    }
    return is_known;
}

/* The regular price stands still outside regular hours. */
static bool price_after(const struct listing *l, int64_t t, double *out)
{
    const struct quote *q = &l->quote;

    if (QUOTE_HAS(q, price) &&
        (QUOTE_HAS(q, as_of) ? q->as_of : l->quote_t) > t)
        *out = q->price;
    else if (QUOTE_HAS(q, ext_price) && QUOTE_HAS(q, ext_as_of) &&
             q->ext_as_of > t)
        *out = q->ext_price;
    else
        return false;
    return true;
}

bool past_change(const struct listing *l, int64_t t, double *pct,
                 int64_t *from)
{
    double now, then;

    if (!price_after(l, t, &now) || !past_price(l, t, &then, from))
        return false;
    *pct = derive_percent(now, then);
    return isfinite(*pct);
}
