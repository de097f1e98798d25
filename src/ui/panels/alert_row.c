/* SPDX-License-Identifier: MIT */
/* A row of the alerts: a rule, or behind the rules a level. What it is, and
 * what keys do to it. */
#include "alert_row.h"

#include <stdio.h>
#include <string.h>

#include "tapewatch/base/calendar.h"

size_t alert_row_rules(const struct frame *f)
{
    return f->now->rules ? f->now->rules->count : 0;
}

const struct rule_card *alert_row_card(const struct frame *f, uint32_t at)
{
    return at < alert_row_rules(f) ? &f->now->rules->items[at] : NULL;
}

const struct price_level *alert_row_level(const struct frame *f,
                                          uint32_t at)
{
    return at < alert_row_rules(f) ? NULL
                                    : &f->now->levels[at - alert_row_rules(f)];
}

void alert_row_level_name(const struct price_level *l, char out[RULE_MAX])
{
    snprintf(out, RULE_MAX, "price-level %c%.10g", l->is_above ? '>' : '<',
             l->level);
}

static bool is_of_row(const struct frame *f, uint32_t at,
                      const struct event_key *key)
{
    const struct rule_card *card = alert_row_card(f, at);
    char name[RULE_MAX];

    if (card)
        return strcmp(card->rule.name, key->rule) == 0;
    alert_row_level_name(alert_row_level(f, at), name);
    return strcmp(name, key->rule) == 0 &&
           strcmp(alert_row_level(f, at)->symbol, key->symbol) == 0;
}

struct alert_told alert_row_told(const struct frame *f, uint32_t at)
{
    int32_t today = calendar_date(HOURS_US, f->shown_ms);
    struct alert_told told = {0, 0};

    for (size_t i = 0; i < f->now->event_count; i++) {
        const struct event *e = &f->now->events[i];

        if (!is_of_row(f, at, &e->key) ||
            calendar_date(HOURS_US, e->opened.t) != today)
            continue;
        told.count++;
        if (e->opened.t > told.last_ms)
            told.last_ms = e->opened.t;
    }
    return told;
}

void alert_row_key(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;
    const struct rule_card *card = alert_row_card(f, at);
    char name[RULE_MAX];

    if (card) {
        snprintf(out, size, "%s", card->rule.name);
        return;
    }
    alert_row_level_name(alert_row_level(f, at), name);
    snprintf(out, size, "%s %s", alert_row_level(f, at)->symbol, name);
}

int alert_row_severity(const struct frame *f, uint32_t at, unsigned *ways)
{
    const struct rule_card *card = alert_row_card(f, at);

    if (!card)
        card = rule_list_find(f->now->rules, "price-level");
    *ways = card ? card->rule.ways : 0;
    return card ? card->rule.severity : 0;
}

void alert_row_from(const struct rule_card *card, char *out, size_t size)
{
    const char *slash = card ? strrchr(card->place, '/') : NULL;

    if (!card)
        snprintf(out, size, "this program");
    else if (card->origin == RULE_MADE)
        snprintf(out, size, card->replaces ? "this program (*)"
                                           : "this program");
    else if (card->origin == RULE_SHIPPED)
        snprintf(out, size, "built in");
    else
        snprintf(out, size, "%s", slash ? slash + 1 : card->place);
}

bool alert_row_subject(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct subject *out)
{
    const struct rule_card *card = alert_row_card(f, at);

    (void)r;
    out->rule[0] = out->query[0] = '\0';
    if (card)
        name_copy(out->rule, sizeof out->rule, card->rule.name);
    else
        name_copy(out->symbol, sizeof out->symbol,
                  alert_row_level(f, at)->symbol);
    return true;
}

static void drop(const struct frame *f, uint32_t at, struct wish *wish)
{
    const struct rule_card *card = alert_row_card(f, at);
    struct command *c = &wish->command;

    if (!card) {
        c->kind = COMMAND_DROP_LEVEL;
        c->number = alert_row_level(f, at)->level;
        name_copy(c->symbol, sizeof c->symbol,
                  alert_row_level(f, at)->symbol);
    } else if (card->origin != RULE_MADE) {
        snprintf(wish->message, sizeof wish->message,
                 "%s was not made here: Space switches it off",
                 card->rule.name);
    } else {
        c->kind = COMMAND_DROP_RULE;
        name_copy(c->text, sizeof c->text, card->rule.name);
    }
}

static void switch_row(const struct frame *f, uint32_t at, struct wish *wish)
{
    const struct rule_card *card = alert_row_card(f, at);

    if (!card) {
        snprintf(wish->message, sizeof wish->message,
                 "d drops the level; the rule price-level switches all");
        return;
    }
    wish->command.kind = COMMAND_SWITCH_RULE;
    wish->command.number = card->standing != RULE_ON;
    name_copy(wish->command.text, sizeof wish->command.text, card->rule.name);
}

/* A level is changed where it was set: behind ":". */
static void open_row(const struct frame *f, uint32_t at, struct wish *wish)
{
    const struct rule_card *card = alert_row_card(f, at);

    if (card && card->is_cut) {
        snprintf(wish->message, sizeof wish->message,
                 "%s is too long to be edited here", card->rule.name);
    } else if (card) {
        wish->push = "alert";
        wish->subject = *f->subject;
        (void)alert_row_subject(f, NULL, at, &wish->subject);
    } else {
        snprintf(wish->prompt, sizeof wish->prompt, "ALERT %s %.10g",
                 alert_row_level(f, at)->symbol, alert_row_level(f, at)->level);
    }
}

void alert_row_act(const struct frame *f, uint32_t at, enum ui_action a,
                   struct wish *wish)
{
    if (a == ACTION_rule_drop)
        drop(f, at, wish);
    else if (a == ACTION_rule_switch)
        switch_row(f, at, wish);
    else if (a == ACTION_open)
        open_row(f, at, wish);
}
