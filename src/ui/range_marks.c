/* SPDX-License-Identifier: MIT */
/* The labels of the time axis, at natural boundaries. */
#include <stdio.h>

#include "ranges.h"
#include "show.h"
#include "tapewatch/base/civil.h"

/* Daily bars labelled so. */
enum { DAYS_MOST = 10, WEEKS_MOST = 30, MONTHS_MOST = 300 };

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

/* Regular hours start in the middle of a line that has extended ones. */
static void mark_hours(struct range_data *d)
{
    int last = -1;

    for (size_t i = 0; i < d->count && d->mark_count < RANGE_MARKS_MAX; i++) {
        struct civil t = civil_new_york(bar_of(d, i)->bar.start);

        if (i > 0 && t.hour == last)
            continue;
        last = t.hour;
        snprintf(next_text(d), sizeof(d->texts[0]), "%d:%02d", t.hour,
                 t.minute);
        add_mark(d, i, false);
    }
}

/* "Jan 27", "Dec'24", "Feb" of the same year, "2024" */
static void date_text(const struct range_data *d, int64_t noon, char out[16])
{
    int year = civil_new_york(noon).year;
    bool is_january = civil_new_york(noon).month == 1;

    show_time_text(noon, 0, out);
    if (d->count > MONTHS_MOST)
        snprintf(out, sizeof(d->texts[0]), "%d", year % 10000);
    else if (d->count > WEEKS_MOST && (d->mark_count == 0 || is_january))
        snprintf(out + 3, 9, "'%02d", year % 100);
    else if (d->count > WEEKS_MOST)
        out[3] = '\0';
}

/* Days in the shortest ranges, weeks in short ranges, months in longer ones, years in the longest. */
static void mark_dates(struct range_data *d)
{
    struct civil before = {0};

    for (size_t i = 0; i < d->count && d->mark_count < RANGE_MARKS_MAX; i++) {
        /* Noon of the bar's day, whatever its start means. */
        int64_t noon = bar_of(d, i)->bar.start + 12 * MS_PER_HOUR;
        struct civil t = civil_new_york(noon);
        char text[16];
        bool is_new;

        if (d->count <= DAYS_MOST)
            is_new = true;
        else if (d->count <= WEEKS_MOST)
            is_new = i == 0 || t.weekday < before.weekday;
        else if (d->count <= MONTHS_MOST)
            is_new = i > 0 && t.month != before.month;
        else
            is_new = i > 0 && t.year != before.year;
        before = t;
        if (!is_new)
            continue;
        date_text(d, noon, text);
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
