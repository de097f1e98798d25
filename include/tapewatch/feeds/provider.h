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

enum job { JOB_QUOTES, JOB_HISTORY, JOB_INTRADAY, JOB_NEWS };

/* What should be asked: by the poller, for one provider. */
struct ask {
    enum job job;
    const char *name;     /* the source's name: provider's, or a feed's */
    const char *base_url; /* option, e.g. "https://query1.finance.yahoo.com";
                             for a feed its whole URL */
    size_t symbol_count;
    char symbols[REQUEST_SYMBOLS_MAX][SYMBOL_MAX];
};

struct provider {
    const char *name; /* as in config, `source` and decode */
    const char *help; /* one line for --list-providers */
    unsigned jobs;    /* bit set of 1 << enum job */
    unsigned batch;   /* symbols in one request */
    unsigned min_interval_ms; /* never ask more often than this */
    const char *base_url;     /* default of its option; NULL: from config */
    /* Fills the request (url, symbols, span, limit). */
    enum err (*plan)(const struct ask *ask, struct request *out,
                     struct why *why);
    /*
     * Reads a reply into updates whose t is reply->received_ms. Called for
     * every HTTP status. ERR_REFUSED: limited or blocked (429, 403, consent
     * or block page); ERR_NOT_FOUND: the symbol is unknown; others: damage.
     * What was whole is kept in `out` even on ERR_CORRUPT.
     */
    enum err (*decode)(const struct reply *reply, struct updates *out,
                       struct why *why);
};

extern const struct provider *const providers[]; /* ends with NULL */
const struct provider *provider_find(const char *name); /* NULL if none */

#endif
