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
    char text[48];

    (void)state;
    answered_once(&l, 2, 5);
    for (int i = 0; i < 10; i++)
        assert_int_equal(frame(&l, t, 5), t + 500), t += 500;
    assert_int_equal(link_speed(&l), LINK_FAST);
    link_describe(&l, t, text, sizeof(text));
    assert_string_equal(text, "link 2 fps RTT 5 ms");
}

/* Two thirds of the time are left to others; but no more than two seconds. */
static void test_slow(void **state)
{
    struct link l;
    int64_t t = 1000, next;
    char text[48];

    (void)state;
    answered_once(&l, 2, 200);
    for (int i = 0; i < 10; i++) {
        next = frame(&l, t, i % 2 ? 1100 : 3200);
        assert_int_equal(next, t + (i % 2 ? 1100 + 2 * 900 : 3200 + 2000));
        t = next;
    }
    assert_int_equal(link_speed(&l), LINK_SLOW);
    link_describe(&l, t, text, sizeof(text));
    assert_string_equal(text, "link slow 0.5 fps RTT 1.9 s");
}

/* A class holds until the other is sure: no to and fro at its edge. */
static void test_classes(void **state)
{
    struct link l;
    int64_t t = 1000;

    (void)state;
    answered_once(&l, 10, 5);
    for (int i = 0; i < 20; i++)
        t = frame(&l, t, 160);
    assert_int_equal(link_speed(&l), LINK_MEDIUM);
    assert_true(frame(&l, t, 160) >= t + 1000);
    t += 2000;
    for (int i = 0; i < 20; i++)
        t = frame(&l, t, 130);
    assert_int_equal(link_speed(&l), LINK_MEDIUM);
    for (int i = 0; i < 20; i++)
        t = frame(&l, t, 20);
    assert_int_equal(link_speed(&l), LINK_FAST);
    for (int i = 0; i < 20; i++)
        t = frame(&l, t, 900);
    assert_int_equal(link_speed(&l), LINK_SLOW);
    for (int i = 0; i < 20; i++)
        t = frame(&l, t, 700);
    assert_int_equal(link_speed(&l), LINK_SLOW);
    for (int i = 0; i < 20; i++)
        t = frame(&l, t, 500);
    assert_int_equal(link_speed(&l), LINK_MEDIUM);
}

/* What tmux answers says nothing of the way behind it. */
static void test_relayed(void **state)
{
    struct link l;
    char text[48];

    (void)state;
    answered_once(&l, 1, 3);
    l.is_relayed = true;
    (void)frame(&l, 1000, 3);
    assert_int_equal(link_speed(&l), LINK_FAST);
    link_describe(&l, 2000, text, sizeof(text));
    assert_string_equal(text, "link 1 fps");
    l.is_far = true;
    assert_int_equal(link_speed(&l), LINK_MEDIUM);
    l.wish = TERM_LINK_FAST;
    assert_int_equal(link_speed(&l), LINK_FAST);
}

/* Of ten seconds each; the figures stand still in between. */
static void test_rate(void **state)
{
    struct link l;
    char text[48];
    int64_t t;

    (void)state;
    answered_once(&l, 2, 38);
    t = frame(&l, 1000, 38);
    l.sent = 5000;
    link_describe(&l, t, text, sizeof(text));
    assert_string_equal(text, "link 2 fps RTT 38 ms");
    l.sent = 5000 + 5 * 1126;
    link_describe(&l, t + 5000, text, sizeof(text));
    assert_string_equal(text, "link 2 fps RTT 38 ms");
    l.sent = 5000 + 10 * 1126;
    link_describe(&l, t + 10000, text, sizeof(text));
    assert_string_equal(text, "link 1.1 KB/s 2 fps RTT 38 ms");
    l.sent += 1000000;
    link_describe(&l, t + 19000, text, sizeof(text));
    assert_string_equal(text, "link 1.1 KB/s 2 fps RTT 38 ms");
    l.sent = 0; /* where they cannot be counted */
    l.told_sent = 0;
    link_describe(&l, t + 30000, text, sizeof(text));
    assert_string_equal(text, "link 2 fps RTT 38 ms");
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

/* While an answer does not come the screen waits, and asks again every ten
 * seconds without a frame: those would only queue up. */
static void test_lost_answer(void **state)
{
    struct link l;

    (void)state;
    answered_once(&l, 2, 5);
    assert_true(link_drew(&l, 1000));
    link_asked(&l, 1000);
    assert_int_equal(link_wait_ms(&l, 1000), 10000);
    assert_int_equal(link_wait_ms(&l, 1100), 9900);
    assert_false(link_is_probe_due(&l, 10999));
    assert_true(link_is_probe_due(&l, 11000));
    link_probed(&l, 11000);
    assert_false(link_is_probe_due(&l, 11000));
    assert_int_equal(link_wait_ms(&l, 11000), 10000);
    assert_true(link_is_probe_due(&l, 21000));
    link_probed(&l, 21000);
    assert_int_equal(link_wait_ms(&l, 21000), 10000);
    link_answered(&l, 21003); /* whichever it answers: it is there */
    assert_int_equal(l.rtt_ms, 5);
    assert_int_equal(link_wait_ms(&l, 21003), 0);
    link_answered(&l, 21004); /* the late one counts for nothing */
    assert_int_equal(frame(&l, 21010, 5), 21510);
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
    assert_int_equal(link_speed(&l), LINK_FAST);
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
    assert_int_equal(link_speed(&l), LINK_SLOW);
    (void)link_drew(&l, 0);
    assert_int_equal(link_wait_ms(&l, 0), 2000);
    link_start(&l, TERM_LINK_FAST, 2);
    link_asked(&l, 0);
    (void)link_wait_ms(&l, 0);
    link_answered(&l, 900);
    assert_int_equal(link_speed(&l), LINK_FAST);
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

/* What the user asked for waits for no turn, but for the answer before it. */
static void test_hurried(void **state)
{
    struct link l;

    (void)state;
    answered_once(&l, 0.2, 5);
    assert_int_equal(frame(&l, 10000, 5), 15000);
    assert_int_equal(link_due(&l), 15000);
    link_hurry(&l);
    assert_int_equal(link_wait_ms(&l, 10100), 0);
    assert_true(link_due(&l) <= 10100);
    assert_true(link_drew(&l, 10100));
    link_asked(&l, 10100);
    assert_int_equal(link_due(&l), 15100); /* one frame, no more */
    (void)link_wait_ms(&l, 10100);
    link_hurry(&l);
    assert_true(link_wait_ms(&l, 10200) > 0);
    link_answered(&l, 10300);
    assert_int_equal(link_wait_ms(&l, 10300), 0);
}

/* At the start frames come sooner than they ever will again. */
static void test_due_before_any_answer(void **state)
{
    struct link l;

    (void)state;
    link_start(&l, TERM_LINK_AUTO, 1);
    link_asked(&l, 0);
    (void)link_drew(&l, 100);
    assert_int_equal(link_due(&l), 350);
    assert_int_equal(link_wait_ms(&l, 100), 250);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fast),
        cmocka_unit_test(test_slow),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_relayed),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_never_answered),
        cmocka_unit_test(test_lost_answer),
        cmocka_unit_test(test_answer_while_starting),
        cmocka_unit_test(test_no_questions),
        cmocka_unit_test(test_by_word),
        cmocka_unit_test(test_unfocused),
        cmocka_unit_test(test_hurried),
        cmocka_unit_test(test_due_before_any_answer),
    };
    return cmocka_run_group_tests_name("term/link", tests, NULL, NULL);
}
