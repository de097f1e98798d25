/*
 * Reference rates: one a currency and working day, set by the European
 * Central Bank. They are no prices that anybody trades at, and say so in the
 * instrument's venue.
 */
#ifndef TAPEWATCH_SRC_FEEDS_FX_RATES_H
#define TAPEWATCH_SRC_FEEDS_FX_RATES_H

#include "source.h"

struct fx_rate {
    char currency[4];
    int32_t date;
    double rate; /* units of it for one of the table's base */
};

struct fx_rates { /* zero-initialise, but for the base */
    char base[4];
    struct fx_rate *items;
    size_t count, cap;
};

/* False when the currency is no code of three capitals, the rate not above
 * zero, or the table full. */
bool fx_rates_add(struct fx_rates *t, const char *currency, int32_t date,
                  double rate);
void fx_rates_done(struct fx_rates *t);

/* Adds the last rate of each pair that was asked for (in a file: of each
 * currency against the base) as a quote, the one of the working day before as
 * its previous close, and for a history or a file all of them as daily bars.
 * A pair without the base is a cross: the quotient, with the six digits that
 * the rates have themselves. */
enum err fx_rates_tell(const struct source *s, struct fx_rates *t);

#endif
