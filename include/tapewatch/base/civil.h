/*
 * Dates and clock times as pure functions of a given instant. An instant is
 * int64_t ms since 1970-01-01T00:00Z; a date is int32_t days since then.
 */
#ifndef TAPEWATCH_BASE_CIVIL_H
#define TAPEWATCH_BASE_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MS_PER_SECOND INT64_C(1000)
#define MS_PER_MINUTE INT64_C(60000)
#define MS_PER_HOUR INT64_C(3600000)
#define MS_PER_DAY INT64_C(86400000)

#define NO_DATE INT32_MIN

struct civil {
    int year, month, day;             /* 1-12, 1-31 */
    int hour, minute, second, milli;  /* of a 24-hour clock */
    int weekday;                      /* 0 Sunday .. 6 Saturday */
};

int32_t civil_date(int year, int month, int day);
int civil_weekday(int32_t date); /* as in struct civil */
struct civil civil_utc(int64_t ms);
int32_t civil_utc_date(int64_t ms); /* the date alone, at less cost */
/* New York by the US rule since 2007. */
struct civil civil_new_york(int64_t ms);
int32_t civil_new_york_date(int64_t ms);
int civil_new_york_offset_s(int64_t ms); /* -14400 or -18000 */
/* The instant of a New York wall-clock time (the earlier one if ambiguous). */
int64_t civil_from_new_york(int32_t date, int hour, int minute);

/* "2025-01-27" <-> date; false unless exactly that form and a real date. */
bool civil_parse_date(const char *s, size_t n, int32_t *out);
const char *civil_month(int month); /* 1 is "Jan"; none: "" */
void civil_format_month(int32_t date, char out[16]); /* "Dec'24" */
void civil_format_date(int32_t date, char out[11]); /* NO_DATE: "" */
/* "2025-01-27T21:05:00Z", also with fraction, "+hh:mm" offset, blank instead
 * of T, or a date alone (00:00 New York). What --until and --since take. */
bool civil_parse_instant(const char *s, int64_t *out);
/* "2025-01-27T21:05:00Z", with ".123" when there are milliseconds; times
 * before the year 0 or after 9999 are shown as the first or last of those. */
void civil_format_instant(int64_t ms, char out[25]);

/* Any date that a feed may hold (RFC 822, ISO 8601, asctime, sloppy forms). */
bool civil_parse_feed_date(const char *s, int64_t *out);

#endif
