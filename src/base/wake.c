/* SPDX-License-Identifier: MIT */
/* The pipe by which one thread ends the wait of another. */
#include "tapewatch/base/wake.h"

#include <fcntl.h>
#include <unistd.h>

void wake_init(struct wake *w)
{
    int ends[2];

    *w = (struct wake){-1, -1};
    if (pipe(ends) != 0)
        return;
    for (int i = 0; i < 2; i++) {
        (void)fcntl(ends[i], F_SETFL, O_NONBLOCK);
        (void)fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    *w = (struct wake){ends[0], ends[1]};
}

void wake_done(struct wake *w)
{
    if (w->out >= 0) {
        (void)close(w->out);
        (void)close(w->in);
    }
    *w = (struct wake){-1, -1};
}

void wake_ring(const struct wake *w)
{
    if (w->in >= 0) {
        ssize_t written = write(w->in, "", 1);
        (void)written; /* full: a ring is due */
    }
}

void wake_drain(const struct wake *w)
{
    char bytes[256];

    if (w->out < 0)
        return;
    while (read(w->out, bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes))
        ;
}
