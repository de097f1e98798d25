/*
 * Bars of a listing as what a chart shows: samples by bar index, marks, and
 * the title of the range. One place for all charts and sparklines.
 */
#ifndef TAPEWATCH_UI_RANGES_H
#define TAPEWATCH_UI_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/state/snapshot.h"
#include "widgets.h"

#define RANGES(_) /* name, text, sessions (0: all) */                       \
    _(1d, "1D", 1) _(5d, "5D", 5) _(1m, "1M", 21) _(3m, "3M", 63)           \
    _(6m, "6M", 126) _(max, "MAX", 0)

enum range {
#define RANGE_ENUM(name, text, sessions) RANGE_##name,
    RANGES(RANGE_ENUM)
#undef RANGE_ENUM
    RANGE_COUNT
};

enum { RANGE_MARKS_MAX = 160 };

struct range_data {
    double *samples, *volumes;
    int64_t *starts; /* ms, of each sample */
    size_t count, cap, slots;
    bool is_daily, has_volume;
    const char *bars; /* "5m bars": what a sample is */
    struct chart_mark marks[RANGE_MARKS_MAX];
    char texts[RANGE_MARKS_MAX][12];
    size_t mark_count;
};

/* Regular hours only; the last sample is the current price, unless the last
 * bar is newer. Empty (count 0) when there are no such bars. */
void range_read(const struct listing *l, enum range r,
                struct range_data *out);
/* One session, intraday bars only. */
void range_read_day(const struct listing *l, int32_t session,
                    struct range_data *out);
/* The official close comes after the last bar: one more sample, unless it is
 * the same price. */
void range_add_close(struct range_data *d, double price);
void range_done(struct range_data *d);
/* "1D [5D] 1M 3M 6M MAX" */
void range_title(enum range r, char *out, size_t size);
/* The chart widget over the data; last and reference are the caller's. */
struct chart range_chart(const struct range_data *d);

/* The session so far in `n` equal spans: last price of each, NaN none.
 * Returns how many spans have passed. */
size_t range_spark(const struct listing *l, double *out, size_t n);

#endif
