/* SPDX-License-Identifier: MIT */
/* Headlines, newest first: each story once, and which were read. */
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

enum { HEADLINES_MAX = 5000, SAME_STORY_HOURS = 72 };

static uint64_t hash(uint64_t h, const char *s)
{
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211); /* FNV-1a */
    return h;
}

static uint64_t text_hash(const char *s)
{
    return hash(UINT64_C(14695981039346656037), s);
}

static uint64_t id_hash(const struct headline *h)
{
    return hash(text_hash(h->source), h->id);
}

int64_t news_time(const struct headline *h)
{
    return h->published ? h->published : h->seen;
}

static bool is_same_id(const struct headline *a, const struct headline *b)
{
    return strcmp(a->source, b->source) == 0 && strcmp(a->id, b->id) == 0;
}

/* A title or address may come again with another story, but not so soon. */
static bool is_near(const struct headline *a, const struct headline *b)
{
    return llabs(news_time(a) - news_time(b)) <= SAME_STORY_HOURS * MS_PER_HOUR;
}

static bool is_same(const struct news_item *a, const struct news_item *b)
{
    if (a->id_hash == b->id_hash && is_same_id(a->headline, b->headline))
        return true;
    if (a->title_hash == b->title_hash && is_near(a->headline, b->headline) &&
        story_is_same_title(a->headline, b->headline))
        return true;
    return a->url_hash && a->url_hash == b->url_hash &&
           is_near(a->headline, b->headline);
}

static const char *outlet_of(const struct headline *h)
{
    return h->publisher && *h->publisher ? h->publisher : h->source;
}

/* One more outlet tells the story: true when it is a new one. */
static bool add_outlet(struct news_item *item, const struct headline *from)
{
    uint64_t name = text_hash(outlet_of(from));
    size_t n = item->headline->others;

    if (n == OUTLETS_MAX || name == text_hash(outlet_of(item->headline)))
        return false;
    for (size_t i = 0; i < n; i++)
        if (item->outlets[i] == name)
            return false;
    item->outlets[n] = name;
    return true;
}

/* Searches by symbol return one story several times, each with other tags. */
static bool add_tags(struct news_item *item, const struct headline *from)
{
    const struct headline *old = item->headline;
    struct headline wide = *old;

    wide.others = (uint8_t)(old->others + add_outlet(item, from));

    for (size_t i = 0;
         i < from->symbol_count && wide.symbol_count < HEADLINE_SYMBOLS_MAX;
         i++) {
        if (headline_is_of(&wide, from->symbols[i]))
            continue;
        wide.marks[wide.symbol_count] = (struct mark){.bits = 0};
        memcpy(wide.symbols[wide.symbol_count++], from->symbols[i], SYMBOL_MAX);
    }
    if (wide.symbol_count == old->symbol_count && wide.others == old->others)
        return false;
    item->headline = headline_share(&wide);
    shared_release(old); /* not before: its texts have just been copied */
    return true;
}

/* The story if it is known already. */
static struct news_item *find(struct news *n, const struct news_item *item)
{
    for (size_t i = 0; i < n->count; i++)
        if (is_same(&n->items[i], item))
            return &n->items[i];
    return NULL;
}

static void take_out(struct news *n, size_t at)
{
    shared_release(n->items[at].headline);
    n->count--;
    memmove(n->items + at, n->items + at + 1,
            (n->count - at) * sizeof *n->items);
}

static bool is_kept(const struct news *n, const struct headline *h)
{
    return ids_have(n->bookmarks.items, n->bookmarks.count, h->id) ||
           tagged_has(n, h->id);
}

/* The oldest that nobody asked for or keeps; `count` when there is none. */
static size_t oldest(const struct news *n)
{
    for (size_t at = n->count; at > 0; at--)
        if (!n->items[at - 1].is_old && !is_kept(n, n->items[at - 1].headline))
            return at - 1;
    return n->count;
}

/* False: too old to be kept. */
static bool insert(struct news *n, const struct news_item *item)
{
    size_t at = 0, last;

    n->items = mem_room(n->items, n->count, &n->cap, sizeof *n->items);
    while (at < n->count &&
           news_time(n->items[at].headline) > news_time(item->headline))
        at++;
    memmove(n->items + at + 1, n->items + at,
            (n->count - at) * sizeof *n->items);
    n->items[at] = *item;
    n->count++;
    n->version++;
    n->old_count += item->is_old;
    last = n->count - n->old_count > HEADLINES_MAX ? oldest(n) : n->count;
    if (last < n->count)
        take_out(n, last);
    return at != last;
}

