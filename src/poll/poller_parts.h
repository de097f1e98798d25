/*
 * The inside of a poller, shared by its files:
 *   poller.c           a turn, snapshots
 *   poller_live.c      requests out, replies in
 *   poller_outcome.c   what a reply means for its source
 *   poller_sources.c   which sources there are, and whether they may be asked
 *   poller_wishes.c    which symbols and feeds are wanted
 *   poller_watched.c   the symbols, and what is known of them
 *   poller_filings.c   company figures: asked for when something was filed
 *   poller_pass.c      cookie and token of the sources that want them
 *   poller_reports.c   how the sources are, in words
 *   poller_health.c    how they are, in figures
 *   poller_replay.c    the tape
 *   poller_store.c     what is kept, and following another program
 *   poller_lists.c     watchlists, and the groups that they make
 *   poller_lots.c      what the user holds
 *   poller_levels.c    the user's price levels
 *   poller_rules.c     rules made in the program, and which rules are off
 *   poller_trial.c     a rule tried over the past
 *   poller_news.c      headlines that were read, are kept or looked for
 *   poller_search.c    looking for a symbol
 *   poller_streams.c   sources that send by themselves
 *   poller_commands.c  the user's wishes
 */
#ifndef TAPEWATCH_POLL_POLLER_PARTS_H
#define TAPEWATCH_POLL_POLLER_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain.h"
#include "gauge.h"
#include "kept_rules.h"
#include "past.h"
#include "schedule.h"
#include "streaming.h"
#include "tapewatch/base/wake.h"
#include "tapewatch/poll/poller.h"

enum {
    SNAPSHOT_GAP_MS = 50,      /* at most 20 a second ... */
    SNAPSHOT_LATEST_MS = 1000, /* ... and one a second, whenever it is due */
    FOLLOW_MS = 1000,          /* how often another's store is read */
    REPLAY_LINES = 20000,      /* applied in one turn */
    IDLE_MOST_MS = 60 * 1000,
    SLEPT_MS = 3 * 60 * 1000,  /* no turn takes so long */
    STARVED_TAPE_MS = 50,      /* a pipe without a line is looked at again */
    ASKED_MAX = 32,            /* requests out at a time */
    STREAMS_MAX = 2,
    SLOWER_UNSEEN = 4 /* times: what is not on the screen, nor in a rule */
};

struct watched { /* a symbol that is wanted from the sources */
    char symbol[SYMBOL_MAX];
    enum instrument_type type; /* as told, else as its form says */
    enum market_hours hours;
    char cik[CIK_MAX];   /* "" not known */
    bool is_seen;        /* still in a list, or focused */
    bool is_shown;       /* on the screen, or named in a rule */
    int64_t from_ms;     /* older bars than the last year's are wanted, from
                            then on; 0: not, or not any more ... */
    int64_t reached_ms;  /* ... since they were asked for from then on */
    bool has_history;    /* daily bars up to the last session are known */
    bool is_failed;      /* nobody knows it; told to the state */
    bool has_facts;      /* figures of it are known, or were asked for */
    bool wants_facts;    /* something was filed that we have not read: */
    char newest_report[32]; /* its accession number */
    char read_report[32];   /* of the one that was read last, "" unknown */
    int64_t filings_ms;  /* when its list of filings was read; 0: never */
    int64_t results_ms;  /* its last or next results, 0: not known */
    size_t quoted_by;    /* source of its quotes in the chain, or NONE ... */
    int64_t quoted_ms;   /* ... and how often they are wanted */
    uint64_t unknown_to; /* bits of the chain's sources */
    unsigned unknown_times;   /* how often nobody knew it, in a row */
    int64_t unknown_until_ms; /* then all are asked again; 0: nobody not */
};

struct asked { /* a request that is out */
    uint64_t id; /* 0: free */
    const struct provider *provider;
    struct batch batch;
    unsigned step; /* of a pass */
};

struct reported { /* a source and what was last said about it */
    char source[SOURCE_MAX];
    const struct provider *provider;
    const char *url; /* base URL, or the feed's; owned */
    bool is_feed, is_per_symbol;
    bool is_on;      /* may be asked: switched on, has what it needs */
    bool is_switched_off; /* by the user, in the program */
    size_t link;     /* in the chain, or CHAIN_NONE */
    const char *key; /* borrowed from the config; NULL: none */
    char pass[PASS_MAX];
    int64_t pass_tried_ms;
    enum source_state state;
    int64_t since_ms;
    char cannot[96]; /* why this program cannot use it, "" it can */
    char effect[96]; /* what is missing without it, "" nothing */
    struct gauge gauge;
};

