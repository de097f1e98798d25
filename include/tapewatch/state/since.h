/*
 * What changed since a moment: events, moves of price, headlines not yet read.
 * Pure: all comes from the snapshot.
 */
#ifndef TAPEWATCH_STATE_SINCE_H
#define TAPEWATCH_STATE_SINCE_H

#include "tapewatch/state/snapshot.h"

struct since_move {
    const struct listing *listing; /* borrowed from the snapshot */
    double then;       /* the last close known of that moment */
    double change_pct; /* derive_percent(price, then) */
};
struct since_unread {
    const char *symbol; /* borrowed from the snapshot; "" of no symbol */
    unsigned count;
    const struct headline *newest;
};

/* An event that opened, or got worse, after the moment. */
bool since_is_event(const struct event *e, int64_t since_ms);
/* Largest first; prices that are no newer than the moment are none. Fills up
 * to `most`, returns how many that are. */
size_t since_moves(const struct snapshot *s, int64_t since_ms,
                   struct since_move *out, size_t most);
/* Unread headlines that were published (where that is not said: became known)
 * after the moment, under the first of their symbols; most first. Fills up to
 * `most`, returns how many those are; *total gets the number of headlines. */
size_t since_unread(const struct snapshot *s, int64_t since_ms,
                    struct since_unread *out, size_t most, unsigned *total);

#endif
