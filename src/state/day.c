/* SPDX-License-Identifier: MIT */
/* Questions of sessions and phases, answered by the day at hand: the calendar
 * is asked only when an instant is of another one. */
#include "market.h"
#include "tapewatch/base/civil.h"

void day_find(struct entry *e)
{
    e->has_day = e->pub.session != NO_DATE &&
                 calendar_day(instrument_hours(e->pub.instrument),
                              e->pub.session, &e->day);
}

static bool is_of_day(const struct entry *e, int64_t ms)
{
    return e->has_day && ms >= e->day.pre_ms && ms < e->day.end_ms;
}

int32_t day_session_of_price(const struct entry *e, int64_t ms)
{
    if (is_of_day(e, ms) && ms >= e->day.open_ms)
        return e->day.date;
    return session_of_price(instrument_hours(e->pub.instrument), ms);
}

int32_t day_session_of_update(const struct entry *e, int64_t t)
{
    if (is_of_day(e, t) && t > e->day.pre_ms)
        return e->day.date;
    return session_of_update(instrument_hours(e->pub.instrument), t);
}

enum session day_phase(const struct entry *e, int64_t ms)
{
    return is_of_day(e, ms)
               ? calendar_session_of(&e->day, ms)
               : calendar_session(instrument_hours(e->pub.instrument), ms);
}

int64_t day_close(const struct entry *e)
{
    return e->has_day ? e->day.close_ms
                      : session_day(instrument_hours(e->pub.instrument),
                                    e->pub.session)
                            .close_ms;
}
