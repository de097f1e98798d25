/* SPDX-License-Identifier: MIT */
/* What the user does with headlines: read, unread, kept, tagged, looked for. */
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/tape/codec.h"

enum { FOUND_NEWS_MAX = 1000, OLDER_NEWS_MAX = 50000 };

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

/* The headline as a tape line: the cache forgets those that are old. */
static void write_line(const struct headline *h, struct strbuf *out)
{
    struct update u = {.t = h->seen, .kind = UPDATE_headline};

    name_copy(u.source, sizeof(u.source), h->source);
    u.of.headline = *h;
    tape_encode(&u, out);
}

static void write_bookmark(struct poller *p, const struct headline *h,
                           bool is_kept)
{
    struct strbuf key = {0}, line = {0};
    struct why why = {{0}};

    strbuf_add(&key, "bookmark.");
    strbuf_add(&key, h->id);
    if (is_kept)
        write_line(h, &line);
    poller_store_failed(p,
                        store_set_setting(p->parts.store, strbuf_text(&key),
                                          strbuf_text(&line), &why),
                        &why);
    strbuf_done(&key);
    strbuf_done(&line);
}

static void write_tags(struct poller *p, const struct headline *h,
                       const struct tags *tags)
{
    struct strbuf words = {0}, line = {0};
    struct why why = {{0}};

    tags_write(tags, "", &words);
    write_line(h, &line);
    poller_store_failed(p,
                        store_set_tags(p->parts.store, h->id,
                                       strbuf_text(&words),
                                       strbuf_text(&line), &why),
                        &why);
    strbuf_done(&words);
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
    } else if (h && c->kind == COMMAND_TAG) {
        state_tag(p->parts.state, h->id, &c->tags);
        if (poller_keeps(p))
            write_tags(p, h, &c->tags);
    } else if (h) {
        mark_read(p, h->id, c->kind == COMMAND_READ);
    }
    p->is_dirty = p->is_dirty || h;
    snapshot_free(s);
}

void poller_all_read(struct poller *p, const struct command *c)
{
    struct snapshot *s = poller_snapshot(p, p->real_ms);

    for (size_t i = 0; i < s->headline_count; i++) {
        const struct headline *h = s->headlines[i];

        if (h->seen > (int64_t)c->number || snapshot_is_read(s, h->id) ||
            (c->symbol[0] && !headline_is_of(h, c->symbol)))
            continue;
        mark_read(p, h->id, true);
        p->is_dirty = true;
    }
    snapshot_free(s);
}

/* With `tags` NULL it is a bookmark. */
static void restore(struct poller *p, const char *line,
                    const struct tags *tags)
{
    struct updates one = {0};
    struct why why = {{0}};

    if (tape_decode(line, strcspn(line, "\n"), &one, &why) != ERR_OK)
        log_line(LOG_INFO, "poll: a headline that is kept was not readable: "
                 "%s", why.text);
    for (size_t i = 0; i < one.count; i++) {
        if (one.items[i].kind != UPDATE_headline)
            continue;
        if (tags)
            state_keep_tagged(p->parts.state, &one.items[i], tags);
        else
            state_keep_headline(p->parts.state, &one.items[i]);
    }
    updates_done(&one);
}

void poller_restore_bookmark(struct poller *p, const char *line)
{
    restore(p, line, NULL);
}

void poller_restore_tagged(void *self, const char *words, const char *line)
{
    struct why why = {{0}};
    struct tags tags;

    if (tags_read(words, &tags, &why) == ERR_OK)
        restore(self, line, &tags);
    else
        log_line(LOG_INFO, "poll: tags were not readable: %s", why.text);
}

static void found(void *self, const struct update *u)
{
    state_found_news(self, u);
}

static void older(void *self, const struct update *u)
{
    state_older_news(self, u);
}

void poller_older_news(struct poller *p, int64_t until_ms)
{
    const struct store_news_finder finder = {.self = p->parts.state,
                                             .found = older};
    const struct store_news_query query = {.since_ms = p->parts.news_from_ms,
                                           .until_ms = until_ms,
                                           .most = OLDER_NEWS_MAX};
    struct why why = {{0}};

    if (query.since_ms && query.since_ms < until_ms)
        poller_store_failed(
            p, store_search_news(p->parts.store, &query, &finder, &why), &why);
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
