/* SPDX-License-Identifier: MIT */
/* Tests of how times and dates look on screens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/chrome.h"
#include "../../../src/ui/show.h"
#include "tapewatch/base/civil.h"

static int64_t at(const char *text)
{
    int64_t t = 0;

    assert_true(civil_parse_instant(text, &t));
    return t;
}

static void check(const char *t, const char *expected)
{
    char text[16];

    show_time_text(at(t), at("2025-01-27T21:05:00Z"), text);
    assert_string_equal(text, expected);
}

static void test_forms(void **state)
{
    char text[16];

    (void)state;
    check("2025-01-27T21:00:00Z", "16:00");
    check("2025-01-27T14:05:00Z", "09:05");
    check("2025-01-27T04:59:00Z", "Sun");
    check("2025-01-21T15:00:00Z", "Tue");
    check("2025-01-20T23:00:00Z", "Jan 20");
    check("2025-01-03T15:00:00Z", "Jan 3");
    check("2024-09-03T15:00:00Z", "Sep 3");
    check("2025-01-28T15:00:00Z", "Jan 28"); /* is to come */
    show_month_text((int32_t)(at("2024-12-31T00:00:00Z") / MS_PER_DAY), text);
    assert_string_equal(text, "Dec'24"); /* no day of December */
    show_day_text(at("2025-01-27T15:00:00Z"), text);
    assert_string_equal(text, "Mon 27");
}

/* A date is what has no room in the usual column, and nothing else is. */
static void test_dated(void **state)
{
    int64_t now = at("2025-01-27T21:05:00Z");

    (void)state;
    for (int hour = -24 * 10; hour < 24 * 20; hour++) {
        int64_t t = now - hour * MS_PER_HOUR;
        char text[16];

        show_time_text(t, now, text);
        assert_int_equal(show_is_dated(t, now), strchr(text, ' ') != NULL);
        assert_true(strlen(text) <= (show_is_dated(t, now) ? SHOW_DATED_CELLS
                                                           : SHOW_TIME_CELLS));
    }
}

/* Texts end where the column ends; the caller learns how much it grew. */
static void test_column(void **state)
{
    int64_t now = at("2025-01-27T21:05:00Z");
    struct canvas c;

    (void)state;
    canvas_init(&c, 10, 1, true);
    assert_int_equal(show_time(&c, (struct place){1, 0, SHOW_DATED_CELLS},
                               ROLE_dim, now, now), 1);
    assert_string_equal(c.cells[2].text, "1");
    assert_string_equal(c.cells[6].text, "5");
    assert_int_equal(show_time(&c, (struct place){1, 0, SHOW_TIME_CELLS},
                               ROLE_dim, now - MS_PER_DAY, now), 0);
    assert_string_equal(c.cells[3].text, "S");
    assert_string_equal(c.cells[5].text, "n");
    canvas_done(&c);
}

static void check_top(const struct chrome_words *words, int width,
                      const char *wanted, int at_x)
{
    struct strbuf text = {0};
    struct canvas c;

    canvas_init(&c, width, 1, true);
    assert_int_equal(chrome_top(&c, words, at("2025-01-27T21:05:00Z")), at_x);
    canvas_dump(&c, &text);
    text.text[strcspn(text.text, "\n")] = '\0';
    assert_string_equal(text.text, wanted);
    strbuf_done(&text);
    canvas_done(&c);
}

/* The user's time stands behind that of the exchange, unless it is the same. */
static void test_zones(void **state)
{
    struct chrome_words words = {.crumbs = "tapewatch > Dash", .banner = "",
                                 .zone = {3600, "CET"}};

    (void)state;
    check_top(&words, 100, " tapewatch > Dash                         NYSE "
              "CLOSED  AFTER-HOURS to 20:00  16:05:00 ET  22:05 CET", 1);
    words.zone = (struct clock_zone){-18000, "EST"};
    check_top(&words, 100, " tapewatch > Dash                              "
              "      NYSE CLOSED  AFTER-HOURS to 20:00  16:05:00 ET", 1);
    words.zone = (struct clock_zone){20700, "+0545"};
    check_top(&words, 100, " tapewatch > Dash                       NYSE "
              "CLOSED  AFTER-HOURS to 20:00  16:05:00 ET  02:50 +0545", 1);
    check_top(&words, 80, " tapewatch > Dash                              "
              "          CLOSED AH  16:05:00 ET", 1);
}

/* The middle gives way; the ends of crumbs stand where clicks find them. */
static void test_crumbs(void **state)
{
    const char *crumbs =
        "tapewatch > Dash > Events > NVDA -592.7B > AVGO > Settings";
    struct chrome_words words = {.crumbs = crumbs, .banner = "",
                                 .is_calm = true};

    (void)state;
    check_top(&words, 80, " tapewatch > ~ > Events > NVDA -592.7B > AVGO > "
              "Settings    CLOSED AH  16:05 ET",
              1 - (int)(strlen("tapewatch > Dash") -
                        strlen("tapewatch > ~")));
    check_top(&words, 44, " tapewatch > ~ > AVGO > Settings   16:05 ET",
              1 - (int)(strlen("tapewatch > Dash > Events > NVDA -592.7B") -
                        strlen("tapewatch > ~")));
    words.crumbs = "tapewatch > Dash > Companies";
    check_top(&words, 30, " ~ Dash > Companies  16:05 ET",
              2 - (int)strlen("tapewatch >"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_dated),
        cmocka_unit_test(test_column),
        cmocka_unit_test(test_zones),
        cmocka_unit_test(test_crumbs),
    };

    return cmocka_run_group_tests_name("ui/times", tests, NULL, NULL);
}
