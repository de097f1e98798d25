/* SPDX-License-Identifier: MIT */
/* What is due, and which of it may be asked now. */
#include "schedule_parts.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { STARVED_MS = 60 * 1000 }; /* waited so long: goes before others */

struct schedule *schedule_new(uint64_t seed, const struct host_limits *l)
{
    struct schedule *s = mem_new(1, sizeof(*s));

    s->random = seed ? seed : 1;
    s->limits = l ? *l : host_default_limits;
    return s;
}

void schedule_free(struct schedule *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->host_count; i++)
        host_done(&s->hosts[i]);
    free(s->sources);
    free(s->hosts);
    free(s->tasks);
    free(s);
}

double schedule_chance_of(struct schedule *s)
{
    s->random ^= s->random << 13;
    s->random ^= s->random >> 7;
    s->random ^= s->random << 17;
    return (double)(s->random >> 11) / (double)(UINT64_C(1) << 53);
}

static size_t host_index(struct schedule *s, const char *site)
{
    for (size_t i = 0; i < s->host_count; i++)
        if (strcmp(s->hosts[i].site, site) == 0)
            return i;
    s->hosts = mem_room(s->hosts, s->host_count, &s->host_cap,
                        sizeof(*s->hosts));
    host_init(&s->hosts[s->host_count], site);
    return s->host_count++;
}

struct planned_source *schedule_source(const struct schedule *s,
                                       const char *name)
{
    for (size_t i = 0; i < s->source_count; i++)
        if (strcmp(s->sources[i].name, name) == 0)
            return &s->sources[i];
    return NULL;
}

void schedule_add_source(struct schedule *s, const char *name,
                         const char *url, unsigned batch,
                         int64_t min_interval_ms)
{
    struct planned_source *p;
    char site[SITE_MAX];

    if (schedule_source(s, name))
        return;
    if (batch < 1)
        batch = 1;
    if (batch > REQUEST_SYMBOLS_MAX)
        batch = REQUEST_SYMBOLS_MAX;
    host_site(url, site);
    s->sources = mem_room(s->sources, s->source_count, &s->source_cap,
                          sizeof(*s->sources));
    p = &s->sources[s->source_count++];
    *p = (struct planned_source){.host = host_index(s, site),
                                 .batch = batch,
                                 .most = batch,
                                 .min_interval_ms = min_interval_ms};
    name_copy(p->name, sizeof(p->name), name);
}

void schedule_add_rate(struct schedule *s, const char *source,
                       struct rate rate)
{
    const struct planned_source *p = schedule_source(s, source);

    if (p)
        host_add_rate(&s->hosts[p->host], rate);
}

struct task *schedule_task(struct schedule *s, const struct batch *b,
                           size_t i)
{
    struct task *t;

    if (b->tasks[i] < s->task_count) {
        t = &s->tasks[b->tasks[i]];
        if (t->is_out && t->job == b->job &&
            strcmp(t->symbol, b->symbols[i]) == 0 &&
            strcmp(s->sources[t->source].name, b->source) == 0)
            return t;
    }
    return schedule_find(s, b->source, b->job, b->symbols[i]);
}

/* Wishes come in the same order each time: the next one is mostly the one
 * behind the last. */
struct task *schedule_find(struct schedule *s, const char *source,
                           enum job job, const char *symbol)
{
    const struct planned_source *p = schedule_source(s, source);

    for (size_t n = 0, i = s->found; p && n < s->task_count; n++, i++) {
        struct task *t;
        i = i < s->task_count ? i : 0;
        t = &s->tasks[i];
        if (&s->sources[t->source] == p && t->job == job &&
            strcmp(t->symbol, symbol) == 0) {
            s->found = i + 1;
            return t;
        }
    }
    return NULL;
}

void schedule_begin_wishes(struct schedule *s)
{
    for (size_t i = 0; i < s->task_count; i++) {
        s->tasks[i].is_wanted = false;
        s->tasks[i].is_focused = false;
    }
}

/* Its market turned out to be another, or it is wanted more often than when it
 * was asked last: it came on the screen, into focus. */
