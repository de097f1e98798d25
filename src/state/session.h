/*
 * Which session a price or an update belongs to. Pure functions over
 * base/calendar; a date that is no trading day is a session of its local day.
 */
#ifndef TAPEWATCH_STATE_SESSION_H
#define TAPEWATCH_STATE_SESSION_H

#include "tapewatch/model/bar.h"
#include "tapewatch/state/series.h"

/* The trading day, or for other dates the whole local day as one. */
struct trading_day session_day(enum market_hours hours, int32_t date);
/* Of a regular price at this instant: before the open it is the price of the
 * session before. */
int32_t session_of_price(enum market_hours hours, int64_t ms);
/* The local date that an update lies in; anything of an earlier session is
 * history. */
int32_t session_of_update(enum market_hours hours, int64_t t);

/* Index of the first daily bar of a session at or after `date`. */
size_t session_daily_at(enum market_hours hours, const struct series *daily,
                        int32_t date);

#endif
