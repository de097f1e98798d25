/* SPDX-License-Identifier: MIT */
/* Each shipped rule that looks at prices: on its threshold it tells, just
 * short of it it does not. Others: test_groups.c (group-rout, stale-feed),
 * test_bursts.c, test_halts.c, test_levels.c, test_fundamentals.c (filing). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support.h"

enum { YEAR = 252 };

static void instrument(struct state *s, const char *symbol,
                       enum instrument_type type, double shares)
{
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){.type = type, .currency = "USD",
                                          .shares = shares,
                                          .shares_asof = NO_DATE};
    strncpy(u.of.instrument.symbol, symbol, SYMBOL_MAX - 1);
    state_apply(s, &u);
}

/* A year of days at 100, with `swing` percent up on every second one; highs of
 * 110, lows of 90, a volume of 1,000. The last close is 100. */
static void put_year(struct state *s, const char *symbol, double swing)
{
    int32_t date = MONDAY;

    for (int day = 0; day < YEAR; day++) {
        double close = day % 2 ? 100 + swing : 100;

        date = calendar_previous(HOURS_US, date);
        old_daily(s, symbol, date, at(MONDAY, 4, 0),
                  (struct ohlcv){close, 110, 90, close, 1000});
    }
}

static struct state *fresh(enum instrument_type type, double shares,
                           double swing)
{
    struct state *s = state_new(NULL, 0);

    add_shipped_rules(s);
    instrument(s, "X", type, shares);
    put_year(s, "X", swing);
    return s;
}

static bool is_told(struct state *s, const char *rule, const char *symbol)
{
    struct snapshot *f = freeze_at(s, at(MONDAY, 12, 0));
    bool told = event_of(f, rule, symbol, MONDAY) != NULL;

    snapshot_free(f);
    return told;
}

/* A quote line with what is not negative. */
static void quote(struct state *s, double open, double price, double volume)
{
    struct update u = make(at(MONDAY, 10, 0), UPDATE_quote, "X");

    QUOTE_SET(&u.of.quote, price, price);
    if (open >= 0)
        QUOTE_SET(&u.of.quote, open, open);
    if (volume >= 0)
        QUOTE_SET(&u.of.quote, volume, volume);
    state_apply(s, &u);
}

struct threshold {
    const char *rule;
    double shares, swing;
    struct {
        double open, price, volume;
    } tells, does_not; /* negative: not known */
};

