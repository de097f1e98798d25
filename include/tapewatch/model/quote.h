/*
 * The last known prices of an instrument. A field counts only when its bit is
 * set in `known`: 0 is a price like any other, and NaN never means unknown.
 * `price`, `open`, `high`, `low`, `volume` are of the regular session only;
 * extended hours live in ext_*.
 */
#ifndef TAPEWATCH_MODEL_QUOTE_H
#define TAPEWATCH_MODEL_QUOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/base/calendar.h"

#define QUOTE_NUMBERS(_)                                                    \
    _(price)      /* listing currency, major unit */                        \
    _(prev_close) /* official close of the session before */                \
    _(open) _(high) _(low)                                                  \
    _(volume) /* units traded so far in the session */                      \
    _(bid) _(ask) _(bid_size) _(ask_size)                                   \
    _(ext_price) /* last price outside the regular session */

enum quote_bit {
#define QUOTE_BIT(name) QUOTE_BIT_##name,
    QUOTE_NUMBERS(QUOTE_BIT)
#undef QUOTE_BIT
    QUOTE_BIT_as_of, QUOTE_BIT_ext_as_of, QUOTE_BIT_delay_s
};
#define QUOTE_HAS(q, name) (((q)->known >> QUOTE_BIT_##name) & 1u)
/* Sets a field and its bit. */
#define QUOTE_SET(q, name, value)                                           \
    ((q)->name = (value), (q)->known |= 1u << QUOTE_BIT_##name)

struct quote {
    uint32_t known; /* bits of enum quote_bit */
#define QUOTE_FIELD(name) double name;
    QUOTE_NUMBERS(QUOTE_FIELD)
#undef QUOTE_FIELD
    int64_t as_of;     /* ms: exchange time of `price` */
    int64_t ext_as_of; /* ms: exchange time of `ext_price` */
    int32_t delay_s;   /* licence delay, 0 real time */
    enum session session;     /* of the market at as_of; UNKNOWN if unsaid */
    enum session ext_session; /* PRE or POST when ext_price is known */
};

#endif
