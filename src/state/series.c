/* SPDX-License-Identifier: MIT */
/* Bars of one span in a shared block, copied before a change if shared. */
#include "tapewatch/state/series.h"

#include <stdbool.h>
#include <string.h>

#include "tapewatch/base/mem.h"

static struct series *make(enum bar_span span, size_t cap)
{
    struct series *s = shared_new(sizeof *s + cap * sizeof s->bars[0], NULL);

    s->span = span;
    s->cap = cap;
    return s;
}

struct series *series_new(enum bar_span span)
{
    return make(span, 4);
}

/* A block of its own with room for one more; slack stays under a quarter. */
static void make_room(struct series **s)
{
    struct series *old = *s;
    bool is_full = old->count == old->cap;
    struct series *fresh;

    if (!is_full && shared_is_unique(old))
        return;
    fresh = make(old->span, is_full ? old->cap + old->cap / 5 + 4 : old->cap);
    fresh->count = old->count;
    memcpy(fresh->bars, old->bars, old->count * sizeof old->bars[0]);
    shared_release(old);
    *s = fresh;
}

size_t series_at(const struct series *s, int64_t t)
{
    size_t low = 0, high = s ? s->count : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (s->bars[middle].start < t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void series_put(struct series **s, const struct bar *b, size_t most)
{
    size_t at = series_at(*s, b->start);
    bool is_same = at < (*s)->count && (*s)->bars[at].start == b->start;
    struct bar *bars;

    if (is_same && memcmp(&(*s)->bars[at], b, sizeof *b) == 0)
        return;
    if (!is_same && at == 0 && (*s)->count >= most)
        return; /* older than all that may be kept */
    if (!is_same && (*s)->count >= most) {
        if (!shared_is_unique(*s))
            make_room(s);
        memmove((*s)->bars, (*s)->bars + 1, ((*s)->count - 1) * sizeof *bars);
        (*s)->count--;
        at--;
    }
    make_room(s);
    bars = (*s)->bars;
    if (!is_same) {
        memmove(bars + at + 1, bars + at, ((*s)->count - at) * sizeof *bars);
        (*s)->count++;
    }
    bars[at] = *b;
}
