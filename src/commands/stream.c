/* SPDX-License-Identifier: MIT */
/* tapewatch stream: updates as tape lines, for ever (or to a tape's end). */
#include <stdio.h>
#include <string.h>

#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/clock.h"
#include "lists.h"

/* A tape passes through as it is, up to --until. */
static enum err pass_tape(struct runtime *rt, int64_t until,
                          struct tape_writer *out, struct why *why)
{
    const struct update *u;
    enum err e;

    for (;;) {
        e = tape_next(rt->tape, &u, why);
        if (e == ERR_END)
            return ERR_OK;
        if (e != ERR_OK) {
            (void)cli_fail(EXIT_OK, "%s", why->text);
            continue;
        }
        if (until && u->t > until)
            return ERR_OK;
        e = tape_write(out, u, why);
        if (e != ERR_OK)
            return e;
    }
}

static enum err poll_for_ever(struct runtime *rt, struct tape_writer *out,
                              struct why *why)
{
    enum err e = ERR_OK;

    runtime_start(rt, out);
    while (e == ERR_OK && poller_turn(rt->poller, clock_wall_ms(), 1000))
        e = tape_flush(out, why);
    return e;
}

int command_stream(const struct cli *cli)
{
    struct runtime rt = {0};
    struct tape_writer *out = NULL;
    struct why why = {{0}};
    int64_t until = 0;
    int code = EXIT_OK;
    enum err e = runtime_open(cli, RUNTIME_NET, &rt, &why);

    if (e == ERR_OK)
        e = cli_instant(cli, CLI_until, &until, &why);
    if (e == ERR_OK)
        e = lists_from_operands(cli, &rt, &why);
    if (e == ERR_OK)
        e = tape_create("-", &out, &why);
    if (e == ERR_OK && runtime_is_replay(&rt))
        e = pass_tape(&rt, until, out, &why);
    else if (e == ERR_OK)
        e = poll_for_ever(&rt, out, &why);
    if (out && e == ERR_OK)
        e = tape_finish(out, &why);
    else if (out)
        (void)tape_finish(out, NULL);
    if (e != ERR_OK && e != ERR_END) /* END: the reader has had enough */
        code = cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s",
                        why.text);
    runtime_close(&rt);
    return code;
}