static void prices_and_volume(void **state)
{
    static const struct threshold all[] = {
        {"value-drop", 10e9, 1, {-1, 95, -1}, {-1, 95.001, -1}},
        {"value-gain", 10e9, 1, {-1, 105, -1}, {-1, 104.999, -1}},
        {"percent-move", 1e6, 1, {-1, 95, -1}, {-1, 95.001, -1}},
        {"percent-move", 1e6, 1, {-1, 105, -1}, {-1, 104.999, -1}},
        {"gap", 1e6, 1, {95, 99, -1}, {95.001, 95, -1}},
        {"gap", 1e6, 1, {105, 100, -1}, {104.999, 105, -1}},
        {"new-high", 1e6, 1, {-1, 110.01, -1}, {-1, 110, -1}},
        {"new-low", 1e6, 1, {-1, 89.99, -1}, {-1, 90, -1}},
        {"volume-surge", 1e6, 1, {-1, 100, 3000}, {-1, 90, 2999}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct threshold *t = &all[i];
        struct state *s = fresh(INSTRUMENT_equity, t->shares, t->swing);

        quote(s, t->does_not.open, t->does_not.price, t->does_not.volume);
        if (is_told(s, t->rule, "X"))
            fail_msg("%s, row %zu: told too early", t->rule, i);
        state_free(s);
        s = fresh(INSTRUMENT_equity, t->shares, t->swing);
        quote(s, t->tells.open, t->tells.price, t->tells.volume);
        if (!is_told(s, t->rule, "X"))
            fail_msg("%s, row %zu: not told", t->rule, i);
        state_free(s);
    }
}

/* Closes of 100 and 100 (1 + p) in turn: returns of +-ln(1 + p), whose sample
 * deviation over 20 is ln(1 + p) sqrt(20 / 19). */
static double deviation(double swing)
{
    return log(1 + swing / 100) * sqrt(20.0 / 19);
}

static bool is_z_told(enum instrument_type type, const char *rule, double swing,
                      double zscore)
{
    struct state *s = fresh(type, 0, swing);
    bool told;

    quote(s, -1, 100 * exp(zscore * deviation(swing)), -1);
    told = is_told(s, rule, "X");
    state_free(s);
    return told;
}

static void moves_off_the_scale(void **state)
{
    const enum instrument_type e = INSTRUMENT_equity, x = INSTRUMENT_index;

    (void)state;
    /* A restless one: 2 percent a day. */
    assert_true(is_z_told(e, "z-score", 2, -8.001));
    assert_false(is_z_told(e, "z-score", 2, -7.999));
    /* A calm one: 0.6 percent a day, 4 deviations are 2.4. */
    assert_true(is_z_told(e, "z-score", 0.6, 4.001));
    assert_false(is_z_told(e, "z-score", 0.6, 3.999));
    /* So calm that 4 deviations are less than 2 percent. */
    assert_false(is_z_told(e, "z-score", 0.3, 5));
    assert_true(is_z_told(x, "index-move", 0.6, -2.501));
    assert_false(is_z_told(x, "index-move", 0.6, -2.4));
    assert_false(is_z_told(x, "index-move", 0.3, 3)); /* below 1.5 percent */
    assert_false(is_z_told(e, "index-move", 0.6, -3));
}

static void outside_trading_hours(void **state)
{
    struct state *s = fresh(INSTRUMENT_equity, 0, 1);
    struct update u = make(at(MONDAY, 8, 0), UPDATE_quote, "X");

    (void)state;
    QUOTE_SET(&u.of.quote, ext_price, 95.01);
    u.of.quote.ext_session = SESSION_PRE;
    QUOTE_SET(&u.of.quote, price, 100);
    QUOTE_SET(&u.of.quote, as_of, at(FRIDAY, 16, 0));
    state_apply(s, &u);
    assert_false(is_told(s, "ext-move", "X"));
    u.t += MS_PER_MINUTE;
    QUOTE_SET(&u.of.quote, ext_price, 95);
    state_apply(s, &u);
    assert_true(is_told(s, "ext-move", "X"));
    assert_false(is_told(s, "percent-move", "X"));
    state_free(s);
}

static void headlines(struct state *s, int32_t date, int count)
{
    for (int i = 0; i < count; i++) {
        struct update u = make(at(date, 9, i), UPDATE_headline, "");
        char id[32], title[64];

        snprintf(id, sizeof id, "%d-%d", date, i);
        snprintf(title, sizeof title, "Story %d of day %d", i, date);
        u.of.headline = (struct headline){.id = id, .title = title,
                                          .published = u.t,
                                          .symbol_count = 1};
        strncpy(u.of.headline.symbols[0], "X", SYMBOL_MAX - 1);
        state_apply(s, &u);
    }
}

/* One a day before, so the score of n is (n - 1) / sqrt 2, about: 7 make 4.2,
 * 6 make 3.5. */
static void bursts_of_headlines(void **state)
{
    struct state *s = fresh(INSTRUMENT_equity, 0, 1);

    (void)state;
    for (int day = 5; day > 1; day--)
        headlines(s, MONDAY - day, 1);
    line(s, "X", at(MONDAY, 9, 0), 100);
    headlines(s, MONDAY, 6);
    assert_false(is_told(s, "headline-burst", "X"));
    headlines(s, MONDAY, 7);
    assert_true(is_told(s, "headline-burst", "X"));
    state_free(s);
}

/* Its price and change are of now, not of when the last headline came; when
 * that was, and at what price, is kept. */
static void a_burst_goes_with_the_price(void **state)
{
    struct state *s = fresh(INSTRUMENT_equity, 0, 1);
    const struct event *e;
    struct snapshot *f;

    (void)state;
    for (int day = 5; day > 1; day--)
        headlines(s, MONDAY - day, 1);
    line(s, "X", at(MONDAY, 9, 0), 100);
    headlines(s, MONDAY, 7);
    line(s, "X", at(MONDAY, 10, 0), 98);
    headlines(s, MONDAY, 8);
    line(s, "X", at(MONDAY, 11, 0), 90);
    f = freeze_at(s, at(MONDAY, 11, 0));
    e = event_of(f, "headline-burst", "X", MONDAY);
    assert_non_null(e);
    assert_true(e->price == 90);
    assert_float_equal(e->change_pct, snapshot_find(f, "X")->figures.change_pct,
                       1e-9);
    assert_true(e->last.price == 98);
    snapshot_free(f);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_and_volume),
        cmocka_unit_test(moves_off_the_scale),
        cmocka_unit_test(outside_trading_hours),
        cmocka_unit_test(bursts_of_headlines),
        cmocka_unit_test(a_burst_goes_with_the_price),
    };

    return cmocka_run_group_tests_name("shipped rules", tests, NULL, NULL);
}
