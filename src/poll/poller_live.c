/* SPDX-License-Identifier: MIT */
/* Requests out, replies in: what the schedule allows is planned by its
 * provider and handed to the transport; each reply is decoded, applied, and
 * told to the schedule. A failure takes nothing away from what is known. */
#include <inttypes.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/log.h"

enum { SLOW_MS = 5000, FAILED_AFTER = 3, SKEW_MS = 120 * 1000 };

static struct asked *find_asked(struct poller *p, uint64_t id)
{
    for (size_t i = 0; i < ASKED_MAX; i++)
        if (p->asked[i].id == id)
            return &p->asked[i];
    return NULL;
}

bool poller_live_has_room(const struct poller *p)
{
    for (size_t i = 0; i < ASKED_MAX; i++)
        if (p->asked[i].id == 0)
            return true;
    return false;
}

/* A host is marked by its name, or by name:port. */
static bool is_marked(const struct config *c, const char *url)
{
    const char *at = config_text(c, OPT_insecure_hosts);
    const char *host = strstr(url, "://"), *item;
    size_t all, n = 0;

    if (!host)
        return false;
    host += 3;
    all = strcspn(host, "/?#");
    while ((item = ini_item(&at, &n)) != NULL) {
        bool is_whole = n == all || (n < all && host[n] == ':');
        if (is_whole && strncmp(host, item, n) == 0 &&
            !memchr(host, '@', all))
            return true;
    }
    return false;
}

static void plan_ask(const struct reported *r, const struct batch *b,
                     struct ask *out)
{
    *out = (struct ask){
        .job = b->job, .name = r->source, .base_url = r->url};
    for (size_t i = 0; i < b->count && b->symbols[0][0]; i++)
        name_copy(out->symbols[out->symbol_count++], SYMBOL_MAX,
                  b->symbols[i]);
}

static enum err send(struct poller *p, const struct reported *r,
                     struct asked *a, struct why *why)
{
    struct request request = {0};
    struct ask ask;
    enum err e;

    plan_ask(r, &a->batch, &ask);
    e = r->provider->plan(&ask, &request, why);
    if (e != ERR_OK)
        return e;
    request.id = a->id;
    name_copy(request.source, sizeof(request.source), r->source);
    request.allow_http = is_marked(p->parts.config, request.url);
    if (r->is_feed && p->parts.store &&
        !store_validators(p->parts.store, request.url, request.etag,
                          request.last_modified))
        request.etag[0] = request.last_modified[0] = '\0';
    return p->parts.transport->submit(p->parts.transport->self, &request,
                                      why);
}

void poller_live_ask(struct poller *p)
{
    struct asked *a;
    struct batch batch;

    while ((a = find_asked(p, 0)) != NULL &&
           schedule_next(p->schedule, p->real_ms, &batch)) {
        struct reported *r = poller_source(p, batch.source);
        struct why why = {{0}};
        *a = (struct asked){
            .id = ++p->last_id, .batch = batch, .provider = r->provider};
        if (r->state == SOURCE_STATE_COUNT)
            poller_report(p, r->source, SOURCE_loading, NULL, 0);
        if (send(p, r, a, &why) == ERR_OK)
            continue;
        a->id = 0;
        poller_report(p, r->source, SOURCE_failed, why.text,
                      schedule_done(p->schedule, &batch, OUTCOME_TROUBLE,
                                    p->real_ms, 0));
    }
}

static bool has_symbol(const struct updates *u, const char *symbol)
{
    for (size_t i = 0; i < u->count; i++)
        if ((u->items[i].kind == UPDATE_quote ||
             u->items[i].kind == UPDATE_bar) &&
            strcmp(u->items[i].symbol, symbol) == 0)
            return true;
    return false;
}

/* Whether anything that was asked for came, though perhaps not all. */
static bool is_of_use(const struct updates *u, const struct batch *b)
{
    if (!b->symbols[0][0])
        return u->count > 0;
    for (size_t i = 0; i < b->count; i++)
        if (has_symbol(u, b->symbols[i]))
            return true;
    return false;
}

static enum outcome outcome_of(const struct reply *r, const struct batch *b,
                               enum err decoded, bool is_useful)
{
    if (r->failure != REPLY_DONE)
        return OUTCOME_TROUBLE;
    if (r->status == 304 || (r->status == 200 && is_useful))
        return OUTCOME_OK;
    if (r->status == 429 || r->status == 403 || decoded == ERR_REFUSED)
        return OUTCOME_REFUSED;
    if (r->status == 400 && b->symbols[0][0])
        return OUTCOME_TOO_MANY;
    if (r->status >= 500 || r->status == 408)
        return OUTCOME_TROUBLE;
    if (decoded == ERR_NOT_FOUND)
        return b->symbols[0][0] ? OUTCOME_UNKNOWN : OUTCOME_TROUBLE;
    return decoded == ERR_OK ? OUTCOME_OK : OUTCOME_TROUBLE;
}

/* Which of the symbols came, and which the source does not know. */
static void check_symbols(struct poller *p, const struct batch *b,
                          enum outcome outcome, bool has_body)
{
    for (size_t i = 0; i < b->count && b->symbols[i][0]; i++) {
        if (has_symbol(&p->scratch, b->symbols[i])) {
            poller_symbol_found(p, b, b->symbols[i]);
        } else if (outcome == OUTCOME_UNKNOWN) {
            poller_symbol_missing(p, b, b->symbols[i]);
        } else if (outcome == OUTCOME_OK && has_body &&
                   b->job == JOB_QUOTES) {
            schedule_unknown(p->schedule, b, b->symbols[i], p->real_ms);
            poller_symbol_missing(p, b, b->symbols[i]);
        }
    }
}

