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
    double price = 0;

    assert_int_equal(past_price(snapshot_find(f, "NVDA"),
                                at(date, hour, minute), &price), want > 0);
    assert_float_equal(price, want, 1e-9);
    snapshot_free(f);
    state_free(s);
}

static void the_bar_that_had_ended(void **state)
{
    (void)state;
    price_at(FRIDAY, 15, 59, 0);   /* Friday's bar ends at 16:00 */
    price_at(FRIDAY, 16, 0, 142);
    price_at(MONDAY, 9, 0, 142);   /* not the one before the opening */
    price_at(MONDAY, 10, 4, 142);
    price_at(MONDAY, 10, 5, 125);
    price_at(MONDAY, 10, 29, 124);
    price_at(MONDAY, 10, 30, 126); /* the hour's end is nearer */
    price_at(FRIDAY + 9, 12, 0, 0); /* too long ago */
}

static void the_move_since(void **state)
{
    struct state *s = market();
    struct freeze_info info = {.now_ms = at(MONDAY, 15, 1)};
    struct snapshot *f = state_freeze(s, &info);
    double pct = 0;

    (void)state;
    assert_true(past_change(snapshot_find(f, "NVDA"), at(MONDAY, 10, 5),
                            &pct));
    assert_float_equal(pct, -4, 1e-9);
    snapshot_free(f);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bar_that_had_ended),
        cmocka_unit_test(the_move_since),
    };
    return cmocka_run_group_tests_name("state/past", tests, NULL, NULL);
}
