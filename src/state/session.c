/* SPDX-License-Identifier: MIT */
/* Which session a price or an update belongs to. */
#include "session.h"

#include "tapewatch/base/civil.h"

struct trading_day session_day(enum market_hours hours, int32_t date)
{
    struct trading_day day;

    if (calendar_day(hours, date, &day))
        return day;
    day = (struct trading_day){
        .date = date,
        .pre_ms = calendar_date_starts(hours, date),
        .end_ms = calendar_date_starts(hours, date + 1),
    };
    day.open_ms = day.pre_ms;
    day.close_ms = day.post_end_ms = day.end_ms;
    return day;
}

int32_t session_of_price(enum market_hours hours, int64_t ms)
{
    int32_t date = calendar_date(hours, ms);
    struct trading_day day;

    if (calendar_day(hours, date, &day) && ms >= day.open_ms)
        return date;
    return calendar_previous(hours, date);
}

int32_t session_of_update(enum market_hours hours, int64_t t)
{
    /* A market that never closes ends its day at the midnight where the next
     * begins: what became known then is still of the day that ended. */
    bool is_endless = hours == HOURS_ALWAYS || hours == HOURS_FX;

    return calendar_date(hours, is_endless ? t - 1 : t);
}

int32_t session_oldest_close(const struct instrument *i, int32_t session)
{
    enum market_hours hours = instrument_hours(i);
    int32_t date = calendar_previous(hours, session);

    if (!calendar_is_known(hours, date))
        return session - CLOSE_AGE_MAX_DAYS;
    if (i->type == INSTRUMENT_fx) /* rests at weekends */
        while (civil_weekday(date) == 0 || civil_weekday(date) == 6)
            date--;
    return date;
}

size_t session_daily_at(enum market_hours hours, const struct series *daily,
                        int32_t date)
{
    size_t low = 0, high = daily ? daily->count : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (bar_date(hours, BAR_1d, &daily->bars[middle]) < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
