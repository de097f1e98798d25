/* SPDX-License-Identifier: MIT */
/* Groups and sectors as a whole: how many of a group's companies are down, and
 * what they have lost together. Each is a listing "@semis" that only rules
 * see. Looked at when a minute begins, so that the members of one moment are
 * all there and it does not matter how often somebody looks. */
#include <stdlib.h>
#include <strings.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { MEMBERS_LEAST = 2 };

/* One team added up, of the newest session that any member was seen in. */
struct sum {
    int32_t session;
    struct group_sum group;
    bool has_cap, is_official;
    double change_pct, cap_change_usd; /* sums */
    int64_t as_of;
};

static void see_session(struct sum *sum, int32_t session)
{
    if (session == NO_DATE ||
        (sum->session != NO_DATE && session <= sum->session))
        return;
    *sum = (struct sum){.session = session, .is_official = true};
}

static void add_member(struct sum *sum, const struct listing *l)
{
    const struct figures *f = &l->figures;

    sum->group.members++;
    if (l->session != sum->session)
        return;
    sum->group.current++;
    sum->group.down += f->change_pct < 0;
    sum->change_pct += f->change_pct;
    if (FIGURE_HAS(f, cap_change_usd)) {
        sum->has_cap = true;
        sum->cap_change_usd += f->cap_change_usd;
    }
    sum->is_official = sum->is_official && l->is_official;
    if (l->quote.as_of > sum->as_of)
        sum->as_of = l->quote.as_of;
}

/* Its members' newest sessions, by team. */
static void see_sessions(const struct market *m, struct sum *sums)
{
    for (size_t i = 0; i < m->team_count; i++)
        sums[i].session = NO_DATE;
    for (size_t i = 0; i < m->count; i++) {
        const struct entry *e = &m->entries[i];

        for (size_t k = 0; k < e->team_count; k++)
            see_session(&sums[e->teams[k]], e->pub.session);
    }
}

/* A company counts once in a team: by the first of its classes of shares that
 * is of the newest session, else by the first that has a change. */
static void add_members(const struct market *m, bool of_newest,
                        struct classes *classes, struct sum *sums)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct entry *e = &m->entries[m->by_symbol[i]];

        if (!FIGURE_HAS(&e->pub.figures, change_pct))
            continue;
        for (size_t k = 0; k < e->team_count; k++) {
            struct sum *sum = &sums[e->teams[k]];

            if ((e->pub.session == sum->session) == of_newest &&
                classes_is_first(classes, e->cik, e->teams[k]))
                add_member(sum, &e->pub);
        }
    }
}

/* By symbol: sums are rounded, and after a restart the listings came in
 * another order. */
static void add_up(const struct market *m, struct sum *sums)
{
    struct classes classes = {0};

    see_sessions(m, sums);
    add_members(m, true, &classes, sums);
    add_members(m, false, &classes, sums);
    classes_done(&classes);
}

static void set_figure(struct figures *f, enum figure_bit bit, double *field,
                       double v)
{
    *field = v;
    f->known |= 1u << bit;
}

static void look(struct state *s, const char *symbol, const struct sum *sum)
{
    struct listing l = {.session = sum->session,
                        .is_official = sum->is_official,
                        .group = &sum->group};
    struct entry *e;

    if (sum->group.members < MEMBERS_LEAST || sum->group.current == 0)
        return;
    set_figure(&l.figures, FIGURE_BIT_change_pct, &l.figures.change_pct,
               sum->change_pct / sum->group.current);
    if (sum->has_cap)
        set_figure(&l.figures, FIGURE_BIT_cap_change_usd,
                   &l.figures.cap_change_usd, sum->cap_change_usd);
    l.quote.as_of = sum->as_of;
    e = market_add(&s->group_market, symbol);
    l.instrument = e->pub.instrument;
    e->pub = l;
    tracker_run(s, e, CHANGED_GROUP);
    e->pub.group = NULL; /* it is of this call */
}

static bool is_wanted(const struct rules *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].runs_on == CHANGED_GROUP)
            return true;
    return false;
}

void groups_advance(struct state *s, int64_t now_ms)
{
    size_t count = s->market.team_count;
    struct sum *sums;

    if (now_ms / MS_PER_MINUTE == s->group_minute || !s->has_priced)
        return;
    s->group_minute = now_ms / MS_PER_MINUTE;
    s->has_priced = false;
    if (!is_wanted(&s->rules) || count == 0)
        return;
    sums = mem_new(count, sizeof *sums);
    add_up(&s->market, sums);
    for (size_t i = 0; i < count; i++)
        look(s, s->market.teams[i], &sums[i]);
    free(sums);
}

/* ---- what snapshots say of them */

static bool is_sum(const struct event *e)
{
    return *e->key.symbol == '@' && e->state != EVENT_closed &&
           e->known & EVENT_HAS_CAP_CHANGE_USD;
}

static bool are_sums(const struct snapshot *s)
{
    for (size_t i = 0; i < s->event_count; i++)
        if (is_sum(&s->events[i]))
            return true;
    return false;
}

/* The newest session of which a member's price is old, by team. */
static void see_old(const struct market *m, const struct snapshot *s,
                    int32_t *old)
{
    for (size_t i = 0; i < m->team_count; i++)
        old[i] = NO_DATE;
    for (size_t i = 0; i < s->listing_count; i++) {
        const struct entry *e = &m->entries[i];

        for (size_t k = 0; s->listings[i].is_stale && k < e->team_count; k++)
            if (old[e->teams[k]] == NO_DATE ||
                s->listings[i].session > old[e->teams[k]])
                old[e->teams[k]] = s->listings[i].session;
    }
}

void groups_mark_rough(const struct market *m, struct snapshot *s)
{
    int32_t *old;

    if (m->team_count == 0 || !are_sums(s))
        return;
    old = mem_new(m->team_count, sizeof *old);
    see_old(m, s, old);
    for (size_t i = 0; i < s->event_count; i++) {
        struct event *e = &s->events[i];

        for (size_t k = 0; is_sum(e) && k < m->team_count; k++)
            if (strcasecmp(m->teams[k], e->key.symbol) == 0)
                e->is_rough = old[k] == e->key.session;
    }
    free(old);
}
