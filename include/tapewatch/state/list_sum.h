/*
 * A watchlist in figures: its breadth, its mean change and what its members
 * gained and lost in value. A pure function of a snapshot.
 */
#ifndef TAPEWATCH_STATE_LIST_SUM_H
#define TAPEWATCH_STATE_LIST_SUM_H

#include "tapewatch/state/snapshot.h"

struct list_sum {
    size_t count;
    size_t known; /* with a change; up + down + those that did not move */
    size_t up, down, stale;
    double mean_pct; /* of the known ones, each counts alike; known > 0 */
    size_t cap_known;
    double cap_change_usd; /* sum of the cap_known ones */
    const struct listing *best, *worst; /* by change_pct; NULL: none known */
};
struct list_sum list_sum_of(const struct snapshot *s,
                            const struct watchlist *w);

#endif
