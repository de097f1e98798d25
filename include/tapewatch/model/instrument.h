/*
 * What is traded. A shared block (base/mem.h): immutable once made, so that
 * snapshots hold it instead of copying.
 */
#ifndef TAPEWATCH_MODEL_INSTRUMENT_H
#define TAPEWATCH_MODEL_INSTRUMENT_H

#include <stdint.h>

#include "tapewatch/base/calendar.h"
#include "tapewatch/model/symbol.h"

#define INSTRUMENT_TYPES(_)                                                 \
    _(unknown) _(equity) _(etf) _(index) _(crypto) _(fx) _(future) _(fund)

enum instrument_type {
#define INSTRUMENT_ENUM(name) INSTRUMENT_##name,
    INSTRUMENT_TYPES(INSTRUMENT_ENUM)
#undef INSTRUMENT_ENUM
};
const char *instrument_type_name(enum instrument_type t); /* "" if unknown */
enum instrument_type instrument_type_from_name(const char *name);

enum { GROUP_MAX = 16, GROUPS_MAX = 8, CIK_MAX = 11 };

/* Texts are NULL when not known; their storage is the owner's (an updates'
 * arena, or the block that instrument_share() makes). */
struct instrument {
    char symbol[SYMBOL_MAX];
    enum instrument_type type;
    char currency[CURRENCY_MAX]; /* "" unknown; the quote currency, ISO 4217 */
    const char *name, *venue, *sector;
    char groups[GROUPS_MAX][GROUP_MAX]; /* "semis", "ai"; unused ones "" */
    double shares;       /* of all classes; 0: not known */
    int32_t shares_asof; /* date, NO_DATE unknown; may lie after the session */
    const char *shares_kind, *shares_source;
    char cik[CIK_MAX]; /* SEC's central index key, ten digits; "" unknown */
};

/* A shared block with copies of all texts; release with shared_release(). */
const struct instrument *instrument_share(const struct instrument *from);
/* The same with what `newer` knows laid over what `older` knew. */
const struct instrument *instrument_merge(const struct instrument *older,
                                          const struct instrument *newer);
/* What the form of the symbol says, as Yahoo spells them: ^GSPC is an index,
 * EURUSD=X fx, CL=F a future, BTC-USD crypto; unknown for all others. */
enum instrument_type instrument_type_of_symbol(const char *symbol);
/* By type, else by the form of the symbol, else the US. */
enum market_hours instrument_hours(const struct instrument *i);

#endif
