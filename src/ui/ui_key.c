/* SPDX-License-Identifier: MIT */
/* What becomes of a key: the prompt's, the letter after g, or an action. */
#include <stdio.h>
#include <string.h>

#include "keymap.h"
#include "tapewatch/base/mem.h"
#include "turn.h"

enum { MESSAGE_MS = 4000 };

/* Before the first snapshot: nothing is known, but keys work. */
static const struct snapshot nothing;

void ui_message(struct ui *u, int64_t real_ms, enum role role,
                const char *text)
{
    snprintf(u->message, sizeof(u->message), "%s", text);
    u->messages++;
    u->is_touched = true;
    u->message_role = role;
    u->message_until = real_ms + MESSAGE_MS;
}

bool ui_is_paused(const struct ui *u)
{
    return u->is_paused;
}

void ui_set_abilities(struct ui *u, const char *text)
{
    name_copy(u->around.abilities, sizeof(u->around.abilities), text);
    u->is_touched = true;
}

void ui_set_verdict(struct ui *u, const char *text)
{
    name_copy(u->around.verdict, sizeof(u->around.verdict), text);
    u->is_touched = true;
}

void ui_add_theme(struct ui *u, const char *name, const char *remark)
{
    struct around *a = &u->around;

    a->themes = mem_room(a->themes, a->theme_count, &a->theme_cap,
                         sizeof(*a->themes));
    a->themes[a->theme_count++] =
        (struct named_theme){mem_text(name), mem_text(remark)};
    u->is_touched = true;
}

void ui_set_zone(struct ui *u, const struct clock_zone *z)
{
    u->is_touched |= memcmp(&u->zone, z, sizeof(*z)) != 0;
    u->zone = *z;
}

void ui_set_terminal(struct ui *u, const char *link, enum link_speed speed)
{
    bool is_calm = speed != LINK_FAST || config_bool(u->config, OPT_a11y);

    name_copy(u->link, sizeof(u->link), link);
    u->is_touched |= speed != u->speed || is_calm != u->is_calm;
    u->speed = speed;
    u->is_calm = is_calm;
}

/* ---- the prompt */

void turn_take_word(struct turn *t, const char *line,
                    const struct completion *c)
{
    char text[sizeof(t->u->prompt.text)];

    name_copy(text, sizeof(text), line);
    text[c->from < sizeof(text) ? c->from : 0] = '\0';
    prompt_set(&t->u->prompt, text);
    prompt_insert(&t->u->prompt, c->word);
}

/* Tab and S-Tab go round the words that fit what was typed. */
static void complete(struct turn *t, int step)
{
    struct completion found[COMPLETIONS_MAX];
    struct ui *u = t->u;
    struct call_sources from = stack_sources(u, t->now);
    int n;

    if (u->completion < 0)
        name_copy(u->typed, sizeof(u->typed), u->prompt.text);
    n = (int)call_complete(&from, u->typed, found, COMPLETIONS_MAX);
    if (n == 0)
        return;
    u->completion = u->completion < 0 ? (step > 0 ? 0 : n - 1)
                                      : (u->completion + n + step) % n;
    turn_take_word(t, u->typed, &found[u->completion]);
    if (call_is_theme(u->typed)) /* shown at once */
        turn_change(t, UI_CHANGE_SHOW, "theme", found[u->completion].word);
}

static void recall(struct turn *t, int step)
{
    const char *line = history_step(&t->u->history, step);

    if (line || step > 0)
        prompt_set(&t->u->prompt, line ? line : "");
    t->u->completion = -1;
}

static void accept(struct turn *t)
{
    struct ui *u = t->u;
    char line[sizeof(u->prompt.text)];

    name_copy(line, sizeof(line), u->prompt.text);
    u->prompt.kind = PROMPT_NONE;
    if (line[strspn(line, " ")] == '\0')
        return;
    u->message_until = 0; /* of what was done before */
    history_add(&u->history, line);
    run_line(t, line);
}

