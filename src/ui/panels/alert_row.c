/* SPDX-License-Identifier: MIT */
/* A row of the alerts: a rule, or behind the rules a level. What it is, and
 * what keys do to it. */
#include <stdio.h>

#include "alert_row.h"

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
