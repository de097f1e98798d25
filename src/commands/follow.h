/*
 * --follow: goes on and prints what is new or has changed, until nobody reads
 * it, a signal asks for an end, or the tape ends.
 */
#ifndef TAPEWATCH_COMMANDS_FOLLOW_H
#define TAPEWATCH_COMMANDS_FOLLOW_H

#include "runtime.h"
#include "tapewatch/report/report.h"

/* Takes over `first`, which has been printed. Both return an exit code. */
int follow_live(struct runtime *rt, struct report_request *r,
                struct snapshot *first);
/* From the tape's start, each moment by itself; --speed slows it. */
int follow_tape(const struct cli *cli, struct runtime *rt,
                struct report_request *r);

#endif
