/* SPDX-License-Identifier: MIT */
/* What keys do: the prompt, the focused panel, then the screen. */
#include <stdio.h>
#include <string.h>

#include "keymap.h"
#include "stack.h"

enum { QUIT_MS = 2000, MESSAGE_MS = 4000, SPEED_MOST = 3840 };

/* Before the first snapshot: nothing is known, but keys work. */
static const struct snapshot nothing;

struct turn {
    struct ui *u;
    const struct snapshot *now;
    int64_t real_ms;
    struct key key;
    struct ui_effects *out;
};

void ui_message(struct ui *u, int64_t real_ms, enum role role,
                const char *text)
{
    snprintf(u->message, sizeof(u->message), "%s", text);
    u->message_role = role;
    u->message_until = real_ms + MESSAGE_MS;
}

bool ui_is_paused(const struct ui *u)
{
    return u->is_paused;
}

static void say(struct turn *t, const char *text)
{
    ui_message(t->u, t->real_ms, ROLE_info, text);
}

static void send(struct turn *t, const struct command *c)
{
    if (c->kind != COMMAND_NONE &&
        t->out->command_count < UI_COMMANDS_MAX)
        t->out->commands[t->out->command_count++] = *c;
}

static struct frame frame_of(struct turn *t, struct screen_state *s, int panel)
{
    return stack_frame(t->u, s, panel, t->now, t->now->now_ms);
}

/* Does an action in a panel of any screen; false if it had no use for it. */
static bool act_in(struct turn *t, struct screen_state *s, int panel,
                   enum ui_action a, struct wish *wish)
{
    const struct panel_ops *ops = s->screen->panels[panel];
    struct frame f = frame_of(t, s, panel);

    *wish = (struct wish){0};
    return ops->act && ops->act(s->panels[panel].view, &f, a, wish);
}

static void fulfil(struct turn *t, const struct wish *wish)
{
    send(t, &wish->command);
    if (wish->message[0])
        say(t, wish->message);
    if (wish->push)
        stack_push(t->u, wish->push, &wish->subject);
}

static void move_focus(struct turn *t, int step)
{
    struct screen_state *s = stack_top(t->u);
    int n = s->screen->panel_count, to = stack_focus(t->u, s);

    for (int i = 0; i < n; i++) {
        to = (to + n + step) % n;
        if (stack_can_focus(t->u, s, to)) {
            s->focus = to;
            return;
        }
    }
}

static void focus_panel(struct turn *t, int panel)
{
    struct screen_state *s = stack_top(t->u);

    if (stack_can_focus(t->u, s, panel))
        s->focus = panel;
}

/* Moves in the list that the screen was opened from, and shows what is
 * there now instead. */
static void next_item(struct turn *t, enum ui_action move)
{
    static const enum ui_action ways[] = {ACTION_open, ACTION_chart};
    struct screen_state *top = stack_top(t->u), *from;
    struct wish wish;

    if (t->u->depth < 2)
        return;
    from = top - 1;
    if (!act_in(t, from, from->focus, move, &wish))
        return;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        if (!act_in(t, from, from->focus, ways[i], &wish) || !wish.push ||
            strcmp(wish.push, top->screen->name) != 0)
            continue;
        top->subject = wish.subject;
        send(t, &wish.command);
        return;
    }
}

static void pause(struct turn *t)
{
    struct ui *u = t->u;

    if (t->now->mode == RUN_REPLAY) {
        bool stop = !t->now->timeline.is_paused;

        send(t, &(struct command){.kind = COMMAND_PAUSE, .number = stop});
        say(t, stop ? "tape stopped; p goes on" : "tape goes on");
        return;
    }
    u->is_paused = !u->is_paused;
    u->paused_since = t->real_ms;
    say(t, u->is_paused ? "screen paused; figures keep coming in"
                        : "screen goes on");
}

static void change_speed(struct turn *t, double factor)
{
    double speed = t->now->timeline.speed;
    char text[48];

    if (speed <= 0) /* at once: the fastest that can be watched */
        speed = SPEED_MOST / factor;
    speed *= factor;
    if (speed > SPEED_MOST || speed < 0.25)
        return;
    send(t, &(struct command){.kind = COMMAND_SPEED, .number = speed});
    snprintf(text, sizeof(text), "speed %gx", speed);
    say(t, text);
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

static void open_help(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);
    struct subject subject = s->subject;

    subject.contexts = stack_contexts(t->u, t->now);
    if (strcmp(s->screen->name, "help") != 0)
        stack_push(t->u, "help", &subject);
}

static void open_filter(struct turn *t)
{
    struct screen_state *s = stack_top(t->u);

    prompt_open(&t->u->prompt, PROMPT_FILTER,
                s->panels[stack_focus(t->u, s)].filter);
}

