/* SPDX-License-Identifier: MIT */
/* The board hands out whole snapshots, never an older one after a newer, and
 * what is taken stays as it was. Run with SAN=thread it also proves the
 * locking. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

#include "tapewatch/handoff/board.h"
#include "tapewatch/state/state.h"

enum { PUBLISHES = 20000 };

/* The n-th snapshot of an empty market: its figures all follow from n. */
static struct snapshot *made(const struct state *market, size_t n)
{
    const struct freeze_info info = {
        .now_ms = (int64_t)n * 3, .lines = n * 5, .skipped = n * 7,
        .malformed = n};

    return state_freeze(market, &info);
}

static bool is_whole(const struct snapshot *s)
{
    size_t n = s->malformed;

    return s->now_ms == (int64_t)n * 3 && s->lines == n * 5 &&
           s->skipped == n * 7;
}

static bool is_readable(const struct board *b)
{
    struct pollfd fd = {.fd = board_fd(b), .events = POLLIN};

    return poll(&fd, 1, 0) == 1;
}

static void empty_board_gives_nothing(void **state)
{
    struct board *b = board_new();

    (void)state;
    assert_null(board_take(b));
    assert_false(is_readable(b));
    board_give_back(b, NULL);
    board_free(b);
}

static void taken_stays_while_newer_come(void **state)
{
    struct board *b = board_new();
    struct state *market = state_new("", 0);
    const struct snapshot *first, *again, *third;

    (void)state;
    board_publish(b, made(market, 1));
    first = board_take(b);
    again = board_take(b);
    assert_ptr_equal(first, again);
    board_publish(b, made(market, 2));
    board_publish(b, made(market, 3));
    assert_int_equal(first->malformed, 1);
    assert_true(is_whole(first));
    third = board_take(b);
    assert_int_equal(third->malformed, 3);
    board_give_back(b, first);
    assert_true(is_whole(again));
    board_give_back(b, third);
    board_give_back(b, again);
    board_free(b);
    state_free(market);
}

static void says_when_to_look(void **state)
{
    struct board *b = board_new();
    struct state *market = state_new("", 0);

    (void)state;
    for (size_t i = 1; i <= 300000; i += 100000)
        board_publish(b, made(market, i));
    assert_true(is_readable(b));
    board_give_back(b, board_take(b));
    assert_false(is_readable(b));
    /* More than the pipe holds: publishing must not wait for the reader. */
    for (size_t i = 1; i <= 70000; i++)
        board_publish(b, made(market, i));
    assert_true(is_readable(b));
    board_give_back(b, board_take(b));
    assert_false(is_readable(b));
    board_publish(b, made(market, 9));
    assert_true(is_readable(b));
    board_free(b);
    state_free(market);
}

static void says_when_it_is_looked_at(void **state)
{
    struct board *b = board_new();

    (void)state;
    assert_int_equal(board_due(b), 0);
    board_set_due(b, 1738000000000);
    assert_int_equal(board_due(b), 1738000000000);
    board_free(b);
}

struct reader {
    struct board *board;
    atomic_int *torn, *backward;
};

static void *read_until_last(void *self)
{
    struct reader *r = self;
    const struct snapshot *held[4] = {0};
    size_t last = 0;

    for (unsigned i = 0; last < PUBLISHES; i++) {
        const struct snapshot *s = board_take(r->board);
        const struct snapshot **slot = &held[i % 4];
        if (!s)
            continue;
        if (s->malformed < last)
            atomic_fetch_add(r->backward, 1);
        last = s->malformed;
        if (!is_whole(s) || (*slot && !is_whole(*slot)))
            atomic_fetch_add(r->torn, 1);
        board_give_back(r->board, *slot);
        *slot = s; /* looked at again four takes later */
    }
    for (int i = 0; i < 4; i++)
        board_give_back(r->board, held[i]);
    return NULL;
}

static void readers_never_see_torn_or_backward(void **state)
{
    struct board *b = board_new();
    struct state *market = state_new("", 0);
    atomic_int torn = 0, backward = 0;
    struct reader r = {.board = b, .torn = &torn, .backward = &backward};
    pthread_t threads[2];

    (void)state;
    for (int i = 0; i < 2; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, read_until_last, &r), 0);
    for (size_t i = 1; i <= PUBLISHES; i++)
        board_publish(b, made(market, i));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&torn), 0);
    assert_int_equal(atomic_load(&backward), 0);
    board_free(b);
    state_free(market);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_board_gives_nothing),
        cmocka_unit_test(taken_stays_while_newer_come),
        cmocka_unit_test(says_when_to_look),
        cmocka_unit_test(says_when_it_is_looked_at),
        cmocka_unit_test(readers_never_see_torn_or_backward),
    };
    return cmocka_run_group_tests_name("board", tests, NULL, NULL);
}
