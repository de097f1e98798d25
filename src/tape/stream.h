/*
 * Bytes of a tape, unpacked: from a descriptor or from memory, gzip or plain
 * (told by the first byte). Memory stays small whatever comes in.
 */
#ifndef TAPEWATCH_TAPE_STREAM_H
#define TAPEWATCH_TAPE_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/err.h"

struct stream;

struct stream *stream_of_fd(int fd); /* the stream closes it */
struct stream *stream_of_bytes(const void *bytes, size_t n); /* borrowed */
void stream_free(struct stream *s);

/* Up to `room` bytes into out; *got may be 0 without the end being reached.
 * Reads the descriptor at most once, and only when nothing is left from
 * before. ERR_END at the end; ERR_CORRUPT and ERR_IO with `why`. */
enum err stream_read(struct stream *s, char *out, size_t room, size_t *got,
                     struct why *why);
/* Is there something to read, or the end, within wait_ms? */
bool stream_is_ready(const struct stream *s, int wait_ms);

#endif