struct sender { /* a source that sends by itself */
    const char *source; /* the provider's name */
    struct stream stream;
    struct streaming *streaming;
    size_t fresh;       /* symbols that need not be asked so often now */
    int64_t told_ms;    /* when it was last said to be well */
};

struct list_edit { /* one symbol of a watchlist */
    enum command_kind kind; /* ADD or REMOVE */
    char list[LIST_NAME_MAX], symbol[SYMBOL_MAX];
    int index;
    struct list_mark mark; /* of the symbol that was removed; "" none */
};

enum { LIST_NAMED_MAX = 120 };

struct list_edits { /* those that one undo takes back, in their order */
    struct list_edit *items;
    size_t count, cap;
    bool is_open; /* what joins is one with them */
    char listed[LIST_NAMED_MAX]; /* "A B": were to be added, were there */
};

struct last_edit { /* for undo */
    enum command_kind kind; /* NONE; ADD and REMOVE stand in list_edits */
    char symbol[SYMBOL_MAX];
    struct lot lot; /* as it was */
    struct made_rule rule; /* as it was ... */
    enum rule_standing rule_standing;
    char rule_beside[RULE_MAX]; /* ... and what its new name was; "" none */
};

struct trying { /* a rule over the past */
    struct past *past;   /* NULL: it is over, or there is none */
    struct rule_trial *trial; /* what it came to so far, shared; NULL: none */
    bool is_due;         /* it begins at ... */
    int64_t begin_ms;    /* ... (real) */
    int64_t matched_ms;  /* real: when the present was looked at */
};

struct kept_lots { /* of the config and of user.db */
    struct lot *items;
    size_t count, cap;
    const struct book *book; /* shared; NULL: there are none */
    int64_t look_ms;         /* when user.db is looked at again */
    int64_t last_id;         /* of a replay: negative, kept nowhere */
};

struct replay {
    const struct update *next; /* read, not yet applied */
    int64_t last_ms;    /* t of the last line read */
    int64_t end_ms;     /* end of the tape, once known */
    bool has_ended;     /* no more lines */
    bool is_starved;    /* a pipe that has no whole line yet */
    bool is_held;       /* so the clock stands still ... */
    int64_t wished_end_ms; /* ... and this was its end before */
};

struct poller {
    struct poller_parts parts; /* mode and timeline change */
    struct schedule *schedule;
    struct chain chain;
    struct reported *sources;
    size_t source_count, source_cap;
    struct watched *watched;
    size_t watched_count, watched_cap;
    size_t watched_found; /* the one that was found last: a hint */
    struct asked asked[ASKED_MAX];
    uint64_t last_id;
    struct sender senders[STREAMS_MAX];
    size_t sender_count;
    char focus[SYMBOL_MAX], shown_list[LIST_NAME_MAX];
    char contact[128]; /* "" none; for sources that want one */
    bool is_offline_wished; /* the user wants nobody asked */
    struct host_limits limits; /* of every site */
    bool are_wishes_stale;
    int64_t prune_ms;  /* when something old is forgotten next; 0: not set */
    int64_t rewish_ms; /* when a probe or an unknown symbol is due */
    bool was_unreachable;   /* the last requests found no host at all */
    const struct health_list *health; /* the last one that was told */
    struct health_line lines[HEALTH_LOG_MAX]; /* newest first */
    size_t line_count;
    bool is_health_stale;
    int64_t health_ms; /* when it is told again */
    struct updates scratch;
    struct last_edit edit;
    struct list_edits list_edits;
    struct kept_lots lots;
    struct kept_rules rules;
    struct trying trying;
    struct search *search; /* the last one, shared; NULL: none */
    struct replay replay;
    uint64_t event_changes; /* so far */
    uint64_t seq;           /* of the store, read so far */
    int64_t follow_ms;      /* when the store is read again */
    bool store_is_ill, record_is_ill, was_clock_told;
    int64_t now_ms;         /* shown time that the state is at */
    int64_t real_ms;        /* of the current turn */
    enum session phase;     /* of the US market, to see it change */
    bool is_dirty;          /* something changed since the last snapshot */
    bool has_written;       /* to the record, since the last flush */
    int64_t published_ms;   /* real */
    int64_t stale_ms;       /* real: when figures will have grown stale */
    struct wake wake;       /* ends a wait without a transport */
    void *problem_self;
    void (*problem)(void *self, const char *sentence);
};

