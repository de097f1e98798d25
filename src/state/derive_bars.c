/* SPDX-License-Identifier: MIT */
/* Functions of completed daily bars; formulas in derive.h. */
#include <math.h>

#include "session.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/state/derive.h"

enum { RUN_MAX = 1000 /* bars that ema and rsi go back */ };

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
