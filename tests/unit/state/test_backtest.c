/* SPDX-License-Identifier: MIT */
/* Tests of backtests: what followed, computed by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/state/backtest.h"

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

struct fixture {
    struct state *state;
    struct backtest *backtest;
};

static int64_t at(const char *text)
{
    int64_t t = 0;

    civil_parse_instant(text, &t);
    return t;
}

static int setup(void **state)
{
    static struct fixture f;
    const struct rule_text rule = {.name = "drop", .when = "change_pct < -5",
                                   .severity = 2, .place = "test"};
    struct why why = {{0}};

    f.state = state_new("", 0);
    if (state_add_rule(f.state, &rule, &why) != ERR_OK)
        return -1;
    f.backtest = backtest_new(f.state);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    backtest_free(f->backtest);
    state_free(f->state);
    return 0;
}

static void put_quote(struct fixture *f, const char *when, double price)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, at(when), UPDATE_quote, "ACME", "test");

    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    q->of.quote.as_of = q->t;
    q->of.quote.known |= 1u << QUOTE_BIT_as_of;
    q->of.quote.session = SESSION_REGULAR;
    backtest_apply(f->backtest, q);
    updates_done(&u);
}

/* The daily bar of a date of January 2025, known at its close. */
static void put_day(struct fixture *f, int day, double close)
{
    struct updates u = {0};
    struct trading_day hours;
    int32_t date = civil_date(2025, 1, day);
    struct update *b;

    assert_true(calendar_day(HOURS_US, date, &hours));
    b = updates_add(&u, hours.close_ms, UPDATE_bar, "ACME", "test");
    b->of.bar.span = BAR_1d;
    b->of.bar.bar = (struct bar){.start = hours.open_ms, .close = close};
    backtest_apply(f->backtest, b);
    updates_done(&u);
}

static void put_split(struct fixture *f, int day, double ratio)
{
    struct updates u = {0};
    struct update *a =
        updates_add(&u, at("2025-01-16T13:00:00Z"), UPDATE_action, "ACME",
                    "test");

    a->of.action = (struct action){.type = ACTION_SPLIT,
                                   .ex = civil_date(2025, 1, day),
                                   .ratio = ratio};
    backtest_apply(f->backtest, a);
    updates_done(&u);
}

static struct firing first_firing(struct fixture *f, size_t wanted)
{
    size_t count = 0;
    const struct firing *all = backtest_end(f->backtest, &count);

    assert_int_equal(count, wanted);
    return all[0];
}

static void test_what_followed(void **state)
{
    struct fixture *f = *state;
    struct firing k;

    put_day(f, 13, 100);
    put_quote(f, "2025-01-14T15:00:00Z", 97); /* not yet */
    put_quote(f, "2025-01-14T15:10:00Z", 90); /* the trigger */
    put_quote(f, "2025-01-14T16:05:00Z", 81); /* the last within the hour */
    put_quote(f, "2025-01-14T16:15:00Z", 99); /* after it */
    put_day(f, 14, 94.5);
    put_day(f, 15, 108);
    put_day(f, 16, 104);
    put_day(f, 17, 104);
    put_day(f, 21, 104); /* the 20th was a holiday */
    put_day(f, 22, 45);
    k = first_firing(f, 2); /* the last day's fall is one of its own */
    assert_int_equal(k.opened.t, at("2025-01-14T15:10:00Z"));
    assert_near(k.opened.price, 90);
    assert_near(k.followed[HORIZON_h1], -10);
    assert_near(k.followed[HORIZON_close], 5);
    assert_near(k.followed[HORIZON_d1], 20);
    assert_near(k.followed[HORIZON_d5], -50);
}

/* Without newer prices nothing followed, as far as is known. */
static void test_unknown(void **state)
{
    struct fixture *f = *state;
    struct firing k;

    put_day(f, 13, 100);
    put_quote(f, "2025-01-14T15:10:00Z", 90);
    k = first_firing(f, 1);
    for (int h = 0; h < HORIZON_COUNT; h++)
        assert_true(isnan(k.followed[h]));
}

/* The hour must end while the session is on. */
static void test_late_trigger(void **state)
{
    struct fixture *f = *state;
    struct firing k;

    put_day(f, 13, 100);
    put_quote(f, "2025-01-14T20:30:00Z", 90);
    put_quote(f, "2025-01-14T20:59:00Z", 80);
    put_day(f, 14, 80);
    put_day(f, 15, 90);
    k = first_firing(f, 1);
    assert_true(isnan(k.followed[HORIZON_h1]));
    assert_near(k.followed[HORIZON_d1], 0);
}

/* Two for one: a price of 50 later is the 100 of before. */
static void test_split_later(void **state)
{
    struct fixture *f = *state;
    struct firing k;

    put_day(f, 13, 100);
    put_quote(f, "2025-01-14T15:10:00Z", 90);
    put_day(f, 14, 90);
    put_split(f, 17, 2);
    put_day(f, 15, 90);
    put_day(f, 16, 90);
    put_day(f, 17, 45);
    put_day(f, 21, 45);
    put_day(f, 22, 54);
    k = first_firing(f, 1);
    assert_near(k.followed[HORIZON_close], 0);
    assert_near(k.followed[HORIZON_d1], 0);
    assert_near(k.followed[HORIZON_d5], 20);
}

static void test_summary(void **state)
{
    struct firing all[4] = {
        {.key = {.rule = "a", .symbol = "X"}, .followed = {1, 2, NAN, NAN}},
        {.key = {.rule = "a", .symbol = "Y"}, .followed = {-4, 4, NAN, 7}},
        {.key = {.rule = "b", .symbol = "X"}, .followed = {9, 9, 9, 9}},
        {.key = {.rule = "a", .symbol = "X"}, .followed = {0, 12, NAN, NAN}},
    };
    struct backtest_summary s[2];

    (void)state;
    assert_int_equal(backtest_summarize(all, 4, s, 2), 2);
    assert_string_equal(s[0].rule, "a");
    assert_int_equal(s[0].firings, 3);
    assert_int_equal(s[0].symbols, 2);
    assert_near(s[0].of[HORIZON_h1].mean, -1);
    assert_near(s[0].of[HORIZON_h1].median, 0);
    assert_near(s[0].of[HORIZON_h1].worst, -4);
    assert_near(s[0].of[HORIZON_close].best, 12);
    assert_near(s[0].of[HORIZON_h1].share_down, 1.0 / 3);
    assert_int_equal(s[0].of[HORIZON_d1].known, 0);
    assert_true(isnan(s[0].of[HORIZON_d1].mean));
    assert_int_equal(s[0].of[HORIZON_d5].known, 1);
    assert_int_equal(s[1].firings, 1);
    assert_int_equal(backtest_summarize(all, 4, s, 1), 2);
    assert_int_equal(backtest_summarize(all, 0, s, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_followed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unknown, setup, teardown),
        cmocka_unit_test_setup_teardown(test_late_trigger, setup, teardown),
        cmocka_unit_test_setup_teardown(test_split_later, setup, teardown),
        cmocka_unit_test(test_summary),
    };

    return cmocka_run_group_tests_name("state/backtest", tests, NULL, NULL);
}
