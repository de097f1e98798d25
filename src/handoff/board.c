/* SPDX-License-Identifier: MIT */
/* The latest snapshot, from the polling thread to the screen.
 *
 * DESIGN. Snapshots stand on shelves, newest first, each with the number of
 * its holders; the board itself holds the newest. Publishing puts up a new
 * shelf and drops the board's hold of the one before; giving back drops one
 * hold. A shelf that nobody holds is unhooked under the lock and freed after
 * it. The pipe only says "look again": a full one means that a look is due. */
#include "tapewatch/handoff/board.h"

#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "tapewatch/base/mem.h"

struct shelf {
    struct shelf *next; /* the one before */
    struct snapshot *snapshot;
    unsigned holders;
};

struct board {
    pthread_mutex_t lock; /* guards `newest` and all that hangs on it */
    struct shelf *newest;
    int wake[2]; /* read end, write end; -1 when there could be no pipe */
};

static void open_wake(int wake[2])
{
    if (pipe(wake) != 0) {
        wake[0] = wake[1] = -1;
        return;
    }
    for (int i = 0; i < 2; i++) {
        (void)fcntl(wake[i], F_SETFL, O_NONBLOCK);
        (void)fcntl(wake[i], F_SETFD, FD_CLOEXEC);
    }
}

struct board *board_new(void)
{
    struct board *b = mem_new(1, sizeof(*b));
    int failed = pthread_mutex_init(&b->lock, NULL);

    assert(failed == 0);
    (void)failed;
    open_wake(b->wake);
    return b;
}

/* Under the lock: drops one hold; returns the shelf if it was the last, now
 * unhooked and the caller's to free. */
static struct shelf *drop(struct board *b, struct shelf *shelf)
{
    struct shelf **at = &b->newest;

    assert(shelf->holders > 0);
    if (--shelf->holders > 0)
        return NULL;
    while (*at != shelf)
        at = &(*at)->next;
    *at = shelf->next;
    return shelf;
}

static void shelf_free(struct shelf *shelf)
{
    if (!shelf)
        return;
    snapshot_free(shelf->snapshot);
    free(shelf);
}

void board_free(struct board *b)
{
    if (!b)
        return;
    if (b->newest) {
        /* Another shelf, or another holder, is a snapshot not given back. */
        assert(b->newest->next == NULL && b->newest->holders == 1);
        shelf_free(b->newest);
    }
    for (int i = 0; i < 2; i++)
        if (b->wake[i] >= 0)
            close(b->wake[i]);
    pthread_mutex_destroy(&b->lock);
    free(b);
}

int board_fd(const struct board *b)
{
    return b->wake[0];
}

void board_publish(struct board *b, struct snapshot *s)
{
    struct shelf *shelf = mem_new(1, sizeof(*shelf));
    struct shelf *before, *dead = NULL;

    *shelf = (struct shelf){.snapshot = s, .holders = 1};
    pthread_mutex_lock(&b->lock);
    before = b->newest;
    shelf->next = before;
    b->newest = shelf;
    if (before)
        dead = drop(b, before);
    pthread_mutex_unlock(&b->lock);
    shelf_free(dead);
    if (b->wake[1] >= 0) {
        ssize_t written = write(b->wake[1], "", 1);
        (void)written; /* full: the reader has not looked yet */
    }
}

/* Before the lock: a byte that comes later can then only cause one look too
 * many, never one too few. */
static void drain(const struct board *b)
{
    char bytes[256];

    if (b->wake[0] < 0)
        return;
    while (read(b->wake[0], bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes))
        ;
}

const struct snapshot *board_take(struct board *b)
{
    const struct snapshot *s = NULL;

    drain(b);
    pthread_mutex_lock(&b->lock);
    if (b->newest) {
        b->newest->holders++;
        s = b->newest->snapshot;
    }
    pthread_mutex_unlock(&b->lock);
    return s;
}

void board_give_back(struct board *b, const struct snapshot *s)
{
    struct shelf *shelf, *dead;

    if (!s)
        return;
    pthread_mutex_lock(&b->lock);
    shelf = b->newest;
    while (shelf && shelf->snapshot != s)
        shelf = shelf->next;
    assert(shelf != NULL);
    dead = drop(b, shelf);
    pthread_mutex_unlock(&b->lock);
    shelf_free(dead);
}
