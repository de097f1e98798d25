/*
 * One source that sends by itself: connects, says what is wanted, says it
 * again, and connects anew after 2, 4, 8 s ... when it breaks. Pure but for
 * the stream that it is given: time comes in with every call.
 */
#ifndef TAPEWATCH_SRC_POLL_STREAMING_H
#define TAPEWATCH_SRC_POLL_STREAMING_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/feeds/provider.h"
#include "tapewatch/net/stream.h"

enum {
    STREAMING_FRESH_MS = 30 * 1000, /* so old a frame still spares a poll */
    STREAMING_SILENT_MS = 60 * 1000 /* without a frame: is it still there? */
};

struct streaming;
/* Borrows all; `url` replaces the provider's unless NULL. */
struct streaming *streaming_new(const struct provider *provider,
                                const struct stream *stream, const char *url);
void streaming_free(struct streaming *s); /* closes the stream */

/* What is wanted, of which it takes what the provider spells, 20 at most;
 * said anew when it changed. None: the stream is closed. */
void streaming_want(struct streaming *s, size_t count,
                    const char symbols[][SYMBOL_MAX]);

/* Does what is due and reads at most one frame into `out`: true when one was
 * read (call again), with ERR_OK or what was wrong with it in *e. */
bool streaming_turn(struct streaming *s, int64_t now_ms, struct updates *out,
                    enum err *e, struct why *why);
/* When a turn has something to do if nothing comes; INT64_MAX: never. */
int64_t streaming_next_ms(const struct streaming *s);

/* Whether frames of the symbol come, so that it need not be asked so often. */
bool streaming_is_fresh(const struct streaming *s, const char *symbol,
                        int64_t now_ms);
bool streaming_is_open(const struct streaming *s);
bool streaming_is_wanted(const struct streaming *s); /* by any symbol */
/* Descriptor that ends a wait; -1: none, or it is not connected yet. */
int streaming_fd(const struct streaming *s);
/* Why it is closed; "" when it is not, or nothing is wanted. */
const char *streaming_reason(const struct streaming *s);

#endif
