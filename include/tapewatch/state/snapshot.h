/*
 * The market at one moment: immutable, handed to the screen and to reports.
 * All that it points to lives until snapshot_free().
 */
#ifndef TAPEWATCH_STATE_SNAPSHOT_H
#define TAPEWATCH_STATE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/format.h"
#include "tapewatch/model/command.h"
#include "tapewatch/model/event.h"
#include "tapewatch/model/dates.h"
#include "tapewatch/model/health.h"
#include "tapewatch/model/list.h"
#include "tapewatch/model/lot.h"
#include "tapewatch/model/rule.h"
#include "tapewatch/model/search.h"
#include "tapewatch/model/tags.h"
#include "tapewatch/model/timeline.h"
#include "tapewatch/model/update.h"
#include "tapewatch/state/derive.h"
#include "tapewatch/state/fundamentals.h"
#include "tapewatch/state/records.h"
#include "tapewatch/state/series.h"

/* A trading halt, over or not. */
enum { HALT_CODE_MAX = 12 };
struct halt_mark {
    int64_t from;  /* ms; 0: there was none */
    int64_t until; /* ms: when trading goes on, 0 not known */
    int64_t ends;  /* until, or the end of the day it was last spoken of */
    char code[HALT_CODE_MAX]; /* as its source spells the reason */
};

struct narrative;
struct listing {
    const struct instrument *instrument; /* never NULL */
    struct quote quote;
    int64_t quote_t;  /* ms: when the quote became known; 0: never had one */
    char source[SOURCE_MAX];
    int32_t session;  /* local date that the quote belongs to; NO_DATE */
    bool is_official; /* the price is the session's official close */
    enum session phase;   /* of its market at the snapshot's moment: its
                             source's word against our calendar wins */
    enum session word, word_against; /* see state/phases.c */
    int64_t word_t;
    int64_t interval_ms;  /* how often its source renews it; 0 unknown */
    bool is_stale;        /* market open and age > 3 x interval; or closed and
                             it missed the last session */
    bool failed;          /* its source does not know it (404, absent) */
    struct figures figures;
    const struct series *series[BAR_SPAN_COUNT]; /* NULL: none */
    const struct fundamentals *company; /* what it filed; NULL: none */
    unsigned headlines, unread; /* of the last 72 h */
    unsigned news_24h;    /* headlines of the last 24 h */
    bool has_news_burst;  /* headlines are known for 3 days or more */
    double news_burst;    /* their score, counted as a narrative's */
    unsigned events_open; /* open or recovered in the current session */
    int64_t earnings_at;  /* ms of the next known date, 0: none */
    struct halt_mark halt; /* the last one */
    const struct action *actions; /* splits and dividends, newest first */
    size_t action_count;
    const struct group_sum *group; /* of "@semis", for rules; else NULL */
    const struct narrative *term; /* of "@:word", for rules; else NULL */
    double feed_late; /* of a source "@yahoo", for rules: its silence in
                         intervals; 0 else */
};
/* A group or sector (companies only): its members of whom a change is known,
 * and how they are in the newest session. Their sum of cap_change_usd and the
 * mean of their change_pct stand in the figures. */
struct group_sum {
    unsigned members, down, current; /* current: seen in that session */
};
bool listing_is_halted(const struct listing *l, int64_t now_ms);
/* Its market's phase, or what is more: pre regular post closed holiday, or
 * halted. */
const char *listing_phase_name(const struct listing *l, int64_t now_ms);

struct source_status {
    char source[SOURCE_MAX];
    enum source_state state;
    char reason[160];
    int64_t last_good; /* ms, 0: never */
    int64_t retry_at;  /* ms, 0: none */
    int64_t since;     /* ms: in this state since */
    int64_t interval_ms; /* 0: not polled (tape) */
    unsigned errors;   /* in a row */
    bool is_news;
    bool is_late;      /* silent for 3 x interval, and so long that what lives
                          from it is stale: all of it whose market is open */
};

struct watchlist {
    char name[LIST_NAME_MAX];
    size_t count;
    char (*symbols)[SYMBOL_MAX];
    size_t waiting; /* in a snapshot: symbols without a quote, not refused */
    size_t mark_count;
    struct list_mark *marks; /* headings and labels; NULL: none */
};

struct plan_entry {
    char symbol[SYMBOL_MAX], source[SOURCE_MAX];
    int64_t t;
    struct plan plan;
};

/*
 * A word that headlines have more of than before: `count` of the last 24 h, in
 * the up to 14 days before them `baseline` a day (from the first headline
 * known, at least 3 days); at least 3 headlines. Names of companies are no
 * terms: they are the symbols of the headlines.
 *
 *   score = (count - baseline) / sqrt(baseline + 1)
 */
