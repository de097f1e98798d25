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

enum { SKEW_MS = 120 * 1000, ANEW_MS = 6 * 60 * 60 * 1000,
       SCRATCH_MOST = 4096 /* updates whose room is kept */ };

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

static enum instrument_type type_of(struct poller *p, const char *symbol,
                                    char cik[CIK_MAX])
{
    const struct watched *w = poller_watched(p, symbol);

    if (!w)
        return INSTRUMENT_unknown;
    memcpy(cik, w->cik, CIK_MAX);
    return w->type;
}

static int64_t from_of(struct poller *p, const char *symbol)
{
    const struct watched *w = poller_watched(p, symbol);

    return w ? w->from_ms : 0;
}

void poller_fill_ask(struct poller *p, const struct reported *r,
                     const struct batch *b, struct ask *out)
{
    *out = (struct ask){.job = b->job,
                        .name = r->source,
                        .base_url = r->url,
                        .key = r->key,
                        .contact = p->contact[0] ? p->contact : NULL,
                        .pass = r->pass[0] ? r->pass : NULL,
                        .date = NO_DATE,
                        .now_ms = p->real_ms};
    if (b->job == JOB_SEARCH) {
        out->text = p->search ? p->search->text : NULL;
        return;
    }
    if (b->job == JOB_EARNINGS) {
        (void)civil_parse_date(b->symbols[0], strlen(b->symbols[0]),
                               &out->date);
        return;
    }
    for (size_t i = 0; i < b->count && b->symbols[0][0]; i++) {
        char cik[CIK_MAX] = "";
        out->types[i] = type_of(p, b->symbols[i], cik);
        if (i == 0)
            memcpy(out->cik, cik, sizeof(out->cik));
        if (b->job == JOB_HISTORY && b->count == 1)
            out->from_ms = from_of(p, b->symbols[0]);
        name_copy(out->symbols[out->symbol_count++], SYMBOL_MAX,
                  b->symbols[i]);
    }
}

enum err poller_submit(struct poller *p, const struct reported *r,
                       struct request *request, uint64_t id, struct why *why)
{
    request->id = id;
    name_copy(request->source, sizeof(request->source), r->source);
    request->is_http1 = config_provider_http1(p->parts.config, r->source);
    request->allow_http = is_marked(p->parts.config, request->url);
    return p->parts.transport->submit(p->parts.transport->self, request, why);
}

static enum err send(struct poller *p, struct reported *r, struct asked *a,
                     struct why *why)
{
    struct request request = {0};
    struct ask ask;
    enum err e;

    if (a->batch.job == JOB_PASS)
        return poller_pass_ask(p, r, a, why);
    poller_fill_ask(p, r, &a->batch, &ask);
    e = r->provider->plan(&ask, &request, why);
    if (e != ERR_OK)
        return e;
    if (a->batch.job == JOB_NEWS && p->parts.store && !request.carries_key &&
        !store_validators(p->parts.store, request.url,
                          p->real_ms - ANEW_MS, request.etag,
                          request.last_modified))
        request.etag[0] = request.last_modified[0] = '\0';
    return poller_submit(p, r, &request, a->id, why);
}

/* It could not even be sent: no fault of the site's. */
static void not_sent(struct poller *p, struct reported *r, struct asked *a,
                     const struct why *why)
{
    a->id = 0;
    poller_report(p, r->source, SOURCE_failed, why->text,
                  schedule_done(p->schedule, &a->batch, OUTCOME_TROUBLE,
                                p->real_ms, 0));
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
        if (r->state == SOURCE_STATE_COUNT || r->state == SOURCE_idle)
            poller_report(p, r->source, SOURCE_loading, NULL, 0);
        if (send(p, r, a, &why) != ERR_OK)
            not_sent(p, r, a, &why);
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
    if (b->job > JOB_INTRADAY)
        return u->count > 0;
    for (size_t i = 0; i < b->count; i++)
        if (has_symbol(u, b->symbols[i]))
            return true;
    return false;
}

