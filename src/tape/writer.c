/* SPDX-License-Identifier: MIT */
/* Updates as tape lines in a file, packed when its name ends in .gz. */
#include "tapewatch/tape/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "tapewatch/base/io.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/tape/codec.h"

struct tape_writer {
    char *name; /* for messages */
    int fd;
    bool is_stdout;      /* stays open */
    gzFile gz;           /* owns fd; NULL: plain */
    bool is_unsynced;    /* gz: lines were packed since the last flush */
    struct strbuf lines; /* not yet written */
    enum err failed;     /* the first error: what follows it is dropped */
    struct why failed_why;
};

enum { LINES_BYTES = 65536 }; /* written when there is so much */

static bool ends_in_gz(const char *path)
{
    size_t n = strlen(path);

    return n > 3 && strcmp(path + n - 3, ".gz") == 0;
}

/* ERR_END when a pipe's reader has gone: it has had enough. */
static enum err fail(const struct tape_writer *w, const char *reason,
                     struct why *why)
{
    return why_set(why, errno == EPIPE ? ERR_END : ERR_IO,
                   "cannot write %s: %s", w->name, reason);
}

static const char *gz_reason(gzFile gz)
{
    int code;
    const char *text = gzerror(gz, &code);

    return code == Z_ERRNO ? strerror(errno) : text;
}

static enum err open_gz(struct tape_writer *w, struct why *why)
{
    w->gz = gzdopen(w->fd, "wb6");
    return w->gz ? ERR_OK : fail(w, "cannot start to pack", why);
}

static void writer_free(struct tape_writer *w)
{
    free(w->name);
    strbuf_done(&w->lines);
    free(w);
}

enum err tape_create(const char *path, struct tape_writer **out,
                     struct why *why)
{
    struct tape_writer *w = mem_new(1, sizeof *w);
    enum err e = ERR_OK;

    w->is_stdout = strcmp(path, "-") == 0;
    w->name = mem_text(w->is_stdout ? "standard output" : path);
    w->fd = w->is_stdout
                ? STDOUT_FILENO
                : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (w->fd < 0)
        e = fail(w, strerror(errno), why);
    else if (ends_in_gz(path))
        e = open_gz(w, why);
    if (e != ERR_OK) {
        if (w->fd >= 0)
            (void)close(w->fd);
        writer_free(w);
        return e;
    }
    *out = w;
    return ERR_OK;
}

static enum err write_plain(struct tape_writer *w, struct why *why)
{
    return io_write(w->fd, strbuf_text(&w->lines), w->lines.len)
               ? ERR_OK
               : fail(w, strerror(errno), why);
}

/* Hands the lines on. They are gone even after an error: a full disk must
 * not make them pile up in memory. */
static enum err drain(struct tape_writer *w, struct why *why)
{
    struct why *reason = &w->failed_why;

    if (w->failed == ERR_OK && w->lines.len > 0 && w->gz) {
        w->is_unsynced = true;
        if (gzwrite(w->gz, w->lines.text, (unsigned)w->lines.len) <= 0)
            w->failed = fail(w, gz_reason(w->gz), reason);
    } else if (w->failed == ERR_OK) {
        w->failed = write_plain(w, reason);
    }
    strbuf_clear(&w->lines);
    if (w->failed != ERR_OK && why)
        *why = *reason;
    return w->failed;
}

enum err tape_write(struct tape_writer *w, const struct update *u,
                    struct why *why)
{
    tape_encode(u, &w->lines);
    return w->lines.len < LINES_BYTES ? ERR_OK : drain(w, why);
}

enum err tape_flush(struct tape_writer *w, struct why *why)
{
    enum err e = drain(w, why);

    /* A sync point makes all so far readable; without new lines it would
     * only cost bytes. */
    if (e == ERR_OK && w->is_unsynced && gzflush(w->gz, Z_SYNC_FLUSH) != Z_OK)
        e = fail(w, gz_reason(w->gz), why);
    w->is_unsynced = false;
    return e;
}

enum err tape_finish(struct tape_writer *w, struct why *why)
{
    enum err e = drain(w, why);
    bool is_closed = true;

    if (w->gz)
        is_closed = gzclose(w->gz) == Z_OK;
    else if (!w->is_stdout)
        is_closed = close(w->fd) == 0;
    if (e == ERR_OK && !is_closed)
        e = fail(w, strerror(errno), why);
    writer_free(w);
    return e;
}
