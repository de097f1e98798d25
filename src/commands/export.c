/* SPDX-License-Identifier: MIT */
/* tapewatch export: what the store holds, as a tape. */
#include <string.h>

#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/ini.h"

enum { SYMBOLS_MAX = 512 };

struct wanted {
    char names[SYMBOLS_MAX][SYMBOL_MAX];
    const char *list[SYMBOLS_MAX];
    size_t count;
};

static enum err read_wanted(const char *text, struct wanted *out,
                            struct why *why)
{
    const char *item;
    size_t n;

    out->count = 0;
    for (const char *at = text; at && (item = ini_item(&at, &n));) {
        if (out->count == SYMBOLS_MAX)
            return why_set(why, ERR_USAGE, "--symbols: more than %d",
                           SYMBOLS_MAX);
        if (!symbol_from_text(item, n, out->names[out->count]))
            return why_set(why, ERR_USAGE, "--symbols: %.*s is no symbol",
                           (int)n, item);
        out->list[out->count] = out->names[out->count];
        out->count++;
    }
    return ERR_OK;
}

static void write_update(void *self, const struct update *u)
{
    (void)tape_write(self, u, NULL); /* tape_finish() tells */
}

static enum err export_store(const struct cli *cli, struct config *config,
                             struct tape_writer *out, struct why *why)
{
    struct store_reader reader = {.self = out, .update = write_update};
    struct wanted wanted;
    struct store *store = NULL;
    struct why notice = {{0}};
    int64_t since = 0, until = 0;
    enum err e = read_wanted(cli->value[CLI_symbols], &wanted, why);

    if (e == ERR_OK)
        e = cli_instant(cli, CLI_since, &since, why);
    if (e == ERR_OK)
        e = cli_instant(cli, CLI_until, &until, why);
    if (e == ERR_OK)
        e = store_open(config_data_folder(config), true, clock_wall_ms(),
                       &store, &notice, why);
    if (e == ERR_OK)
        e = store_export(store, since, until,
                         wanted.count ? wanted.list : NULL, wanted.count,
                         &reader, why);
    if (store)
        store_close(store);
    return e;
}

int command_export(const struct cli *cli)
{
    struct config *config = NULL;
    struct tape_writer *out = NULL;
    struct why why = {{0}};
    enum err e = cli_config(cli, &config, &why), end = ERR_OK;

    if (e == ERR_OK)
        e = tape_create("-", &out, &why);
    if (e == ERR_OK)
        e = export_store(cli, config, out, &why);
    if (out)
        end = tape_finish(out, e == ERR_OK ? &why : NULL);
    if (config)
        config_free(config);
    if (e == ERR_OK && end == ERR_OK)
        return EXIT_OK;
    return cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s", why.text);
}
