/* SPDX-License-Identifier: MIT */
/* Tests of state: splits go into every figure once; dividends into none. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "support.h"

#define EX civil_date(2024, 6, 10) /* a Monday */
#define BEFORE civil_date(2024, 6, 7)

static void action(struct state *s, int64_t t, struct action a)
{
    struct update u = make(t, UPDATE_action, "X");

    u.of.action = a;
    state_apply(s, &u);
}

static void split(struct state *s, int64_t t, double ratio)
{
    action(s, t, (struct action){ACTION_SPLIT, EX, ratio, 0});
}

static struct state *with_shares(void)
{
    struct state *s = state_new("", 0);
    struct update u = make(at(BEFORE, 4, 0), UPDATE_instrument, "X");

    add_shipped_rules(s);
    u.of.instrument = (struct instrument){
        .type = INSTRUMENT_equity, .currency = "USD", .shares = 2.46e9,
        .shares_asof = civil_date(2024, 5, 24)};
    strncpy(u.of.instrument.symbol, "X", SYMBOL_MAX - 1);
    state_apply(s, &u);
    return s;
}

/* The days before the split as they were: 1200 and a bit. */
static void days_before(struct state *s)
{
    daily(s, "X", civil_date(2024, 6, 6),
          (struct ohlcv){1240, 1255, 1183, 1210, 66e6});
    daily(s, "X", BEFORE, (struct ohlcv){1198, 1217, 1180, 1208.88, 41e6});
}

static void first_day(struct state *s)
{
    five(s, "X", at(EX, 9, 30), (struct ohlcv){120.37, 121, 119, 120, 5e6});
}

static void check_day(const struct state *s)
{
    struct snapshot *f = freeze_at(s, at(EX, 9, 40));
    const struct listing *l = snapshot_find(f, "X");
    const struct series *d = l->series[BAR_1d];

    assert_int_equal(d->count, 2);
    assert_float_equal(d->bars[0].close, 121.0, 1e-9);
    assert_float_equal(d->bars[0].volume, 66e7, 1);
    assert_float_equal(d->bars[1].close, 120.888, 1e-9);
    assert_float_equal(d->bars[1].high, 121.7, 1e-9);
    assert_float_equal(l->quote.price, 120, 0);
    assert_float_equal(l->quote.prev_close, 120.888, 1e-9);
    assert_float_equal(l->instrument->shares, 24.6e9, 1);
    assert_float_equal(l->figures.cap, 120 * 24.6e9, 1e3);
    snapshot_free(f);
}

static void check_no_event(const struct state *s, int32_t date)
{
    struct snapshot *f = freeze_at(s, at(date, 9, 40));

    for (size_t i = 0; i < f->event_count; i++)
        if (f->events[i].key.session >= date)
            fail_msg("%s", f->events[i].key.rule);
    snapshot_free(f);
}

static void known_before_its_day(void **state)
{
    struct state *s = with_shares();
    struct snapshot *f;

    (void)state;
    days_before(s);
    split(s, at(BEFORE, 17, 0), 10);
    f = freeze_at(s, at(BEFORE, 18, 0));
    assert_float_equal(snapshot_find(f, "X")->quote.price, 1208.88, 0);
    assert_float_equal(snapshot_find(f, "X")->instrument->shares, 2.46e9, 0);
    first_day(s);
    check_day(s);
    check_no_event(s, EX);
    split(s, at(EX, 9, 36), 10); /* told again */
    check_day(s);
    /* what a snapshot holds has not changed */
    assert_float_equal(
        snapshot_find(f, "X")->series[BAR_1d]->bars[1].close, 1208.88, 0);
    snapshot_free(f);
    state_free(s);
}

static void known_on_its_day(void **state)
{
    struct state *s = with_shares();

    (void)state;
    days_before(s);
    split(s, at(EX, 4, 0), 10);
    first_day(s);
    check_day(s);
    check_no_event(s, EX);
    state_free(s);
}

/* Told too late: the fall that there was none has recovered. */
static void known_too_late(void **state)
{
    struct state *s = with_shares();
    struct snapshot *f;

    (void)state;
    days_before(s);
    first_day(s);
    split(s, at(EX, 9, 36), 10);
    check_day(s);
    f = freeze_at(s, at(EX, 9, 40));
    assert_int_equal(event_of(f, "value-drop", "X", EX)->state,
                     EVENT_recovered);
    snapshot_free(f);
    state_free(s);
}

/* From a store: the split first, then what was known before it. */
static void bars_after_the_split(void **state)
{
    struct state *s = state_new("", 0);
    struct update u;

    (void)state;
    add_shipped_rules(s);
    split(s, at(EX, 4, 0), 10);
    days_before(s);
    u = make(at(EX, 4, 1), UPDATE_instrument, "X");
    u.of.instrument = (struct instrument){
        .type = INSTRUMENT_equity, .currency = "USD", .shares = 2.46e9,
        .shares_asof = civil_date(2024, 5, 24)};
    state_apply(s, &u);
    state_apply(s, &u);
    first_day(s);
    check_day(s);
    state_free(s);
}

/* History of a day after the split comes adjusted, and stays as it is. */
static void history_comes_adjusted(void **state)
{
    struct state *s = with_shares();

    (void)state;
    days_before(s);
    split(s, at(EX, 9, 0), 10);
    old_daily(s, "X", civil_date(2024, 6, 6), at(EX, 9, 0),
              (struct ohlcv){124, 125.5, 118.3, 121, 66e7});
    old_daily(s, "X", BEFORE, at(EX, 9, 0),
              (struct ohlcv){119.8, 121.7, 118, 120.888, 41e7});
    first_day(s);
    check_day(s);
    state_free(s);
}

