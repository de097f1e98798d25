/*
 * What one currency is worth in another, from the currency pairs that the
 * market knows: "EURUSD=X" as it is, or the other way round, or two of them
 * over US dollars. "JPY=X" is dollars in yen. Minor units (GBp) count.
 */
#ifndef TAPEWATCH_STATE_FX_H
#define TAPEWATCH_STATE_FX_H

#include "tapewatch/state/snapshot.h"

enum { FX_OLD_DAYS = 4 }; /* the longest weekend of a reference rate */

struct fx_rate {
    double value;  /* one unit of `from` in `to` */
    int64_t as_of; /* ms: of the older pair; 0: no pair was needed */
    bool is_stale; /* a pair is late by its source's own interval, or older
                      than FX_OLD_DAYS */
    const struct listing *pairs[2]; /* NULL: not needed */
    bool is_inverse[2];
};
/* False when it is not known; *out is left alone then. */
bool fx_find(const struct snapshot *s, const char *from, const char *to,
               struct fx_rate *out);
/* The same rate by the daily closes at or before a date, at most
 * FX_OLD_DAYS old, that of today for today; false when they are not known. */
bool fx_on(const struct fx_rate *r, int32_t date, double *out);

/* The pair to ask for so that a currency can be turned into US dollars; false
 * for dollars themselves and for what is no currency. */
bool fx_pair(const char *currency, char out[SYMBOL_MAX]);

#endif
