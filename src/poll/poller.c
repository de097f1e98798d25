/* SPDX-License-Identifier: MIT */
/* A turn of the poller, and the snapshots that come of it. */
#include "tapewatch/poll/poller.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"

void poller_notice(struct poller *p, const char *format, ...)
{
    char text[200];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    state_notice(p->parts.state, text);
    log_line(LOG_INFO, "poll: %s", text);
    p->is_dirty = true;
}

/* Events that changed go to the store; read even when nothing keeps them, so
 * that the state's list of them does not grow. */
void poller_drain_events(struct poller *p)
{
    const struct event *changed[64];
    size_t n;

    do {
        n = state_changed_events(p->parts.state, changed, 64);
        for (size_t i = 0; i < n && i < 64; i++) {
            struct why why = {{0}};
            if (!poller_caches(p))
                continue;
            poller_store_failed(
                p, store_put_event(p->parts.store, changed[i], &why), &why);
        }
        p->is_dirty = p->is_dirty || n > 0;
        p->event_changes += n;
    } while (n >= 64);
}

static void write_record(struct poller *p, const struct update *u)
{
    struct why why = {{0}};

    if (!p->parts.record || p->record_is_ill)
        return;
    if (tape_write(p->parts.record, u, &why) != ERR_OK) {
        p->record_is_ill = true;
        poller_notice(p, "recording stopped: %s", why.text);
    }
    p->has_written = true;
}

/* A fact that became known just now, from a source. */
void poller_apply_live(struct poller *p, const struct update *u)
{
    if (u->t > p->now_ms)
        p->now_ms = u->t;
    state_advance(p->parts.state, p->now_ms);
    state_apply(p->parts.state, u);
    poller_note(p, u);
    poller_store_put(p, u);
    write_record(p, u);
    p->is_dirty = true;
}

struct poller *poller_new(const struct poller_parts *parts)
{
    struct poller *p = mem_new(1, sizeof(*p));

    p->parts = *parts;
    p->real_ms = parts->start_ms ? parts->start_ms : clock_wall_ms();
    p->now_ms = parts->mode == RUN_REPLAY ? 0 : p->real_ms;
    p->stale_ms = INT64_MAX;
    p->published_ms = INT64_MIN / 2;
    p->limits = parts->limits ? *parts->limits : host_default_limits;
    p->schedule = schedule_new(
        parts->seed ? parts->seed : (uint64_t)p->real_ms, &p->limits);
    p->is_dirty = true;
    wake_init(&p->wake);
    if (parts->of_bars && parts->symbol_count)
        name_copy(p->focus, sizeof(p->focus), parts->symbols[0]);
    if (parts->mode != RUN_REPLAY)
        poller_config_load(p);
    poller_lists_init(p);
    if (parts->mode != RUN_REPLAY)
        poller_add_sources(p);
    if (parts->store)
        poller_store_load(p);
    poller_lots_load(p);
    poller_rules_load(p);
    if (parts->mode == RUN_FOLLOW)
        poller_notice(p, "following another tapewatch, which asks the sources");
    p->are_wishes_stale = true;
    return p;
}

void poller_free(struct poller *p)
{
    if (!p)
        return;
    poller_store_commit(p);
    schedule_free(p->schedule);
    poller_streams_free(p);
    poller_lots_free(p);
    free(p->list_edits.items);
    poller_rules_free(p);
    poller_trial_free(p);
    shared_release(p->search);
    for (size_t i = 0; i < p->source_count; i++)
        free((char *)(uintptr_t)p->sources[i].url);
    for (size_t i = 0; i < p->source_count; i++)
        mem_wipe(p->sources[i].pass, sizeof(p->sources[i].pass));
    free(p->sources);
    free(p->watched);
    updates_done(&p->scratch);
    wake_done(&p->wake);
    free(p);
}

void poller_wake(struct poller *p)
{
    const struct transport *t = p->parts.transport;

    if (t)
        t->wake(t->self);
    wake_ring(&p->wake);
}

/* Without a transport to wait in. */
static void wait_for_wake(struct poller *p, int wait_ms)
{
    struct pollfd fd = {.fd = p->wake.out, .events = POLLIN};

    if (wait_ms > 0)
        (void)poll(&fd, 1, wait_ms);
}

