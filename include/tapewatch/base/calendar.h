/*
 * Trading sessions, as pure functions of a given time. US equities: the
 * holidays and half days of 2024-2028 are a table (us_holidays.def); outside
 * those years (calendar_is_known) weekdays count as trading days. Crypto
 * trades every UTC day; foreign exchange from Sunday 17:00 New York, which is
 * Monday's, to Friday 17:00, in UTC days. Of the other exchanges
 * (exchanges.def) the hours are known and the holidays are not.
 */
#ifndef TAPEWATCH_BASE_CALENDAR_H
#define TAPEWATCH_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum session {
    SESSION_UNKNOWN,
    SESSION_PRE,
    SESSION_REGULAR,
    SESSION_POST,
    SESSION_CLOSED,
};
const char *session_name(enum session s); /* "pre" ... ; "" for unknown */
bool session_from_name(const char *name, enum session *out);

enum market_hours {
    HOURS_US,
    HOURS_ALWAYS, /* UTC days */
    HOURS_FX,
#define HOURS(id, ...) HOURS_##id,
#include "tapewatch/base/exchanges.def"
    HOURS_COUNT
};
/* What the form of a symbol says, as Yahoo spells them: 7203.T, ^FTSE, CL=F;
 * false when it says nothing (US). */
bool calendar_hours_of_symbol(const char *symbol, enum market_hours *out);

struct trading_day {
    int32_t date;
    int64_t pre_ms, open_ms, close_ms, post_end_ms; /* no pre: open, no post:
                                                       close */
    int64_t lunch_ms, lunch_end_ms; /* equal: none */
    int64_t end_ms;    /* when the local date is over */
    bool is_half_day;
};

/* Fills *out if `date` is a trading day. */
bool calendar_day(enum market_hours hours, int32_t date,
                  struct trading_day *out);
/* Whether the holidays around this date are known. */
bool calendar_is_known(enum market_hours hours, int32_t date);
/* Name of the holiday on this date, or NULL. */
const char *calendar_holiday(enum market_hours hours, int32_t date);
/* Local date of an instant; where the day begins on the evening before, the
 * date of that day. */
int32_t calendar_date(enum market_hours hours, int64_t ms);
/* When a local date begins, be it a trading day or not. */
int64_t calendar_date_starts(enum market_hours hours, int32_t date);
/* Closed over lunch. */
enum session calendar_session(enum market_hours hours, int64_t ms);
/* The same of an instant of this trading day. */
enum session calendar_session_of(const struct trading_day *day, int64_t ms);
/* The nearest trading day before / at or after the date. */
int32_t calendar_previous(enum market_hours hours, int32_t date);
/* The last session that has begun, today's included. */
int32_t calendar_begun(enum market_hours hours, int64_t now_ms);
int32_t calendar_next(enum market_hours hours, int32_t date);

#endif
