/* SPDX-License-Identifier: MIT */
/* Exchanges outside the US: when they trade, and what their clocks say. */
#include "exchanges.h"

#include <string.h>

#include "tapewatch/base/civil.h"

#define AT(hour, minute) ((hour) * 60 + (minute))
enum { MON_FRI = 0x3e, SUN_THU = 0x1f };

static const struct exchange exchanges[] = {
#define HOURS(id, zone, daylight, days, open, lunch, lunch_end, close)        \
    [HOURS_##id - HOURS_FX - 1] = {                                           \
        zone, daylight, days, open, lunch, lunch_end, close},
#include "tapewatch/base/exchanges.def"
};

struct name {
    char text[10];
    unsigned char hours;
};
static const struct name suffixes[] = {
#define SUFFIX(text, id) {text, HOURS_##id},
#include "tapewatch/base/exchanges.def"
};
static const struct name indices[] = {
#define INDEX(symbol, id) {symbol, HOURS_##id},
#include "tapewatch/base/exchanges.def"
};

const struct exchange *exchange_of(enum market_hours hours)
{
    return &exchanges[hours - HOURS_FX - 1];
}

static bool find(const struct name *names, size_t count, const char *text,
                 enum market_hours *out)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i].text, text) == 0) {
            *out = (enum market_hours)names[i].hours;
            return true;
        }
    }
    return false;
}

bool calendar_hours_of_symbol(const char *symbol, enum market_hours *out)
{
    const char *end;

    if (*symbol == '^')
        return find(indices, sizeof indices / sizeof *indices, symbol, out);
    end = strrchr(symbol, '.');
    if (end)
        return find(suffixes, sizeof suffixes / sizeof *suffixes, end + 1,
                    out);
    end = strchr(symbol, '=');
    if (!end || (strcmp(end, "=F") != 0 && strcmp(end, "=X") != 0))
        return false;
    *out = end[1] == 'F' ? HOURS_CME : HOURS_FX;
    return true;
}

/* ---- clocks */

/* Changes happen on Sundays: the `week`-th of a month, or its last (0), at a
 * minute of the day, in UTC or in the zone's standard time. */
struct change {
    int month, week, minute;
};
struct rule {
    struct change spring, autumn; /* south: spring is after autumn */
    bool is_utc;
};
static const struct rule rules[] = {
    [DST_US] = {{3, 2, AT(2, 0)}, {11, 1, AT(1, 0)}, false},
    [DST_EU] = {{3, 0, AT(1, 0)}, {10, 0, AT(1, 0)}, true},
    [DST_AU] = {{10, 1, AT(2, 0)}, {4, 1, AT(2, 0)}, false},
    [DST_NZ] = {{9, 0, AT(2, 0)}, {4, 1, AT(2, 0)}, false},
};

/* As an instant of the zone's standard time. */
static int64_t change_in(int year, const struct change *c, int shift_minutes)
{
    int32_t first = civil_date(year, c->month + (c->week == 0), 1);
    int32_t sunday = first + (7 - civil_weekday(first)) % 7;

    sunday += 7 * (c->week - 1); /* of the next month, a week back: the last */
    return sunday * MS_PER_DAY + (c->minute + shift_minutes) * MS_PER_MINUTE;
}

static bool is_daylight(const struct exchange *x, int64_t standard_ms)
{
    const struct rule *r = &rules[x->daylight];
    int year, shift = r->is_utc ? x->zone : 0;
    int64_t spring, autumn;

    if (x->daylight == DST_NONE)
        return false;
    year = civil_utc(standard_ms).year;
    spring = change_in(year, &r->spring, shift);
    autumn = change_in(year, &r->autumn, shift);
    if (spring < autumn)
        return standard_ms >= spring && standard_ms < autumn;
    return standard_ms >= spring || standard_ms < autumn;
}

/* Far outside of all calendars a time stands still instead of overflowing. */
static int64_t bounded(int64_t ms)
{
    const int64_t most = INT64_C(1) << 53;

    return ms > most ? most : ms < -most ? -most : ms;
}

int32_t exchange_date(const struct exchange *x, int64_t ms)
{
    int64_t local = bounded(ms) + x->zone * MS_PER_MINUTE;

    if (is_daylight(x, local))
        local += MS_PER_HOUR;
    if (x->open < 0) /* the evening is of the next day */
        local -= x->open * MS_PER_MINUTE;
    return civil_utc_date(local);
}

int64_t exchange_midnight(const struct exchange *x, int32_t date)
{
    int64_t local = bounded(date * MS_PER_DAY);

    if (is_daylight(x, local - MS_PER_HOUR))
        local -= MS_PER_HOUR;
    return local - x->zone * MS_PER_MINUTE;
}
