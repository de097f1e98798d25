/* SPDX-License-Identifier: MIT */
/* What a reply means for its source: for the schedule, for the chain, and in
 * words for the user. */
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/log.h"

enum { SLOW_MS = 5000, FAILED_AFTER = 3 };
static const int64_t denied_ms = 6 * MS_PER_HOUR;

static bool is_about_symbols(const struct batch *b)
{
    return b->symbols[0][0] && b->job != JOB_EARNINGS &&
           b->job != JOB_SEARCH;
}

enum outcome poller_outcome(const struct answer *a)
{
    const struct reply *r = a->reply;
    bool has_symbols = is_about_symbols(a->batch);

    if (r->failure != REPLY_DONE)
        return OUTCOME_TROUBLE;
    if (a->decoded == ERR_EXPIRED)
        return OUTCOME_TROUBLE; /* its own affair: no fault of the site */
    if (a->decoded == ERR_RANGE && a->batch->count > 1)
        return OUTCOME_TOO_MANY; /* one of them spoils the others */
    if (r->status == 304 || (r->status == 200 && a->is_useful))
        return OUTCOME_OK;
    if (r->status == 429 || r->status == 403 || a->decoded == ERR_REFUSED)
        return OUTCOME_REFUSED;
    if (r->status == 400 && has_symbols)
        return OUTCOME_TOO_MANY;
    if (r->status >= 500 || r->status == 408)
        return OUTCOME_TROUBLE;
    if (a->decoded == ERR_NOT_FOUND)
        return has_symbols ? OUTCOME_UNKNOWN : OUTCOME_TROUBLE;
    return a->decoded == ERR_OK ? OUTCOME_OK : OUTCOME_TROUBLE;
}

/* ---- the chain */

static bool pause_site(struct poller *p, const char *source)
{
    const struct host *of = schedule_host_of(p->schedule, source);
    bool has_changed = false;

    for (size_t i = 0; of && i < p->chain.count; i++)
        if (schedule_host_of(p->schedule, p->chain.sources[i].name) == of)
            has_changed =
                chain_paused(&p->chain, i, of->until_ms) || has_changed;
    return has_changed;
}

static bool expire(struct poller *p, struct reported *r)
{
    if (r->provider->pass) {
        poller_pass_drop(p, r);
        return true;
    }
    return chain_paused(&p->chain, r->link, p->real_ms + denied_ms);
}

/* The first answer after nothing could be reached: all are asked again. */
static void network_is_back(struct poller *p)
{
    p->was_unreachable = false;
    poller_line(p, "network", "answers again");
    (void)chain_reachable(&p->chain, p->real_ms);
    for (size_t i = 0; i < p->source_count; i++)
        schedule_forgive(p->schedule, p->sources[i].source, p->real_ms);
    p->are_wishes_stale = true;
}

static bool tell_chain(struct poller *p, struct reported *r,
                       const struct answer *a, enum outcome outcome)
{
    struct chain_trouble t = {
        .job = a->batch->job,
        .sent_ms = a->batch->sent_ms,
        .now_ms = p->real_ms,
        .chance = schedule_chance_of(p->schedule),
        .is_unreachable = a->reply->failure == REPLY_NO_HOST,
    };

    if (a->decoded == ERR_EXPIRED)
        return expire(p, r);
    switch (outcome) {
    case OUTCOME_REFUSED:
        return pause_site(p, r->source);
    case OUTCOME_TROUBLE:
        return chain_troubled(&p->chain, r->link, &t);
    case OUTCOME_OK:
    case OUTCOME_UNKNOWN:
    case OUTCOME_TOO_MANY:
        if (!chain_answered(&p->chain, r->link, t.job))
            return false;
        schedule_forgive(p->schedule, r->source, p->real_ms);
        poller_line(p, job_word(t.job), "%s is back", r->source);
        return true;
    }
    return false;
}

/* ---- words */

/* Three times in a row, or passed over and still not back. */
static bool is_lasting(const struct poller *p, const char *source)
{
    size_t link = chain_find(&p->chain, source);

    return schedule_failures(p->schedule, source) >= FAILED_AFTER ||
           (link != CHAIN_NONE && chain_down_ms(&p->chain, link) > 0);
}

static void tell_trouble(struct poller *p, const char *source,
                         enum outcome outcome, struct why *why,
                         int64_t retry_at)
{
    bool has_failed = outcome == OUTCOME_TROUBLE && is_lasting(p, source);

    if (outcome == OUTCOME_REFUSED) {
        const struct host *h = schedule_host_of(p->schedule, source);
        struct why whole = *why;
        (void)why_set(why, ERR_REFUSED, "%.150s; %s is left alone", whole.text,
                      h ? h->site : "the site");
    }
    poller_report(p, source, has_failed ? SOURCE_failed : SOURCE_backoff,
                  why->text, retry_at);
}

static void tell_source(struct poller *p, const struct answer *a,
                        enum outcome outcome, int64_t retry_at)
{
    const char *source = a->batch->source;
    struct why why = {{0}};

    if (outcome == OUTCOME_TROUBLE || outcome == OUTCOME_REFUSED) {
        poller_reason(a->reply, &a->why, &why);
        tell_trouble(p, source, outcome, &why, retry_at);
    } else if (outcome == OUTCOME_TOO_MANY) {
        log_line(LOG_INFO, "poll: %s: %zu symbols were too many", source,
                 a->batch->count);
    } else if (a->reply->took_ms > SLOW_MS) {
        (void)why_set(&why, ERR_OK, "answered after %.1f s",
                      (double)a->reply->took_ms / 1000);
        poller_report(p, source, SOURCE_slow, why.text, 0);
    } else {
        /* Whole or in part: what is amiss with one item is said. */
        poller_report(p, source, SOURCE_ok,
                      a->why.text[0] ? a->why.text : NULL, 0);
    }
}

/* A key that is not accepted is no use asking with again. */
static int64_t again_ms(const struct poller *p, const struct reported *r,
                        const struct answer *a, int64_t planned_ms)
{
    int64_t down_ms =
        r->link == CHAIN_NONE ? 0 : chain_down_ms(&p->chain, r->link);

    if (a->decoded == ERR_EXPIRED && !r->provider->pass)
        return p->real_ms + denied_ms;
    return planned_ms > down_ms ? planned_ms : down_ms;
}

enum outcome poller_settle(struct poller *p, struct reported *r,
                           const struct answer *a, enum outcome outcome)
{
    int64_t again = schedule_done(p->schedule, a->batch, outcome, p->real_ms,
                                  a->reply->retry_after_ms);

    if (outcome == OUTCOME_TOO_MANY && a->batch->count <= 1)
        outcome = OUTCOME_UNKNOWN;
    if (a->reply->failure == REPLY_NO_HOST)
        p->was_unreachable = true;
    else if (p->was_unreachable)
        network_is_back(p);
    poller_measure(p, r, a, outcome);
    if (r->link != CHAIN_NONE && tell_chain(p, r, a, outcome)) {
        p->are_wishes_stale = true;
        if (outcome == OUTCOME_TROUBLE || outcome == OUTCOME_REFUSED)
            poller_line(p, job_word(a->batch->job), "%s is passed over",
                        r->source);
    }
    tell_source(p, a, outcome, again_ms(p, r, a, again));
    return outcome;
}