static const struct headline *put_new(struct state *s, struct headline *h,
                                      struct news_item *item)
{
    struct news *n = &s->news;
    struct term terms[TERMS_MAX];

    mentions_find(&s->names, &s->market, h, terms);
    item->headline = headline_share(h);
    item->is_read = ids_have(n->read.items, n->read.count, h->id);
    if (!item->is_old && (n->first_seen == 0 || h->seen < n->first_seen))
        n->first_seen = h->seen;
    return insert(n, item) ? item->headline : NULL;
}

/* The headline that is new or has got more symbols, else NULL; of an old one,
 * which takes no other's place and from which no narrative is counted, also
 * the one that is known already. */
static const struct headline *put(struct state *s, const struct update *u,
                                  bool is_old)
{
    struct headline h = u->of.headline;
    struct news_item item, *old;

    if (!h.title || !*h.title)
        return NULL;
    if (!h.id || !*h.id)
        h.id = h.url && *h.url ? h.url : h.title;
    h.seen = u->t;
    name_copy(h.source, sizeof h.source, u->source);
    item = (struct news_item){.headline = &h,
                              .id_hash = id_hash(&h),
                              .title_hash = story_title_hash(&h),
                              .url_hash = story_url_hash(&h),
                              .is_old = is_old};
    old = find(&s->news, &item);
    if (!old)
        return put_new(s, &h, &item);
    if (!is_old && old->is_old) {
        old->is_old = false;
        s->news.old_count--;
    }
    if (!add_tags(old, &h))
        return is_old ? old->headline : NULL;
    s->news.version++;
    return old->headline;
}

const struct headline *news_put(struct state *s, const struct update *u)
{
    return put(s, u, false);
}

static void forget_found(struct news *n)
{
    for (size_t at = n->count; n->old_count && at-- > 0;) {
        if (!n->items[at].is_old || is_kept(n, n->items[at].headline))
            continue;
        take_out(n, at);
        n->old_count--;
        n->version++;
    }
    shared_release(n->found.items);
    n->found = (struct ids){.count = 0};
}

void state_find_news(struct state *s, const char *wanted)
{
    struct news *n = &s->news;

    forget_found(n);
    name_copy(n->wanted, sizeof n->wanted, wanted);
    for (size_t i = 0; *wanted && i < n->count; i++)
        if (headline_has_words(n->items[i].headline, wanted))
            ids_put(&n->found, n->items[i].headline->id);
}

void state_found_news(struct state *s, const struct update *u)
{
    const struct headline *h = put(s, u, true);

    if (h)
        ids_put(&s->news.found, h->id);
}

void state_older_news(struct state *s, const struct update *u)
{
    (void)put(s, u, true);
}

void state_keep_headline(struct state *s, const struct update *u)
{
    const struct headline *h = put(s, u, true);

    if (h)
        state_bookmark(s, h->id, true);
}

void state_keep_tagged(struct state *s, const struct update *u,
                       const struct tags *tags)
{
    const struct headline *h = put(s, u, true);

    if (h)
        state_tag(s, h->id, tags);
}

bool snapshot_is_found(const struct snapshot *s, const char *headline_id)
{
    return ids_have(s->found, s->found_count, headline_id);
}

void news_mark_read(struct news *n, const char *id, bool is_read)
{
    if (is_read)
        ids_put(&n->read, id);
    else
        ids_drop(&n->read, id);
    for (size_t i = 0; i < n->count; i++)
        if (strcmp(n->items[i].headline->id, id) == 0)
            n->items[i].is_read = is_read;
}

bool snapshot_is_read(const struct snapshot *s, const char *headline_id)
{
    return ids_have(s->read_ids, s->read_count, headline_id);
}

bool snapshot_is_bookmarked(const struct snapshot *s, const char *headline_id)
{
    return ids_have(s->bookmarks, s->bookmark_count, headline_id);
}

void news_done(struct news *n)
{
    for (size_t i = 0; i < n->count; i++)
        shared_release(n->items[i].headline);
    free(n->items);
    shared_release(n->read.items);
    shared_release(n->bookmarks.items);
    shared_release(n->found.items);
    tagged_done(n);
    *n = (struct news){0};
}
