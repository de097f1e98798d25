/* SPDX-License-Identifier: MIT */
/* The dashboard where there is no terminal: one page of text. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dash.h"
#include "lists.h"
#include "rows.h"
#include "subcommands.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/report/report.h"
#include "tapewatch/ui/ui.h"

/* Five minutes after the close of the demo's day, unless --until says more or
 * it begins later. */
static void default_until(const struct cli *cli, struct cli *out,
                          char moment[25])
{
    struct trading_day day;
    int64_t from = 0, until;

    *out = *cli;
    if (!cli->value[CLI_demo] || cli->value[CLI_until] ||
        !calendar_day(HOURS_US, civil_date(2025, 1, 27), &day))
        return;
    until = day.close_ms + 5 * MS_PER_MINUTE;
    if (cli_instant(cli, CLI_from, &from, NULL) != ERR_OK || from > until)
        return;
    civil_format_instant(until, moment);
    out->value[CLI_until] = moment;
}

/* One text page of the market and the exit code: for pipes and --once. */
static int print_report(const struct cli *cli)
{
    struct runtime rt = {0};
    struct snapshot *s = NULL;
    struct strbuf text = {0};
    struct why why = {{0}};
    enum err e = runtime_open(cli, RUNTIME_NET, &rt, &why);
    int code;

    if (e == ERR_OK)
        e = lists_from_operands(cli, &rt, &why);
    if (e == ERR_OK)
        e = runtime_answer(cli, &rt, &s, &why);
    if (e == ERR_OK) {
        report_page(s, lists_shown(cli, &rt), &text);
        code = cli_print(&text, s->listing_count ? EXIT_OK : EXIT_PARTIAL);
        snapshot_free(s);
    } else {
        code = cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s",
                        why.text);
    }
    strbuf_done(&text);
    runtime_close(&rt);
    return code;
}

/* Things that only print and end. */
static bool print_and_end(const struct cli *cli, int *code)
{
    if (!cli->value[CLI_list_providers] && !cli->value[CLI_print_config] &&
        !cli->value[CLI_check_config] && !cli->value[CLI_list_keys] &&
        !cli->value[CLI_list_themes] && !cli->value[CLI_completion])
        return false;
    if (cli->value[CLI_list_themes]) {
        *code = command_themes(cli);
        return true;
    }
    *code = lists_of_settings(cli);
    return true;
}

int command_dash(const struct cli *cli)
{
    struct cli asked;
    char moment[25];
    int code;

    if (print_and_end(cli, &code))
        return code;
    default_until(cli, &asked, moment); /* of text and rows alike */
    if (rows_wanted(cli))
        return command_quote(&asked);
    if (cli->value[CLI_once] || !isatty(STDOUT_FILENO))
        return print_report(&asked);
    return dash_run(cli);
}

int command_replay(const struct cli *cli)
{
    struct cli asked;
    char moment[25];

    if (!cli->operand_count)
        return cli_fail(EXIT_USAGE, "replay what? Give a tape, or - for "
                        "standard input");
    default_until(cli, &asked, moment);
    return isatty(STDOUT_FILENO) ? dash_run(cli) : print_report(&asked);
}
