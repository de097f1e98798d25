/*
 * For tests of decoders: a fixture as a reply, and what came of it.
 */
#ifndef TAPEWATCH_TESTS_UNIT_FEEDS_REPLIES_H
#define TAPEWATCH_TESTS_UNIT_FEEDS_REPLIES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/feeds/provider.h"

#define OPEN_MS INT64_C(1735914600000) /* 2025-01-03T14:30Z: New York opens */
#define CLOSE_MS (OPEN_MS + INT64_C(23400000))
#define LATE_MS (OPEN_MS + INT64_C(86400000))

struct got {
    enum err e;
    struct why why;
    struct updates out;
    struct request request; /* used when source is set */
    struct strbuf body;
};

/* Decodes tests/fixtures/PROVIDER/FILE. */
static inline void decode_file(struct got *g, const char *provider,
                               const char *file, long status, int64_t now)
{
    struct reply reply = {.status = status, .received_ms = now};
    char path[256], piece[4096];
    size_t n;
    FILE *f;

    (void)snprintf(path, sizeof path, "tests/fixtures/%s/%s", provider, file);
    f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot open %s", path);
    strbuf_clear(&g->body);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        strbuf_add_n(&g->body, piece, n);
    (void)fclose(f);
    reply.body = strbuf_text(&g->body);
    reply.size = g->body.len;
    reply.request = g->request.source[0] ? &g->request : NULL;
    g->why.text[0] = '\0';
    g->e = provider_find(provider)->decode(&reply, &g->out, &g->why);
}

/* The same with a body of one's own. */
static inline void decode_text(struct got *g, const char *provider,
                               const char *body, const char *content_type,
                               long status)
{
    struct reply reply = {.status = status, .received_ms = LATE_MS,
                          .body = body, .size = strlen(body)};

    (void)snprintf(reply.content_type, sizeof reply.content_type, "%s",
                   content_type);
    reply.request = g->request.source[0] ? &g->request : NULL;
    g->why.text[0] = '\0';
    g->e = provider_find(provider)->decode(&reply, &g->out, &g->why);
}

static inline void asked_for(struct got *g, const char *source,
                             const char *symbols)
{
    g->request = (struct request){0};
    name_copy(g->request.source, SOURCE_MAX, source);
    for (const char *p = symbols; *p;) {
        size_t n = strcspn(p, " ");

        memcpy(g->request.symbols[g->request.symbol_count++], p, n);
        p += n + (p[n] == ' ');
    }
}

static inline size_t count_of(const struct got *g, enum update_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < g->out.count; i++)
        n += g->out.items[i].kind == kind;
    return n;
}

/* The i-th update of a kind. */
static inline const struct update *nth(const struct got *g,
                                       enum update_kind kind, size_t i)
{
    for (size_t j = 0; j < g->out.count; j++)
        if (g->out.items[j].kind == kind && i-- == 0)
            return &g->out.items[j];
    fail_msg("no such %s", update_kind_name(kind));
    return NULL;
}

static inline void forget(struct got *g)
{
    updates_done(&g->out);
    strbuf_done(&g->body);
    *g = (struct got){0};
}

#endif
