/*
 * A provider knows one source: what to ask and how to read the reply. Pure:
 * no network, no clock, no state. One file and one row of providers.def each.
 */
#ifndef TAPEWATCH_FEEDS_PROVIDER_H
#define TAPEWATCH_FEEDS_PROVIDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/request.h"
#include "tapewatch/model/update.h"

/* job, word on screens */
#define JOBS(_)                                                             \
    _(QUOTES, "quotes") _(HISTORY, "history") _(INTRADAY, "intraday")       \
    _(NEWS, "news") _(FILINGS, "filings") _(FACTS, "facts")                 \
    _(EARNINGS, "earnings") _(HALTS, "halts") _(DIRECTORY, "symbols")       \
    _(SEARCH, "search") _(PASS, "pass")

enum job {
#define JOB_ENUM(name, word) JOB_##name,
    JOBS(JOB_ENUM)
#undef JOB_ENUM
    JOB_COUNT
};
const char *job_word(enum job j);

enum { PASS_MAX = 96 };

/* JOB_PASS: the steps of a provider's pass, see struct pass_ops. */

/* What should be asked: by the poller, for one provider. Texts are borrowed
 * for the call; NULL where there is none. */
struct ask {
    enum job job;
    const char *name;     /* the source's name: provider's, or a feed's */
    const char *base_url; /* option, e.g. "https://query1.finance.yahoo.com";
                             for a feed its whole URL */
    size_t symbol_count;
    char symbols[REQUEST_SYMBOLS_MAX][SYMBOL_MAX]; /* as the user has them */
    enum instrument_type types[REQUEST_SYMBOLS_MAX]; /* as far as known */
    char cik[CIK_MAX];    /* of symbols[0], for SEC; "" unknown */
    const char *key;      /* the user's, for a provider with key_name */
    const char *contact;  /* "name@example.com", for needs_contact */
    const char *pass;     /* as provider->pass made it; NULL: none yet */
    const char *text;     /* JOB_SEARCH: what is looked for */
    int32_t date;         /* JOB_EARNINGS: the day that is asked for */
    int64_t from_ms;      /* JOB_HISTORY: from when on; 0: of the last year */
    int64_t now_ms;       /* real time, for sources that want a range */
};

/* A cookie and a token that must be fetched before anything else: its steps
 * are requests with wants_cookies, made one after the other. */
struct pass_ops {
    unsigned steps;
    enum err (*plan)(unsigned step, const struct ask *ask,
                     struct request *out, struct why *why);
    /* The last step writes the pass. ERR_REFUSED also for a consent page. */
    enum err (*decode)(unsigned step, const struct reply *reply,
                       char pass[PASS_MAX], struct why *why);
};

struct rate { /* at most so many requests in any so many seconds */
    unsigned requests, seconds; /* 0, 0: none */
};
enum { RATES_MAX = 2 };

/* A source that sends by itself over a WebSocket at its base_url (wss:).
 * decode() then reads a reply whose body is one frame; plan() refuses. */
struct strbuf;
struct stream_ops {
    unsigned resubscribe_ms; /* say it again that often; 0: once is enough */
    /* Appends the text that asks for the symbols of the ask. */
    enum err (*subscribe)(const struct ask *ask, struct strbuf *out,
                          struct why *why);
};

/* A bit per enum instrument_type. */
#define TYPE_BIT(type) (1u << INSTRUMENT_##type)

struct provider {
    const char *name; /* as in config, `source` and decode */
    const char *help; /* one line for --list-providers */
    unsigned jobs;    /* bit set of 1 << enum job; 0: a stream */
    unsigned batch;   /* symbols in one request; 0: it takes none */
    unsigned single;  /* of its jobs, those that take one symbol a request */
    unsigned min_interval_ms; /* never ask more often than this */
    const char *base_url;     /* default of its option; NULL: from config */
    struct rate rates[RATES_MAX]; /* what its site allows, beyond ours */
    /* Types for which it goes before the order of the table. */
    unsigned leads;
    bool is_opt_in;       /* off until the config says enabled = yes */
    bool needs_contact;   /* off until the config has `contact` */
    const char *key_name; /* environment variable of the key; NULL: none */
    const struct pass_ops *pass; /* NULL: none needed */
    const struct stream_ops *stream; /* NULL: it is asked */
    /* How this source spells a symbol of ours; false: it has no such thing.
     * NULL: as it is, and any. */
    bool (*spell)(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX]);
    /* Fills the request (url, symbols as in the ask, span, limit, headers).
     * Adds every key or pass in it by request_secret(). */
    enum err (*plan)(const struct ask *ask, struct request *out,
                     struct why *why);
    /*
     * Reads a reply into updates whose t is reply->received_ms and whose
     * symbols are ours. Called for every HTTP status. ERR_REFUSED: limited
     * or blocked (429, 403, consent or block page, a limit told in the body);
     * ERR_EXPIRED: key or pass is not accepted (401); ERR_NOT_FOUND: the
     * symbol is unknown; ERR_RANGE: one of several is, or they are too many:
     * ask for fewer at a time; others: damage. What was whole is kept in
     * `out` even on ERR_CORRUPT. Errors read "provider: SYMBOL: place: reason".
     */
    enum err (*decode)(const struct reply *reply, struct updates *out,
                       struct why *why);
};

extern const struct provider *const providers[]; /* ends with NULL */
const struct provider *provider_find(const char *name); /* NULL if none */

#endif
