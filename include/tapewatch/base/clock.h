/*
 * The only places that ask what time it is. Called at the edge (poll thread,
 * commands, main) and handed down as an argument.
 */
#ifndef TAPEWATCH_BASE_CLOCK_H
#define TAPEWATCH_BASE_CLOCK_H

#include <stdint.h>

/* The user's zone (TZ) at a moment: seconds east of UTC, and how it is called
 * there. */
enum { ZONE_NAME_MAX = 8 };
struct clock_zone {
    int offset_s;
    char name[ZONE_NAME_MAX]; /* "CET"; printable ASCII, never empty */
};
struct clock_zone clock_zone_at(int64_t ms);

int64_t clock_wall_ms(void);      /* ms since 1970, may jump */
int64_t clock_monotonic_ms(void); /* never goes back; stops while suspended */

#endif
