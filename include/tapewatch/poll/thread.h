/*
 * Runs a poller on its own thread, signals blocked. stop() pushes the stop
 * command, wakes it and joins.
 */
#ifndef TAPEWATCH_POLL_THREAD_H
#define TAPEWATCH_POLL_THREAD_H

#include "tapewatch/base/err.h"
#include "tapewatch/poll/poller.h"

struct poll_thread;

enum err poll_thread_start(struct poller *p, const struct poller_parts *parts,
                           struct poll_thread **out, struct why *why);
void poll_thread_wake(struct poll_thread *t); /* after a push; any thread */
void poll_thread_stop(struct poll_thread *t); /* joins and frees */

#endif
