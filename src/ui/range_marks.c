/* SPDX-License-Identifier: MIT */
/* The labels of the time axis, at natural boundaries. */
#include <stdio.h>

#include "ranges.h"
#include "show.h"
#include "tapewatch/base/civil.h"

/* Daily bars are labelled by days up to so many bars, else by what their first
 * and last are apart. */
enum { DAYS_MOST = 10 };
enum labels { BY_DAY, BY_WEEK, BY_MONTH, BY_QUARTER, BY_YEAR };
static const int apart_most[] = {
    [BY_WEEK] = 45, [BY_MONTH] = 300, [BY_QUARTER] = 1100}; /* days */

static const struct range_bar *bar_of(const struct range_data *d, size_t i)
{
    return &d->bars[d->lead + i];
}

static char *next_text(struct range_data *d)
{
    return d->texts[d->mark_count];
}

static void add_mark(struct range_data *d, size_t index, bool is_session)
{
    struct chart_mark *m = &d->marks[d->mark_count];

    *m = (struct chart_mark){index, next_text(d), is_session};
    d->mark_count++;
}

static void mark_sessions(struct range_data *d)
{
    for (size_t i = 0; i < d->count && d->mark_count < RANGE_MARKS_MAX; i++) {
        if (!bar_of(d, i)->opens_session)
            continue;
        show_day_text(bar_of(d, i)->bar.start, next_text(d));
        add_mark(d, i, true);
    }
}

/* When a place of the session begins: that of a bar, or one behind the last
 * whose bar is to come, `before` being where the one before it begins. The
 * price now stands behind its bar, though it is of the same time. */
static int64_t start_of(const struct range_data *d, size_t i, int64_t before)
{
    int64_t t = before + bar_span_ms(d->span);

    if (i < d->count && (i == 0 || bar_of(d, i)->bar.start > before))
        return bar_of(d, i)->bar.start;
    if (i >= d->count && t < d->day.open_ms)
        return d->day.open_ms;
    return t >= d->day.lunch_ms && t < d->day.lunch_end_ms
               ? d->day.lunch_end_ms : t;
}

/* Regular hours start in the middle of a line that has extended ones. */
static void mark_hours(struct range_data *d)
{
    int64_t start = 0;
    int last = -1;

    for (size_t i = 0; i < d->slots && d->mark_count < RANGE_MARKS_MAX; i++) {
        struct civil t;

        start = start_of(d, i, start);
        if (i >= d->count && start >= d->day.close_ms)
            return;
        t = civil_new_york(start);
        if (i > 0 && t.hour == last)
            continue;
        last = t.hour;
        snprintf(next_text(d), sizeof(d->texts[0]), "%d:%02d", t.hour,
                 t.minute);
        add_mark(d, i, false);
    }
}

/* Noon of the bar's day, whatever its start means. */
static int64_t noon_of(const struct range_data *d, size_t i)
{
    return bar_of(d, i)->bar.start + 12 * MS_PER_HOUR;
}

static enum labels labels_of(const struct range_data *d)
{
    int64_t apart = d->count ? (noon_of(d, d->count - 1) - noon_of(d, 0)) /
                                   MS_PER_DAY : 0;
    int by = BY_WEEK;

    if (d->count <= DAYS_MOST)
        return BY_DAY;
    while (by < BY_YEAR && apart > apart_most[by])
        by++;
    return (enum labels)by;
}

/* "Jan 27", "Dec'24", "Feb" of the same year, "2024" */
static void date_text(const struct range_data *d, enum labels by, int64_t noon,
                      char out[16])
{
    int year = civil_new_york(noon).year;
    bool is_january = civil_new_york(noon).month == 1;

    show_time_text(noon, 0, out);
    if (by == BY_YEAR)
        snprintf(out, sizeof(d->texts[0]), "%d", year % 10000);
    else if (by > BY_WEEK && (d->mark_count == 0 || is_january))
        snprintf(out + 3, 9, "'%02d", year % 100);
    else if (by > BY_WEEK)
        out[3] = '\0';
}

/* Does a day, a week, ... begin with it? */
static bool begins(enum labels by, struct civil t, struct civil before)
{
    switch (by) {
    case BY_DAY: return true;
    case BY_WEEK: return t.weekday < before.weekday;
    case BY_MONTH: return t.month != before.month;
    case BY_QUARTER: return (t.month - 1) / 3 != (before.month - 1) / 3;
    default: return t.year != before.year;
    }
}

static void mark_dates(struct range_data *d)
{
    enum labels by = labels_of(d);
    struct civil before = {0};

    for (size_t i = 0; i < d->count && d->mark_count < RANGE_MARKS_MAX; i++) {
        struct civil t = civil_new_york(noon_of(d, i));
        bool is_new = i == 0 ? by <= BY_WEEK : begins(by, t, before);
        char text[16];

        before = t;
        if (!is_new)
            continue;
        date_text(d, by, noon_of(d, i), text);
        snprintf(next_text(d), sizeof(d->texts[0]), "%.11s", text);
        add_mark(d, i, false);
    }
}

void range_mark(struct range_data *d)
{
    size_t sessions = 0;

    d->mark_count = 0;
    for (size_t i = 0; i < d->count; i++)
        sessions += bar_of(d, i)->opens_session;
    if (d->is_daily)
        mark_dates(d);
    else if (sessions > 1)
        mark_sessions(d);
    else
        mark_hours(d);
}
