/* SPDX-License-Identifier: MIT */
/* Tests of how prices look: in the money of the listing, and below each other
 * by their points. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/show.h"

static void check(enum instrument_type type, const char *currency, double v,
                  const char *wanted)
{
    struct instrument i = {.type = type};
    struct listing l = {.instrument = &i};
    char text[FORMAT_MAX];

    strcpy(i.currency, currency);
    show_price_text(&l, v, text);
    assert_string_equal(text, wanted);
}

static void test_money(void **state)
{
    (void)state;
    check(INSTRUMENT_equity, "USD", 118.42, "118.42");
    check(INSTRUMENT_equity, "USD", 0.725, "0.7250");
    check(INSTRUMENT_equity, "JPY", 2845, "2,845");
    check(INSTRUMENT_equity, "JPY", 2900.5, "2,900.5");
    check(INSTRUMENT_etf, "KRW", 71200, "71,200");
    check(INSTRUMENT_equity, "GBp", 72.5, "72.50");
    check(INSTRUMENT_equity, "", 72, "72.00");
    check(INSTRUMENT_index, "JPY", 39565.8, "39,565.80");
    check(INSTRUMENT_fx, "JPY", 155.4, "155.40");
    check(INSTRUMENT_fx, "USD", 1.04981, "1.0498");
    check(INSTRUMENT_fx, "USD", -0.00019, "-0.0002");
    check(INSTRUMENT_unknown, "JPY", 155, "155.00");
}

/* Where the point of the price stands; where it would, if it has none. */
static int point_of(const char *currency, double price, bool is_old,
                    int width)
{
    struct instrument i = {.type = INSTRUMENT_equity};
    struct listing l = {.instrument = &i, .is_stale = is_old};
    struct canvas c;
    int last = -1, found = -1;

    strcpy(i.currency, currency);
    QUOTE_SET(&l.quote, price, price);
    canvas_init(&c, 20, 1, true);
    show_last(&c, (struct place){2, 0, width}, &l);
    for (int x = 0; x < 20; x++) {
        char at = c.cells[x].text[0];

        found = at == '.' ? x : found;
        last = at >= '0' && at <= '9' ? x : last;
    }
    canvas_done(&c);
    return found >= 0 ? found : last + 1;
}

static void test_points_below_each_other(void **state)
{
    int at = point_of("USD", 118.42, false, 12);

    (void)state;
    assert_int_equal(point_of("USD", 7.1, false, 12), at);
    assert_int_equal(point_of("JPY", 2845, false, 12), at);
    assert_int_equal(point_of("JPY", 2900.5, false, 12), at);
    /* Where there is no room for that, figures come first. */
    assert_int_equal(point_of("JPY", 2845, false, 6), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_points_below_each_other),
    };

    return cmocka_run_group_tests_name("ui/prices", tests, NULL, NULL);
}
