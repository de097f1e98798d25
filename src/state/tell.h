/*
 * Inside the state: what is worth telling. Rules, events and their ranks, and
 * what rules look at besides listings: groups, words, sources, price levels.
 */
#ifndef TAPEWATCH_STATE_TELL_H
#define TAPEWATCH_STATE_TELL_H

#include "tapewatch/query/query.h"
#include "tapewatch/state/state.h"

struct state;
struct entry;
struct market;

/* ---- rules.c: what is worth telling */
struct rule {
    char name[RULE_MAX];
    char symbol[SYMBOL_MAX]; /* of a price level; "" looks at all */
    double level;            /* of a price level */
    struct query *when, *measure;
    const struct field *measured; /* the field that `measure` is; NULL: none */
    int severity;
    double worsen_pct;
    unsigned runs_on;  /* CHANGED_*: which change it looks at; 0: it is off */
    unsigned looks_at; /* the same when it is on */
};
struct rules {
    int level_severity; /* of price levels */
    bool are_levels_off;
    struct rule *items;
    size_t count, cap;
};
const struct rule *rules_find(const struct rules *r, const char *name);
enum err rules_add(struct rules *r, const struct rule_text *text,
                   struct why *why);
/* CHANGED_*: for which changes a condition is asked. */
unsigned rules_look_at(const struct query *when);
/* False when there is none of that name. */
bool rules_switch(struct rules *r, const char *name, bool is_on);
enum err rules_check(const struct rule_text *text, struct why *why);
void rules_done(struct rules *r);
void rule_done(struct rule *rule);

/* ---- group.c: members of groups and sectors together */
/* Looks at all of them when a new minute begins. */
void groups_advance(struct state *s, int64_t now_ms);
/* Which sums of a snapshot have old prices in them; its listings are those of
 * the market, in the same places. */
void groups_mark_rough(const struct market *m, struct snapshot *s);

/* ---- teams.c: who is in which group or sector */
enum { TEAMS_MAX = 1000 };
bool team_may_have(const struct instrument *i); /* a company */
bool team_has(const char *symbol, const struct instrument *i); /* "@semis" */
/* After the entry's instrument changed. */
void teams_note(struct market *m, struct entry *e);
/* The classes of shares that a company has are one member: false for all but
 * the first of a team. Ask by symbol, for the same answer after a restart. */
struct classes {
    uint64_t *slots; /* hash of companies in teams; 0 free */
    size_t size, count;
};
uint64_t classes_cik(const struct instrument *i); /* 0: not known */
bool classes_is_first(struct classes *c, uint64_t cik, size_t team);
void classes_done(struct classes *c);

/* ---- bursts.c: words that headlines have far more of than before */
/* Looks at the first of them when a new minute begins and headlines came. */
void bursts_advance(struct state *s, int64_t now_ms);

/* ---- late.c: sources that fell silent */
void late_advance(struct state *s, int64_t now_ms); /* once a minute */

/* ---- levels.c: prices that the user wants to hear of */
void levels_freeze(const struct rules *r, struct price_level *out);
size_t levels_count(const struct rules *r);

/* ---- tracker.c: events */
struct tracked {
    struct event event;
    size_t older;     /* next event of the same symbol, index + 1 */
    bool is_changed;  /* stands in the queue for the store */
};
struct tracker {
    struct tracked *items; /* in order of opening */
    size_t count, cap;
    struct event_turn *turns; /* in order */
    size_t turn_count, turn_cap;
    size_t *changed; /* queue of indices */
    size_t changed_count, changed_cap;
    uint64_t told;
    int64_t next_close; /* ms: the first session end of an open event */
};
void tracker_advance(struct state *s, int64_t now_ms);
void tracker_restore(struct state *s, const struct event *e);
/* Of a symbol or of a group; NULL: not known. */
struct entry *tracker_entry(const struct state *s, const char *symbol);
struct tracked *tracker_find(const struct state *s,
                             const struct event_key *key);
/* Of this entry. */
struct tracked *tracker_find_of(const struct tracker *t, const struct entry *e,
                                const struct event_key *key);
struct tracked *tracker_add(struct state *s, struct entry *e,
                            const struct event *event);
/* It is open: looks after its end. */
void tracker_expect_end(struct state *s, const struct event *event);
/* Of a rule of extended hours, and last seen before the open, where it ends. */
bool tracker_is_before_open(const struct state *s, const struct rule *rule,
                            const struct event *event);
/* Of such a rule, and about to be closed. */
bool tracker_is_due(const struct state *s, const struct rule *rule,
                    const struct event *event);
void tracker_mark(struct tracker *t, struct tracked *e, int64_t now_ms);
void tracker_done(struct tracker *t);

/* ---- tracker_run.c: rules on a listing */
/* `changed` as quotes_ functions return, or another CHANGED_*. */
void tracker_run(struct state *s, struct entry *e, unsigned changed);

/* ---- ranking.c: an event's place in history */
/* Sets rank, own rank and severity by what is known now. */
void ranking_update(const struct state *s, const struct entry *e,
                    struct event *event);
/* An official loss enters the records; the day's other events are ranked. */
void ranking_enter(struct state *s, const struct entry *e, int64_t now_ms);

#endif