struct snapshot *poller_snapshot(struct poller *p, int64_t real_ms)
{
    struct freeze_info info = {
        .now_ms = p->parts.mode == RUN_REPLAY ? p->now_ms : real_ms,
        .mode = p->parts.mode,
        .timeline = p->parts.timeline,
        .replay_ended = p->parts.mode == RUN_REPLAY && p->replay.has_ended &&
                        !p->replay.next,
    };

    if (p->parts.tape) {
        struct tape_counts counts = tape_counts(p->parts.tape);
        info.lines = counts.lines;
        info.skipped = counts.skipped;
        info.malformed = counts.malformed;
    }
    return state_freeze(p->parts.state, &info);
}

struct snapshot *poller_freeze(struct poller *p, int64_t real_ms)
{
    p->health_ms = p->real_ms; /* at once: nobody looks again in a second */
    poller_tell_health(p);
    return poller_snapshot(p, real_ms);
}

/* When the screen will look, so that it sees the newest and no other is made. */
static int64_t publish_ms(const struct poller *p)
{
    int64_t soonest = p->published_ms + SNAPSHOT_GAP_MS;
    int64_t latest = p->published_ms + SNAPSHOT_LATEST_MS;
    int64_t due = board_due(p->parts.board);

    return due < soonest ? soonest : due > latest ? latest : due;
}

static void publish(struct poller *p)
{
    if (!p->parts.board || !p->is_dirty)
        return;
    if (p->real_ms < publish_ms(p))
        return;
    p->is_dirty = false;
    p->published_ms = p->real_ms;
    board_publish(p->parts.board, poller_snapshot(p, p->real_ms));
}

/* Sessions begin and end, and figures grow stale, without any update. */
static void notice_time(struct poller *p)
{
    enum session phase = calendar_session(HOURS_US, p->now_ms);

    if (phase != p->phase) {
        if (p->phase != SESSION_UNKNOWN && p->parts.mode == RUN_LIVE)
            poller_line(p, "market", "New York: %s", session_name(phase));
        p->phase = phase;
        p->is_dirty = true;
    }
    if (p->real_ms >= p->stale_ms) {
        p->stale_ms = INT64_MAX;
        p->is_dirty = true;
    }
}

/* A laptop that slept: its connections are gone and its waits are over, but
 * what a site asked for holds. */
static void notice_sleep(struct poller *p, int64_t real_ms)
{
    int64_t gone_ms = real_ms - p->real_ms;
    char span[FORMAT_MAX];

    if (gone_ms < SLEPT_MS)
        return;
    format_age(span, gone_ms);
    poller_line(p, "clock", "went on after %s", span);
    for (size_t i = 0; i < p->source_count; i++)
        schedule_forgive(p->schedule, p->sources[i].source, real_ms);
    (void)chain_reachable(&p->chain, real_ms);
    p->are_wishes_stale = true;
}

static void begin_turn(struct poller *p, int64_t real_ms)
{
    if (p->parts.mode == RUN_LIVE)
        notice_sleep(p, real_ms);
    p->real_ms = real_ms;
    if (real_ms < p->published_ms) /* the clock went back */
        p->published_ms = real_ms - SNAPSHOT_LATEST_MS;
    if (p->parts.mode != RUN_REPLAY)
        p->now_ms = real_ms;
}

static void finish_turn(struct poller *p)
{
    struct why why = {{0}};

    if (p->parts.mode != RUN_REPLAY)
        state_advance(p->parts.state, p->now_ms);
    poller_drain_events(p);
    poller_store_prune(p);
    poller_store_commit(p);
    poller_tell_health(p);
    if (p->has_written && !p->record_is_ill &&
        tape_flush(p->parts.record, &why) != ERR_OK) {
        p->record_is_ill = true;
        poller_notice(p, "recording stopped: %s", why.text);
    }
    p->has_written = false;
    notice_time(p);
    publish(p);
}

static bool is_asking(const struct poller *p)
{
    return p->parts.mode == RUN_LIVE && p->parts.transport;
}