#define TERM_PREFIX "@:" /* and the word: the symbol of its events */
enum { TERM_MAX = 48, NARRATIVE_SYMBOLS_MAX = 16 };
struct narrative {
    char term[TERM_MAX];
    unsigned count;
    double baseline, score;
    bool is_common; /* a word that any market headline may have */
    size_t symbol_count; /* of its headlines in the 24 h, most frequent first */
    char symbols[NARRATIVE_SYMBOLS_MAX][SYMBOL_MAX];
};
struct price_level {
    char symbol[SYMBOL_MAX];
    double level;
    bool is_above; /* told when the price rises to it */
};
/* What became of an event between its opening and its close. */
struct event_turn {
    uint32_t serial;  /* the event's */
    const char *what; /* event_became(): worse recover reopen */
    struct event_point point;
};
/* What the events of a rule measure. */
struct field;
struct rule_measure {
    char rule[RULE_MAX];
    const struct field *field; /* NULL: an expression that is none */
};
/* Headlines that the user put words on, and how many have each. */
struct tagged {
    char *id;
    struct tags tags;
};
struct tag_count {
    char tag[TAG_MAX];
    unsigned count;
};
struct tagged_list { /* a shared block */
    size_t count;
    const struct tagged *items; /* sorted by id */
    size_t name_count;
    const struct tag_count *names; /* sorted, case aside */
};
enum run_mode { RUN_LIVE, RUN_REPLAY, RUN_OFFLINE, RUN_FOLLOW };

struct snapshot {
    uint64_t serial;   /* grows with every freeze */
    int64_t now_ms;    /* shown time of the freeze */
    enum run_mode mode;
    bool replay_ended; /* the tape has no more lines */
    struct timeline timeline;

    size_t listing_count;
    struct listing *listings;   /* in order of becoming known */
    const uint32_t *by_symbol;  /* indices of listings, sorted by symbol */
    double highest_price;       /* of them all, 0: none known */
    size_t headline_count;
    const struct headline **headlines; /* newest first */
    size_t event_count;
    struct event *events;       /* latest changed session first, then by
                                   |cap change|; see state/tracker */
    size_t turn_count;          /* since the start of the program, in order */
    struct event_turn *turns;
    size_t measure_count;       /* of the rules, in no order */
    struct rule_measure *measures;
    const struct rule_list *rules; /* all there are; NULL: not told */
    const struct rule_trial *trial;  /* of a rule over the past; NULL: none */
    size_t level_count;         /* of the user, oldest first */
    struct price_level *levels;
    size_t source_count;
    struct source_status *sources;
    const struct health_list *health; /* of the sources; NULL: none asked */
    const struct date_list *dates; /* to come and past; NULL: none known */
    const struct tagged_list *tagged; /* headlines; NULL: none has a tag */
    const struct search *search; /* for a symbol; NULL: none is looked for */
    size_t watchlist_count;
    struct watchlist *watchlists;
    const struct book *book;    /* the user's lots; NULL: none */
    size_t group_count;         /* groups that any instrument is in */
    char (*groups)[GROUP_MAX];
    size_t record_count;
    struct record *records;     /* largest loss first */
    size_t term_count;          /* the first few terms of now, counted anew */
    struct narrative *terms;    /* with each headline and each minute */
    size_t plan_count;
    struct plan_entry *plans;
    size_t read_count;          /* ids of read headlines, sorted */
    const char **read_ids;
    size_t bookmark_count;      /* the same of those that the user keeps */
    const char **bookmarks;
    char wanted[NEWS_WANTED_MAX]; /* words that headlines are looked for by,
                                     "" none ... */
    size_t found_count;         /* ... and the ids of those that have them */
    const char **found;
    size_t lines, skipped, malformed; /* of a tape so far */
    char notice[200];           /* what the user should hear, "" none */
    uint64_t notice_serial;     /* grows with each notice */
    int32_t us_session;         /* that changes of US companies are of: the
                                   newest one was seen in; NO_DATE: none */
    int64_t looked_ms;          /* when a former run of the program was last
                                   looked at; 0 not known */
};

void snapshot_free(struct snapshot *s);
const struct listing *snapshot_find(const struct snapshot *s,
                                    const char *symbol); /* NULL if none */
const struct event *snapshot_event(const struct snapshot *s,
                                   const struct event_key *key);
bool snapshot_is_read(const struct snapshot *s, const char *headline_id);
bool snapshot_is_bookmarked(const struct snapshot *s, const char *headline_id);
/* The user's words on it; never NULL. */
const struct tags *snapshot_tags(const struct snapshot *s,
                                 const char *headline_id);
