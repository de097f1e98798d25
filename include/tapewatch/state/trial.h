/*
 * What a rule that is tried comes to: the firings of a backtest in a few
 * figures, and how many symbols it is true for now.
 */
#ifndef TAPEWATCH_STATE_TRIAL_H
#define TAPEWATCH_STATE_TRIAL_H

#include "tapewatch/model/rule.h"
#include "tapewatch/state/backtest.h"

/* Fills in hits, days, symbols and the lists of `out`, of the firings from
 * since_ms on (0: all). */
void trial_sum(const struct firing *firings, size_t count, int64_t since_ms,
               struct rule_trial *out);

/* For how many symbols that have a price the condition is true. False when it
 * is none of symbols: it speaks of groups, sources or terms. */
bool trial_matches(const struct state *s, const struct rule_text *rule,
                   size_t *out);

#endif
