/*
 * The past, played once more with one rule: the tape that is replayed, up to
 * the moment that is shown, or what the store has. In slices, by the backtest
 * of the state; the live market is not touched.
 */
#ifndef TAPEWATCH_POLL_PAST_H
#define TAPEWATCH_POLL_PAST_H

#include "tapewatch/config/config.h"
#include "tapewatch/state/backtest.h"
#include "tapewatch/state/snapshot.h"

struct past_setup {
    const struct config *config; /* names of companies */
    const struct snapshot *now;  /* whose lists and lots count */
    const char *tape_path;       /* NULL: the store of `folder` */
    const char *folder;
    int64_t since_ms; /* finer bars before it are left out, of a store */
    int64_t until_ms; /* nothing later is used */
};

struct past;
/* Nothing of the setup is kept. ERR_NOT_FOUND when there is no past. */
enum err past_open(const struct past_setup *setup,
                   const struct rule_text *rule, struct past **out,
                   struct why *why);
void past_close(struct past *p); /* NULL-safe */
/* Plays up to `most` lines. ERR_OK goes on, ERR_END: that was all. */
enum err past_play(struct past *p, size_t most, struct why *why);
/* The firings so far, without what followed; until the next call. */
const struct firing *past_firings(struct past *p, size_t *count);
int64_t past_moment(const struct past *p); /* of the last line, 0 none */

#endif
