/* SPDX-License-Identifier: MIT */
/* Who of the sources answers: asked and not asked, and the sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/model/health.h"

#define FAILED(name, why) \
    {.source = name, .state = SOURCE_backoff, .is_in_use = true, \
     .last_try = 5, .errors_in_row = 2, .tries = {{.t = 5, .words = why}}}

static void test_all_that_were_asked_failed(void **state)
{
    struct health items[] = {
        FAILED("a", "timed out"), FAILED("b", "host not found"),
        FAILED("c", "host not found"),
        {.source = "d", .state = SOURCE_idle},
        {.source = "e", .state = SOURCE_off, .lacks_contact = true}};
    const struct health_list list = {.count = 5, .items = items};
    struct answers a = health_answers(&list);
    char text[120];

    (void)state;
    assert_int_equal(a.asked, 3);
    assert_int_equal(a.good, 0);
    assert_int_equal(a.not_asked, 1);
    assert_true(health_silence(&list, text, sizeof(text)));
    assert_string_equal(text, "no source answers: host not found; check the "
                              "network or proxy");
    items[3].state = SOURCE_loading; /* its first answer may come */
    assert_false(health_silence(&list, text, sizeof(text)));
    assert_string_equal(text, "");
}

static void test_one_that_answers_is_enough(void **state)
{
    struct health items[] = {
        FAILED("a", "timed out"),
        {.source = "b", .state = SOURCE_idle, .last_try = 4, .last_good = 4}};
    struct health_list list = {.count = 2, .items = items};

    (void)state;
    assert_int_equal(health_answers(&list).good, 1);
    assert_false(health_is_silent(&list));
    items[1].errors_in_row = 1; /* it did, but no more */
    assert_true(health_is_silent(&list));
    list.count = 0;
    assert_false(health_is_silent(&list)); /* none was asked */
    assert_false(health_is_silent(NULL));
}

static void test_who_wants_an_address(void **state)
{
    struct health items[] = {
        FAILED("a", "timed out"),
        {.source = "sec", .kind = "facts", .state = SOURCE_off,
         .lacks_contact = true, .why_off = "needs a contact address"}};
    const struct health_list list = {.count = 2, .items = items};

    (void)state;
    assert_string_equal(health_why_off(&list, "facts"),
                        "SEC wants an address: contact = you@example.com");
    assert_null(health_why_off(&list, "news"));
    items[1].lacks_contact = false;
    assert_string_equal(health_why_off(&list, "facts"),
                        "needs a contact address");
    assert_null(health_why_off(NULL, "facts"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_that_were_asked_failed),
        cmocka_unit_test(test_who_wants_an_address),
        cmocka_unit_test(test_one_that_answers_is_enough),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
