/*
 * Rules over the past: which events there would have been, and what followed.
 *
 * The state that is given plays the updates with the rules that it has, as a
 * replay would: the events are the same. For each of them, in percent of the
 * price at its first trigger:
 *
 *   h1     the last regular price known an hour later, if its session is on and
 *          there was a newer one
 *   close  the official close of its session
 *   d1 d5  the close one and five sessions of its exchange later
 *
 * Not known (NaN) where the price or the bar is missing; closes are in the
 * shares of the event's day, splits after it taken out. One thread.
 */
#ifndef TAPEWATCH_STATE_BACKTEST_H
#define TAPEWATCH_STATE_BACKTEST_H

#include "tapewatch/model/event.h"
#include "tapewatch/state/state.h"

#define HORIZONS(_) _(h1) _(close) _(d1) _(d5)
enum horizon {
#define HORIZON_ENUM(name) HORIZON_##name,
    HORIZONS(HORIZON_ENUM)
#undef HORIZON_ENUM
    HORIZON_COUNT
};
const char *horizon_name(enum horizon h);

struct firing {
    struct event_key key;
    struct event_point opened;
    double followed[HORIZON_COUNT]; /* %; NaN: not known */
};

struct backtest;

/* `state` is borrowed; its events so far are no firings. */
struct backtest *backtest_new(struct state *state);
void backtest_free(struct backtest *b);
/* The next update, in order of t. */
void backtest_apply(struct backtest *b, const struct update *u);
/* Those so far, until the next call; what followed is not known yet. */
const struct firing *backtest_so_far(const struct backtest *b, size_t *count);
/* No more updates: looks up what followed. In order of opening; lives until
 * backtest_free(). */
const struct firing *backtest_end(struct backtest *b, size_t *count);

/* What followed the firings of one rule at one horizon. */
struct followed {
    size_t known;
    double mean, median, worst, best; /* %; NaN with none known */
    double share_down;                /* of the known ones, 0-1 */
};
struct backtest_summary {
    char rule[RULE_MAX];
    size_t firings, symbols;
    struct followed of[HORIZON_COUNT];
};
/* Fills up to `most` rules, in the order of their first firing; returns how
 * many there are. */
size_t backtest_summarize(const struct firing *firings, size_t count,
                          struct backtest_summary *out, size_t most);

#endif
