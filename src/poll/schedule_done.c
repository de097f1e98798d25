/* SPDX-License-Identifier: MIT */
/* How a request went, and when it may be asked again. */
#include "schedule_parts.h"

#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum {
    BACKOFF_MOST_MS = 5 * 60 * 1000,
    UNKNOWN_MS = 10 * 60 * 1000,         /* then doubling ... */
    UNKNOWN_MOST_MS = 6 * 60 * 60 * 1000, /* ... up to this */
    FINE_TO_GROW = 20, /* answers before a halved batch is doubled */
    HISTORY_REFRESH_MS = 5 * 60 * 1000,
    LATE_MS = 30 * 60 * 1000
};

/* The start of the next day's trading, early hours included; or the end of
 * lunch. */
static int64_t next_opening_ms(enum market_hours hours, int64_t now_ms)
{
    int32_t date = calendar_next(hours, calendar_date(hours, now_ms));
    struct trading_day day;

    if (calendar_day(hours, date, &day) && day.lunch_ms <= now_ms &&
        day.lunch_end_ms > now_ms)
        return day.lunch_end_ms;
    if (calendar_day(hours, date, &day) && day.pre_ms > now_ms)
        return day.pre_ms;
    date = calendar_next(hours, date + 1);
    return calendar_day(hours, date, &day) ? day.pre_ms
                                           : now_ms + MS_PER_DAY;
}

/* Quotes of exchanges outside the US may come late by licence: the last ones
 * of the day after its end. */
static bool is_resting(enum market_hours hours, int64_t now_ms)
{
    int64_t late = hours == HOURS_US ? 0 : LATE_MS;

    return calendar_session(hours, now_ms) == SESSION_CLOSED &&
           calendar_session(hours, now_ms - late) == SESSION_CLOSED;
}

int64_t schedule_round_ms(const struct schedule *s, const struct task *t,
                          int64_t now_ms)
{
    int64_t spacing = schedule_spacing_ms(s, t), due;
    enum session phase = calendar_session(t->hours, now_ms);

    if ((phase == SESSION_PRE || phase == SESSION_POST) &&
        t->ext_interval_ms > spacing)
        spacing = t->ext_interval_ms;
    due = t->asked_ms + spacing;

    if (due < now_ms)
        due = now_ms;
    if (is_resting(t->hours, now_ms)) {
        int64_t opening = next_opening_ms(t->hours, now_ms);
        due = due > opening ? due : opening;
    }
    return due;
}

static int64_t doubled(int64_t first_ms, unsigned times, int64_t most_ms)
{
    while (times-- > 1 && first_ms < most_ms)
        first_ms *= 2;
    return first_ms < most_ms ? first_ms : most_ms;
}

static void back_off(struct schedule *s, struct task *t, int64_t now_ms)
{
    int64_t least = t->asked_ms + s->sources[t->source].min_interval_ms;
    int64_t most =
        t->interval_ms > BACKOFF_MOST_MS ? t->interval_ms : BACKOFF_MOST_MS;
    int64_t ms;

    t->failures++;
    ms = doubled(2000, t->failures, BACKOFF_MOST_MS);
    ms += (int64_t)((double)ms * 0.2 * schedule_chance_of(s));
    t->due_ms = now_ms + (ms < most ? ms : most);
    if (t->due_ms < least)
        t->due_ms = least;
}

static void not_known(struct task *t, int64_t now_ms)
{
    t->unknown++;
    t->failures = 0;
    t->due_ms = now_ms + doubled(UNKNOWN_MS, t->unknown, UNKNOWN_MOST_MS);
}

static void settle_task(struct schedule *s, struct task *t,
                        enum outcome outcome, int64_t now_ms)
{
    t->is_out = false;
    t->answers++;
    switch (outcome) {
    case OUTCOME_OK:
        t->failures = t->unknown = 0;
        t->due_ms = schedule_round_ms(s, t, now_ms);
        break;
    case OUTCOME_UNKNOWN:
        not_known(t, now_ms);
        break;
    case OUTCOME_TROUBLE:
        back_off(s, t, now_ms);
        break;
    case OUTCOME_REFUSED: /* the site's pause decides */
        t->due_ms = now_ms;
        break;
    case OUTCOME_TOO_MANY:
        t->due_ms = now_ms; /* at once, in a smaller batch */
        t->answers--;
        break;
    }
}

