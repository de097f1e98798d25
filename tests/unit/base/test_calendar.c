/* SPDX-License-Identifier: MIT */
/* Tests of base/calendar: sessions, holidays, half days. */
#include "tapewatch/base/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static const char *const closed[] = {
    "2024-01-01", "2024-01-15", "2024-02-19", "2024-03-29", "2024-05-27",
    "2024-06-19", "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25",
    "2025-01-01", "2025-01-09", "2025-01-20", "2025-02-17", "2025-04-18",
    "2025-05-26", "2025-06-19", "2025-07-04", "2025-09-01", "2025-11-27",
    "2025-12-25", "2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03",
    "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26",
    "2026-12-25", "2027-01-01", "2027-01-18", "2027-02-15", "2027-03-26",
    "2027-05-31", "2027-06-18", "2027-07-05", "2027-09-06", "2027-11-25",
    "2027-12-24", "2028-01-17", "2028-02-21", "2028-04-14", "2028-05-29",
    "2028-06-19", "2028-07-04", "2028-09-04", "2028-11-23", "2028-12-25",
};
static const char *const halves[] = {
    "2024-07-03", "2024-11-29", "2024-12-24", "2025-07-03",
    "2025-11-28", "2025-12-24", "2026-11-27", "2026-12-24",
    "2027-11-26", "2028-07-03", "2028-11-24",
};

static bool is_in(const char *const *list, size_t n, int32_t date)
{
    for (size_t i = 0; i < n; i++)
        if (day(list[i]) == date)
            return true;
    return false;
}

/* Every day of the five years is what the announcements say. */
static void test_five_years(void **state)
{
    (void)state;
    for (int32_t d = day("2024-01-01"); d < day("2029-01-01"); d++) {
        int weekday = civil_utc(d * MS_PER_DAY).weekday;
        bool is_closed = is_in(closed, sizeof closed / sizeof *closed, d);
        bool is_half = is_in(halves, sizeof halves / sizeof *halves, d);
        struct trading_day t;
        bool trades = calendar_day(HOURS_US, d, &t);
        assert_int_equal(trades, weekday > 0 && weekday < 6 && !is_closed);
        assert_int_equal(calendar_holiday(HOURS_US, d) != NULL, is_closed);
        assert_null(calendar_holiday(HOURS_ALWAYS, d));
        if (!trades)
            continue;
        assert_int_equal(t.is_half_day, is_half);
        assert_int_equal(t.open_ms - t.pre_ms, 330 * MS_PER_MINUTE);
        assert_int_equal(t.close_ms - t.open_ms,
                         (is_half ? 210 : 390) * MS_PER_MINUTE);
        assert_int_equal(t.post_end_ms - t.close_ms, 240 * MS_PER_MINUTE);
        assert_int_equal(t.end_ms - t.post_end_ms,
                         (is_half ? 7 : 4) * MS_PER_HOUR);
        assert_int_equal(calendar_date(HOURS_US, t.pre_ms), d);
        assert_int_equal(calendar_date(HOURS_US, t.end_ms - 1), d);
        assert_int_equal(calendar_date(HOURS_US, t.end_ms), d + 1);
    }
}

static void check_session(const char *when, enum session s)
{
    assert_int_equal(calendar_session(HOURS_US, at(when)), s);
}

static void test_sessions(void **state)
{
    (void)state;
    check_session("2025-01-27T08:59:59Z", SESSION_CLOSED);
    check_session("2025-01-27T09:00:00Z", SESSION_PRE);
    check_session("2025-01-27T14:29:59.999Z", SESSION_PRE);
    check_session("2025-01-27T14:30:00Z", SESSION_REGULAR);
    check_session("2025-01-27T20:59:59.999Z", SESSION_REGULAR);
    check_session("2025-01-27T21:00:00Z", SESSION_POST);
    check_session("2025-01-28T00:59:59Z", SESSION_POST);
    check_session("2025-01-28T01:00:00Z", SESSION_CLOSED);
    check_session("2025-01-25T16:00:00Z", SESSION_CLOSED); /* Saturday */
    check_session("2025-01-20T16:00:00Z", SESSION_CLOSED); /* holiday */
    check_session("2025-07-03T16:59:59Z", SESSION_REGULAR); /* half day */
    check_session("2025-07-03T17:00:00Z", SESSION_POST);
    check_session("2025-07-03T21:00:00Z", SESSION_CLOSED);
    assert_int_equal(calendar_session(HOURS_ALWAYS, at("2025-01-25T03:00Z")),
                     SESSION_REGULAR);
}

static void test_neighbours(void **state)
{
    (void)state;
    assert_int_equal(calendar_previous(HOURS_US, day("2025-01-27")),
                     day("2025-01-24"));
    assert_int_equal(calendar_previous(HOURS_US, day("2025-01-21")),
                     day("2025-01-17"));
    assert_int_equal(calendar_next(HOURS_US, day("2025-01-18")),
                     day("2025-01-21"));
    assert_int_equal(calendar_next(HOURS_US, day("2025-01-27")),
                     day("2025-01-27"));
    assert_int_equal(calendar_next(HOURS_US, day("2025-01-09")),
                     day("2025-01-10"));
    assert_int_equal(calendar_previous(HOURS_ALWAYS, day("2025-01-27")),
                     day("2025-01-26"));
    assert_int_equal(calendar_next(HOURS_ALWAYS, day("2025-01-26")),
                     day("2025-01-26"));
    assert_int_equal(calendar_next(HOURS_US, NO_DATE), NO_DATE);
    assert_int_equal(calendar_previous(HOURS_US, NO_DATE), NO_DATE);
}

static void test_outside_the_table(void **state)
{
    struct trading_day t;
    (void)state;
    assert_true(calendar_day(HOURS_US, day("2023-12-25"), &t)); /* Monday */
    assert_false(calendar_day(HOURS_US, day("2031-01-04"), &t)); /* Saturday */
}

static void test_always(void **state)
{
    struct trading_day t;
    (void)state;
    assert_true(calendar_day(HOURS_ALWAYS, day("2025-01-26"), &t));
    assert_int_equal(t.open_ms, at("2025-01-26T00:00Z"));
    assert_int_equal(t.close_ms, at("2025-01-27T00:00Z"));
    assert_int_equal(t.end_ms, t.close_ms);
    assert_int_equal(calendar_date(HOURS_ALWAYS, t.end_ms - 1), t.date);
    assert_int_equal(calendar_date(HOURS_US, at("2025-01-27T04:59Z")),
                     day("2025-01-26"));
}

static void test_names(void **state)
{
    enum session s;
    (void)state;
    for (int i = SESSION_PRE; i <= SESSION_CLOSED; i++) {
        assert_true(session_from_name(session_name((enum session)i), &s));
        assert_int_equal(s, i);
    }
    assert_string_equal(session_name(SESSION_UNKNOWN), "");
    assert_false(session_from_name("", &s));
    assert_false(session_from_name("Pre", &s));
    assert_string_equal(session_name(SESSION_POST), "post");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_five_years),
        cmocka_unit_test(test_sessions),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_outside_the_table),
        cmocka_unit_test(test_always),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests_name("base/calendar", tests, NULL, NULL);
}
