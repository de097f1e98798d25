/*
 * The day of an event in moments, as the timeline lists and the curve marks
 * them.
 */
#ifndef TAPEWATCH_UI_EVENT_POINTS_H
#define TAPEWATCH_UI_EVENT_POINTS_H

#include "../panel.h"
#include "tapewatch/base/format.h"

enum { EVENT_POINTS_MAX = 40, EVENT_MARKS_MAX = 9 };

struct event_moment {
    int64_t t;
    bool has_price;
    double price;
    char value[FORMAT_MAX]; /* change of market value, "-" if unknown */
    enum role role;
    char words[64];
    int mark; /* 1 to EVENT_MARKS_MAX: of the session's, those of one minute
                 have the same; 0 none */
};
struct event_points {
    struct event_moment at[EVENT_POINTS_MAX];
    size_t count; /* in order of time; 0: the event is not known */
};

/* Of the frame's event. */
void event_points_read(const struct frame *f, struct event_points *out);
/* The digit in a circle, "(1)" in ASCII and on consoles; "" for 0. */
const char *event_mark_text(const struct canvas *c, int mark);

#endif
