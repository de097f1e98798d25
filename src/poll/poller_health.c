/* SPDX-License-Identifier: MIT */
/* How the sources are, in figures: measured at each reply, told to the state
 * at most once a second. */
#include <stdio.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { TELL_GAP_MS = 1000 };

static size_t count_of(const struct updates *u, enum update_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < u->count; i++)
        n += u->items[i].kind == kind;
    return n;
}

/* "20 quotes", "3 headlines, 2 facts": what a good reply brought. */
static void good_words(const struct poller *p, const struct answer *a,
                       char *out, size_t size)
{
    static const struct {
        enum update_kind kind;
        const char *word;
    } kinds[] = {
        {UPDATE_quote, "quotes"},       {UPDATE_bar, "bars"},
        {UPDATE_headline, "headlines"}, {UPDATE_fact, "figures"},
        {UPDATE_halt, "halts"},         {UPDATE_calendar, "dates"},
        {UPDATE_instrument, "symbols"},
    };

    if (a->reply->status == 304) {
        (void)snprintf(out, size, "nothing new");
        return;
    }
    (void)snprintf(out, size, "ok");
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        size_t n = count_of(&p->scratch, kinds[i].kind);
        if (n == 0)
            continue;
        (void)snprintf(out, size, "%zu %s", n, kinds[i].word);
        return;
    }
}

void poller_measure(struct poller *p, struct reported *r,
                    const struct answer *a, enum outcome outcome)
{
    bool is_good = outcome == OUTCOME_OK || outcome == OUTCOME_UNKNOWN;
    struct why why = {{0}};
    struct measure m = {
        .t = p->real_ms,
        .took_ms = a->reply->took_ms,
        .status = a->reply->failure == REPLY_DONE ? a->reply->status : 0,
        .is_good = is_good,
        .wire_bytes = a->reply->wire_bytes,
        .words = why.text,
    };

    if (is_good)
        good_words(p, a, why.text, sizeof(why.text));
    else if (outcome == OUTCOME_TOO_MANY)
        (void)why_set(&why, ERR_OK, "%zu symbols were too many",
                      a->batch->count);
    else
        poller_reason(a->reply, &a->why, &why);
    gauge_put(&r->gauge, &m);
    p->is_health_stale = true;
}

/* ---- the record that screens see */

static enum job first_job(unsigned jobs)
{
    enum job job = 0;

    while (job < JOB_COUNT && !(jobs >> job & 1))
        job++;
    return job;
}

static void fill_kind(const struct reported *r, const struct outlook *plan,
                      struct health *h)
{
    unsigned jobs = plan->jobs ? plan->jobs : r->provider->jobs;

    if (r->provider->stream)
        name_copy(h->kind, sizeof(h->kind), "stream");
    else if (jobs)
        name_copy(h->kind, sizeof(h->kind), job_word(first_job(jobs)));
}

static void fill_quota(const struct poller *p, const struct reported *r,
                       struct health *h)
{
    const struct host *host = schedule_host_of(p->schedule, r->source);

    if (!host || host->window_count == 0)
        return;
    h->quota_used = host_used(host, 0, p->real_ms);
    h->quota_limit = host->windows[0].rate.requests;
    h->quota_seconds = host->windows[0].rate.seconds;
}

/* Of the jobs of a source that is passed over the first one that another does
 * in its place, and does well; JOB_COUNT: none. */
static enum job fill_fallback(struct poller *p, const struct reported *r,
                              struct health *h)
{
    if (r->link == CHAIN_NONE || !r->is_on ||
        chain_down_ms(&p->chain, r->link) == 0)
        return JOB_COUNT;
    for (size_t i = 0; i < p->chain.count; i++) {
        const struct chain_source *s = &p->chain.sources[i];
        const struct reported *other = poller_source(p, s->name);
        struct outlook plan;
        if (i == r->link || !s->is_on ||
            (other->state != SOURCE_ok && other->state != SOURCE_slow))
            continue;
        plan = schedule_outlook(p->schedule, s->name, p->real_ms);
        if (!(plan.jobs & r->provider->jobs))
            continue;
        name_copy(h->fallback, sizeof(h->fallback), s->name);
        return first_job(plan.jobs & r->provider->jobs);
    }
    return JOB_COUNT;
}

/* What the user has of it now, or lacks. */
static void fill_effect(const struct reported *r, enum job by_another,
                        struct health *h)
{
    bool is_ill = r->state == SOURCE_failed || r->state == SOURCE_backoff;

