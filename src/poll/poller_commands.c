/* SPDX-License-Identifier: MIT */
/* The user's wishes, as they come out of the mailbox. */
#include <stdio.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"

static void undo(struct poller *p)
{
    struct last_edit edit = p->edit;

    p->edit.kind = COMMAND_NONE;
    if (!poller_rule_undo(p, &edit) && !poller_lot_undo(p, &edit) &&
        !poller_list_undo(p, &edit))
        poller_notice(p, "nothing to take back");
}

static void refresh(struct poller *p)
{
    switch (p->parts.mode) {
    case RUN_REPLAY:
        poller_notice(p, "a replay has its own time: nothing to refresh");
        return;
    case RUN_OFFLINE:
        poller_notice(p, "offline: nothing is asked");
        return;
    case RUN_FOLLOW:
        p->follow_ms = p->real_ms; /* look at once */
        return;
    case RUN_LIVE:
        break;
    }
    poller_wish(p);
    if (!schedule_refresh(p->schedule, p->real_ms))
        poller_notice(p, "the sources asked to be left alone for a while");
}

static void steer_replay(struct poller *p, const struct command *c)
{
    struct timeline *line = &p->parts.timeline;

    if (p->parts.mode != RUN_REPLAY) {
        poller_notice(p, "only a replay can be steered");
        return;
    }
    p->is_dirty = true;
    if (c->kind == COMMAND_PAUSE)
        timeline_set_paused(line, p->real_ms, !line->is_paused);
    else if (c->kind == COMMAND_SPEED)
        timeline_set_speed(line, p->real_ms,
                           c->number > 0 && c->number <= 1e6 ? c->number : 0);
    else
        poller_next_event(p);
}

static void acknowledge(struct poller *p, const struct event_key *key)
{
    struct why why = {{0}};

    state_acknowledge(p->parts.state, key);
    p->is_dirty = true;
    if (p->parts.store && p->parts.mode != RUN_REPLAY)
        poller_store_failed(p,
                            store_acknowledge(p->parts.store, key, p->real_ms,
                                              &why),
                            &why);
}

/* All of a symbol's day. */
static void acknowledge_day(struct poller *p, const struct event_key *key)
{
    struct snapshot *s = poller_snapshot(p, p->real_ms);

    for (size_t i = 0; i < s->event_count; i++) {
        const struct event *e = &s->events[i];

        if (!e->acknowledged && e->key.session == key->session &&
            strcmp(e->key.symbol, key->symbol) == 0)
            acknowledge(p, &e->key);
    }
    snapshot_free(s);
}

/* For the next start. */
static void note_look(struct poller *p, double ms)
{
    struct why why = {{0}};
    char text[32];

    if (!p->parts.store || p->parts.mode == RUN_REPLAY)
        return;
    snprintf(text, sizeof(text), "%.0f", ms);
    poller_store_failed(
        p, store_set_setting(p->parts.store, "looked", text, &why), &why);
}

static void focus(struct poller *p, const char *symbol, const char *list)
{
    if ((strcmp(p->focus, symbol) == 0 &&
         strcmp(p->shown_list, list) == 0) ||
        (symbol[0] && !symbol_is_valid(symbol)))
        return;
    name_copy(p->focus, sizeof(p->focus), symbol);
    name_copy(p->shown_list, sizeof(p->shown_list), list);
    p->are_wishes_stale = true;
}

static void obey(struct poller *p, const struct command *c)
{
    switch (c->kind) {
    case COMMAND_NONE:
    case COMMAND_STOP:
        break;
    case COMMAND_ADD_SYMBOL:
    case COMMAND_REMOVE_SYMBOL:
        poller_list_command(p, c);
        break;
    case COMMAND_UNDO:
        undo(p);
        break;
    case COMMAND_FOCUS:
        focus(p, c->symbol, c->list);
        break;
    case COMMAND_REFRESH:
        refresh(p);
        break;
    case COMMAND_PAUSE:
    case COMMAND_SPEED:
    case COMMAND_NEXT_EVENT:
        steer_replay(p, c);
        break;
    case COMMAND_ACKNOWLEDGE:
        if (c->event.rule[0])
            acknowledge(p, &c->event);
        else
            acknowledge_day(p, &c->event);
        break;
    case COMMAND_READ:
    case COMMAND_UNREAD:
    case COMMAND_BOOKMARK:
        poller_news_command(p, c);
        break;
    case COMMAND_SET_LEVEL:
    case COMMAND_DROP_LEVEL:
        poller_level_command(p, c);
        break;
    case COMMAND_PUT_RULE:
    case COMMAND_SWITCH_RULE:
    case COMMAND_DROP_RULE:
        poller_rule_command(p, c);
        break;
    case COMMAND_TRY_RULE:
        poller_try(p, &c->rule);
        break;
    case COMMAND_LOOKED:
        note_look(p, c->number);
        break;
    case COMMAND_SEARCH:
        poller_search(p, c->text);
        break;
    case COMMAND_ADD_LOT:
    case COMMAND_CHANGE_LOT:
    case COMMAND_DROP_LOT:
        poller_lot_command(p, c);
        break;
    case COMMAND_RETRY:
    case COMMAND_SWITCH_SOURCE:
    case COMMAND_OFFLINE:
    case COMMAND_CONTACT:
        poller_source_command(p, c);
        break;
    }
}

bool poller_commands(struct poller *p)
{
    struct command c;

    while (p->parts.mailbox && mailbox_pop(p->parts.mailbox, &c)) {
        if (c.kind == COMMAND_STOP)
            return false;
        obey(p, &c);
    }
    return true;
}
