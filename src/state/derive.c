/* SPDX-License-Identifier: MIT */
/* Every figure that is computed from others; formulas in derive.h. */
#include "tapewatch/state/derive.h"

#include <math.h>

#include "session.h"
#include "tapewatch/base/civil.h"

enum {
    VOLUME_SESSIONS = 30,
    RANGE_SESSIONS = 252,
    ZSCORE_SESSIONS = 20
};

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

static void find_volume(const struct series *d, size_t before,
                        struct day_basis *out)
{
    double sum = 0;

    if (before < VOLUME_SESSIONS)
        return;
    for (size_t i = before - VOLUME_SESSIONS; i < before; i++) {
        if (!(d->bars[i].known & BAR_HAS_VOLUME))
            return;
        sum += d->bars[i].volume;
    }
    out->has_volume = true;
    out->avg_volume_30 = sum / VOLUME_SESSIONS;
}

static void find_range(const struct series *d, size_t before,
                       struct day_basis *out)
{
    double high = -INFINITY, low = INFINITY;

    if (before < RANGE_SESSIONS)
        return;
    for (size_t i = before - RANGE_SESSIONS; i < before; i++) {
        if (!(d->bars[i].known & BAR_HAS_OHL))
            return;
        high = d->bars[i].high > high ? d->bars[i].high : high;
        low = d->bars[i].low < low ? d->bars[i].low : low;
    }
    out->has_range = true;
    out->high_252 = high;
    out->low_252 = low;
}

struct day_basis derive_basis(const struct derive_input *in)
{
    const struct series_ask ask = {SERIES_STDEV, BAR_COLUMN_CLOSE,
                                   ZSCORE_SESSIONS};
    struct day_basis out = {.has_volume = false};
    size_t before;

    if (!in->daily || in->quote_session == NO_DATE)
        return out;
    before = session_daily_at(instrument_hours(in->instrument), in->daily,
                              in->quote_session);
    find_volume(in->daily, before, &out);
    find_range(in->daily, before, &out);
    out.has_stdev = derive_series(in, &ask, &out.stdev_20);
    return out;
}

static void derive_from_days(const struct quote *q, const struct day_basis *b,
                             struct figures *f)
{
    bool has_price = QUOTE_HAS(q, price);

    if (b->has_volume) {
        FIGURE_SET(f, avg_volume_30, b->avg_volume_30);
        if (QUOTE_HAS(q, volume) && b->avg_volume_30 > 0)
            FIGURE_SET(f, vol_ratio, q->volume / b->avg_volume_30);
    }
    if (b->has_range) {
        FIGURE_SET(f, high_252, b->high_252);
        FIGURE_SET(f, low_252, b->low_252);
    }
    if (b->has_range && has_price) {
        FIGURE_SET(f, off_high_pct,
                   percent(q->price - b->high_252, b->high_252));
        FIGURE_SET(f, off_low_pct, percent(q->price - b->low_252, b->low_252));
    }
    if (b->has_stdev && b->stdev_20 > 0 && has_price &&
        QUOTE_HAS(q, prev_close))
        FIGURE_SET(f, zscore, log(q->price / q->prev_close) / b->stdev_20);
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

double derive_days_until(const struct instrument *i, int64_t then_ms,
                         int64_t now_ms)
{
    enum market_hours hours = instrument_hours(i);

    return (double)calendar_date(hours, then_ms) -
           (double)calendar_date(hours, now_ms);
}

struct figures derive_figures(const struct derive_input *in)
{
    struct figures f = {0};
    struct day_basis basis;
    double base;

    derive_change(in, &f);
    if (in->basis) {
        derive_from_days(in->quote, in->basis, &f);
    } else {
        basis = derive_basis(in);
        derive_from_days(in->quote, &basis, &f);
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

double derive_percent(double v, double base)
{
    return base == 0 ? NAN : (v - base) / base * 100;
}

bool derive_change_since(const struct derive_input *in, int32_t date,
                         double *pct)
{
    enum market_hours hours = instrument_hours(in->instrument);
    const struct series *s = in->daily;

    if (!QUOTE_HAS(in->quote, price))
        return false;
    for (size_t i = s ? s->count : 0; i-- > 0;) {
        if (bar_date(hours, BAR_1d, &s->bars[i]) > date)
            continue;
        *pct = derive_percent(in->quote->price, s->bars[i].close);
        return isfinite(*pct);
    }
    return false;
}
