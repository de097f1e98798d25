/* SPDX-License-Identifier: MIT */
/* tapewatch news: headlines, from a snapshot. */
#include "answer.h"
#include "subcommands.h"

int command_news(const struct cli *cli)
{
    return answer_command(cli, REPORT_NEWS);
}
