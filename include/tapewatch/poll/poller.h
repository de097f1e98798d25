/*
 * The only writer: takes commands, asks the schedule what is due, hands
 * requests to the transport, reads replies or the tape, applies updates, runs
 * rules, feeds the sinks and publishes a snapshot, once a turn.
 *
 * The thread (poll/thread.h) is `while (turn) ;`. Headless commands, replays
 * at full speed and tests call poller_turn() themselves.
 */
#ifndef TAPEWATCH_POLL_POLLER_H
#define TAPEWATCH_POLL_POLLER_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/config/config.h"
#include "tapewatch/handoff/board.h"
#include "tapewatch/handoff/mailbox.h"
#include "tapewatch/net/stream.h"
#include "tapewatch/net/transport.h"
#include "tapewatch/state/state.h"
#include "tapewatch/store/store.h"
#include "tapewatch/tape/reader.h"
#include "tapewatch/tape/writer.h"

struct poller;
struct host_limits; /* src/poll/host.h: tests and benches only */

/* Everything but config and state may be NULL / zero. The poller borrows all
 * of it; whoever made a part frees it after poller_free(). */
struct poller_parts {
    struct config *config;       /* changed by COMMAND_SET_OPTION and such */
    struct state *state;
    struct transport *transport; /* NULL: nothing is asked */
    struct tape_reader *tape;    /* a replay */
    const char *tape_path; /* to read it once more; NULL: it cannot be */
    struct store *store;
    bool read_only; /* nothing is written: what the user does lasts as long as
                       the run, and is told to */
    struct tape_writer *record;  /* every live update also goes here */
    struct board *board;         /* NULL: no snapshots are published */
    struct mailbox *mailbox;
    /* A WebSocket for a source that sends by itself; freed with the poller.
     * NULL: such sources are left out. An error's sentence is shown. */
    enum err (*open_stream)(void *self, struct stream *out, struct why *why);
    void *stream_self;
    const char *const *symbols;  /* asked for besides those of the lists */
    size_t symbol_count;
    bool asks_each;              /* every source once, also those that wait
                                    for another to fail */
    bool of_facts;               /* of these, company figures are wanted */
    bool of_bars;                /* of these, bars are; of no other symbol */
    int64_t bars_from_ms;        /* daily ones from then on; 0: a year */
    int64_t news_from_ms;        /* headlines that the store has from then on;
                                    0: those of the last two weeks */
    struct timeline timeline;    /* timeline_live() or a replay's */
    enum run_mode mode;
    uint64_t seed;                    /* of jitter; 0: from the clock */
    int64_t start_ms;                 /* what time it is; 0: the clock says */
    const struct host_limits *limits; /* of every site; NULL: the polite ones */
};

struct poller *poller_new(const struct poller_parts *parts);
void poller_free(struct poller *p); /* commits what is open */

/* One turn. Waits for the network or the next due moment at most wait_ms.
 * False when a stop command was taken. */
bool poller_turn(struct poller *p, int64_t real_ms, int wait_ms);
/* Real ms until something is due (for the wait of the next turn). */
int poller_idle_ms(const struct poller *p, int64_t real_ms);

/* Ends the wait of the turn that is under way; the only call that another
 * thread may make. */
void poller_wake(struct poller *p);

/* True when the quotes and the news that were due at the start have been
 * asked and have answered or failed (at once without a transport), or when it
 * follows another program. History comes in behind them, in its own time;
 * company figures too, unless parts.of_facts or of_bars: then it is them that
 * count. */
bool poller_is_settled(const struct poller *p);

/* Replay at once up to and including `until_ms` (INT64_MAX: the end); the
 * state is then as of min(until_ms, end of tape) and events that end by then
 * are closed. Returns that moment. */
int64_t poller_play(struct poller *p, int64_t until_ms);
/* When the next line of the tape becomes known; waits for a pipe. False at
 * its end. */
bool poller_next_moment(struct poller *p, int64_t *out_ms);
/* Headlines with these words, of now and of the whole store, are in the next
 * snapshot; "": only those of now. */
void poller_find_news(struct poller *p, const char *words);
/* state_look_back() of its state. */
void poller_look_back(struct poller *p, int64_t t);
/* Grows when an event changes. */
uint64_t poller_event_changes(const struct poller *p);
/* Malformed lines so far, the last one's sentence ("file:line: reason"). */
void poller_set_problem(struct poller *p, void *self,
                        void (*problem)(void *self, const char *sentence));

/* The rules made in the program that cannot run: each one's reason, with a
 * caret. Returns how many there are. */
size_t poller_wrong_rules(const struct poller *p, void *self,
                          void (*wrong)(void *self, const char *sentence));

/* A snapshot now, with the sources as they are now; the caller's
 * (snapshot_free). */
struct snapshot *poller_freeze(struct poller *p, int64_t real_ms);

#endif
