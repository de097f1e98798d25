/*
 * A listing's price at a moment of the past, by the bars that are known. Pure.
 */
#ifndef TAPEWATCH_STATE_PAST_H
#define TAPEWATCH_STATE_PAST_H

#include "tapewatch/state/snapshot.h"

/* The close of the last bar that had ended by then, extended hours too, of the
 * finest span that has one, and when that bar ended (ms); false when it is not
 * known, or older than four days. */
bool past_price(const struct listing *l, int64_t t, double *out,
                int64_t *ended);
/* The price of now against it, in percent: the regular one where it is newer
 * than `t`, else the extended one where that is. `from`: the moment (ms) that
 * it is measured from. False when either is not known. */
bool past_change(const struct listing *l, int64_t t, double *pct,
                 int64_t *from);

#endif
