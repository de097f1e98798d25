/*
 * Every figure that is computed from prices, in one place (derive.c; of many
 * bars: derive_bars.c, of two listings: derive_pair.c), with its formula and
 * unit. Nothing else in the program multiplies a price. What
 * follows from filings is in fundamentals.h.
 *
 *   change         = price - prev_close                      currency
 *   change_pct     = change / prev_close x 100               %
 *   cap            = price x shares                          currency
 *   cap_change     = (price - prev_close) x shares           currency
 *   cap_usd, cap_change_usd: the same x rate to USD          USD
 *   gap_pct        = (open - prev_close) / prev_close x 100  %
 *   vol_ratio      = volume / mean volume of the last 30 completed
 *                    regular sessions (all 30 must be known)
 *   off_high_pct   = (price - H) / H x 100, H the highest high of the 252
 *                    sessions before this one; unknown with fewer
 *   off_low_pct    = the same with the lowest low
 *   ext_change_pct = (ext_price - base) / base x 100; base is the last
 *                    regular price before it: prev_close of its session in
 *                    pre-market, the close in post-market
 *   zscore         = ln(price / prev_close) / stdev(close, 20)
 *
 * Functions of n bars: the last n completed regular sessions before the one
 * that the quote belongs to. Unknown when one of them is missing: fewer bars,
 * a figure that a bar does not have, a hole longer than any closing of the
 * exchange, or the session just before (as for prev_close).
 *
 *   sma            = mean
 *   highest, lowest
 *   stdev          = sample standard deviation of ln(v[i] / v[i - 1]) over the
 *                    last n of these (n + 1 bars)
 *   ema            = e + (v - e) x 2 / (n + 1) over the unbroken run of bars,
 *                    at most 1,000, from the mean of its first n
 *   rsi            = 100 - 100 / (1 + U / D), Wilder: U and D are the means of
 *                    the rises and falls of the run's first n changes, then
 *                    (U x (n - 1) + rise) / n. 50 when nothing moved
 *
 * correlation of two listings: Pearson's r of ln(close[i] / close[i - 1]) over
 * the days of the 90 before a session (which is not among them) that are
 * trading days of both with the same day before. Unknown with fewer than 20,
 * and when one of the two never moved.
 */
#ifndef TAPEWATCH_STATE_DERIVE_H
#define TAPEWATCH_STATE_DERIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/model/instrument.h"
#include "tapewatch/model/quote.h"
#include "tapewatch/state/series.h"

#define FIGURES(_) /* name, unit */                                         \
    _(change, "currency") _(change_pct, "%") _(cap, "currency")             \
    _(cap_change, "currency") _(cap_usd, "USD") _(cap_change_usd, "USD")    \
    _(gap_pct, "%") _(vol_ratio, "x") _(avg_volume_30, "units")             \
    _(off_high_pct, "%") _(off_low_pct, "%") _(ext_change_pct, "%")         \
    _(high_252, "currency") _(low_252, "currency") _(zscore, "sd")

enum figure_bit {
#define FIGURE_BIT(name, unit) FIGURE_BIT_##name,
    FIGURES(FIGURE_BIT)
#undef FIGURE_BIT
};
#define FIGURE_HAS(f, name) (((f)->known >> FIGURE_BIT_##name) & 1u)

struct figures {
    uint32_t known;
#define FIGURE_FIELD(name, unit) double name;
    FIGURES(FIGURE_FIELD)
#undef FIGURE_FIELD
};

/* What follows from the daily bars before a session alone. Made once it
 * serves for all prices of that session. */
struct day_basis {
    bool has_volume, has_range, has_stdev;
    double avg_volume_30, high_252, low_252, stdev_20;
};

/* What the figures are made from. */
struct derive_input {
    const struct instrument *instrument;
    const struct quote *quote;
    int32_t quote_session;      /* local date that `quote` belongs to */
    const struct series *daily; /* completed sessions and perhaps today's */
    const struct day_basis *basis; /* of `daily` before that session; NULL:
                                      it is made from them */
    bool has_usd_rate;
    double usd_rate; /* USD for one unit of the listing currency */
};
struct figures derive_figures(const struct derive_input *in);
struct day_basis derive_basis(const struct derive_input *in);

enum bar_column {
    BAR_COLUMN_OPEN, BAR_COLUMN_HIGH, BAR_COLUMN_LOW, BAR_COLUMN_CLOSE,
    BAR_COLUMN_VOLUME
};
enum series_function {
    SERIES_SMA, SERIES_EMA, SERIES_RSI, SERIES_STDEV, SERIES_HIGHEST,
    SERIES_LOWEST
};
struct series_ask {
    enum series_function function;
    enum bar_column column;
    size_t n; /* sessions, at least 1 */
};
/* False when it is not known; *out is left alone then. */
bool derive_series(const struct derive_input *in, const struct series_ask *ask,
                   double *out);

/* The quote as it was at the previous close, and its session: price is
 * prev_close (or that day's close), the rest the daily bar of that session.
 * False when neither is known. */
bool derive_previous(const struct derive_input *in, struct quote *out,
                     int32_t *session);

/* How the daily returns of two go together, -1 to 1; of the inputs the
 * instrument and its daily bars count. False when it is not known, and for
 * NO_DATE. */
bool derive_correlation(const struct derive_input *a,
                        const struct derive_input *b, int32_t session,
                        double *out);

/* The price against the last close on or before `date`, in percent; false
 * when either is not known. */
bool derive_change_since(const struct derive_input *in, int32_t date,
                         double *pct);

/* Whole days of the exchange's calendar from now to then: 0 is today. */
double derive_days_until(const struct instrument *i, int64_t then_ms,
                         int64_t now_ms);

/* The regular price that ext_price is compared with; false if not known. */
bool derive_ext_base(const struct derive_input *in, double *out);

/* Value lost or gained at another price of the same session, in currency. */
double derive_cap_change_at(double price, double prev_close, double shares);

/* A part of a sum of changes of value, 0-1: |part| / whole, where whole is the
 * sum of |cap_change_usd| of the event's symbol and all its peers. -1 when
 * there is nothing to share. */
double derive_share(double part, double whole);

/* (v - base) / base x 100, for charts; NaN when either is not known (NaN) or
 * base is 0. */
double derive_percent(double v, double base);

#endif
