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

static struct trading_day day_of(const struct state *s,
                                 const struct event_key *key)
{
    const struct entry *e = tracker_entry(s, key->symbol);

    return session_day(instrument_hours(e->pub.instrument), key->session);
}

/* One of before the open may end there: rules are not known at every start. */
void tracker_expect_end(struct state *s, const struct event *event)
{
    struct trading_day day = day_of(s, &event->key);

    expect_close(&s->tracker, event->last.t <= day.open_ms ? day.open_ms
                                                           : day.end_ms);
}

bool tracker_is_before_open(const struct state *s, const struct rule *rule,
                        const struct event *event)
{
    return rule->looks_at == CHANGED_EXT &&
           event->last.t <= day_of(s, &event->key).open_ms;
}

/* When its session is over: of extended hours these, of before the open the
 * open. */
static int64_t end_of(const struct state *s, const struct event *event)
{
    const struct rule *rule = rules_find(&s->rules, event->key.rule);
    struct trading_day day = day_of(s, &event->key);

    return rule && tracker_is_before_open(s, rule, event) ? day.open_ms
                                                          : day.end_ms;
}

bool tracker_is_due(const struct state *s, const struct rule *rule,
                    const struct event *event)
{
    return rule->looks_at == CHANGED_EXT && s->now_ms > end_of(s, event);
}

struct tracked *tracker_add(struct state *s, struct entry *e,
                            const struct event *event)
{
    struct tracker *t = &s->tracker;

    t->items = mem_room(t->items, t->count, &t->cap, sizeof *t->items);
    t->items[t->count] =
        (struct tracked){.event = *event, .older = e->newest_event};
    t->items[t->count].event.serial = (uint32_t)t->count + 1;
    e->newest_event = ++t->count;
    tracker_expect_end(s, event);
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
        int64_t end_ms;

        if (event->state == EVENT_closed)
            continue;
        end_ms = end_of(s, event);
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
