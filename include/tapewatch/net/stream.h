/*
 * A WebSocket: one connection that a source sends on by itself. The real one
 * is libcurl's, where the library has it (stream_available()); tests use one
 * of their own. Owned by the polling thread; nothing here waits.
 */
#ifndef TAPEWATCH_NET_STREAM_H
#define TAPEWATCH_NET_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/net/transport.h"

enum { STREAM_FRAME_MAX = 1 << 20 };

enum stream_event {
    STREAM_NOTHING, /* for now */
    STREAM_OPENED,
    STREAM_FRAME,   /* one whole text */
    STREAM_CLOSED   /* or never opened; may be opened again */
};

struct stream_news {
    const char *text; /* a frame's, borrowed until the next call; NUL behind */
    size_t size;
    int code;         /* of the close; 1006: without a word */
    struct why why;   /* of the close */
};

struct stream {
    void *self;
    /* Begins; how it went comes from next(). Closes what was open. */
    enum err (*open)(void *self, const char *url, struct why *why);
    enum stream_event (*next)(void *self, struct stream_news *out);
    enum err (*send)(void *self, const char *text, size_t n, struct why *why);
    enum err (*ping)(void *self, struct why *why);
    int (*fd)(const void *self); /* to wait for; -1: none */
    void (*close)(void *self);
    void (*free)(void *self);
};

/* False with a sentence when this build or this libcurl has no WebSockets. */
bool stream_available(struct why *why);
/* `allow_ws`: also without encryption, for loopback in tests. */
enum err stream_new(const struct http_options *o, bool allow_ws,
                    struct stream *out, struct why *why);

#endif
