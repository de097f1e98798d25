/* SPDX-License-Identifier: MIT */
/* What is new, as it becomes known. */
#include "follow.h"

#include <stdio.h>
#include <string.h>

#include "ending.h"
#include "tapewatch/base/clock.h"

enum { TURN_MS = 500 }; /* how long one look at the feeds may take */

/* ---- what is printed */

struct follow {
    struct runtime *rt;
    struct report_request *request;
    struct snapshot *before;
    bool has_reader;
    int code;
    int signal; /* that asked for an end */
};

static bool goes_on(struct follow *f)
{
    if (!f->signal)
        f->signal = ending_within(0);
    return f->has_reader && !f->signal;
}

static int finish(struct follow *f)
{
    snapshot_free(f->before);
    return f->signal ? 128 + f->signal : f->code;
}

/* Prints what `s` has more than the one before it, and keeps `s`. */
static void print_news(struct follow *f, struct snapshot *s)
{
    struct strbuf text = {0};
    struct why why = {{0}};
    size_t rows = 0;

    f->request->before = f->before;
    if (report_write(s, f->request, &text, &rows, &why) != ERR_OK) {
        f->code = cli_fail(EXIT_USAGE, "%s", why.text);
        f->has_reader = false;
    } else if (rows > 0) {
        f->has_reader = cli_write(&text, &f->code);
        f->request->has_header = false; /* once is enough */
    }
    strbuf_done(&text);
    snapshot_free(f->before);
    f->before = s;
}

int follow_live(struct runtime *rt, struct report_request *r,
                struct snapshot *first)
{
    struct follow f = {.rt = rt, .request = r, .before = first,
                       .has_reader = true};

    r->has_changes = r->has_header = true;
    ending_wait();
    while (goes_on(&f) &&
           poller_turn(rt->poller, clock_wall_ms(), TURN_MS))
        print_news(&f, poller_freeze(rt->poller, clock_wall_ms()));
    return finish(&f);
}

/* ---- a tape */

static void print_problem(void *self, const char *sentence)
{
    (void)self;
    (void)fprintf(stderr, "tapewatch: %s\n", sentence);
}

/* Waits until real time has come as far as the tape. */
static void wait_until(struct follow *f, int64_t real_ms)
{
    int64_t left = real_ms - clock_monotonic_ms();

    while (left > 0 && !f->signal) {
        f->signal = ending_within(left);
        left = real_ms - clock_monotonic_ms();
    }
}

static void play(struct follow *f, int64_t until, double speed)
{
    int64_t start_ms = clock_monotonic_ms(), first = 0, t;
    uint64_t seen = 0;

    while (goes_on(f) &&
           poller_next_moment(f->rt->poller, &t) && t <= until) {
        first = first ? first : t;
        if (speed > 0)
            wait_until(f, start_ms + (int64_t)((double)(t - first) / speed));
        if (f->signal)
            return;
        (void)poller_play(f->rt->poller, t);
        if (f->request->kind == REPORT_EVENTS &&
            poller_event_changes(f->rt->poller) == seen)
            continue;
        seen = poller_event_changes(f->rt->poller);
        print_news(f, poller_freeze(f->rt->poller, t));
    }
    if (goes_on(f)) {
        t = poller_play(f->rt->poller, until);
        print_news(f, poller_freeze(f->rt->poller, t));
    }
}

int follow_tape(const struct cli *cli, struct runtime *rt,
                struct report_request *r)
{
    struct follow f = {.rt = rt, .request = r, .has_reader = true};
    struct why why = {{0}};
    int64_t until = 0;

    if (cli_instant(cli, CLI_until, &until, &why) != ERR_OK)
        return cli_fail(EXIT_USAGE, "%s", why.text);
    r->has_changes = r->has_header = true;
    runtime_start(rt, NULL);
    poller_set_problem(rt->poller, NULL, print_problem);
    f.before = poller_freeze(rt->poller, 0);
    ending_wait();
    play(&f, until ? until : INT64_MAX,
         cli->value[CLI_speed] ? rt->parts.timeline.speed : 0);
    return finish(&f);
}
