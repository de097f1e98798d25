/* SPDX-License-Identifier: MIT */
/* Events: names and identity. */
#include "tapewatch/model/event.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/base/civil.h"

static const char *const state_names[] = {
#define STATE_NAME(name) #name,
    EVENT_STATES(STATE_NAME)
#undef STATE_NAME
};

const char *event_state_name(enum event_state s)
{
    return state_names[s];
}

static const char *const notify_words[] = {
#define NOTIFY_NAME(name, text) #name,
    NOTIFY_WAYS(NOTIFY_NAME)
#undef NOTIFY_NAME
};

const char *notify_word(enum notify_bit b)
{
    return notify_words[b];
}

bool event_key_equal(const struct event_key *a, const struct event_key *b)
{
    return a->session == b->session && strcmp(a->symbol, b->symbol) == 0 &&
           strcmp(a->rule, b->rule) == 0;
}

void event_key_write(const struct event_key *k, char out[EVENT_KEY_TEXT])
{
    char date[11];

    civil_format_date(k->session, date);
    snprintf(out, EVENT_KEY_TEXT, "%s %s %s", k->rule, k->symbol, date);
}

const char *event_became(const struct event *before, const struct event *now)
{
    if (!before)
        return "open";
    if (now->state == EVENT_closed)
        return before->state == EVENT_closed ? NULL : "close";
    if (now->state == EVENT_recovered)
        return before->state == EVENT_recovered ? NULL : "recover";
    if (before->state == EVENT_recovered || now->reopened > before->reopened)
        return "reopen";
    return now->told_count > before->told_count ? "worse" : NULL;
}

static bool is_same_point(const struct event_point *a,
                          const struct event_point *b)
{
    return a->t == b->t && a->price == b->price && a->measure == b->measure;
}

static bool has_same_figures(const struct event *a, const struct event *b)
{
    return a->known == b->known && a->price == b->price &&
           a->prev_close == b->prev_close && a->change_pct == b->change_pct &&
           a->cap_change == b->cap_change &&
           a->cap_change_usd == b->cap_change_usd && a->shares == b->shares &&
           a->shares_asof == b->shares_asof;
}

bool event_equal(const struct event *a, const struct event *b)
{
    return event_key_equal(&a->key, &b->key) && a->state == b->state &&
           a->severity == b->severity && a->official == b->official &&
           a->acknowledged == b->acknowledged &&
           is_same_point(&a->opened, &b->opened) &&
           is_same_point(&a->worst, &b->worst) &&
           is_same_point(&a->last, &b->last) && has_same_figures(a, b) &&
           a->rank == b->rank && a->rank_own == b->rank_own &&
           a->reopened == b->reopened && a->told == b->told &&
           a->told_count == b->told_count && a->changed == b->changed;
}
