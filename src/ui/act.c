/* SPDX-License-Identifier: MIT */
/* What actions do: in panels, on the screen, and what is asked of others. */
#include <stdio.h>
#include <string.h>

#include "chosen.h"
#include "keymap.h"
#include "layouts.h"
#include "turn.h"

enum { QUIT_MS = 2000 };

void turn_send(struct turn *t, const struct command *c)
{
    if (c->kind != COMMAND_NONE &&
        t->out->command_count < UI_COMMANDS_MAX)
        t->out->commands[t->out->command_count++] = *c;
}

void turn_say(struct turn *t, enum role role, const char *text)
{
    ui_message(t->u, t->real_ms, role, text);
}

static void say(struct turn *t, const char *text)
{
    turn_say(t, ROLE_info, text);
}

static void copy_text(struct turn *t, const char *text)
{
    strbuf_clear(&t->u->clip);
    strbuf_add(&t->u->clip, text);
    t->out->copy = strbuf_text(&t->u->clip);
}

void turn_change(struct turn *t, enum ui_change change, const char *setting,
                 const char *value)
{
    t->out->change = change;
    name_copy(t->out->setting, sizeof(t->out->setting), setting);
    name_copy(t->out->value, sizeof(t->out->value), value);
    t->u->is_showing = change == UI_CHANGE_SHOW;
}

static struct frame frame_of(struct turn *t, struct screen_state *s, int panel)
{
    return stack_frame(t->u, s, panel, t->now, t->now->now_ms);
}

bool turn_act_in(struct turn *t, struct screen_state *s, int panel,
                 enum ui_action a, struct wish *wish)
{
    const struct panel_ops *ops = s->screen->panels[panel];
    struct frame f = frame_of(t, s, panel);

    *wish = (struct wish){0};
    if (!ops->act || !ops->act(s->panels[panel].view, &f, a, wish))
        return false;
    chosen_note(t->u, s, panel);
    return true;
}

void turn_fulfil(struct turn *t, const struct wish *wish)
{
    turn_send(t, &wish->command);
    if (wish->message[0])
        say(t, wish->message);
    if (wish->copy[0])
        copy_text(t, wish->copy);
    if (wish->line[0])
        run_line(t, wish->line);
    if (wish->next_unread)
        rows_next_unread(t);
    if (wish->prompt[0])
        prompt_open(&t->u->prompt, PROMPT_COMMAND, wish->prompt);
    if (wish->change != UI_CHANGE_NONE)
        turn_change(t, wish->change, wish->setting, wish->value);
    if (wish->filters)
        name_copy(stack_top(t->u)->panels[wish->filters - 1].filter,
                  FILTER_MAX, wish->filter);
    if (wish->focus)
        stack_top(t->u)->focus = wish->focus - 1;
    if (wish->tests) {
        t->out->tests = true;
        t->out->tested = wish->tested;
    }
    if (wish->pops)
        (void)stack_pop(t->u);
    if (wish->push)
        stack_push(t->u, wish->push, &wish->subject);
}

static void focus_panel(struct turn *t, int panel)
{
    struct screen_state *s = stack_top(t->u);

    if (s->screen->tabs)
        (void)stack_show_tab(s, panel);
    else if (stack_can_focus(t->u, s, panel))
        s->focus = panel;
}

static void pause(struct turn *t)
{
    struct ui *u = t->u;

    if (t->now->mode == RUN_REPLAY) {
        bool stop = !t->now->timeline.is_paused;

        turn_send(t, &(struct command){.kind = COMMAND_PAUSE, .number = stop});
        say(t, stop ? "tape stopped; p goes on" : "tape goes on");
        return;
    }
    u->is_paused = !u->is_paused;
    u->paused_since = t->real_ms;
    say(t, u->is_paused ? "screen paused; figures keep coming in"
                        : "screen goes on");
}

/* The next one that a clock can be read at, up or down. */
static void change_speed(struct turn *t, bool up)
{
    static const double steps[] = {0.25, 0.5, 1,   2,   4,   8,    15,  30,
                                   60,   120, 240, 480, 960, 1920, 3840};
    enum { STEPS = sizeof(steps) / sizeof(*steps) };
    double speed = t->now->timeline.speed;
    size_t i = 0;
    char text[48];

    if (speed <= 0) /* at once: the fastest that can be watched is below */
        speed = up ? steps[STEPS - 2] : 2 * steps[STEPS - 1];
    while (i < STEPS && (up ? steps[i] <= speed : steps[i] < speed))
        i++;
    if (up ? i == STEPS : i == 0)
        return;
    speed = steps[up ? i : i - 1];
    turn_send(t, &(struct command){.kind = COMMAND_SPEED, .number = speed});
    snprintf(text, sizeof(text), "speed %gx", speed);
    say(t, text);
}

/* A crosshair, say: what stands in the panel goes before the screen does. */
static bool close_in_panel(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    struct wish wish;

    return turn_act_in(t, s, stack_focus(t->u, s), ACTION_back, &wish);
}

static void go_back(struct turn *t)
{
    struct ui *u = t->u;
    struct screen_state *s = stack_top(u);
    char *filter = s->panels[stack_focus(u, s)].filter;

    if (filter[0]) {
        filter[0] = '\0';
        return;
    }
    if (rows_unmark(t) || close_in_panel(t))
        return;
    if (s->is_zoomed) {
        s->is_zoomed = false;
        return;
    }
    if (stack_pop(u) || t->key.code != 'q')
        return;
    if (t->real_ms < u->quit_until) {
        t->out->quit = true;
        return;
    }
    say(t, "press q again to quit");
    u->quit_until = t->real_ms + QUIT_MS;
    u->message_until = u->quit_until;
}