/* Which of the symbols came, and which the source does not know. */
static void check_symbols(struct poller *p, const struct batch *b,
                          enum outcome outcome, bool has_body)
{
    if (b->job > JOB_INTRADAY)
        return;
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

static void keep_pauses(struct poller *p)
{
    const struct host *h;
    struct why why = {{0}};

    while ((h = schedule_changed_host(p->schedule)) != NULL)
        if (poller_caches(p))
            poller_store_failed(
                p,
                store_set_backoff(p->parts.store, h->site, h->until_ms,
                                  h->failures, &why),
                &why);
}

/* Some servers stamp everything with the same day of long ago. */
static bool is_of_this_age(const char *date)
{
    int64_t ms;

    return civil_parse_feed_date(date, &ms) && ms > INT64_C(946684800000);
}

/* For the next time. A 200 without any takes back what an earlier one said. */
static void keep_validators(struct poller *p, const struct reply *r)
{
    struct why why = {{0}};

    if (!poller_caches(p) || !r->request || r->status != 200 ||
        r->request->carries_key ||
        (!r->etag[0] && !r->last_modified[0] && !r->request->etag[0] &&
         !r->request->last_modified[0]))
        return;
    poller_store_failed(
        p,
        store_set_validators(p->parts.store, r->request->url, r->etag,
                             is_of_this_age(r->last_modified)
                                 ? r->last_modified
                                 : "",
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
    poller_line(p, "clock", "%s %s the servers'", span,
                skew < 0 ? "behind" : "ahead of");
    poller_notice(p, "this computer's clock is %s %s the servers'", span,
                  skew < 0 ? "behind" : "ahead of");
}

/* Lists of everything there is are kept, not held in the market. */
static void apply(struct poller *p, const struct batch *b)
{
    bool is_of_all = b->job == JOB_HALTS || b->job == JOB_EARNINGS;

    if (b->job == JOB_DIRECTORY)
        poller_directory_read(p, b, &p->scratch);
    if (b->job == JOB_DIRECTORY || b->job == JOB_SEARCH)
        return;
    for (size_t i = 0; i < p->scratch.count; i++) {
        struct update *u = &p->scratch.items[i];
        if (u->kind == UPDATE_headline && b->job == JOB_FILINGS &&
            !b->symbols[0][0])
            poller_filing_told(p, &u->of.headline);
        if (!is_of_all || poller_watched(p, u->symbol))
            poller_apply_live(p, u);
    }
    if (b->job == JOB_FILINGS)
        poller_filings_read(p, b, &p->scratch);
}

static void take_reply(struct poller *p, struct asked *a,
                       const struct reply *r)
{
    struct batch batch = a->batch;
    struct reported *source = poller_source(p, batch.source);
    struct answer answer = {.reply = r, .batch = &batch};
    bool is_body = r->failure == REPLY_DONE && r->status != 304;
    enum outcome outcome;

    updates_clear(&p->scratch);
    if (batch.job == JOB_PASS) {
        if (poller_pass_reply(p, source, a, r, &answer))
            return; /* another step of it is out */
    } else if (is_body) {
        answer.decoded = a->provider->decode(r, &p->scratch, &answer.why);
        answer.is_useful = is_of_use(&p->scratch, &batch);
    }
    a->id = 0;
    outcome = poller_outcome(&answer);
    apply(p, &batch);
    if (batch.job == JOB_FACTS && outcome == OUTCOME_OK)
        poller_facts_read(p, &batch);
    if (batch.job == JOB_HISTORY && outcome == OUTCOME_OK)
        poller_history_read(p, &batch);
    if (batch.job == JOB_SEARCH)
        poller_search_read(p, &batch, &answer, outcome);
    outcome = poller_settle(p, source, &answer, outcome);
    check_symbols(p, &batch, outcome, is_body);
    keep_pauses(p);
    if (outcome == OUTCOME_OK && batch.job == JOB_NEWS)
        keep_validators(p, r);
    if (outcome == OUTCOME_OK && batch.job == JOB_QUOTES)
        p->stale_ms = p->real_ms +
                      3 * config_ms(p->parts.config, OPT_interval) +
                      MS_PER_SECOND;
    if (p->scratch.cap > SCRATCH_MOST)
        updates_done(&p->scratch); /* a whole directory, or years of figures */
    else
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
