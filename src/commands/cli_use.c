/* SPDX-License-Identifier: MIT */
/* What every subcommand does with the command line: errors, output, config. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/commands/cli.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/io.h"
#include "tapewatch/base/mem.h"

int cli_fail(int code, const char *format, ...)
{
    va_list args;

    (void)fputs("tapewatch: ", stderr);
    va_start(args, format);
    (void)vfprintf(stderr, format, args);
    va_end(args);
    (void)fputc('\n', stderr);
    return code;
}

bool cli_write(const struct strbuf *text, int *code)
{
    if (io_write(STDOUT_FILENO, strbuf_text(text), text->len))
        return true;
    if (errno != EPIPE)
        *code = cli_fail(EXIT_ERROR, "cannot write the output: %s",
                         strerror(errno));
    return false;
}

int cli_print(const struct strbuf *text, int code)
{
    (void)cli_write(text, &code);
    return code;
}

const char *cli_format(const struct cli *cli)
{
    if (cli->value[CLI_json])
        return "json";
    if (cli->value[CLI_ndjson])
        return "ndjson";
    return cli->value[CLI_csv] ? "csv" : "text";
}

enum err cli_instant(const struct cli *cli, enum cli_option o, int64_t *out,
                     struct why *why)
{
    const char *text = cli->value[o];
    int32_t date;

    *out = 0;
    if (!text)
        return ERR_OK;
    if (o == CLI_until && civil_parse_date(text, strlen(text), &date)) {
        *out = civil_from_new_york(date + 1, 0, 0) - 1;
        return ERR_OK;
    }
    if (civil_parse_instant(text, out))
        return ERR_OK;
    return why_set(why, ERR_USAGE,
                   "%s is no moment; write 2025-01-27T21:05:00Z or 2025-01-27",
                   text);
}

/* Settings that have an option of their own. */
static const enum cli_option settings[] = {CLI_watchlist, CLI_theme,
                                           CLI_interval, CLI_color,
                                           CLI_link};
static const char *const setting_names[] = {"watchlist", "theme", "interval",
                                            "color", "link"};
enum { SETTINGS = sizeof settings / sizeof *settings };

static void print_problems(const struct config *c)
{
    for (size_t i = 0; i < config_problem_count(c); i++)
        (void)fprintf(stderr, "tapewatch: %s\n", config_problem(c, i));
}

enum err cli_config_again(const struct cli *cli, struct config **out,
                          struct why *why)
{
    struct config_flag flags[CLI_SETS_MAX + SETTINGS + 2];
    char *copies[CLI_SETS_MAX];
    size_t n = 0;
    enum err e;

    for (size_t i = 0; i < SETTINGS; i++)
        if (cli->value[settings[i]])
            flags[n++] = (struct config_flag){setting_names[i],
                                              cli->value[settings[i]]};
    if (cli->value[CLI_ascii])
        flags[n++] = (struct config_flag){"glyphs", "ascii"};
    if (cli->value[CLI_no_mouse])
        flags[n++] = (struct config_flag){"mouse", "no"};
    for (size_t i = 0; i < cli->set_count; i++) {
        char *equals;

        copies[i] = mem_text(cli->sets[i]);
        equals = strchr(copies[i], '='); /* checked by cli_parse */
        *equals = '\0';
        flags[n++] = (struct config_flag){copies[i], equals + 1};
    }
    e = config_load(cli->value[CLI_config], flags, n, out, why);
    for (size_t i = 0; i < cli->set_count; i++)
        free(copies[i]);
    return e;
}

enum err cli_config(const struct cli *cli, struct config **out,
                    struct why *why)
{
    enum err e = cli_config_again(cli, out, why);

    if (e == ERR_OK)
        print_problems(*out);
    return e;
}
