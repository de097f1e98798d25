/* SPDX-License-Identifier: MIT */
/* Tests of the axis of markets that trade round the clock: it is one of time,
 * a gap in the bars is a gap on it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/panels/chart_view.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/state/state.h"

static int64_t at(const char *text)
{
    int64_t t = 0;

    assert_true(civil_parse_instant(text, &t));
    return t;
}

static void put(struct state *s, const struct update *u)
{
    struct update mine = *u;

    state_advance(s, u->t);
    state_apply(s, &mine);
}

/* Bars from `from` on until `to`, which rise from `close` by 1. */
static void put_bars(struct state *s, const char *symbol, enum bar_span span,
                     const char *from, const char *to, double close)
{
    for (int64_t t = at(from); t < at(to); t += bar_span_ms(span)) {
        struct updates u = {0};
        struct update *b = updates_add(&u, t + bar_span_ms(span), UPDATE_bar,
                                       symbol, "test");

        b->of.bar.span = span;
        b->of.bar.bar = (struct bar){.start = t, .open = close, .high = close,
                                     .low = close, .close = close,
                                     .volume = 10,
                                     .known = BAR_HAS_OHL | BAR_HAS_VOLUME};
        put(s, b);
        updates_done(&u);
        close++;
    }
}

static void put_quote(struct state *s, const char *symbol, const char *when,
                      double price)
{
    struct updates u = {0};
    struct update *q = updates_add(&u, at(when), UPDATE_quote, symbol, "test");

    QUOTE_SET(&q->of.quote, price, price);
    q->of.quote.as_of = u.items[0].t;
    q->of.quote.known |= 1u << QUOTE_BIT_as_of;
    put(s, q);
    updates_done(&u);
}

/* What the source of a coin's prices says of it. */
static struct state *with_coin(void)
{
    struct state *s = state_new("", 0);
    struct updates u = {0};
    struct update *i = updates_add(&u, at("2023-01-01T00:00:00Z"),
                                   UPDATE_instrument, "BTC-USD", "test");

    i->of.instrument.type = INSTRUMENT_crypto;
    put(s, i);
    updates_done(&u);
    return s;
}

struct market {
    struct state *state;
    struct snapshot *now;
    struct range_data d;
};

static void look(struct market *m, const char *symbol, const char *when,
                 struct range_view v)
{
    struct freeze_info info = {.mode = RUN_REPLAY, .now_ms = at(when)};

    state_advance(m->state, info.now_ms);
    m->now = state_freeze(m->state, &info);
    assert_non_null(snapshot_find(m->now, symbol));
    range_read(snapshot_find(m->now, symbol), &v, &m->d);
}

static void market_done(struct market *m)
{
    range_done(&m->d);
    snapshot_free(m->now);
    state_free(m->state);
}

/* The bar at that place of the window starts then. */
static void check_place(const struct range_data *d, size_t i,
                        const char *start)
{
    assert_true(i < d->count);
    assert_int_equal(d->bars[d->lead + i].bar.start, at(start));
}

static size_t count_known(const struct range_data *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->count; i++)
        n += isfinite(d->samples[d->lead + i]) != 0;
    return n;
}

static void test_day_of_a_coin(void **state)
{
    struct market m = {.state = with_coin()};
    const double *v;

    (void)state;
    put_bars(m.state, "BTC-USD", BAR_5m, "2025-01-27T01:00:00Z",
             "2025-01-27T02:00:00Z", 100);
    put_bars(m.state, "BTC-USD", BAR_5m, "2025-01-27T04:00:00Z",
             "2025-01-27T05:00:00Z", 200);
    put_quote(m.state, "BTC-USD", "2025-01-27T07:02:00Z", 300);
    look(&m, "BTC-USD", "2025-01-27T07:03:00Z", (struct range_view){0});
    v = m.d.samples + m.d.lead;
    assert_int_equal(m.d.slots, 288);
    assert_int_equal(m.d.count, 7 * 12 + 1);
    check_place(&m.d, 0, "2025-01-27T00:00:00Z");
    assert_true(isnan(v[0]) && isnan(v[11]));
    assert_true(v[12] == 100 && v[23] == 111);
    assert_true(isnan(v[24]) && isnan(v[47]));
    check_place(&m.d, 48, "2025-01-27T04:00:00Z");
    assert_true(v[48] == 200 && v[59] == 211);
    assert_true(isnan(v[60]) && isnan(v[83]));
    assert_true(v[84] == 300); /* the price, at its own time */
    assert_int_equal(count_known(&m.d), 25);
    assert_true(m.d.session_starts[m.d.lead]);
    assert_false(m.d.session_starts[m.d.lead + 12]);
    assert_true(range_chart(&m.d).is_unbroken);
    market_done(&m);
}