static void swap_view(struct turn *t)
{
    if (!stack_swap(t->u))
        say(t, "there is no view before this one");
}

struct subject turn_selected(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    const struct panel_ops *ops = s->screen->panels[focus];
    struct subject found = s->subject;
    struct frame f = frame_of(t, s, focus);

    if (strcmp(s->screen->name, "event") != 0)
        found.event = (struct event_key){.symbol = ""}; /* one from before */
    if (ops->subject)
        (void)ops->subject(s->panels[focus].view, &f, &found);
    return found;
}

static void copy_screen(struct turn *t, struct screen_state *s, char *text,
                        size_t size)
{
    struct frame f = frame_of(t, s, stack_focus(t->u, s));

    text[0] = '\0';
    s->screen->copy(&f, text, size);
}

/* The panel's own text, else headline and address, else the symbol. */
static void copy(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    const struct headline *h = story_selected(t);
    struct subject subject = turn_selected(t);
    struct strbuf words = {0};
    char text[1200] = "";
    struct wish wish;

    if (rows_symbols(t, false, &words)) {
        copy_text(t, strbuf_text(&words));
        strbuf_done(&words);
        return;
    }
    if (turn_act_in(t, s, stack_focus(t->u, s), ACTION_copy, &wish)) {
        turn_fulfil(t, &wish);
        return;
    }
    if (h)
        strbuf_format(&words, "%s\n%s", h->title ? h->title : "",
                      h->url ? h->url : "");
    else if (s->screen->copy)
        copy_screen(t, s, text, sizeof(text));
    strbuf_add(&words, !h && !s->screen->copy ? subject.symbol : text);
    if (words.len)
        copy_text(t, strbuf_text(&words));
    else
        say(t, "nothing to copy here");
    strbuf_done(&words);
}

/* Into the panel, where it has a zoom of its own; else the panel alone. */
static void zoom(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    struct wish wish;

    if (!turn_act_in(t, s, stack_focus(t->u, s), ACTION_zoom, &wish))
        s->is_zoomed = !s->is_zoomed;
}

/* Actions of the screen itself; false for those of panels. */
static bool act_screen(struct turn *t, enum ui_action a)
{
    if (a >= ACTION_layout_1 && a <= ACTION_layout_9)
        layouts_open(t, (int)a - (int)ACTION_layout_1);
    else if (a >= ACTION_panel_1 && a <= ACTION_panel_9)
        focus_panel(t, (int)a - (int)ACTION_panel_1);
    else if (a >= ACTION_tab_1 && a <= ACTION_tab_6)
        focus_panel(t, (int)a - (int)ACTION_tab_1);
    else if (a >= ACTION_all_news && a <= ACTION_all_figures)
        focus_panel(t, 1 + (int)a - (int)ACTION_all_news);
    else if (a == ACTION_next_panel || a == ACTION_prev_panel)
        status_move_focus(t, a == ACTION_next_panel ? 1 : -1);
    else if (a == ACTION_next_item || a == ACTION_prev_item)
        turn_next_item(t, a == ACTION_next_item ? ACTION_down : ACTION_up);
    else if (a == ACTION_zoom)
        zoom(t);
    else if (a == ACTION_last_view)
        swap_view(t);
    else if (a == ACTION_back)
        go_back(t);
    else
        return false;
    return true;
}

/* Actions that the program outside fulfils. */
static bool act_outside(struct turn *t, enum ui_action a)
{
    if (a == ACTION_quit)
        t->out->quit = true;
    else if (a == ACTION_copy)
        copy(t);
    else if (a == ACTION_open_url)
        story_open(t);
    else if (a == ACTION_show_url)
        story_show_address(t);
    else if (a == ACTION_redraw)
        t->out->redraw_all = true;
    else if (a == ACTION_suspend)
        t->out->suspend = true;
    else if (a == ACTION_pause)
        pause(t);
    else if (a == ACTION_slower || a == ACTION_faster)
        change_speed(t, a == ACTION_faster);
    else if (a == ACTION_next_event)
        turn_send(t, &(struct command){.kind = COMMAND_NEXT_EVENT});
    else if (a == ACTION_refresh)
        turn_send(t, &(struct command){.kind = COMMAND_REFRESH});
    else
        return false;
    return true;
}

/* A key that the hints name does not go by in silence. */
static void say_no_use(struct turn *t, enum ui_action a)
{
    char text[100];

    if (!keymap_row(a)->label[0])
        return;
    snprintf(text, sizeof(text), "nothing here for '%s'",
             keymap_row(a)->label);
    say(t, text);
}

static void act_panels(struct turn *t, enum ui_action a)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    struct wish wish;

    if (turn_act_in(t, s, focus, a, &wish)) {
        turn_fulfil(t, &wish);
        return;
    }
    if (!(keymap_row(a)->context & (CONTEXT_chart | CONTEXT_plot))) {
        say_no_use(t, a);
        return;
    }
    for (int i = 0; i < s->screen->panel_count; i++)
        if (stack_can_focus(t->u, s, i) && turn_act_in(t, s, i, a, &wish))
            return;
}

void turn_act(struct turn *t, enum ui_action a)
{
    if (a != ACTION_none && !act_outside(t, a) && !turn_act_open(t, a) &&
        !act_screen(t, a) && !turn_act_rows(t, a))
        act_panels(t, a);
    if (a != ACTION_back)
        t->u->quit_until = 0;
}
