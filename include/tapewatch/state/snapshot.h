/*
 * The market at one moment: immutable, handed to the screen and to reports.
 * All that it points to lives until snapshot_free().
 */
#ifndef TAPEWATCH_STATE_SNAPSHOT_H
#define TAPEWATCH_STATE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/model/command.h"
#include "tapewatch/model/event.h"
#include "tapewatch/model/timeline.h"
#include "tapewatch/model/update.h"
#include "tapewatch/state/derive.h"
#include "tapewatch/state/records.h"
#include "tapewatch/state/series.h"

struct fact_list; /* see fundamentals, with the company figures */

struct listing {
    const struct instrument *instrument; /* never NULL */
    struct quote quote;
    int64_t quote_t;  /* ms: when the quote became known; 0: never had one */
    char source[SOURCE_MAX];
    int32_t session;  /* local date that the quote belongs to; NO_DATE */
    bool is_official; /* the price is the session's official close */
    enum session phase;   /* of its market at the snapshot's moment */
    int64_t interval_ms;  /* how often its source renews it; 0 unknown */
    bool is_stale;        /* market open and age > 3 x interval */
    bool failed;          /* its source does not know it (404, absent) */
    struct figures figures;
    const struct series *series[BAR_SPAN_COUNT]; /* NULL: none */
    unsigned headlines, unread; /* of the last 72 h */
    unsigned events_open; /* open or recovered in the current session */
    int64_t earnings_at;  /* ms of the next known date, 0: none */
};

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
};

struct watchlist {
    char name[LIST_NAME_MAX];
    size_t count;
    char (*symbols)[SYMBOL_MAX];
};

struct plan_entry {
    char symbol[SYMBOL_MAX];
    int64_t t;
    struct plan plan;
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
    size_t headline_count;
    const struct headline **headlines; /* newest first */
    size_t event_count;
    struct event *events;       /* latest changed session first, then by
                                   |cap change|; see state/tracker */
    size_t source_count;
    struct source_status *sources;
    size_t watchlist_count;
    struct watchlist *watchlists;
    size_t group_count;         /* groups that any instrument is in */
    char (*groups)[GROUP_MAX];
    size_t record_count;
    struct record *records;     /* largest loss first */
    size_t plan_count;
    struct plan_entry *plans;
    size_t read_count;          /* ids of read headlines, sorted */
    const char **read_ids;
    size_t lines, skipped, malformed; /* of a tape so far */
    char notice[200];           /* what the user should hear, "" none */
    uint64_t notice_serial;     /* grows with each notice */
};

void snapshot_free(struct snapshot *s);
const struct listing *snapshot_find(const struct snapshot *s,
                                    const char *symbol); /* NULL if none */
const struct event *snapshot_event(const struct snapshot *s,
                                   const struct event_key *key);
bool snapshot_is_read(const struct snapshot *s, const char *headline_id);
const struct watchlist *snapshot_watchlist(const struct snapshot *s,
                                           const char *name);

/* Headlines linked to an event, each with when it came and why it is linked:
 * from 72 h before the first trigger to 24 h after the session's close. */
struct event_link {
    const struct headline *headline;
    bool is_after; /* after the first trigger */
    char reason[96]; /* `tagged NVDA by publisher` */
};
/* Fills up to `most` links, oldest first; returns how many there are. */
size_t snapshot_links(const struct snapshot *s, const struct event *e,
                      struct event_link *out, size_t most);

/* Peers of an event: same group or sector, fallen or risen with it. */
struct event_peer {
    const struct listing *listing;
    double share; /* of the group's summed loss, 0-1; < 0: unknown */
};
size_t snapshot_peers(const struct snapshot *s, const struct event *e,
                      struct event_peer *out, size_t most);

#endif
