/*
 * The table of exchanges, and the zones that they lie in.
 */
#ifndef TAPEWATCH_SRC_BASE_EXCHANGES_H
#define TAPEWATCH_SRC_BASE_EXCHANGES_H

#include "tapewatch/base/calendar.h"

enum daylight { DST_NONE, DST_US, DST_EU, DST_AU, DST_NZ };

struct exchange { /* minutes; of `open` to `close` from local midnight */
    int zone;     /* east of UTC, without daylight saving */
    enum daylight daylight;
    unsigned days; /* bit 0 Sunday .. bit 6 Saturday */
    int open, lunch, lunch_end, close;
};

/* Of an exchange of exchanges.def: not HOURS_US, HOURS_ALWAYS, HOURS_FX. */
const struct exchange *exchange_of(enum market_hours hours);
int32_t exchange_date(const struct exchange *x, int64_t ms);
/* The instant of local 00:00. Clocks change at night before a day off, so
 * that from there on all of a trading day is counted in minutes. */
int64_t exchange_midnight(const struct exchange *x, int32_t date);

#endif
