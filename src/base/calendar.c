/* SPDX-License-Identifier: MIT */
/* Trading sessions, as pure functions of a given time. */
#include "tapewatch/base/calendar.h"

#include <string.h>

#include "exchanges.h"
#include "tapewatch/base/civil.h"

/* The date as a constant: days since 1970; of years after 1600. */
#define YEARS(y, m) ((y) - ((m) <= 2))
#define DATE(y, m, d)                                                       \
    (YEARS(y, m) * 365 + YEARS(y, m) / 4 - YEARS(y, m) / 100 +              \
     YEARS(y, m) / 400 + (153 * ((m) + ((m) > 2 ? -3 : 9)) + 2) / 5 + (d) - \
     719469)

static const struct holiday {
    int32_t date;
    const char *name; /* NULL: closes early */
} holidays[] = {
#define HOLIDAY(y, m, d, name) {DATE(y, m, d), name},
#define HALF_DAY(y, m, d) {DATE(y, m, d), NULL},
#include "us_holidays.def"
#undef HOLIDAY
#undef HALF_DAY
};

/* Wall clock of New York, in minutes. */
enum {
    PRE_OPENS = 4 * 60,
    OPENS = 9 * 60 + 30,
    CLOSES = 16 * 60,
    POST_ENDS = 20 * 60,
    HALF_DAY_CLOSES = 13 * 60,
    HALF_DAY_POST_ENDS = 17 * 60,
};

static const char *const names[] = {
    [SESSION_UNKNOWN] = "",   [SESSION_PRE] = "pre",
    [SESSION_REGULAR] = "regular", [SESSION_POST] = "post",
    [SESSION_CLOSED] = "closed",
};
enum { SESSIONS = sizeof names / sizeof *names };

const char *session_name(enum session s)
{
    return (unsigned)s < SESSIONS ? names[s] : "";
}

bool session_from_name(const char *name, enum session *out)
{
    for (int s = SESSION_PRE; s < SESSIONS; s++) {
        if (strcmp(name, names[s]) == 0) {
            *out = (enum session)s;
            return true;
        }
    }
    return false;
}

enum { FIRST_YEAR = 2024, LAST_YEAR = 2028 }; /* of the table */

bool calendar_is_known(enum market_hours hours, int32_t date)
{
    int year = civil_utc(date * MS_PER_DAY).year;

    if (hours == HOURS_ALWAYS || hours == HOURS_FX)
        return true;
    return hours == HOURS_US && year >= FIRST_YEAR && year <= LAST_YEAR;
}

