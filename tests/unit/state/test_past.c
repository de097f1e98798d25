/* SPDX-License-Identifier: MIT */
/* A price of the past: by the bar that had ended by then, the finest one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"
#include "tapewatch/state/past.h"

static void put_bar(struct state *s, enum bar_span span, int64_t start,
                    double close)
{
    struct update u = make(start + bar_span_ms(span), UPDATE_bar, "NVDA");

    u.of.bar.span = span;
    u.of.bar.bar = (struct bar){.start = start, .close = close};
    state_apply(s, &u);
}

static struct state *market(void)
{
    struct state *s = state_new(NULL, 0);
    struct update q = make(at(MONDAY, 15, 0), UPDATE_quote, "NVDA");

    company(s, "NVDA", 1e9);
    put_bar(s, BAR_1d, at(FRIDAY, 9, 30), 142);
    put_bar(s, BAR_1h, at(MONDAY, 9, 30), 126);
    put_bar(s, BAR_5m, at(MONDAY, 8, 0), 130); /* before the opening */
    put_bar(s, BAR_5m, at(MONDAY, 10, 0), 125);
    put_bar(s, BAR_5m, at(MONDAY, 10, 5), 124);
    QUOTE_SET(&q.of.quote, price, 120);
    QUOTE_SET(&q.of.quote, as_of, q.t);
    state_apply(s, &q);
    return s;
}

static void price_at(int32_t date, int hour, int minute, double want)
{
    struct state *s = market();
    struct freeze_info info = {.now_ms = at(MONDAY, 15, 1)};
    struct snapshot *f = state_freeze(s, &info);
    int64_t ended = 0;
    double price = 0;

    assert_int_equal(past_price(snapshot_find(f, "NVDA"),
                                at(date, hour, minute), &price, &ended),
                     want > 0);
    assert_true(ended <= at(date, hour, minute));
    assert_float_equal(price, want, 1e-9);
    snapshot_free(f);
    state_free(s);
}

static void the_bar_that_had_ended(void **state)
{
    (void)state;
    price_at(FRIDAY, 15, 59, 0);   /* Friday's bar ends at 16:00 */
    price_at(FRIDAY, 16, 0, 142);
    price_at(MONDAY, 8, 4, 142);
    price_at(MONDAY, 9, 0, 130);   /* the one before the opening */
    price_at(MONDAY, 10, 4, 130);
    price_at(MONDAY, 10, 5, 125);
    price_at(MONDAY, 10, 29, 124);
    price_at(MONDAY, 10, 30, 126); /* the hour's end is nearer */
    price_at(FRIDAY + 9, 12, 0, 0); /* too long ago */
}

/* 0: not known. */
static void move_since(struct state *s, int64_t now, int64_t t, double want,
                       int64_t want_from)
{
    struct freeze_info info = {.now_ms = now};
    struct snapshot *f = state_freeze(s, &info);
    double pct = 0;
    int64_t from = 0;

    assert_int_equal(past_change(snapshot_find(f, "NVDA"), t, &pct, &from),
                     want != 0);
    assert_float_equal(pct, want, 1e-9);
    if (want != 0)
        assert_int_equal(from, want_from);
    snapshot_free(f);
}

static void the_move_since(void **state)
{
    struct state *s = market();
    int64_t now = at(MONDAY, 15, 1);

    (void)state;
    move_since(s, now, at(MONDAY, 10, 5), -4, at(MONDAY, 10, 5));
    move_since(s, now, at(MONDAY, 9, 0), (120 - 130) / 1.3,
               at(MONDAY, 8, 5));
    move_since(s, now, at(FRIDAY, 20, 0), (120 - 142) / 1.42,
               at(FRIDAY, 16, 0));
    move_since(s, now, at(MONDAY, 15, 0), 0, 0); /* no price since */
    state_free(s);
}

/* Published after the close: the close says nothing of it. */
static void the_move_after_the_close(void **state)
{
    struct state *s = market();
    struct update q = make(at(MONDAY, 17, 30), UPDATE_quote, "NVDA");

    (void)state;
    put_bar(s, BAR_5m, at(MONDAY, 16, 50), 119);
    move_since(s, at(MONDAY, 17, 0), at(MONDAY, 17, 0), 0, 0);
    QUOTE_SET(&q.of.quote, ext_price, 119 * 1.01);
    QUOTE_SET(&q.of.quote, ext_as_of, q.t);
    state_apply(s, &q);
    move_since(s, q.t, at(MONDAY, 17, 0), 1, at(MONDAY, 16, 55));
    move_since(s, q.t, q.t, 0, 0);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bar_that_had_ended),
        cmocka_unit_test(the_move_since),
        cmocka_unit_test(the_move_after_the_close),
    };
    return cmocka_run_group_tests_name("state/past", tests, NULL, NULL);
}
