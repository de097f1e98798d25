/* SPDX-License-Identifier: MIT */
/* Tests of base/calendar: exchanges outside the US, and clock changes. */
#include "tapewatch/base/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/civil.h"

static int32_t day(const char *text)
{
    int32_t date = NO_DATE;

    assert_true(civil_parse_date(text, strlen(text), &date));
    return date;
}

static int64_t at(const char *text)
{
    int64_t ms = -1;

    assert_true(civil_parse_instant(text, &ms));
    return ms;
}

/* What an exchange does on a date: checks all that the calendar says. */
static void check_day(enum market_hours hours, const char *date,
                      const char *open, const char *close)
{
    struct trading_day d;

    assert_true(calendar_day(hours, day(date), &d));
    assert_int_equal(d.date, day(date));
    assert_int_equal(d.open_ms, at(open));
    assert_int_equal(d.close_ms, at(close));
    assert_true(d.pre_ms == d.open_ms && d.post_end_ms == d.close_ms);
    assert_int_equal(calendar_session(hours, d.open_ms - 1), SESSION_CLOSED);
    assert_int_equal(calendar_session(hours, d.open_ms), SESSION_REGULAR);
    assert_int_equal(calendar_session(hours, d.close_ms - 1),
                     SESSION_REGULAR);
    assert_int_equal(calendar_session(hours, d.close_ms), SESSION_CLOSED);
    assert_int_equal(calendar_date(hours, d.open_ms), d.date);
    assert_int_equal(calendar_date(hours, d.close_ms), d.date);
    assert_int_equal(calendar_date(hours, d.end_ms - 1), d.date);
    assert_int_equal(calendar_date(hours, d.end_ms), d.date + 1);
    assert_int_equal(calendar_date_starts(hours, d.date + 1), d.end_ms);
}

/* Each rule, on the days around both changes of a year. */
static void test_clock_changes(void **state)
{
    (void)state;
    check_day(HOURS_TORONTO, "2025-03-07", "2025-03-07T14:30Z",
              "2025-03-07T21:00Z");
    check_day(HOURS_TORONTO, "2025-03-10", "2025-03-10T13:30Z",
              "2025-03-10T20:00Z");
    check_day(HOURS_TORONTO, "2025-10-31", "2025-10-31T13:30Z",
              "2025-10-31T20:00Z");
    check_day(HOURS_TORONTO, "2025-11-03", "2025-11-03T14:30Z",
              "2025-11-03T21:00Z");
    check_day(HOURS_LONDON, "2025-03-28", "2025-03-28T08:00Z",
              "2025-03-28T16:35Z");
    check_day(HOURS_LONDON, "2025-03-31", "2025-03-31T07:00Z",
              "2025-03-31T15:35Z");
    check_day(HOURS_LONDON, "2025-10-24", "2025-10-24T07:00Z",
              "2025-10-24T15:35Z");
    check_day(HOURS_LONDON, "2025-10-27", "2025-10-27T08:00Z",
              "2025-10-27T16:35Z");
    check_day(HOURS_HELSINKI, "2026-03-27", "2026-03-27T08:00Z",
              "2026-03-27T16:30Z");
    check_day(HOURS_HELSINKI, "2026-03-30", "2026-03-30T07:00Z",
              "2026-03-30T15:30Z");
    check_day(HOURS_SYDNEY, "2025-04-04", "2025-04-03T23:00Z",
              "2025-04-04T05:12Z");
    check_day(HOURS_SYDNEY, "2025-04-07", "2025-04-07T00:00Z",
              "2025-04-07T06:12Z");
    check_day(HOURS_SYDNEY, "2025-10-03", "2025-10-03T00:00Z",
              "2025-10-03T06:12Z");
    check_day(HOURS_SYDNEY, "2025-10-06", "2025-10-05T23:00Z",
              "2025-10-06T05:12Z");
    check_day(HOURS_NEW_ZEALAND, "2025-04-04", "2025-04-03T21:00Z",
              "2025-04-04T03:45Z");
    check_day(HOURS_NEW_ZEALAND, "2025-04-07", "2025-04-06T22:00Z",
              "2025-04-07T04:45Z");
    check_day(HOURS_NEW_ZEALAND, "2025-09-26", "2025-09-25T22:00Z",
              "2025-09-26T04:45Z");
    check_day(HOURS_NEW_ZEALAND, "2025-09-29", "2025-09-28T21:00Z",
              "2025-09-29T03:45Z");
    check_day(HOURS_JOHANNESBURG, "2025-07-01", "2025-07-01T07:00Z",
              "2025-07-01T15:00Z");
    check_day(HOURS_INDIA, "2025-12-01", "2025-12-01T03:45Z",
              "2025-12-01T10:00Z");
}