static void key_in_command(struct turn *t)
{
    struct ui *u = t->u;
    enum prompt_result result;

    if (t->key.code == KEYCODE_TAB || t->key.code == KEYCODE_BACKTAB) {
        complete(t, t->key.code == KEYCODE_TAB ? 1 : -1);
        return;
    }
    if (t->key.code == KEYCODE_UP || t->key.code == KEYCODE_DOWN ||
        t->key.code == KEY_CTRL('P') || t->key.code == KEY_CTRL('N')) {
        recall(t, t->key.code == KEYCODE_UP || t->key.code == KEY_CTRL('P')
                      ? -1 : 1);
        return;
    }
    u->completion = -1;
    result = prompt_key(&u->prompt, t->key);
    if (result == PROMPT_GOES_ON)
        return;
    if (result == PROMPT_ACCEPTED)
        accept(t);
    u->prompt.kind = PROMPT_NONE;
}

static void key_in_filter(struct turn *t)
{
    struct ui *u = t->u;
    struct screen_state *s = stack_top(u);
    int panel = stack_focus(u, s);
    char *filter = s->panels[panel].filter;
    enum prompt_result result = prompt_key(&u->prompt, t->key);
    size_t place;

    name_copy(filter, FILTER_MAX,
              result == PROMPT_CANCELLED ? "" : u->prompt.text);
    if (result == PROMPT_ACCEPTED &&
        !stack_filter_is_right(s, panel, &place, NULL, 0))
        u->prompt.at = place; /* what is wrong there is shown above it */
    else if (result != PROMPT_GOES_ON)
        u->prompt.kind = PROMPT_NONE;
    if (u->prompt.kind == PROMPT_NONE && result == PROMPT_ACCEPTED)
        run_find_news(t);
}

static void key_in_prompt(struct turn *t)
{
    switch (t->u->prompt.kind) {
    case PROMPT_COMMAND:
        key_in_command(t);
        return;
    case PROMPT_FILTER:
        key_in_filter(t);
        return;
    case PROMPT_PASTE:
        paste_answer(t);
        return;
    case PROMPT_NONE:
        return;
    }
}

/* ---- the others */

/* A g waits for its letter, unless it is a key of its own. */
static bool is_go(struct turn *t, unsigned contexts)
{
    return t->key.code == 'g' &&
           keymap_find(t->u->config, contexts, t->key) == ACTION_none;
}

static const char *screen_of(uint32_t code)
{
    const struct go_row *row;

    for (size_t i = 0; (row = keymap_go(i)) != NULL; i++)
        if (code == (KEY_GO | (uint32_t)row->letter))
            return row->screen;
    return NULL;
}

static void plain_key(struct turn *t)
{
    struct ui *u = t->u;
    unsigned contexts = stack_contexts(u, t->now);
    enum ui_action a;

    if (u->go_since) {
        u->go_since = 0;
        if (t->key.code == KEYCODE_ESCAPE)
            return;
        if (t->key.code < 0x7f)
            t->key.code |= KEY_GO;
    } else if (is_go(t, contexts)) {
        u->go_since = t->real_ms ? t->real_ms : 1;
        return;
    }
    a = keymap_find(u->config, contexts, t->key);
    if ((u->is_sorting && rows_sort_key(t, a)) || status_key(t, a))
        return;
    if (a == ACTION_none && screen_of(t->key.code))
        run_go(t, screen_of(t->key.code));
    turn_act(t, a);
}

/* The poller is told when another symbol is looked at, or another list. */
static void tell_focus(struct turn *t)
{
    const struct subject *subject;
    struct command c = {.kind = COMMAND_FOCUS};

    stack_link(t->u, t->now);
    subject = &stack_top(t->u)->subject;
    if (!subject->symbol[0] ||
        (strcmp(subject->symbol, t->u->focused_symbol) == 0 &&
         strcmp(subject->list, t->u->focused_list) == 0))
        return;
    name_copy(c.symbol, sizeof(c.symbol), subject->symbol);
    name_copy(c.list, sizeof(c.list), subject->list);
    name_copy(t->u->focused_symbol, sizeof(t->u->focused_symbol), c.symbol);
    name_copy(t->u->focused_list, sizeof(t->u->focused_list), c.list);
    turn_send(t, &c);
}

