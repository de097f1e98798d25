/*
 * Trading sessions, as pure functions of a given time. US equities: the
 * holidays and half days of 2024-2028 are a table (us_holidays.def); outside
 * those years (calendar_is_known) weekdays count as trading days. Crypto
 * trades every UTC day.
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

enum market_hours { HOURS_US, HOURS_ALWAYS }; /* always: UTC days */

struct trading_day {
    int32_t date;
    int64_t pre_ms, open_ms, close_ms, post_end_ms;
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
/* Local date (New York or UTC) of an instant. */
int32_t calendar_date(enum market_hours hours, int64_t ms);
enum session calendar_session(enum market_hours hours, int64_t ms);
/* The nearest trading day before / at or after the date. */
int32_t calendar_previous(enum market_hours hours, int32_t date);
int32_t calendar_next(enum market_hours hours, int32_t date);

#endif
