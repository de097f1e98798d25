/* SPDX-License-Identifier: MIT */
/*
 * The axis of a market that trades round the clock is one of time: where it
 * has no bar, an empty one keeps the place. All others are drawn by bar index,
 * so that nights, weekends and holidays take no room; the weekend of a
 * currency, at which nobody trades it, takes none either.
 */
#include <stdlib.h>

#include "range_parts.h"
#include "tapewatch/base/civil.h"

/* A longer hole is one in what is kept, not in what is drawn. */
enum { DAYS_MOST = 14, DATES_MOST = 400 };

struct filler {
    enum market_hours hours;
    int64_t span_ms;
    struct trading_day day;
    int64_t next; /* where the place after the last bar begins; 0: no bar yet */
    struct range_data out;
};

bool range_is_by_time(const struct listing *l)
{
    return range_hours(l) == HOURS_ALWAYS || range_hours(l) == HOURS_FX;
}

static void put_back(struct filler *f, struct range_data *d)
{
    free(d->bars);
    d->bars = f->out.bars;
    d->bar_count = f->out.bar_count;
    d->cap = f->out.cap;
}

/* ---- bars of minutes and hours */

/* Empty places up to `t` of that day, those of whole days before it too. */
static void fill_to(struct filler *f, const struct trading_day *day, int64_t t)
{
    while (f->day.date < day->date || f->next + f->span_ms <= t) {
        if (f->next < f->day.close_ms) {
            range_add_bar(&f->out, &(struct range_bar){
                                       .bar = {.start = f->next},
                                       .is_empty = true,
                                       .opens_session =
                                           f->next == f->day.open_ms});
            f->next += f->span_ms;
        } else if (f->day.date < day->date) {
            calendar_day(f->hours, calendar_next(f->hours, f->day.date + 1),
                         &f->day);
            f->next = f->day.open_ms;
        } else {
            return;
        }
    }
}

/* Bars of before the range are filled up between them, but not before. */
static void add_in_place(struct filler *f, struct range_bar b, bool is_first)
{
    struct trading_day day;

    if (!calendar_day(f->hours, bar_date(f->hours, BAR_5m, &b.bar), &day)) {
        range_add_bar(&f->out, &b);
        return;
    }
    if (f->next == 0 || day.date < f->day.date ||
        day.date - f->day.date > DAYS_MOST) {
        f->day = day;
        f->next = is_first ? day.open_ms : b.bar.start;
    }
    fill_to(f, &day, b.bar.start);
    if (f->next > day.open_ms)
        b.opens_session = f->out.bar_count == 0;
    range_add_bar(&f->out, &b);
    f->day = day;
    f->next = b.bar.start - (b.bar.start - day.open_ms) % f->span_ms +
              f->span_ms;
}

/* The first bar of the session in which the last one lies. */
static size_t start_of_session(const struct filler *f)
{
    size_t i = f->out.bar_count - 1;

    while (i > 0 && f->out.bars[i - 1].bar.start >= f->day.open_ms)
        i--;
    return i;
}

void range_fill_gaps(const struct listing *l, struct range_data *d)
{
    struct filler f = {.hours = range_hours(l),
                       .span_ms = bar_span_ms(d->span)};
    size_t lead = d->lead;

    if (!range_is_by_time(l) || d->is_daily || d->bar_count == 0)
        return;
    d->is_by_time = true;
    for (size_t i = 0; i < d->bar_count; i++) {
        add_in_place(&f, d->bars[i], i == d->lead);
        if (i == d->lead)
            lead = start_of_session(&f);
    }
    put_back(&f, d);
    d->lead = lead;
}

/* ---- daily bars */

void range_fill_days(const struct listing *l, struct range_data *d)
{
    struct filler f = {.hours = range_hours(l)};
    int32_t last = NO_DATE;

    if (!range_is_by_time(l))
        return;
    d->is_by_time = true;
    for (size_t i = 0; i < d->bar_count; i++) {
        int32_t date = bar_date(f.hours, BAR_1d, &d->bars[i].bar);
        bool is_near = last != NO_DATE && date - last < DATES_MOST;

        for (int32_t at = last + 1; is_near && at < date; at++)
            if (calendar_day(f.hours, at, &f.day))
                range_add_bar(&f.out,
                              &(struct range_bar){
                                  .bar = {.start = at * MS_PER_DAY},
                                  .is_empty = true});
        last = date;
        range_add_bar(&f.out, &d->bars[i]);
    }
    put_back(&f, d);
}
