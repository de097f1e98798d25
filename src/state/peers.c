/* SPDX-License-Identifier: MIT */
/* Who fell or rose with the symbol of an event. */
#include <math.h>
#include <string.h>

#include "market.h"

/* Companies; an index or fund of the same stocks is no peer. */
static bool is_company(const struct instrument *i)
{
    return i->type == INSTRUMENT_equity || i->type == INSTRUMENT_unknown;
}

static bool is_akin(const struct instrument *a, const struct instrument *b)
{
    if (a->sector && b->sector && strcmp(a->sector, b->sector) == 0)
        return true;
    for (size_t i = 0; i < GROUPS_MAX; i++)
        for (size_t k = 0; k < GROUPS_MAX; k++)
            if (*a->groups[i] && strcmp(a->groups[i], b->groups[k]) == 0)
                return true;
    return false;
}

static bool is_peer(const struct listing *own, const struct listing *l,
                    const struct event *e)
{
    return l != own && l->session == e->key.session &&
           is_company(l->instrument) && FIGURE_HAS(&l->figures, change_pct) &&
           l->figures.change_pct * e->change_pct > 0 &&
           (own ? is_akin(own->instrument, l->instrument)
                : group_has(e->key.symbol, l->instrument));
}

/* Change of value, or 0 when not known. */
static double weight(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, cap_change_usd)
               ? fabs(l->figures.cap_change_usd)
               : 0;
}

static bool is_before(const struct listing *a, const struct listing *b)
{
    double x = fabs(a->figures.change_pct), y = fabs(b->figures.change_pct);

    if (weight(a) != weight(b))
        return weight(a) > weight(b);
    if (x != y)
        return x > y;
    return strcmp(a->instrument->symbol, b->instrument->symbol) < 0;
}

/* Keeps the `most` first by is_before(), in order. */
static void insert(struct event_peer *out, size_t *n, size_t most,
                   const struct listing *l)
{
    size_t at = *n;

    while (at > 0 && is_before(l, out[at - 1].listing))
        at--;
    if (at >= most)
        return;
    if (*n < most)
        (*n)++;
    memmove(out + at + 1, out + at, (*n - at - 1) * sizeof *out);
    out[at] = (struct event_peer){.listing = l, .share = -1};
}

struct group_sum snapshot_breadth(const struct snapshot *s,
                                  const struct event *e)
{
    struct group_sum sum = {0};

    for (size_t i = 0; *e->key.symbol == '@' && i < s->listing_count; i++) {
        const struct listing *l = &s->listings[i];

        if (l->session != e->key.session ||
            !FIGURE_HAS(&l->figures, change_pct) ||
            !group_has(e->key.symbol, l->instrument))
            continue;
        sum.members++;
        sum.down += l->figures.change_pct < 0;
    }
    sum.current = sum.members;
    return sum;
}

size_t snapshot_peers(const struct snapshot *s, const struct event *e,
                      struct event_peer *out, size_t most)
{
    const struct listing *own = snapshot_find(s, e->key.symbol);
    double sum = 0;
    size_t n = 0, all = 0;

    bool is_group = *e->key.symbol == '@';

    if ((!own && !is_group) || !(e->known & EVENT_HAS_CHANGE_PCT))
        return 0;
    if (!is_group && (e->known & EVENT_HAS_CAP_CHANGE_USD))
        sum = fabs(e->cap_change_usd);
    for (size_t i = 0; i < s->listing_count; i++) {
        const struct listing *l = &s->listings[i];

        if (!is_peer(own, l, e))
            continue;
        all++;
        sum += weight(l);
        insert(out, &n, most, l);
    }
    for (size_t i = 0; i < n; i++)
        if (FIGURE_HAS(&out[i].listing->figures, cap_change_usd))
            out[i].share = derive_share(weight(out[i].listing), sum);
    return all;
}