    if (h->lacks_key || h->lacks_contact || !is_ill)
        return;
    if (r->provider->stream)
        (void)snprintf(h->effect, sizeof(h->effect),
                       "prices come by asking instead, less often");
    else if (by_another != JOB_COUNT)
        (void)snprintf(h->effect, sizeof(h->effect), "%s: from %s instead",
                       job_word(by_another), h->fallback);
    else if (strcmp(h->kind, "quotes") == 0)
        (void)snprintf(h->effect, sizeof(h->effect),
                       "prices stay as they were, with their age");
    else if (r->is_feed)
        (void)snprintf(h->effect, sizeof(h->effect),
                       "its headlines may be missing; known ones stay");
    else
        (void)snprintf(h->effect, sizeof(h->effect),
                       "no new %s; known ones stay", h->kind);
}

/* A URL of the user may hold a key of theirs: host and path only. */
static void fill_url(const struct reported *r, struct health *h)
{
    const char *url = r->url ? r->url : "";
    const char *host = strstr(url, "://"), *at;
    size_t scheme = host ? (size_t)(host + 3 - url) : 0, n;

    host = url + scheme;
    n = strcspn(host, "/?#");
    for (at = host; (at = memchr(at, '@', n)) != NULL; at++) {
        n -= (size_t)(at + 1 - host); /* user and password */
        host = at + 1;
    }
    (void)snprintf(h->url, sizeof(h->url), "%.*s%s", (int)scheme, url, host);
    h->url[strcspn(h->url, "?#")] = '\0';
}

/* What it wants first; a key's name, never the key. */
static void fill_hindrance(const struct poller *p, const struct reported *r,
                           struct health *h)
{
    const char *key = r->provider->key_name;
    const char *why = poller_hindrance(p, r);

    name_copy(h->key_name, sizeof(h->key_name), key ? key : "");
    name_copy(h->why_off, sizeof(h->why_off), why ? why : "");
}

static void fill(struct poller *p, const struct reported *r, struct health *h)
{
    struct outlook plan =
        schedule_outlook(p->schedule, r->source, p->real_ms);
    int64_t down_ms =
        r->link == CHAIN_NONE ? 0 : chain_down_ms(&p->chain, r->link);
    enum job by_another;

    *h = (struct health){.state = r->state == SOURCE_STATE_COUNT ? SOURCE_idle
                                                                 : r->state,
                         .can_switch = poller_is_configured_on(p, r),
                         .lacks_key = !poller_has_key(r),
                         .lacks_contact = !poller_has_contact(p, r),
                         .is_in_use = r->is_on &&
                                      (plan.tasks > 0 ||
                                       poller_sender_is_wanted(p, r->source)),
                         .is_probing = down_ms && down_ms <= p->real_ms,
                         .since = r->since_ms,
                         .interval_ms = plan.interval_ms};
    fill_hindrance(p, r, h);
    name_copy(h->source, sizeof(h->source), r->source);
    if (plan.next_ms != INT64_MAX)
        h->next_ms = plan.next_ms;
    else if (down_ms > p->real_ms)
        h->next_ms = down_ms;
    if (!r->is_on)
        h->state = SOURCE_off;
    else if (!h->is_in_use && h->state == SOURCE_ok)
        h->state = SOURCE_idle;
    fill_kind(r, &plan, h);
    fill_url(r, h);
    fill_quota(p, r, h);
    by_another = fill_fallback(p, r, h);
    gauge_fill(&r->gauge, p->real_ms, h);
    fill_effect(r, by_another, h);
}

void poller_tell_health(struct poller *p)
{
    struct health_list *list;

    if (p->parts.mode == RUN_REPLAY || p->source_count == 0)
        return;
    if (p->real_ms < p->health_ms - TELL_GAP_MS)
        p->health_ms = p->real_ms; /* the clock went back */
    if (!p->is_health_stale || p->real_ms < p->health_ms)
        return;
    p->is_health_stale = false;
    p->health_ms = p->real_ms + TELL_GAP_MS;
    list = shared_new(sizeof(*list) + p->source_count * sizeof(*list->items),
                      NULL);
    list->items = (struct health *)(list + 1);
    list->count = p->source_count;
    for (size_t i = 0; i < p->source_count; i++)
        fill(p, &p->sources[i], &list->items[i]);
    list->line_count = p->line_count;
    memcpy(list->lines, p->lines, sizeof(list->lines));
    state_set_health(p->parts.state, list);
    shared_release(list);
    p->is_dirty = true;
}
