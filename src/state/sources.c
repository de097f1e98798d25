/* SPDX-License-Identifier: MIT */
/* The sources: when each was last heard, and what it said of itself. */
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

static struct source_status *find(const struct sources *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->items[i].source, name) == 0)
            return &s->items[i];
    return NULL;
}

struct source_status *sources_add(struct sources *s, const char *name)
{
    struct source_status *item = find(s, name);

    if (item)
        return item;
    s->items = mem_room(s->items, s->count, &s->cap, sizeof *s->items);
    item = &s->items[s->count++];
    *item = (struct source_status){.state = SOURCE_idle};
    name_copy(item->source, sizeof item->source, name);
    return item;
}

int64_t sources_interval(const struct sources *s, const char *name)
{
    const struct source_status *item = find(s, name);

    return item ? item->interval_ms : 0;
}

static void change_state(struct source_status *item, enum source_state to,
                         int64_t t)
{
    if (item->state == to && item->since)
        return;
    item->state = to;
    item->since = t;
}

static void report(struct source_status *item, const struct update *u)
{
    const struct source_report *r = &u->of.status;

    change_state(item, r->state, u->t);
    name_copy(item->reason, sizeof item->reason, r->reason ? r->reason : "");
    item->retry_at = r->retry_at;
    switch (r->state) {
    case SOURCE_ok:
        item->last_good = u->t;
        item->errors = 0;
        break;
    case SOURCE_backoff:
    case SOURCE_failed:
        item->errors++;
        break;
    case SOURCE_idle:
    case SOURCE_loading:
    case SOURCE_slow:
    case SOURCE_off:
    case SOURCE_STATE_COUNT:
        break;
    }
}

void sources_heard(struct sources *s, const struct update *u)
{
    struct source_status *item;

    if (!*u->source)
        return;
    item = sources_add(s, u->source);
    if (u->kind == UPDATE_status) {
        report(item, u);
        return;
    }
    item->last_good = u->t;
    if (u->kind == UPDATE_headline)
        item->is_news = true;
    /* Data is the best sign of life, but a source's own words on trouble
     * stand until it takes them back. */
    if (item->state == SOURCE_idle || item->state == SOURCE_loading)
        change_state(item, SOURCE_ok, u->t);
}
