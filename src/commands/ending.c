/* SPDX-License-Identifier: MIT */
/* Signals that ask for an end. */
#include "ending.h"

#include <signal.h>
#include <stddef.h>
#include <time.h>

static void signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
}

void ending_wait(void)
{
    sigset_t set;

    signals(&set);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
}

int ending_within(int64_t ms)
{
    struct timespec span = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000L};
    sigset_t set;
    int number;

    signals(&set);
    number = sigtimedwait(&set, NULL, &span);
    return number > 0 ? number : 0;
}
