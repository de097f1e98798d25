/* SPDX-License-Identifier: MIT */
/* A tape through the poller: nothing before its time, steering, damage, the
 * end. */
#include "fake.h"

#include <stdlib.h>
#include <unistd.h>

#define LINE(t, price)                                                      \
    "{\"t\":" t ",\"kind\":\"quote\",\"symbol\":\"AAA\",\"price\":" price   \
    ",\"prev_close\":100,\"source\":\"tape\"}\n"

/* From 2025-01-27T15:00:00Z, a line a minute, one of them damaged. */
static const int64_t t0 = INT64_C(1737990000000);
static const char tape[] = LINE("1737990000000", "101")
    LINE("1737990060000", "102") "{\"t\":17379\n"
    LINE("1737990120000", "103") LINE("1737990180000", "104");

struct replay_rig {
    struct rig rig;
    struct tape_reader *reader;
    unsigned problems;
    char last_problem[240];
};

static void count_problem(void *self, const char *sentence)
{
    struct replay_rig *r = self;

    r->problems++;
    snprintf(r->last_problem, sizeof(r->last_problem), "%s", sentence);
}

static void open_replay(struct replay_rig *r, double speed)
{
    struct rig_parts parts = {.config = "[watchlist default]\n"
                                        "symbols = AAA\n",
                              .mode = RUN_REPLAY};

    *r = (struct replay_rig){0};
    assert_int_equal(tape_open_bytes(tape, sizeof(tape) - 1, "made.tape",
                                     &r->reader),
                     ERR_OK);
    parts.tape = r->reader;
    parts.timeline = (struct timeline){
        .real_ms = civil_from_new_york(civil_date(2025, 1, 28), 10, 0),
        .shown_ms = t0,
        .speed = speed};
    rig_open(&r->rig, &parts, NULL);
    poller_set_problem(r->rig.poller, r, count_problem);
}

static void close_replay(struct replay_rig *r)
{
    rig_close(&r->rig);
    tape_close(r->reader);
}

static double price(struct replay_rig *r)
{
    struct snapshot *s = poller_freeze(r->rig.poller, r->rig.now_ms);
    const struct listing *l = snapshot_find(s, "AAA");
    double p = l && QUOTE_HAS(&l->quote, price) ? l->quote.price : 0;

    snapshot_free(s);
    return p;
}

static void check_end(struct replay_rig *r, bool has_ended, int64_t now_ms)
{
    struct snapshot *s = poller_freeze(r->rig.poller, r->rig.now_ms);

    assert_int_equal(s->mode, RUN_REPLAY);
    assert_int_equal(s->replay_ended, has_ended);
    assert_int_equal(s->now_ms, now_ms);
    snapshot_free(s);
}

static void nothing_before_its_time(void **state)
{
    struct replay_rig r;

    (void)state;
    open_replay(&r, 60);
    rig_run(&r.rig, 900);
    assert_true(price(&r) == 101);
    assert_int_equal(r.problems, 0);
    rig_run(&r.rig, 200);
    assert_true(price(&r) == 102);
    rig_run(&r.rig, 5000);
    assert_true(price(&r) == 104);
    assert_int_equal(r.problems, 1);
    assert_non_null(strstr(r.last_problem, "made.tape:3:"));
    check_end(&r, true, t0 + 180000);
    rig_run(&r.rig, 500000); /* what was shown stays */
    check_end(&r, true, t0 + 180000);
    assert_true(price(&r) == 104);
    close_replay(&r);
}

static void play_goes_where_it_is_told(void **state)
{
    struct replay_rig r;

    (void)state;
    open_replay(&r, 60);
    assert_int_equal(poller_play(r.rig.poller, t0 + 60000), t0 + 60000);
    assert_true(price(&r) == 102); /* inclusive */
    check_end(&r, false, t0 + 60000);
    assert_int_equal(poller_play(r.rig.poller, t0 + 90000), t0 + 90000);
    assert_true(price(&r) == 102);
    assert_int_equal(poller_play(r.rig.poller, INT64_MAX), t0 + 180000);
    assert_true(price(&r) == 104);
    check_end(&r, true, t0 + 180000);
    close_replay(&r);
}

static void at_once_needs_no_time(void **state)
{
    struct replay_rig r;

    (void)state;
    open_replay(&r, 0);
    assert_true(poller_turn(r.rig.poller, r.rig.now_ms, 0));
    assert_true(price(&r) == 104);
    check_end(&r, true, t0 + 180000);
    close_replay(&r);
}

