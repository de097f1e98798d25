/* SPDX-License-Identifier: MIT */
/* Dates and clock times as pure functions of a given instant. */
#include "tapewatch/base/civil.h"

#include <stdio.h>
#include <string.h>

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t ms_of_day(int64_t ms)
{
    int64_t rest = ms % MS_PER_DAY;
    return rest < 0 ? rest + MS_PER_DAY : rest;
}

/* Days of the proleptic Gregorian calendar; years count from March, so that
 * the leap day comes last. */
static int64_t days_of(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = floor_div(year, 400);
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

static void split_days(int64_t days, struct civil *out)
{
    days += 719468;
    int64_t era = floor_div(days, 146097);
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
                   365;
    int of_year = (int)(of_era - (365 * year + year / 4 - year / 100));
    int month = (5 * of_year + 2) / 153;
    out->day = of_year - (153 * month + 2) / 5 + 1;
    out->month = month < 10 ? month + 3 : month - 9;
    out->year = (int)(year + era * 400 + (out->month <= 2));
}

/* Dates that do not fit end at the last that does, which is not NO_DATE. */
static int32_t clamp_date(int64_t days)
{
    if (days > INT32_MAX)
        return INT32_MAX;
    return days <= INT32_MIN ? INT32_MIN + 1 : (int32_t)days;
}

int32_t civil_date(int year, int month, int day)
{
    return clamp_date(days_of(year, month, day));
}

/* 0 Sunday .. 6 Saturday; 1970-01-01 was a Thursday. */
static int weekday_of(int64_t days)
{
    return (int)(((days + 4) % 7 + 7) % 7);
}

struct civil civil_utc(int64_t ms)
{
    struct civil c = {0};
    int64_t days = floor_div(ms, MS_PER_DAY);
    int rest = (int)ms_of_day(ms);
    split_days(days, &c);
    c.hour = rest / (int)MS_PER_HOUR;
    c.minute = rest / (int)MS_PER_MINUTE % 60;
    c.second = rest / (int)MS_PER_SECOND % 60;
    c.milli = rest % (int)MS_PER_SECOND;
    c.weekday = weekday_of(days);
    return c;
}

int civil_weekday(int32_t date)
{
    return weekday_of(date);
}

int32_t civil_utc_date(int64_t ms)
{
    return clamp_date(floor_div(ms, MS_PER_DAY));
}

int32_t civil_new_york_date(int64_t ms)
{
    int64_t offset;
    /* Summer or winter matters in the hour before midnight alone, and to know
     * it takes long. */
    if (ms >= INT64_MIN + 5 * MS_PER_HOUR) {
        int32_t winter = civil_utc_date(ms - 5 * MS_PER_HOUR);
        if (winter == civil_utc_date(ms - 4 * MS_PER_HOUR))
            return winter;
    }
    offset = civil_new_york_offset_s(ms) * MS_PER_SECOND;
    return civil_utc_date(ms < INT64_MIN - offset ? INT64_MIN : ms + offset);
}

/* The n-th Sunday of the month that `days` is the `day`-th day of. */
static int64_t nth_sunday(int64_t days, int day, int n)
{
    int64_t first = days - day + 1;
    return first + (7 - weekday_of(first)) % 7 + 7 * (n - 1);
}

/* From the second Sunday of March to the first of November, changing at 02:00,
 * which is 07:00Z in spring and 06:00Z in autumn. */
static bool is_daylight(int64_t ms)
{
    int64_t days = floor_div(ms, MS_PER_DAY), of_day = ms_of_day(ms), change;
    struct civil c = {0};
    split_days(days, &c);
    if (c.month == 3) {
        change = nth_sunday(days, c.day, 2);
        return days > change || (days == change && of_day >= 7 * MS_PER_HOUR);
    }
    if (c.month == 11) {
        change = nth_sunday(days, c.day, 1);
        return days < change || (days == change && of_day < 6 * MS_PER_HOUR);
    }
    return c.month > 3 && c.month < 11;
}

int civil_new_york_offset_s(int64_t ms)
{
    enum { STANDARD_S = -5 * 3600, DAYLIGHT_S = -4 * 3600 };
    return is_daylight(ms) ? DAYLIGHT_S : STANDARD_S;
}

struct civil civil_new_york(int64_t ms)
{
    int64_t offset = civil_new_york_offset_s(ms) * MS_PER_SECOND;
    return civil_utc(ms < INT64_MIN - offset ? INT64_MIN : ms + offset);
}

int64_t civil_from_new_york(int32_t date, int hour, int minute)
{
    int64_t wall =
        date * MS_PER_DAY + hour * MS_PER_HOUR + minute * MS_PER_MINUTE;
    int64_t daylight = wall + 4 * MS_PER_HOUR;
    if (civil_new_york_offset_s(daylight) == -4 * 3600)
        return daylight;
    return wall + 5 * MS_PER_HOUR;
}

/* ---- text */

/* Reads exactly `count` digits. */
static bool read_digits(const char *s, size_t n, size_t count, int *out)
{
    int v = 0;
    if (n < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        v = v * 10 + (s[i] - '0');
    }
    *out = v;
    return true;
}

static void write_digits(char *out, int count, int v)
{
    for (int i = count - 1; i >= 0; i--, v /= 10)
        out[i] = (char)('0' + v % 10);
}

static int days_in_month(int year, int month)
{
    int next_year = month == 12 ? year + 1 : year;
    return (int)(days_of(next_year, month % 12 + 1, 1) -
                 days_of(year, month, 1));
}

bool civil_parse_date(const char *s, size_t n, int32_t *out)
{
    int year, month, day;
    if (n != 10 || s[4] != '-' || s[7] != '-' ||
        !read_digits(s, 4, 4, &year) || !read_digits(s + 5, 2, 2, &month) ||
        !read_digits(s + 8, 2, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *out = civil_date(year, month, day);
    return true;
}

static void put_date(const struct civil *c, char out[10])
{
    write_digits(out, 4, c->year);
    out[4] = out[7] = '-';
    write_digits(out + 5, 2, c->month);
    write_digits(out + 8, 2, c->day);
}

const char *civil_month(int month)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr",
                                        "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec"};
    return month >= 1 && month <= 12 ? names[month - 1] : "";
}

void civil_format_month(int32_t date, char out[16])
{
    struct civil c = civil_utc(date * MS_PER_DAY);
    (void)snprintf(out, 16, "%s'%02d", civil_month(c.month), c.year % 100);
}

void civil_format_date(int32_t date, char out[11])
{
    static const int32_t least = -719528, most = 2932896; /* 0000 .. 9999 */
    struct civil c = {0};
    out[0] = '\0';
    if (date == NO_DATE)
        return;
    split_days(date < least ? least : date > most ? most : date, &c);
    put_date(&c, out);
    out[10] = '\0';
}

/* "hh:mm[:ss[.fraction]]" at *s; advances it. */
static bool read_clock(const char **s, size_t n, int64_t *out_ms)
{
    int hour, minute, second = 0, scale = 100, milli = 0;
    const char *p = *s, *end = p + n;
    if (n < 5 || p[2] != ':' || !read_digits(p, 2, 2, &hour) ||
        !read_digits(p + 3, 2, 2, &minute) || hour > 23 || minute > 59)
        return false;
    p += 5;
    if (p < end && *p == ':') {
        if (!read_digits(p + 1, (size_t)(end - p - 1), 2, &second) ||
            second > 59)
            return false;
        p += 3;
        if (p + 1 < end && *p == '.' && p[1] >= '0' && p[1] <= '9')
            for (p++; *p >= '0' && *p <= '9'; p++, scale /= 10)
                milli += (*p - '0') * scale;
    }
    *s = p;
    *out_ms = hour * MS_PER_HOUR + minute * MS_PER_MINUTE +
              second * MS_PER_SECOND + milli;
    return true;
}

/* "Z" or "+hh:mm" and nothing more. */
static bool read_zone(const char *s, int64_t *out_ms)
{
    int hour, minute;
    *out_ms = 0;
    if (strcmp(s, "Z") == 0)
        return true;
    if (strlen(s) != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':' ||
        !read_digits(s + 1, 2, 2, &hour) || !read_digits(s + 4, 2, 2, &minute))
        return false;
    if (hour > 23 || minute > 59)
        return false;
    *out_ms = hour * MS_PER_HOUR + minute * MS_PER_MINUTE;
    if (s[0] == '-')
        *out_ms = -*out_ms;
    return true;
}

bool civil_parse_instant(const char *s, int64_t *out)
{
    size_t n = strlen(s);
    int64_t clock_ms, zone_ms;
    int32_t date;
    if (n < 10 || !civil_parse_date(s, 10, &date))
        return false;
    if (n == 10) {
        *out = civil_from_new_york(date, 0, 0);
        return true;
    }
    if (s[10] != 'T' && s[10] != ' ')
        return false;
    const char *p = s + 11;
    if (!read_clock(&p, n - 11, &clock_ms) || !read_zone(p, &zone_ms))
        return false;
    *out = date * MS_PER_DAY + clock_ms - zone_ms;
    return true;
}

void civil_format_instant(int64_t ms, char out[25])
{
    static const int64_t least = -719528 * MS_PER_DAY;
    static const int64_t most = 2932897 * MS_PER_DAY - 1;
    struct civil c = civil_utc(ms < least ? least : ms > most ? most : ms);
    size_t n = 19;
    put_date(&c, out);
    out[10] = 'T';
    out[13] = out[16] = ':';
    write_digits(out + 11, 2, c.hour);
    write_digits(out + 14, 2, c.minute);
    write_digits(out + 17, 2, c.second);
    if (c.milli) {
        out[n] = '.';
        write_digits(out + n + 1, 3, c.milli);
        n += 4;
    }
    out[n] = 'Z';
    out[n + 1] = '\0';
}
