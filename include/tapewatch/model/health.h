/*
 * How a source is: what the poller measured of it, for the feeds panel and
 * the doctor. Plain values; a list of them is a shared block (base/mem.h),
 * made anew by the poller when something changed, held by snapshots.
 */
#ifndef TAPEWATCH_MODEL_HEALTH_H
#define TAPEWATCH_MODEL_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/model/symbol.h"
#include "tapewatch/model/update.h"

enum { HEALTH_HOURS = 24, HEALTH_TRIES = 8, HEALTH_NOT_TRIED = 255 };

struct health_try { /* one request, newest first in struct health */
    int64_t t;      /* ms: when it ended */
    int64_t took_ms;
    long status;    /* HTTP; 0: no answer came */
    bool is_good;
    char words[48]; /* "20 items", "Service Unavailable", "timed out" */
};

struct health {
    char source[SOURCE_MAX];
    char kind[16];        /* what it is for: "quotes", "news" */
    char url[128];        /* base URL or the feed's, without secrets */
    char fallback[SOURCE_MAX]; /* who is asked instead now, "" none */
    enum source_state state;
    bool is_in_use;       /* asked in turn; else waits as a fallback */
    bool is_probing;      /* one request tries whether it is back */
    bool can_switch;      /* the user may turn it on and off here */
    bool lacks_key, lacks_contact;
    char key_name[32];    /* environment variable of its key, "" none */
    char why_off[64];     /* why it is not asked, "" it may be */
    int64_t last_good, last_try; /* ms, 0: never */
    int64_t since;        /* ms: in this state since */
    int64_t next_ms;      /* ms: next try, 0: none planned */
    int64_t interval_ms;  /* between two requests for the same thing */
    int64_t p50_ms, p95_ms; /* of the last answers; -1: none yet */
    unsigned errors;      /* in the last 24 h */
    unsigned errors_in_row;
    unsigned quota_used, quota_limit, quota_seconds; /* limit 0: none known */
    uint64_t wire_bytes;  /* since the program began */
    double bytes_per_s;   /* over the last minute */
    char error[160];      /* the last one in words, "" none since */
    int64_t error_at;     /* ms */
    char effect[96];      /* what the user misses because of it, "" nothing */
    /* Share of good requests in each of the last 24 hours, 0-100, the
     * current hour last; HEALTH_NOT_TRIED where none was made. */
    uint8_t hours[HEALTH_HOURS];
    struct health_try tries[HEALTH_TRIES]; /* t 0: unused */
};

/* In the order of how much they need attention. */
enum condition {
    CONDITION_FAILED, CONDITION_BACKOFF, CONDITION_TRYING, CONDITION_SLOW,
    CONDITION_LOADING, CONDITION_OK, CONDITION_WAITING, CONDITION_STANDBY,
    CONDITION_LACKS_CONTACT, CONDITION_LACKS_KEY, CONDITION_OFF,
    CONDITION_COUNT
};
enum condition health_condition(const struct health *h);
/* "failed", "backoff", "trying", "slow", "loading", "ok", "waiting",
 * "standby", "needs contact", "needs key", "off". */
const char *health_word(const struct health *h);
/* "84/210", "2.9s/6.1s", "-": p50 and p95, ms unless said */
void health_latency(const struct health *h, char *out, size_t size);
/* "61 of 60/60s", "-" */
void health_quota(const struct health *h, char *out, size_t size);
/* What the user can do, or why it is off; "" nothing. */
void health_advice(const struct health *h, char *out, size_t size);

struct health_list;
/* Why no source of that kind ("facts") is asked, NULL: one is, or there is
 * none. Of who wants an address what to write into the config. */
const char *health_why_off(const struct health_list *list, const char *kind);

enum { HEALTH_LOG_MAX = 64 };

struct health_line { /* something that happened to a source or the market */
    int64_t t;
    char kind[12];   /* "quotes", "clock", "market" */
    char text[120];
};

/* A shared block: shared_hold() and shared_release(). */
struct health_list {
    size_t count;
    struct health *items;
    size_t line_count;
    struct health_line lines[HEALTH_LOG_MAX]; /* newest first */
};

/* Of the sources that are not off. */
struct answers {
    size_t asked;     /* a request of theirs has ended */
    size_t good;      /* of these: the last one was answered */
    size_t not_asked; /* yet: others do, or nothing is wanted of them */
    size_t awaited;   /* of these: the first answer is under way */
};
/* NULL: none. */
struct answers health_answers(const struct health_list *list);
/* True when all that were asked have failed, and no first answer is awaited.
 */
bool health_is_silent(const struct health_list *list);
/* "no source answers: host not found; check the network or proxy"; false and
 * "" when health_is_silent() is not. */
bool health_silence(const struct health_list *list, char *out, size_t size);

#endif
