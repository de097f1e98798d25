/* SPDX-License-Identifier: MIT */
/* Clicks and the wheel, by the map of the last frame. */
#include <string.h>

#include "idle.h"
#include "run.h"
#include "turn.h"

enum { WHEEL_ROWS = 3 };

static void focus(struct turn *t, int panel)
{
    struct screen_state *s = stack_top(t->u);

    if (stack_can_focus(t->u, s, panel))
        s->focus = panel;
}

/* The first click selects, a click on what is selected opens it. */
static void click_panel(struct turn *t, struct hit hit)
{
    struct screen_state *s = stack_top(t->u);
    const struct panel_ops *ops = s->screen->panels[hit.n];
    bool was_focused = stack_focus(t->u, s) == hit.n;
    struct frame f;
    enum click done;

    focus(t, hit.n);
    if (!ops->click || stack_focus(t->u, s) != hit.n)
        return;
    f = stack_frame(t->u, s, hit.n, t->now, t->now->now_ms);
    done = ops->click(s->panels[hit.n].view, &f, hit.area, t->key.x,
                      t->key.y);
    if (done == CLICK_AGAIN && was_focused)
        turn_act(t, ACTION_open);
}

static void scroll_panel(struct turn *t, int panel)
{
    static const enum ui_action downs[] = {ACTION_down, ACTION_line_down};
    static const enum ui_action ups[] = {ACTION_up, ACTION_line_up};
    const enum ui_action *ways =
        t->key.code == KEYCODE_WHEEL_DOWN ? downs : ups;
    struct screen_state *s = stack_top(t->u);
    struct wish wish;

    for (int i = 0; i < WHEEL_ROWS; i++)
        if (!turn_act_in(t, s, panel, ways[0], &wish))
            (void)turn_act_in(t, s, panel, ways[1], &wish);
}

static void press_hint(struct turn *t)
{
    bool idle[ACTION_COUNT];

    stack_idle(t->u, t->now, idle);
    turn_act(t, keymap_hint_at(t->u->config, stack_contexts(t->u, t->now),
                               idle, t->u->width - 2, t->key.x - 1));
}

static void click_go(struct turn *t, int n)
{
    const struct go_row *row = keymap_go((size_t)n);

    t->u->go_since = 0;
    if (row)
        run_go(t, row->screen);
}

static void click_completion(struct turn *t, int n)
{
    struct completion found[COMPLETIONS_MAX];
    struct ui *u = t->u;
    const char *line = u->completion < 0 ? u->prompt.text : u->typed;
    struct call_sources from = stack_sources(u, t->now);
    size_t count = call_complete(&from, line, found, COMPLETIONS_MAX);
    char typed[sizeof(u->typed)];

    if ((size_t)n >= count)
        return;
    name_copy(typed, sizeof(typed), line);
    turn_take_word(t, typed, &found[n]);
    u->completion = -1;
}

static void click(struct turn *t, struct hit hit)
{
    switch (hit.kind) {
    case HIT_PANEL:
        click_panel(t, hit);
        return;
    case HIT_TITLE:
        focus(t, hit.n);
        return;
    case HIT_WORD:
        focus(t, hit.n);
        (void)run_tell_word(t, hit.n, hit.word);
        return;
    case HIT_TAB:
        (void)stack_show_tab(stack_top(t->u), hit.n);
        return;
    case HIT_CRUMB:
        while (t->u->depth > hit.n + 1)
            (void)stack_pop(t->u);
        return;
    case HIT_HINTS:
        press_hint(t);
        return;
    case HIT_GO:
        click_go(t, hit.n);
        return;
    case HIT_COMPLETION:
        click_completion(t, hit.n);
        return;
    case HIT_STATUS:
        status_open(t, hit.n);
        return;
    case HIT_SORT:
        rows_sort_by(t, hit.n);
        return;
    case HIT_NONE:
    case HIT_COVER:
        return;
    }
}

void mouse_key(struct turn *t)
{
    struct hit hit = hits_find(&t->u->hits, t->key.x, t->key.y);
    bool is_typing = t->u->prompt.kind != PROMPT_NONE;

    if (is_typing && hit.kind != HIT_COMPLETION)
        return;
    if (t->key.code == KEYCODE_CLICK)
        click(t, hit);
    else if (hit.kind == HIT_PANEL || hit.kind == HIT_TITLE)
        scroll_panel(t, hit.n);
}
