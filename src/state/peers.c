/* SPDX-License-Identifier: MIT */
/* Who fell or rose with the symbol of an event. */
#include <math.h>
#include <string.h>

#include "market.h"

#define PEER_CORRELATION 0.7 /* from here on without a common group, too */

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

/* Whether it moved with the event at all. */
static bool is_with(const struct listing *own, const struct listing *l,
                    const struct event *e)
{
    return l != own && l->session == e->key.session &&
           team_may_have(l->instrument) && FIGURE_HAS(&l->figures, change_pct) &&
           l->figures.change_pct * e->change_pct > 0;
}

static struct derive_input input_of(const struct listing *l)
{
    return (struct derive_input){.instrument = l->instrument,
                                 .daily = l->series[BAR_1d]};
}

/* Fills in how it goes with the event's own; whether it is a peer. */
static bool is_peer(const struct listing *own, const struct event *e,
                    struct event_peer *p)
{
    struct derive_input a, b;

    if (!own)
        return team_has(e->key.symbol, p->listing->instrument);
    a = input_of(own);
    b = input_of(p->listing);
    p->has_corr = derive_correlation(&a, &b, e->key.session, &p->corr);
    return is_akin(own->instrument, p->listing->instrument) ||
           (p->has_corr && p->corr >= PEER_CORRELATION);
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
                   const struct event_peer *p)
{
    size_t at = *n;

    while (at > 0 && is_before(p->listing, out[at - 1].listing))
        at--;
    if (at >= most)
        return;
    if (*n < most)
        (*n)++;
    memmove(out + at + 1, out + at, (*n - at - 1) * sizeof *out);
    out[at] = *p;
}

struct group_sum snapshot_breadth(const struct snapshot *s,
                                  const struct event *e)
{
    struct group_sum sum = {0};
    struct classes classes = {0};

    for (size_t i = 0; *e->key.symbol == '@' && i < s->listing_count; i++) {
        const struct listing *l = &s->listings[i];

        if (l->session != e->key.session ||
            !FIGURE_HAS(&l->figures, change_pct) ||
            !team_has(e->key.symbol, l->instrument) ||
            !classes_is_first(&classes, classes_cik(l->instrument), 0))
            continue;
        sum.members++;
        sum.down += l->figures.change_pct < 0;
    }
    classes_done(&classes);
    sum.current = sum.members;
    return sum;
}

size_t snapshot_peers(const struct snapshot *s, const struct event *e,
                      struct event_peer *out, size_t most)
{
    const struct listing *own = snapshot_find(s, e->key.symbol);
    struct classes classes = {0};
    double sum = 0;
    size_t n = 0, all = 0;
    bool is_group = *e->key.symbol == '@';

    if ((!own && !is_group) || !(e->known & EVENT_HAS_CHANGE_PCT))
        return 0;
    if (!is_group && (e->known & EVENT_HAS_CAP_CHANGE_USD))
        sum = fabs(e->cap_change_usd);
    if (own)
        (void)classes_is_first(&classes, classes_cik(own->instrument), 0);
    for (size_t i = 0; i < s->listing_count; i++) {
        struct event_peer p = {.listing = &s->listings[i], .share = -1};

        if (!is_with(own, p.listing, e) || !is_peer(own, e, &p) ||
            !classes_is_first(&classes, classes_cik(p.listing->instrument), 0))
            continue;
        all++;
        sum += weight(p.listing);
        insert(out, &n, most, &p);
    }
    classes_done(&classes);
    for (size_t i = 0; i < n; i++)
        if (FIGURE_HAS(&out[i].listing->figures, cap_change_usd))
            out[i].share = derive_share(weight(out[i].listing), sum);
    return all;
}
