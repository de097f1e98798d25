/* SPDX-License-Identifier: MIT */
/* Every figure that is computed from others; formulas in derive.h. */
#include "tapewatch/state/derive.h"

#include <math.h>

#include "session.h"

enum { VOLUME_SESSIONS = 30, RANGE_SESSIONS = 252 };

/* Sets a figure and its bit, if the arithmetic came out. */
#define FIGURE_SET(f, name, value) set(f, FIGURE_BIT_##name, &(f)->name, value)

static void set(struct figures *f, enum figure_bit bit, double *field,
                double value)
{
    if (!isfinite(value))
        return;
    *field = value;
    f->known |= 1u << bit;
}

static double percent(double part, double whole)
{
    return whole == 0 ? NAN : part / whole * 100;
}

double derive_cap_change_at(double price, double prev_close, double shares)
{
    return (price - prev_close) * shares;
}

static void derive_change(const struct derive_input *in, struct figures *f)
{
    const struct quote *q = in->quote;
    double shares = in->instrument->shares;

    if (QUOTE_HAS(q, price) && shares > 0) {
        FIGURE_SET(f, cap, q->price * shares);
        if (in->has_usd_rate)
            FIGURE_SET(f, cap_usd, q->price * shares * in->usd_rate);
    }
    if (!QUOTE_HAS(q, prev_close))
        return;
    if (QUOTE_HAS(q, open))
        FIGURE_SET(f, gap_pct, percent(q->open - q->prev_close, q->prev_close));
    if (!QUOTE_HAS(q, price))
        return;
    FIGURE_SET(f, change, q->price - q->prev_close);
    FIGURE_SET(f, change_pct, percent(q->price - q->prev_close, q->prev_close));
    if (shares > 0) {
        double lost = derive_cap_change_at(q->price, q->prev_close, shares);

        FIGURE_SET(f, cap_change, lost);
        if (in->has_usd_rate)
            FIGURE_SET(f, cap_change_usd, lost * in->usd_rate);
    }
}

static void derive_volume(const struct derive_input *in, size_t before,
                          struct figures *f)
{
    const struct series *d = in->daily;
    double sum = 0;

    if (before < VOLUME_SESSIONS)
        return;
    for (size_t i = before - VOLUME_SESSIONS; i < before; i++) {
        if (!(d->bars[i].known & BAR_HAS_VOLUME))
            return;
        sum += d->bars[i].volume;
    }
    FIGURE_SET(f, avg_volume_30, sum / VOLUME_SESSIONS);
    if (QUOTE_HAS(in->quote, volume) && sum > 0)
        FIGURE_SET(f, vol_ratio, in->quote->volume / (sum / VOLUME_SESSIONS));
}

static void derive_range(const struct derive_input *in, size_t before,
                         struct figures *f)
{
    const struct series *d = in->daily;
    double high, low;

    if (before < RANGE_SESSIONS)
        return;
    high = -INFINITY;
    low = INFINITY;
    for (size_t i = before - RANGE_SESSIONS; i < before; i++) {
        if (!(d->bars[i].known & BAR_HAS_OHL))
            return;
        high = fmax(high, d->bars[i].high);
        low = fmin(low, d->bars[i].low);
    }
    FIGURE_SET(f, high_252, high);
    FIGURE_SET(f, low_252, low);
    if (!QUOTE_HAS(in->quote, price))
        return;
    FIGURE_SET(f, off_high_pct, percent(in->quote->price - high, high));
    FIGURE_SET(f, off_low_pct, percent(in->quote->price - low, low));
}

bool derive_ext_base(const struct derive_input *in, double *out)
{
    const struct quote *q = in->quote;
    int32_t ext_date;

    if (!QUOTE_HAS(q, ext_price) || !QUOTE_HAS(q, ext_as_of))
        return false;
    ext_date = calendar_date(instrument_hours(in->instrument), q->ext_as_of);
    if (ext_date < in->quote_session)
        return false; /* of an evening before the session that is shown */
    if (ext_date == in->quote_session && q->ext_session == SESSION_PRE) {
        *out = q->prev_close;
        return QUOTE_HAS(q, prev_close);
    }
    *out = q->price;
    return QUOTE_HAS(q, price);
}

struct figures derive_figures(const struct derive_input *in)
{
    struct figures f = {0};
    double base;

    derive_change(in, &f);
    if (in->daily && in->quote_session != INT32_MIN) {
        size_t before = session_daily_at(instrument_hours(in->instrument),
                                         in->daily, in->quote_session);

        derive_volume(in, before, &f);
        derive_range(in, before, &f);
    }
    if (derive_ext_base(in, &base))
        FIGURE_SET(&f, ext_change_pct,
                   percent(in->quote->ext_price - base, base));
    return f;
}

double derive_share(double part, double whole)
{
    return whole > 0 ? fabs(part) / whole : -1;
}