static bool need_not_wait(const struct task *t, const struct wish *w)
{
    return t->hours != w->hours || (w->interval_ms < t->interval_ms &&
                                    !t->failures && !t->unknown);
}

void schedule_want(struct schedule *s, const struct wish *w, int64_t now_ms)
{
    const struct planned_source *p = schedule_source(s, w->source);
    struct task *t = schedule_find(s, w->source, w->job, w->symbol);
    bool is_sooner;

    if (!p)
        return;
    if (!t) {
        s->tasks = mem_room(s->tasks, s->task_count, &s->task_cap,
                            sizeof(*s->tasks));
        t = &s->tasks[s->task_count++];
        *t = (struct task){.source = (size_t)(p - s->sources),
                           .job = w->job,
                           .due_ms = w->not_before_ms > now_ms
                                         ? w->not_before_ms
                                         : now_ms};
        name_copy(t->symbol, sizeof(t->symbol), w->symbol);
    }
    is_sooner = t->asked_ms && need_not_wait(t, w);
    t->hours = w->hours;
    t->interval_ms = w->interval_ms;
    t->ext_interval_ms = w->ext_interval_ms;
    if (is_sooner && t->due_ms > schedule_round_ms(s, t, now_ms))
        t->due_ms = schedule_round_ms(s, t, now_ms);
    t->is_focused = t->is_focused || w->is_focused;
    t->is_wanted = true;
}

int64_t schedule_spacing_ms(const struct schedule *s, const struct task *t)
{
    int64_t least = s->sources[t->source].min_interval_ms;

    return t->interval_ms > least ? t->interval_ms : least;
}

/* What all tasks come to, site by site. */
static void count_wanted(struct schedule *s)
{
    for (size_t i = 0; i < s->host_count; i++)
        s->hosts[i].wanted_per_s = 0;
    for (size_t i = 0; i < s->task_count; i++) {
        const struct task *t = &s->tasks[i];
        const struct planned_source *p = &s->sources[t->source];
        size_t batch = p->single >> t->job & 1 ? 1 : p->batch;
        double span_s = (double)schedule_spacing_ms(s, t) / 1000;
        if (t->is_wanted && span_s > 0)
            s->hosts[p->host].wanted_per_s += 1 / ((double)batch * span_s);
    }
}

void schedule_end_wishes(struct schedule *s, int64_t now_ms)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->task_count; i++) {
        const struct task *t = &s->tasks[i];
        if (t->is_wanted || t->is_out || t->due_ms > now_ms)
            s->tasks[kept++] = *t;
    }
    s->task_count = kept;
    count_wanted(s);
}

/* Lower goes first. */
static int rank_of(const struct task *t, int64_t now_ms)
{
    static const struct {
        int rank, focused;
    } ranks[JOB_COUNT] = {
        [JOB_SEARCH] = {0, 0},   [JOB_QUOTES] = {3, 0},
        [JOB_HALTS] = {3, 3},    [JOB_NEWS] = {4, 3},
        [JOB_INTRADAY] = {5, 1}, [JOB_HISTORY] = {6, 3},
        [JOB_FILINGS] = {7, 4},  [JOB_FACTS] = {8, 5},
        [JOB_EARNINGS] = {8, 8}, [JOB_DIRECTORY] = {9, 9},
        [JOB_PASS] = {2, 2},
    };

    if (now_ms - t->due_ms > STARVED_MS)
        return t->asked_ms ? 1 : 2;
    return t->is_focused ? ranks[t->job].focused : ranks[t->job].rank;
}

static bool is_waiting(const struct task *t)
{
    return t->is_wanted && !t->is_out;
}

static const struct task *first_due(const struct schedule *s, int64_t now_ms)
{
    const struct task *best = NULL;

    for (size_t i = 0; i < s->task_count; i++) {
        const struct task *t = &s->tasks[i];
        const struct host *h = &s->hosts[s->sources[t->source].host];
        if (!is_waiting(t) || t->due_ms > now_ms ||
            host_free_ms(h, &s->limits, now_ms) > now_ms)
            continue;
        if (!best || rank_of(t, now_ms) < rank_of(best, now_ms) ||
            (rank_of(t, now_ms) == rank_of(best, now_ms) &&
             t->due_ms < best->due_ms))
            best = t;
    }
    return best;
}