static void tell_trouble(struct poller *p, const char *source,
                         enum outcome outcome, struct why *why,
                         int64_t retry_at)
{
    bool is_lasting = outcome == OUTCOME_TROUBLE &&
                      schedule_failures(p->schedule, source) >= FAILED_AFTER;

    if (outcome == OUTCOME_REFUSED) {
        const struct host *h = schedule_host_of(p->schedule, source);
        struct why whole = *why;
        (void)why_set(why, ERR_REFUSED, "%.150s; %s is left alone", whole.text,
                      h ? h->site : "the site");
    }
    poller_report(p, source, is_lasting ? SOURCE_failed : SOURCE_backoff,
                  why->text, retry_at);
}

static void tell_source(struct poller *p, const struct batch *b,
                        const struct reply *r, enum outcome outcome,
                        const struct why *decoded, int64_t retry_at)
{
    struct why why = {{0}};

    if (outcome == OUTCOME_TROUBLE || outcome == OUTCOME_REFUSED) {
        poller_reason(r, decoded, &why);
        tell_trouble(p, b->source, outcome, &why, retry_at);
    } else if (outcome == OUTCOME_TOO_MANY) {
        log_line(LOG_INFO, "poll: %s: %zu symbols were too many", b->source,
                 b->count);
    } else if (r->took_ms > SLOW_MS) {
        (void)why_set(&why, ERR_OK, "answered after %.1f s",
                      (double)r->took_ms / 1000);
        poller_report(p, b->source, SOURCE_slow, why.text, 0);
    } else {
        /* Whole or in part: what is amiss with one item is said. */
        poller_report(p, b->source, SOURCE_ok,
                      decoded->text[0] ? decoded->text : NULL, 0);
    }
}

static void keep_pauses(struct poller *p)
{
    const struct host *h;
    struct why why = {{0}};

    while ((h = schedule_changed_host(p->schedule)) != NULL)
        if (p->parts.store)
            poller_store_failed(
                p,
                store_set_backoff(p->parts.store, h->site, h->until_ms,
                                  h->failures, &why),
                &why);
}

static void keep_validators(struct poller *p, const struct reply *r)
{
    struct why why = {{0}};

    if (!p->parts.store || !r->request || r->status != 200 ||
        (!r->etag[0] && !r->last_modified[0]))
        return;
    poller_store_failed(p,
                        store_set_validators(p->parts.store, r->request->url,
                                             r->etag, r->last_modified,
                                             p->real_ms, &why),
                        &why);
}

/* A wrong clock makes every age and session wrong: say so, once. */
static void check_clock(struct poller *p, const struct reply *r)
{
    int64_t skew = r->received_ms - r->date_ms;
    char span[FORMAT_MAX];

    if (!r->date_ms || p->was_clock_told ||
        (skew < SKEW_MS && skew > -SKEW_MS))
        return;
    p->was_clock_told = true;
    format_age(span, skew < 0 ? -skew : skew);
    poller_notice(p, "this computer's clock is %s %s the servers'", span,
                  skew < 0 ? "behind" : "ahead of");
}

static void take_reply(struct poller *p, struct asked *a,
                       const struct reply *r)
{
    struct batch batch = a->batch;
    struct why decoded = {{0}};
    enum err e = ERR_OK;
    enum outcome outcome;
    int64_t again;
    bool is_body = r->failure == REPLY_DONE && r->status != 304;

    updates_clear(&p->scratch);
    if (is_body)
        e = a->provider->decode(r, &p->scratch, &decoded);
    a->id = 0;
    outcome = outcome_of(r, &batch, e, is_of_use(&p->scratch, &batch));
    for (size_t i = 0; i < p->scratch.count; i++)
        poller_apply_live(p, &p->scratch.items[i]);
    again = schedule_done(p->schedule, &batch, outcome, p->real_ms,
                          r->retry_after_ms);
    if (outcome == OUTCOME_TOO_MANY && batch.count <= 1)
        outcome = OUTCOME_UNKNOWN;
    check_symbols(p, &batch, outcome, is_body);
    tell_source(p, &batch, r, outcome, &decoded, again);
    keep_pauses(p);
    if (outcome == OUTCOME_OK && batch.job == JOB_NEWS)
        keep_validators(p, r);
    if (outcome == OUTCOME_OK && batch.job == JOB_QUOTES)
        p->stale_ms = p->real_ms +
                      3 * config_ms(p->parts.config, OPT_interval) +
                      MS_PER_SECOND;
    updates_clear(&p->scratch);
}

bool poller_live_collect(struct poller *p, int wait_ms)
{
    const struct transport *t = p->parts.transport;
    struct reply r = {0};
    bool has_any = false;

    while (t->collect(t->self, has_any ? 0 : wait_ms, &r)) {
        struct asked *a = r.id ? find_asked(p, r.id) : NULL;
        has_any = true;
        if (!r.received_ms)
            r.received_ms = p->real_ms;
        if (r.received_ms > p->real_ms) { /* the wait took its time */
            p->real_ms = r.received_ms;
            p->now_ms = r.received_ms;
        }
        if (!a)
            continue;
        check_clock(p, &r);
        take_reply(p, a, &r);
    }
    return has_any;
}