bool snapshot_is_found(const struct snapshot *s, const char *headline_id);
/* The field that events of the rule measure; NULL: none, or no such rule. */
const struct field *snapshot_measure(const struct snapshot *s,
                                     const char *rule);
/* "-592.7B", "-16.97%", "3.9x", "118.42": a measure of the field in its unit;
 * NULL: a bare number. */
void event_measure(const struct field *field, double measure,
                   char out[FORMAT_MAX]);
const struct watchlist *snapshot_watchlist(const struct snapshot *s,
                                           const char *name);

/* Headlines linked to an event, each with when it came and why it is linked:
 * from 72 h before the first trigger to 24 h after the session's close. */
enum { REASON_MAX = 96, LINK_REASONS_MAX = 4 };
struct event_link {
    const struct headline *headline;
    bool is_after; /* after the first trigger */
    size_t reason_count; /* 1 or more: `tagged NVDA by publisher` */
    char reasons[LINK_REASONS_MAX][REASON_MAX];
};
/* Of a symbol's headlines and of those that share a term with them (one of the
 * event's first terms that is no common word). */
/* Fills up to `most` links, oldest first; returns how many there are. */
size_t snapshot_links(const struct snapshot *s, const struct event *e,
                      struct event_link *out, size_t most);

/* The headline that a story goes best with, of 72 h before and after it, and
 * why: a filing of one of its symbols, then one that shares a symbol and one of
 * the terms of now, then a term, then a symbol; of equal ones the nearest in
 * time, then the newest. `is_left_out` (may be NULL): those that are not wanted.
 * NULL: there is none. */
const struct headline *
snapshot_related(const struct snapshot *s, const struct headline *h,
                 bool (*is_left_out)(const struct headline *to,
                                     const void *self),
                 const void *self, char reason[REASON_MAX]);

/* The terms at a moment, highest score first, ties by count, then by name; up
 * to `most`, returns how many there are. With a symbol only those that a
 * headline of it has. Allocates while it runs, keeps nothing. */
size_t snapshot_terms(const struct snapshot *s, int64_t at_ms,
                      const char *symbol, struct narrative *out, size_t most);
/* One word, whatever its score. */
void snapshot_term(const struct snapshot *s, int64_t at_ms, const char *term,
                   struct narrative *out);
/* The word of an event that tells of one ("@:word"), else NULL. */
const char *event_term(const struct event *e);
/* The terms of an event's symbol with a score above 0, at the close of its
 * session (at its opening if that was later, now if that is earlier). Of an
 * event that tells of a word: that one. */
size_t snapshot_event_terms(const struct snapshot *s, const struct event *e,
                            struct narrative *out, size_t most);

/* Peers of an event: same group or sector, or daily returns that went with its
 * own before (correlation of 0.7 or more); fallen or risen with it. */
struct event_peer {
    const struct listing *listing;
    bool has_corr;
    double corr;  /* derive_correlation() with the event's symbol */
    double share; /* of the group's summed loss, 0-1; < 0: unknown */
    bool is_rough; /* the sum that it is a share of has old prices in it */
};
/* What they gained and lost together, in USD, by those whose change of value is
 * known; false: of none. *is_rough: old prices are in it. */
bool peers_together(const struct event_peer *peers, size_t n, double *usd,
                    bool *is_rough);
/* Of a group's event: how many of its companies have a change of that session,
 * and how many of them are down. Fewer than 2 members: it is no group's. */
struct group_sum snapshot_breadth(const struct snapshot *s,
                                  const struct event *e);
/* The days before an event's session on which its symbol gained most, the
 * largest gain first; returns how many of them there are, at most `most`. Of
 * `days` sessions in all, by the daily bars that are known. */
struct day_gain {
    int32_t date;
    double change_pct;
};
size_t snapshot_day_gains(const struct snapshot *s, const struct event *e,
                          struct day_gain *out, size_t most, size_t *days);
/* Of a group's event: what its companies had gained or lost together at the end
 * of every five minutes of the session, in USD, as the closes of bars (nothing
 * else is known in them). Companies move with the finest bars that they have,
 * without any at their open only. For shared_release(). */
struct series *snapshot_group_day(const struct snapshot *s,
                                  const struct event *e);
size_t snapshot_peers(const struct snapshot *s, const struct event *e,
                      struct event_peer *out, size_t most);
/* The same with those that moved the other way, whose share is unknown. */
size_t snapshot_peers_all(const struct snapshot *s, const struct event *e,
                          struct event_peer *out, size_t most);
/* Of a symbol, however they moved in its session; the share is that of those
 * which moved as it did. */
size_t snapshot_symbol_peers(const struct snapshot *s, const char *symbol,
                             struct event_peer *out, size_t most);

#endif
