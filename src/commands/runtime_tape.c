/* SPDX-License-Identifier: MIT */
/* Which tape is played, from where and how fast; and is there one to play? */
#include "runtime_tape.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/tape/reader.h"

enum { DEMO_SPEED = 60 };

const char *runtime_tape_path(const struct cli *cli)
{
    if (cli->value[CLI_demo])
        return "demo";
    if (cli->value[CLI_replay])
        return cli->value[CLI_replay];
    return strcmp(cli->sub->name, "replay") == 0 && cli->operand_count
               ? cli->operands[0]
               : NULL;
}

static enum err speed_of(const struct cli *cli, double *out, struct why *why)
{
    const char *text = cli->value[CLI_speed];
    char *end;

    *out = DEMO_SPEED;
    if (!text)
        return ERR_OK;
    if (strcmp(text, "max") == 0) {
        *out = 0;
        return ERR_OK;
    }
    *out = strtod(text, &end);
    if (end == text || *end || !(*out > 0 && *out <= 1e6))
        return why_set(why, ERR_USAGE,
                       "--speed %s: give times life, 0.1 to 1000000, or max",
                       text);
    return ERR_OK;
}

/* A tape on standard input leaves no keyboard: the tape moves to another
 * descriptor (named in `path`) and the terminal takes its place. */
static enum err keep_keys(char path[24], struct why *why)
{
    int tape = dup(STDIN_FILENO);
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
    enum err e = ERR_OK;

    if (tape < 0 || tty < 0 || dup2(tty, STDIN_FILENO) < 0) {
        e = why_set(why, ERR_IO, "no terminal for keys: %s", strerror(errno));
        if (tape >= 0)
            (void)close(tape);
    }
    if (tty >= 0)
        (void)close(tty);
    if (e == ERR_OK)
        (void)snprintf(path, 24, "/dev/fd/%d", tape);
    return e;
}

/* A rule is tried on the tape from its start: a pipe has none. */
static bool can_reread(const char *path)
{
    struct stat st;

    return strcmp(path, "demo") == 0 ||
           (stat(path, &st) == 0 && S_ISREG(st.st_mode));
}

/* ---- is there anything to play? */

static enum err no_update(const char *path, const struct why *first,
                          struct why *why)
{
    return why_set(why, ERR_MISSING, "%s: no update in this tape%s%s%s", path,
                   first->text[0] ? " (" : "", first->text,
                   first->text[0] ? ")" : "");
}

static enum err ends_before(const struct cli *cli, int64_t end_ms,
                            struct why *why)
{
    char end[25];

    civil_format_instant(end_ms, end);
    return why_set(why, ERR_USAGE, "--from %s: the tape ends at %s",
                   cli->value[CLI_from], end);
}

/* Reads a tape up to where it shall begin. */
static enum err check_tape(const struct cli *cli, const char *path,
                           struct why *why)
{
    struct tape_reader *tape = NULL;
    const struct update *u;
    struct why first = {{0}}, reason = {{0}};
    int64_t from = 0, last = 0;
    enum err got = ERR_OK, e = cli_instant(cli, CLI_from, &from, why);

    if (e == ERR_OK)
        e = tape_open(path, &tape, why);
    if (e != ERR_OK)
        return e;
    while ((last == 0 || last < from) &&
           (got = tape_next(tape, &u, &reason)) != ERR_END) {
        if (got == ERR_OK)
            last = u->t;
        else if (!first.text[0])
            first = reason;
    }
    tape_close(tape);
    if (got == ERR_OK)
        return ERR_OK;
    return last == 0 ? no_update(path, &first, why)
                     : ends_before(cli, last, why);
}

enum err runtime_check_played(const struct cli *cli, int64_t now_ms,
                              struct why *why)
{
    const struct why none = {{0}};
    int64_t from = 0, until = 0;
    enum err e = cli_instant(cli, CLI_from, &from, why);

    if (e == ERR_OK)
        e = cli_instant(cli, CLI_until, &until, why);
    if (e != ERR_OK)
        return e;
    if (now_ms == 0)
        return no_update(runtime_tape_path(cli), &none, why);
    if (now_ms >= from)
        return ERR_OK;
    if (until && until < from)
        return why_set(why, ERR_USAGE, "--until %s is before --from %s",
                       cli->value[CLI_until], cli->value[CLI_from]);
    return ends_before(cli, now_ms, why);
}

enum err runtime_open_tape(const struct cli *cli, unsigned wants,
                           struct runtime *rt, struct why *why)
{
    const char *path = runtime_tape_path(cli);
    struct timeline *line = &rt->parts.timeline;
    char moved[24];
    enum err e = ERR_OK;

    if (strcmp(path, "-") == 0 && (wants & RUNTIME_SCREEN)) {
        e = keep_keys(moved, why);
        path = moved;
    }
    if (e == ERR_OK)
        e = tape_open(path, &rt->tape, why);
    if (e != ERR_OK)
        return e;
    if (path == runtime_tape_path(cli) && can_reread(path)) {
        rt->parts.tape_path = path;
        e = check_tape(cli, path, why);
    }
    if (e != ERR_OK)
        return e;
    *line = (struct timeline){.real_ms = clock_wall_ms()};
    e = cli_instant(cli, CLI_from, &line->shown_ms, why);
    if (e == ERR_OK)
        e = cli_instant(cli, CLI_until, &line->end_ms, why);
    if (e == ERR_OK)
        e = speed_of(cli, &line->speed, why);
    /* The story starts five minutes before the bell of that Monday. */
    if (!line->shown_ms && strcmp(path, "demo") == 0)
        line->shown_ms =
            civil_from_new_york(civil_date(2025, 1, 27), 9, 25);
    rt->parts.mode = RUN_REPLAY;
    return e;
}
