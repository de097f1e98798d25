/* SPDX-License-Identifier: MIT */
/* A tape, a line at a time. */
#include "tapewatch/tape/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tapewatch/base/embed.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/tape/codec.h"

#include "rows.h"
#include "stream.h"

enum { PIECE_BYTES = 16384, READS_A_TURN = 64, PLACE_MOST = 120 };

/*
 * DESIGN: bytes come in pieces; `piece` from `used` to `filled` is not looked
 * at yet. What begins in one piece and ends in another is put together in
 * `line`. A line that grows too long is reported at once and then passed over
 * (is_passing) up to its end, so memory stays small. Both questions (what is
 * next, is anything there) look for the next answer; tape_next() hands out
 * the one that was found, so a pipe of lines to be skipped blocks nobody.
 */
struct tape_reader {
    struct stream *stream;
    char *name; /* for messages */
    const struct embedded *built_in; /* NULL: bytes from elsewhere */
    bool is_pipe;
    char piece[PIECE_BYTES];
    size_t used, filled;
    struct strbuf line;
    bool is_passing; /* over the rest of a line that was too long */
    bool is_over;
    enum err trouble; /* ends the tape once the last whole line is told */
    struct why trouble_why;
    int64_t latest_t;
    struct tape_counts counts;
    bool has_answer;      /* found and not handed out yet: */
    enum err answer;      /* what tape_next() will return, */
    struct why why;       /* and what it will say; */
    struct updates batch; /* the update of the last answer */
};

static struct tape_reader *reader_new(struct stream *stream, const char *name)
{
    struct tape_reader *r = mem_new(1, sizeof *r);

    r->stream = stream;
    r->name = mem_text(name);
    r->latest_t = INT64_MIN;
    return r;
}

enum err tape_open_bytes(const void *bytes, size_t n, const char *name,
                         struct tape_reader **out)
{
    *out = reader_new(stream_of_bytes(bytes, n), name);
    return ERR_OK;
}

static enum err open_demo(struct tape_reader **out, struct why *why)
{
    const struct embedded *tape = embed_find("data/demo.tape");

    if (!tape)
        return why_set(why, ERR_NOT_FOUND,
                       "the demo tape is not in this program; build it again "
                       "with data/demo.tape");
    *out = reader_new(stream_of_bytes(tape->bytes, tape->size), "demo");
    (*out)->built_in = tape;
    return ERR_OK;
}

static enum err open_file(const char *path, int *out, struct why *why)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return why_set(why, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
                       "cannot open %s: %s", path, strerror(errno));
    if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        (void)close(fd);
        return why_set(why, ERR_IO, "cannot read %s: it is a folder", path);
    }
    *out = fd;
    return ERR_OK;
}

static bool may_block(int fd)
{
    struct stat about;

    return fstat(fd, &about) == 0 && !S_ISREG(about.st_mode);
}

enum err tape_open(const char *path, struct tape_reader **out, struct why *why)
{
    bool is_stdin = strcmp(path, "-") == 0;
    enum err e = ERR_OK;
    int fd = -1;

    if (strcmp(path, "demo") == 0)
        return open_demo(out, why);
    if (is_stdin) {
        /* A copy, so that closing the tape leaves standard input alone. */
        fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
        if (fd < 0)
            e = why_set(why, ERR_IO, "cannot read standard input: %s",
                        strerror(errno));
    } else {
        e = open_file(path, &fd, why);
    }
    if (e != ERR_OK)
        return e;
    *out = reader_new(stream_of_fd(fd), is_stdin ? "stdin" : path);
    (*out)->is_pipe = may_block(fd);
    return ERR_OK;
}

void tape_close(struct tape_reader *r)
{
    if (!r)
        return;
    stream_free(r->stream);
    free(r->name);
    strbuf_done(&r->line);
    updates_done(&r->batch);
    free(r);
}

struct tape_counts tape_counts(const struct tape_reader *r)
{
    return r->counts;
}

/* The next piece of the stream, once the last one is used up. */
static void refill(struct tape_reader *r)
{
    enum err e;

    r->used = r->filled = 0;
    e = stream_read(r->stream, r->piece, sizeof r->piece, &r->filled,
                    &r->trouble_why);
    if (e == ERR_OK)
        return;
    if (r->built_in)
        embed_release(r->built_in);
    r->is_over = true; /* what was unpacked before a damage still counts */
    r->trouble = e;
}

