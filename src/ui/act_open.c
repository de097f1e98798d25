/* SPDX-License-Identifier: MIT */
/* Actions that open something: what is to be typed, help, settings. */
#include <stdio.h>
#include <string.h>

#include "turn.h"

static void open_filter(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);

    prompt_open(&t->u->prompt, PROMPT_FILTER,
                s->panels[stack_focus(t->u, s)].filter);
}

/* A rule like the one of the event that is looked at, of its symbol. */
static bool open_like_event(struct turn *t)
{
    struct subject subject = turn_selected(t);
    const struct rule_card *card =
        rule_list_find(t->now->rules, subject.event.rule);
    size_t n;

    if (!card || !subject.event.symbol[0] || subject.event.symbol[0] == '@')
        return false;
    n = strlen(card->rule.when) + strlen(subject.event.symbol);
    if (n + sizeof("symbol == \"\" and ()") > sizeof(subject.query))
        return false;
    snprintf(subject.query, sizeof(subject.query),
             strstr(card->rule.when, " or ") ? "symbol == \"%s\" and (%s)"
                                             : "symbol == \"%s\" and %s",
             subject.event.symbol, card->rule.when);
    subject.rule[0] = '\0';
    name_copy(subject.like, sizeof(subject.like), card->rule.name);
    stack_push(t->u, "alert", &subject);
    return true;
}

/* A level for what is selected; its price stands there until another is
 * typed. */
static void open_alert(struct turn *t)
{
    char text[SYMBOL_MAX + 32], price[32];
    const struct listing *l;

    if (open_like_event(t))
        return;
    stack_link(t->u, t->now);
    l = snapshot_find(t->now, stack_top(t->u)->subject.symbol);
    if (!l || !QUOTE_HAS(&l->quote, price)) {
        turn_say(t, ROLE_info, "no price is selected");
        return;
    }
    snprintf(text, sizeof(text), "ALERT %s ", l->instrument->symbol);
    snprintf(price, sizeof(price), "%.10g", l->quote.price);
    prompt_offer(&t->u->prompt, PROMPT_COMMAND, text, price);
}

/* From wherever one is; the second panel has the group's settings. */
static void open_settings(struct turn *t, enum option_group group, int focus)
{
    struct subject subject = stack_top(t->u)->subject;

    subject.group = group;
    subject.symbol[0] = '\0'; /* settings are of none: n has no headlines */
    stack_push(t->u, "settings", &subject);
    stack_top(t->u)->focus = focus;
}

/* Actions that begin with something to be typed. */
static bool open_prompt(struct turn *t, enum ui_action a)
{
    if (a == ACTION_filter || a == ACTION_find ||
        a == ACTION_find_tile || a == ACTION_search)
        open_filter(t);
    else if (a == ACTION_command)
        prompt_open(&t->u->prompt, PROMPT_COMMAND, "");
    else if (a == ACTION_add)
        prompt_open(&t->u->prompt, PROMPT_COMMAND, "ADD ");
    else if (a == ACTION_source_contact)
        prompt_open(&t->u->prompt, PROMPT_COMMAND, "CONTACT ");
    else if (a == ACTION_alert)
        open_alert(t);
    else if (a == ACTION_export)
        export_ask(t);
    else if (a == ACTION_mute)
        story_mute(t);
    else if (a == ACTION_tag)
        tags_ask(t);
    else
        return false;
    return true;
}

static void open_help(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    struct subject subject = s->subject;

    subject.contexts = stack_contexts(t->u, t->now);
    name_copy(subject.place, sizeof(subject.place),
              s->screen->panels[stack_focus(t->u, s)]->name);
    if (strcmp(s->screen->name, "help") != 0)
        stack_push(t->u, "help", &subject);
}

/* Screens that can be opened from wherever one is. */
static bool open_screen(struct turn *t, enum ui_action a)
{
    if (a == ACTION_settings)
        open_settings(t, OPTION_GROUP_theme, 0);
    else if (a == ACTION_themes)
        open_settings(t, OPTION_GROUP_theme, 1);
    else if (a == ACTION_alerts)
        run_go(t, "alerts");
    else if (a == ACTION_help || a == ACTION_form_help)
        open_help(t);
    else
        return false;
    return true;
}

bool turn_act_open(struct turn *t, enum ui_action a)
{
    return open_prompt(t, a) || open_screen(t, a);
}
