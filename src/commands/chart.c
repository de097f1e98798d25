/* SPDX-License-Identifier: MIT */
/* tapewatch chart: a symbol's chart as text. */
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/report/report.h"
#include "tapewatch/ui/picture.h"

enum { WIDTH = 80, HEIGHT = 24, SIZE_LEAST = 8, SIZE_MOST = 1000,
       MOMENT_LINES = 2 };

static enum err read_size(const char *text, int *width, int *height,
                          struct why *why)
{
    char *end = NULL;
    long w = WIDTH, h = HEIGHT;

    if (text) {
        w = strtol(text, &end, 10);
        h = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
        if (*end || w < SIZE_LEAST || h < SIZE_LEAST || w > SIZE_MOST ||
            h > SIZE_MOST)
            return why_set(why, ERR_USAGE,
                           "--size %s: give WIDTHxHEIGHT, each %d to %d", text,
                           SIZE_LEAST, SIZE_MOST);
    }
    *width = (int)w;
    *height = (int)h;
    return ERR_OK;
}

static bool is_ascii(const struct cli *cli)
{
    return cli->value[CLI_ascii] || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

static int print(const struct cli *cli, const struct runtime *rt,
                 const struct snapshot *s, const char *symbol)
{
    const struct picture_request r = {.symbol = symbol,
                                      .range = cli->value[CLI_range],
                                      .type = cli->value[CLI_type]};
    struct strbuf text = {0}, moment = {0};
    struct canvas c = {0};
    struct why why = {{0}};
    int width = WIDTH, height = HEIGHT, code;
    bool has_bars = false;
    enum err e = read_size(cli->value[CLI_size], &width, &height, &why);

    if (e != ERR_OK)
        return cli_fail(EXIT_USAGE, "%s", why.text);
    report_moment(s, &moment);
    if (height < SIZE_LEAST + MOMENT_LINES)
        strbuf_clear(&moment);
    else if (moment.len > 0)
        height -= MOMENT_LINES;
    canvas_init(&c, width, height, is_ascii(cli));
    c.is_mono = true; /* text has no colours */
    e = picture_draw(s, rt->config, &r, &c, &has_bars, &why);
    if (e != ERR_OK) {
        code = cli_fail(EXIT_USAGE, "%s", why.text);
    } else if (!has_bars) {
        (void)health_silence(s->health, why.text, sizeof why.text);
        code = cli_fail(EXIT_PARTIAL, "%s: %s", symbol,
                        why.text[0] ? why.text
                                    : "no bars of that range are known");
    } else {
        canvas_dump(&c, &text);
        strbuf_add(&text, strbuf_text(&moment));
        code = cli_print(&text, EXIT_OK);
    }
    canvas_done(&c);
    strbuf_done(&text);
    strbuf_done(&moment);
    return code;
}

int command_chart(const struct cli *cli)
{
    struct runtime rt = {0};
    struct snapshot *s = NULL;
    struct why why = {{0}};
    char symbol[SYMBOL_MAX];
    const char *list[] = {symbol};
    const char *word = cli->operand_count ? cli->operands[0] : "";
    enum err e;
    int code;

    if (!symbol_from_text(word, strlen(word), symbol))
        return cli_fail(EXIT_USAGE, *word ? "%s is no symbol"
                                          : "chart what? Give a symbol%s",
                        word);
    e = runtime_open(cli, RUNTIME_NET, &rt, &why);
    if (e == ERR_OK) {
        rt.parts.symbols = list;
        rt.parts.symbol_count = 1;
        rt.parts.of_bars = true;
        rt.parts.bars_from_ms =
            picture_from_ms(cli->value[CLI_range], clock_wall_ms());
        e = runtime_answer(cli, &rt, &s, &why);
    }
    code = e == ERR_OK ? print(cli, &rt, s, symbol)
                       : cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR,
                                  "%s", why.text);
    snapshot_free(s);
    runtime_close(&rt);
    return code;
}
