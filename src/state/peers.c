/* SPDX-License-Identifier: MIT */
/* Who is like a symbol, and who fell or rose with it. */
#include <math.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/foremost.h"

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

/* Around whom to look. */
struct circle {
    const struct listing *own; /* NULL: around a group */
    const char *symbol;        /* of the group */
    const struct narrative *term; /* around a word; else NULL */
    int32_t session;           /* NO_DATE: any */
    bool has_change, is_strict; /* strict: only who moved the same way */
    double change_pct;
};

static bool is_same_way(const struct circle *c, const struct listing *l)
{
    return c->has_change && l->figures.change_pct * c->change_pct > 0;
}

static bool is_there(const struct circle *c, const struct listing *l)
{
    return l != c->own &&
           (c->session == NO_DATE || l->session == c->session) &&
           (c->term || team_may_have(l->instrument)) &&
           FIGURE_HAS(&l->figures, change_pct) &&
           (!c->is_strict || is_same_way(c, l));
}

static struct derive_input input_of(const struct listing *l)
{
    return (struct derive_input){.instrument = l->instrument,
                                 .daily = l->series[BAR_1d]};
}

static bool is_named(const struct narrative *term, const char *symbol)
{
    for (size_t i = 0; i < term->symbol_count; i++)
        if (strcmp(term->symbols[i], symbol) == 0)
            return true;
    return false;
}

/* Fills in how it goes with the circle's own; whether it is a peer. */
static bool is_peer(const struct circle *c, struct event_peer *p)
{
    struct derive_input a, b;

    if (c->term)
        return is_named(c->term, p->listing->instrument->symbol);
    if (!c->own)
        return team_has(c->symbol, p->listing->instrument);
    a = input_of(c->own);
    b = input_of(p->listing);
    p->has_corr = derive_correlation(&a, &b, c->session, &p->corr);
    return is_akin(c->own->instrument, p->listing->instrument) ||
           (p->has_corr && p->corr >= PEER_CORRELATION);
}

/* Change of value, or 0 when not known. */
static double weight(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, cap_change_usd)
               ? fabs(l->figures.cap_change_usd)
               : 0;
}

static bool is_before(const void *left, const void *right)
{
    const struct listing *a = ((const struct event_peer *)left)->listing;
    const struct listing *b = ((const struct event_peer *)right)->listing;
    double x = fabs(a->figures.change_pct), y = fabs(b->figures.change_pct);

    if (weight(a) != weight(b))
        return weight(a) > weight(b);
    if (x != y)
        return x > y;
    return strcmp(a->instrument->symbol, b->instrument->symbol) < 0;
}

struct group_sum snapshot_breadth(const struct snapshot *s,
                                  const struct event *e)
{
    struct group_sum sum = {0};
    struct classes classes = {0};

    for (size_t i = 0; *e->key.symbol == '@' && i < s->listing_count; i++) {
        const struct listing *l = &s->listings[s->by_symbol[i]];

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

/* `sum` is the circle's own change of value, if that is known. */
static size_t collect(const struct snapshot *s, const struct circle *c,
                      double sum, struct event_peer *out, size_t most)
{
    struct classes classes = {0};
    struct foremost few = {.items = out, .size = sizeof *out, .most = most,
                           .is_before = is_before};
    size_t all = 0;
    bool is_rough = c->own && c->own->is_stale;

    if (c->own)
        (void)classes_is_first(&classes, classes_cik(c->own->instrument), 0);
    for (size_t i = 0; i < s->listing_count; i++) {
        struct event_peer p = {.listing = &s->listings[s->by_symbol[i]],
                               .share = -1};

        if (!is_there(c, p.listing) || !is_peer(c, &p) ||
            !classes_is_first(&classes, classes_cik(p.listing->instrument), 0))
            continue;
        all++;
        if (is_same_way(c, p.listing)) {
            sum += weight(p.listing);
            is_rough = is_rough || p.listing->is_stale;
        }
        foremost_put(&few, &p);
    }
    classes_done(&classes);
    for (size_t i = 0; i < few.count; i++)
        if (FIGURE_HAS(&out[i].listing->figures, cap_change_usd) &&
            is_same_way(c, out[i].listing)) {
            out[i].share = derive_share(weight(out[i].listing), sum);
            out[i].is_rough = is_rough;
        }
    return all;
}

/* The symbols of its headlines, however they move. */
static size_t collect_of_term(const struct snapshot *s, const struct event *e,
                              struct event_peer *out, size_t most)
{
    struct narrative term;
    struct circle c = {.term = &term, .session = NO_DATE};

    return snapshot_event_terms(s, e, &term, 1) ? collect(s, &c, 0, out, most)
                                                : 0;
}

static size_t peers_of_event(const struct snapshot *s, const struct event *e,
                             bool is_strict, struct event_peer *out,
                             size_t most)
{
    struct circle c = {.own = snapshot_find(s, e->key.symbol),
                       .symbol = e->key.symbol,
                       .session = e->key.session,
                       .has_change = true,
                       .is_strict = is_strict,
                       .change_pct = e->change_pct};
    bool is_group = *e->key.symbol == '@';
    double sum = 0;

    if (event_term(e))
        return collect_of_term(s, e, out, most);
    if ((!c.own && !is_group) || !(e->known & EVENT_HAS_CHANGE_PCT))
        return 0;
    if (!is_group && (e->known & EVENT_HAS_CAP_CHANGE_USD))
        sum = fabs(e->cap_change_usd);
    return collect(s, &c, sum, out, most);
}

size_t snapshot_peers(const struct snapshot *s, const struct event *e,
                      struct event_peer *out, size_t most)
{
    return peers_of_event(s, e, true, out, most);
}

size_t snapshot_peers_all(const struct snapshot *s, const struct event *e,
                          struct event_peer *out, size_t most)
{
    return peers_of_event(s, e, false, out, most);
}

size_t snapshot_symbol_peers(const struct snapshot *s, const char *symbol,
                             struct event_peer *out, size_t most)
{
    struct circle c = {.own = snapshot_find(s, symbol), .symbol = symbol};

    if (!c.own)
        return 0;
    c.session = c.own->session;
    c.has_change = FIGURE_HAS(&c.own->figures, change_pct);
    c.change_pct = c.own->figures.change_pct;
    return collect(s, &c, weight(c.own), out, most);
}

bool peers_together(const struct event_peer *peers, size_t n, double *usd,
                    bool *is_rough)
{
    size_t known = 0;

    *usd = 0;
    *is_rough = false;
    for (size_t i = 0; i < n; i++) {
        const struct listing *l = peers[i].listing;

        if (!FIGURE_HAS(&l->figures, cap_change_usd))
            continue;
        known++;
        *usd += l->figures.cap_change_usd;
        *is_rough = *is_rough || l->is_stale;
    }
    return known > 0;
}