static void settle_batch_size(struct planned_source *p,
                              const struct batch *b, enum outcome outcome)
{
    if (outcome == OUTCOME_TOO_MANY) {
        p->fine = 0;
        if (b->count / 2 < p->batch)
            p->batch = b->count > 1 ? b->count / 2 : 1;
    } else if (outcome == OUTCOME_OK && p->batch < p->most &&
               ++p->fine >= FINE_TO_GROW) {
        p->fine = 0;
        p->batch = p->batch * 2 < p->most ? p->batch * 2 : p->most;
    }
}

static void settle_host(struct schedule *s, struct host *h,
                        const struct batch *b, enum outcome outcome,
                        int64_t now_ms, int64_t retry_after_ms)
{
    switch (outcome) {
    case OUTCOME_OK:
    case OUTCOME_UNKNOWN:
    case OUTCOME_TOO_MANY:
        host_answered(h, b->sent_ms);
        break;
    case OUTCOME_TROUBLE:
        host_troubled(h, now_ms);
        break;
    case OUTCOME_REFUSED:
        host_refused(h, b->sent_ms, now_ms, retry_after_ms,
                     schedule_chance_of(s));
        break;
    }
}

int64_t schedule_done(struct schedule *s, const struct batch *b,
                      enum outcome outcome, int64_t now_ms,
                      int64_t retry_after_ms)
{
    struct planned_source *p = schedule_source(s, b->source);
    int64_t again = INT64_MAX, free_ms;
    struct host *h;

    if (!p)
        return 0;
    if (outcome == OUTCOME_TOO_MANY && b->count <= 1)
        outcome = OUTCOME_UNKNOWN; /* it cannot be made smaller */
    h = &s->hosts[p->host];
    settle_batch_size(p, b, outcome);
    settle_host(s, h, b, outcome, now_ms, retry_after_ms);
    for (size_t i = 0; i < b->count; i++) {
        struct task *t = schedule_task(s, b, i);
        if (!t)
            continue;
        settle_task(s, t, outcome, now_ms);
        if (outcome == OUTCOME_TROUBLE && retry_after_ms > 0 &&
            retry_after_ms <= MS_PER_HOUR &&
            t->due_ms < now_ms + retry_after_ms)
            t->due_ms = now_ms + retry_after_ms; /* 503 may say so too */
        again = again < t->due_ms ? again : t->due_ms;
    }
    free_ms = h->until_ms;
    if (again == INT64_MAX || again < free_ms)
        again = free_ms;
    return again;
}

void schedule_unknown(struct schedule *s, const struct batch *b,
                      const char *symbol, int64_t now_ms)
{
    struct task *t = schedule_find(s, b->source, b->job, symbol);

    if (t)
        not_known(t, now_ms);
}

bool schedule_refresh(struct schedule *s, int64_t now_ms)
{
    bool may = s->task_count == 0;

    for (size_t i = 0; i < s->task_count; i++) {
        struct task *t = &s->tasks[i];
        const struct planned_source *p = &s->sources[t->source];
        int64_t least = p->min_interval_ms, due;
        if (t->job == JOB_HISTORY && !t->failures && !t->unknown)
            least = HISTORY_REFRESH_MS;
        else if (t->failures && least < 10 * MS_PER_SECOND)
            least = 10 * MS_PER_SECOND;
        due = t->asked_ms ? t->asked_ms + least : now_ms;
        if (due < now_ms)
            due = now_ms;
        if (t->due_ms > due)
            t->due_ms = due;
        may = may || s->hosts[p->host].until_ms <= now_ms;
    }
    return may;
}

bool schedule_is_settled(const struct schedule *s, unsigned jobs,
                         int64_t now_ms)
{
    for (size_t i = 0; i < s->task_count; i++) {
        const struct task *t = &s->tasks[i];
        const struct host *h = &s->hosts[s->sources[t->source].host];
        if (t->is_wanted && (jobs >> t->job & 1) && t->answers == 0 &&
            (t->is_out || h->until_ms <= now_ms))
            return false;
    }
    return true;
}

unsigned schedule_failures(const struct schedule *s, const char *source)
{
    const struct planned_source *p = schedule_source(s, source);
    unsigned worst = 0;

    for (size_t i = 0; p && i < s->task_count; i++) {
        const struct task *t = &s->tasks[i];
        if (&s->sources[t->source] == p && t->failures > worst)
            worst = t->failures;
    }
    return worst;
}