/* The minute of the change itself, at midnight's side of it. */
static void test_dates_at_the_change(void **state)
{
    (void)state;
    /* London puts its clock forward at 01:00Z and back at 01:00Z */
    assert_int_equal(calendar_date(HOURS_LONDON, at("2025-03-30T22:59Z")),
                     day("2025-03-30"));
    assert_int_equal(calendar_date(HOURS_LONDON, at("2025-03-30T23:00Z")),
                     day("2025-03-31"));
    assert_int_equal(calendar_date(HOURS_LONDON, at("2025-10-26T23:30Z")),
                     day("2025-10-26"));
    assert_int_equal(calendar_date(HOURS_LONDON, at("2025-10-25T23:30Z")),
                     day("2025-10-26"));
    assert_int_equal(calendar_date(HOURS_SYDNEY, at("2025-10-05T12:59Z")),
                     day("2025-10-05"));
    assert_int_equal(calendar_date(HOURS_SYDNEY, at("2025-10-05T13:00Z")),
                     day("2025-10-06"));
    assert_int_equal(calendar_date_starts(HOURS_SYDNEY, day("2025-10-05")),
                     at("2025-10-04T14:00Z"));
    assert_int_equal(calendar_date_starts(HOURS_SYDNEY, day("2025-10-06")),
                     at("2025-10-05T13:00Z"));
    assert_int_equal(calendar_date_starts(HOURS_LONDON, day("2025-03-30")),
                     at("2025-03-30T00:00Z"));
    assert_int_equal(calendar_date_starts(HOURS_LONDON, day("2025-03-31")),
                     at("2025-03-30T23:00Z"));
}

/* Toronto's clock is New York's: two ways to the same date. */
static void test_us_rule_is_the_us_rule(void **state)
{
    (void)state;
    for (int64_t t = at("2019-12-30T00:10Z"); t < at("2031-01-03T00:00Z");
         t += 25 * MS_PER_MINUTE + 7)
        assert_int_equal(calendar_date(HOURS_TORONTO, t),
                         calendar_date(HOURS_US, t));
}

static void test_lunch(void **state)
{
    enum market_hours tokyo = HOURS_TOKYO, hong_kong = HOURS_HONG_KONG;

    (void)state;
    check_day(tokyo, "2025-01-28", "2025-01-28T00:00Z", "2025-01-28T06:30Z");
    assert_int_equal(calendar_session(tokyo, at("2025-01-28T02:29:59Z")),
                     SESSION_REGULAR);
    assert_int_equal(calendar_session(tokyo, at("2025-01-28T02:30Z")),
                     SESSION_CLOSED);
    assert_int_equal(calendar_session(tokyo, at("2025-01-28T03:29:59Z")),
                     SESSION_CLOSED);
    assert_int_equal(calendar_session(tokyo, at("2025-01-28T03:30Z")),
                     SESSION_REGULAR);
    check_day(hong_kong, "2025-01-28", "2025-01-28T01:30Z",
              "2025-01-28T08:10Z");
    assert_int_equal(calendar_session(hong_kong, at("2025-01-28T04:00Z")),
                     SESSION_CLOSED);
    assert_int_equal(calendar_session(hong_kong, at("2025-01-28T05:00Z")),
                     SESSION_REGULAR);
}

