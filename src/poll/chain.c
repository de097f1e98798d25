/* SPDX-License-Identifier: MIT */
/* Who is asked for what: fallback, and the way back. */
#include "chain.h"

#include <string.h>

enum {
    TROUBLES_MOST = 3, /* 2, 4, 8 s apart, then the next source */
    DOWN_MS = 60 * 1000,
    DOWN_MOST_MS = 30 * 60 * 1000
};

bool chain_add(struct chain *c, const char *name, const struct provider *p,
               bool is_on)
{
    struct chain_source *s = &c->sources[c->count];

    if (c->count == CHAIN_MOST)
        return false;
    *s = (struct chain_source){
        .provider = p, .is_on = is_on, .site = c->count};
    name_copy(s->name, sizeof(s->name), name);
    c->count++;
    return true;
}

static bool is_batching(const struct chain_source *s)
{
    return s->provider->batch > 1;
}

size_t chain_find(const struct chain *c, const char *name)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->sources[i].name, name) == 0)
            return i;
    return CHAIN_NONE;
}

void chain_set_site(struct chain *c, size_t source, size_t first)
{
    c->sources[source].site = first;
}

static int64_t longer(int64_t ms, const struct provider *p)
{
    return ms > p->min_interval_ms ? ms : p->min_interval_ms;
}

/* What our limits and the site's own come to. */
static double rate_of(const struct provider *p, double requests_per_s)
{
    for (size_t i = 0; i < RATES_MAX; i++) {
        const struct rate *r = &p->rates[i];
        double here = r->seconds ? (double)r->requests / r->seconds
                                 : requests_per_s;
        requests_per_s = here < requests_per_s ? here : requests_per_s;
    }
    return requests_per_s;
}

void chain_begin(struct chain *c, int64_t interval_ms, double requests_per_s)
{
    c->interval_ms = interval_ms;
    for (size_t i = 0; i < c->count; i++) {
        struct chain_source *s = &c->sources[i];
        double ms = (double)longer(interval_ms, s->provider);
        s->taken = 0;
        s->load = 0;
        s->is_probed = false;
        s->per_s = rate_of(s->provider, requests_per_s);
        s->room = is_batching(s) ? SIZE_MAX
                                 : 1 + (size_t)(ms / 1000 * s->per_s);
    }
}

/* Requests a second that one more symbol is at a source. */
static double cost(const struct chain *c, const struct chain_source *s,
                   const struct chain_wish *w)
{
    int64_t ms = w->interval_ms ? w->interval_ms : c->interval_ms;

    return 1 / ((double)longer(ms, s->provider) / 1000 *
                (double)s->provider->batch);
}

static double load_with(const struct chain *c, const struct chain_source *s,
                        const struct chain_wish *w)
{
    return (c->sources[s->site].load + cost(c, s, w)) / s->per_s;
}

static bool serves(const struct chain_source *s, size_t index,
                   const struct chain_wish *w)
{
    const struct provider *p = s->provider;
    char spelled[SYMBOL_MAX];

    if (!s->is_on || s->lacks_pass || p->batch == 0 ||
        !(p->jobs & (1u << w->job)) || (w->unknown_to >> index & 1))
        return false;
    return !p->spell || p->spell(w->symbol, w->type, spelled);
}

static bool leads(const struct chain_source *s, const struct chain_wish *w)
{
    return (s->provider->leads >> w->type & 1) != 0;
}

/* The n-th choice for a wish: those that lead for its type, then the rest. */
static size_t nth(const struct chain *c, const struct chain_wish *w, size_t n)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < c->count; i++) {
            int its_pass = leads(&c->sources[i], w) ? 0 : 1;
            if (its_pass != pass || !serves(&c->sources[i], i, w))
                continue;
            if (n == 0)
                return i;
            n--;
        }
    return CHAIN_NONE;
}

static bool is_up(const struct chain_source *s, enum job job)
{
    return s->links[job].until_ms == 0;
}

static bool is_half_open(const struct chain_source *s, enum job job,
                         int64_t now_ms)
{
    return !is_up(s, job) && s->links[job].until_ms <= now_ms &&
           !s->is_probed;
}

/* History has all the time it needs; quotes must come round in time. */
static bool has_room(const struct chain *c, const struct chain_source *s,
                     const struct chain_wish *w)
{
    if (w->job != JOB_QUOTES || w->is_first)
        return true;
    return s->taken < s->room &&
           (!is_batching(s) || load_with(c, s, w) <= 1 + 1e-9); /* sums round */
}

/* Of two that have no room: the one with batches, then the one whose site has
 * less to do, with some love for the one that had it before. */
static size_t lighter(const struct chain *c, size_t a, size_t b,
                      const struct chain_wish *w)
{
    double of_a, of_b;

    if (a == CHAIN_NONE ||
        is_batching(&c->sources[b]) != is_batching(&c->sources[a]))
        return a == CHAIN_NONE || is_batching(&c->sources[b]) ? b : a;
    of_a = load_with(c, &c->sources[a], w) * (w->before == a ? 0.9 : 1);
    of_b = load_with(c, &c->sources[b], w) * (w->before == b ? 0.9 : 1);
    return of_b < of_a ? b : a;
}

