/* SPDX-License-Identifier: MIT */
/* tapewatch collect: the poller alone. Fills the store and tells of events by
 * the rules' commands and notify_file, for ever. */
#include "ending.h"
#include "lists.h"
#include "subcommands.h"
#include "teller.h"
#include "tapewatch/base/clock.h"

enum {
    TURN_MS = 500, /* so long an end may wait */
    LOOK_MS = 60000, LOOK_AGAIN_MS = 5000 /* whether any source answers */
};

struct silence {
    bool is_told;
    int64_t next_ms; /* monotonic: the next look */
};

/* Once when none answers, and once when one does again. */
static void tell_silence(struct runtime *rt, struct silence *was)
{
    int64_t now = clock_monotonic_ms();
    struct snapshot *s;
    char text[120];
    bool is_silent;

    if (now < was->next_ms || !poller_is_settled(rt->poller))
        return;
    s = poller_freeze(rt->poller, clock_wall_ms());
    is_silent = s->mode == RUN_LIVE &&
                health_silence(s->health, text, sizeof text);
    if (is_silent != was->is_told)
        (void)cli_fail(EXIT_OK, "%s",
                       is_silent ? text : "sources answer again");
    was->is_told = is_silent;
    was->next_ms = now + (is_silent ? LOOK_AGAIN_MS : LOOK_MS);
    snapshot_free(s);
}

/* Events that changed, or a storm that is over. */
static void tell(struct runtime *rt, struct teller *t, uint64_t *seen,
                 struct snapshot **last)
{
    int64_t now = clock_monotonic_ms();

    if (poller_event_changes(rt->poller) != *seen) {
        *seen = poller_event_changes(rt->poller);
        snapshot_free(*last);
        *last = poller_freeze(rt->poller, clock_wall_ms());
    }
    teller_tell(t, *last, now);
    (void)teller_turn(t, now);
}

static int collect(struct runtime *rt)
{
    struct teller *t = teller_new(rt->config);
    struct silence silence = {0};
    struct snapshot *last;
    uint64_t seen;
    int ended = 0;

    ending_wait();
    runtime_start(rt, NULL);
    /* What a former run told is not told again. */
    seen = poller_event_changes(rt->poller);
    last = poller_freeze(rt->poller, clock_wall_ms());
    teller_tell(t, last, clock_monotonic_ms());
    if (rt->parts.mode == RUN_FOLLOW)
        (void)cli_fail(EXIT_OK, "another tapewatch asks the sources; this "
                                "one goes on when it ends");
    while (!ended && poller_turn(rt->poller, clock_wall_ms(), TURN_MS)) {
        tell(rt, t, &seen, &last);
        tell_silence(rt, &silence);
        ended = ending_within(0);
    }
    snapshot_free(last);
    teller_free(t);
    return ended ? 128 + ended : EXIT_OK;
}

int command_collect(const struct cli *cli)
{
    struct runtime rt = {0};
    struct why why = {{0}};
    enum err e = runtime_open(cli, RUNTIME_NET | RUNTIME_WRITES, &rt, &why);
    int code;

    if (e == ERR_OK)
        e = lists_from_operands(cli, &rt, &why);
    if (e == ERR_OK && !rt.store)
        e = why_set(&why, ERR_IO, "nothing would be kept: %s", rt.notice.text);
    if (e == ERR_OK && rt.notice.text[0])
        (void)cli_fail(EXIT_OK, "%s", rt.notice.text);
    code = e == ERR_OK ? collect(&rt)
                       : cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR,
                                  "%s", why.text);
    runtime_close(&rt);
    return code;
}
