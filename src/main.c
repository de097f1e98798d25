/* SPDX-License-Identifier: MIT */
/* argv -> subcommand. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include "tapewatch/commands/cli.h"
#include "tapewatch/term/term.h"

static int print_help(const struct cli *cli)
{
    struct strbuf text = {0};
    int code;

    cli_help(cli->sub, &text);
    code = cli_print(&text, EXIT_OK);
    strbuf_done(&text);
    return code;
}

int main(int argc, char **argv)
{
    struct cli cli;
    struct why why = {{0}};

    term_take_locale();
    (void)setlocale(LC_NUMERIC, "C"); /* strtod reads "1.5" everywhere */
    (void)signal(SIGPIPE, SIG_IGN);
    if (cli_parse(argc, argv, &cli, &why) != ERR_OK)
        return cli_fail(EXIT_USAGE, "%s", why.text);
    if (cli.value[CLI_help])
        return print_help(&cli);
    if (cli.value[CLI_version]) {
        (void)puts("tapewatch " TAPEWATCH_VERSION);
        return EXIT_OK;
    }
    return cli.sub->run(&cli);
}
