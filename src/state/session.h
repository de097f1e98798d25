/*
 * Which session a price or an update belongs to. Pure functions over
 * base/calendar; a date that is no trading day is a session of its local day.
 */
#ifndef TAPEWATCH_STATE_SESSION_H
#define TAPEWATCH_STATE_SESSION_H

#include "tapewatch/model/bar.h"
#include "tapewatch/model/instrument.h"
#include "tapewatch/state/series.h"

/* The trading day, or for other dates the whole local day as one. */
struct trading_day session_day(enum market_hours hours, int32_t date);
/* Of a regular price at this instant: before the open it is the price of the
 * session before. */
int32_t session_of_price(enum market_hours hours, int64_t ms);
/* The local date that an update lies in; anything of an earlier session is
 * history. */
int32_t session_of_update(enum market_hours hours, int64_t t);

/* The oldest date whose close still is "the close before" a session: the
 * trading day before it (in years whose holidays are not known, at most 10
 * days). After a gap in what is known no change is better than a false
 * one. */
int32_t session_oldest_close(const struct instrument *i, int32_t session);

/* Where the calendar has no holidays: longer than any closing of the US
 * exchanges since 1933 (seven days, in September 2001). */
enum { CLOSE_AGE_MAX_DAYS = 10 };

/* Index of the first daily bar of a session at or after `date`. */
size_t session_daily_at(enum market_hours hours, const struct series *daily,
                        int32_t date);

#endif
