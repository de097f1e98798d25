/* SPDX-License-Identifier: MIT */
/* What a company costs against what it filed; formulas in valuation.h. */
#include "tapewatch/state/valuation.h"

#include <math.h>
#include <string.h>

enum { YEAR_DAYS = 365 };

static struct valuation_figure known(double v)
{
    return isfinite(v) ? (struct valuation_figure){true, v, NULL}
                       : (struct valuation_figure){false, 0, "no number"};
}

static struct valuation_figure unknown(const char *why)
{
    return (struct valuation_figure){false, 0, why};
}

/* "USD", "USD/shares": filed in the currency of the listing. */
static bool is_in_currency(const struct listing *l, enum concept c)
{
    const char *currency = l->instrument->currency;
    const char *unit = l->company->of[c].unit;
    size_t n = strlen(currency);

    return n > 0 && strncmp(unit, currency, n) == 0 &&
           (unit[n] == '\0' || unit[n] == '/');
}

/* The twelve months of a concept, or why they are not known. */
static struct valuation_figure twelve(const struct listing *l, enum concept c)
{
    const struct period *p = fundamentals_newest(l->company, c);

    if (!p)
        return unknown("not filed, or not known");
    if (!is_in_currency(l, c))
        return unknown("filed in another currency");
    if (!(p->known & PERIOD_HAS_TTM))
        return unknown("no four quarters in a row");
    return known(p->ttm);
}

static struct valuation_figure pe_of(const struct listing *l,
                                     const struct valuation_figure *eps)
{
    if (!eps->is_known)
        return *eps;
    if (eps->value <= 0)
        return unknown("a loss");
    if (!QUOTE_HAS(&l->quote, price))
        return unknown("no price");
    return known(l->quote.price / eps->value);
}

static struct valuation_figure ps_of(const struct listing *l)
{
    struct valuation_figure revenue = twelve(l, CONCEPT_revenue);

    if (!revenue.is_known)
        return revenue;
    if (!FIGURE_HAS(&l->figures, cap))
        return unknown("no market value");
    if (revenue.value <= 0)
        return unknown("no revenue");
    return known(l->figures.cap / revenue.value);
}

static struct valuation_figure yield_of(const struct listing *l)
{
    struct valuation_figure cash = twelve(l, CONCEPT_free_cash_flow);

    if (!cash.is_known)
        return cash;
    if (!FIGURE_HAS(&l->figures, cap) || l->figures.cap <= 0)
        return unknown("no market value");
    return known(cash.value / l->figures.cap * 100);
}

static struct valuation_figure dividend_of(const struct listing *l,
                                           int32_t today)
{
    double sum = 0;

    if (l->action_count == 0)
        return unknown("none known");
    if (!QUOTE_HAS(&l->quote, price) || l->quote.price <= 0)
        return unknown("no price");
    for (size_t i = 0; i < l->action_count; i++) {
        const struct action *a = &l->actions[i];

        if (a->ex > today || a->ex <= today - YEAR_DAYS)
            continue;
        if (a->type == ACTION_SPLIT)
            return unknown("split within the year");
        sum += a->amount;
    }
    return known(sum / l->quote.price * 100);
}

void derive_valuation(const struct listing *l, int32_t today,
                      struct valuation_figure out[VALUATION_COUNT])
{
    out[VALUATION_eps_ttm] = twelve(l, CONCEPT_eps);
    out[VALUATION_pe_ttm] = pe_of(l, &out[VALUATION_eps_ttm]);
    out[VALUATION_ps_ttm] = ps_of(l);
    out[VALUATION_fcf_yield] = yield_of(l);
    out[VALUATION_dividend_yield] = dividend_of(l, today);
}
