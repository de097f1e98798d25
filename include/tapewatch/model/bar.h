/*
 * Prices of a span of time. The end of a bar is min(start + span, end of its
 * session); bar_end() is the only place that says so.
 */
#ifndef TAPEWATCH_MODEL_BAR_H
#define TAPEWATCH_MODEL_BAR_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/base/calendar.h"

#define BAR_SPANS(_) /* name, text on the tape, ms; finest first */         \
    _(1m, "1m", 60000)                                                      \
    _(5m, "5m", 300000)                                                     \
    _(1h, "1h", 3600000)                                                    \
    _(1d, "1d", 86400000)

enum bar_span {
#define BAR_ENUM(name, text, ms) BAR_##name,
    BAR_SPANS(BAR_ENUM)
#undef BAR_ENUM
    BAR_SPAN_COUNT
};
const char *bar_span_name(enum bar_span s);
bool bar_span_from_name(const char *name, enum bar_span *out);
int64_t bar_span_ms(enum bar_span s);
bool bar_span_from_ms(int64_t ms, enum bar_span *out); /* out only if true */

enum bar_bit { BAR_HAS_OHL = 1, BAR_HAS_VOLUME = 2 };

struct bar {
    int64_t start; /* ms */
    double open, high, low; /* only with BAR_HAS_OHL in known */
    double close;           /* always known */
    double volume;          /* only with BAR_HAS_VOLUME */
    uint16_t known;
    uint16_t day; /* days since 1970 when it became known, which is to say in
                     which shares its prices are; 0 unknown; set by state */
};
/* Whether they say the same; what is not known does not count. */
bool bar_equal(const struct bar *a, const struct bar *b);

/* When all of the bar was known: a daily bar ends at its session's close; an
 * intraday bar that starts in a session ends with it at the latest. */
int64_t bar_end(enum market_hours hours, enum bar_span span,
                const struct bar *b);
/* Local date of the session that the bar belongs to. A daily bar's start may
 * be local midnight, UTC midnight of the date or the session's open. */
int32_t bar_date(enum market_hours hours, enum bar_span span,
                 const struct bar *b);
/* Which part of the day an intraday bar belongs to (PRE, REGULAR, POST). */
enum session bar_session(enum market_hours hours, enum bar_span span,
                         const struct bar *b);

#endif
