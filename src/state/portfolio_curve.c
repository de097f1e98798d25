/* SPDX-License-Identifier: MIT */
/* What is held today, at the closes of past sessions. The sessions are those
 * of the benchmark, else of the position with the most days. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "portfolio_parts.h"
#include "session.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { YEAR_SESSIONS = 252 };

/* ---- closes */

static size_t session_count(const struct listing *l)
{
    return l && l->series[BAR_1d] ? l->series[BAR_1d]->count : 0;
}

static bool is_priced_after(const struct listing *l, int32_t date)
{
    return l->session != NO_DATE && l->session > date &&
           QUOTE_HAS(&l->quote, price);
}

/* The close at or before a date: the price of now for its session on. */
static bool close_on(const struct listing *l, int32_t date, double *out)
{
    enum market_hours hours = instrument_hours(l->instrument);
    int32_t oldest = date - CLOSE_AGE_MAX_DAYS;
    size_t at;

    if (date >= l->session && is_priced_after(l, oldest - 1)) {
        *out = l->quote.price;
        return true;
    }
    at = session_daily_at(hours, l->series[BAR_1d], date + 1);
    if (at == 0 ||
        bar_date(hours, BAR_1d, &l->series[BAR_1d]->bars[at - 1]) < oldest)
        return false;
    *out = l->series[BAR_1d]->bars[at - 1].close;
    return true;
}

/* ---- sessions */

static const struct listing *axis_of(const struct portfolio *p)
{
    const struct listing *best = p->benchmark;

    if (session_count(best) > 0)
        return best;
    for (size_t i = 0; i < p->position_count; i++)
        if (session_count(p->positions[i].listing) > session_count(best))
            best = p->positions[i].listing;
    return best;
}

static void fill_dates(const struct listing *axis, size_t most,
                       struct curve *out)
{
    enum market_hours hours = instrument_hours(axis->instrument);
    const struct series *daily = axis->series[BAR_1d];
    int32_t last = bar_date(hours, BAR_1d, &daily->bars[daily->count - 1]);
    bool has_now = is_priced_after(axis, last);
    size_t bars = daily->count, room = most - has_now;

    for (size_t i = bars > room ? bars - room : 0; i < bars; i++)
        out->points[out->count++].date =
            bar_date(hours, BAR_1d, &daily->bars[i]);
    if (has_now)
        out->points[out->count++].date = axis->session;
}

/* ---- values */

/* False when its past is not known; its value of every session else. */
static bool values_of(const struct position *p, struct curve *c,
                      double *values, bool *has_rates)
{
    *has_rates = true;
    for (size_t i = 0; i < c->count; i++) {
        double price = 1, rate = p->rate;

        if (p->symbol[0] &&
            !close_on(p->listing, c->points[i].date, &price))
            return false;
        if (!fx_on(&p->to_total, c->points[i].date, &rate))
            *has_rates = false;
        values[i] = p->quantity * price * rate;
    }
    for (size_t i = 0; i < c->count && !*has_rates; i++) {
        double price = 1;

        if (p->symbol[0])
            (void)close_on(p->listing, c->points[i].date, &price);
        values[i] = p->quantity * price * p->rate;
    }
    return true;
}

/* Whether it is in the curve and moves: cash does not. */
static bool add_position(const struct position *p, struct curve *c,
                         double *scratch)
{
    bool has_rates = true;

    if (p->quantity == 0)
        return false;
    if (!POSITION_HAS(p, value) || (p->symbol[0] && !p->listing) ||
        !values_of(p, c, scratch, &has_rates)) {
        c->missing++;
        return false;
    }
    c->known++;
    c->todays_rates += !has_rates;
    for (size_t i = 0; i < c->count; i++)
        c->points[i].value += scratch[i];
    return p->symbol[0] != '\0';
}

static void add_benchmark(const struct listing *l, struct curve *c)
{
    for (size_t i = 0; l && i < c->count; i++)
        c->points[i].has_benchmark =
            close_on(l, c->points[i].date, &c->points[i].benchmark);
}

/* ---- what follows from them: no percent is of nothing, or of a debt */

static bool set(double *out, double v)
{
    if (isfinite(v))
        *out = v + 0.0;
    return isfinite(v);
}

static double percent_of(double now, double then)
{
    return then > 0 ? (now - then) / then * 100 : NAN;
}

