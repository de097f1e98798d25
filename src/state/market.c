/* SPDX-License-Identifier: MIT */
/* The listings: found by symbol, their instruments and their figures. */
#include "market.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { GROUPS_KNOWN_MAX = 500 };

static size_t hash(const char *s)
{
    uint32_t h = 2166136261u; /* FNV-1a */

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

static size_t slot_of(const struct market *m, const char *symbol)
{
    size_t i = hash(symbol) & (m->slot_count - 1);

    while (m->slots[i] &&
           strcmp(m->entries[m->slots[i] - 1].pub.instrument->symbol, symbol) !=
               0)
        i = (i + 1) & (m->slot_count - 1);
    return i;
}

struct entry *market_find(const struct market *m, const char *symbol)
{
    uint32_t found;

    if (m->slot_count == 0)
        return NULL;
    found = m->slots[slot_of(m, symbol)];
    return found ? &m->entries[found - 1] : NULL;
}

/* Keeps the table at most half full; a power of two. */
static void grow_slots(struct market *m)
{
    if (m->count * 2 < m->slot_count)
        return;
    m->slot_count = m->slot_count ? m->slot_count * 2 : 64;
    free(m->slots);
    m->slots = mem_new(m->slot_count, sizeof *m->slots);
    for (size_t i = 0; i < m->count; i++)
        m->slots[slot_of(m, m->entries[i].pub.instrument->symbol)] =
            (uint32_t)i + 1;
}

static void insert_by_symbol(struct market *m, uint32_t index)
{
    const char *symbol = m->entries[index].pub.instrument->symbol;
    size_t at = index;

    m->by_symbol =
        mem_room(m->by_symbol, index, &m->by_symbol_cap, sizeof *m->by_symbol);
    while (at > 0 &&
           strcmp(m->entries[m->by_symbol[at - 1]].pub.instrument->symbol,
                  symbol) > 0) {
        m->by_symbol[at] = m->by_symbol[at - 1];
        at--;
    }
    m->by_symbol[at] = index;
}

struct entry *market_add(struct market *m, const char *symbol)
{
    struct instrument plain = {.shares_asof = NO_DATE};
    struct entry *e = market_find(m, symbol);

    if (e)
        return e;
    name_copy(plain.symbol, sizeof plain.symbol, symbol);
    m->entries = mem_room(m->entries, m->count, &m->cap, sizeof *m->entries);
    e = &m->entries[m->count];
    *e = (struct entry){.pub.session = NO_DATE, .closed_session = NO_DATE,
                         .closed_day = NO_DATE, .split_day = NO_DATE};
    e->pub.instrument = instrument_share(&plain);
    grow_slots(m);
    m->slots[slot_of(m, plain.symbol)] = (uint32_t)m->count + 1;
    insert_by_symbol(m, (uint32_t)m->count);
    m->count++;
    return e;
}

void market_done(struct market *m)
{
    for (size_t i = 0; i < m->count; i++) {
        filings_done(&m->entries[i]);
        shared_release(m->entries[i].pub.instrument);
        shared_release(m->entries[i].pub.actions);
        for (int span = 0; span < BAR_SPAN_COUNT; span++)
            shared_release(m->entries[i].series[span]);
    }
    free(m->entries);
    free(m->slots);
    free(m->by_symbol);
    free(m->groups);
    free(m->teams);
    *m = (struct market){0};
}

bool market_has_group(const struct market *m, const char *group)
{
    for (size_t i = 0; i < m->group_count; i++)
        if (strcasecmp(m->groups[i], group) == 0)
            return true;
    return false;
}

static void note_groups(struct market *m, const struct instrument *i)
{
    for (size_t k = 0; k < GROUPS_MAX && *i->groups[k]; k++) {
        if (m->group_count == GROUPS_KNOWN_MAX ||
            market_has_group(m, i->groups[k]))
            continue;
        m->groups = mem_room(m->groups, m->group_count, &m->group_cap,
                             sizeof *m->groups);
        name_copy(m->groups[m->group_count++], GROUP_MAX, i->groups[k]);
    }
}

enum { SHARES_UNKNOWN, SHARES_UNDATED, SHARES_FILED, SHARES_SAID };

/* How far a count of shares can be relied on: what the user says of it, or
 * who names its day; then the newest one filed; then that of a source that
 * does not say of when it is. */
static int share_rank(const struct instrument *i)
{
    const char *source = i->shares_source ? i->shares_source : "";

    if (!(i->shares > 0))
        return SHARES_UNKNOWN;
    if (strcmp(source, FILED_SHARES) == 0)
        return SHARES_FILED;
    return i->shares_asof != NO_DATE || strcmp(source, "config") == 0
               ? SHARES_SAID
               : SHARES_UNDATED;
}

bool market_wants_filed_shares(const struct instrument *i)
{
    return share_rank(i) <= SHARES_FILED;
}

void market_put_instrument(struct market *m, const struct update *u)
{
    struct entry *e = market_add(m, u->symbol);
    struct instrument newer = u->of.instrument;
    const struct instrument *old = e->pub.instrument;

    memcpy(newer.symbol, old->symbol, sizeof newer.symbol);
    if (share_rank(&newer) < share_rank(old))
        newer.shares = 0; /* the better one stands */
    actions_restate_shares(e, &newer);
    e->pub.instrument = instrument_merge(old, &newer);
    shared_release(old);
    note_groups(m, e->pub.instrument);
    teams_note(m, e);
    dayrange_bars_changed(e); /* it may be of another exchange */
    day_find(e);
}

/* USD for one unit of a currency, from the pair "<CUR>USD=X". */
static bool usd_rate(const struct market *m, const char *currency, double *out)
{
    char pair[SYMBOL_MAX] = "";
    const struct entry *e;

    if (strcmp(currency, "USD") == 0) {
        *out = 1;
        return true;
    }
    if (!*currency)
        return false;
    name_copy(pair, sizeof pair - 5, currency);
    strncat(pair, "USD=X", sizeof pair - strlen(pair) - 1);
    e = market_find(m, pair);
    if (!e || !QUOTE_HAS(&e->pub.quote, price))
        return false;
    *out = e->pub.quote.price;
    return true;
}

struct derive_input market_input(const struct market *m, const struct entry *e)
{
    struct derive_input in = {
        .instrument = e->pub.instrument,
        .quote = &e->pub.quote,
        .quote_session = e->pub.session,
        .daily = e->series[BAR_1d],
        .basis = e->has_basis ? &e->basis : NULL,
    };

    in.has_usd_rate = usd_rate(m, e->pub.instrument->currency, &in.usd_rate);
    return in;
}

static void refigure_one(struct market *m, struct entry *e)
{
    struct derive_input in = market_input(m, e);

    if (!e->has_basis)
        e->basis = derive_basis(&in);
    e->has_basis = true;
    in.basis = &e->basis;
    e->pub.figures = derive_figures(&in);
}

void market_refigure(struct market *m, struct entry *e)
{
    const char *symbol = e->pub.instrument->symbol;
    size_t n = strlen(symbol);

    refigure_one(m, e);
    if (n < 6 || strcmp(symbol + n - 5, "USD=X") != 0)
        return;
    for (size_t i = 0; i < m->count; i++) {
        const char *currency = m->entries[i].pub.instrument->currency;

        if (strlen(currency) == n - 5 && strncmp(currency, symbol, n - 5) == 0)
            refigure_one(m, &m->entries[i]);
    }
}
