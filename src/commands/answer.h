/*
 * Commands that answer from a snapshot: quote, events, news. The same code but
 * for the kind of record.
 */
#ifndef TAPEWATCH_COMMANDS_ANSWER_H
#define TAPEWATCH_COMMANDS_ANSWER_H

#include "tapewatch/commands/cli.h"
#include "tapewatch/report/report.h"

/* Runs the whole command; returns its exit code. */
int answer_command(const struct cli *cli, enum report_kind kind);

#endif