/* How long this turn may wait, at most wait_ms. */
static int wait_of(const struct poller *p, int wait_ms)
{
    int idle_ms = poller_idle_ms(p, p->real_ms);

    return idle_ms < wait_ms ? idle_ms : wait_ms;
}

static void work(struct poller *p, int wait_ms)
{
    poller_trial_turn(p);
    if (p->parts.mode == RUN_REPLAY) {
        if (!poller_replay_turn(p))
            wait_for_wake(p, wait_of(p, wait_ms));
        return;
    }
    if (p->parts.mode == RUN_FOLLOW)
        poller_follow(p);
    poller_lots_look(p);
    if (!is_asking(p)) {
        wait_for_wake(p, wait_of(p, wait_ms));
        return;
    }
    poller_wish(p);
    poller_live_ask(p);
    if (poller_streams_turn(p))
        wait_ms = 0;
    poller_live_collect(p, wait_of(p, wait_ms));
}

bool poller_turn(struct poller *p, int64_t real_ms, int wait_ms)
{
    bool goes_on;

    begin_turn(p, real_ms);
    wake_drain(&p->wake);
    goes_on = poller_commands(p);
    if (goes_on)
        work(p, wait_ms);
    finish_turn(p);
    return goes_on;
}

int poller_idle_ms(const struct poller *p, int64_t real_ms)
{
    int64_t ms = IDLE_MOST_MS, left;

    left = poller_trial_idle_ms(p, real_ms);
    ms = left < ms ? left : ms;
    if (p->parts.board && p->is_dirty) {
        left = publish_ms(p) - real_ms;
        ms = left < ms ? left : ms;
    }
    if (p->parts.mode == RUN_REPLAY)
        left = poller_replay_idle_ms(p, real_ms);
    else if (p->parts.mode == RUN_FOLLOW && p->parts.store)
        left = p->follow_ms - real_ms;
    else if (is_asking(p) && p->are_wishes_stale)
        left = 0;
    else if (is_asking(p) && poller_live_has_room(p))
        left = schedule_next_ms(p->schedule, real_ms) - real_ms;
    else
        left = INT64_MAX;
    ms = left < ms ? left : ms;
    if (is_asking(p) && p->rewish_ms - real_ms < ms)
        ms = p->rewish_ms - real_ms;
    if (is_asking(p) && p->prune_ms && p->prune_ms - real_ms < ms)
        ms = p->prune_ms - real_ms;
    if (is_asking(p) && p->sender_count > 0 &&
        poller_streams_next_ms(p) - real_ms < ms)
        ms = poller_streams_next_ms(p) - real_ms;
    if (p->is_health_stale && p->health_ms - real_ms < ms &&
        p->parts.mode != RUN_REPLAY)
        ms = p->health_ms - real_ms;
    if (p->stale_ms != INT64_MAX && p->stale_ms - real_ms < ms)
        ms = p->stale_ms - real_ms;
    return ms > 0 ? (int)ms : 0;
}

/* Quotes come after a pass; figures after the number that they are under. */
static unsigned waited_for(const struct poller *p)
{
    if (p->parts.of_facts)
        return 1u << JOB_FACTS | 1u << JOB_DIRECTORY;
    if (p->parts.of_bars)
        return 1u << JOB_QUOTES | 1u << JOB_HISTORY | 1u << JOB_INTRADAY |
               1u << JOB_PASS;
    return 1u << JOB_QUOTES | 1u << JOB_NEWS | 1u << JOB_PASS;
}

static bool has_asked_each(const struct poller *p)
{
    for (size_t i = 0; i < p->source_count; i++) {
        const struct reported *r = &p->sources[i];
        const struct host *h = schedule_host_of(p->schedule, r->source);

        if (r->is_on && !r->provider->stream && r->gauge.last_try == 0 &&
            (!h || h->until_ms <= p->real_ms) &&
            schedule_outlook(p->schedule, r->source, p->real_ms).tasks > 0)
            return false;
    }
    return true;
}

bool poller_is_settled(const struct poller *p)
{
    if (!is_asking(p))
        return true;
    if (p->parts.asks_each && !has_asked_each(p))
        return false;
    return !p->are_wishes_stale &&
           schedule_is_settled(p->schedule, waited_for(p), p->real_ms);
}
