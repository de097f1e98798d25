/* SPDX-License-Identifier: MIT */
/* The watched companies as a whole: who counts, and what it comes to. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/state/breadth.h"
#include "tapewatch/state/state.h"

static const int64_t start_ms = INT64_C(1737990000000); /* 10:00 New York */

struct fixture {
    struct state *state;
    struct snapshot *now;
};

static void put(struct fixture *f, const char *symbol, const char *sector,
                enum instrument_type type, double shares, double price,
                int64_t t)
{
    struct updates u = {0};
    struct update *i = updates_add(&u, t, UPDATE_instrument, symbol, "test");
    struct update *q;

    i->of.instrument.type = type;
    i->of.instrument.sector = sector;
    i->of.instrument.shares = shares;
    name_copy(i->of.instrument.currency, CURRENCY_MAX, "USD");
    state_apply(f->state, i);
    q = updates_add(&u, t, UPDATE_quote, symbol, "test");
    QUOTE_SET(&q->of.quote, price, price);
    QUOTE_SET(&q->of.quote, prev_close, 100.0);
    QUOTE_SET(&q->of.quote, as_of, t);
    q->of.quote.session = SESSION_REGULAR;
    state_apply(f->state, q);
    updates_done(&u);
}

static void freeze(struct fixture *f)
{
    struct freeze_info info = {.now_ms = start_ms + 1000, .mode = RUN_LIVE};

    snapshot_free(f->now);
    f->now = state_freeze(f->state, &info);
}

static int setup(void **state)
{
    static struct fixture f;

    f.state = state_new("", 0);
    f.now = NULL;
    put(&f, "AAA", "Tech", INSTRUMENT_equity, 1e9, 90, start_ms);
    put(&f, "BBB", "Tech", INSTRUMENT_equity, 3e9, 102, start_ms);
    put(&f, "CCC", "Food", INSTRUMENT_equity, 1e9, 100, start_ms);
    put(&f, "DDD", NULL, INSTRUMENT_equity, 0, 105, start_ms);
    put(&f, "^IDX", NULL, INSTRUMENT_index, 0, 50, start_ms);
    put(&f, "FUND", "Tech", INSTRUMENT_etf, 1e9, 50, start_ms);
    freeze(&f);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    snapshot_free(f->now);
    state_free(f->state);
    return 0;
}

static void test_companies_only(void **state)
{
    struct fixture *f = *state;
    struct breadth b = breadth_of(f->now);

    assert_int_equal(b.companies, 4);
    assert_int_equal(b.current, 4);
    assert_int_equal(b.up, 2);
    assert_int_equal(b.down, 1);
    assert_int_equal(b.value_known, 3);
    assert_float_equal(b.lost_usd, 10e9, 1);
    assert_float_equal(b.gained_usd, 6e9, 1);
    assert_int_equal(b.range_known, 0); /* no bars: nothing is invented */
    assert_int_equal(b.highs + b.lows, 0);
}

/* A company that has not traded since Friday is known, but not counted. */
static void test_newest_session_only(void **state)
{
    struct fixture *f = *state;
    struct breadth b;

    put(f, "OLD", "Food", INSTRUMENT_equity, 1e9, 10,
        start_ms - 3 * 86400000LL);
    freeze(f);
    b = breadth_of(f->now);
    assert_int_equal(b.companies, 5);
    assert_int_equal(b.current, 4);
    assert_float_equal(b.lost_usd, 10e9, 1);
}

/* (90 + 306 - 400) / 400 of Tech; Food did not move; DDD has no value. */
static void test_sectors_by_value(void **state)
{
    struct fixture *f = *state;
    struct sector_sum all[SECTORS_MAX];

    assert_int_equal(breadth_sectors(f->now, all), 2);
    assert_string_equal(all[0].name, "Tech");
    assert_int_equal(all[0].count, 2);
    assert_float_equal(all[0].change_pct, -1, 1e-9);
    assert_float_equal(all[0].cap_change_usd, -4e9, 1);
    assert_string_equal(all[1].name, "Food");
    assert_float_equal(all[1].change_pct, 0, 1e-9);
}

static void put_volume(struct fixture *f, const char *symbol, double volume)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, start_ms, UPDATE_quote, symbol, "test");

    QUOTE_SET(&q->of.quote, volume, volume);
    state_apply(f->state, q);
    updates_done(&u);
}

/* AAA fell, BBB and DDD rose; of whom no volume is known does not count. */
static void test_volume_of_those_that_moved(void **state)
{
    struct fixture *f = *state;
    struct breadth b = breadth_of(f->now);

    assert_int_equal(b.volume_up + b.volume_down, 0);
    assert_true(isnan(breadth_trin(&b)));
    put_volume(f, "AAA", 600);
    put_volume(f, "BBB", 200);
    put_volume(f, "CCC", 5000); /* did not move */
    freeze(f);
    b = breadth_of(f->now);
    assert_int_equal(b.volume_up, 1);
    assert_int_equal(b.volume_down, 1);
    assert_float_equal(b.up_volume, 200, 0);
    assert_float_equal(b.down_volume, 600, 0);
    assert_float_equal(breadth_trin(&b), 1 / (200.0 / 600), 1e-12);
    put_volume(f, "DDD", 100);
    freeze(f);
    b = breadth_of(f->now);
    assert_float_equal(breadth_trin(&b), 2 / (300.0 / 600), 1e-12);
}

static void test_too_many_sectors(void **state)
{
    struct fixture *f = *state;
    struct sector_sum all[SECTORS_MAX];

    for (int i = 0; i < SECTORS_MAX + 4; i++) {
        char symbol[SYMBOL_MAX], sector[16];

        snprintf(symbol, sizeof(symbol), "X%d", i);
        snprintf(sector, sizeof(sector), "S%d", i);
        put(f, symbol, sector, INSTRUMENT_equity, 1e9, 99, start_ms);
    }
    freeze(f);
    assert_int_equal(breadth_sectors(f->now, all), SECTORS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_companies_only, setup, teardown),
        cmocka_unit_test_setup_teardown(test_newest_session_only, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_sectors_by_value, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_volume_of_those_that_moved,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_too_many_sectors, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
