/*
 * The inside of a poller, shared by its files:
 *   poller.c           a turn, snapshots
 *   poller_live.c      requests and replies
 *   poller_wishes.c    which symbols and feeds are wanted
 *   poller_reports.c   how the sources are
 *   poller_replay.c    the tape
 *   poller_store.c     what is kept, and following another program
 *   poller_commands.c  the user's wishes
 */
#ifndef TAPEWATCH_POLL_POLLER_PARTS_H
#define TAPEWATCH_POLL_POLLER_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schedule.h"
#include "tapewatch/poll/poller.h"

enum {
    SNAPSHOT_GAP_MS = 50,      /* at most 20 a second */
    FOLLOW_MS = 1000,          /* how often another's store is read */
    REPLAY_LINES = 20000,      /* applied in one turn */
    IDLE_MOST_MS = 60 * 1000,
    STARVED_TAPE_MS = 50,      /* a pipe without a line is looked at again */
    ASKED_MAX = 32             /* requests out at a time */
};

struct watched { /* a symbol that is wanted from a source of quotes */
    char symbol[SYMBOL_MAX];
    bool is_seen;      /* still in a list, or focused */
    enum market_hours hours;
    bool has_history; /* daily bars up to the last session are known */
    bool is_missing;   /* the batching source does not know it */
    bool is_failed;    /* told to the state */
};

struct asked { /* a request that is out */
    uint64_t id; /* 0: free */
    const struct provider *provider;
    struct batch batch;
};

struct reported { /* a source and what was last said about it */
    char source[SOURCE_MAX];
    const struct provider *provider;
    const char *url; /* base URL, or the feed's; owned */
    bool is_feed;
    enum source_state state;
};

struct last_edit { /* for undo */
    enum command_kind kind; /* NONE, ADD or REMOVE */
    char list[LIST_NAME_MAX], symbol[SYMBOL_MAX];
    int index;
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
    struct reported *sources;
    size_t source_count, source_cap;
    struct watched *watched;
    size_t watched_count, watched_cap;
    struct asked asked[ASKED_MAX];
    uint64_t last_id;
    char focus[SYMBOL_MAX];
    bool are_wishes_stale;
    struct updates scratch;
    struct last_edit edit;
    struct replay replay;
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
    int wake[2];            /* a pipe; ends a wait without a transport */
    void *problem_self;
    void (*problem)(void *self, const char *sentence);
};

/* poller.c */
void poller_apply_live(struct poller *p, const struct update *u);
void poller_drain_events(struct poller *p);
void poller_notice(struct poller *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* poller_live.c */
void poller_live_ask(struct poller *p);
bool poller_live_has_room(const struct poller *p); /* for one more request */
bool poller_live_collect(struct poller *p, int wait_ms); /* true: a reply */

/* poller_wishes.c */
void poller_add_sources(struct poller *p);
void poller_wish(struct poller *p); /* tells the schedule what is wanted */
void poller_note(struct poller *p, const struct update *u);
/* A source's reply had, or had not, this symbol. */
void poller_symbol_missing(struct poller *p, const struct batch *b,
                           const char *symbol);
void poller_symbol_found(struct poller *p, const struct batch *b,
                         const char *symbol);

/* poller_reports.c */
struct reported *poller_source(struct poller *p, const char *name);
void poller_report(struct poller *p, const char *source,
                   enum source_state state, const char *reason,
                   int64_t retry_at);
/* The sentence of a reply that is of no use. */
void poller_reason(const struct reply *r, const struct why *decoded,
                   struct why *out);

/* poller_replay.c */
bool poller_replay_turn(struct poller *p); /* true: more may be done now */
int64_t poller_replay_idle_ms(const struct poller *p, int64_t real_ms);
void poller_next_event(struct poller *p);

/* poller_store.c */
void poller_store_load(struct poller *p);
void poller_store_put(struct poller *p, const struct update *u);
void poller_store_commit(struct poller *p);
void poller_store_failed(struct poller *p, enum err e, const struct why *why);
void poller_follow(struct poller *p);

/* poller_commands.c */
bool poller_commands(struct poller *p); /* false: stop */

#endif
