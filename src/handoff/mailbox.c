/* SPDX-License-Identifier: MIT */
/* Commands from the screen to the polling thread. */
#include "tapewatch/handoff/mailbox.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "tapewatch/base/mem.h"

struct mailbox {
    pthread_mutex_t lock; /* guards all below */
    size_t first, count;  /* a ring */
    bool stop;            /* wished; comes out after all that waits */
    struct command waiting[MAILBOX_MAX];
};

struct mailbox *mailbox_new(void)
{
    struct mailbox *m = mem_new(1, sizeof(*m));
    int failed = pthread_mutex_init(&m->lock, NULL);

    assert(failed == 0);
    (void)failed;
    return m;
}

void mailbox_free(struct mailbox *m)
{
    if (!m)
        return;
    pthread_mutex_destroy(&m->lock);
    free(m);
}

bool mailbox_push(struct mailbox *m, const struct command *c)
{
    bool taken = true;

    pthread_mutex_lock(&m->lock);
    if (c->kind == COMMAND_STOP)
        m->stop = true;
    else if (m->count < MAILBOX_MAX)
        m->waiting[(m->first + m->count++) % MAILBOX_MAX] = *c;
    else
        taken = false;
    pthread_mutex_unlock(&m->lock);
    return taken;
}

bool mailbox_pop(struct mailbox *m, struct command *out)
{
    bool given = true;

    pthread_mutex_lock(&m->lock);
    if (m->count > 0) {
        *out = m->waiting[m->first];
        m->first = (m->first + 1) % MAILBOX_MAX;
        m->count--;
    } else if (m->stop) {
        *out = (struct command){.kind = COMMAND_STOP};
        m->stop = false;
    } else {
        given = false;
    }
    pthread_mutex_unlock(&m->lock);
    return given;
}
