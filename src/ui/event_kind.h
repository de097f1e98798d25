/*
 * What an event is of: its rule's field, and words that only one kind has.
 */
#ifndef TAPEWATCH_UI_EVENT_KIND_H
#define TAPEWATCH_UI_EVENT_KIND_H

#include "tapewatch/state/snapshot.h"

/* Does its rule measure the field of that name? */
bool event_is_of(const struct snapshot *now, const struct event *e,
                 const char *name);
const char *event_unit(const struct snapshot *now, const struct event *e);
bool event_is_money(const char *unit);
/* "09:30", New York. */
void event_clock(int64_t t, char out[16]);
/* Which of the two growths a filing's event is of; both when its company has
 * filed anew since. */
const char *event_filed_what(const struct snapshot *now,
                             const struct event *e);
/* "halted 09:58-10:03", or since when. */
void event_halt_words(const struct event *e, char *out, size_t size);

#endif