/* Moves the piece into the line, up to the line's end: is it whole now? */
static bool gather(struct tape_reader *r)
{
    const char *from = r->piece + r->used;
    size_t n = r->filled - r->used;
    const char *end = n > 0 ? memchr(from, '\n', n) : NULL;

    if (end)
        n = (size_t)(end - from);
    if (!r->is_passing)
        strbuf_add_n(&r->line, from, n);
    r->used += n + (end != NULL);
    if (end && r->is_passing) { /* it was told when it grew too long */
        r->is_passing = false;
        return false;
    }
    return end != NULL;
}

/* Puts "file:line: " before the reason; of a long path the end. */
static void add_place(const struct tape_reader *r, struct why *why)
{
    struct strbuf place = {0};
    const char *from;

    strbuf_format(&place, "%s:%zu", r->name, r->counts.lines);
    from = strbuf_text(&place);
    if (place.len > PLACE_MOST)
        from += place.len - PLACE_MOST;
    while (((unsigned char)*from & 0xc0) == 0x80)
        from++; /* not from within a character */
    why_prefix(why, from);
    strbuf_done(&place);
}

static void answer(struct tape_reader *r, enum err e)
{
    r->has_answer = true;
    r->answer = e;
}

static void complain(struct tape_reader *r, enum err e)
{
    r->counts.malformed++;
    add_place(r, &r->why);
    answer(r, e);
}

/* The line that was gathered: an answer, or nothing to tell of. */
static void take_line(struct tape_reader *r)
{
    size_t n = r->line.len;
    struct update *u;
    enum err e;

    r->counts.lines++;
    if (n > 0 && r->line.text[n - 1] == '\r')
        n--;
    e = tape_decode(strbuf_text(&r->line), n, &r->batch, &r->why);
    strbuf_clear(&r->line);
    if (e == ERR_END) {
        r->counts.skipped++;
        return;
    }
    if (e != ERR_OK) {
        complain(r, ERR_SYNTAX);
        return;
    }
    r->counts.updates++;
    u = &r->batch.items[0];
    if (u->t < r->latest_t)
        u->t = r->latest_t;
    r->latest_t = u->t;
    answer(r, ERR_OK);
}

static void pass_over(struct tape_reader *r)
{
    r->counts.lines++;
    r->is_passing = true;
    strbuf_done(&r->line);
    (void)why_set(&r->why, ERR_OK, "longer than 1 MB");
    complain(r, ERR_SYNTAX);
}

/* The stream is over: a last line without its end, then what ended it. */
static void finish(struct tape_reader *r)
{
    enum err trouble = r->trouble;

    if (trouble == ERR_END) {
        if (r->line.len > 0)
            take_line(r);
        else
            answer(r, ERR_END);
        return;
    }
    /* What follows the last line end was cut, so it is not a line. */
    r->trouble = ERR_END;
    strbuf_clear(&r->line);
    r->counts.lines++;
    r->why = r->trouble_why;
    complain(r, trouble);
}

/* Goes on until there is an answer; false when nothing more is there within
 * wait_ms (-1: waits for ever). It waits once only and reads a limited number
 * of pieces, so that neither drip nor flood can hold the caller. */
static bool find_answer(struct tape_reader *r, int wait_ms)
{
    int reads = 0;

    if (!r->has_answer)
        updates_clear(&r->batch);
    while (!r->has_answer) {
        if (gather(r)) {
            take_line(r);
        } else if (r->line.len > LINE_MAX_BYTES + 1) { /* one for a '\r' */
            pass_over(r);
        } else if (r->used < r->filled) {
            continue; /* a long line ended here */
        } else if (r->is_over) {
            finish(r);
        } else if (stream_is_ready(r->stream, wait_ms)) {
            if (wait_ms >= 0 && reads++ == READS_A_TURN)
                return false;
            refill(r);
            wait_ms = wait_ms > 0 ? 0 : wait_ms;
        } else if (wait_ms >= 0) {
            return false;
        }
    }
    return true;
}

enum err tape_next(struct tape_reader *r, const struct update **out,
                   struct why *why)
{
    (void)find_answer(r, -1);
    r->has_answer = false;
    if (r->answer == ERR_OK)
        *out = &r->batch.items[0];
    else if (r->answer != ERR_END && why)
        *why = r->why;
    return r->answer;
}

int tape_is_ready(struct tape_reader *r, int wait_ms)
{
    return !r->is_pipe || find_answer(r, wait_ms < 0 ? 0 : wait_ms);
}
