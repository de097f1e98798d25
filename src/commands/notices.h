/*
 * Who is to be told of what: looks at snapshots one after the other and finds
 * the events that were told in between. What was told before the first one (a
 * restart) is not told again. More than N in a minute are a storm: one notice
 * for all that came so far, one more for the rest when the minute is over.
 */
#ifndef TAPEWATCH_COMMANDS_NOTICES_H
#define TAPEWATCH_COMMANDS_NOTICES_H

#include "tapewatch/config/config.h"
#include "tapewatch/state/snapshot.h"

struct notice { /* for people: one for all events of a look */
    unsigned ways;  /* NOTIFY_status, bell, desktop */
    int severity;   /* the highest */
    size_t count;   /* events */
    char title[160], body[160];
};

/* Each event that was told, by itself: for commands and files. */
struct notices_reader {
    void *self;
    void (*told)(void *self, const struct snapshot *s, const struct event *e,
                 const struct rule_text *rule);
};

struct notices;
struct notices *notices_new(const struct config *config);
void notices_free(struct notices *n);
/* True when there is something to tell. `real_ms` is a monotonic clock;
 * `reader` may be NULL. */
bool notices_look(struct notices *n, const struct snapshot *s,
                  int64_t real_ms, const struct notices_reader *reader,
                  struct notice *out);

#endif
