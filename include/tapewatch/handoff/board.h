/*
 * The board holds the latest snapshot. One thread publishes, any thread takes.
 *
 * A taken snapshot stays valid and unchanged until it is given back, however
 * many newer ones are published meanwhile. Taking and publishing each hold the
 * lock for a pointer swap only: no drawing, disk or network happens under it.
 */
#ifndef TAPEWATCH_HANDOFF_BOARD_H
#define TAPEWATCH_HANDOFF_BOARD_H

#include "tapewatch/state/snapshot.h"

struct board;

struct board *board_new(void);
void board_free(struct board *b); /* every taken snapshot must be back */

/* Readable when a snapshot newer than the last taken one is there. */
int board_fd(const struct board *b);

/* When whoever takes will look next, by the clock of both; 0: at once. A newer
 * snapshot before that is work for nobody. Any thread. */
void board_set_due(struct board *b, int64_t ms);
int64_t board_due(const struct board *b);

/* Makes `s` the latest; the board owns it from here on. */
void board_publish(struct board *b, struct snapshot *s);

/* Borrows the latest snapshot, or NULL before the first; give it back. */
const struct snapshot *board_take(struct board *b);
void board_give_back(struct board *b, const struct snapshot *s);

#endif
