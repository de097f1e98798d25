/*
 * Something worth telling: one rule came true for one symbol in one session.
 * Plain value, updated in place by state/tracker.
 */
#ifndef TAPEWATCH_MODEL_EVENT_H
#define TAPEWATCH_MODEL_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/model/symbol.h"

enum { RULE_MAX = 32, EVENT_RULE_MAX = RULE_MAX };

#define EVENT_STATES(_) _(open) _(recovered) _(closed)
enum event_state {
#define EVENT_ENUM(name) EVENT_##name,
    EVENT_STATES(EVENT_ENUM)
#undef EVENT_ENUM
};
const char *event_state_name(enum event_state s);

/* An event's identity. The symbol of a group or sector is "@semis": its
 * members together. */
struct event_key {
    char rule[RULE_MAX];
    char symbol[SYMBOL_MAX];
    int32_t session; /* local trading date */
};
bool event_key_equal(const struct event_key *a, const struct event_key *b);
enum { EVENT_KEY_TEXT = RULE_MAX + SYMBOL_MAX + 16 };
/* "value-drop NVDA 2025-01-27" */
void event_key_write(const struct event_key *k, char out[EVENT_KEY_TEXT]);

struct event_point {
    int64_t t;      /* ms */
    double price;   /* the price that the rule looked at */
    double measure; /* the rule's measure, its unit */
};

struct event {
    struct event_key key;
    enum event_state state;
    int severity; /* 1-4 */
    bool official; /* by the daily bar, or a quote at or after the close */
    bool acknowledged;
    struct event_point opened, worst, last;
    /* The figures at `last`; of now where the rule looks at headlines, filings
     * or halts and not at prices. Bits say which are known. */
    uint32_t known; /* EVENT_HAS_* */
    double price, prev_close, change_pct, cap_change, cap_change_usd, shares;
    int32_t shares_asof;
    int rank, rank_own; /* 0: none */
    bool is_rough; /* in snapshots: the sum of a group with old prices in it */
    unsigned reopened;  /* how often it came back after recovering */
    double told;        /* measure when last told (worsen) */
    unsigned told_count; /* how often the user was told; screens and bells
                            act when it grows */
    uint32_t serial;    /* in order of opening, from 1; anew each start */
    int64_t changed;    /* ms: when anything here last changed */
};
/* What became of it since it was as `before` (NULL: not there): "open",
 * "worse" (told again), "recover", "reopen", "close"; NULL: nothing that is
 * told. */
const char *event_became(const struct event *before, const struct event *now);
/* Whether all that they say is the same. */
bool event_equal(const struct event *a, const struct event *b);

enum {
    EVENT_HAS_PRICE = 1, EVENT_HAS_PREV_CLOSE = 2, EVENT_HAS_CHANGE_PCT = 4,
    EVENT_HAS_CAP_CHANGE = 8, EVENT_HAS_CAP_CHANGE_USD = 16,
    EVENT_HAS_SHARES = 32
};

/* The ways in which the user is told of an event: word in a rule's `notify`,
 * and what it does. */
#define NOTIFY_WAYS(_)                                                      \
    _(status, "a message in the status line")                               \
    _(bell, "the terminal's bell, once for a group")                        \
    _(desktop, "a notification of the desktop, by the terminal")            \
    _(run, "the rule's command")                                            \
    _(json, "a line of JSON in notify_file")
enum notify_bit {
#define NOTIFY_ENUM(name, text) NOTIFY_BIT_##name,
    NOTIFY_WAYS(NOTIFY_ENUM)
#undef NOTIFY_ENUM
    NOTIFY_BIT_COUNT
};
enum notify_way {
#define NOTIFY_ENUM(name, text) NOTIFY_##name = 1 << NOTIFY_BIT_##name,
    NOTIFY_WAYS(NOTIFY_ENUM)
#undef NOTIFY_ENUM
};
const char *notify_word(enum notify_bit b);

struct ini_place;

/* A rule as the user wrote it; compiled by state/rules. */
struct rule_text {
    char name[RULE_MAX];
    const char *when, *measure; /* expressions */
    int severity;               /* 1-4 */
    double worsen_pct;          /* 25: tell again at 1.25 x; 0: never */
    const char *notify;         /* as written: "bell, desktop" */
    unsigned ways;              /* the same as NOTIFY_* */
    const char *run;            /* argv of a command, as written; NULL: none */
    const char *place;          /* "file:line", for messages */
    const struct ini_place *when_at, *measure_at; /* of those; may be NULL */
};

#endif