static void test_weekdays(void **state)
{
    struct trading_day d;

    (void)state;
    for (int hours = HOURS_FX; hours < HOURS_COUNT; hours++) {
        enum market_hours h = (enum market_hours)hours;
        bool is_sunday = h == HOURS_RIYADH;

        assert_int_equal(calendar_day(h, day("2025-01-26"), &d), is_sunday);
        assert_int_equal(calendar_day(h, day("2025-01-31"), &d), !is_sunday);
        assert_false(calendar_day(h, day("2025-02-01"), &d));
        assert_true(calendar_day(h, day("2025-01-29"), &d));
        assert_true(d.pre_ms <= d.open_ms && d.open_ms < d.close_ms);
        assert_true(d.lunch_ms <= d.lunch_end_ms);
        assert_true(d.post_end_ms <= d.end_ms);
        assert_int_equal(calendar_is_known(h, d.date), h == HOURS_FX);
        assert_null(calendar_holiday(h, day("2025-12-25")));
    }
    assert_int_equal(calendar_previous(HOURS_TOKYO, day("2025-01-27")),
                     day("2025-01-24"));
    assert_int_equal(calendar_next(HOURS_RIYADH, day("2025-01-31")),
                     day("2025-02-02"));
}

/* Futures: Sunday evening is of Monday's day. */
static void test_futures(void **state)
{
    (void)state;
    check_day(HOURS_CME, "2025-01-27", "2025-01-26T23:00Z",
              "2025-01-27T22:00Z");
    check_day(HOURS_CME, "2025-07-01", "2025-06-30T22:00Z",
              "2025-07-01T21:00Z");
    /* the weekend when clocks change */
    check_day(HOURS_CME, "2025-03-10", "2025-03-09T22:00Z",
              "2025-03-10T21:00Z");
    assert_int_equal(calendar_session(HOURS_CME, at("2025-01-31T22:30Z")),
                     SESSION_CLOSED);
    assert_int_equal(calendar_session(HOURS_CME, at("2025-02-01T12:00Z")),
                     SESSION_CLOSED);
}

static void test_currencies(void **state)
{
    struct trading_day d;

    (void)state;
    assert_int_equal(calendar_session(HOURS_FX, at("2025-01-26T21:59Z")),
                     SESSION_CLOSED);
    assert_int_equal(calendar_date(HOURS_FX, at("2025-01-26T21:59Z")),
                     day("2025-01-26"));
    assert_int_equal(calendar_session(HOURS_FX, at("2025-01-26T22:00Z")),
                     SESSION_REGULAR);
    assert_int_equal(calendar_date(HOURS_FX, at("2025-01-26T22:00Z")),
                     day("2025-01-27"));
    assert_int_equal(calendar_date(HOURS_FX, at("2025-01-27T23:59Z")),
                     day("2025-01-27"));
    assert_int_equal(calendar_session(HOURS_FX, at("2025-01-28T00:00Z")),
                     SESSION_REGULAR);
    assert_int_equal(calendar_session(HOURS_FX, at("2025-01-31T21:59:59Z")),
                     SESSION_REGULAR);
    assert_int_equal(calendar_session(HOURS_FX, at("2025-01-31T22:00Z")),
                     SESSION_CLOSED);
    assert_int_equal(calendar_session(HOURS_FX, at("2025-07-04T21:00Z")),
                     SESSION_CLOSED);
    assert_int_equal(calendar_previous(HOURS_FX, day("2025-01-27")),
                     day("2025-01-24"));
    assert_true(calendar_day(HOURS_FX, day("2025-01-28"), &d));
    assert_int_equal(d.open_ms, at("2025-01-28T00:00Z"));
    assert_int_equal(d.close_ms, at("2025-01-29T00:00Z"));
}

