/* SPDX-License-Identifier: MIT */
/* Tries a rule over the past while the user edits it: a slice a turn, so that
 * nothing else waits for it. Each change begins it anew; those that come
 * before a turn count as one. */
#include <stdlib.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/trial.h"

enum {
    SLICE_LINES = 500,    /* a few ms */
    QUIET_MS = 300,       /* a store is sorted first: not at each letter */
    PAST_DAYS = 30,       /* of a store */
    MATCH_MS = 1000       /* how often the present is looked at again */
};

static bool is_replay(const struct poller *p)
{
    return p->parts.mode == RUN_REPLAY;
}

/* Snapshots hold the old one: it is never changed, only replaced. */
static void tell(struct poller *p, const struct rule_trial *t)
{
    struct rule_trial *copy = t ? shared_new(sizeof *copy, NULL) : NULL;

    if (copy)
        *copy = *t;
    shared_release(p->trying.trial);
    p->trying.trial = copy;
    state_set_trial(p->parts.state, copy);
    p->is_dirty = true;
}

static void end_past(struct poller *p)
{
    past_close(p->trying.past);
    p->trying.past = NULL;
    p->trying.is_due = false;
}

static int64_t now_of(const struct poller *p)
{
    return is_replay(p) ? p->now_ms : p->real_ms;
}

static enum err open_past(struct poller *p, const struct rule_trial *t,
                          struct why *why)
{
    struct rule_text text = {.name = "rule", .when = t->when,
                             .measure = t->measure, .severity = 1,
                             .place = "the rule"};
    struct past_setup setup = {
        .config = p->parts.config,
        .tape_path = is_replay(p) ? p->parts.tape_path : NULL,
        .folder = p->parts.store ? store_folder(p->parts.store) : "",
        .since_ms = t->since_ms,
        .until_ms = t->until_ms,
    };
    struct snapshot *now;
    enum err e;

    if (is_replay(p) && !p->parts.tape_path)
        return why_set(why, ERR_NOT_FOUND,
                       "a pipe cannot be read once more");
    if (!is_replay(p) && !p->parts.store)
        return why_set(why, ERR_NOT_FOUND, "nothing is kept here");
    now = poller_snapshot(p, p->real_ms);
    setup.now = now;
    e = past_open(&setup, &text, &p->trying.past, why);
    snapshot_free(now);
    return e;
}

static void look_at_present(struct poller *p, struct rule_trial *t)
{
    const struct rule_text text = {.name = "rule", .when = t->when,
                                   .severity = 2};

    t->has_matches = trial_matches(p->parts.state, &text, &t->matches);
    p->trying.matched_ms = p->real_ms;
}

void poller_try(struct poller *p, const struct made_rule *rule)
{
    struct rule_trial t = {.state = TRIAL_RUNNING, .until_ms = now_of(p)};

    end_past(p);
    if (!rule->when[0]) {
        tell(p, NULL);
        return;
    }
    name_copy(t.when, sizeof t.when, rule->when);
    name_copy(t.measure, sizeof t.measure, rule->measure);
    if (!is_replay(p))
        t.since_ms = t.until_ms - PAST_DAYS * MS_PER_DAY;
    p->trying.is_due = true;
    p->trying.begin_ms = p->real_ms + (is_replay(p) ? 0 : QUIET_MS);
    look_at_present(p, &t);
    tell(p, &t);
}

static void begin(struct poller *p, struct rule_trial *t)
{
    struct why why = {{0}};

    p->trying.is_due = false;
    if (open_past(p, t, &why) == ERR_OK)
        return;
    t->state = TRIAL_FAILED;
    name_copy(t->reason, sizeof t->reason, why.text);
    t->reason[strcspn(t->reason, "\n")] = '\0';
}

/* Time goes by evenly enough to say how far it is. */
static double share_done(const struct rule_trial *t, int64_t moment_ms,
                         int64_t from_ms)
{
    double span = (double)(t->until_ms - from_ms);

    return span > 0 && moment_ms > from_ms
               ? (double)(moment_ms - from_ms) / span : 0;
}

static void play_slice(struct poller *p, struct rule_trial *t)
{
    size_t count;
    const struct firing *firings;
    struct why why = {{0}};
    enum err e = past_play(p->trying.past, SLICE_LINES, &why);

    firings = past_firings(p->trying.past, &count);
    trial_sum(firings, count, t->since_ms, t);
    t->done = share_done(t, past_moment(p->trying.past), t->since_ms);
    if (e == ERR_OK)
        return;
    t->state = e == ERR_END ? TRIAL_DONE : TRIAL_FAILED;
    name_copy(t->reason, sizeof t->reason, e == ERR_END ? "" : why.text);
    end_past(p);
}

static bool has_changed(const struct rule_trial *a, const struct rule_trial *b)
{
    return a->state != b->state || a->done != b->done || a->hits != b->hits ||
           a->has_matches != b->has_matches || a->matches != b->matches;
}

void poller_trial_turn(struct poller *p)
{
    struct rule_trial t;

    if (!p->trying.trial)
        return;
    t = *p->trying.trial;
    if (p->trying.past)
        play_slice(p, &t);
    else if (p->trying.is_due && p->real_ms >= p->trying.begin_ms)
        begin(p, &t);
    else if (p->real_ms - p->trying.matched_ms < MATCH_MS &&
             p->real_ms >= p->trying.matched_ms)
        return;
    look_at_present(p, &t);
    if (has_changed(&t, p->trying.trial))
        tell(p, &t);
}

int64_t poller_trial_idle_ms(const struct poller *p, int64_t real_ms)
{
    if (p->trying.past)
        return 0;
    return p->trying.is_due ? p->trying.begin_ms - real_ms : INT64_MAX;
}

void poller_trial_free(struct poller *p)
{
    end_past(p);
    shared_release(p->trying.trial);
}
