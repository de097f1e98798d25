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
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/wake.h"

struct shelf {
    struct shelf *next; /* the one before */
    struct snapshot *snapshot;
    unsigned holders;
};

struct board {
    pthread_mutex_t lock; /* guards `newest` and all that hangs on it */
    struct shelf *newest;
    struct wake wake;
    _Atomic int64_t due_ms;
};

struct board *board_new(void)
{
    struct board *b = mem_new(1, sizeof(*b));
    int failed = pthread_mutex_init(&b->lock, NULL);

    assert(failed == 0);
    (void)failed;
    wake_init(&b->wake);
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
    wake_done(&b->wake);
    pthread_mutex_destroy(&b->lock);
    free(b);
}

int board_fd(const struct board *b)
{
    return b->wake.out;
}

void board_set_due(struct board *b, int64_t ms)
{
    atomic_store(&b->due_ms, ms);
}

int64_t board_due(const struct board *b)
{
    return atomic_load(&b->due_ms);
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
    wake_ring(&b->wake);
}

const struct snapshot *board_take(struct board *b)
{
    const struct snapshot *s = NULL;

    /* Before the lock: a ring that comes later can then only cause one look
     * too many, never one too few. */
    wake_drain(&b->wake);
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
