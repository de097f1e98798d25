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

void series_own(struct series **s)
{
    if (!shared_is_unique(*s))
        make_room(s);
}

static size_t place_of(const struct series *s, int64_t t)
{
    size_t low = 0, high = s->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (s->bars[middle].start < t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t series_at(const struct series *s, int64_t t)
{
    return s ? place_of(s, t) : 0;
}

static void drop_oldest(struct series **s)
{
    series_own(s);
    (*s)->count--;
    memmove((*s)->bars, (*s)->bars + 1, (*s)->count * sizeof (*s)->bars[0]);
}

void series_put(struct series **s, const struct bar *b, size_t most)
{
    size_t at = place_of(*s, b->start);
    bool is_same = at < (*s)->count && (*s)->bars[at].start == b->start;
    struct bar *bars;

    if (is_same && bar_equal(&(*s)->bars[at], b))
        return;
    if (!is_same && (*s)->count >= most) {
        if (at == 0)
            return; /* older than all that may be kept */
        drop_oldest(s);
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
