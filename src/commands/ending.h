/*
 * The end of a command that goes on for ever: SIGINT and SIGTERM wait until
 * they are asked about, so that nothing is cut in the middle.
 */
#ifndef TAPEWATCH_COMMANDS_ENDING_H
#define TAPEWATCH_COMMANDS_ENDING_H

#include <stdint.h>

void ending_wait(void);
/* Waits at most so long for one of them: its number, or 0. */
int ending_within(int64_t ms);

#endif
