/* SPDX-License-Identifier: MIT */
/* The map of what can be clicked. */
#include "hits.h"

#include <string.h>

void hits_add(struct hits *h, enum hit_kind kind, int n, struct rect area)
{
    if (h->count < HITS_MAX && area.width > 0 && area.height > 0)
        h->at[h->count++] = (struct hit){kind, n, area, ""};
}

static void add_word(struct hits *h, int panel, struct rect area,
                     const char *word)
{
    size_t n = (size_t)area.width;

    if (n >= HIT_WORD_MAX || h->count == HITS_MAX)
        return;
    hits_add(h, HIT_WORD, panel, area);
    memcpy(h->at[h->count - 1].word, word, n);
}

void hits_add_choice(struct hits *h, int panel, int x, int y,
                     const char *text)
{
    static const char apart[] = " []";

    if (!strchr(text, '['))
        return;
    for (const char *at = text + strspn(text, apart); *at;
         at += strspn(at, apart)) {
        int n = (int)strcspn(at, apart);

        add_word(h, panel, (struct rect){x + (int)(at - text), y, n, 1}, at);
        at += n;
    }
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