/* The focused panel takes the key itself. */
static bool key_in_panel(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    const struct panel_ops *ops = s->screen->panels[focus];
    struct frame f = stack_frame(t->u, s, focus, t->now, t->now->now_ms);
    struct wish wish = {.push = NULL};

    if (!ops->key || !ops->key(s->panels[focus].view, &f, t->key, &wish))
        return false;
    turn_fulfil(t, &wish);
    return true;
}

static bool is_same_wish(const struct command *a, const struct command *b)
{
    return a->kind == b->kind && strcmp(a->rule.when, b->rule.when) == 0 &&
           strcmp(a->rule.measure, b->rule.measure) == 0;
}

/* What the poller is to try follows what is edited, and ends with it. */
static void tell_wanted(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    const struct panel_ops *ops = s->screen->panels[focus];
    struct frame f = stack_frame(t->u, s, focus, t->now, t->now->now_ms);
    struct command c = {.kind = COMMAND_NONE};

    if (ops->wants)
        ops->wants(s->panels[focus].view, &f, &c);
    if (is_same_wish(&c, &t->u->wanted))
        return;
    t->u->wanted = c;
    c.kind = COMMAND_TRY_RULE; /* without a rule: no more */
    turn_send(t, &c);
}

/* What is only tried goes when its list or its line is left. */
static void end_show(struct turn *t)
{
    const struct ui *u = t->u;
    bool is_typed = u->prompt.kind == PROMPT_COMMAND && u->completion >= 0;

    if (!u->is_showing || t->out->change != UI_CHANGE_NONE || is_typed ||
        (stack_contexts(t->u, t->now) & CONTEXT_settings &&
         u->prompt.kind == PROMPT_NONE))
        return;
    turn_change(t, UI_CHANGE_UNSHOW, "", "");
}

/* What the panels of the screen have too little of is told once. */
static void tell_lack(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);

    for (int i = 0; i < s->screen->panel_count; i++) {
        const struct panel_ops *ops = s->screen->panels[i];
        struct frame f = stack_frame(t->u, s, i, t->now, t->now->now_ms);
        struct command *told = &t->u->lacked, c;

        if (!ops->lacks || !ops->lacks(s->panels[i].view, &f, &c) ||
            (strcmp(c.symbol, told->symbol) == 0 && c.number >= told->number))
            continue;
        *told = c;
        turn_send(t, &c);
    }
}

static bool is_mouse(struct key k)
{
    return k.code == KEYCODE_CLICK || k.code == KEYCODE_WHEEL_UP ||
           k.code == KEYCODE_WHEEL_DOWN;
}

void ui_key(struct ui *u, struct key k, const struct snapshot *now,
            int64_t real_ms, struct ui_effects *out)
{
    struct turn t = {u, now ? now : &nothing, real_ms, k, out};
    const struct screen *before = stack_top(u)->screen;
    unsigned messages = u->messages;

    *out = (struct ui_effects){0};
    u->is_touched = true;
    if (k.code == KEYCODE_NONE || k.code == KEYCODE_RESIZE ||
        k.code == KEYCODE_FOCUS) {
        out->frozen = u->is_paused;
        return;
    }
    if (is_mouse(k))
        mouse_key(&t);
    else if (u->prompt.kind != PROMPT_NONE)
        key_in_prompt(&t);
    else if (key_in_panel(&t))
        ;
    else if (k.code == KEYCODE_PASTE) /* pasted text never acts as keys */
        paste_offer(&t, k.text ? k.text : "");
    else
        plain_key(&t);
    if (stack_top(u)->screen != before && u->messages == messages)
        u->message_until = 0; /* it was of another screen */
    end_show(&t);
    tell_focus(&t);
    tell_wanted(&t);
    tell_lack(&t);
    out->frozen = u->is_paused;
}