/* Actions of the screen itself; false for those of panels. */
static bool act_screen(struct turn *t, enum ui_action a)
{
    struct screen_state *s = stack_top(t->u);

    if (a >= ACTION_panel_1 && a <= ACTION_panel_9)
        focus_panel(t, (int)a - (int)ACTION_panel_1);
    else if (a == ACTION_next_panel || a == ACTION_prev_panel)
        move_focus(t, a == ACTION_next_panel ? 1 : -1);
    else if (a == ACTION_next_item || a == ACTION_prev_item)
        next_item(t, a == ACTION_next_item ? ACTION_down : ACTION_up);
    else if (a == ACTION_zoom)
        s->is_zoomed = !s->is_zoomed;
    else if (a == ACTION_filter)
        open_filter(t);
    else if (a == ACTION_add)
        prompt_open(&t->u->prompt, PROMPT_ADD, "");
    else if (a == ACTION_help)
        open_help(t);
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
    else if (a == ACTION_redraw)
        t->out->redraw_all = true;
    else if (a == ACTION_suspend)
        t->out->suspend = true;
    else if (a == ACTION_pause)
        pause(t);
    else if (a == ACTION_slower || a == ACTION_faster)
        change_speed(t, a == ACTION_faster ? 2 : 0.5);
    else if (a == ACTION_next_event)
        send(t, &(struct command){.kind = COMMAND_NEXT_EVENT});
    else if (a == ACTION_refresh)
        send(t, &(struct command){.kind = COMMAND_REFRESH});
    else
        return false;
    return true;
}

static void act_panels(struct turn *t, enum ui_action a)
{
    struct screen_state *s = stack_top(t->u);
    int focus = stack_focus(t->u, s);
    struct wish wish;

    if (act_in(t, s, focus, a, &wish)) {
        fulfil(t, &wish);
        return;
    }
    if (!(keymap_row(a)->context & (CONTEXT_chart | CONTEXT_plot)))
        return;
    for (int i = 0; i < s->screen->panel_count; i++)
        if (stack_can_focus(t->u, s, i) && act_in(t, s, i, a, &wish))
            return;
}

/* "nvda, amd" -> one command each; words that are no symbols are named. */
/* Length of the first word that is no symbol, and where; 0: all are. */
static size_t bad_symbol(const char *text, const char **where)
{
    char symbol[SYMBOL_MAX];

    for (text += strspn(text, " ,"); *text; text += strspn(text, " ,")) {
        size_t n = strcspn(text, " ,");

        *where = text;
        if (!symbol_from_text(text, n, symbol))
            return n;
        text += n;
    }
    return 0;
}

static void add_symbols(struct turn *t, const char *text)
{
    const struct screen_state *s = stack_top(t->u);
    struct command c = {.kind = COMMAND_ADD_SYMBOL, .index = -1};
    char message[160] = "";
    const char *bad = "";
    size_t n = bad_symbol(text, &bad), added = 0;

    if (n) {
        snprintf(message, sizeof(message), "nothing added: no symbol: %.*s",
                 (int)(n > 60 ? 60 : n), bad);
        ui_message(t->u, t->real_ms, ROLE_error, message);
        return;
    }
    name_copy(c.list, sizeof(c.list), s->subject.list);
    if (!c.list[0] && t->now->watchlist_count)
        name_copy(c.list, sizeof(c.list), t->now->watchlists[0].name);
    for (text += strspn(text, " ,"); *text; text += strspn(text, " ,")) {
        n = strcspn(text, " ,");
        (void)symbol_from_text(text, n, c.symbol);
        send(t, &c);
        added++;
        text += n;
    }
    if (added) {
        snprintf(message, sizeof(message),
                 "%s%s at the end of the list; u takes it back",
                 added == 1 ? c.symbol : "added",
                 added == 1 ? " added" : "");
        say(t, message);
    }
}

static void key_in_prompt(struct turn *t)
{
    struct ui *u = t->u;
    struct screen_state *s = stack_top(u);
    char *filter = s->panels[stack_focus(u, s)].filter;
    enum prompt_result result = prompt_key(&u->prompt, t->key);
    enum prompt_kind kind = u->prompt.kind;

    if (kind == PROMPT_FILTER)
        name_copy(filter, FILTER_MAX,
                  result == PROMPT_CANCELLED ? "" : u->prompt.text);
    if (result == PROMPT_ACCEPTED && kind == PROMPT_ADD)
        add_symbols(t, u->prompt.text);
    if (result != PROMPT_GOES_ON)
        u->prompt.kind = PROMPT_NONE;
}

/* The poller is told when another symbol is looked at. */
static void tell_focus(struct turn *t)
{
    const char *symbol;
    struct command c = {.kind = COMMAND_FOCUS};

    stack_link(t->u, t->now);
    symbol = stack_top(t->u)->subject.symbol;
    if (!symbol[0] || strcmp(symbol, t->u->focused_symbol) == 0)
        return;
    name_copy(c.symbol, sizeof(c.symbol), symbol);
    name_copy(t->u->focused_symbol, sizeof(t->u->focused_symbol), symbol);
    send(t, &c);
}

void ui_key(struct ui *u, struct key k, const struct snapshot *now,
            int64_t real_ms, struct ui_effects *out)
{
    struct turn t = {u, now ? now : &nothing, real_ms, k, out};
    enum ui_action a;

    *out = (struct ui_effects){0};
    /* Pasted text never acts as keys. */
    if (k.code == KEYCODE_NONE || k.code == KEYCODE_RESIZE ||
        k.code == KEYCODE_PASTE) {
        out->frozen = u->is_paused;
        return;
    }
    if (u->prompt.kind != PROMPT_NONE) {
        key_in_prompt(&t);
    } else {
        a = keymap_find(stack_contexts(u, t.now), k);
        if (a != ACTION_none && !act_outside(&t, a) && !act_screen(&t, a))
            act_panels(&t, a);
        if (a != ACTION_back)
            u->quit_until = 0;
    }
    tell_focus(&t);
    out->frozen = u->is_paused;
}
