/* SPDX-License-Identifier: MIT */
/* Sorted sets of headlines' ids. A set is one shared block, made anew for each
 * change: that happens when somebody presses a key, and snapshots only hold
 * it. */
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

static size_t place_of(const char *const *items, size_t count, const char *id)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(items[middle], id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool ids_have(const char *const *items, size_t count, const char *id)
{
    size_t at = place_of(items, count, id);

    return at < count && strcmp(items[at], id) == 0;
}

/* A block of `count` ids, those of the old one with `id` put in or left out. */
static void rebuild(struct ids *s, const char *id, size_t count, size_t at)
{
    bool is_put = count > s->count;
    size_t bytes = is_put ? strlen(id) + 1 : 0, from = 0;
    const char **items;
    char *texts;

    for (size_t i = 0; i < s->count; i++)
        bytes += strlen(s->items[i]) + 1;
    items = shared_new(count * sizeof *items + bytes, NULL);
    texts = (char *)(items + count);
    for (size_t i = 0; i < count; i++) {
        const char *text;
        size_t length;

        from += !is_put && i == at; /* behind the one that is left out */
        text = is_put && i == at ? id : s->items[from++];
        length = strlen(text) + 1;
        memcpy(texts, text, length);
        items[i] = texts;
        texts += length;
    }
    shared_release(s->items);
    s->items = items;
    s->count = count;
}

void ids_put(struct ids *s, const char *id)
{
    if (!ids_have(s->items, s->count, id))
        rebuild(s, id, s->count + 1, place_of(s->items, s->count, id));
}

void ids_drop(struct ids *s, const char *id)
{
    if (ids_have(s->items, s->count, id))
        rebuild(s, id, s->count - 1, place_of(s->items, s->count, id));
}
