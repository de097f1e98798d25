/*
 * Events in words, from their figures. Says before and after, never because.
 */
#ifndef TAPEWATCH_UI_EVENT_WORDS_H
#define TAPEWATCH_UI_EVENT_WORDS_H

#include <stddef.h>

#include "tapewatch/base/format.h"
#include "tapewatch/config/config.h"
#include "tapewatch/state/snapshot.h"

struct frame;
struct glyphs;

/* "-592.7B", "-16.97%", "3.9x": a measure of the event's rule in its unit. */
void event_value(const struct snapshot *now, const struct event *e,
                 double measure, char out[FORMAT_MAX]);
/* The last one; "~" before it: a sum with old prices in it. */
void event_now_value(const struct snapshot *now, const struct event *e,
                     char out[FORMAT_MAX]);
/* Up or down; a bullet for what has no direction, such as a burst. */
const char *event_arrow(const struct snapshot *now, const struct event *e,
                        const struct glyphs *g);
/* Not official yet, of what may be so. */
bool event_is_provisional(const struct snapshot *now, const struct event *e);
enum role event_change_role(const struct snapshot *now, const struct event *e);
/* How it began, in words for a line of the day: "gap -12.5%". */
void event_opening(const struct snapshot *now, const struct event *e,
                   char *out, size_t size);
/* "largest 1-day loss on record  #1", "gap from 142.62", "worst -18.17%
 * 14:50", and what became of it: read after the value, which is the last one
 * (the official one, once its session is closed). In `room` cells as much of
 * it as is whole: "worst -18.17%, closed", "#1 loss ever", "recovered". */
void event_remark(const struct snapshot *now, const struct event *e, int room,
                  char *out, size_t size);
/* The same beside a column that says when it began. */
void event_remark_beside(const struct snapshot *now, const struct event *e,
                         int room, char *out, size_t size);
/* "NVDA lost $592.7B of market value — largest one-day loss of any company on
 * record". `dash` is what stands between the two halves. */
void event_sentence(const struct snapshot *now, const struct event *e,
                    const char *dash, char *out, size_t size);
/* Who it is of: a symbol, a group "@semis", the word of a burst. */
const char *event_who(const struct event *e);
/* Two lines for the clipboard: the sentence, and the figures under it. */
void event_summary(const struct frame *f, char *out, size_t size);
/* "worst" or, of a gain, "peak". */
const char *event_extreme_word(const struct event *e);
/* "recovered 42.1B": how far a change of value is back from its worst, "gave
 * back 34.4B" of a gain; false: not at all, or it measures something else. */
bool event_came_back(const struct snapshot *now, const struct event *e,
                     char out[FORMAT_MAX]);
enum role event_role(const struct event *e); /* by severity */

#endif
