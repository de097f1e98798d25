/*
 * How requests travel: submit, collect, wake. The real one is libcurl's multi
 * interface (http.c); tests use recorded replies (recorded.c). Owned by the
 * polling thread; only wake() may be called from another.
 */
#ifndef TAPEWATCH_NET_TRANSPORT_H
#define TAPEWATCH_NET_TRANSPORT_H

#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/request.h"

enum { TRANSPORT_FDS_MAX = 4 };

struct transport {
    void *self;
    /* Copies the request. */
    enum err (*submit)(void *self, const struct request *r, struct why *why);
    /* Waits at most wait_ms for something to happen, then hands over one
     * finished reply: true, and *out borrows until the next collect. */
    int (*collect)(void *self, int wait_ms, struct reply *out);
    /* These end a wait too when there is something to read; the list is kept
     * until the next call. NULL: it cannot. */
    void (*watch)(void *self, const int *fds, unsigned count);
    unsigned (*pending)(const void *self); /* submitted, not yet collected */
    void (*wake)(void *self); /* ends a wait; any thread */
    void (*free)(void *self);
};

struct http_options {
    const char *user_agent;
    const char *proxy, *ca_file; /* NULL: the library's own */
    int connect_timeout_ms, timeout_ms; /* 5000, 20000 */
    int max_per_host;            /* connections, 4 */
};
enum err http_transport_new(const struct http_options *o,
                            struct transport *out, struct why *why);

/* A folder of recorded replies: for a URL the first line of index.tsv whose
 * pattern is contained in it (pattern, file, status, content type). */
enum err recorded_transport_new(const char *folder, struct transport *out,
                                struct why *why);

#endif
