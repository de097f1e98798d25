/* SPDX-License-Identifier: MIT */
/* Tests of base/civil and base/clock. */
#include "tapewatch/base/civil.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/clock.h"

static int64_t at(const char *text)
{
    int64_t ms = -1;
    if (!civil_parse_instant(text, &ms))
        fail_msg("not an instant: %s", text);
    return ms;
}

static void test_every_day(void **state)
{
    int32_t date = civil_date(1600, 1, 1);
    int weekday = 6; /* a Saturday */
    (void)state;
    for (int y = 1600; y < 2401; y++) {
        bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30,
                            31, 31, 30, 31, 30, 31};
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= days[m - 1]; d++, date++) {
                struct civil c = civil_utc(date * MS_PER_DAY + MS_PER_DAY - 1);
                assert_int_equal(civil_date(y, m, d), date);
                assert_true(c.year == y && c.month == m && c.day == d);
                assert_int_equal(c.weekday, weekday);
                assert_true(c.hour == 23 && c.milli == 999);
                weekday = (weekday + 1) % 7;
            }
    }
    assert_int_equal(civil_date(1970, 1, 1), 0);
    assert_int_equal(civil_date(2025, 1, 27), 20115);
}

static void test_extremes(void **state)
{
    char text[25], date[11];
    (void)state;
    civil_utc(INT64_MIN);
    civil_utc(INT64_MAX);
    civil_new_york(INT64_MIN);
    civil_new_york(INT64_MAX);
    civil_format_instant(INT64_MAX, text);
    assert_string_equal(text, "9999-12-31T23:59:59.999Z");
    civil_format_instant(INT64_MIN, text);
    assert_string_equal(text, "0000-01-01T00:00:00Z");
    civil_format_date(INT32_MAX, date);
    assert_string_equal(date, "9999-12-31");
    civil_format_date(NO_DATE, date);
    assert_string_equal(date, "");
    assert_int_equal(civil_date(2000000000, 1, 1), INT32_MAX);
    assert_true(civil_date(-2000000000, 1, 1) > NO_DATE);
}

static void test_new_york(void **state)
{
    (void)state;
    assert_int_equal(civil_new_york_offset_s(at("2025-03-09T06:59:59Z")), -18000);
    assert_int_equal(civil_new_york_offset_s(at("2025-03-09T07:00:00Z")), -14400);
    assert_int_equal(civil_new_york_offset_s(at("2025-11-02T05:59:59Z")), -14400);
    assert_int_equal(civil_new_york_offset_s(at("2025-11-02T06:00:00Z")), -18000);
    assert_int_equal(civil_new_york_offset_s(at("2024-03-10T07:00Z")), -14400);
    assert_int_equal(civil_new_york_offset_s(at("2028-11-05T05:59Z")), -14400);
    struct civil c = civil_new_york(at("2025-01-27T14:30:00Z"));
    assert_true(c.hour == 9 && c.minute == 30 && c.weekday == 1);
}

/* Instants at the ends of what a number holds give the last dates there are. */
static void test_far_dates(void **state)
{
    (void)state;
    assert_int_equal(civil_utc_date(INT64_MAX), INT32_MAX);
    assert_int_equal(civil_utc_date(INT64_MIN), NO_DATE + 1);
    assert_int_equal(civil_new_york_date(INT64_MAX), INT32_MAX);
    assert_int_equal(civil_new_york_date(INT64_MIN), NO_DATE + 1);
    assert_int_equal(civil_utc_date(-1), -1);
    assert_int_equal(civil_weekday(-4), 0);
}

