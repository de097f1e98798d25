/*
 * A listing's price at a moment of the past, by the bars that are known. Pure.
 */
#ifndef TAPEWATCH_STATE_PAST_H
#define TAPEWATCH_STATE_PAST_H

#include "tapewatch/state/snapshot.h"

/* The close of the last bar of regular hours that had ended by then, of the
 * finest span that has one; false when it is not known, or older than four
 * days. */
bool past_price(const struct listing *l, int64_t t, double *out);
/* The price of now against it, in percent. */
bool past_change(const struct listing *l, int64_t t, double *pct);

#endif
