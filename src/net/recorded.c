/* SPDX-License-Identifier: MIT */
/* A transport of recorded replies, for tests and for trying providers: a
 * folder with index.tsv (pattern, file, status, content type). */
#include "tapewatch/net/transport.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/clock.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/base/wake.h"

enum { INDEX_LIMIT = 1000 * 1000, BODY_LIMIT = 32 * 1000 * 1000 };

struct record_row {
    char *pattern, *file, *content_type;
    long status;
};

struct waiting {
    struct waiting *next;
    struct request request;
};

struct recorded {
    char *folder;
    struct record_row *rows;
    size_t row_count, row_cap;
    struct waiting *first, **last; /* asked, oldest first */
    unsigned pending;
    struct request handed; /* the reply that is with the caller */
    struct strbuf body;
    struct wake wake;
};

static enum err read_file(const char *path, size_t limit, struct strbuf *out,
                          struct why *why)
{
    FILE *f = fopen(path, "rb");
    char bytes[16384];
    size_t n;
    enum err e = ERR_OK;

    if (!f)
        return why_set(why, ERR_IO, "%s: %s", path, strerror(errno));
    while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0) {
        if (n > limit - out->len) {
            e = why_set(why, ERR_TOO_BIG, "%s: over %zu bytes", path, limit);
            break;
        }
        strbuf_add_n(out, bytes, n);
    }
    if (e == ERR_OK && ferror(f))
        e = why_set(why, ERR_IO, "%s: cannot be read", path);
    fclose(f);
    return e;
}

/* Cuts the text at the next tab; NULL when there is no further field. */
static char *next_field(char **at)
{
    char *start = *at;
    char *tab;

    if (!start)
        return NULL;
    tab = strchr(start, '\t');
    if (tab)
        *tab = '\0';
    *at = tab ? tab + 1 : NULL;
    return start;
}

static enum err read_row(struct recorded *r, char *line, unsigned number,
                         struct why *why)
{
    char *pattern = next_field(&line), *file = next_field(&line);
    char *status = next_field(&line), *type = next_field(&line);
    char *end = NULL;
    struct record_row row = {.status = 200};

    if (!file || !file[0])
        return why_set(why, ERR_SYNTAX, "index.tsv:%u: no file", number);
    if (status && status[0])
        row.status = strtol(status, &end, 10);
    if ((end && *end) || row.status < 0 || row.status > 999)
        return why_set(why, ERR_SYNTAX, "index.tsv:%u: status: not a number",
                       number);
    row.pattern = mem_text(pattern);
    row.file = mem_text(file);
    row.content_type = mem_text(type ? type : "");
    r->rows = mem_room(r->rows, r->row_count, &r->row_cap, sizeof(row));
    r->rows[r->row_count++] = row;
    return ERR_OK;
}

static enum err read_index(struct recorded *r, struct why *why)
{
    struct strbuf path = {0}, text = {0};
    unsigned number = 0;
    enum err e;

    strbuf_format(&path, "%s/index.tsv", r->folder);
    e = read_file(strbuf_text(&path), INDEX_LIMIT, &text, why);
    for (char *line = text.text; e == ERR_OK && line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        number++;
        if (line[0] && line[0] != '#')
            e = read_row(r, line, number, why);
        line = end ? end + 1 : NULL;
    }
    strbuf_done(&path);
    strbuf_done(&text);
    return e;
}

static enum err recorded_submit(void *self, const struct request *request,
                                struct why *why)
{
    struct recorded *r = self;
    struct waiting *w = mem_new(1, sizeof(*w));

    (void)why;
    w->request = *request;
    *r->last = w;
    r->last = &w->next;
    r->pending++;
    return ERR_OK;
}

static const struct record_row *row_for(const struct recorded *r,
                                        const char *url)
{
    for (size_t i = 0; i < r->row_count; i++)
        if (strstr(url, r->rows[i].pattern))
            return &r->rows[i];
    return NULL;
}

static void fill(struct recorded *r, struct reply *out)
{
    const struct record_row *row = row_for(r, r->handed.url);
    struct strbuf path = {0};
    struct why why = {{0}};

    *out = (struct reply){.id = r->handed.id, .request = &r->handed};
    out->received_ms = clock_wall_ms();
    strbuf_clear(&r->body);
    if (row)
        strbuf_format(&path, "%s/%s", r->folder, row->file);
    if (!row) {
        out->failure = REPLY_NO_HOST;
        snprintf(out->error, sizeof(out->error), "no recorded reply");
    } else if (read_file(strbuf_text(&path), BODY_LIMIT, &r->body, &why)) {
        out->failure = REPLY_BROKEN;
        snprintf(out->error, sizeof(out->error), "%.150s", why.text);
    } else {
        out->status = row->status;
        snprintf(out->content_type, sizeof(out->content_type), "%s",
                 row->content_type);
    }
    out->body = strbuf_text(&r->body);
    out->size = r->body.len;
    out->wire_bytes = r->body.len;
    strbuf_done(&path);
}

static int recorded_collect(void *self, int wait_ms, struct reply *out)
{
    struct recorded *r = self;
    struct waiting *w = r->first;
    struct pollfd fd = {.fd = r->wake.out, .events = POLLIN};

    if (!w) {
        if (wait_ms > 0 && poll(&fd, 1, wait_ms) > 0)
            wake_drain(&r->wake);
        return 0;
    }
    r->first = w->next;
    if (!r->first)
        r->last = &r->first;
    r->pending--;
    r->handed = w->request;
    free(w);
    fill(r, out);
    return 1;
}

static unsigned recorded_pending(const void *self)
{
    const struct recorded *r = self;

    return r->pending;
}

static void recorded_wake(void *self)
{
    struct recorded *r = self;

    wake_ring(&r->wake);
}

static void recorded_free(void *self)
{
    struct recorded *r = self;

    while (r->first) {
        struct waiting *w = r->first;
        r->first = w->next;
        free(w);
    }
    for (size_t i = 0; i < r->row_count; i++) {
        free(r->rows[i].pattern);
        free(r->rows[i].file);
        free(r->rows[i].content_type);
    }
    free(r->rows);
    free(r->folder);
    strbuf_done(&r->body);
    wake_done(&r->wake);
    free(r);
}

enum err recorded_transport_new(const char *folder, struct transport *out,
                                struct why *why)
{
    struct recorded *r = mem_new(1, sizeof(*r));
    enum err e;

    r->last = &r->first;
    r->folder = mem_text(folder);
    wake_init(&r->wake);
    e = read_index(r, why);
    if (e != ERR_OK) {
        recorded_free(r);
        return e;
    }
    *out = (struct transport){
        .self = r,
        .submit = recorded_submit,
        .collect = recorded_collect,
        .pending = recorded_pending,
        .wake = recorded_wake,
        .free = recorded_free,
    };
    return ERR_OK;
}
