/*
 * Indicators: lines drawn over bars or in a pane below them. v[i] is the close
 * of bar i; all take the bar itself in. Not known (NaN) until there are as
 * many bars as they need. At a bar without a close they are not known, and it
 * does not count as a bar: after a gap the means go on from before it.
 *
 *   sma n          mean of v[i - n + 1 .. i]
 *   ema n          e + (v - e) x 2 / (n + 1), from the mean of the first n
 *   vwap           sum of (high + low + close) / 3 x volume over the session
 *                  so far / sum of its volume; of intraday bars only
 *   bollinger n k  sma n, then sma n + k x s and sma n - k x s; s is the
 *                  population standard deviation of the same n closes
 *                  (J. Bollinger, Bollinger on Bollinger Bands, 2001)
 *   rsi n          100 x U / (U + D), Wilder's means as in derive.h (J. W.
 *                  Wilder, New Concepts in Technical Trading Systems, 1978)
 *   macd a b c     ema a - ema b, then its ema c (the signal), then their
 *                  difference (G. Appel)
 *
 * Pure; any thread.
 */
#ifndef TAPEWATCH_STATE_INDICATORS_H
#define TAPEWATCH_STATE_INDICATORS_H

#include <stdbool.h>
#include <stddef.h>

enum { INDICATOR_LINES_MAX = 3 };

enum indicator {
#define INDICATOR(name, label, lines, pane, fill, a, b, c) INDICATOR_##name,
#include "tapewatch/state/indicators.def"
#undef INDICATOR
    INDICATOR_COUNT
};

struct indicator_row {
    const char *name, *label;
    int lines;
    bool is_pane; /* has its own scale */
};
const struct indicator_row *indicator_row(enum indicator i); /* never NULL */

/* Columns of `count` bars, oldest first; NaN: not known. */
struct indicator_bars {
    const double *highs, *lows, *closes, *volumes; /* all but closes may be
                                                      NULL */
    const bool *opens_session; /* NULL: bars are whole sessions, no vwap */
    size_t count;
};
/* Fills line k at out + k x count, for each of its lines. */
void indicator_fill(enum indicator i, const struct indicator_bars *bars,
                    double *out);

#endif
