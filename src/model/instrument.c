/* SPDX-License-Identifier: MIT */
/* Instruments: names of types, and shared copies. */
#include "tapewatch/model/instrument.h"

#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static const char *const type_names[] = {
#define TYPE_NAME(name) #name,
    INSTRUMENT_TYPES(TYPE_NAME)
#undef TYPE_NAME
};

const char *instrument_type_name(enum instrument_type t)
{
    return t == INSTRUMENT_unknown ? "" : type_names[t];
}

enum instrument_type instrument_type_from_name(const char *name)
{
    for (size_t i = 1; i < sizeof type_names / sizeof *type_names; i++)
        if (strcmp(name, type_names[i]) == 0)
            return (enum instrument_type)i;
    return INSTRUMENT_unknown;
}

const struct instrument *instrument_share(const struct instrument *from)
{
    size_t texts = mem_text_room(from->name) + mem_text_room(from->venue) +
                   mem_text_room(from->sector) + mem_text_room(from->shares_kind) +
                   mem_text_room(from->shares_source);
    struct instrument *i = shared_new(sizeof *i + texts, NULL);
    char *at = (char *)(i + 1);

    *i = *from;
    i->name = mem_text_put(&at, from->name);
    i->venue = mem_text_put(&at, from->venue);
    i->sector = mem_text_put(&at, from->sector);
    i->shares_kind = mem_text_put(&at, from->shares_kind);
    i->shares_source = mem_text_put(&at, from->shares_source);
    return i;
}

static const char *first_known(const char *a, const char *b)
{
    return a && *a ? a : b;
}

const struct instrument *instrument_merge(const struct instrument *older,
                                          const struct instrument *newer)
{
    struct instrument i = *older;

    if (newer->type != INSTRUMENT_unknown)
        i.type = newer->type;
    if (newer->currency[0])
        memcpy(i.currency, newer->currency, sizeof i.currency);
    i.name = first_known(newer->name, older->name);
    i.venue = first_known(newer->venue, older->venue);
    i.sector = first_known(newer->sector, older->sector);
    if (newer->groups[0][0])
        memcpy(i.groups, newer->groups, sizeof i.groups);
    if (newer->shares > 0) { /* a count and what is said of it go together */
        i.shares = newer->shares;
        i.shares_asof = newer->shares_asof;
        i.shares_kind = newer->shares_kind;
        i.shares_source = newer->shares_source;
    }
    if (newer->cik[0])
        memcpy(i.cik, newer->cik, sizeof i.cik);
    return instrument_share(&i);
}

/* What coins are priced in: BTC-USD is one, BRK-B is not. */
static bool is_coin(const char *symbol)
{
    static const char *const money[] = {"-USD", "-EUR", "-GBP", "-JPY",
                                        "-USDT", "-USDC", "-BTC", "-ETH"};
    const char *dash = strrchr(symbol, '-');

    for (size_t i = 0; dash && i < sizeof money / sizeof *money; i++)
        if (dash > symbol && strcmp(dash, money[i]) == 0)
            return true;
    return false;
}

enum instrument_type instrument_type_of_symbol(const char *symbol)
{
    size_t n = strlen(symbol);

    if (symbol[0] == '^')
        return INSTRUMENT_index;
    if (n > 2 && strcmp(symbol + n - 2, "=X") == 0)
        return INSTRUMENT_fx;
    if (n > 2 && strcmp(symbol + n - 2, "=F") == 0)
        return INSTRUMENT_future;
    return is_coin(symbol) ? INSTRUMENT_crypto : INSTRUMENT_unknown;
}

enum market_hours instrument_hours(const struct instrument *i)
{
    enum market_hours hours;

    if (i->type == INSTRUMENT_crypto)
        return HOURS_ALWAYS;
    if (i->type == INSTRUMENT_fx)
        return HOURS_FX;
    if (calendar_hours_of_symbol(i->symbol, &hours))
        return hours;
    return i->type == INSTRUMENT_future ? HOURS_CME : HOURS_US;
}
