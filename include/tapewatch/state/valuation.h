/*
 * What a company costs against what it filed (derive_value.c); a figure that
 * is not known has its reason.
 *
 *   eps_ttm        = diluted earnings a share of the last four quarters
 *   pe_ttm         = price / eps_ttm, when that is positive
 *   ps_ttm         = market value / revenue of the last four quarters
 *   fcf_yield      = free cash flow of the last four quarters / market value
 *                    x 100
 *   dividend_yield = dividends a share of the last 365 days / price x 100;
 *                    unknown when shares were split in that time
 *
 * Only where the company files in the currency in which its shares are traded.
 */
#ifndef TAPEWATCH_STATE_VALUATION_H
#define TAPEWATCH_STATE_VALUATION_H

#include "tapewatch/state/snapshot.h"

#define VALUATIONS(_) /* name, unit */                                      \
    _(eps_ttm, "currency") _(pe_ttm, "x") _(ps_ttm, "x") _(fcf_yield, "%")  \
    _(dividend_yield, "%")

enum valuation_index {
#define VALUATION_INDEX(name, unit) VALUATION_##name,
    VALUATIONS(VALUATION_INDEX)
#undef VALUATION_INDEX
    VALUATION_COUNT
};

struct valuation_figure {
    bool is_known;
    double value;
    const char *why; /* it is not known; never NULL then. Static. */
};
/* `today` is the date at the shown moment. */
void derive_valuation(const struct listing *l, int32_t today,
                      struct valuation_figure out[VALUATION_COUNT]);

#endif
