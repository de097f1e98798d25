/* SPDX-License-Identifier: MIT */
/* What is kept between runs: read at the start, written once a turn; and
 * following another program that writes it. A store that fails is told once
 * and costs the keeping, never the showing. */
#include <stdlib.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"

enum { BARS_DAYS = 400, HEADLINES_DAYS = 14 };
enum {
    PRUNE_FIRST_MS = 10 * 1000,       /* the start has other things to do */
    PRUNE_NEXT_MS = 200,
    PRUNE_AGAIN_MS = 60 * 60 * 1000   /* is a round due? */
};

void poller_store_failed(struct poller *p, enum err e, const struct why *why)
{
    if (e == ERR_OK || p->store_is_ill)
        return; /* tried again each turn, told once */
    log_line(LOG_ERROR, "poll: store: %s", why->text);
    p->store_is_ill = true;
    poller_notice(p, "not saved: %s; going on without",
                  why->text[0] ? why->text : err_text(e));
}

bool poller_is_kept(const struct poller *p)
{
    return p->parts.store && p->parts.mode != RUN_REPLAY &&
           !p->parts.read_only;
}

bool poller_keeps(struct poller *p)
{
    if (p->parts.read_only)
        poller_notice(p, "read only: this is not kept");
    return poller_is_kept(p);
}

bool poller_caches(const struct poller *p)
{
    return p->parts.store && p->parts.mode == RUN_LIVE && !p->parts.read_only;
}

void poller_store_put(struct poller *p, const struct update *u)
{
    struct why why = {{0}};

    if (poller_caches(p))
        poller_store_failed(p, store_put(p->parts.store, u, &why), &why);
}

void poller_store_commit(struct poller *p)
{
    struct why why = {{0}};

    if (poller_caches(p))
        poller_store_failed(p, store_commit(p->parts.store, &why), &why);
}

static void restore_update(void *self, const struct update *u)
{
    struct poller *p = self;

    state_restore(p->parts.state, u);
    poller_note(p, u);
    p->is_dirty = true;
}

static void restore_event(void *self, const struct event *e)
{
    struct poller *p = self;

    state_restore_event(p->parts.state, e);
    p->is_dirty = true;
}

static enum err read_newer(struct poller *p, struct why *why)
{
    const struct store_reader reader = {
        .self = p, .update = restore_update, .event = restore_event};

    return store_read(p->parts.store, &p->seq,
                      p->real_ms - BARS_DAYS * MS_PER_DAY,
                      p->real_ms - HEADLINES_DAYS * MS_PER_DAY, &reader, why);
}

static void restore_mark(void *self, const char *headline_id)
{
    struct poller *p = self;

    state_mark_read(p->parts.state, headline_id, true);
}

static void restore_pause(void *self, const char *host, int64_t until_ms,
                          unsigned failures)
{
    struct poller *p = self;

    schedule_restore_host(p->schedule, host, until_ms, failures);
}

void poller_store_load(struct poller *p)
{
    struct store *s = p->parts.store;
    struct why why = {{0}};

    poller_store_failed(p, read_newer(p, &why), &why);
    poller_older_news(p, p->real_ms - HEADLINES_DAYS * MS_PER_DAY);
    poller_lists_load(p);
    poller_store_failed(p, store_read_marks(s, p, restore_mark, &why), &why);
    poller_store_failed(p, store_backoffs(s, p, restore_pause, &why), &why);
    poller_store_failed(p, store_settings(s, p, poller_restore_setting, &why),
                        &why);
    poller_store_failed(p, store_tagged(s, p, poller_restore_tagged, &why),
                        &why);
    poller_check_sources(p);
    state_advance(p->parts.state, p->real_ms);
    poller_drain_events(p);
}

/* In turns in which nothing else happened, a little at a time. */
void poller_store_prune(struct poller *p)
{
    const struct config *c = p->parts.config;
    const struct store_ages ages = {
        .intraday_ms = config_ms(c, OPT_keep_intraday),
        .daily_ms = config_ms(c, OPT_keep_daily),
        .news_ms = config_ms(c, OPT_keep_news)};
    struct why why = {{0}};
    bool is_done = true;

    if (!poller_caches(p) || p->store_is_ill)
        return;
    if (p->prune_ms == 0 || p->prune_ms > p->real_ms + PRUNE_AGAIN_MS)
        p->prune_ms = p->real_ms + PRUNE_FIRST_MS;
    if (p->is_dirty || p->real_ms < p->prune_ms)
        return;
    poller_store_failed(
        p, store_prune(p->parts.store, &ages, p->real_ms, &is_done, &why),
        &why);
    p->prune_ms = p->real_ms + (is_done ? PRUNE_AGAIN_MS : PRUNE_NEXT_MS);
}

/* The other program has ended: go on in its place. */
static void take_over(struct poller *p)
{
    struct why why = {{0}};

    p->parts.mode = RUN_LIVE;
    poller_store_failed(
        p, store_backoffs(p->parts.store, p, restore_pause, &why), &why);
    p->are_wishes_stale = true;
    poller_notice(p, "the other tapewatch has ended: asking the sources now");
}

void poller_follow(struct poller *p)
{
    struct why why = {{0}};

    if (!p->parts.store)
        return;
    if (p->follow_ms > p->real_ms + FOLLOW_MS) /* the clock went back */
        p->follow_ms = p->real_ms;
    if (p->real_ms < p->follow_ms)
        return;
    p->follow_ms = p->real_ms + FOLLOW_MS;
    poller_store_failed(p, read_newer(p, &why), &why);
    if (p->parts.transport && store_try_lock(p->parts.store)) {
        poller_store_failed(p, read_newer(p, &why), &why);
        take_over(p);
    }
}
