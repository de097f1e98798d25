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

void poller_store_failed(struct poller *p, enum err e, const struct why *why)
{
    if (e == ERR_OK || p->store_is_ill)
        return; /* tried again each turn, told once */
    log_line(LOG_ERROR, "poll: store: %s", why->text);
    p->store_is_ill = true;
    poller_notice(p, "not saved: %s; going on without",
                  why->text[0] ? why->text : err_text(e));
}

void poller_store_put(struct poller *p, const struct update *u)
{
    struct why why = {{0}};

    if (p->parts.store && p->parts.mode == RUN_LIVE)
        poller_store_failed(p, store_put(p->parts.store, u, &why), &why);
}

void poller_store_commit(struct poller *p)
{
    struct why why = {{0}};

    if (p->parts.store && p->parts.mode == RUN_LIVE)
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

/* One list being read; whole once the next one begins. */
struct list_reading {
    struct poller *poller;
    char name[LIST_NAME_MAX];
    char (*symbols)[SYMBOL_MAX];
    size_t count, cap;
    bool is_open;
};

static void list_ends(struct list_reading *l)
{
    const char **symbols;

    if (!l->is_open)
        return;
    symbols = mem_new(l->count + 1, sizeof(*symbols));
    for (size_t i = 0; i < l->count; i++)
        symbols[i] = l->symbols[i];
    state_set_watchlist(l->poller->parts.state, l->name, symbols, l->count);
    free(symbols);
    l->count = 0;
    l->is_open = false;
}

/* An emptied list comes as one item without a symbol. */
static void list_item(void *self, const char *list, const char *symbol)
{
    struct list_reading *l = self;

    if (l->is_open && strcmp(l->name, list) != 0)
        list_ends(l);
    name_copy(l->name, sizeof(l->name), list);
    l->is_open = true;
    if (!symbol || !symbol[0])
        return;
    l->symbols = mem_room(l->symbols, l->count, &l->cap,
                          sizeof(*l->symbols));
    name_copy(l->symbols[l->count++], SYMBOL_MAX, symbol);
}

void poller_lists_load(struct poller *p)
{
    struct list_reading l = {.poller = p};
    const struct store_list_reader reader = {.self = &l, .item = list_item};
    struct why why = {{0}};

    poller_store_failed(p, store_lists(p->parts.store, &reader, &why), &why);
    list_ends(&l);
    free(l.symbols);
}

static void restore_mark(void *self, const char *headline_id)
{
    struct poller *p = self;

    state_mark_read(p->parts.state, headline_id);
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
    poller_lists_load(p);
    poller_store_failed(p, store_read_marks(s, p, restore_mark, &why), &why);
    poller_store_failed(p, store_backoffs(s, p, restore_pause, &why), &why);
    poller_store_failed(p, store_settings(s, p, poller_restore_setting, &why),
                        &why);
    poller_check_sources(p);
    state_advance(p->parts.state, p->real_ms);
    poller_drain_events(p);
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
