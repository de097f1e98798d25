/* SPDX-License-Identifier: MIT */
/* A tape: its lines become known when shown time reaches them. A line is read
 * ahead and waits; a pipe that has no whole line yet never blocks a turn. */
#include <math.h>

#include "poller_parts.h"
#include "tapewatch/base/log.h"

static void tell_problem(struct poller *p, const struct why *why)
{
    log_line(LOG_WARN, "poll: %s", why->text);
    if (p->problem)
        p->problem(p->problem_self, why->text);
    p->is_dirty = true; /* the count of malformed lines */
}

/* Reads one line ahead; false when there is none (yet). */
static bool read_ahead(struct poller *p, bool may_wait)
{
    struct replay *r = &p->replay;

    r->is_starved = false;
    while (!r->next && !r->has_ended) {
        struct why why = {{0}};
        enum err e;
        if (!may_wait && !tape_is_ready(p->parts.tape, 0)) {
            r->is_starved = true;
            return false;
        }
        e = tape_next(p->parts.tape, &r->next, &why);
        if (e == ERR_OK) {
            r->last_ms = r->next->t;
        } else {
            r->next = NULL;
            r->has_ended = e == ERR_END;
            if (e != ERR_END)
                tell_problem(p, &why);
        }
        if (r->has_ended) {
            r->end_ms = r->last_ms;
            p->is_dirty = true;
        }
    }
    return r->next != NULL;
}

static void apply_next(struct poller *p)
{
    const struct update *u = p->replay.next;

    if (u->t > p->now_ms)
        p->now_ms = u->t;
    state_advance(p->parts.state, p->now_ms);
    state_apply(p->parts.state, u);
    p->replay.next = NULL;
    p->is_dirty = true;
}

static void advance_to(struct poller *p, int64_t ms)
{
    if (ms > p->now_ms)
        p->now_ms = ms;
    state_advance(p->parts.state, p->now_ms);
}

/* No further than the tape goes, once that is known. */
static int64_t within_tape(const struct poller *p, int64_t ms)
{
    const struct replay *r = &p->replay;

    return r->has_ended && !r->next && ms > r->end_ms ? r->end_ms : ms;
}

/* At the end the clock stands where the tape ends. */
static void stop_at_end(struct poller *p)
{
    struct timeline *line = &p->parts.timeline;
    int64_t end_ms = p->replay.end_ms;

    if (!p->replay.has_ended || p->replay.next)
        return;
    if (line->end_ms == 0 || line->end_ms > end_ms) {
        line->end_ms = end_ms > 0 ? end_ms : 1;
        p->is_dirty = true;
    }
}

static bool is_at_once(const struct poller *p)
{
    return p->parts.timeline.speed <= 0 && !p->parts.timeline.is_paused;
}

/* Before the first line the clock has no place to be. */
static void begin_clock(struct poller *p)
{
    struct timeline *line = &p->parts.timeline;

    if (line->shown_ms == 0 && read_ahead(p, false)) {
        timeline_jump(line, p->real_ms, p->replay.next->t);
        p->is_dirty = true;
    }
}

/* A pipe says how late it is only by its lines: while none comes, the clock
 * stands at the last one, and goes on from there. */
static void hold_clock(struct poller *p, bool hold)
{
    struct timeline *line = &p->parts.timeline;
    struct replay *r = &p->replay;

    if (r->is_held == hold)
        return;
    if (hold)
        r->wished_end_ms = line->end_ms;
    timeline_jump(line, p->real_ms, p->now_ms);
    line->end_ms = hold ? p->now_ms : r->wished_end_ms;
    r->is_held = hold;
    p->is_dirty = true;
}

bool poller_replay_turn(struct poller *p)
{
    struct timeline *line = &p->parts.timeline;
    size_t lines = 0;
    int64_t until;

    if (!p->parts.tape)
        return false;
    begin_clock(p);
    if (p->replay.is_held && (read_ahead(p, false) || p->replay.has_ended))
        hold_clock(p, false);
    until = timeline_at(line, p->real_ms);
    if (is_at_once(p))
        until = line->end_ms ? line->end_ms : INT64_MAX;
    while (lines < REPLAY_LINES && read_ahead(p, false) &&
           p->replay.next->t <= until) {
        apply_next(p);
        lines++;
    }
    if (lines == REPLAY_LINES) { /* show what came, then go on */
        if (is_at_once(p))
            timeline_jump(line, p->real_ms, p->now_ms);
        return true;
    }
    if (p->replay.is_starved && p->now_ms)
        hold_clock(p, true);
    if (until == INT64_MAX || p->replay.is_starved)
        until = p->now_ms;
    advance_to(p, within_tape(p, until));
    if (is_at_once(p))
        timeline_jump(line, p->real_ms, p->now_ms);
    stop_at_end(p);
    return false;
}

int64_t poller_replay_idle_ms(const struct poller *p, int64_t real_ms)
{
    const struct timeline *line = &p->parts.timeline;
    const struct replay *r = &p->replay;
    double ms;

    if (!p->parts.tape || (r->has_ended && !r->next))
        return INT64_MAX;
    if (line->is_paused)
        return INT64_MAX;
    if (r->is_starved)
        return STARVED_TAPE_MS;
    if (!r->next)
        return 0;
    if (line->end_ms && r->next->t > line->end_ms)
        return INT64_MAX; /* never shown */
    if (line->speed <= 0)
        return 0;
    ms = ceil((double)(r->next->t - timeline_at(line, real_ms)) /
              line->speed);
    return ms > 0 ? (ms < IDLE_MOST_MS ? (int64_t)ms : IDLE_MOST_MS) : 0;
}

void poller_next_event(struct poller *p)
{
    struct timeline *line = &p->parts.timeline;
    uint64_t told = state_told(p->parts.state);
    bool is_past_end = false;

    while (!is_past_end && state_told(p->parts.state) == told &&
           read_ahead(p, false)) {
        is_past_end = line->end_ms && p->replay.next->t > line->end_ms;
        if (!is_past_end)
            apply_next(p);
    }
    /* What came at the same moment belongs to it. */
    while (read_ahead(p, false) && p->replay.next->t <= p->now_ms)
        apply_next(p);
    if (is_past_end)
        advance_to(p, line->end_ms);
    timeline_jump(line, p->real_ms, p->now_ms);
    stop_at_end(p);
    if (state_told(p->parts.state) == told)
        poller_notice(p, "%s", p->replay.is_starved
                                   ? "no further event so far"
                                   : "no further event on this tape");
}

bool poller_next_moment(struct poller *p, int64_t *out_ms)
{
    if (!p->parts.tape || !read_ahead(p, true))
        return false;
    *out_ms = p->replay.next->t;
    return true;
}

uint64_t poller_event_changes(const struct poller *p)
{
    return p->event_changes;
}

int64_t poller_play(struct poller *p, int64_t until_ms)
{
    if (!p->parts.tape)
        return p->now_ms;
    while (read_ahead(p, true) && p->replay.next->t <= until_ms)
        apply_next(p);
    if (until_ms != INT64_MAX || p->replay.has_ended)
        advance_to(p, within_tape(p, until_ms));
    timeline_jump(&p->parts.timeline, p->real_ms, p->now_ms);
    stop_at_end(p);
    poller_drain_events(p);
    return p->now_ms;
}

void poller_set_problem(struct poller *p, void *self,
                        void (*problem)(void *self, const char *sentence))
{
    p->problem_self = self;
    p->problem = problem;
}
