/* SPDX-License-Identifier: MIT */
/* Every figure that is computed from others; formulas in derive.h. */
#include "tapewatch/state/derive.h"

#include <math.h>

#include "session.h"
#include "tapewatch/base/civil.h"

enum {
    VOLUME_SESSIONS = 30,
    RANGE_SESSIONS = 252,
    ZSCORE_SESSIONS = 20,
    RUN_MAX = 1000 /* bars that ema and rsi go back */
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

/* ---- functions of the daily bars */

static bool column_of(const struct bar *b, enum bar_column c, double *out)
{
    const double *const values[] = {
        [BAR_COLUMN_OPEN] = &b->open,   [BAR_COLUMN_HIGH] = &b->high,
        [BAR_COLUMN_LOW] = &b->low,     [BAR_COLUMN_CLOSE] = &b->close,
        [BAR_COLUMN_VOLUME] = &b->volume,
    };
    unsigned needs = c == BAR_COLUMN_CLOSE    ? 0
                     : c == BAR_COLUMN_VOLUME ? BAR_HAS_VOLUME
                                          : BAR_HAS_OHL;

    *out = *values[c];
    return (b->known & needs) == needs;
}

/* The completed bars from `first` to before `end`, all with the figure asked
 * for and without a hole. */
struct bars {
    const struct bar *all;
    size_t first, end;
};

static double at(const struct bars *b, const struct series_ask *ask, size_t i)
{
    double v = 0;

    (void)column_of(&b->all[i], ask->column, &v);
    return v;
}

static bool is_hole(const struct bar *a, const struct bar *b)
{
    return b->start - a->start > (CLOSE_AGE_MAX_DAYS + 1) * MS_PER_DAY;
}

/* The unbroken run of at most `most` bars; false when it is shorter than
 * `least`. */
static bool find_run(const struct derive_input *in, enum bar_column column,
                     size_t least, size_t most, struct bars *out)
{
    enum market_hours hours = instrument_hours(in->instrument);
    const struct series *d = in->daily;
    size_t end, first;
    double v;

    if (!d || in->quote_session == NO_DATE)
        return false;
    first = end = session_daily_at(hours, d, in->quote_session);
    if (end < least || bar_date(hours, BAR_1d, &d->bars[end - 1]) <
                           session_oldest_close(in->instrument,
                                                in->quote_session))
        return false;
    while (first > 0 && end - first < most &&
           column_of(&d->bars[first - 1], column, &v) &&
           (first == end || !is_hole(&d->bars[first - 1], &d->bars[first])))
        first--;
    *out = (struct bars){d->bars, first, end};
    return end - first >= least;
}

static double mean_of(const struct bars *b, const struct series_ask *ask)
{
    double sum = 0;

    for (size_t i = b->first; i < b->end; i++)
        sum += at(b, ask, i);
    return sum / (double)(b->end - b->first);
}

static double extreme_of(const struct bars *b, const struct series_ask *ask)
{
    double best = at(b, ask, b->first);

    for (size_t i = b->first + 1; i < b->end; i++)
        best = ask->function == SERIES_HIGHEST ? fmax(best, at(b, ask, i))
                                               : fmin(best, at(b, ask, i));
    return best;
}

static double stdev_of(const struct bars *b, const struct series_ask *ask)
{
    double sum = 0, squares = 0, n = (double)(b->end - b->first - 1), mean;

    for (size_t i = b->first + 1; i < b->end; i++)
        sum += log(at(b, ask, i) / at(b, ask, i - 1));
    mean = sum / n;
    for (size_t i = b->first + 1; i < b->end; i++) {
        double off = log(at(b, ask, i) / at(b, ask, i - 1)) - mean;

        squares += off * off;
    }
    return sqrt(squares / (n - 1));
}

static double ema_of(const struct bars *b, const struct series_ask *ask)
{
    struct bars seed = {b->all, b->first, b->first + ask->n};
    double e = mean_of(&seed, ask);

    for (size_t i = seed.end; i < b->end; i++)
        e += (at(b, ask, i) - e) * 2 / ((double)ask->n + 1);
    return e;
}

static double rsi_of(const struct bars *b, const struct series_ask *ask)
{
    double n = (double)ask->n, up = 0, down = 0;

    for (size_t i = b->first + 1; i < b->end; i++) {
        double change = at(b, ask, i) - at(b, ask, i - 1);
        bool is_seed = i <= b->first + ask->n;

        up = is_seed ? up + fmax(change, 0) / n
                     : (up * (n - 1) + fmax(change, 0)) / n;
        down = is_seed ? down + fmax(-change, 0) / n
                       : (down * (n - 1) + fmax(-change, 0)) / n;
    }
    return up + down == 0 ? 50 : 100 * up / (up + down);
}

bool derive_series(const struct derive_input *in, const struct series_ask *ask,
                   double *out)
{
    static const struct {
        double (*of)(const struct bars *b, const struct series_ask *ask);
        size_t more; /* bars than n */
        bool is_run; /* takes all there are */
    } functions[] = {
        [SERIES_SMA] = {mean_of, 0, false},
        [SERIES_EMA] = {ema_of, 0, true},
        [SERIES_RSI] = {rsi_of, 1, true},
        [SERIES_STDEV] = {stdev_of, 1, false},
        [SERIES_HIGHEST] = {extreme_of, 0, false},
        [SERIES_LOWEST] = {extreme_of, 0, false},
    };
    size_t least = ask->n + functions[ask->function].more;
    size_t most = functions[ask->function].is_run ? RUN_MAX + 1 : least;
    struct bars b;
    double v;

    if (!find_run(in, ask->column, least, most < least ? least : most, &b))
        return false;
    v = functions[ask->function].of(&b, ask);
    if (!isfinite(v))
        return false;
    *out = v;
    return true;
}

static void derive_zscore(const struct derive_input *in, struct figures *f)
{
    const struct series_ask ask = {SERIES_STDEV, BAR_COLUMN_CLOSE,
                                   ZSCORE_SESSIONS};
    const struct quote *q = in->quote;
    double usual;

    if (QUOTE_HAS(q, price) && QUOTE_HAS(q, prev_close) &&
        derive_series(in, &ask, &usual) && usual > 0)
        FIGURE_SET(f, zscore, log(q->price / q->prev_close) / usual);
}

bool derive_previous(const struct derive_input *in, struct quote *out,
                     int32_t *session)
{
    enum market_hours hours = instrument_hours(in->instrument);
    struct derive_input before = *in;
    const struct bar *b;
    struct bars run;

    *out = (struct quote){.session = SESSION_CLOSED};
    if (in->quote_session == NO_DATE)
        return false;
    *session = calendar_previous(hours, in->quote_session);
    if (QUOTE_HAS(in->quote, prev_close))
        QUOTE_SET(out, price, in->quote->prev_close);
    if (!find_run(in, BAR_COLUMN_CLOSE, 1, 1, &run))
        return QUOTE_HAS(out, price);
    b = &run.all[run.first];
    *session = before.quote_session = bar_date(hours, BAR_1d, b);
    if (!QUOTE_HAS(out, price))
        QUOTE_SET(out, price, b->close);
    QUOTE_SET(out, as_of, bar_end(hours, BAR_1d, b));
    if (b->known & BAR_HAS_OHL) {
        QUOTE_SET(out, open, b->open);
        QUOTE_SET(out, high, b->high);
        QUOTE_SET(out, low, b->low);
    }
    if (b->known & BAR_HAS_VOLUME)
        QUOTE_SET(out, volume, b->volume);
    if (find_run(&before, BAR_COLUMN_CLOSE, 1, 1, &run))
        QUOTE_SET(out, prev_close, run.all[run.first].close);
    return true;
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
    double base;

    derive_change(in, &f);
    if (in->daily && in->quote_session != NO_DATE) {
        size_t before = session_daily_at(instrument_hours(in->instrument),
                                         in->daily, in->quote_session);

        derive_volume(in, before, &f);
        derive_range(in, before, &f);
        derive_zscore(in, &f);
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
