/* SPDX-License-Identifier: MIT */
/* Groups that fall as a whole, and sources that fall silent. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/base/mem.h"

static const char *const names[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};

static struct state *fresh(void)
{
    struct state *s = state_new(NULL, 0);

    add_shipped_rules(s);
    for (size_t i = 0; i < 5; i++) {
        company(s, names[i], 1e9);
        old_daily(s, names[i], FRIDAY, at(MONDAY, 4, 0),
                  (struct ohlcv){100, 101, 99, 100, 1000});
    }
    return s;
}

static void prices(struct state *s, int minute, const double price[5])
{
    for (size_t i = 0; i < 5; i++)
        line(s, names[i], at(MONDAY, 10, minute), price[i]);
}

static void a_group_is_told_with_sum_and_members(void **state)
{
    struct state *s = fresh();
    struct event_peer peers[8];
    struct group_sum breadth;
    const struct event *e;
    struct snapshot *f;

    (void)state;
    prices(s, 0, (const double[]){95, 95, 95, 101, 101});
    state_advance(s, at(MONDAY, 10, 1));
    f = freeze_at(s, at(MONDAY, 10, 1));
    assert_null(event_of(f, "group-rout", "@semis", MONDAY)); /* 3 of 5 */
    snapshot_free(f);

    prices(s, 2, (const double[]){95, 94, 93, 92, 101});
    f = freeze_at(s, at(MONDAY, 10, 2));
    assert_null(event_of(f, "group-rout", "@semis", MONDAY)); /* not yet */
    snapshot_free(f);
    state_advance(s, at(MONDAY, 10, 3));
    f = freeze_at(s, at(MONDAY, 10, 3));
    e = event_of(f, "group-rout", "@semis", MONDAY);
    assert_non_null(e);
    assert_non_null(event_of(f, "group-rout", "@technology", MONDAY));
    assert_int_equal(e->opened.t, at(MONDAY, 10, 2));
    assert_true(e->cap_change_usd == -25e9 && e->opened.measure == -25e9);
    assert_true(e->change_pct == -5);
    assert_int_equal(e->rank, 0);
    assert_false(e->known & EVENT_HAS_PRICE);
    breadth = snapshot_breadth(f, e);
    assert_int_equal(breadth.members, 5);
    assert_int_equal(breadth.down, 4);
    assert_int_equal(snapshot_peers(f, e, peers, 8), 4);
    assert_string_equal(peers[0].listing->instrument->symbol, "DDD");
    assert_true(peers[0].share == 8.0 / 26);
    assert_int_equal(f->listing_count, 5); /* it is no instrument */
    snapshot_free(f);
    state_free(s);
}

static struct event rout_at(struct state *s, int minute)
{
    struct snapshot *f;
    struct event e;

    state_advance(s, at(MONDAY, 10, minute));
    f = freeze_at(s, at(MONDAY, 10, minute));
    e = *event_of(f, "group-rout", "@semis", MONDAY);
    snapshot_free(f);
    return e;
}

/* One that turns up while the others fall on makes nothing good; a mean that
 * came back does; and one that falls again is told of. */
static void a_group_that_falls_on_has_not_recovered(void **state)
{
    struct state *s = fresh();
    struct event e;

    (void)state;
    prices(s, 0, (const double[]){95, 95, 95, 95, 99});
    assert_int_equal(rout_at(s, 1).state, EVENT_open);
    prices(s, 2, (const double[]){90, 90, 90, 101, 102}); /* 3 of 5, -5.4 % */
    e = rout_at(s, 3);
    assert_int_equal(e.state, EVENT_open);
    assert_true(e.last.measure < e.opened.measure);
    prices(s, 4, (const double[]){95, 95, 95, 101, 102}); /* -2.4 % */
    assert_int_equal(rout_at(s, 5).state, EVENT_recovered);
    prices(s, 6, (const double[]){85, 90, 90, 101, 102});
    e = rout_at(s, 7);
    assert_int_equal(e.state, EVENT_open);
    assert_int_equal(e.reopened, 1);
    prices(s, 8, (const double[]){60, 90, 101, 101, 102}); /* 2 of 5 */
    assert_int_equal(rout_at(s, 9).state, EVENT_recovered);
    state_free(s);
}

static void close_at(struct state *s, size_t i, int minute, double price)
{
    struct update u = bar_of(names[i], BAR_5m, at(MONDAY, 9, minute),
                             at(MONDAY, 9, minute + 5),
                             (struct ohlcv){price, price, price, price, 1});

    state_apply(s, &u);
}

/* Every five minutes what they had lost together by then: who has no bar yet
 * stands at the open, who has none later where the last one left it. */
