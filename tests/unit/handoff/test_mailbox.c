/* SPDX-License-Identifier: MIT */
/* The mailbox keeps order, has a limit, and always takes a stop. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <string.h>

#include "tapewatch/handoff/mailbox.h"

static void keeps_order(void **state)
{
    struct mailbox *m = mailbox_new();
    struct command c = {.kind = COMMAND_FOCUS};
    struct command out;

    (void)state;
    assert_false(mailbox_pop(m, &out));
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 100; i++) {
            c.index = round * 1000 + i;
            assert_true(mailbox_push(m, &c));
        }
        for (int i = 0; i < 100; i++) {
            assert_true(mailbox_pop(m, &out));
            assert_int_equal(out.kind, COMMAND_FOCUS);
            assert_int_equal(out.index, round * 1000 + i);
        }
    }
    assert_false(mailbox_pop(m, &out));
    mailbox_free(m);
}

static void refuses_when_full_but_for_stop(void **state)
{
    struct mailbox *m = mailbox_new();
    struct command c = {.kind = COMMAND_REFRESH};
    struct command stop = {.kind = COMMAND_STOP};
    struct command out;

    (void)state;
    for (int i = 0; i < MAILBOX_MAX; i++)
        assert_true(mailbox_push(m, &c));
    assert_false(mailbox_push(m, &c));
    assert_true(mailbox_push(m, &stop));
    assert_true(mailbox_push(m, &stop));
    for (int i = 0; i < MAILBOX_MAX; i++) {
        assert_true(mailbox_pop(m, &out));
        assert_int_equal(out.kind, COMMAND_REFRESH);
    }
    assert_true(mailbox_pop(m, &out));
    assert_int_equal(out.kind, COMMAND_STOP);
    assert_false(mailbox_pop(m, &out));
    mailbox_free(m);
}

static void *push_many(void *self)
{
    struct command c = {.kind = COMMAND_SPEED};

    for (int i = 0; i < 20000; i++) {
        c.index = i;
        c.number = i;
        while (!mailbox_push(self, &c))
            ;
    }
    c.kind = COMMAND_STOP;
    assert_true(mailbox_push(self, &c));
    return NULL;
}

static void carries_between_threads(void **state)
{
    struct mailbox *m = mailbox_new();
    struct command out = {0};
    pthread_t thread;
    int next = 0;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, push_many, m), 0);
    while (out.kind != COMMAND_STOP) {
        if (!mailbox_pop(m, &out) || out.kind == COMMAND_STOP)
            continue;
        assert_int_equal(out.index, next);
        assert_true(out.number == next);
        next++;
    }
    assert_int_equal(next, 20000);
    pthread_join(thread, NULL);
    mailbox_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_order),
        cmocka_unit_test(refuses_when_full_but_for_stop),
        cmocka_unit_test(carries_between_threads),
    };
    return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
