/* SPDX-License-Identifier: MIT */
/* Indicators over columns of bars. */
#include "tapewatch/state/indicators.h"

#include <math.h>
#include <stdlib.h>

#include "tapewatch/base/mem.h"

struct job {
    const struct indicator_bars *bars;
    size_t a, b, c; /* the row's parameters */
    double *out;
};

static void forget(double *out, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        out[i] = NAN;
}

typedef void over_run(const double *v, size_t count, size_t n, double *out);

/* The known values as if they followed one another; the others stay unknown. */
static void for_known(const double *v, size_t count, size_t n, over_run *each,
                      double *out)
{
    double *known = mem_new(2 * count + 1, sizeof(*known));
    double *made = known + count;
    size_t m = 0;

    for (size_t i = 0; i < count; i++)
        if (isfinite(v[i]))
            known[m++] = v[i];
    each(known, m, n, made);
    m = 0;
    for (size_t i = 0; i < count; i++)
        out[i] = isfinite(v[i]) ? made[m++] : NAN;
    free(known);
}

static double mean_of(const double *v, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += v[i];
    return sum / (double)n;
}

static void sma_of_run(const double *v, size_t count, size_t n, double *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = i + 1 < n ? NAN : mean_of(v + i + 1 - n, n);
}

static void ema_of_run(const double *v, size_t count, size_t n, double *out)
{
    double e;

    forget(out, 0, count < n ? count : n - 1);
    if (count < n)
        return;
    e = out[n - 1] = mean_of(v, n);
    for (size_t i = n; i < count; i++)
        e = out[i] = e + (v[i] - e) * 2 / ((double)n + 1);
}

static void rsi_of_run(const double *v, size_t count, size_t n, double *out)
{
    double up = 0, down = 0, steps = (double)n;

    forget(out, 0, count < n + 1 ? count : n);
    for (size_t i = 1; i < count; i++) {
        double rise = fmax(v[i] - v[i - 1], 0);
        double fall = fmax(v[i - 1] - v[i], 0);

        up = i <= n ? up + rise / steps : (up * (steps - 1) + rise) / steps;
        down = i <= n ? down + fall / steps
                      : (down * (steps - 1) + fall) / steps;
        if (i >= n)
            out[i] = up + down == 0 ? 50 : 100 * up / (up + down);
    }
}

static void stdev_of_run(const double *v, size_t count, size_t n, double *out)
{
    for (size_t i = 0; i < count; i++) {
        const double *from = v + i + 1 - n;
        double mean, squares = 0;

        out[i] = NAN;
        if (i + 1 < n)
            continue;
        mean = mean_of(from, n);
        for (size_t k = 0; k < n; k++)
            squares += (from[k] - mean) * (from[k] - mean);
        out[i] = sqrt(squares / (double)n);
    }
}

static void fill_sma(const struct job *j)
{
    for_known(j->bars->closes, j->bars->count, j->a, sma_of_run, j->out);
}

static void fill_ema(const struct job *j)
{
    for_known(j->bars->closes, j->bars->count, j->a, ema_of_run, j->out);
}

static void fill_rsi(const struct job *j)
{
    for_known(j->bars->closes, j->bars->count, j->a, rsi_of_run, j->out);
}

static void fill_bollinger(const struct job *j)
{
    size_t n = j->bars->count;
    double *middle = j->out, *upper = middle + n, *lower = upper + n;

    for_known(j->bars->closes, n, j->a, sma_of_run, middle);
    for_known(j->bars->closes, n, j->a, stdev_of_run, upper);
    for (size_t i = 0; i < n; i++) {
        double band = upper[i] * (double)j->b;

        upper[i] = middle[i] + band;
        lower[i] = middle[i] - band;
    }
}

static void fill_macd(const struct job *j)
{
    size_t n = j->bars->count;
    double *macd = j->out, *signal = macd + n, *rest = signal + n;

    for_known(j->bars->closes, n, j->a, ema_of_run, macd);
    for_known(j->bars->closes, n, j->b, ema_of_run, signal);
    for (size_t i = 0; i < n; i++)
        macd[i] -= signal[i];
    for_known(macd, n, j->c, ema_of_run, signal);
    for (size_t i = 0; i < n; i++)
        rest[i] = macd[i] - signal[i];
}

static void fill_vwap(const struct job *j)
{
    const struct indicator_bars *b = j->bars;
    double money = 0, volume = 0;

    forget(j->out, 0, b->count);
    if (!b->opens_session || !b->volumes || !b->highs || !b->lows)
        return;
    for (size_t i = 0; i < b->count; i++) {
        double typical = (b->highs[i] + b->lows[i] + b->closes[i]) / 3;

        if (b->opens_session[i])
            money = volume = 0;
        if (isfinite(typical) && b->volumes[i] > 0) {
            money += typical * b->volumes[i];
            volume += b->volumes[i];
        }
        if (volume > 0 && isfinite(b->closes[i]))
            j->out[i] = money / volume;
    }
}

static const struct {
    struct indicator_row row;
    void (*fill)(const struct job *j);
    size_t a, b, c;
} indicators[INDICATOR_COUNT] = {
#define INDICATOR(name, label, lines, pane, fill, a, b, c)                  \
    {{#name, label, lines, pane}, fill, a, b, c},
#include "tapewatch/state/indicators.def"
#undef INDICATOR
};

const struct indicator_row *indicator_row(enum indicator i)
{
    return &indicators[i].row;
}

void indicator_fill(enum indicator i, const struct indicator_bars *bars,
                    double *out)
{
    struct job j = {bars, indicators[i].a, indicators[i].b, indicators[i].c,
                    out};

    indicators[i].fill(&j);
}