static void a_group_has_a_day_of_sums(void **state)
{
    struct state *s = fresh();
    struct series *day;
    struct snapshot *f;

    (void)state;
    for (size_t i = 0; i < 5; i++)
        close_at(s, i, 30, 95);
    close_at(s, 0, 35, 90);
    close_at(s, 1, 40, 85);
    state_advance(s, at(MONDAY, 9, 46));
    f = freeze_at(s, at(MONDAY, 9, 46));
    day = snapshot_group_day(f, event_of(f, "group-rout", "@semis", MONDAY));
    assert_int_equal(day->count, 3);
    assert_int_equal(day->bars[0].start, at(MONDAY, 9, 30));
    assert_float_equal(day->bars[0].close, -25e9, 1);
    assert_float_equal(day->bars[1].close, -30e9, 1);
    assert_float_equal(day->bars[2].close, -40e9, 1);
    assert_float_equal(
        event_of(f, "group-rout", "@semis", MONDAY)->cap_change_usd, -40e9, 1);
    shared_release(day);
    snapshot_free(f);
    state_free(s);
}

static bool is_rough_at(const struct state *s, int64_t t)
{
    struct snapshot *f = freeze_at(s, t);
    const struct event *e = event_of(f, "group-rout", "@semis", MONDAY);
    struct event_peer peers[5];
    bool is_rough = e->is_rough;

    if (e->state != EVENT_closed && snapshot_peers(f, e, peers, 5))
        assert_int_equal(peers[0].is_rough, is_rough);
    snapshot_free(f);
    return is_rough;
}

/* A sum is as old as the oldest price in it, and says so. */
static void a_sum_with_old_prices_is_rough(void **state)
{
    struct state *s = fresh();

    (void)state;
    prices(s, 0, (const double[]){95, 95, 95, 95, 95});
    state_advance(s, at(MONDAY, 10, 1));
    assert_false(is_rough_at(s, at(MONDAY, 10, 1)));
    for (size_t i = 0; i < 4; i++)
        line(s, names[i], at(MONDAY, 12, 0), 95);
    state_advance(s, at(MONDAY, 12, 1));
    assert_true(is_rough_at(s, at(MONDAY, 12, 1)));
    line(s, names[4], at(MONDAY, 12, 1), 95);
    assert_false(is_rough_at(s, at(MONDAY, 12, 2)));
    state_advance(s, at(MONDAY + 1, 0, 1));
    assert_false(is_rough_at(s, at(MONDAY + 1, 0, 1)));
    state_free(s);
}

static void a_restart_forgets_and_doubles_nothing(void **state)
{
    struct state *s = fresh(), *again = fresh();
    struct snapshot *f;
    struct event kept;
    uint64_t told;

    (void)state;
    prices(s, 2, (const double[]){95, 94, 93, 92, 101});
    state_advance(s, at(MONDAY, 10, 3));
    f = freeze_at(s, at(MONDAY, 10, 3));
    kept = *event_of(f, "group-rout", "@semis", MONDAY);
    snapshot_free(f);
    state_free(s);
    state_restore_event(again, &kept);
    told = state_told(again);
    prices(again, 4, (const double[]){95, 94, 93, 92, 101});
    state_advance(again, at(MONDAY, 10, 5));
    f = freeze_at(again, at(MONDAY, 10, 5));
    assert_int_equal(event_of(f, "group-rout", "@semis", MONDAY)->told_count,
                     1);
    assert_true(state_told(again) >= told);
    snapshot_free(f);
    state_free(again);
}

static const struct event *late_at(struct state *s, int hour, int minute,
                                   struct snapshot **f)
{
    int64_t t = at(MONDAY, hour, minute);

    state_advance(s, t);
    *f = freeze_at(s, t);
    return event_of(*f, "stale-feed", "@test", MONDAY);
}

static void a_silent_source_is_told_while_it_should_speak(void **state)
{
    struct state *s = fresh();
    const struct event *e;
    struct snapshot *f;

    (void)state;
    line(s, "AAA", at(MONDAY, 10, 0), 100); /* by the source "test" */
    assert_null(late_at(s, 10, 30, &f));    /* a tape: it has no interval */
    snapshot_free(f);
    state_set_interval(s, "test", MS_PER_MINUTE, false);
    line(s, "AAA", at(MONDAY, 11, 0), 100);
    assert_null(late_at(s, 11, 9, &f));
    snapshot_free(f);
    e = late_at(s, 11, 10, &f);
    assert_non_null(e);
    assert_int_equal(e->state, EVENT_open);
    assert_true(e->opened.measure == 10);
    snapshot_free(f);
    line(s, "AAA", at(MONDAY, 11, 20), 100);
    e = late_at(s, 11, 22, &f);
    assert_int_equal(e->state, EVENT_recovered);
    snapshot_free(f);
    e = late_at(s, 20, 0, &f); /* the market is closed */
    assert_int_equal(e->state, EVENT_recovered);
    snapshot_free(f);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_is_told_with_sum_and_members),
        cmocka_unit_test(a_group_that_falls_on_has_not_recovered),
        cmocka_unit_test(a_group_has_a_day_of_sums),
        cmocka_unit_test(a_sum_with_old_prices_is_rough),
        cmocka_unit_test(a_restart_forgets_and_doubles_nothing),
        cmocka_unit_test(a_silent_source_is_told_while_it_should_speak),
    };

    return cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