static void test_from_new_york(void **state)
{
    int32_t spring = civil_date(2025, 3, 9), autumn = civil_date(2025, 11, 2);
    (void)state;
    assert_int_equal(civil_from_new_york(civil_date(2025, 1, 27), 9, 30),
                     at("2025-01-27T14:30Z"));
    assert_int_equal(civil_from_new_york(spring, 1, 59), at("2025-03-09T06:59Z"));
    /* 02:30 does not exist: 03:30 it is */
    assert_int_equal(civil_from_new_york(spring, 2, 30), at("2025-03-09T07:30Z"));
    assert_int_equal(civil_from_new_york(spring, 3, 0), at("2025-03-09T07:00Z"));
    /* 01:30 comes twice: the first */
    assert_int_equal(civil_from_new_york(autumn, 1, 30), at("2025-11-02T05:30Z"));
    assert_int_equal(civil_from_new_york(autumn, 2, 0), at("2025-11-02T07:00Z"));
    for (int64_t ms = at("2024-01-01T00:00Z"); ms < at("2029-01-01T00:00Z");
         ms += 37 * MS_PER_MINUTE) {
        struct civil w = civil_new_york(ms);
        int64_t back = civil_from_new_york(civil_date(w.year, w.month, w.day),
                                           w.hour, w.minute);
        assert_true(back == ms || back == ms - MS_PER_HOUR);
        assert_int_equal(civil_new_york_date(ms),
                         civil_date(w.year, w.month, w.day));
        assert_int_equal(civil_weekday(civil_new_york_date(ms)), w.weekday);
        struct civil u = civil_utc(ms);
        assert_int_equal(civil_utc_date(ms),
                         civil_date(u.year, u.month, u.day));
    }
}

static void test_parse_date(void **state)
{
    static const char *const bad[] = {
        "",           "2025-1-27",  "2025-01-27 ", "2025-13-01", "2025-00-10",
        "2025-02-29", "2100-02-29", "2025-04-31",  "2025/01/27", "+025-01-27",
        "2025-01-0a", "2025-01-00",
    };
    int32_t date = 5;
    char text[11];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(civil_parse_date(bad[i], strlen(bad[i]), &date));
    assert_int_equal(date, 5);
    assert_true(civil_parse_date("2024-02-29 and more", 10, &date));
    civil_format_date(date, text);
    assert_string_equal(text, "2024-02-29");
}

static void test_parse_instant(void **state)
{
    static const char *const bad[] = {
        "",
        "2025-01-27T",
        "2025-01-27T21:05:00",
        "2025-01-27T24:00:00Z",
        "2025-01-27T21:60Z",
        "2025-01-27T21:05:60Z",
        "2025-01-27T21:05:00Zx",
        "2025-01-27T21:05:00.Z",
        "2025-01-27T21:05:00+1:00",
        "2025-01-27T21:05:00+01:60",
        "2025-01-27x21:05:00Z",
        "2025-02-30",
        "2025-01-27 ",
    };
    int64_t ms = 7;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(civil_parse_instant(bad[i], &ms));
    assert_int_equal(ms, 7);
    assert_int_equal(at("2025-01-27T21:05:00Z"), INT64_C(1738011900000));
    assert_int_equal(at("2025-01-27 21:05Z"), INT64_C(1738011900000));
    assert_int_equal(at("2025-01-27T16:05:00-05:00"), INT64_C(1738011900000));
    assert_int_equal(at("2025-01-28T02:35:00.25+05:30"), INT64_C(1738011900250));
    assert_int_equal(at("2025-01-27T21:05:00.1239999Z"), INT64_C(1738011900123));
    assert_int_equal(at("2025-01-27"), at("2025-01-27T05:00Z"));
    assert_int_equal(at("2025-07-01"), at("2025-07-01T04:00Z"));
}

static void test_format_instant(void **state)
{
    char text[25];
    (void)state;
    civil_format_instant(INT64_C(1738011900000), text);
    assert_string_equal(text, "2025-01-27T21:05:00Z");
    civil_format_instant(INT64_C(1738011900007), text);
    assert_string_equal(text, "2025-01-27T21:05:00.007Z");
    civil_format_instant(-1, text);
    assert_string_equal(text, "1969-12-31T23:59:59.999Z");
}

static void test_clock(void **state)
{
    int64_t first = clock_monotonic_ms();
    (void)state;
    assert_true(clock_monotonic_ms() >= first);
    assert_true(clock_wall_ms() > at("2024-01-01"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_new_york),
        cmocka_unit_test(test_from_new_york),
        cmocka_unit_test(test_far_dates),
        cmocka_unit_test(test_parse_date),
        cmocka_unit_test(test_parse_instant),
        cmocka_unit_test(test_format_instant),
        cmocka_unit_test(test_clock),
    };
    return cmocka_run_group_tests_name("base/civil", tests, NULL, NULL);
}
