/* SPDX-License-Identifier: MIT */
/* tapewatch events: events, from a snapshot. */
#include "answer.h"
#include "subcommands.h"

int command_events(const struct cli *cli)
{
    return answer_command(cli, REPORT_EVENTS);
}
