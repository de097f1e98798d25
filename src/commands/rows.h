/*
 * The other forms of what a command writes as an array of JSON objects: one a
 * line, or as CSV.
 */
#ifndef TAPEWATCH_COMMANDS_ROWS_H
#define TAPEWATCH_COMMANDS_ROWS_H

#include "tapewatch/commands/cli.h"

/* Whether the command shall write that array: --json, --ndjson or --csv. */
bool rows_wanted(const struct cli *cli);
/* Prints it in the form that was asked for; what else a command wrote as it
 * is. Columns of CSV are the members of the first object; a list or an object
 * in one stays JSON. Returns the exit code. */
int rows_print(const struct cli *cli, const struct strbuf *text, int code);

#endif
