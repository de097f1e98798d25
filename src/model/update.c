/* SPDX-License-Identifier: MIT */
/* Updates: names, batches, and shared headlines. */
#include "tapewatch/model/update.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

static const char *const kind_names[] = {
#define KIND_NAME(name) #name,
    UPDATE_KINDS(KIND_NAME)
#undef KIND_NAME
};

const char *update_kind_name(enum update_kind k)
{
    return kind_names[k];
}

bool update_kind_from_name(const char *name, enum update_kind *out)
{
    for (int i = 0; i < UPDATE_KIND_COUNT; i++) {
        if (strcmp(name, kind_names[i]) == 0) {
            *out = (enum update_kind)i;
            return true;
        }
    }
    return false;
}

int64_t fact_known_since(int32_t filed, int64_t t)
{
    int32_t late = filed == NO_DATE ? 0 : civil_new_york_date(t) - filed;

    return late <= FACT_NEWS_DAYS && late >= -FACT_NEWS_DAYS
               ? t
               : civil_from_new_york(filed + 1, 0, 0);
}

static const struct {
    const char *name, *word;
} source_states[] = {
#define STATE_ROW(name, word) {#name, word},
    SOURCE_STATES(STATE_ROW)
#undef STATE_ROW
};

const char *source_state_name(enum source_state s)
{
    return source_states[s].name;
}

const char *source_state_word(enum source_state s)
{
    return source_states[s].word;
}

bool source_state_from_name(const char *name, enum source_state *out)
{
    for (int i = 0; i < SOURCE_STATE_COUNT; i++) {
        if (strcmp(name, source_states[i].name) == 0) {
            *out = (enum source_state)i;
            return true;
        }
    }
    return false;
}

/* Dates are the only fields whose "unknown" is not all bits zero. */
static void forget_dates(struct update *u)
{
    if (u->kind == UPDATE_instrument)
        u->of.instrument.shares_asof = NO_DATE;
    if (u->kind == UPDATE_fact)
        u->of.fact.start = u->of.fact.end = u->of.fact.filed = NO_DATE;
    if (u->kind == UPDATE_action)
        u->of.action.ex = NO_DATE;
}

struct update *updates_add(struct updates *u, int64_t t, enum update_kind kind,
                           const char *symbol, const char *source)
{
    struct update *item;

    u->items = mem_room(u->items, u->count, &u->cap, sizeof *u->items);
    item = &u->items[u->count++];
    *item = (struct update){.t = t, .kind = kind};
    name_copy(item->symbol, sizeof item->symbol, symbol);
    name_copy(item->source, sizeof item->source, source);
    if (kind == UPDATE_instrument)
        name_copy(item->of.instrument.symbol, SYMBOL_MAX, symbol);
    forget_dates(item);
    return item;
}

const char *updates_text(struct updates *u, const char *s, size_t most)
{
    return s ? updates_text_n(u, s, strlen(s), most) : NULL;
}

const char *updates_text_n(struct updates *u, const char *s, size_t n,
                           size_t most)
{
    struct strbuf clean = {0};
    const char *kept;

    if (n <= most && utf8_is_plain(s, n))
        return arena_text_n(&u->texts, s, n);
    utf8_clean(&clean, s, n, most);
    kept = arena_text_n(&u->texts, strbuf_text(&clean), clean.len);
    strbuf_done(&clean);
    return kept;
}

void updates_clear(struct updates *u)
{
    u->count = 0;
    arena_done(&u->texts);
}

void updates_done(struct updates *u)
{
    free(u->items);
    arena_done(&u->texts);
    *u = (struct updates){0};
}

bool headline_is_of(const struct headline *h, const char *symbol)
{
    for (size_t i = 0; i < h->symbol_count; i++)
        if (strcmp(h->symbols[i], symbol) == 0)
            return true;
    return false;
}

const struct headline *headline_share(const struct headline *from)
{
    size_t texts = mem_text_room(from->id) + mem_text_room(from->title) +
                   mem_text_room(from->summary) +
                   mem_text_room(from->publisher) + mem_text_room(from->url);
    size_t terms = from->term_count * sizeof *from->terms;
    struct headline *h = shared_new(sizeof *h + terms + texts, NULL);
    struct term *words = (struct term *)(h + 1);
    char *at = (char *)(words + from->term_count);

    *h = *from;
    if (terms > 0)
        memcpy(words, from->terms, terms);
    h->terms = terms > 0 ? words : NULL;
    h->id = mem_text_put(&at, from->id);
    h->title = mem_text_put(&at, from->title);
    h->summary = mem_text_put(&at, from->summary);
    h->publisher = mem_text_put(&at, from->publisher);
    h->url = mem_text_put(&at, from->url);
    return h;
}
