/* SPDX-License-Identifier: MIT */
/* Dates as feeds write them: RFC 822, RFC 850, asctime, ISO 8601, sloppy. */
#include <string.h>
#include <strings.h>

#include "tapewatch/base/civil.h"

/*
 * DESIGN. A text that begins with four digits, or with eight and a "T", is
 * read as ISO 8601, left to right. Any other is a heap of words in any order
 * (weekday, day, month, year, time, zone); each word may come once, and one
 * that is none of these spoils the date. Without a zone it is UTC.
 */

enum { HAS_DAY = 1, HAS_MONTH = 2, HAS_YEAR = 4, HAS_TIME = 8, HAS_ZONE = 16 };

struct parts {
    unsigned has;
    int year, month, day, hour, minute, second, milli;
    int offset_s; /* east of Greenwich */
};

struct cursor {
    const char *at, *end;
};

static const char *const months[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
};
static const char *const weekdays[] = {
    "sunday",   "monday", "tuesday",  "wednesday",
    "thursday", "friday", "saturday",
};

/* Names as mail and American feeds use them; two letters mean winter time. */
static const struct {
    const char *name;
    int minutes;
} zones[] = {
    {"z", 0},      {"gmt", 0},    {"ut", 0},     {"utc", 0},   {"wet", 0},
    {"at", -240},  {"et", -300},  {"ct", -360},  {"mt", -420}, {"pt", -480},
    {"ast", -240}, {"est", -300}, {"cst", -360}, {"mst", -420},
    {"pst", -480}, {"adt", -180}, {"edt", -240}, {"cdt", -300},
    {"mdt", -360}, {"pdt", -420}, {"bst", 60},   {"met", 60},  {"cet", 60},
    {"west", 60},  {"mest", 120}, {"cest", 120}, {"eet", 120},
    {"eest", 180}, {"msk", 180},  {"ist", 330},  {"hkt", 480}, {"sgt", 480},
    {"jst", 540},  {"kst", 540},  {"aest", 600}, {"aedt", 660},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return is_letter(c) ? (char)(c | 0x20) : c;
}

/* Reads `least` to `most` digits; false (nothing read) otherwise. */
static bool digits(struct cursor *c, int least, int most, int *out)
{
    int n = 0, v = 0;

    while (n < most && c->at + n < c->end && is_digit(c->at[n]))
        v = v * 10 + (c->at[n++] - '0');
    if (n < least)
        return false;
    c->at += n;
    *out = v;
    return true;
}