static void pause_and_speed(void **state)
{
    struct command speed = {.kind = COMMAND_SPEED, .number = 600};
    struct replay_rig r;

    (void)state;
    open_replay(&r, 60);
    rig_run(&r.rig, 100);
    rig_command(&r.rig, COMMAND_PAUSE, "", "");
    rig_run(&r.rig, 100000);
    assert_true(price(&r) == 101);
    assert_int_equal(poller_idle_ms(r.rig.poller, r.rig.now_ms), 60000);
    rig_command(&r.rig, COMMAND_PAUSE, "", "");
    assert_true(mailbox_push(r.rig.mailbox, &speed));
    rig_run(&r.rig, 100); /* a minute of the tape: to 15:01:06 */
    assert_true(price(&r) == 102);
    close_replay(&r);
}

static void jump_without_an_event_goes_to_the_end(void **state)
{
    struct replay_rig r;
    struct snapshot *s;

    (void)state;
    open_replay(&r, 60);
    rig_run(&r.rig, 100);
    rig_command(&r.rig, COMMAND_NEXT_EVENT, "", "");
    rig_run(&r.rig, 100);
    assert_true(price(&r) == 104);
    check_end(&r, true, t0 + 180000);
    s = poller_freeze(r.rig.poller, r.rig.now_ms);
    assert_non_null(strstr(s->notice, "no further event"));
    snapshot_free(s);
    close_replay(&r);
}

static void jump_stops_at_an_event(void **state)
{
    struct rule_text rule = {.name = "up", .when = "price >= 103",
                             .measure = "price", .severity = 2,
                             .notify = "", .place = "test:1"};
    struct replay_rig r;

    (void)state;
    open_replay(&r, 60);
    assert_int_equal(state_add_rule(r.rig.state, &rule, NULL), ERR_OK);
    rig_run(&r.rig, 100);
    rig_command(&r.rig, COMMAND_NEXT_EVENT, "", "");
    assert_true(poller_turn(r.rig.poller, r.rig.now_ms, 0));
    assert_true(price(&r) == 103);
    check_end(&r, false, t0 + 120000);
    close_replay(&r);
}

/* A pipe that is slow to write: turns do not wait for it, and the clock does
 * not run ahead of it. */
static void a_slow_pipe_holds_the_clock(void **state)
{
    static const char first[] = LINE("1737990000000", "101") "{\"t\":1737990";
    static const char rest[] =
        "060000,\"kind\":\"quote\",\"symbol\":\"AAA\",\"price\":102,"
        "\"prev_close\":100,\"source\":\"tape\"}\n";
    struct rig_parts parts = {.config = "", .mode = RUN_REPLAY};
    struct replay_rig r = {.problems = 0};
    int fds[2], before = dup(0);

    (void)state;
    assert_int_equal(pipe(fds), 0);
    assert_true(dup2(fds[0], 0) == 0);
    assert_int_equal(tape_open("-", &r.reader, NULL), ERR_OK);
    parts.tape = r.reader;
    parts.timeline = (struct timeline){.speed = 60};
    rig_open(&r.rig, &parts, NULL);
    rig_run(&r.rig, 500); /* nothing there at all */
    assert_true(write(fds[1], first, sizeof(first) - 1) > 0);
    rig_run(&r.rig, 10000);
    assert_true(price(&r) == 101);
    check_end(&r, false, t0);
    assert_true(write(fds[1], rest, sizeof(rest) - 1) > 0);
    close(fds[1]);
    rig_run(&r.rig, 900);
    assert_true(price(&r) == 101);
    rig_run(&r.rig, 200);
    assert_true(price(&r) == 102);
    check_end(&r, true, t0 + 60000);
    close_replay(&r);
    dup2(before, 0);
    close(before);
    close(fds[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_before_its_time),
        cmocka_unit_test(play_goes_where_it_is_told),
        cmocka_unit_test(at_once_needs_no_time),
        cmocka_unit_test(pause_and_speed),
        cmocka_unit_test(jump_without_an_event_goes_to_the_end),
        cmocka_unit_test(jump_stops_at_an_event),
        cmocka_unit_test(a_slow_pipe_holds_the_clock),
    };
    return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}
