/*
 * Who is asked for what. Each job has its sources in the order of preference
 * (the provider table's, but those that lead for a type of instrument come
 * first for it). A source that fails at a job three times in a row, or whose
 * site says no, is passed over; after a while one single symbol probes whether
 * it is back, and only its success brings the others back. Pure: time and
 * chance come in with every call.
 */
#ifndef TAPEWATCH_POLL_CHAIN_H
#define TAPEWATCH_POLL_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/feeds/provider.h"

enum { CHAIN_MOST = 64, CHAIN_NONE = CHAIN_MOST }; /* sources in it */

struct chain_link { /* how a source is at one job */
    unsigned troubles;   /* in a row; concurrent ones count once */
    unsigned falls;      /* how often it was passed over, in a row */
    bool is_unreachable; /* passed over since nothing could be reached */
    int64_t counted_ms;  /* when the last trouble was counted */
    int64_t until_ms;    /* passed over until then; 0: it is asked */
};

struct chain_source {
    char name[SOURCE_MAX];
    const struct provider *provider;
    bool is_on;
    bool lacks_pass; /* its cookie and token are still to be fetched */
    struct chain_link links[JOB_COUNT];
    size_t site;     /* the first source at the same site */
    double per_s;    /* requests that it may be asked in a second */
    double load;     /* of those dealt out at the site; kept at the first one */
    size_t room, taken; /* symbols it can answer in one round; this round */
    bool is_probed;     /* this round has its probe */
};

struct chain {
    struct chain_source sources[CHAIN_MOST];
    size_t count;
    int64_t interval_ms; /* of this round */
};

/* In the order of preference; false when there is no more room. */
bool chain_add(struct chain *c, const char *name, const struct provider *p,
               bool is_on);
size_t chain_find(const struct chain *c, const char *name); /* or NONE */
/* Both are asked at one site, so that they share what it allows. */
void chain_set_site(struct chain *c, size_t source, size_t first);

/* A round deals out all symbols anew. A source takes the quotes that it can
 * answer in one interval, the others go to the next; those that are too many
 * for all are spread, by what each site allows, over the sources that take
 * many symbols a request: so all come round as soon as politeness lets them. */
void chain_begin(struct chain *c, int64_t interval_ms, double requests_per_s);

/* A symbol for one job. */
struct chain_wish {
    enum job job;
    const char *symbol;
    enum instrument_type type;
    uint64_t unknown_to; /* bits of sources that do not know it */
    bool is_first;       /* takes room even where there is none left */
    int64_t interval_ms; /* how often it is wanted; 0: each round */
    size_t before;       /* who was asked the last time: stays so, where it
                            makes little difference; or NONE */
};
/* Whom to ask: CHAIN_NONE when nobody is well that has it. *probe: another one
 * that is to be asked as well, to see whether it is back; or CHAIN_NONE. */
size_t chain_choose(struct chain *c, const struct chain_wish *w,
                    int64_t now_ms, size_t *probe);

/* Whether anybody has it, well or not. */
bool chain_serves(const struct chain *c, const struct chain_wish *w);

/* How a request went. True when another choice may come of it. */
bool chain_answered(struct chain *c, size_t source, enum job job);
struct chain_trouble {
    enum job job;
    int64_t sent_ms, now_ms;
    double chance;       /* 0-1, for jitter */
    bool is_unreachable; /* no host answered: perhaps the network is gone */
};
bool chain_troubled(struct chain *c, size_t source,
                    const struct chain_trouble *t);
bool chain_paused(struct chain *c, size_t source, int64_t until_ms);
/* The user wants it tried now. */
bool chain_retry(struct chain *c, size_t source, int64_t now_ms);
/* The network is back: what fell for want of it is asked again. */
bool chain_reachable(struct chain *c, int64_t now_ms);

/* Whether the source is passed over at any job, and until when (ms; 0: no). */
int64_t chain_down_ms(const struct chain *c, size_t source);
/* The next moment at which a probe is due; INT64_MAX: none. */
int64_t chain_next_ms(const struct chain *c, int64_t now_ms);

#endif