/* Over midnight, and over a whole day without a bar. */
static void test_days_of_a_coin(void **state)
{
    struct market m = {.state = with_coin()};
    const double *v;

    (void)state;
    put_bars(m.state, "BTC-USD", BAR_1h, "2025-01-23T12:00:00Z",
             "2025-01-23T13:00:00Z", 10);
    put_bars(m.state, "BTC-USD", BAR_1h, "2025-01-24T22:00:00Z",
             "2025-01-25T02:00:00Z", 100);
    put_bars(m.state, "BTC-USD", BAR_1h, "2025-01-27T00:00:00Z",
             "2025-01-27T03:00:00Z", 200);
    put_quote(m.state, "BTC-USD", "2025-01-27T03:00:00Z", 202);
    look(&m, "BTC-USD", "2025-01-27T03:01:00Z",
         (struct range_view){.range = RANGE_5d});
    v = m.d.samples + m.d.lead;
    check_place(&m.d, 0, "2025-01-23T00:00:00Z");
    assert_true(v[12] == 10);
    assert_int_equal(m.d.count, 4 * 24 + 4);
    check_place(&m.d, 24 + 22, "2025-01-24T22:00:00Z");
    assert_true(v[24 + 22] == 100 && v[24 + 25] == 103);
    check_place(&m.d, 4 * 24, "2025-01-27T00:00:00Z");
    assert_true(v[4 * 24] == 200 && isnan(v[4 * 24 - 1]));
    assert_int_equal(m.d.mark_count, 5);
    market_done(&m);
}

static void test_months_of_a_coin(void **state)
{
    struct market m = {.state = with_coin()};
    const double *v;

    (void)state;
    put_bars(m.state, "BTC-USD", BAR_1d, "2024-11-01T00:00:00Z",
             "2025-01-20T00:00:00Z", 1);
    put_bars(m.state, "BTC-USD", BAR_1d, "2025-01-22T00:00:00Z",
             "2025-01-27T00:00:00Z", 500);
    put_quote(m.state, "BTC-USD", "2025-01-27T03:00:00Z", 600);
    look(&m, "BTC-USD", "2025-01-27T03:01:00Z",
         (struct range_view){.range = RANGE_1m});
    v = m.d.samples + m.d.lead;
    assert_int_equal(m.d.count, 30); /* days, not sessions of a stock */
    assert_true(v[29] == 600 && v[28] == 504 && v[24] == 500);
    assert_true(isnan(v[23]) && isnan(v[22]) && v[21] == 80);
    market_done(&m);
}

/* The weekend, at which nobody trades it, takes no room. */
static void test_currency(void **state)
{
    struct market m = {.state = with_coin()};
    const double *v;

    (void)state;
    put_bars(m.state, "EURUSD=X", BAR_1h, "2025-01-24T20:00:00Z",
             "2025-01-24T22:00:00Z", 1);
    put_bars(m.state, "EURUSD=X", BAR_1h, "2025-01-26T23:00:00Z",
             "2025-01-27T02:00:00Z", 10);
    put_quote(m.state, "EURUSD=X", "2025-01-27T02:00:00Z", 12);
    look(&m, "EURUSD=X", "2025-01-27T02:01:00Z",
         (struct range_view){.range = RANGE_5d});
    v = m.d.samples + m.d.lead;
    check_place(&m.d, 0, "2025-01-24T00:00:00Z");
    assert_true(isnan(v[19]) && v[20] == 1 && v[21] == 2);
    check_place(&m.d, 22, "2025-01-26T22:00:00Z");
    assert_true(isnan(v[22]) && v[23] == 10);
    market_done(&m);
}

/* A stock's hole is none on its axis of bars. */
static void test_stock(void **state)
{
    struct market m = {.state = with_coin()};

    (void)state;
    put_bars(m.state, "NVDA", BAR_5m, "2025-01-27T14:30:00Z",
             "2025-01-27T15:00:00Z", 100);
    put_bars(m.state, "NVDA", BAR_5m, "2025-01-27T16:00:00Z",
             "2025-01-27T16:30:00Z", 200);
    look(&m, "NVDA", "2025-01-27T16:31:00Z", (struct range_view){0});
    assert_int_equal(m.d.count, 12);
    assert_int_equal(count_known(&m.d), 12);
    assert_false(range_chart(&m.d).is_unbroken);
    market_done(&m);
}

/* What the window, the marks and the columns are of any range and place. */
static void test_windows(void **state)
{
    struct market m = {.state = with_coin()};
    const struct listing *l;

    (void)state;
    put_bars(m.state, "BTC-USD", BAR_5m, "2025-01-02T23:00:00Z",
             "2025-01-03T02:00:00Z", 1);
    put_bars(m.state, "BTC-USD", BAR_5m, "2025-01-26T20:00:00Z",
             "2025-01-27T02:00:00Z", 10);
    put_bars(m.state, "BTC-USD", BAR_1d, "2024-01-02T00:00:00Z",
             "2024-01-09T00:00:00Z", 10);
    look(&m, "BTC-USD", "2025-01-27T07:03:00Z", (struct range_view){0});
    l = snapshot_find(m.now, "BTC-USD");
    for (size_t i = 0; i < 4000; i++) {
        const struct range_view v = {.range = (enum range)(i % RANGE_COUNT),
                                     .lead = i % 300, .shown = i % 700,
                                     .back = i % 1100};
        struct range_data d;

        range_read(l, &v, &d);
        assert_true(d.lead + d.count <= d.bar_count);
        assert_true(d.bar_count == 0 || d.count > 0);
        for (size_t k = 1; k < d.bar_count; k++)
            assert_true(d.bars[k].bar.start > d.bars[k - 1].bar.start);
        range_done(&d);
    }
    market_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_day_of_a_coin),
        cmocka_unit_test(test_days_of_a_coin),
        cmocka_unit_test(test_months_of_a_coin),
        cmocka_unit_test(test_currency),
        cmocka_unit_test(test_stock),
        cmocka_unit_test(test_windows),
    };

    return cmocka_run_group_tests_name("ui/gaps", tests, NULL, NULL);
}