static bool letter(struct cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

/* ".1234": milliseconds; further digits are read and dropped. */
static bool fraction(struct cursor *c, int *milli)
{
    int weight = 100;

    if (!letter(c, '.') && !letter(c, ','))
        return true;
    if (c->at == c->end || !is_digit(*c->at))
        return false;
    for (*milli = 0; c->at < c->end && is_digit(*c->at); c->at++) {
        *milli += (*c->at - '0') * weight;
        weight /= 10;
    }
    return true;
}

/* "10:14", "10:14:55.123", "9:05:00"; or "101455" when compact. */
static bool clock_time(struct cursor *c, struct parts *p)
{
    if (!digits(c, 1, 2, &p->hour))
        return false;
    if (letter(c, ':')) {
        if (!digits(c, 1, 2, &p->minute))
            return false;
        if (letter(c, ':') &&
            (!digits(c, 1, 2, &p->second) || !fraction(c, &p->milli)))
            return false;
    } else {
        if (!digits(c, 2, 2, &p->minute))
            return false;
        if (c->at < c->end && is_digit(*c->at) && !digits(c, 2, 2, &p->second))
            return false;
    }
    p->has |= HAS_TIME;
    return p->hour < 24 && p->minute < 60 && p->second <= 60;
}

/* "+0100", "-08:00", "+5". */
static bool offset(struct cursor *c, struct parts *p)
{
    int sign = *c->at == '-' ? -1 : 1, hours, minutes = 0;

    c->at++;
    if (!digits(c, 1, 2, &hours))
        return false;
    if (letter(c, ':')) {
        if (!digits(c, 2, 2, &minutes))
            return false;
    } else if (c->at < c->end && !digits(c, 2, 2, &minutes)) {
        return false;
    }
    p->offset_s += sign * (hours * 3600 + minutes * 60);
    p->has |= HAS_ZONE;
    return hours <= 15 && minutes < 60;
}

/* "GMT", "Etc/GMT", "EST", "GMT-01:01", "+0100"; must reach the end. */
static bool zone(struct cursor *c, struct parts *p)
{
    size_t n = 0;
    char first;

    if (p->has & HAS_ZONE)
        return false;
    if (c->end - c->at > 4 && strncasecmp(c->at, "etc/", 4) == 0)
        c->at += 4;
    while (c->at + n < c->end && is_letter(c->at[n]))
        n++;
    first = n > 0 ? lower(*c->at) : '\0';
    for (size_t i = 0; n > 0 && i < sizeof zones / sizeof zones[0]; i++) {
        if (zones[i].name[0] == first && strlen(zones[i].name) == n &&
            strncasecmp(zones[i].name, c->at, n) == 0) {
            p->offset_s = zones[i].minutes * 60;
            p->has |= HAS_ZONE;
            c->at += n;
            break;
        }
    }
    if (c->at < c->end && (*c->at == '+' || *c->at == '-'))
        return offset(c, p) && c->at == c->end;
    return (p->has & HAS_ZONE) && c->at == c->end;
}

/* Seconds since 1970 of a real date, or false. */
static bool finish(const struct parts *p, int64_t *out)
{
    int32_t date;

    if (p->month < 1 || p->month > 12 || p->day < 1 || p->day > 31 ||
        p->year < 1)
        return false;
    date = civil_date(p->year, p->month, p->day);
    if (p->day > 28 && civil_utc(date * MS_PER_DAY).month != p->month)
        return false; /* this month is shorter */
    *out = date * MS_PER_DAY + p->hour * MS_PER_HOUR +
           p->minute * MS_PER_MINUTE +
           (p->second - p->offset_s) * MS_PER_SECOND + p->milli;
    return true;
}

/* "2003", "2003-12", "2003-12-31", "20031231". */
static bool iso_date(struct cursor *c, struct parts *p)
{
    p->month = p->day = 1;
    if (c->end - c->at > 8 && (c->at[8] == 'T' || c->at[8] == 't'))
        return digits(c, 4, 4, &p->year) && digits(c, 2, 2, &p->month) &&
               digits(c, 2, 2, &p->day);
    if (!digits(c, 4, 4, &p->year))
        return false;
    if (letter(c, '-') && !digits(c, 2, 2, &p->month))
        return false;
    return !letter(c, '-') || digits(c, 2, 2, &p->day);
}

static bool iso(struct cursor c, int64_t *out)
{
    struct parts p = {0};

    if (!iso_date(&c, &p))
        return false;
    if (c.at < c.end) {
        if (!letter(&c, 'T') && !letter(&c, 't') && !letter(&c, ' '))
            return false;
        if (!clock_time(&c, &p))
            return false;
    }
    while (letter(&c, ' '))
        ;
    if (c.at < c.end && !zone(&c, &p))
        return false;
    return finish(&p, out);
}

/* Index of the name that the word abbreviates to three letters or more. */
static int name_at(const char *const *names, int count, struct cursor w)
{
    size_t n = (size_t)(w.end - w.at);
    char first = lower(*w.at);

    for (int i = 0; n >= 3 && i < count; i++)
        if (names[i][0] == first && n <= strlen(names[i]) &&
            strncasecmp(names[i], w.at, n) == 0)
            return i;
    return -1;
}

/* A number by itself is the day first, then the year. */
static bool number(struct cursor w, struct parts *p)
{
    ptrdiff_t n = w.end - w.at;
    int v = 0;

    if (n > 4 || !digits(&w, 1, 4, &v) || w.at != w.end)
        return false;
    if (n <= 2 && !(p->has & HAS_DAY)) {
        p->day = v;
        p->has |= HAS_DAY;
        return true;
    }
    if (n == 3 || (p->has & HAS_YEAR))
        return false;
    p->year = n == 4 ? v : v < 70 ? v + 2000 : v + 1900;
    p->has |= HAS_YEAR;
    return true;
}

static bool time_word(struct cursor w, struct parts *p)
{
    if ((p->has & HAS_TIME) || !clock_time(&w, p))
        return false;
    return w.at == w.end || zone(&w, p);
}

static bool plain_word(struct cursor w, struct parts *p)
{
    int month;

    if (is_digit(*w.at))
        return number(w, p);
    if (name_at(weekdays, 7, w) >= 0)
        return true;
    month = name_at(months, 12, w);
    if (w.end - w.at == 4 && strncasecmp(w.at, "sept", 4) == 0)
        month = 8;
    if (month < 0)
        return zone(&w, p);
    if (p->has & HAS_MONTH)
        return false;
    p->month = month + 1;
    p->has |= HAS_MONTH;
    return true;
}

/* "06-Nov-94" is three words. */
static bool dashed(struct cursor w, struct parts *p)
{
    for (int i = 0; i < 3; i++) {
        const char *dash = memchr(w.at, '-', (size_t)(w.end - w.at));
        struct cursor piece = {w.at, dash ? dash : w.end};

        if (piece.at == piece.end || !plain_word(piece, p))
            return false;
        if (!dash)
            return i == 2;
        w.at = dash + 1;
    }
    return false;
}

static bool word(struct cursor w, struct parts *p)
{
    size_t n = (size_t)(w.end - w.at);

    if (*w.at == '(') /* "(CET)": a comment of RFC 822 */
        return true;
    if (is_digit(*w.at) && memchr(w.at, ':', n))
        return time_word(w, p);
    if (is_digit(*w.at) && memchr(w.at, '-', n))
        return dashed(w, p);
    return plain_word(w, p);
}

static bool words(struct cursor c, int64_t *out)
{
    const unsigned needed = HAS_DAY | HAS_MONTH | HAS_YEAR;
    struct parts p = {0};

    while (c.at < c.end) {
        struct cursor w = c;

        while (w.at < c.end && (*w.at == ' ' || *w.at == ','))
            w.at++;
        w.end = w.at;
        while (w.end < c.end && *w.end != ' ' && *w.end != ',')
            w.end++;
        if (w.at < w.end && !word(w, &p))
            return false;
        c.at = w.end;
    }
    return (p.has & needed) == needed && finish(&p, out);
}

static bool is_line_end(char c)
{
    return c < ' ' && (c == '\n' || c == '\r' || c == '\t');
}

bool civil_parse_feed_date(const char *s, int64_t *out)
{
    size_t n = 0;

    while (*s == ' ' || is_line_end(*s))
        s++;
    while (s[n] && !is_line_end(s[n]))
        n++;
    while (n > 0 && s[n - 1] == ' ')
        n--;
    if (n == 0 || n > 80)
        return false;
    if (iso((struct cursor){s, s + n}, out))
        return true;
    return words((struct cursor){s, s + n}, out);
}
