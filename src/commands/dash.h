/*
 * The dashboard on a terminal, and what it prints where there is none.
 */
#ifndef TAPEWATCH_COMMANDS_DASH_H
#define TAPEWATCH_COMMANDS_DASH_H

#include "runtime.h"

/* Runs until the user leaves; returns the exit code (128 + n: signal n). */
int dash_run(const struct cli *cli);

#endif
