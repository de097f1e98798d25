/* SPDX-License-Identifier: MIT */
/* tapewatch facts: company figures, from a snapshot. */
#include "answer.h"
#include "subcommands.h"

int command_facts(const struct cli *cli)
{
    return answer_command(cli, REPORT_FACTS);
}