/* A source that never adjusts: the level at the split's day gives it away. */
static void history_comes_raw(void **state)
{
    for (int is_first = 0; is_first < 2; is_first++) {
        struct state *s = with_shares();
        int32_t now = EX + 3;
        struct snapshot *f;
        const struct series *d;

        (void)state;
        if (is_first)
            split(s, at(now, 9, 0), 10);
        old_daily(s, "X", civil_date(2024, 6, 5), at(now, 9, 0),
                  (struct ohlcv){119, 122, 118, 122, 52e7}); /* adjusted */
        old_daily(s, "X", civil_date(2024, 6, 6), at(now, 9, 0),
                  (struct ohlcv){1240, 1255, 1183, 1210, 66e6});
        old_daily(s, "X", BEFORE, at(now, 9, 0),
                  (struct ohlcv){1198, 1217, 1180, 1208.88, 41e6});
        old_daily(s, "X", EX, at(now, 9, 0),
                  (struct ohlcv){120.37, 123, 117, 121.79, 31e7});
        if (!is_first)
            split(s, at(now, 9, 0), 10);
        f = freeze_at(s, at(now, 9, 40));
        d = snapshot_find(f, "X")->series[BAR_1d];
        assert_float_equal(d->bars[0].close, 122, 0);
        assert_float_equal(d->bars[1].close, 121, 1e-9);
        assert_float_equal(d->bars[2].close, 120.888, 1e-9);
        assert_float_equal(d->bars[3].close, 121.79, 0);
        snapshot_free(f);
        state_free(s);
    }
}

/* A line before the open in either shares, and a previous close in old ones. */
static void lines_around_the_day(void **state)
{
    static const double prices[] = {1208.88, 120.888};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct state *s = with_shares();
        struct update u = make(at(EX, 8, 0), UPDATE_quote, "X");
        struct snapshot *f;

        days_before(s);
        split(s, at(EX, 4, 0), 10);
        QUOTE_SET(&u.of.quote, price, prices[i]);
        QUOTE_SET(&u.of.quote, as_of, at(BEFORE, 16, 0));
        QUOTE_SET(&u.of.quote, ext_price, 121);
        QUOTE_SET(&u.of.quote, ext_as_of, at(EX, 8, 0));
        state_apply(s, &u);
        check_no_event(s, EX);
        u = make(at(EX, 9, 31), UPDATE_quote, "X");
        QUOTE_SET(&u.of.quote, price, 120);
        QUOTE_SET(&u.of.quote, prev_close, prices[i]);
        state_apply(s, &u);
        check_no_event(s, EX);
        f = freeze_at(s, at(EX, 9, 32));
        assert_float_equal(snapshot_find(f, "X")->quote.prev_close, 120.888,
                           1e-9);
        snapshot_free(f);
        state_free(s);
    }
}

static void reverse_split(void **state)
{
    struct state *s = with_shares();
    struct snapshot *f;

    (void)state;
    daily(s, "X", BEFORE, (struct ohlcv){2, 2.1, 1.9, 2, 1e6});
    split(s, at(EX, 4, 0), 0.1);
    five(s, "X", at(EX, 9, 30), (struct ohlcv){20, 21, 19.5, 20, 5e3});
    f = freeze_at(s, at(EX, 9, 40));
    assert_float_equal(snapshot_find(f, "X")->quote.prev_close, 20, 1e-9);
    assert_float_equal(snapshot_find(f, "X")->series[BAR_1d]->bars[0].volume,
                       1e5, 1e-6);
    snapshot_free(f);
    check_no_event(s, EX);
    state_free(s);
}

static void dividends_are_only_kept(void **state)
{
    struct state *s = with_shares();
    struct snapshot *f;
    const struct listing *l;

    (void)state;
    days_before(s);
    action(s, at(BEFORE, 17, 0),
           (struct action){ACTION_DIVIDEND, EX, 0, 0.1});
    action(s, at(BEFORE, 17, 0),
           (struct action){ACTION_DIVIDEND, EX - 90, 0, 0.04});
    action(s, at(BEFORE, 17, 0), (struct action){ACTION_SPLIT, EX, 0, 0});
    action(s, at(BEFORE, 17, 0),
           (struct action){ACTION_SPLIT, NO_DATE, 2, 0});
    line(s, "X", at(EX, 10, 0), 1200);
    f = freeze_at(s, at(EX, 10, 0));
    l = snapshot_find(f, "X");
    assert_float_equal(l->quote.prev_close, 1208.88, 0);
    assert_int_equal(l->action_count, 2);
    assert_int_equal(l->actions[0].ex, EX);
    assert_float_equal(l->actions[1].amount, 0.04, 0);
    snapshot_free(f);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_before_its_day),
        cmocka_unit_test(known_on_its_day),
        cmocka_unit_test(known_too_late),
        cmocka_unit_test(bars_after_the_split),
        cmocka_unit_test(history_comes_adjusted),
        cmocka_unit_test(history_comes_raw),
        cmocka_unit_test(lines_around_the_day),
        cmocka_unit_test(reverse_split),
        cmocka_unit_test(dividends_are_only_kept),
    };
    return cmocka_run_group_tests_name("state/actions", tests, NULL, NULL);
}