/* Whether a task may ride along: due, or nearly so, which brings symbols that
 * were added at different times into one request. */
static bool rides_along(const struct schedule *s, const struct task *t,
                        const struct task *first, int64_t now_ms)
{
    int64_t early_ms = t->failures || t->unknown ? 0 : t->interval_ms / 4;
    int64_t least = s->sources[t->source].min_interval_ms;

    return is_waiting(t) && t->source == first->source &&
           t->job == first->job && t->due_ms - early_ms <= now_ms &&
           (t->asked_ms == 0 || t->asked_ms + least <= now_ms);
}

/* Those that have waited longest; in the order of the wishes where they have
 * waited as long. Returns how many, at most `most`. */
static size_t find_riders(struct schedule *s, const struct task *first,
                          int64_t now_ms, struct task **out, size_t most)
{
    size_t count = 0;

    for (size_t i = 0; i < s->task_count && most > 0; i++) {
        struct task *t = &s->tasks[i];
        size_t at = count;
        if (t->failures >= 3 || !rides_along(s, t, first, now_ms) ||
            (count == most && t->due_ms >= out[count - 1]->due_ms))
            continue;
        while (at > 0 && out[at - 1]->due_ms > t->due_ms)
            at--;
        count -= count == most;
        memmove(out + at + 1, out + at, (count - at) * sizeof(*out));
        out[at] = t;
        count++;
    }
    return count;
}

static void take(struct schedule *s, struct batch *out, struct task *t,
                 int64_t now_ms)
{
    out->tasks[out->count] = (size_t)(t - s->tasks);
    name_copy(out->symbols[out->count++], SYMBOL_MAX, t->symbol);
    t->is_out = true;
    t->asked_ms = now_ms;
}

/* When the clock was set back, what lies ahead comes back with it: otherwise
 * nothing would be asked for as long as it went back. */
static void follow_clock(struct schedule *s, int64_t now_ms)
{
    int64_t back = s->now_ms - now_ms;

    s->now_ms = now_ms;
    if (back < MS_PER_SECOND)
        return;
    for (size_t i = 0; i < s->task_count; i++) {
        struct task *t = &s->tasks[i];
        t->due_ms -= back;
        if (t->asked_ms)
            t->asked_ms -= back;
    }
    for (size_t i = 0; i < s->host_count; i++)
        host_set_back(&s->hosts[i], back);
}

bool schedule_next(struct schedule *s, int64_t now_ms, struct batch *out)
{
    struct task *riders[REQUEST_SYMBOLS_MAX];
    const struct planned_source *p;
    const struct task *first;
    size_t count = 0;

    follow_clock(s, now_ms);
    first = first_due(s, now_ms);
    if (!first)
        return false;
    p = &s->sources[first->source];
    *out = (struct batch){.job = first->job, .sent_ms = now_ms};
    name_copy(out->source, sizeof(out->source), p->name);
    take(s, out, &s->tasks[first - s->tasks], now_ms);
    /* A feed, or a symbol that failed before, goes alone: the fault of one
     * must not be taken for the fault of twenty. */
    if (!(p->single >> first->job & 1) && first->symbol[0] &&
        first->failures < 3)
        count = find_riders(s, first, now_ms, riders, p->batch - 1);
    for (size_t i = 0; i < count; i++)
        take(s, out, riders[i], now_ms);
    host_asked(&s->hosts[p->host], &s->limits, now_ms);
    return true;
}

int64_t schedule_next_ms(const struct schedule *s, int64_t now_ms)
{
    int64_t next = INT64_MAX;

    for (size_t i = 0; i < s->task_count; i++) {
        const struct task *t = &s->tasks[i];
        const struct host *h = &s->hosts[s->sources[t->source].host];
        int64_t when = t->due_ms;
        if (!is_waiting(t))
            continue;
        if (when < next) {
            int64_t free_ms = host_free_ms(h, &s->limits, now_ms);
            when = when > free_ms ? when : free_ms;
        }
        if (when < next)
            next = when;
    }
    return next;
}
