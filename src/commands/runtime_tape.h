/*
 * The tape of --demo, --replay and `tapewatch replay`: a part of the runtime.
 */
#ifndef TAPEWATCH_COMMANDS_RUNTIME_TAPE_H
#define TAPEWATCH_COMMANDS_RUNTIME_TAPE_H

#include "runtime.h"

/* "demo", a file, "-"; NULL: the command line names no tape. */
const char *runtime_tape_path(const struct cli *cli);
/* Opens it and sets rt's timeline. ERR_MISSING when a file has no update,
 * ERR_USAGE when it ends before --from. */
enum err runtime_open_tape(const struct cli *cli, unsigned wants,
                           struct runtime *rt, struct why *why);
/* The same of a pipe, once it was played up to now_ms (0: nothing came), and
 * whether --until is before --from. */
enum err runtime_check_played(const struct cli *cli, int64_t now_ms,
                              struct why *why);

#endif
