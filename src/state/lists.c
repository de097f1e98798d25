/* SPDX-License-Identifier: MIT */
/* Watchlists: named, ordered, each symbol once. */
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

static struct watchlist *find(const struct lists *l, const char *name)
{
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->items[i].name, name) == 0)
            return &l->items[i];
    return NULL;
}

static struct watchlist *find_or_add(struct lists *l, const char *name)
{
    struct watchlist *w = find(l, name);

    if (w)
        return w;
    l->items = mem_room(l->items, l->count, &l->cap, sizeof *l->items);
    w = &l->items[l->count++];
    *w = (struct watchlist){.count = 0};
    name_copy(w->name, sizeof w->name, name);
    return w;
}

static int place_of(const struct watchlist *w, const char *symbol)
{
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->symbols[i], symbol) == 0)
            return (int)i;
    return -1;
}

static bool insert(struct watchlist *w, const char *symbol, size_t at)
{
    if (place_of(w, symbol) >= 0 || w->count >= LIST_SYMBOLS_MAX)
        return false;
    w->symbols = mem_grow(w->symbols, w->count + 1, sizeof *w->symbols);
    memmove(w->symbols + at + 1, w->symbols + at,
            (w->count - at) * sizeof *w->symbols);
    memset(w->symbols[at], 0, sizeof w->symbols[at]);
    name_copy(w->symbols[at], sizeof w->symbols[at], symbol);
    w->count++;
    return true;
}

void lists_set(struct lists *l, const char *name, const char *const *symbols,
               size_t n)
{
    struct watchlist *w = find_or_add(l, name);

    w->count = w->mark_count = 0;
    for (size_t i = 0; i < n; i++)
        (void)insert(w, symbols[i], w->count);
}

void lists_mark(struct lists *l, const char *list,
                const struct list_mark *mark)
{
    struct watchlist *w = find(l, list);

    if (w && place_of(w, mark->symbol) >= 0)
        *list_mark_add(&w->marks, &w->mark_count, mark->symbol) = *mark;
}

/* A heading goes on until the next one. */
static void take_heading(struct watchlist *w, size_t at)
{
    const struct list_mark *before =
        at > 0 ? list_mark_find(w->marks, w->mark_count, w->symbols[at - 1])
               : NULL;
    char section[SECTION_MAX];

    if (!before || !before->section[0])
        return;
    name_copy(section, sizeof section, before->section);
    name_copy(list_mark_add(&w->marks, &w->mark_count, w->symbols[at])
                  ->section,
              SECTION_MAX, section);
}

bool lists_add(struct lists *l, const char *list, const char *symbol, int index)
{
    struct watchlist *w = find_or_add(l, list);
    bool is_inside = index >= 0 && (size_t)index < w->count;
    size_t at = is_inside ? (size_t)index : w->count;

    if (!insert(w, symbol, at))
        return false;
    take_heading(w, at);
    return true;
}

int lists_remove(struct lists *l, const char *list, const char *symbol)
{
    struct watchlist *w = find(l, list);
    int at = w ? place_of(w, symbol) : -1;

    if (at < 0)
        return -1;
    list_mark_drop(w->marks, &w->mark_count, symbol);
    memmove(w->symbols + at, w->symbols + at + 1,
            (w->count - (size_t)at - 1) * sizeof *w->symbols);
    w->count--;
    return at;
}

void lists_done(struct lists *l)
{
    for (size_t i = 0; i < l->count; i++) {
        free(l->items[i].symbols);
        free(l->items[i].marks);
    }
    free(l->items);
    *l = (struct lists){0};
}
