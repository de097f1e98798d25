/*
 * The companies that are watched, as a whole: how many rose and fell, what
 * they gained and lost in value, and the same by sector. Pure functions of a
 * snapshot. A company counts with the newest session of its market that any
 * company was seen in; one that has not traded in it is known, but not current.
 * Of several classes of its shares (by CIK) the first by symbol that is known
 * counts.
 *
 *   change_pct of a sector = (sum of cap_usd - sum of cap_usd at the previous
 *                            close) / the latter x 100: weighted by value
 */
#ifndef TAPEWATCH_STATE_BREADTH_H
#define TAPEWATCH_STATE_BREADTH_H

#include "tapewatch/state/snapshot.h"

/* An equity; of unknown type with a sector. */
bool listing_is_company(const struct listing *l);
/* The newest session of US companies so far (or NO_DATE), with this one: what
 * a snapshot has as us_session. */
int32_t breadth_session(int32_t so_far, const struct listing *l);

struct breadth {
    size_t companies; /* that are known */
    size_t current;   /* with a change of the session: up + down + unchanged */
    size_t up, down;
    size_t stale;      /* of the current ones */
    size_t range_known; /* whose highest and lowest of 252 sessions are known */
    size_t highs, lows; /* of them, beyond it today */
    size_t volume_up, volume_down; /* of up and down those whose volume is
                                      known, and its sums, in shares */
    double up_volume, down_volume;
    size_t value_known;
    double gained_usd, lost_usd; /* sums of the value_known ones, both >= 0 */
};
struct breadth breadth_of(const struct snapshot *s);
/* Arms' index: how many rise to each that falls, over the same of volume; above
 * 1 those that fall are traded more. NAN: not known. */
double breadth_trin(const struct breadth *b);

enum { SECTOR_MAX = 32, SECTORS_MAX = 32 };
struct sector_sum {
    char name[SECTOR_MAX]; /* "" not known */
    size_t count, stale;   /* of current companies with a value */
    double cap_usd, cap_change_usd, change_pct;
};
/* The largest fall first; returns how many there are, at most SECTORS_MAX. */
size_t breadth_sectors(const struct snapshot *s,
                       struct sector_sum out[SECTORS_MAX]);

#endif
