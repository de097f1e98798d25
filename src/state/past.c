/* SPDX-License-Identifier: MIT */
/* Prices of the past, from bars. */
#include "tapewatch/state/past.h"

#include <math.h>

#include "tapewatch/base/civil.h"

enum { OLDEST_DAYS = 4 };

static bool is_regular(enum market_hours hours, enum bar_span span,
                       const struct bar *b)
{
    return span == BAR_1d || bar_session(hours, span, b) == SESSION_REGULAR;
}

/* NULL: none had ended by then. */
static const struct bar *last_bar(const struct series *s,
                                  enum market_hours hours, int64_t t,
                                  int64_t *end)
{
    for (size_t i = series_at(s, t + 1); i-- > 0;) {
        const struct bar *b = &s->bars[i];

        *end = bar_end(hours, s->span, b);
        if (*end <= t && is_regular(hours, s->span, b))
            return b;
    }
    return NULL;
}

bool past_price(const struct listing *l, int64_t t, double *out)
{
    enum market_hours hours = instrument_hours(l->instrument);
    int64_t latest = t - OLDEST_DAYS * MS_PER_DAY, end = 0;
    bool is_known = false;

    for (int span = 0; span < BAR_SPAN_COUNT; span++) {
        const struct series *s = l->series[span];
        const struct bar *b = s ? last_bar(s, hours, t, &end) : NULL;

        if (!b || end <= latest)
            continue;
        latest = end;
        *out = b->close;
        is_known = true;
    }
    return is_known;
}

bool past_change(const struct listing *l, int64_t t, double *pct)
{
    double then;

    if (!QUOTE_HAS(&l->quote, price) || !past_price(l, t, &then))
        return false;
    *pct = derive_percent(l->quote.price, then);
    return isfinite(*pct);
}
