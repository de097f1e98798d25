/*
 * Commands of rules: words, not a shell's line; values as environment
 * variables. Each has a time limit, all together a number a minute. What they
 * say goes to the log.
 */
#ifndef TAPEWATCH_COMMANDS_RUNS_H
#define TAPEWATCH_COMMANDS_RUNS_H

#include "tapewatch/config/config.h"
#include "tapewatch/state/snapshot.h"

struct runs;
struct runs *runs_new(const struct config *config);
void runs_free(struct runs *r); /* kills what still runs */
/* Starts the rule's command for an event, unless too many were started. */
void runs_start(struct runs *r, const struct snapshot *now,
                const struct event *e, const struct rule_text *rule,
                int64_t real_ms);
/* Reads what they say, ends those whose time is over. True while any runs:
 * call again soon. */
bool runs_turn(struct runs *r, int64_t real_ms);

#endif