static void check_symbol(const char *symbol, enum market_hours hours)
{
    enum market_hours found = HOURS_US;

    assert_int_equal(calendar_hours_of_symbol(symbol, &found),
                     hours != HOURS_US);
    assert_int_equal(found, hours);
}

static void test_symbols(void **state)
{
    (void)state;
    check_symbol("7203.T", HOURS_TOKYO);
    check_symbol("BP.L", HOURS_LONDON);
    check_symbol("SAP.DE", HOURS_CENTRAL_EUROPE);
    check_symbol("0700.HK", HOURS_HONG_KONG);
    check_symbol("FTSEMIB.MI", HOURS_CENTRAL_EUROPE);
    check_symbol("BRK.B.TO", HOURS_TORONTO);
    check_symbol("^N225", HOURS_TOKYO);
    check_symbol("^GSPTSE", HOURS_TORONTO);
    check_symbol("CL=F", HOURS_CME);
    check_symbol("EURUSD=X", HOURS_FX);
    check_symbol("NVDA", HOURS_US);
    check_symbol("BRK-B", HOURS_US);
    check_symbol("BRK.B", HOURS_US);
    check_symbol("^GSPC", HOURS_US);
    check_symbol("AA.", HOURS_US);
    check_symbol("", HOURS_US);
    check_symbol("AA=F=", HOURS_US);
}

/* Times far away are no reason to overflow. */
static void test_far_away(void **state)
{
    static const int64_t times[] = {INT64_MIN, INT64_MIN / 2, -1, 0,
                                    INT64_MAX / 2, INT64_MAX};

    (void)state;
    for (int hours = HOURS_FX + 1; hours < HOURS_COUNT; hours++)
        for (size_t i = 0; i < sizeof times / sizeof *times; i++)
            assert_true(calendar_session((enum market_hours)hours,
                                         times[i]) >= SESSION_PRE);
    assert_true(calendar_date_starts(HOURS_SYDNEY, INT32_MAX) > 0);
    assert_true(calendar_date_starts(HOURS_LONDON, NO_DATE) < 0);
}

/* Sessions of New York 2010-2023, made by somebody else's rules; of those
 * years our table has no holidays, so only trading days are compared. */
static void test_other_table(void **state)
{
    const char *folder = getenv("TAPEWATCH_SAMPLES");
    char path[512], row[256];
    int rows = 0, early = 0;
    FILE *f;

    (void)state;
    snprintf(path, sizeof path, "%.400s/calendar-xnys-2010-2023.csv",
             folder ? folder : "../shared/samples");
    f = fopen(path, "r");
    if (!f)
        skip();
    assert_non_null(fgets(row, sizeof row, f));
    while (fgets(row, sizeof row, f)) {
        char open[32], close[32];
        struct trading_day d;

        assert_int_equal(sscanf(row, "%*10s%*[^,],%31[^,],%31[^,]", open,
                                close), 2);
        row[10] = '\0';
        assert_true(calendar_day(HOURS_US, day(row), &d));
        assert_false(calendar_is_known(HOURS_US, day(row)));
        assert_int_equal(d.open_ms, at(open));
        early += d.close_ms == at(close) + 3 * MS_PER_HOUR;
        assert_true(d.close_ms == at(close) ||
                    d.close_ms == at(close) + 3 * MS_PER_HOUR);
        rows++;
    }
    (void)fclose(f);
    assert_int_equal(rows, 3281);
    assert_int_equal(early, 26);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock_changes),
        cmocka_unit_test(test_dates_at_the_change),
        cmocka_unit_test(test_us_rule_is_the_us_rule),
        cmocka_unit_test(test_lunch),
        cmocka_unit_test(test_weekdays),
        cmocka_unit_test(test_futures),
        cmocka_unit_test(test_currencies),
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_far_away),
        cmocka_unit_test(test_other_table),
    };
    return cmocka_run_group_tests_name("base/exchanges", tests, NULL, NULL);
}
