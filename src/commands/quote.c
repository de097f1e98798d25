/* SPDX-License-Identifier: MIT */
/* tapewatch quote: prices, from a snapshot. */
#include "answer.h"
#include "subcommands.h"

int command_quote(const struct cli *cli)
{
    return answer_command(cli, REPORT_QUOTES);
}
