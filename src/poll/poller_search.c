/* SPDX-License-Identifier: MIT */
/* Looking for a symbol: at once in what is known and kept here, then at the
 * sources that search, once for each text. */
#include <string.h>
#include <strings.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static void add(void *self, const struct instrument *i)
{
    struct search *s = self;
    struct found *f = &s->items[s->count];

    for (size_t k = 0; k < s->count; k++)
        if (strcmp(s->items[k].symbol, i->symbol) == 0)
            return;
    if (s->count == SEARCH_MAX)
        return;
    s->count++;
    *f = (struct found){.type = i->type};
    name_copy(f->symbol, sizeof(f->symbol), i->symbol);
    name_copy(f->name, sizeof(f->name), i->name ? i->name : "");
    name_copy(f->venue, sizeof(f->venue), i->venue ? i->venue : "");
}

static bool fits(const struct instrument *i, const char *text)
{
    size_t n = strlen(text);

    if (strncasecmp(i->symbol, text, n) == 0)
        return true;
    for (const char *at = i->name; at && *at; at++)
        if (strncasecmp(at, text, n) == 0)
            return true;
    return false;
}

/* The symbol itself goes before what only begins like it. */
static void add_known(struct poller *p, struct search *s)
{
    struct snapshot *now = poller_snapshot(p, p->real_ms);
    struct store_finder finder = {.self = s, .found = add};
    struct why why = {{0}};

    for (int is_exact = 1; is_exact >= 0; is_exact--)
        for (size_t i = 0; i < now->listing_count; i++) {
            const struct instrument *known = now->listings[i].instrument;
            if ((strcasecmp(known->symbol, s->text) == 0) == (is_exact == 1) &&
                fits(known, s->text))
                add(s, known);
        }
    snapshot_free(now);
    if (p->parts.store)
        poller_store_failed(p,
                            store_directory_search(p->parts.store, s->text,
                                                   SEARCH_MAX, &finder, &why),
                            &why);
}

static bool is_anybody_asked(const struct poller *p)
{
    for (size_t i = 0; i < p->source_count; i++)
        if (p->sources[i].is_on && p->parts.mode == RUN_LIVE &&
            p->parts.transport &&
            p->sources[i].provider->jobs >> JOB_SEARCH & 1)
            return true;
    return false;
}

/* Snapshots hold the old one: it is never changed, only replaced. */
static void put(struct poller *p, struct search *s)
{
    shared_release(p->search);
    p->search = s;
    state_set_search(p->parts.state, s);
    p->are_wishes_stale = true;
    p->is_dirty = true;
}

void poller_search(struct poller *p, const char *text)
{
    struct search *s;

    if (p->search && strcmp(p->search->text, text) == 0 &&
        p->search->state != SEARCH_FAILED)
        return;
    if (!text[0]) {
        put(p, NULL);
        return;
    }
    s = shared_new(sizeof(*s), NULL);
    name_copy(s->text, sizeof(s->text), text);
    s->state = is_anybody_asked(p) ? SEARCH_ASKING : SEARCH_LOCAL;
    add_known(p, s);
    put(p, s);
}

/* The task's symbol is the text, as far as it goes: another text is another
 * task, and the same one is not asked again today. */
void poller_want_search(struct poller *p, const struct reported *r)
{
    struct wish wish = {.source = r->source,
                        .job = JOB_SEARCH,
                        .hours = HOURS_ALWAYS,
                        .interval_ms = MS_PER_DAY,
                        .is_focused = true};
    char text[SYMBOL_MAX];

    if (!p->search || p->search->state == SEARCH_LOCAL)
        return;
    name_copy(text, sizeof(text), p->search->text);
    wish.symbol = text;
    schedule_want(p->schedule, &wish, p->real_ms);
}

static void add_read(struct search *s, const struct updates *u,
                     const char *source)
{
    for (size_t i = 0; i < u->count; i++) {
        struct instrument found = u->items[i].of.instrument;
        size_t before = s->count;

        if (u->items[i].kind != UPDATE_instrument)
            continue;
        name_copy(found.symbol, sizeof(found.symbol), u->items[i].symbol);
        add(s, &found);
        if (s->count > before)
            name_copy(s->items[before].source, SOURCE_MAX, source);
    }
}

void poller_search_read(struct poller *p, const struct batch *b,
                        const struct answer *a, enum outcome outcome)
{
    char text[SYMBOL_MAX];
    struct search *s;
    struct why why = {{0}};

    if (!p->search)
        return;
    name_copy(text, sizeof(text), p->search->text);
    if (strcmp(text, b->symbols[0]) != 0)
        return; /* something else is looked for by now */
    s = shared_new(sizeof(*s), NULL);
    *s = *p->search;
    add_read(s, &p->scratch, b->source);
    s->state = outcome == OUTCOME_OK ? SEARCH_DONE : SEARCH_FAILED;
    if (outcome != OUTCOME_OK) {
        poller_reason(a->reply, &a->why, &why);
        name_copy(s->reason, sizeof(s->reason), why.text);
    }
    put(p, s);
}
