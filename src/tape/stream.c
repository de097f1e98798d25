/* SPDX-License-Identifier: MIT */
/* Bytes of a tape, unpacked. */
#include "stream.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "tapewatch/base/mem.h"

enum { CHUNK_BYTES = 16384, GZIP_FIRST_BYTE = 0x1f };

enum packing { PACKING_UNTOLD, PACKING_NONE, PACKING_GZIP };

struct stream {
    int fd;                    /* -1: all input is at `next` from the start */
    const unsigned char *next; /* input not yet used ... */
    size_t left;               /* ... and how much of it */
    bool is_input_over;
    enum packing packing;
    z_stream z;
    bool is_between; /* gzip: one member is whole, no other has begun */
    bool has_more;   /* gzip: more output may come without more input */
    unsigned char chunk[CHUNK_BYTES];
};

struct stream *stream_of_fd(int fd)
{
    struct stream *s = mem_new(1, sizeof *s);

    s->fd = fd;
    return s;
}

struct stream *stream_of_bytes(const void *bytes, size_t n)
{
    struct stream *s = mem_new(1, sizeof *s);

    s->fd = -1;
    s->next = bytes;
    s->left = n;
    return s;
}

void stream_free(struct stream *s)
{
    if (!s)
        return;
    if (s->packing == PACKING_GZIP)
        (void)inflateEnd(&s->z);
    if (s->fd >= 0)
        (void)close(s->fd);
    free(s);
}

bool stream_is_ready(const struct stream *s, int wait_ms)
{
    struct pollfd wish = {.fd = s->fd, .events = POLLIN};

    if (s->fd < 0 || s->left > 0 || s->has_more || s->is_input_over)
        return true;
    return poll(&wish, 1, wait_ms) > 0;
}

/* One read; an interrupted one counts as "nothing yet". */
static enum err read_chunk(struct stream *s, struct why *why)
{
    ssize_t n;

    if (s->fd < 0) {
        s->is_input_over = true;
        return ERR_OK;
    }
    n = read(s->fd, s->chunk, sizeof s->chunk);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return ERR_OK;
    if (n < 0)
        return why_set(why, ERR_IO, "cannot read: %s", strerror(errno));
    s->is_input_over = n == 0;
    s->next = s->chunk;
    s->left = (size_t)n;
    return ERR_OK;
}

/* No JSON line begins with the first byte of gzip, so one byte tells. */
static enum err tell_packing(struct stream *s, struct why *why)
{
    if (s->next[0] != GZIP_FIRST_BYTE) {
        s->packing = PACKING_NONE;
        return ERR_OK;
    }
    if (inflateInit2(&s->z, 15 + 16) != Z_OK)
        return why_set(why, ERR_IO, "cannot start to unpack gzip");
    s->packing = PACKING_GZIP;
    return ERR_OK;
}

static enum err copy_plain(struct stream *s, char *out, size_t room,
                           size_t *got)
{
    *got = s->left < room ? s->left : room;
    if (*got > 0)
        memcpy(out, s->next, *got);
    s->next += *got;
    s->left -= *got;
    return ERR_OK;
}

/* gzip files may be glued together; zeros may fill up the last one. */
static bool begins_member(struct stream *s)
{
    while (s->left > 0 && *s->next == 0) {
        s->next++;
        s->left--;
    }
    if (s->left == 0)
        return false;
    s->is_between = false;
    (void)inflateReset(&s->z);
    return true;
}

static enum err unpack(struct stream *s, char *out, size_t room, size_t *got,
                       struct why *why)
{
    int result;

    if (s->is_between && !begins_member(s))
        return ERR_OK;
    s->z.next_in = (z_const Bytef *)(uintptr_t)s->next;
    s->z.avail_in = s->left > CHUNK_BYTES ? CHUNK_BYTES : (uInt)s->left;
    s->z.next_out = (Bytef *)out;
    s->z.avail_out = (uInt)room;
    result = inflate(&s->z, Z_NO_FLUSH);
    *got = room - s->z.avail_out;
    s->left -= (size_t)(s->z.next_in - s->next);
    s->next = s->z.next_in;
    s->has_more = result == Z_OK && s->z.avail_out == 0;
    s->is_between = result == Z_STREAM_END;
    /* Z_BUF_ERROR: it only wants more input. */
    if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR)
        return ERR_OK;
    return why_set(why, ERR_CORRUPT, "damaged gzip data (%s)",
                   s->z.msg ? s->z.msg : "unknown reason");
}

/* What the end of the input means. */
static enum err at_end(const struct stream *s, struct why *why)
{
    if (s->packing == PACKING_GZIP && !s->is_between)
        return why_set(why, ERR_CORRUPT, "damaged gzip data (cut short)");
    return ERR_END;
}

enum err stream_read(struct stream *s, char *out, size_t room, size_t *got,
                     struct why *why)
{
    enum err e = ERR_OK;

    *got = 0;
    if (s->left == 0 && !s->has_more && !s->is_input_over)
        e = read_chunk(s, why);
    if (e == ERR_OK && s->left > 0 && s->packing == PACKING_UNTOLD)
        e = tell_packing(s, why);
    if (e != ERR_OK)
        return e;
    if (s->left == 0 && !s->has_more)
        return s->is_input_over ? at_end(s, why) : ERR_OK;
    return s->packing == PACKING_NONE ? copy_plain(s, out, room, got)
                                      : unpack(s, out, room, got, why);
}
