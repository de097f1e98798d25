/* SPDX-License-Identifier: MIT */
/* tapewatch news: headlines, or the words that they have more of. */
#include "answer.h"
#include "subcommands.h"

int command_news(const struct cli *cli)
{
    return answer_command(cli, cli->value[CLI_terms] ? REPORT_TERMS
                                                     : REPORT_NEWS);
}
