/* SPDX-License-Identifier: MIT */
/* The event screen: its curve with numbered moments, headlines parted at the
 * first trigger, what stands beside it, and its two lines for the clipboard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "../../../src/ui/stack.h"
#include "../state/support.h"

static void put_headline(struct state *s, const char *id, int64_t t,
                         const char *title)
{
    struct update u = make(t, UPDATE_headline, "");

    u.of.headline.id = id;
    u.of.headline.title = title;
    u.of.headline.publisher = "Test";
    u.of.headline.published = u.of.headline.seen = t;
    u.of.headline.symbol_count = 1;
    name_copy(u.of.headline.symbols[0], SYMBOL_MAX, "NVDA");
    state_apply(s, &u);
}

static void put_price(struct state *s, int hour, int minute, double price)
{
    int64_t t = at(MONDAY, hour, minute);
    struct update q = make(t, UPDATE_quote, "NVDA");
    struct update b = bar_of("NVDA", BAR_5m, t - 300000, t,
                             (struct ohlcv){price, price, price, price, 10});

    state_advance(s, t);
    state_apply(s, &b);
    QUOTE_SET(&q.of.quote, price, price);
    QUOTE_SET(&q.of.quote, prev_close, 100.0);
    q.of.quote.as_of = t;
    q.of.quote.known |= 1u << QUOTE_BIT_as_of;
    q.of.quote.session = SESSION_REGULAR;
    state_apply(s, &q);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct freeze_info info = {.now_ms = at(MONDAY, 12, 0)};

    if (!f || config_load_text("", 0, &f->config) != ERR_OK)
        return -1;
    f->state = state_new("", 0);
    add_shipped_rules(f->state);
    company(f->state, "NVDA", 1e10);
    old_daily(f->state, "NVDA", FRIDAY, at(MONDAY, 4, 0),
              (struct ohlcv){100, 100, 100, 100, 1000});
    put_headline(f->state, "one", at(MONDAY, 8, 0), "Said before the fall");
    put_price(f->state, 9, 35, 99);
    put_price(f->state, 10, 5, 94); /* -60 billion: the first trigger */
    put_headline(f->state, "two", at(MONDAY, 10, 30), "Said after the fall");
    put_price(f->state, 11, 30, 85); /* worse */
    put_price(f->state, 11, 55, 90);
    f->now = state_freeze(f->state, &info);
    f->ui = ui_new(f->config, NULL);
    canvas_init(&f->canvas, 160, 50, false);
    ui_draw(f->ui, f->now, info.now_ms, 0, &f->canvas);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    fixture_done(f);
    free(f);
    return 0;
}

static void type(struct fixture *f, const char *keys)
{
    for (; *keys; keys++) {
        ui_key(f->ui, key_typed(*keys), f->now, 0, &f->out);
        ui_draw(f->ui, f->now, f->now->now_ms, 0, &f->canvas);
    }
}

static const char *open_event = "ge/value-drop\n\n";

static int row_of(struct fixture *f, const char *text)
{
    for (int y = 0; y < f->canvas.height; y++) {
        char line[1000] = "";

        for (int x = 0; x < f->canvas.width; x++) {
            const char *cell = f->canvas.cells[y * f->canvas.width + x].text;

            strncat(line, cell[0] ? cell : " ", sizeof(line) - 13 -
                                                    strlen(line));
        }
        if (strstr(line, text))
            return y;
    }
    return -1;
}

static void test_moments_are_numbered(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    assert_true(row_of(f, "①10:05") > 0);        /* on the curve */
    assert_true(row_of(f, "① first trigger") > 0); /* in the timeline */
    assert_true(row_of(f, "worst -150.0B at 11:30") > 0);
    f->canvas.is_ascii = true;
    type(f, "1");
    assert_true(row_of(f, "(1)10:05") > 0);
    assert_true(row_of(f, "(1) first trigger") > 0);
    assert_int_equal(row_of(f, "①"), -1);
}

static void test_other_spans(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    assert_true(row_of(f, "[today] 5D 1M") > 0);
    type(f, "]");
    assert_true(row_of(f, "today [5D] 1M") > 0);
    type(f, "]]]");
    assert_true(row_of(f, "today 5D [1M]") > 0);
    type(f, "[[[[");
    assert_true(row_of(f, "[today] 5D 1M") > 0);
}

static void test_headlines_are_parted(void **state)
{
    struct fixture *f = *state;
    int before, divider, after;

    type(f, open_event);
    before = row_of(f, "Said before the fall");
    divider = row_of(f, "10:05 first trigger ");
    after = row_of(f, "Said after the fall");
    assert_true(before > 0);
    assert_int_equal(divider, before + 1);
    assert_int_equal(after, before + 2);
    type(f, "5j\n"); /* the divider opens nothing */
    assert_string_equal(stack_top(f->ui)->screen->name, "event");
    type(f, "j\n");
    assert_string_equal(stack_top(f->ui)->screen->name, "reader");
}

static void test_two_lines_to_copy(void **state)
{
    static const char want[] =
        "NVDA lost $100.0B of market value - its own largest one-day loss "
        "on record\n"
        "2025-01-27  90.00 -10.00%  worst -150.0B at 11:30 ET  value-drop"
        "  CAP 1.000T -> 900.0B  shares 10.00B of 2024-11-15";
    struct fixture *f = *state;

    type(f, open_event);
    type(f, "y");
    assert_non_null(f->out.copy);
    assert_string_equal(f->out.copy, want);
    type(f, "5y"); /* on a headline: that */
    assert_non_null(strstr(f->out.copy, "Said before the fall"));
}

static void test_context(void **state)
{
    struct fixture *f = *state;

    type(f, open_event);
    type(f, "6");
    assert_true(row_of(f, "After falls of 5.0% or more in a day (n=0") > 0);
    type(f, "z");
    assert_true(row_of(f, "change of value = (last - previous close) x "
                          "shares; 10.00B of 2024-11-15") > 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_moments_are_numbered), TEST(test_other_spans),
        TEST(test_headlines_are_parted), TEST(test_two_lines_to_copy),
        TEST(test_context),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
