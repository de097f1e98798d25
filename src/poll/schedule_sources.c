/* SPDX-License-Identifier: MIT */
/* The sources of a schedule as wholes: what is planned for one, a fresh start
 * for one that is well again, and the pauses of their sites. */
#include "schedule_parts.h"

#include <string.h>

static bool is_of(const struct schedule *s, const struct task *t,
                  const struct planned_source *p)
{
    return &s->sources[t->source] == p;
}

void schedule_set_single(struct schedule *s, const char *source, unsigned jobs)
{
    struct planned_source *p = schedule_source(s, source);

    if (p)
        p->single = jobs;
}

void schedule_forgive(struct schedule *s, const char *source, int64_t now_ms)
{
    const struct planned_source *p = schedule_source(s, source);

    for (size_t i = 0; i < s->task_count; i++) {
        struct task *t = &s->tasks[i];
        if (!is_of(s, t, p) || t->failures == 0)
            continue;
        t->failures = 0;
        if (t->due_ms > now_ms)
            t->due_ms = now_ms;
    }
}

bool schedule_retry(struct schedule *s, const char *source, int64_t now_ms)
{
    const struct planned_source *p = schedule_source(s, source);
    bool may = false;

    if (!p || s->hosts[p->host].until_ms > now_ms)
        return false;
    for (size_t i = 0; i < s->task_count; i++) {
        struct task *t = &s->tasks[i];
        int64_t due = t->asked_ms ? t->asked_ms + p->min_interval_ms : 0;
        if (!is_of(s, t, p) || !t->is_wanted)
            continue;
        due = due > now_ms ? due : now_ms;
        t->due_ms = t->due_ms > due ? due : t->due_ms;
        may = true;
    }
    return may;
}

void schedule_due(struct schedule *s, const char *source, enum job job,
                  int64_t when_ms)
{
    const struct planned_source *p = schedule_source(s, source);

    for (size_t i = 0; i < s->task_count; i++)
        if (is_of(s, &s->tasks[i], p) && s->tasks[i].job == job)
            s->tasks[i].due_ms = when_ms;
}

void schedule_hasten(struct schedule *s, enum job job, const char *symbol,
                     int64_t now_ms)
{
    for (size_t i = 0; i < s->task_count; i++) {
        struct task *t = &s->tasks[i];
        int64_t due = t->asked_ms + s->sources[t->source].min_interval_ms;
        if (t->job != job || t->is_out || strcmp(t->symbol, symbol) != 0)
            continue;
        due = due > now_ms ? due : now_ms;
        t->due_ms = t->due_ms < due ? t->due_ms : due;
    }
}

struct outlook schedule_outlook(const struct schedule *s, const char *source,
                                int64_t now_ms)
{
    const struct planned_source *p = schedule_source(s, source);
    struct outlook out = {.next_ms = INT64_MAX};

    for (size_t i = 0; p && i < s->task_count; i++) {
        const struct task *t = &s->tasks[i];
        int64_t spacing;
        if (!is_of(s, t, p) || !t->is_wanted)
            continue;
        spacing = schedule_spacing_ms(s, t);
        out.tasks++;
        out.jobs |= 1u << t->job;
        if (!t->is_out && t->due_ms < out.next_ms)
            out.next_ms = t->due_ms;
        if (out.interval_ms == 0 || spacing < out.interval_ms)
            out.interval_ms = spacing;
    }
    if (out.next_ms != INT64_MAX) {
        int64_t free_ms = host_free_ms(&s->hosts[p->host], &s->limits, now_ms);
        out.next_ms = out.next_ms > free_ms ? out.next_ms : free_ms;
    }
    return out;
}

int64_t schedule_pace_ms(const struct schedule *s, const char *source,
                         int64_t interval_ms)
{
    const struct planned_source *p = schedule_source(s, source);
    const struct host *h = p ? &s->hosts[p->host] : NULL;
    double over = h ? h->wanted_per_s / host_per_s(h, &s->limits) : 1;

    if (p && p->min_interval_ms > interval_ms)
        interval_ms = p->min_interval_ms;
    return over > 1 ? (int64_t)((double)interval_ms * over) : interval_ms;
}

void schedule_restore_host(struct schedule *s, const char *site,
                           int64_t until_ms, unsigned failures)
{
    for (size_t i = 0; i < s->host_count; i++) {
        struct host *h = &s->hosts[i];
        if (strcmp(h->site, site) != 0)
            continue;
        h->until_ms = until_ms;
        h->failures = failures;
    }
}

const struct host *schedule_changed_host(struct schedule *s)
{
    for (size_t i = 0; i < s->host_count; i++) {
        if (!s->hosts[i].is_changed)
            continue;
        s->hosts[i].is_changed = false;
        return &s->hosts[i];
    }
    return NULL;
}

const struct host *schedule_host_of(const struct schedule *s,
                                    const char *source)
{
    const struct planned_source *p = schedule_source(s, source);

    return p ? &s->hosts[p->host] : NULL;
}
