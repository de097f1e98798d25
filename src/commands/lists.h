/*
 * Lists: of symbols given on the command line, and of what the program knows.
 */
#ifndef TAPEWATCH_COMMANDS_LISTS_H
#define TAPEWATCH_COMMANDS_LISTS_H

#include "runtime.h"

/* `tapewatch NVDA AMD` shows just these, as a watchlist of its own. */
enum err lists_from_operands(const struct cli *cli, struct runtime *rt,
                             struct why *why);
/* Name of the watchlist that is shown first. */
const char *lists_shown(const struct cli *cli, const struct runtime *rt);

/* --list-providers, --list-keys, --print-config and --check-config; returns
 * the exit code. */
int lists_of_settings(const struct cli *cli);

#endif
