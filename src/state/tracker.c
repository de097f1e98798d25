/* SPDX-License-Identifier: MIT */
/* The events there are: found, marked for the store, closed when their session
 * is over, taken over from an earlier run. */
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

struct entry *tracker_entry(const struct state *s, const char *symbol)
{
    return market_find(*symbol == '@' ? &s->group_market : &s->market,
                       symbol);
}

struct tracked *tracker_find_of(const struct tracker *r, const struct entry *e,
                                const struct event_key *key)
{
    size_t at = e->newest_event;

    while (at) {
        struct tracked *t = &r->items[at - 1];

        if (event_key_equal(&t->event.key, key))
            return t;
        at = t->older;
    }
    return NULL;
}

struct tracked *tracker_find(const struct state *s, const struct event_key *key)
{
    const struct entry *e = tracker_entry(s, key->symbol);

    return e ? tracker_find_of(&s->tracker, e, key) : NULL;
}

void tracker_mark(struct tracker *t, struct tracked *e, int64_t now_ms)
{
    e->event.changed = now_ms;
    if (e->is_changed)
        return;
    e->is_changed = true;
    t->changed = mem_room(t->changed, t->changed_count, &t->changed_cap,
                          sizeof *t->changed);
    t->changed[t->changed_count++] = (size_t)(e - t->items);
}

static void expect_close(struct tracker *t, int64_t end_ms)
{
    if (t->next_close == 0 || end_ms < t->next_close)
        t->next_close = end_ms;
}

struct tracked *tracker_add(struct state *s, struct entry *e,
                            const struct event *event)
{
    struct tracker *t = &s->tracker;
    enum market_hours hours = instrument_hours(e->pub.instrument);

    t->items = mem_room(t->items, t->count, &t->cap, sizeof *t->items);
    t->items[t->count] =
        (struct tracked){.event = *event, .older = e->newest_event};
    t->items[t->count].event.serial = (uint32_t)t->count + 1;
    e->newest_event = ++t->count;
    expect_close(t, session_day(hours, event->key.session).end_ms);
    return &t->items[t->count - 1];
}

/* ---- time, restarts */

void tracker_advance(struct state *s, int64_t now_ms)
{
    struct tracker *t = &s->tracker;

    /* At its very end a session may still get its last bar. */
    if (t->next_close == 0 || now_ms <= t->next_close)
        return;
    t->next_close = 0;
    for (size_t i = 0; i < t->count; i++) {
        struct event *event = &t->items[i].event;
        const struct entry *e;
        int64_t end_ms;

        if (event->state == EVENT_closed)
            continue;
        e = tracker_entry(s, event->key.symbol);
        end_ms =
            session_day(instrument_hours(e->pub.instrument), event->key.session)
                .end_ms;
        if (now_ms <= end_ms) {
            expect_close(t, end_ms);
            continue;
        }
        event->state = EVENT_closed;
        /* Not now_ms: how often somebody looks must not show. */
        tracker_mark(t, &t->items[i], end_ms);
    }
}

void tracker_restore(struct state *s, const struct event *event)
{
    bool is_group = *event->key.symbol == '@';
    struct entry *e = market_add(is_group ? &s->group_market : &s->market,
                                 event->key.symbol);
    struct tracked *t = tracker_find(s, &event->key);

    if (t) {
        uint32_t serial = t->event.serial;

        t->event = *event;
        t->event.serial = serial;
    } else
        (void)tracker_add(s, e, event);
    if (!is_group && event->official &&
        (event->known & EVENT_HAS_CAP_CHANGE_USD) && event->cap_change_usd < 0)
        records_put_live(&s->records, event->key.symbol, event->key.session,
                         -event->cap_change_usd, event->change_pct);
}

void tracker_done(struct tracker *t)
{
    free(t->items);
    free(t->changed);
    free(t->turns);
    *t = (struct tracker){0};
}
