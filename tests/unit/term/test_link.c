/* SPDX-License-Identifier: MIT */
/* When frames may be sent, by a clock that the test moves. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "../src/term/link.h"

/* Draws a frame at `now`, answered after `took`; when the next may be. */
static int64_t frame(struct link *l, int64_t now, int64_t took)
{
    assert_int_equal(link_wait_ms(l, now), 0);
    assert_true(link_drew(l, now));
    link_asked(l, now);
    assert_true(link_wait_ms(l, now) > 0);
    assert_true(link_wait_ms(l, now + took - 1) > 0);
    link_answered(l, now + took);
    return now + took + link_wait_ms(l, now + took);
}

static void answered_once(struct link *l, double fps, int64_t took)
{
    link_start(l, TERM_LINK_AUTO, fps);
    link_asked(l, 0);
    (void)link_wait_ms(l, 0);
    link_answered(l, took);
}

static void test_fast(void **state)
{
    struct link l;
    int64_t t = 1000;
    char text[40];

    (void)state;
    answered_once(&l, 2, 5);
    for (int i = 0; i < 10; i++)
        assert_int_equal(frame(&l, t, 5), t + 500), t += 500;
    assert_false(link_is_slow(&l));
    link_describe(&l, text, sizeof(text));
    assert_string_equal(text, "");
}

/* Two thirds of the time are left to others; but no more than two seconds. */
static void test_slow(void **state)
{
    struct link l;
    int64_t t = 1000, next;
    char text[40];

    (void)state;
    answered_once(&l, 2, 200);
    for (int i = 0; i < 10; i++) {
        next = frame(&l, t, i % 2 ? 1100 : 3200);
        assert_int_equal(next, t + (i % 2 ? 1100 + 2 * 900 : 3200 + 2000));
        t = next;
    }
    assert_true(link_is_slow(&l));
    link_describe(&l, text, sizeof(text));
    assert_string_equal(text, "link slow 0.5 fps 1.9 s");
}

static void test_never_answered(void **state)
{
    struct link l;

    (void)state;
    link_start(&l, TERM_LINK_AUTO, 2);
    link_asked(&l, 0);
    assert_int_equal(link_wait_ms(&l, 0), 250);
    assert_int_equal(link_wait_ms(&l, 250), 0);
    assert_false(link_drew(&l, 250)); /* one question is enough */
    assert_int_equal(link_wait_ms(&l, 1900), 0);
    assert_false(link_drew(&l, 1900));
    assert_int_equal(link_wait_ms(&l, 2000), 900); /* silent: 1 frame/s */
    assert_false(link_drew(&l, 2000)); /* nothing is asked any more */
    assert_int_equal(link_wait_ms(&l, 2000), 1000);
    assert_int_equal(link_wait_ms(&l, 3000), 0);
}

/* An answer that is lost stops the screen for ten seconds, not for ever. */
static void test_lost_answer(void **state)
{
    struct link l;

    (void)state;
    answered_once(&l, 2, 5);
    assert_true(link_drew(&l, 1000));
    link_asked(&l, 1000);
    assert_int_equal(link_wait_ms(&l, 1000), 10000);
    assert_int_equal(link_wait_ms(&l, 1100), 9900);
    assert_int_equal(link_wait_ms(&l, 11000), 0);
    assert_true(link_drew(&l, 11000));
    link_answered(&l, 11005); /* the late one counts for nothing */
    link_answered(&l, 11005);
    assert_int_equal(link_wait_ms(&l, 11005), 495);
}

/* An answer that waited until the program had started says nothing. */
static void test_answer_while_starting(void **state)
{
    struct link l;

    (void)state;
    link_start(&l, TERM_LINK_AUTO, 2);
    link_asked(&l, 0);
    (void)link_wait_ms(&l, 5000);
    link_answered(&l, 5001);
    assert_true(l.answers);
    assert_false(link_is_slow(&l));
    assert_int_equal(frame(&l, 5001, 5), 5501);
    assert_int_equal(l.rtt_ms, 5);
}

static void test_no_questions(void **state)
{
    struct link l;

    (void)state;
    link_start(&l, TERM_LINK_AUTO, 10);
    assert_false(link_drew(&l, 0));
    assert_int_equal(link_wait_ms(&l, 0), 100);
}

static void test_by_word(void **state)
{
    struct link l;

    (void)state;
    link_start(&l, TERM_LINK_SLOW, 2);
    assert_true(link_is_slow(&l));
    (void)link_drew(&l, 0);
    assert_int_equal(link_wait_ms(&l, 0), 2000);
    link_start(&l, TERM_LINK_FAST, 2);
    link_asked(&l, 0);
    (void)link_wait_ms(&l, 0);
    link_answered(&l, 900);
    assert_false(link_is_slow(&l));
    assert_int_equal(term_link_mode("slow"), TERM_LINK_SLOW);
    assert_int_equal(term_link_mode("fast"), TERM_LINK_FAST);
    assert_int_equal(term_link_mode("auto"), TERM_LINK_AUTO);
}

static void test_unfocused(void **state)
{
    struct link l;

    (void)state;
    answered_once(&l, 2, 5);
    l.is_unfocused = true;
    assert_int_equal(frame(&l, 3000, 5), 5000);
    l.is_unfocused = false;
    assert_int_equal(frame(&l, 6000, 5), 6500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fast),
        cmocka_unit_test(test_slow),
        cmocka_unit_test(test_never_answered),
        cmocka_unit_test(test_lost_answer),
        cmocka_unit_test(test_answer_while_starting),
        cmocka_unit_test(test_no_questions),
        cmocka_unit_test(test_by_word),
        cmocka_unit_test(test_unfocused),
    };
    return cmocka_run_group_tests_name("term/link", tests, NULL, NULL);
}
