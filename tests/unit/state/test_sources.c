/* SPDX-License-Identifier: MIT */
/* Tests of state: price and previous close of a row are of one source. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "support.h"

/* prev 0: the line has none */
static void say(struct state *s, const char *source, int64_t t, double price,
                double prev)
{
    struct update u = make(t, UPDATE_quote, "X");

    memset(u.source, 0, sizeof u.source);
    strncpy(u.source, source, sizeof u.source - 1);
    if (price > 0)
        QUOTE_SET(&u.of.quote, price, price);
    if (prev > 0)
        QUOTE_SET(&u.of.quote, prev_close, prev);
    state_apply(s, &u);
}

/* prev 0: must not be known */
static void check(const struct state *s, const char *source, double price,
                  double prev)
{
    struct snapshot *f = freeze_at(s, at(MONDAY, 15, 0));
    const struct listing *l = snapshot_find(f, "X");

    assert_string_equal(l->source, source);
    assert_float_equal(l->quote.price, price, 0);
    assert_int_equal(QUOTE_HAS(&l->quote, prev_close), prev > 0);
    assert_int_equal(FIGURE_HAS(&l->figures, change), prev > 0);
    if (prev > 0)
        assert_float_equal(l->quote.prev_close, prev, 0);
    if (prev > 0)
        assert_float_equal(l->figures.change, price - prev, 1e-9);
    snapshot_free(f);
}

static void two_that_take_turns(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    say(s, "a", at(MONDAY, 10, 0), 50, 49);
    check(s, "a", 50, 49);
    say(s, "b", at(MONDAY, 10, 1), 51, 48);
    check(s, "b", 51, 48);
    say(s, "a", at(MONDAY, 10, 2), 52, 49);
    check(s, "a", 52, 49);
    say(s, "b", at(MONDAY, 10, 1), 53, 48); /* older */
    check(s, "a", 52, 49);
    say(s, "b", at(MONDAY, 10, 3), 0, 48); /* no price: not its row */
    check(s, "a", 52, 49);
    say(s, "a", at(MONDAY, 10, 4), 54, 0); /* its own, said before */
    check(s, "a", 54, 49);
    state_free(s);
}

/* Without a previous close another's price does not count ... */
static void one_without_previous_close(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    say(s, "a", at(MONDAY, 10, 0), 50, 49);
    say(s, "b", at(MONDAY, 10, 1), 51, 0);
    check(s, "a", 50, 49);
    five(s, "X", at(MONDAY, 10, 0), (struct ohlcv){50, 55, 50, 55, 1});
    check(s, "a", 50, 49);
    /* ... but with an official one of the day before. */
    old_daily(s, "X", FRIDAY, at(MONDAY, 10, 6),
              (struct ohlcv){47, 47, 47, 47, 1});
    check(s, "a", 50, 49);
    say(s, "b", at(MONDAY, 10, 7), 52, 0);
    check(s, "b", 52, 47);
    say(s, "a", at(MONDAY, 10, 8), 53, 49);
    check(s, "a", 53, 49);
    state_free(s);
}

static void nothing_to_be_set_against(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    say(s, "a", at(MONDAY, 10, 0), 50, 0);
    check(s, "a", 50, 0);
    say(s, "b", at(MONDAY, 10, 1), 51, 0);
    check(s, "b", 51, 0);
    say(s, "a", at(MONDAY, 10, 2), 0, 49);
    check(s, "b", 51, 0);
    say(s, "b", at(MONDAY, 10, 3), 0, 48);
    check(s, "b", 51, 48);
    state_free(s);
}

/* What was only said of the close before is not the price's source. */
static void previous_close_comes_first(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    say(s, "a", at(FRIDAY, 10, 0), 48, 47);
    say(s, "b", at(MONDAY, 9, 35), 50, 49);
    say(s, "a", at(MONDAY, 9, 36), 0, 46);
    check(s, "b", 50, 49);
    state_free(s);
}

/* The official close stays, whoever speaks later. */
static void official_close_stays(void **state)
{
    struct state *s = state_new("", 0);

    (void)state;
    old_daily(s, "X", FRIDAY, at(MONDAY, 4, 0),
              (struct ohlcv){47, 47, 47, 47, 1});
    say(s, "a", at(MONDAY, 15, 59), 50, 49);
    daily(s, "X", MONDAY, (struct ohlcv){50, 52, 49, 51, 10});
    check(s, "test", 51, 47);
    say(s, "a", at(MONDAY, 16, 1), 50.5, 49);
    check(s, "test", 51, 47);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_that_take_turns),
        cmocka_unit_test(one_without_previous_close),
        cmocka_unit_test(nothing_to_be_set_against),
        cmocka_unit_test(previous_close_comes_first),
        cmocka_unit_test(official_close_stays),
    };
    return cmocka_run_group_tests_name("state/sources", tests, NULL, NULL);
}
