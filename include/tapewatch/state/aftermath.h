/*
 * What followed moves like an event's (derive_after.c), from the daily bars
 * that are known. History, no forecast.
 *
 * A move is like it when a company's close was at least half as far from the
 * close of the session before, in percent and to the same side, in a session
 * before the event's. What followed is the change from that close to the one
 * 1, 5, 20 and 60 bars later, as far as those lie before the event's session.
 * Of several classes of a company's shares (by CIK) the first by symbol that
 * has bars counts.
 */
#ifndef TAPEWATCH_STATE_AFTERMATH_H
#define TAPEWATCH_STATE_AFTERMATH_H

#include "tapewatch/state/snapshot.h"

enum { AFTER_HORIZONS = 4 };
extern const int after_sessions[AFTER_HORIZONS]; /* 1 5 20 60 */

struct aftermath {
    double least_pct;  /* half of the event's change */
    size_t companies;  /* whose bars were looked at */
    int32_t since;     /* date of the first bar; NO_DATE: none */
    size_t moves;      /* like the event's */
    struct {
        size_t n;      /* of them with a close so much later */
        double median, lowest; /* %; of n > 0 */
    } of[AFTER_HORIZONS];
};
/* False when the event's own change is not known. Reads all daily bars: keep
 * the answer as long as the event's session and the bars are the same. */
bool derive_aftermath(const struct snapshot *s, const struct event *e,
                      struct aftermath *out);

#endif
