/* SPDX-License-Identifier: MIT */
/* The user's words on headlines, sorted by the headline's id; for snapshots one
 * shared block with a count of each word, made when it is asked for after a
 * change: hundreds may come at once, from a store. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "market.h"
#include "tapewatch/base/mem.h"

/* The first that is not before it. */
static size_t place_of(const struct tagged *items, size_t count,
                       const char *id)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(items[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct tagged *items, size_t count, size_t at,
                  const char *id)
{
    return at < count && strcmp(items[at].id, id) == 0;
}

bool tagged_has(const struct news *n, const char *id)
{
    return is_at(n->tagged, n->tagged_count,
                 place_of(n->tagged, n->tagged_count, id), id);
}

/* As it is spelt where it is in use; else as it is. */
static const char *spelt(const struct news *n, const char *tag)
{
    for (size_t i = 0; i < n->tagged_count; i++)
        for (size_t k = 0; k < n->tagged[i].tags.count; k++)
            if (tags_same(n->tagged[i].tags.at[k], tag))
                return n->tagged[i].tags.at[k];
    return tag;
}

static void drop(struct news *n, size_t at)
{
    free(n->tagged[at].id);
    n->tagged_count--;
    memmove(&n->tagged[at], &n->tagged[at + 1],
            (n->tagged_count - at) * sizeof *n->tagged);
}

static void add(struct news *n, size_t at, const char *id)
{
    n->tagged = mem_room(n->tagged, n->tagged_count, &n->tagged_cap,
                         sizeof *n->tagged);
    memmove(&n->tagged[at + 1], &n->tagged[at],
            (n->tagged_count - at) * sizeof *n->tagged);
    n->tagged[at] = (struct tagged){.id = mem_text(id)};
    n->tagged_count++;
}

void state_tag(struct state *s, const char *headline_id,
               const struct tags *tags)
{
    struct news *n = &s->news;
    size_t at = place_of(n->tagged, n->tagged_count, headline_id);
    bool is_there = is_at(n->tagged, n->tagged_count, at, headline_id);
    struct tags own = {.count = 0};

    if (!headline_id[0] || (!is_there && tags->count == 0))
        return;
    for (size_t i = 0; i < tags->count; i++)
        (void)tags_put(&own, spelt(n, tags->at[i]));
    if (own.count == 0) {
        drop(n, at);
    } else {
        if (!is_there)
            add(n, at, headline_id);
        n->tagged[at].tags = own;
    }
    n->tagged_version++;
}

/* ---- for snapshots */

static int compare_names(const void *left, const void *right)
{
    const struct tag_count *a = left, *b = right;

    return strcasecmp(a->tag, b->tag);
}

/* How many headlines have each; free() it. */
static struct tag_count *count_names(const struct news *n, size_t *count)
{
    struct tag_count *names = NULL;
    size_t cap = 0;

    for (size_t i = 0; i < n->tagged_count; i++)
        for (size_t k = 0; k < n->tagged[i].tags.count; k++) {
            const char *tag = n->tagged[i].tags.at[k];
            size_t at = 0;

            while (at < *count && strcmp(names[at].tag, tag) != 0)
                at++;
            if (at == *count) {
                names = mem_room(names, *count, &cap, sizeof *names);
                names[at] = (struct tag_count){.count = 0};
                memcpy(names[at].tag, tag, TAG_MAX);
                ++*count;
            }
            names[at].count++;
        }
    if (*count > 0)
        qsort(names, *count, sizeof *names, compare_names);
    return names;
}

/* The list, its items, the counts and the ids, in one block. */
static const struct tagged_list *make(const struct news *n)
{
    size_t name_count = 0, bytes = sizeof(struct tagged_list);
    struct tag_count *names = count_names(n, &name_count), *to_names;
    struct tagged_list *list;
    struct tagged *items;
    char *ids;

    bytes += n->tagged_count * sizeof *items + name_count * sizeof *names;
    for (size_t i = 0; i < n->tagged_count; i++)
        bytes += mem_text_room(n->tagged[i].id);
    list = shared_new(bytes, NULL);
    items = (struct tagged *)(list + 1);
    to_names = (struct tag_count *)(items + n->tagged_count);
    ids = (char *)(to_names + name_count);
    for (size_t i = 0; i < n->tagged_count; i++) {
        items[i] = (struct tagged){.id = ids, .tags = n->tagged[i].tags};
        (void)mem_text_put(&ids, n->tagged[i].id);
    }
    if (name_count > 0)
        memcpy(to_names, names, name_count * sizeof *names);
    free(names);
    *list = (struct tagged_list){.count = n->tagged_count,
                                 .items = items,
                                 .name_count = name_count,
                                 .names = to_names};
    return list;
}

const struct tagged_list *tagged_freeze(const struct news *n,
                                        struct freezing *z)
{
    if (z->tagged_version != n->tagged_version) {
        shared_release(z->tagged);
        z->tagged = n->tagged_count > 0 ? make(n) : NULL;
        z->tagged_version = n->tagged_version;
    }
    return shared_hold(z->tagged);
}

const struct tags *snapshot_tags(const struct snapshot *s,
                                 const char *headline_id)
{
    static const struct tags none = {.count = 0};
    const struct tagged_list *l = s->tagged;
    size_t at = l ? place_of(l->items, l->count, headline_id) : 0;

    return l && is_at(l->items, l->count, at, headline_id)
               ? &l->items[at].tags
               : &none;
}

void tagged_done(struct news *n)
{
    for (size_t i = 0; i < n->tagged_count; i++)
        free(n->tagged[i].id);
    free(n->tagged);
}
