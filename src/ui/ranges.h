/*
 * Bars of a listing as what a chart shows: columns by bar index (by time where
 * the market never closes, range_gaps.c), marks, and the title of the range.
 * One place for all charts and sparklines.
 */
#ifndef TAPEWATCH_UI_RANGES_H
#define TAPEWATCH_UI_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/calendar.h"
#include "tapewatch/state/snapshot.h"
#include "widgets.h"

#define RANGES(_) /* name, text, sessions (0: all, -1: of this year) */     \
    _(1d, "1D", 1) _(5d, "5D", 5) _(1m, "1M", 21) _(3m, "3M", 63)           \
    _(6m, "6M", 126) _(ytd, "YTD", -1) _(1y, "1Y", 252) _(5y, "5Y", 1260)   \
    _(max, "MAX", 0)

enum range {
#define RANGE_ENUM(name, text, sessions) RANGE_##name,
    RANGES(RANGE_ENUM)
#undef RANGE_ENUM
    RANGE_COUNT
};

enum { RANGE_MARKS_MAX = 160 };

/* What a reader of bars wants. */
struct range_view {
    enum range range;
    bool has_extended; /* pre- and post-market bars too, in one session */
    size_t lead;  /* bars before the range, for indicators */
    size_t shown; /* bars in the window; 0: the range's own */
    size_t back;  /* bars to the right of the window */
};

struct range_bar {
    struct bar bar;
    bool is_extended;   /* pre- or post-market */
    bool is_empty;      /* its place on an axis of time; no figures */
    bool opens_session; /* the first of its session; false for daily ones */
    bool is_now;        /* the quote behind the bars: its time is now */
};

/* `count` samples from index `lead` of the columns on; the marks count from
 * there. */
struct range_data {
    struct range_bar *bars;
    size_t bar_count, cap;
    /* Columns of all bars, in one block; NaN: not known. */
    double *opens, *highs, *lows, *samples, *volumes;
    bool *extended, *session_starts;
    bool *halted; /* trading stood still in the bar, or its day was short */
    size_t lead, count, slots;
    struct trading_day day; /* of one session; zero: of more */
    enum bar_span span;
    enum market_hours hours;
    bool is_daily, has_volume, has_extended, has_halted;
    bool is_by_time; /* gaps have empty bars, sessions follow unbroken */
    const char *words; /* "5m bars": what a sample is */
    struct chart_mark marks[RANGE_MARKS_MAX];
    char texts[RANGE_MARKS_MAX][12];
    size_t mark_count;
};

/* The last sample is the current price, unless the last bar is newer. Empty
 * (count 0) when there are no such bars. */
void range_read(const struct listing *l, const struct range_view *v,
                struct range_data *out);
/* One session, intraday bars of regular hours, or of all. The official close comes
 * after the last bar: one more sample (NaN: none), unless it is the same. */
void range_read_day(const struct listing *l, int32_t session,
                    bool has_extended, double close, struct range_data *out);
void range_done(struct range_data *d);
/* Would range_read() find any? `has_extended` as there. */
bool range_has_bars(const struct listing *l, enum range r, bool has_extended);
/* The day that RANGE_1d shows: the session of the quote or, before the open of
 * the next one, that whose bars are there already. */
int32_t range_day(const struct listing *l, bool has_extended);
/* Sessions in a range: 0 all, -1 those of this year. */
int range_sessions(enum range r);
const char *range_name(enum range r); /* "1D" */
/* "1D [5D] 1M 3M 6M YTD 1Y 5Y MAX"; short: "[5D]" */
void range_title(enum range r, char *out, size_t size);
/* The chart widget over the data; last and reference are the caller's. */
struct chart range_chart(const struct range_data *d);

/* The session so far in `n` equal spans: last price of each, NaN none.
 * Returns how many spans have passed. */
size_t range_spark(const struct listing *l, double *out, size_t n);

/* Marks the time axis of the window, and of the room behind it: hours, days,
 * weeks, months, quarters or years (range_marks.c). */
void range_mark(struct range_data *d);

#endif
