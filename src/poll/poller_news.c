/* SPDX-License-Identifier: MIT */
/* What the user does with headlines: read, unread, kept, let go, looked for. */
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/tape/codec.h"

enum { FOUND_NEWS_MAX = 1000 };

/* A command may have the beginning of a long id only. */
static const struct headline *find(const struct snapshot *s,
                                   const struct command *c)
{
    for (size_t i = 0; c->text[0] && i < s->headline_count; i++)
        if (strncmp(s->headlines[i]->id, c->text, sizeof(c->text) - 1) == 0)
            return s->headlines[i];
    return NULL;
}

static void mark_read(struct poller *p, const char *id, bool is_read)
{
    struct why why = {{0}};
    enum err e = ERR_OK;

    state_mark_read(p->parts.state, id, is_read);
    if (poller_is_kept(p)) /* opening a story is no wish to keep anything */
        e = is_read ? store_mark_read(p->parts.store, id, p->real_ms, &why)
                    : store_mark_unread(p->parts.store, id, &why);
    poller_store_failed(p, e, &why);
}

static void write_bookmark(struct poller *p, const struct headline *h,
                           bool is_kept)
{
    struct strbuf key = {0}, line = {0};
    struct update u = {.t = h->seen, .kind = UPDATE_headline};
    struct why why = {{0}};

    name_copy(u.source, sizeof(u.source), h->source);
    u.of.headline = *h;
    strbuf_add(&key, "bookmark.");
    strbuf_add(&key, h->id);
    if (is_kept)
        tape_encode(&u, &line);
    poller_store_failed(p,
                        store_set_setting(p->parts.store, strbuf_text(&key),
                                          strbuf_text(&line), &why),
                        &why);
    strbuf_done(&key);
    strbuf_done(&line);
}

void poller_news_command(struct poller *p, const struct command *c)
{
    struct snapshot *s = poller_snapshot(p, p->real_ms);
    const struct headline *h = find(s, c);

    if (h && c->kind == COMMAND_BOOKMARK) {
        state_bookmark(p->parts.state, h->id, c->number != 0);
        if (poller_keeps(p))
            write_bookmark(p, h, c->number != 0);
    } else if (h) {
        mark_read(p, h->id, c->kind == COMMAND_READ);
    }
    p->is_dirty = p->is_dirty || h;
    snapshot_free(s);
}

void poller_restore_bookmark(struct poller *p, const char *line)
{
    struct updates one = {0};
    struct why why = {{0}};

    if (tape_decode(line, strcspn(line, "\n"), &one, &why) != ERR_OK)
        log_line(LOG_INFO, "poll: a bookmark was not readable: %s", why.text);
    for (size_t i = 0; i < one.count; i++)
        if (one.items[i].kind == UPDATE_headline)
            state_keep_headline(p->parts.state, &one.items[i]);
    updates_done(&one);
}

static void found(void *self, const struct update *u)
{
    state_found_news(self, u);
}

void poller_look_back(struct poller *p, int64_t t)
{
    state_look_back(p->parts.state, t);
}

void poller_find_news(struct poller *p, const char *words)
{
    const struct store_news_finder finder = {.self = p->parts.state,
                                             .found = found};
    const struct store_news_query query = {.wanted = words,
                                           .most = FOUND_NEWS_MAX};
    struct why why = {{0}};

    state_find_news(p->parts.state, words);
    if (p->parts.store && p->parts.mode != RUN_REPLAY)
        poller_store_failed(
            p, store_search_news(p->parts.store, &query, &finder, &why), &why);
    p->is_dirty = true;
}
