/* SPDX-License-Identifier: MIT */
/* tapewatch export: what the store holds, as a tape. */
#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/clock.h"
#include "wanted.h"

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
    enum err e = wanted_read(cli->value[CLI_symbols], &wanted, why);

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
