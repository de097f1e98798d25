/* SPDX-License-Identifier: MIT */
/* tapewatch themes: which there are, whose they are, how well they read. */
#include <stdio.h>
#include <string.h>

#include "rows.h"
#include "subcommands.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/base/json.h"
#include "tapewatch/config/theme.h"

struct listing_of_themes {
    const struct config *config;
    struct strbuf text;
    bool is_json;
};

static bool is_shipped(const char *name)
{
    char path[100];

    (void)snprintf(path, sizeof path, "themes/%.80s.theme", name);
    return embed_find(path) != NULL;
}

static void add_text(struct strbuf *out, const char *name, const char *origin,
                     bool is_used, const char *verdict)
{
    strbuf_format(out, "%c %-14s %-8s %s\n", is_used ? '*' : ' ', name, origin,
                  verdict);
}

static void add_json(struct strbuf *out, const char *name, const char *origin,
                     bool is_used, const char *verdict)
{
    const char *const pairs[][2] = {
        {"name", name}, {"origin", origin}, {"reads", verdict}};

    strbuf_add(out, out->len ? ",\n{" : "[\n{");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        strbuf_format(out, "\"%s\":", pairs[i][0]);
        json_write_text(out, pairs[i][1]);
        strbuf_add_char(out, ',');
    }
    strbuf_format(out, "\"used\":%s}", is_used ? "true" : "false");
}

static void add(void *self, const char *name)
{
    struct listing_of_themes *l = self;
    const char *used = config_text(l->config, OPT_theme);
    const char *origin = is_shipped(name) ? "shipped" : "own";
    struct theme theme = {.name = ""};
    struct why why = {{0}};
    char verdict[160] = "";

    if (theme_load(name, config_config_folder(l->config), &theme, NULL, NULL,
                   &why) == ERR_OK)
        theme_describe(&theme, DEPTH_TRUE, verdict, sizeof verdict);
    else
        (void)snprintf(verdict, sizeof verdict, "%.150s", why.text);
    (l->is_json ? add_json : add_text)(&l->text, name, origin,
                                       strcmp(name, used) == 0, verdict);
}

int command_themes(const struct cli *cli)
{
    struct listing_of_themes l = {.is_json = rows_wanted(cli)};
    struct config *config = NULL;
    struct why why = {{0}};
    int code;

    if (cli_config(cli, &config, &why) != ERR_OK)
        return cli_fail(EXIT_USAGE, "%s", why.text);
    l.config = config;
    theme_each(config_config_folder(config), &l, add);
    if (l.is_json)
        strbuf_add(&l.text, l.text.len ? "\n]\n" : "[]\n");
    code = rows_print(cli, &l.text, EXIT_OK);
    strbuf_done(&l.text);
    config_free(config);
    return code;
}
