/*
 * The only places that ask what time it is. Called at the edge (poll thread,
 * commands, main) and handed down as an argument.
 */
#ifndef TAPEWATCH_BASE_CLOCK_H
#define TAPEWATCH_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_wall_ms(void);      /* ms since 1970, may jump */
int64_t clock_monotonic_ms(void); /* never goes back; stops while suspended */

#endif