/* poller.c */
struct snapshot *poller_snapshot(struct poller *p, int64_t real_ms);
void poller_apply_live(struct poller *p, const struct update *u);
void poller_drain_events(struct poller *p);
void poller_notice(struct poller *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* poller_live.c */
void poller_live_ask(struct poller *p);
bool poller_live_has_room(const struct poller *p); /* for one more request */
bool poller_live_collect(struct poller *p, int wait_ms); /* true: a reply */
enum err poller_submit(struct poller *p, const struct reported *r,
                       struct request *request, uint64_t id, struct why *why);
void poller_fill_ask(struct poller *p, const struct reported *r,
                     const struct batch *b, struct ask *out);

/* poller_outcome.c */
struct answer { /* a reply, decoded */
    const struct reply *reply;
    const struct batch *batch;
    enum err decoded;
    struct why why;   /* of the decoder */
    bool is_useful;   /* anything that was asked for came */
};
enum outcome poller_outcome(const struct answer *a);
/* Tells the schedule, the chain and the user; returns what it came to: one
 * symbol that is too many is unknown. */
enum outcome poller_settle(struct poller *p, struct reported *r,
                           const struct answer *a, enum outcome outcome);

/* poller_sources.c */
void poller_add_sources(struct poller *p);
struct reported *poller_source(struct poller *p, const char *name);
/* The contact is what the config says now; the store keeps it, or nothing. */
void poller_keep_contact(struct poller *p, bool is_kept);
/* Whether they may be asked, after a switch, a contact or a pass changed. */
void poller_check_sources(struct poller *p);
void poller_source_command(struct poller *p, const struct command *c);
/* Why it may not be asked, or NULL when it may. */
const char *poller_hindrance(const struct poller *p,
                             const struct reported *r);
/* In the config, where the program's own switch has no say over it. */
bool poller_is_configured_on(const struct poller *p,
                             const struct reported *r);
bool poller_has_key(const struct reported *r);     /* or needs none */
bool poller_has_contact(const struct poller *p, const struct reported *r);
/* What user.db remembers of such commands. */
void poller_restore_setting(void *self, const char *key, const char *value);

/* poller_wishes.c */
void poller_wish(struct poller *p); /* tells the schedule what is wanted */

/* poller_watched.c */
void poller_watch_lists(struct poller *p);
void poller_watch(struct poller *p, const char *symbol); /* within it */
struct watched *poller_watched(struct poller *p, const char *symbol);
void poller_note(struct poller *p, const struct update *u);
/* A source's reply had, or had not, this symbol. */
void poller_symbol_missing(struct poller *p, const struct batch *b,
                           const char *symbol);
void poller_symbol_found(struct poller *p, const struct batch *b,
                         const char *symbol);
/* When wishes change of themselves: a probe, an unknown symbol, a new day. */
int64_t poller_rewish_ms(const struct poller *p);
struct chain_wish poller_chain_wish(const struct watched *w, enum job job);

/* Whether a command was given the symbol. */
bool poller_is_named(const struct poller *p, const char *symbol);
/* Daily bars from then on are wanted of a symbol; asks for them unless that
 * was done. */
void poller_want_older(struct poller *p, const char *symbol, int64_t from_ms);
void poller_history_read(struct poller *p, const struct batch *b);

/* poller_filings.c */
void poller_filings_read(struct poller *p, const struct batch *b,
                         const struct updates *u);
void poller_facts_read(struct poller *p, const struct batch *b);
/* One of the newest filings of all: names those of its company whom we watch,
 * whose own lists are then read at once. */
void poller_filing_told(struct poller *p, struct headline *h);
/* Around results a company's list of filings is read more often. */
bool poller_is_reporting(const struct poller *p, const struct watched *w);
int64_t poller_reporting_ms(const struct poller *p, const struct watched *w);
                                /* when that changes; INT64_MAX: never */
void poller_directory_read(struct poller *p, const struct batch *b,
                           const struct updates *u);

/* poller_pass.c */
enum err poller_pass_ask(struct poller *p, struct reported *r,
                         struct asked *a, struct why *why); /* a->step */
/* A step's reply; true when the next step is out, false when it ends here. */
bool poller_pass_reply(struct poller *p, struct reported *r, struct asked *a,
                       const struct reply *reply, struct answer *out);
void poller_pass_drop(struct poller *p, struct reported *r);

/* poller_reports.c */
void poller_report(struct poller *p, const char *source,
                   enum source_state state, const char *reason,
                   int64_t retry_at);
/* The sentence of a reply that is of no use. */
void poller_reason(const struct reply *r, const struct why *decoded,
                   struct why *out);
/* A line of the feeds panel's log. */
void poller_line(struct poller *p, const char *kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* poller_health.c */
void poller_measure(struct poller *p, struct reported *r,
                    const struct answer *a, enum outcome outcome);
void poller_tell_health(struct poller *p); /* to the state, once a second */

/* poller_replay.c */
bool poller_replay_turn(struct poller *p); /* true: more may be done now */
int64_t poller_replay_idle_ms(const struct poller *p, int64_t real_ms);
void poller_next_event(struct poller *p);

/* poller_store.c */
void poller_store_load(struct poller *p);
void poller_store_put(struct poller *p, const struct update *u);
void poller_store_commit(struct poller *p);
/* Whether what the user does is kept; keeps() also tells why it is not, when
 * all was opened for reading only. */
bool poller_is_kept(const struct poller *p);
bool poller_keeps(struct poller *p);
/* Whether what sources say is kept. */
bool poller_caches(const struct poller *p);
void poller_store_failed(struct poller *p, enum err e, const struct why *why);
void poller_follow(struct poller *p);
void poller_store_prune(struct poller *p);

/* poller_lists.c */
void poller_lists_init(struct poller *p); /* those of the config */
void poller_lists_load(struct poller *p); /* those that user.db has */
void poller_list_command(struct poller *p, const struct command *c);
/* False when the edit was none of a list. */
bool poller_list_undo(struct poller *p, const struct last_edit *edit);

/* poller_config.c: instruments and notes; not in a replay */
void poller_config_load(struct poller *p);
/* poller_lots.c */
void poller_lots_load(struct poller *p);
void poller_lots_look(struct poller *p); /* did another put something in? */
void poller_lots_watch(struct poller *p, const struct snapshot *s);
void poller_lots_note(struct poller *p, const struct update *u);
void poller_lot_command(struct poller *p, const struct command *c);
/* False when the edit was none of a lot. */
bool poller_lot_undo(struct poller *p, const struct last_edit *edit);
void poller_lots_free(struct poller *p);

/* poller_levels.c */
void poller_level_command(struct poller *p, const struct command *c);
/* False when the edit was none of a level. */
bool poller_level_undo(struct poller *p, const struct last_edit *edit);
/* What user.db remembers of one: "NVDA price-level >130". */
void poller_restore_level(struct poller *p, const char *key);

/* poller_rules.c */
void poller_rules_load(struct poller *p); /* at the start, and anew */
void poller_rule_command(struct poller *p, const struct command *c);
/* False when the edit was none of a rule. */
bool poller_rule_undo(struct poller *p, const struct last_edit *edit);
/* Symbols that rules and levels are of. */
void poller_rules_watch(struct poller *p, const struct snapshot *s);
bool poller_rules_name(const struct poller *p, const char *quoted);
void poller_rules_free(struct poller *p);

/* poller_trial.c */
void poller_try(struct poller *p, const struct made_rule *rule);
void poller_trial_turn(struct poller *p); /* a slice of the past */
int64_t poller_trial_idle_ms(const struct poller *p, int64_t real_ms);
void poller_trial_free(struct poller *p);

/* poller_news.c */
void poller_news_command(struct poller *p, const struct command *c);
void poller_all_read(struct poller *p, const struct command *c);
/* What user.db remembers of a bookmark: the headline as a tape line, since the
 * cache forgets those that are old. */
void poller_restore_bookmark(struct poller *p, const char *line);
/* The same of one that has the user's words; `self` is the poller. */
void poller_restore_tagged(void *self, const char *words, const char *line);
/* What a start does not read of the time from parts.news_from_ms: up to then. */
void poller_older_news(struct poller *p, int64_t until_ms);

/* poller_search.c */
void poller_search(struct poller *p, const char *text);
void poller_want_search(struct poller *p, const struct reported *r);
void poller_search_read(struct poller *p, const struct batch *b,
                        const struct answer *a, enum outcome outcome);

/* poller_streams.c */
void poller_add_sender(struct poller *p, struct reported *r);
void poller_streams_want(struct poller *p); /* after wishes changed */
bool poller_streams_turn(struct poller *p); /* true: a frame came */
int64_t poller_streams_next_ms(const struct poller *p);
/* Frames of it come, so that it is asked less often. */
bool poller_is_streamed(const struct poller *p, const char *symbol);
bool poller_sender_is_wanted(const struct poller *p, const char *source);
void poller_streams_free(struct poller *p);

/* poller_commands.c */
bool poller_commands(struct poller *p); /* false: stop */

#endif
