/* SPDX-License-Identifier: MIT */
/* Lines of JSON about events, to a file or a pipe. */
#include "event_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/report/report.h"

enum { WAITING_MAX = 1 << 20 }; /* bytes for a slow reader */

struct event_file {
    char *path;
    int fd; /* -1: not open */
    struct strbuf waiting;
    bool is_ill; /* told in the log */
};

struct event_file *event_file_new(const char *path)
{
    struct event_file *f;

    if (!*path)
        return NULL;
    f = mem_new(1, sizeof *f);
    f->path = mem_text(path);
    f->fd = -1;
    return f;
}

static void drop(struct event_file *f)
{
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
    strbuf_clear(&f->waiting);
}

void event_file_free(struct event_file *f)
{
    if (!f)
        return;
    drop(f);
    strbuf_done(&f->waiting);
    free(f->path);
    free(f);
}

static void fail(struct event_file *f, int error)
{
    if (!f->is_ill)
        log_line(LOG_WARN, "notify_file: %s: %s", f->path, strerror(error));
    f->is_ill = true;
    drop(f);
}

/* A pipe without a reader is an error at once (ENXIO), not a wait. */
static bool open_it(struct event_file *f)
{
    if (f->fd >= 0)
        return true;
    f->fd = open(f->path,
                 O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC |
                     O_NOCTTY, 0600);
    if (f->fd < 0)
        fail(f, errno);
    return f->fd >= 0;
}

static void cut_front(struct strbuf *b, size_t n)
{
    char *rest = mem_text(strbuf_text(b) + n);

    strbuf_clear(b);
    strbuf_add(b, rest);
    free(rest);
}

void event_file_turn(struct event_file *f)
{
    const char *at;
    size_t done = 0;

    if (!f || f->waiting.len == 0 || !open_it(f))
        return;
    at = strbuf_text(&f->waiting);
    while (done < f->waiting.len) {
        ssize_t n = write(f->fd, at + done, f->waiting.len - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            break;
        if (n < 0) {
            fail(f, errno);
            return;
        }
        done += (size_t)n;
    }
    f->is_ill = false;
    cut_front(&f->waiting, done);
}

void event_file_put(struct event_file *f, const struct snapshot *s,
                    const struct event *e)
{
    const struct report_request request = {
        .kind = REPORT_EVENTS, .format = "ndjson", .event = &e->key};
    struct strbuf line = {0};
    size_t rows = 0;

    if (!f)
        return;
    if (report_write(s, &request, &line, &rows, NULL) == ERR_OK && rows == 1 &&
        f->waiting.len + line.len <= WAITING_MAX)
        strbuf_add_n(&f->waiting, strbuf_text(&line), line.len);
    strbuf_done(&line);
    event_file_turn(f);
}
