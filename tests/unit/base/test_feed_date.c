/* SPDX-License-Identifier: MIT */
/* Dates of feeds, in the forms that are out there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/civil.h"

static void check(const char *text, const char *instant)
{
    int64_t t = 0;
    char out[25];

    if (!civil_parse_feed_date(text, &t))
        fail_msg("not read: \"%s\"", text);
    civil_format_instant(t, out);
    assert_string_equal(out, instant);
}

static void refuses(const char *text)
{
    int64_t t = 7;

    if (civil_parse_feed_date(text, &t))
        fail_msg("read: \"%s\"", text);
    assert_int_equal(t, 7);
}

static void reads_rfc822(void **state)
{
    (void)state;
    check("Mon, 27 Jan 2025 14:30:00 GMT", "2025-01-27T14:30:00Z");
    check("27 Jan 2025 14:30:00 -0500", "2025-01-27T19:30:00Z");
    check("Mon, 27 Jan 25 14:30 EST", "2025-01-27T19:30:00Z");
    check("27 January 2025", "2025-01-27T00:00:00Z");
    check("Tue, 1 Jul 2025 9:05:07 EDT", "2025-07-01T13:05:07Z");
    check("  Mon,27 Jan, 2025 14:30:00 +01:30 ", "2025-01-27T13:00:00Z");
    check("Mon, 27 Jan 2025 14:30:00 +0000 (UTC)", "2025-01-27T14:30:00Z");
    check("Mon, 1 Sept 2025 00:00:00 Etc/GMT", "2025-09-01T00:00:00Z");
    check("27 Jan 1999 23:59:60 Z", "1999-01-28T00:00:00Z");
}

static void reads_the_older_forms(void **state)
{
    (void)state;
    check("Monday, 27-Jan-25 14:30:00 GMT", "2025-01-27T14:30:00Z");
    check("Mon Jan 27 14:30:00 2025", "2025-01-27T14:30:00Z");
    check("Mon Jan 27 14:30:00 -0500 2025", "2025-01-27T19:30:00Z");
}

static void reads_iso8601(void **state)
{
    int64_t t;

    (void)state;
    check("2025-01-27T14:30:00Z", "2025-01-27T14:30:00Z");
    check("2025-01-27T14:30:00+01:00", "2025-01-27T13:30:00Z");
    check("2025-01-27T14:30-0530", "2025-01-27T20:00:00Z");
    check("2025-01-27 14:30:00", "2025-01-27T14:30:00Z");
    check("2025-01-27", "2025-01-27T00:00:00Z");
    check("2025-01", "2025-01-01T00:00:00Z");
    check("20250127T143000Z", "2025-01-27T14:30:00Z");
    check("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z");
    assert_true(civil_parse_feed_date("1970-01-01T00:00:01.2345Z", &t));
    assert_int_equal(t, 1234);
}

static void refuses_the_rest(void **state)
{
    static const char *const bad[] = {
        "",
        "   ",
        "yesterday",
        "2025-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-01-27T24:00:00Z",
        "2025-01-27T14:60:00Z",
        "2025-01-27T14:30:61Z",
        "2025-01-27T14:30:00+24:00",
        "2025-01-27T14:30:00Zulu",
        "Mon, 32 Jan 2025 14:30:00 GMT",
        "Mon, 27 Foo 2025 14:30:00 GMT",
        "Mon, 27 Jan 2025 14:30:00 XYZ",
        "Mon, 27 Jan 2025 14:30:00 GMT GMT",
        "27 Jan 2025 14:30:00 15:30:00",
        "27 Jan Feb 2025",
        "Jan 2025",
        "27 Jan",
        "1:2:3:4 27 Jan 2025",
        "20250127",
        "27-Jan-2025-x 10:00",
        "--",
        "-",
        "+",
        "(",
        "\xd4\xf1\xe9, 29 \xcf\xfd\xed 2004 12:53:00 GMT",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refuses(bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rfc822),
        cmocka_unit_test(reads_the_older_forms),
        cmocka_unit_test(reads_iso8601),
        cmocka_unit_test(refuses_the_rest),
    };

    return cmocka_run_group_tests_name("feed_date", tests, NULL, NULL);
}