static void deal(struct chain *c, size_t source, const struct chain_wish *w)
{
    struct chain_source *s = &c->sources[source];

    if (w->job != JOB_QUOTES)
        return;
    s->taken++;
    c->sources[s->site].load += cost(c, s, w);
}

size_t chain_choose(struct chain *c, const struct chain_wish *w,
                    int64_t now_ms, size_t *probe)
{
    size_t chosen = CHAIN_NONE, spare = CHAIN_NONE, at;
    bool has_batches = false;

    *probe = CHAIN_NONE;
    for (size_t n = 0; (at = nth(c, w, n)) != CHAIN_NONE; n++) {
        struct chain_source *s = &c->sources[at];
        if (is_half_open(s, w->job, now_ms) && *probe == CHAIN_NONE) {
            *probe = at;
            s->is_probed = true;
        }
        if (!is_up(s, w->job) || (has_batches && !is_batching(s)))
            continue;
        has_batches = has_batches || is_batching(s);
        if (has_room(c, s, w)) {
            chosen = at;
            break;
        }
        spare = lighter(c, spare, at, w);
    }
    if (chosen == CHAIN_NONE)
        chosen = spare; /* slowly is better than not at all */
    if (chosen != CHAIN_NONE)
        deal(c, chosen, w);
    return chosen;
}

bool chain_answered(struct chain *c, size_t source, enum job job)
{
    struct chain_link *l = &c->sources[source].links[job];
    bool was_down = l->until_ms != 0;

    *l = (struct chain_link){0};
    return was_down;
}

static void fall(struct chain_link *l, const struct chain_trouble *t)
{
    int64_t ms = DOWN_MS;

    for (unsigned i = 0; i < l->falls && ms < DOWN_MOST_MS; i++)
        ms *= 2;
    ms = ms < DOWN_MOST_MS ? ms : DOWN_MOST_MS;
    l->falls += !t->is_unreachable; /* no fault of the source */
    l->is_unreachable = t->is_unreachable;
    l->until_ms = t->now_ms + ms + (int64_t)((double)ms * 0.2 * t->chance);
}

bool chain_troubled(struct chain *c, size_t source,
                    const struct chain_trouble *t)
{
    struct chain_link *l = &c->sources[source].links[t->job];

    /* Several may have been out together: that is one trouble. */
    if (l->counted_ms && t->sent_ms < l->counted_ms)
        return false;
    l->counted_ms = t->now_ms;
    l->troubles++;
    if (l->until_ms > t->now_ms)
        return false; /* one that was still out */
    if (l->troubles < TROUBLES_MOST && l->until_ms == 0)
        return false;
    fall(l, t);
    return true;
}

bool chain_retry(struct chain *c, size_t source, int64_t now_ms)
{
    bool has_changed = false;

    for (size_t job = 0; job < JOB_COUNT; job++) {
        struct chain_link *l = &c->sources[source].links[job];
        if (l->until_ms <= now_ms)
            continue;
        l->until_ms = now_ms;
        has_changed = true;
    }
    return has_changed;
}

bool chain_reachable(struct chain *c, int64_t now_ms)
{
    bool has_changed = false;

    for (size_t i = 0; i < c->count; i++)
        for (size_t job = 0; job < JOB_COUNT; job++) {
            struct chain_link *l = &c->sources[i].links[job];
            if (!l->is_unreachable || l->until_ms <= now_ms)
                continue;
            l->until_ms = now_ms;
            has_changed = true;
        }
    return has_changed;
}

bool chain_serves(const struct chain *c, const struct chain_wish *w)
{
    return nth(c, w, 0) != CHAIN_NONE;
}

bool chain_paused(struct chain *c, size_t source, int64_t until_ms)
{
    struct chain_source *s = &c->sources[source];
    bool has_changed = false;

    for (size_t job = 0; job < JOB_COUNT; job++) {
        struct chain_link *l = &s->links[job];
        if (!(s->provider->jobs >> job & 1) || l->until_ms >= until_ms)
            continue;
        l->until_ms = until_ms;
        has_changed = true;
    }
    return has_changed;
}

int64_t chain_down_ms(const struct chain *c, size_t source)
{
    int64_t until_ms = 0;

    for (size_t job = 0; job < JOB_COUNT; job++)
        if (c->sources[source].links[job].until_ms > until_ms)
            until_ms = c->sources[source].links[job].until_ms;
    return until_ms;
}

int64_t chain_next_ms(const struct chain *c, int64_t now_ms)
{
    int64_t next = INT64_MAX;

    for (size_t i = 0; i < c->count; i++)
        for (size_t job = 0; job < JOB_COUNT; job++) {
            int64_t until_ms = c->sources[i].links[job].until_ms;
            if (until_ms > now_ms && until_ms < next)
                next = until_ms;
        }
    return next;
}
