/* SPDX-License-Identifier: MIT */
/* Runs a poller on its own thread. */
#include "tapewatch/poll/thread.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/clock.h"
#include "tapewatch/base/mem.h"

struct poll_thread {
    pthread_t thread;
    struct poller *poller;    /* the thread's until it is joined */
    struct mailbox *mailbox;
};

static void *run(void *self)
{
    struct poll_thread *t = self;
    int wait_ms = 60 * 1000; /* the poller's own next moment is sooner */

    while (poller_turn(t->poller, clock_wall_ms(), wait_ms))
        ;
    return NULL;
}

enum err poll_thread_start(struct poller *p, const struct poller_parts *parts,
                           struct poll_thread **out, struct why *why)
{
    struct poll_thread *t;
    sigset_t all, before;
    int failed;

    if (!parts->mailbox)
        return why_set(why, ERR_USAGE,
                       "a polling thread needs a mailbox to be stopped");
    t = mem_new(1, sizeof(*t));
    t->poller = p;
    t->mailbox = parts->mailbox;
    /* A new thread takes the mask of its maker: signals stay with main. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&t->thread, NULL, run, t);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed) {
        free(t);
        return why_set(why, ERR_IO, "no thread: %s", strerror(failed));
    }
    *out = t;
    return ERR_OK;
}

void poll_thread_wake(struct poll_thread *t)
{
    poller_wake(t->poller);
}

void poll_thread_stop(struct poll_thread *t)
{
    struct command stop = {.kind = COMMAND_STOP};

    if (!t)
        return;
    (void)mailbox_push(t->mailbox, &stop);
    poll_thread_wake(t);
    pthread_join(t->thread, NULL);
    free(t);
}
