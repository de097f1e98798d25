/* SPDX-License-Identifier: MIT */
/* The map of what can be clicked. */
#include "hits.h"

void hits_add(struct hits *h, enum hit_kind kind, int n, struct rect area)
{
    if (h->count < HITS_MAX && area.width > 0 && area.height > 0)
        h->at[h->count++] = (struct hit){kind, n, area};
}

struct hit hits_find(const struct hits *h, int x, int y)
{
    for (int i = h->count - 1; i >= 0; i--) {
        const struct rect *r = &h->at[i].area;

        if (x >= r->x && x < r->x + r->width && y >= r->y &&
            y < r->y + r->height)
            return h->at[i];
    }
    return (struct hit){.kind = HIT_NONE};
}
