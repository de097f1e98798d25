/* SPDX-License-Identifier: MIT */
/* Groups and sectors as a whole: how many of a group's companies are down, and
 * what they have lost together. Each is a listing "@semis" that only rules
 * see. Looked at when a minute begins, so that the members of one moment are
 * all there and it does not matter how often somebody looks. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "market.h"
#include "tapewatch/base/civil.h"

enum { MEMBERS_LEAST = 2 };

static bool is_company(const struct instrument *i)
{
    return i->type == INSTRUMENT_equity || i->type == INSTRUMENT_unknown;
}

/* "Consumer Staples" is "@Consumer_Staples"; "" when it cannot be a symbol. */
static void symbol_of(const char *group, char out[SYMBOL_MAX])
{
    (void)snprintf(out, SYMBOL_MAX, "@%s", group);
    for (char *p = out; *p; p++)
        if (*p == ' ')
            *p = '_';
    if (strlen(group) + 2 > SYMBOL_MAX || !symbol_is_valid(out))
        out[0] = '\0';
}

static bool is_named(const char *symbol, const char *group)
{
    char own[SYMBOL_MAX];

    if (!group || !*group)
        return false;
    symbol_of(group, own);
    return strcasecmp(own, symbol) == 0;
}

bool group_has(const char *symbol, const struct instrument *i)
{
    if (!is_company(i))
        return false;
    for (size_t k = 0; k < GROUPS_MAX && *i->groups[k]; k++)
        if (is_named(symbol, i->groups[k]))
            return true;
    return is_named(symbol, i->sector);
}

/* The newest session that any member was seen in. */
static int32_t newest_session(const struct state *s, const char *symbol)
{
    int32_t newest = NO_DATE;

    for (size_t i = 0; i < s->market.count; i++) {
        const struct listing *l = &s->market.entries[i].pub;

        if (l->session != NO_DATE && group_has(symbol, l->instrument) &&
            (newest == NO_DATE || l->session > newest))
            newest = l->session;
    }
    return newest;
}

static void set_figure(struct figures *f, enum figure_bit bit, double *field,
                       double v)
{
    *field = v;
    f->known |= 1u << bit;
}

static void add_member(struct listing *sum, struct group_sum *group,
                       const struct listing *l)
{
    struct figures *f = &sum->figures;

    group->members++;
    if (l->session != sum->session)
        return;
    group->current++;
    group->down += l->figures.change_pct < 0;
    f->change_pct += l->figures.change_pct;
    if (FIGURE_HAS(&l->figures, cap_change_usd))
        set_figure(f, FIGURE_BIT_cap_change_usd, &f->cap_change_usd,
                   f->cap_change_usd + l->figures.cap_change_usd);
    sum->is_official = sum->is_official && l->is_official;
    if (l->quote.as_of > sum->quote.as_of)
        sum->quote.as_of = l->quote.as_of;
}

/* False when there is nothing to say of it. */
static bool add_up(const struct state *s, const char *symbol,
                   struct listing *sum, struct group_sum *group)
{
    *group = (struct group_sum){0};
    *sum = (struct listing){.session = newest_session(s, symbol),
                            .is_official = true, .group = group};
    if (sum->session == NO_DATE)
        return false;
    for (size_t i = 0; i < s->market.count; i++) {
        const struct listing *l = &s->market.entries[i].pub;

        if (group_has(symbol, l->instrument) &&
            FIGURE_HAS(&l->figures, change_pct))
            add_member(sum, group, l);
    }
    if (group->members < MEMBERS_LEAST || group->current == 0)
        return false;
    set_figure(&sum->figures, FIGURE_BIT_change_pct, &sum->figures.change_pct,
               sum->figures.change_pct / group->current);
    return true;
}

static void look(struct state *s, const char *name)
{
    char symbol[SYMBOL_MAX];
    struct group_sum group;
    struct listing sum;
    struct entry *e;

    symbol_of(name, symbol);
    if (!*symbol || !add_up(s, symbol, &sum, &group))
        return;
    e = market_add(&s->group_market, symbol);
    sum.instrument = e->pub.instrument;
    e->pub = sum;
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

/* Whether an entry before this one has the same sector. */
static bool is_seen_sector(const struct market *m, size_t at)
{
    const char *sector = m->entries[at].pub.instrument->sector;

    for (size_t i = 0; i < at; i++) {
        const char *other = m->entries[i].pub.instrument->sector;

        if (other && strcmp(other, sector) == 0)
            return true;
    }
    return false;
}

void groups_advance(struct state *s, int64_t now_ms)
{
    const struct market *m = &s->market;

    if (now_ms / MS_PER_MINUTE == s->group_minute || !s->has_priced)
        return;
    s->group_minute = now_ms / MS_PER_MINUTE;
    s->has_priced = false;
    if (!is_wanted(&s->rules))
        return;
    for (size_t i = 0; i < m->group_count; i++)
        look(s, m->groups[i]);
    for (size_t i = 0; i < m->count; i++)
        if (m->entries[i].pub.instrument->sector &&
            *m->entries[i].pub.instrument->sector && !is_seen_sector(m, i))
            look(s, m->entries[i].pub.instrument->sector);
}
