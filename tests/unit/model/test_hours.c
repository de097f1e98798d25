/* SPDX-License-Identifier: MIT */
/* Tests of model/instrument and model/bar: the hours that a symbol keeps. */
#include "tapewatch/model/bar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/model/instrument.h"

static enum market_hours hours_of(const char *symbol,
                                  enum instrument_type type)
{
    struct instrument i = {.type = type};

    name_copy(i.symbol, sizeof i.symbol, symbol);
    return instrument_hours(&i);
}

static int64_t at(const char *text)
{
    int64_t ms = -1;

    assert_true(civil_parse_instant(text, &ms));
    return ms;
}

static void test_hours_of_instruments(void **state)
{
    (void)state;
    assert_int_equal(hours_of("NVDA", INSTRUMENT_equity), HOURS_US);
    assert_int_equal(hours_of("7203.T", INSTRUMENT_equity), HOURS_TOKYO);
    assert_int_equal(hours_of("7203.T", INSTRUMENT_unknown), HOURS_TOKYO);
    assert_int_equal(hours_of("^GDAXI", INSTRUMENT_index),
                     HOURS_CENTRAL_EUROPE);
    assert_int_equal(hours_of("^GSPC", INSTRUMENT_index), HOURS_US);
    assert_int_equal(hours_of("BTC-USD", INSTRUMENT_crypto), HOURS_ALWAYS);
    assert_int_equal(hours_of("EURUSD=X", INSTRUMENT_fx), HOURS_FX);
    assert_int_equal(hours_of("EURUSD=X", INSTRUMENT_unknown), HOURS_FX);
    assert_int_equal(hours_of("ES=F", INSTRUMENT_unknown), HOURS_CME);
    assert_int_equal(hours_of("GOLD", INSTRUMENT_future), HOURS_CME);
}

/* A day's bar is of the same date whichever way its source stamps it. */
static void test_dates_of_daily_bars(void **state)
{
    static const struct {
        enum market_hours hours;
        const char *start, *date;
    } rows[] = {
        {HOURS_LONDON, "2025-07-01T23:00Z", "2025-07-02"}, /* midnight */
        {HOURS_LONDON, "2025-07-02T07:00Z", "2025-07-02"}, /* open */
        {HOURS_LONDON, "2025-07-02T00:00Z", "2025-07-02"}, /* UTC */
        {HOURS_SYDNEY, "2025-01-27T13:00Z", "2025-01-28"},
        {HOURS_SYDNEY, "2025-01-27T23:00Z", "2025-01-28"},
        {HOURS_TOKYO, "2025-01-28T00:00Z", "2025-01-28"},
        {HOURS_CME, "2025-01-27T05:00Z", "2025-01-27"},
        {HOURS_CME, "2025-01-26T23:00Z", "2025-01-27"},
        {HOURS_FX, "2025-07-01T23:00Z", "2025-07-02"}, /* London's midnight */
        {HOURS_FX, "2025-07-02T00:00Z", "2025-07-02"},
        {HOURS_FX, "2025-01-26T22:00Z", "2025-01-27"},
        {HOURS_FX, "2025-07-06T21:00Z", "2025-07-07"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bar b = {.start = at(rows[i].start)};
        char date[11];

        civil_format_date(bar_date(rows[i].hours, BAR_1d, &b), date);
        assert_string_equal(date, rows[i].date);
    }
}

static void test_bars_over_lunch(void **state)
{
    struct bar b = {.start = at("2025-01-28T02:00Z")}; /* 11:00 in Tokyo */

    (void)state;
    assert_int_equal(bar_end(HOURS_TOKYO, BAR_1h, &b),
                     at("2025-01-28T02:30Z"));
    assert_int_equal(bar_session(HOURS_TOKYO, BAR_1h, &b), SESSION_REGULAR);
    b.start = at("2025-01-28T02:30Z");
    assert_int_equal(bar_session(HOURS_TOKYO, BAR_5m, &b), SESSION_REGULAR);
    b.start = at("2025-01-28T06:00Z");
    assert_int_equal(bar_end(HOURS_TOKYO, BAR_1h, &b),
                     at("2025-01-28T06:30Z"));
    b.start = at("2025-01-28T06:30Z");
    assert_int_equal(bar_session(HOURS_TOKYO, BAR_5m, &b), SESSION_CLOSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hours_of_instruments),
        cmocka_unit_test(test_dates_of_daily_bars),
        cmocka_unit_test(test_bars_over_lunch),
    };
    return cmocka_run_group_tests_name("model/hours", tests, NULL, NULL);
}
