/* SPDX-License-Identifier: MIT */
/* Counts headlines by outlet, list and tag; expressions for each. */
#include "news_counts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "news_list.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

static struct news_count *add(struct news_counts *to, enum count_of of,
                              const char *name)
{
    struct news_count *n;

    to->items = mem_room(to->items, to->count, &to->cap, sizeof *to->items);
    n = &to->items[to->count++];
    *n = (struct news_count){.of = of, .name = name};
    return n;
}

/* ---- outlets */

static uint32_t hash_of(const char *s)
{
    uint32_t h = UINT32_C(2166136261); /* FNV-1a */

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * UINT32_C(16777619);
    return h;
}

/* The headline's, which may be a new one. */
static struct news_count *outlet(struct news_counts *outlets,
                                 const struct headline *h)
{
    bool is_source = !h->publisher || !h->publisher[0];
    const char *name = is_source ? h->source : h->publisher;
    uint32_t hash = hash_of(name);
    struct news_count *n;

    for (size_t i = 0; i < outlets->count; i++)
        if (outlets->items[i].hash == hash &&
            strcmp(outlets->items[i].name, name) == 0)
            return &outlets->items[i];
    n = add(outlets, COUNT_OUTLET, name);
    n->hash = hash;
    n->source = h->source;
    n->is_source = is_source;
    return n;
}

static int compare_outlets(const void *left, const void *right)
{
    const struct news_count *a = left, *b = right;

    if (a->unread != b->unread)
        return a->unread > b->unread ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* ---- the user's own */

static bool is_in(const struct frame *f, const char *list,
                  const struct headline *h)
{
    const struct surroundings around = surroundings_of_snapshot(f->now);

    for (size_t i = 0; i < h->symbol_count; i++)
        if (around.in_list(around.self, list, h->symbols[i]) == TRUTH_TRUE)
            return true;
    return false;
}

static bool is_of(const struct frame *f, const struct news_count *n,
                  const struct headline *h)
{
    if (n->of == COUNT_LIST || n->of == COUNT_HELD)
        return is_in(f, n->name, h);
    return n->of == COUNT_ALL || snapshot_is_bookmarked(f->now, h->id);
}

static void add_own(const struct frame *f, struct news_counts *out)
{
    const struct watchlist *w =
        snapshot_watchlist(f->now, f->subject->list);

    if (!w && f->now->watchlist_count)
        w = &f->now->watchlists[0];
    add(out, COUNT_ALL, "");
    if (w)
        add(out, COUNT_LIST, w->name);
    if (f->now->book && f->now->book->lot_count)
        add(out, COUNT_HELD, "portfolio");
    add(out, COUNT_KEPT, "");
}

static void count(const struct frame *f, struct news_counts *own,
                  struct news_counts *outlets)
{
    for (size_t i = 0; i < f->now->headline_count; i++) {
        const struct headline *h = f->now->headlines[i];
        unsigned unread = !snapshot_is_read(f->now, h->id);
        struct news_count *of;

        if (news_is_muted(f, h))
            continue;
        of = outlet(outlets, h);
        of->total++;
        of->unread += unread;
        for (size_t k = 0; k < own->count; k++)
            if (is_of(f, &own->items[k], h)) {
                own->items[k].total++;
                own->items[k].unread += unread;
            }
    }
}

void news_counts_make(const struct frame *f, struct news_counts *out)
{
    const struct tagged_list *tags = f->now->tagged;
    struct news_counts outlets = {.count = 0};

    *out = (struct news_counts){.count = 0};
    add_own(f, out);
    count(f, out, &outlets);
    if (outlets.count) {
        qsort(outlets.items, outlets.count, sizeof *outlets.items,
              compare_outlets);
        add(out, COUNT_GAP, "outlets");
    }
    for (size_t i = 0; i < outlets.count; i++)
        *add(out, COUNT_OUTLET, "") = outlets.items[i];
    free(outlets.items);
    if (tags)
        add(out, COUNT_GAP, "tags");
    for (size_t i = 0; tags && i < tags->name_count; i++)
        add(out, COUNT_TAG, tags->names[i].tag)->total = tags->names[i].count;
}

/* ---- as an expression */

/* A text of the language: a quotation mark has a \ before it. */
static void quote(const char *text, char *out, size_t size)
{
    size_t n = 0;

    for (; *text && n + 2 < size; text++) {
        if (*text == '"')
            out[n++] = '\\';
        out[n++] = *text;
    }
    out[n] = '\0';
}

void news_count_filter(const struct news_count *n, char *out, size_t size)
{
    static const char *const forms[] = {
        [COUNT_ALL] = "", [COUNT_LIST] = "symbols in @\"%s\"",
        [COUNT_HELD] = "symbols in @%s", [COUNT_KEPT] = "bookmarked == true",
        [COUNT_OUTLET] = "publisher == \"%s\"", [COUNT_TAG] = "tags == \"%s\"",
        [COUNT_GAP] = ""};
    const char *form =
        n->is_source ? "source == \"%s\"" : forms[n->of];
    const char *at = strstr(form, "%s");
    char name[FILTER_MAX];

    quote(n->name, name, sizeof(name) - 40);
    if (at)
        snprintf(out, size, "%.*s%s%s", (int)(at - form), form, name, at + 2);
    else
        snprintf(out, size, "%s", form);
}