static const struct holiday *find_holiday(int32_t date)
{
    size_t low = 0, high = sizeof holidays / sizeof *holidays;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (holidays[middle].date == date)
            return &holidays[middle];
        if (holidays[middle].date < date)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool is_weekend(int32_t date)
{
    int weekday = civil_weekday(date);
    return weekday == 0 || weekday == 6;
}

const char *calendar_holiday(enum market_hours hours, int32_t date)
{
    const struct holiday *h = hours == HOURS_US ? find_holiday(date) : NULL;
    return h ? h->name : NULL;
}

/* Clocks change on Sundays only: on a weekday all times count from midnight. */
static void fill_us(int32_t date, bool is_half_day, struct trading_day *out)
{
    int64_t midnight = civil_from_new_york(date, 0, 0);
    int64_t close = is_half_day ? HALF_DAY_CLOSES : CLOSES;
    int64_t post_end = is_half_day ? HALF_DAY_POST_ENDS : POST_ENDS;

    *out = (struct trading_day){
        .date = date,
        .pre_ms = midnight + PRE_OPENS * MS_PER_MINUTE,
        .open_ms = midnight + OPENS * MS_PER_MINUTE,
        .close_ms = midnight + close * MS_PER_MINUTE,
        .post_end_ms = midnight + post_end * MS_PER_MINUTE,
        .end_ms = midnight + MS_PER_DAY,
        .is_half_day = is_half_day,
    };
}

static void fill_always(int32_t date, struct trading_day *out)
{
    int64_t from = date * MS_PER_DAY, to = from + MS_PER_DAY;

    *out = (struct trading_day){
        .date = date,
        .pre_ms = from,
        .open_ms = from,
        .close_ms = to,
        .post_end_ms = to,
        .end_ms = to,
    };
}

/* Currencies rest from Friday to Sunday, both at 17:00 in New York. */
enum { WEEK_TURNS = 17, SUNDAY = 0, MONDAY = 1, FRIDAY = 5 };

static bool fill_fx(int32_t date, struct trading_day *out)
{
    int weekday = civil_weekday(date);

    if (is_weekend(date))
        return false;
    fill_always(date, out);
    if (weekday == MONDAY)
        out->pre_ms = out->open_ms =
            civil_from_new_york(date - 1, WEEK_TURNS, 0);
    if (weekday == FRIDAY)
        out->close_ms = out->post_end_ms =
            civil_from_new_york(date, WEEK_TURNS, 0);
    return true;
}

static int32_t fx_date(int64_t ms)
{
    int32_t date = civil_utc_date(ms);

    return civil_weekday(date) == SUNDAY &&
                   ms >= civil_from_new_york(date, WEEK_TURNS, 0)
               ? date + 1
               : date;
}

static bool fill_other(const struct exchange *x, int32_t date,
                       struct trading_day *out)
{
    int64_t midnight;

    if (!(x->days >> civil_weekday(date) & 1u))
        return false;
    midnight = exchange_midnight(x, date);
    *out = (struct trading_day){
        .date = date,
        .open_ms = midnight + x->open * MS_PER_MINUTE,
        .lunch_ms = midnight + x->lunch * MS_PER_MINUTE,
        .lunch_end_ms = midnight + x->lunch_end * MS_PER_MINUTE,
        .close_ms = midnight + x->close * MS_PER_MINUTE,
        .end_ms = midnight + MS_PER_DAY +
                  (x->open < 0 ? x->open * MS_PER_MINUTE : 0),
    };
    out->pre_ms = out->open_ms;
    out->post_end_ms = out->close_ms;
    return true;
}

static bool fill_us_day(int32_t date, struct trading_day *out)
{
    const struct holiday *h;

    if (is_weekend(date))
        return false;
    h = find_holiday(date);
    if (h && h->name)
        return false;
    fill_us(date, h != NULL, out);
    return true;
}

bool calendar_day(enum market_hours hours, int32_t date,
                  struct trading_day *out)
{
    if (hours == HOURS_US)
        return fill_us_day(date, out);
    if (hours == HOURS_FX)
        return fill_fx(date, out);
    if (hours != HOURS_ALWAYS)
        return fill_other(exchange_of(hours), date, out);
    fill_always(date, out);
    return true;
}

int32_t calendar_date(enum market_hours hours, int64_t ms)
{
    if (hours == HOURS_US)
        return civil_new_york_date(ms);
    if (hours == HOURS_FX)
        return fx_date(ms);
    return hours == HOURS_ALWAYS ? civil_utc_date(ms)
                                 : exchange_date(exchange_of(hours), ms);
}

int64_t calendar_date_starts(enum market_hours hours, int32_t date)
{
    struct trading_day day;
    const struct exchange *x;

    if (hours == HOURS_US)
        return civil_from_new_york(date, 0, 0);
    if (hours == HOURS_ALWAYS)
        return date * MS_PER_DAY;
    if (hours == HOURS_FX)
        return fill_fx(date, &day) ? day.open_ms : date * MS_PER_DAY;
    x = exchange_of(hours);
    return exchange_midnight(x, date) +
           (x->open < 0 ? x->open * MS_PER_MINUTE : 0);
}

enum session calendar_session_of(const struct trading_day *d, int64_t ms)
{
    if (ms < d->pre_ms || ms >= d->post_end_ms)
        return SESSION_CLOSED;
    if (ms < d->open_ms)
        return SESSION_PRE;
    if (ms >= d->lunch_ms && ms < d->lunch_end_ms)
        return SESSION_CLOSED;
    return ms < d->close_ms ? SESSION_REGULAR : SESSION_POST;
}

enum session calendar_session(enum market_hours hours, int64_t ms)
{
    struct trading_day d;

    return calendar_day(hours, calendar_date(hours, ms), &d)
               ? calendar_session_of(&d, ms)
               : SESSION_CLOSED;
}

/* The nearest trading day from `date` on, in steps of -1 or 1. */
static int32_t seek(enum market_hours hours, int32_t date, int step)
{
    struct trading_day d;
    while (!calendar_day(hours, date, &d))
        date += step;
    return date;
}

int32_t calendar_previous(enum market_hours hours, int32_t date)
{
    return date == NO_DATE ? NO_DATE : seek(hours, date - 1, -1);
}

int32_t calendar_next(enum market_hours hours, int32_t date)
{
    return date == NO_DATE ? NO_DATE : seek(hours, date, 1);
}

int32_t calendar_begun(enum market_hours hours, int64_t now_ms)
{
    int32_t date = calendar_date(hours, now_ms);
    struct trading_day day;

    if (calendar_day(hours, date, &day) && now_ms >= day.open_ms)
        return date;
    return calendar_previous(hours, date);
}
