/*
 * What the tests of the state share: a state with the shipped rules, and
 * short ways to write updates.
 */
#ifndef TESTS_UNIT_STATE_SUPPORT_H
#define TESTS_UNIT_STATE_SUPPORT_H

#include <stdbool.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/config/config.h"
#include "tapewatch/state/state.h"

#define MONDAY civil_date(2025, 1, 27)
#define FRIDAY civil_date(2025, 1, 24)

/* Wall clock in New York. */
static inline int64_t at(int32_t date, int hour, int minute)
{
    return civil_from_new_york(date, hour, minute);
}

static inline void add_shipped_rules(struct state *s)
{
    struct config *c = NULL;

    assert_int_equal(config_load_text("", 0, &c), ERR_OK);
    assert_true(config_rule_count(c) >= 8);
    for (size_t i = 0; i < config_rule_count(c); i++) {
        struct why why = {""};

        if (state_add_rule(s, config_rule(c, i), &why) != ERR_OK)
            fail_msg("%s", why.text);
    }
    config_free(c);
}

static inline struct update make(int64_t t, enum update_kind kind,
                                 const char *symbol)
{
    struct update u = {.t = t, .kind = kind};

    strncpy(u.symbol, symbol, sizeof u.symbol - 1);
    strncpy(u.source, "test", sizeof u.source - 1);
    return u;
}

static inline void company(struct state *s, const char *symbol, double shares)
{
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){
        .type = INSTRUMENT_equity, .currency = "USD", .shares = shares,
        .shares_asof = civil_date(2024, 11, 15), .sector = "technology",
        .groups = {"semis"}};
    strncpy(u.of.instrument.symbol, symbol, SYMBOL_MAX - 1);
    state_apply(s, &u);
}

/* open, high, low, close, volume < 0: not known */
struct ohlcv {
    double open, high, low, close, volume;
};

static inline struct update bar_of(const char *symbol, enum bar_span span,
                                   int64_t start, int64_t t, struct ohlcv v)
{
    struct update u = make(t, UPDATE_bar, symbol);

    u.of.bar.span = span;
    u.of.bar.bar = (struct bar){.start = start, .open = v.open,
                                .high = v.high, .low = v.low,
                                .close = v.close, .known = BAR_HAS_OHL};
    if (v.volume >= 0) {
        u.of.bar.bar.volume = v.volume;
        u.of.bar.bar.known |= BAR_HAS_VOLUME;
    }
    return u;
}

/* A five-minute bar that becomes known at its end. */
static inline void five(struct state *s, const char *symbol, int64_t start,
                        struct ohlcv v)
{
    struct update u =
        bar_of(symbol, BAR_5m, start, start + 5 * MS_PER_MINUTE, v);

    state_apply(s, &u);
}

/* The official bar of a session, known at the close. */
static inline void daily(struct state *s, const char *symbol, int32_t date,
                         struct ohlcv v)
{
    struct update u =
        bar_of(symbol, BAR_1d, at(date, 9, 30), at(date, 16, 0), v);

    state_apply(s, &u);
}

/* The same bar as history: known only at `t`. */
static inline void old_daily(struct state *s, const char *symbol,
                             int32_t date, int64_t t, struct ohlcv v)
{
    struct update u = bar_of(symbol, BAR_1d, date * MS_PER_DAY, t, v);

    state_apply(s, &u);
}

static inline void line(struct state *s, const char *symbol, int64_t t,
                        double price)
{
    struct update u = make(t, UPDATE_quote, symbol);

    QUOTE_SET(&u.of.quote, price, price);
    state_apply(s, &u);
}

static inline struct snapshot *freeze_at(const struct state *s,
                                         int64_t now_ms)
{
    struct freeze_info info = {.now_ms = now_ms};

    return state_freeze(s, &info);
}

static inline const struct event *event_of(const struct snapshot *s,
                                           const char *rule,
                                           const char *symbol, int32_t date)
{
    struct event_key key = {.session = date};

    strncpy(key.rule, rule, sizeof key.rule - 1);
    strncpy(key.symbol, symbol, sizeof key.symbol - 1);
    return snapshot_event(s, &key);
}

#endif
