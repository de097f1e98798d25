/* SPDX-License-Identifier: MIT */
/* Bars: spans, and when a bar ends. */
#include "tapewatch/model/bar.h"

#include <string.h>

#include "tapewatch/base/civil.h"

static const struct {
    const char *name;
    int64_t ms;
} spans[] = {
#define SPAN_ROW(name, text, ms) {text, ms},
    BAR_SPANS(SPAN_ROW)
#undef SPAN_ROW
};

const char *bar_span_name(enum bar_span s)
{
    return spans[s].name;
}

int64_t bar_span_ms(enum bar_span s)
{
    return spans[s].ms;
}

bool bar_span_from_name(const char *name, enum bar_span *out)
{
    for (int i = 0; i < BAR_SPAN_COUNT; i++) {
        if (strcmp(name, spans[i].name) == 0) {
            *out = (enum bar_span)i;
            return true;
        }
    }
    return false;
}

bool bar_span_from_ms(int64_t ms, enum bar_span *out)
{
    for (int i = 0; i < BAR_SPAN_COUNT; i++) {
        if (spans[i].ms == ms) {
            *out = (enum bar_span)i;
            return true;
        }
    }
    return false;
}

bool bar_equal(const struct bar *a, const struct bar *b)
{
    if (a->start != b->start || a->known != b->known || a->close != b->close)
        return false;
    if ((a->known & BAR_HAS_OHL) &&
        (a->open != b->open || a->high != b->high || a->low != b->low))
        return false;
    return !(a->known & BAR_HAS_VOLUME) || a->volume == b->volume;
}

int32_t bar_date(enum market_hours hours, enum bar_span span,
                 const struct bar *b)
{
    /* A daily bar may be stamped with UTC midnight of its date, which is the
     * evening before in New York. */
    if (span == BAR_1d && b->start % MS_PER_DAY == 0)
        return calendar_date(HOURS_ALWAYS, b->start);
    /* One of a currency perhaps with midnight in London, an hour before. */
    if (span == BAR_1d && hours == HOURS_FX)
        return calendar_date(hours, b->start + 2 * MS_PER_HOUR);
    return calendar_date(hours, b->start);
}

enum session bar_session(enum market_hours hours, enum bar_span span,
                         const struct bar *b)
{
    enum session s;
    struct trading_day day;

    if (span == BAR_1d)
        return SESSION_REGULAR;
    s = calendar_session(hours, b->start);
    if (s == SESSION_CLOSED && /* what was traded over lunch counts */
        calendar_day(hours, calendar_date(hours, b->start), &day) &&
        b->start >= day.open_ms && b->start < day.close_ms)
        return SESSION_REGULAR;
    return s;
}

int64_t bar_end(enum market_hours hours, enum bar_span span,
                const struct bar *b)
{
    int64_t end = b->start + bar_span_ms(span);
    struct trading_day day;

    if (!calendar_day(hours, bar_date(hours, span, b), &day))
        return end;
    if (span == BAR_1d)
        return day.close_ms;
    if (b->start < day.open_ms)
        return end < day.open_ms ? end : day.open_ms;
    if (b->start < day.lunch_ms)
        return end < day.lunch_ms ? end : day.lunch_ms;
    if (b->start < day.close_ms)
        return end < day.close_ms ? end : day.close_ms;
    return end < day.post_end_ms || b->start >= day.post_end_ms
               ? end
               : day.post_end_ms;
}