static double deepest(const struct curve *c)
{
    double high = c->points[0].value, worst = 0;

    if (!(high > 0))
        return NAN;
    for (size_t i = 0; i < c->count; i++) {
        high = fmax(high, c->points[i].value);
        worst = fmin(worst, percent_of(c->points[i].value, high));
    }
    return worst;
}

static double volatility(const struct curve *c)
{
    double n = (double)(c->count - 1), sum = 0, squares = 0;

    if (!(c->points[0].value > 0))
        return NAN;
    for (size_t i = 1; i < c->count; i++)
        sum += log(c->points[i].value / c->points[i - 1].value);
    for (size_t i = 1; i < c->count; i++) {
        double off =
            log(c->points[i].value / c->points[i - 1].value) - sum / n;

        squares += off * off;
    }
    return sqrt(squares / (n - 1)) * sqrt(YEAR_SESSIONS) * 100;
}

/* Sums over the daily returns: x the market's, y the portfolio's. */
struct returns {
    double n, x, y, xx, yy, xy;
};

static struct returns returns_of(const struct curve *c)
{
    struct returns r = {0};

    for (size_t i = 1; i < c->count; i++) {
        const struct curve_point *a = &c->points[i - 1], *b = a + 1;
        double market, own;

        if (!a->has_benchmark || !b->has_benchmark)
            continue;
        market = percent_of(b->benchmark, a->benchmark);
        own = percent_of(b->value, a->value);
        r.n++, r.x += market, r.y += own;
        r.xx += market * market, r.yy += own * own, r.xy += market * own;
    }
    return r;
}

static double beta_of(const struct returns *r)
{
    return r->n < CURVE_RETURNS_LEAST
               ? NAN
               : (r->n * r->xy - r->x * r->y) / (r->n * r->xx - r->x * r->x);
}

static double correlation_of(const struct returns *r)
{
    double market = r->n * r->xx - r->x * r->x;
    double own = r->n * r->yy - r->y * r->y;

    return r->n < CURVE_RETURNS_LEAST || market <= 0 || own <= 0
               ? NAN : (r->n * r->xy - r->x * r->y) / sqrt(market * own);
}

static int smaller(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The n / 20 th worst of n daily returns, rounded up. */
static double risk_day(const struct curve *c)
{
    double returns[CURVE_MAX];
    size_t n = 0;

    for (size_t i = 1; i < c->count; i++)
        returns[n++] =
            percent_of(c->points[i].value, c->points[i - 1].value);
    if (n < CURVE_RETURNS_LEAST)
        return NAN;
    for (size_t i = 0; i < n; i++)
        if (isnan(returns[i])) /* from nothing, or less */
            return NAN;
    qsort(returns, n, sizeof(*returns), smaller);
    return returns[(n + 19) / 20 - 1];
}

static void fill_figures(struct curve *c, bool has_risk)
{
    const struct curve_point *first = &c->points[0];
    const struct curve_point *last = &c->points[c->count - 1];
    struct returns r = returns_of(c);

    c->has_change =
        set(&c->change_pct, percent_of(last->value, first->value));
    c->has_benchmark =
        first->has_benchmark && last->has_benchmark &&
        set(&c->benchmark_pct, percent_of(last->benchmark, first->benchmark));
    c->has_drawdown = has_risk && set(&c->drawdown_pct, deepest(c));
    c->has_volatility = has_risk && c->count > CURVE_RETURNS_LEAST &&
                        set(&c->volatility_pct, volatility(c));
    c->has_beta = has_risk && set(&c->beta, beta_of(&r));
    c->has_correlation =
        has_risk && set(&c->correlation, correlation_of(&r));
    c->has_risk_day =
        has_risk && set(&c->risk_day_pct, risk_day(c)) &&
        set(&c->risk_day, c->risk_day_pct / 100 * last->value);
}

void portfolio_curve(const struct portfolio *p, size_t sessions,
                     struct curve *out)
{
    const struct listing *axis = axis_of(p);
    size_t most = sessions < CURVE_MAX ? sessions : CURVE_MAX;
    bool has_risk = false;
    double *scratch;

    *out = (struct curve){.count = 0};
    if (session_count(axis) == 0 || most < 2)
        return;
    fill_dates(axis, most, out);
    scratch = mem_new(CURVE_MAX, sizeof *scratch);
    for (size_t i = 0; i < p->position_count; i++)
        has_risk |= add_position(&p->positions[i], out, scratch);
    free(scratch);
    add_benchmark(p->benchmark, out);
    if (out->known == 0 || out->count < 2)
        out->count = 0;
    else
        fill_figures(out, has_risk);
}
