/*
 * What is due, and what may be asked now. Pure: no clock, no network; the
 * same calls with the same times and seed give the same answers.
 *
 * A task is one (source, job, symbol), or one feed with an empty symbol.
 * Tasks of a batching source that are due together leave in one request. A
 * failing task backs off alone (2, 4, 8 s ...); a refusal pauses its whole
 * site (host.h). Times are ms; when the clock goes back, all goes with it.
 */
#ifndef TAPEWATCH_POLL_SCHEDULE_H
#define TAPEWATCH_POLL_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/feeds/provider.h"
#include "tapewatch/model/request.h"

struct schedule;
struct schedule *schedule_new(uint64_t seed, const struct host_limits *l);
void schedule_free(struct schedule *s);

/* Makes a source known; `batch` symbols a request at most. */
void schedule_add_source(struct schedule *s, const char *name,
                         const char *url, unsigned batch,
                         int64_t min_interval_ms);
/* Jobs (a bit set) of which it takes one symbol a request all the same. */
void schedule_set_single(struct schedule *s, const char *source,
                         unsigned jobs);
/* A limit of the source's site, beside the limits that all sites have. */
void schedule_add_rate(struct schedule *s, const char *source,
                       struct rate rate);

/* What is wanted, said anew whenever it may have changed: begin, want each,
 * end. A task that is new is due at once; one that is no longer wanted is not
 * asked, but remembered until it would be due. */
struct wish {
    const char *source, *symbol; /* symbol "" for a feed */
    enum job job;
    enum market_hours hours; /* outside of them: asked once, then waits */
    int64_t interval_ms;
    int64_t ext_interval_ms; /* in extended hours; 0: the same */
    bool is_focused; /* before others */
    int64_t not_before_ms; /* a new task is due then at the soonest */
};
void schedule_begin_wishes(struct schedule *s);
void schedule_want(struct schedule *s, const struct wish *w, int64_t now_ms);
void schedule_end_wishes(struct schedule *s, int64_t now_ms);
/* How often a wish of the source with this interval comes round: more seldom
 * where all that is wanted is more than the site allows. */
int64_t schedule_pace_ms(const struct schedule *s, const char *source,
                         int64_t interval_ms);

struct batch {
    char source[SOURCE_MAX];
    enum job job;
    int64_t sent_ms;
    size_t count; /* a feed: 1, its symbol "" */
    char symbols[REQUEST_SYMBOLS_MAX][SYMBOL_MAX];
    size_t tasks[REQUEST_SYMBOLS_MAX]; /* where they were: a hint */
};
/* The next request that may go out now; it counts as sent. */
bool schedule_next(struct schedule *s, int64_t now_ms, struct batch *out);
/* The next moment at which schedule_next() may have something; INT64_MAX:
 * only after something else happened. */
int64_t schedule_next_ms(const struct schedule *s, int64_t now_ms);

enum outcome {
    OUTCOME_OK,
    OUTCOME_UNKNOWN, /* the symbols do not exist there: ask seldom */
    OUTCOME_TROUBLE, /* 5xx, timeout, damage: back off */
    OUTCOME_REFUSED, /* 429, 403, block page: the site pauses */
    OUTCOME_TOO_MANY /* 400: halve the batch */
};
/* How a batch ended; returns when it will be asked again. */
int64_t schedule_done(struct schedule *s, const struct batch *b,
                      enum outcome outcome, int64_t now_ms,
                      int64_t retry_after_ms);
/* One symbol of a batch that came back without it; call after _done. */
void schedule_unknown(struct schedule *s, const struct batch *b,
                      const char *symbol, int64_t now_ms);

/* A source that is well again: what it failed at is asked anew. */
void schedule_forgive(struct schedule *s, const char *source,
                      int64_t now_ms);
/* What the source is wanted for becomes due (the user said so); false when
 * its site pauses, or nothing is wanted of it. */
bool schedule_retry(struct schedule *s, const char *source, int64_t now_ms);

/* Its tasks of one job are due then, not later (nor sooner than said). */
void schedule_due(struct schedule *s, const char *source, enum job job,
                  int64_t when_ms);
/* A symbol's tasks of one job, of whatever source, are due as soon as the
 * source's interval allows. */
void schedule_hasten(struct schedule *s, enum job job, const char *symbol,
                     int64_t now_ms);

/* What is planned for a source. */
struct outlook {
    size_t tasks;        /* wanted of it; 0: it waits as a fallback */
    unsigned jobs;       /* bit set of those */
    int64_t next_ms;     /* INT64_MAX: nothing, or one is out */
    int64_t interval_ms; /* the shortest; 0: none */
};
struct outlook schedule_outlook(const struct schedule *s, const char *source,
                                int64_t now_ms);

/* Everything that may be asked becomes due; false when every site pauses. */
bool schedule_refresh(struct schedule *s, int64_t now_ms);
/* No quote or news is still waiting for its first answer (or failure). */
bool schedule_is_settled(const struct schedule *s, unsigned jobs,
                         int64_t now_ms);
double schedule_chance_of(struct schedule *s); /* 0 to 1, repeatable */
/* Failures in a row of the source's worst task. */
unsigned schedule_failures(const struct schedule *s, const char *source);

/* Pauses, to be kept between runs. Iterates those that changed. */
void schedule_restore_host(struct schedule *s, const char *site,
                           int64_t until_ms, unsigned failures);
const struct host *schedule_changed_host(struct schedule *s);
const struct host *schedule_host_of(const struct schedule *s,
                                    const char *source);

#endif
