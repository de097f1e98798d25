/* SPDX-License-Identifier: MIT */
/* Who is in which group or sector: "@semis", companies only. Names are looked
 * up once, when an instrument changes; adding up goes by numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "market.h"
#include "tapewatch/base/mem.h"

/* An index or fund of the same stocks is no member. */
bool team_may_have(const struct instrument *i)
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

bool team_has(const char *symbol, const struct instrument *i)
{
    if (!team_may_have(i))
        return false;
    for (size_t k = 0; k < GROUPS_MAX && *i->groups[k]; k++)
        if (is_named(symbol, i->groups[k]))
            return true;
    return is_named(symbol, i->sector);
}

/* TEAMS_MAX: it is none, or one too many. */
static size_t number_of(struct market *m, const char *group)
{
    char symbol[SYMBOL_MAX];
    size_t i = 0;

    symbol_of(group, symbol);
    if (!*symbol)
        return TEAMS_MAX;
    while (i < m->team_count && strcasecmp(m->teams[i], symbol) != 0)
        i++;
    if (i < m->team_count || i == TEAMS_MAX)
        return i;
    m->teams = mem_room(m->teams, m->team_count, &m->team_cap,
                        sizeof *m->teams);
    memcpy(m->teams[m->team_count++], symbol, sizeof symbol);
    return i;
}

static void join(struct market *m, struct entry *e, const char *group)
{
    size_t team = number_of(m, group);

    if (team == TEAMS_MAX)
        return;
    for (size_t i = 0; i < e->team_count; i++)
        if (e->teams[i] == team)
            return;
    e->teams[e->team_count++] = (uint16_t)team;
}

void teams_note(struct market *m, struct entry *e)
{
    const struct instrument *i = e->pub.instrument;

    e->team_count = 0;
    e->cik = classes_cik(i);
    if (!team_may_have(i))
        return;
    for (size_t k = 0; k < GROUPS_MAX && *i->groups[k]; k++)
        join(m, e, i->groups[k]);
    if (i->sector && *i->sector)
        join(m, e, i->sector);
}

/* ---- classes of shares */

uint64_t classes_cik(const struct instrument *i)
{
    return strtoull(i->cik, NULL, 10);
}

static size_t slot_of(const struct classes *c, uint64_t key)
{
    size_t at = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) &
                (c->size - 1);

    while (c->slots[at] && c->slots[at] != key)
        at = (at + 1) & (c->size - 1);
    return at;
}

/* Keeps the table at most half full; a power of two. */
static void make_room(struct classes *c)
{
    struct classes old = *c;

    if (c->count * 2 < c->size)
        return;
    c->size = old.size ? old.size * 2 : 64;
    c->slots = mem_new(c->size, sizeof *c->slots);
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i])
            c->slots[slot_of(c, old.slots[i])] = old.slots[i];
    free(old.slots);
}

bool classes_is_first(struct classes *c, uint64_t cik, size_t team)
{
    uint64_t key = cik * (TEAMS_MAX + 1) + team + 1;
    size_t at;

    if (cik == 0)
        return true;
    make_room(c);
    at = slot_of(c, key);
    if (c->slots[at])
        return false;
    c->slots[at] = key;
    c->count++;
    return true;
}

void classes_done(struct classes *c)
{
    free(c->slots);
    *c = (struct classes){0};
}
