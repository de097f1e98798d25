/* SPDX-License-Identifier: MIT */
/* Tests of state: trading halts begin, last and end. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "support.h"

static void halt(struct state *s, const char *symbol, int64_t t,
                 struct halt h)
{
    struct update u = make(t, UPDATE_halt, symbol);

    u.of.halt = h;
    state_apply(s, &u);
}

static struct state *with_price(void)
{
    struct state *s = state_new("", 0);

    add_shipped_rules(s);
    line(s, "X", at(MONDAY, 10, 0), 50);
    return s;
}

static void check(const struct state *s, int64_t now_ms, const char *phase)
{
    struct snapshot *f = freeze_at(s, now_ms);

    assert_string_equal(listing_phase_name(snapshot_find(f, "X"), now_ms),
                        phase);
    snapshot_free(f);
}

static struct event only_event(const struct state *s, int64_t now_ms)
{
    struct snapshot *f = freeze_at(s, now_ms);
    const struct event *e = event_of(f, "halt", "X", MONDAY);
    struct event copy;

    assert_non_null(e);
    assert_int_equal(f->event_count, 1);
    copy = *e;
    snapshot_free(f);
    return copy;
}

static void lasts_as_long_as_said(void **state)
{
    struct state *s = with_price();
    struct event e;

    (void)state;
    halt(s, "X", at(MONDAY, 10, 2),
         (struct halt){"LUDP", at(MONDAY, 10, 1), at(MONDAY, 10, 6)});
    check(s, at(MONDAY, 10, 2), "halted");
    check(s, at(MONDAY, 10, 6) - 1, "halted");
    check(s, at(MONDAY, 10, 6), "regular");
    e = only_event(s, at(MONDAY, 10, 2));
    assert_int_equal(e.state, EVENT_open);
    assert_int_equal(e.opened.t, at(MONDAY, 10, 1));
    assert_int_equal(state_told(s), 1);
    state_advance(s, at(MONDAY, 10, 20));
    e = only_event(s, at(MONDAY, 10, 20));
    assert_int_equal(e.state, EVENT_recovered);
    assert_int_equal(e.last.t, at(MONDAY, 10, 6));
    assert_float_equal(e.last.measure, 300, 0);
    state_free(s);
}

/* Without an end: until one is told, or the day is over. */
static void end_not_known(void **state)
{
    struct state *s = with_price();

    (void)state;
    halt(s, "X", at(MONDAY, 10, 2), (struct halt){"T1", 0, 0});
    check(s, at(MONDAY, 15, 0), "halted");
    check(s, at(MONDAY, 20, 0), "closed");
    halt(s, "X", at(MONDAY, 11, 0),
         (struct halt){NULL, at(MONDAY, 10, 2), at(MONDAY, 11, 30)});
    check(s, at(MONDAY, 11, 0), "halted");
    check(s, at(MONDAY, 11, 30), "regular");
    /* an older one that is told again changes nothing */
    halt(s, "X", at(MONDAY, 11, 1),
         (struct halt){"M", at(MONDAY, 9, 40), at(MONDAY, 15, 0)});
    check(s, at(MONDAY, 11, 30), "regular");
    state_advance(s, at(MONDAY, 11, 31));
    /* a second one of the day reopens the same event */
    halt(s, "X", at(MONDAY, 12, 0), (struct halt){"T1", at(MONDAY, 12, 0), 0});
    assert_int_equal(only_event(s, at(MONDAY, 12, 0)).state, EVENT_open);
    assert_int_equal(only_event(s, at(MONDAY, 12, 0)).reopened, 1);
    state_advance(s, at(MONDAY + 1, 4, 0));
    assert_int_equal(only_event(s, at(MONDAY + 1, 4, 0)).state, EVENT_closed);
    check(s, at(MONDAY + 1, 10, 0), "regular");
    state_free(s);
}

static void begins_later(void **state)
{
    struct state *s = with_price();

    (void)state;
    halt(s, "X", at(MONDAY, 10, 2),
         (struct halt){"T", at(MONDAY, 10, 10), at(MONDAY, 10, 15)});
    check(s, at(MONDAY, 10, 3), "regular");
    check(s, at(MONDAY, 10, 10), "halted");
    state_advance(s, at(MONDAY, 11, 0)); /* past both ends at once */
    assert_int_equal(only_event(s, at(MONDAY, 11, 0)).opened.t,
                     at(MONDAY, 10, 10));
    assert_int_equal(only_event(s, at(MONDAY, 11, 0)).last.t,
                     at(MONDAY, 10, 15));
    state_free(s);
}

/* Before the open it is of the new day, without the old day's change. */
static void before_the_open(void **state)
{
    struct state *s = with_price();
    struct event e;
    struct snapshot *f;

    (void)state;
    daily(s, "X", MONDAY, (struct ohlcv){49, 51, 48, 50, 1000});
    halt(s, "X", at(MONDAY + 1, 8, 0),
         (struct halt){"T1", at(MONDAY + 1, 7, 59), 0});
    f = freeze_at(s, at(MONDAY + 1, 8, 0));
    e = *event_of(f, "halt", "X", MONDAY + 1);
    assert_int_equal(e.known & (EVENT_HAS_CHANGE_PCT | EVENT_HAS_PREV_CLOSE),
                     0);
    assert_false(e.official);
    snapshot_free(f);
    state_free(s);
}

static void of_nobody(void **state)
{
    static const char *const mine[] = {"Y"};
    struct state *s = with_price();
    struct snapshot *f;

    (void)state;
    state_set_watchlist(s, "mine", mine, 1);
    halt(s, "Z", at(MONDAY, 10, 2), (struct halt){"T1", 0, 0});
    halt(s, "Y", at(MONDAY, 10, 2), (struct halt){"T1", 0, 0});
    f = freeze_at(s, at(MONDAY, 10, 3));
    assert_null(snapshot_find(f, "Z"));
    assert_true(listing_is_halted(snapshot_find(f, "Y"), at(MONDAY, 10, 3)));
    assert_non_null(event_of(f, "halt", "Y", MONDAY));
    snapshot_free(f);
    state_free(s);
}

static void holidays_have_a_name(void **state)
{
    struct state *s = with_price();

    (void)state;
    check(s, at(civil_date(2025, 12, 25), 12, 0), "holiday");
    check(s, at(civil_date(2025, 12, 27), 12, 0), "closed");
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lasts_as_long_as_said),
        cmocka_unit_test(end_not_known),
        cmocka_unit_test(begins_later),
        cmocka_unit_test(before_the_open),
        cmocka_unit_test(of_nobody),
        cmocka_unit_test(holidays_have_a_name),
    };
    return cmocka_run_group_tests_name("state/halts", tests, NULL, NULL);
}
