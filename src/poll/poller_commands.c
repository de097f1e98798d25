/* SPDX-License-Identifier: MIT */
/* The user's wishes, as they come out of the mailbox. */
#include <stdio.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"

static void undo(struct poller *p, const struct command *c)
{
    struct last_edit edit = p->edit;

    (void)c;
    p->edit.kind = COMMAND_NONE;
    if (!poller_rule_undo(p, &edit) && !poller_level_undo(p, &edit) &&
        !poller_lot_undo(p, &edit) &&
        !poller_list_undo(p, &edit))
        poller_notice(p, "nothing to take back");
}

static void refresh(struct poller *p, const struct command *c)
{
    (void)c;
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
    if (poller_keeps(p))
        poller_store_failed(p,
                            store_acknowledge(p->parts.store, key, p->real_ms,
                                              &why),
                            &why);
}

/* All of a symbol's day, or all that a rule told on it. */
static void acknowledge_day(struct poller *p, const struct event_key *key)
{
    struct snapshot *s = poller_snapshot(p, p->real_ms);

    for (size_t i = 0; i < s->event_count; i++) {
        const struct event *e = &s->events[i];

        if (!e->acknowledged && e->key.session == key->session &&
            (key->symbol[0] ? strcmp(e->key.symbol, key->symbol) == 0
                            : strcmp(e->key.rule, key->rule) == 0))
            acknowledge(p, &e->key);
    }
    snapshot_free(s);
}

/* One event, or all of its symbol's or its rule's day. */
static void acknowledge_any(struct poller *p, const struct command *c)
{
    if (c->event.rule[0] && c->event.symbol[0])
        acknowledge(p, &c->event);
    else
        acknowledge_day(p, &c->event);
}

/* For the next start. */
static void note_look(struct poller *p, const struct command *c)
{
    struct why why = {{0}};
    char text[32];

    if (!poller_is_kept(p))
        return;
    snprintf(text, sizeof(text), "%.0f", c->number);
    poller_store_failed(
        p, store_set_setting(p->parts.store, "looked", text, &why), &why);
}

/* The screen has checked the value by the same parser already. */
static void change_option(struct poller *p, const struct command *c)
{
    const char *equals = strchr(c->text, '=');
    const char *value = equals ? equals + 1 : "";
    size_t n = equals ? (size_t)(equals - c->text) : strlen(c->text);
    char name[sizeof(c->text)], key[sizeof(c->text) + 8];
    struct why why = {{0}};
    enum err e;

    snprintf(name, sizeof(name), "%.*s", (int)n, c->text);
    snprintf(key, sizeof(key), "option.%s", name);
    e = c->kind == COMMAND_RESET_OPTION
            ? config_reset(p->parts.config, name, &why)
            : config_set_now(p->parts.config, name, value, &why);
    if (e != ERR_OK) {
        poller_notice(p, "%s", why.text);
        return;
    }
    p->are_wishes_stale = true;
    if (strcmp(name, "contact") == 0)
        poller_keep_contact(p, c->kind != COMMAND_RESET_OPTION);
    else if (c->kind != COMMAND_SET_OPTION && poller_keeps(p))
        poller_store_failed(
            p, store_set_setting(p->parts.store, key, value, &why), &why);
}

static void keep_layout(struct poller *p, const struct command *c)
{
    struct why why = {{0}};
    char key[24];

    snprintf(key, sizeof(key), "layout.%d", c->index);
    if (poller_keeps(p))
        poller_store_failed(
            p, store_set_setting(p->parts.store, key, c->text, &why), &why);
}

static void focus(struct poller *p, const struct command *c)
{
    const char *symbol = c->symbol, *list = c->list;

    if ((strcmp(p->focus, symbol) == 0 &&
         strcmp(p->shown_list, list) == 0) ||
        (symbol[0] && !symbol_is_valid(symbol)))
        return;
    name_copy(p->focus, sizeof(p->focus), symbol);
    name_copy(p->shown_list, sizeof(p->shown_list), list);
    p->are_wishes_stale = true;
}

static void try_rule(struct poller *p, const struct command *c)
{
    poller_try(p, &c->rule);
}

static void want_older(struct poller *p, const struct command *c)
{
    if (c->number > 0 && c->number < 1e15)
        poller_want_older(p, c->symbol, (int64_t)c->number);
}

static void find_news(struct poller *p, const struct command *c)
{
    poller_find_news(p, c->text);
}

static void search(struct poller *p, const struct command *c)
{
    poller_search(p, c->text);
}

static void (*const obeys[])(struct poller *p, const struct command *c) = {
    [COMMAND_ADD_SYMBOL] = poller_list_command,
    [COMMAND_REMOVE_SYMBOL] = poller_list_command,
    [COMMAND_UNDO] = undo,
    [COMMAND_FOCUS] = focus,
    [COMMAND_REFRESH] = refresh,
    [COMMAND_PAUSE] = steer_replay,
    [COMMAND_SPEED] = steer_replay,
    [COMMAND_NEXT_EVENT] = steer_replay,
    [COMMAND_ACKNOWLEDGE] = acknowledge_any,
    [COMMAND_READ] = poller_news_command,
    [COMMAND_UNREAD] = poller_news_command,
    [COMMAND_ALL_READ] = poller_all_read,
    [COMMAND_BOOKMARK] = poller_news_command,
    [COMMAND_TAG] = poller_news_command,
    [COMMAND_SET_LEVEL] = poller_level_command,
    [COMMAND_DROP_LEVEL] = poller_level_command,
    [COMMAND_PUT_RULE] = poller_rule_command,
    [COMMAND_SWITCH_RULE] = poller_rule_command,
    [COMMAND_DROP_RULE] = poller_rule_command,
    [COMMAND_TRY_RULE] = try_rule,
    [COMMAND_LOOKED] = note_look,
    [COMMAND_HISTORY] = want_older,
    [COMMAND_FIND_NEWS] = find_news,
    [COMMAND_SEARCH] = search,
    [COMMAND_ADD_LOT] = poller_lot_command,
    [COMMAND_CHANGE_LOT] = poller_lot_command,
    [COMMAND_DROP_LOT] = poller_lot_command,
    [COMMAND_RETRY] = poller_source_command,
    [COMMAND_SWITCH_SOURCE] = poller_source_command,
    [COMMAND_OFFLINE] = poller_source_command,
    [COMMAND_CONTACT] = poller_source_command,
    [COMMAND_SET_OPTION] = change_option,
    [COMMAND_KEEP_OPTION] = change_option,
    [COMMAND_RESET_OPTION] = change_option,
    [COMMAND_KEEP_LAYOUT] = keep_layout,
};

static void obey(struct poller *p, const struct command *c)
{
    if ((size_t)c->kind < sizeof(obeys) / sizeof(*obeys) && obeys[c->kind])
        obeys[c->kind](p, c);
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
