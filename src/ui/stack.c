/* SPDX-License-Identifier: MIT */
/* The stack of screens with their states. */
#include "stack.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "chosen.h"
#include "filter.h"
#include "flash.h"
#include "keymap.h"
#include "list_panel.h"
#include "tapewatch/base/mem.h"

static void open_screen(struct screen_state *s, const struct screen *screen,
                        const struct subject *subject)
{
    *s = (struct screen_state){.screen = screen, .subject = *subject};
    (void)stack_show_tab(s, 0);
    for (int i = 0; i < screen->panel_count; i++)
        s->panels[i].view = mem_new(1, screen->panels[i]->view_size + 1);
}

static void close_screen(struct screen_state *s)
{
    for (int i = 0; s->screen && i < s->screen->panel_count; i++)
        free(s->panels[i].view);
    *s = (struct screen_state){0};
}

static void forget_other(struct ui *u)
{
    while (u->other_depth > 0)
        close_screen(&u->other[--u->other_depth]);
}

struct ui *ui_new(const struct config *config, const char *watchlist)
{
    struct ui *u = mem_new(1, sizeof(*u));
    struct subject subject = {.symbol = ""};

    u->config = config;
    u->width = 80;
    u->height = 24;
    if (watchlist)
        name_copy(subject.list, sizeof(subject.list), watchlist);
    open_screen(&u->stack[0], screen_at(0), &subject);
    u->depth = 1;
    u->completion = -1;
    u->status_at = -1;
    u->is_calm = config_bool(config, OPT_a11y);
    u->zone = (struct clock_zone){.name = "UTC"};
    u->flash = flash_new();
    return u;
}

void ui_free(struct ui *u)
{
    if (!u)
        return;
    while (u->depth > 0)
        close_screen(&u->stack[--u->depth]);
    forget_other(u);
    free(u->other);
    for (size_t i = 0; i < u->around.theme_count; i++) {
        free(u->around.themes[i].name);
        free(u->around.themes[i].remark);
    }
    free(u->around.themes);
    for (int i = 0; i < LAYOUTS_MAX; i++)
        free(u->layouts[i]);
    history_done(&u->history);
    strbuf_done(&u->clip);
    flash_free(u->flash);
    free(u);
}

struct screen_state *stack_top(struct ui *u)
{
    return &u->stack[u->depth - 1];
}

static bool same_subject(const struct subject *a, const struct subject *b)
{
    return strcmp(a->symbol, b->symbol) == 0 &&
           strcmp(a->headline, b->headline) == 0 &&
           strcmp(a->source, b->source) == 0 &&
           event_key_equal(&a->event, &b->event);
}

void stack_push(struct ui *u, const char *name, const struct subject *s)
{
    const struct screen *screen = screen_find(name);
    struct screen_state *top = stack_top(u);

    if (!screen || (top->screen == screen && same_subject(&top->subject, s)))
        return;
    if (u->depth == STACK_MAX) {
        close_screen(&u->stack[1]);
        memmove(&u->stack[1], &u->stack[2],
                (STACK_MAX - 2) * sizeof(u->stack[0]));
        u->depth--;
    }
    open_screen(&u->stack[u->depth++], screen, s);
    chosen_recall(u, stack_top(u));
}

bool stack_pop(struct ui *u)
{
    if (u->depth == 1)
        return false;
    close_screen(&u->stack[--u->depth]);
    return true;
}

/* Everything over the root goes to `other`. */
static void put_aside(struct ui *u)
{
    if (!u->other)
        u->other = mem_new(STACK_MAX, sizeof(*u->other));
    forget_other(u);
    for (int i = 1; i < u->depth; i++)
        u->other[u->other_depth++] = u->stack[i];
    u->depth = 1;
}

void stack_go(struct ui *u, const char *screen, const struct subject *s)
{
    struct subject subject = *s;

    if (!screen_find(screen))
        return;
    put_aside(u);
    if (strcmp(screen, u->stack[0].screen->name) != 0)
        stack_push(u, screen, &subject);
}

bool stack_swap(struct ui *u)
{
    struct screen_state before[STACK_MAX];
    int count = u->other_depth;

    if (!u->other || (count == 0 && u->depth == 1))
        return false;
    for (int i = 0; i < count; i++)
        before[i] = u->other[i];
    u->other_depth = 0;
    put_aside(u);
    for (int i = 0; i < count; i++)
        u->stack[u->depth++] = before[i];
    return true;
}

enum size_class stack_size(const struct ui *u)
{
    enum size_class size = layout_class(u->width, u->height);

    return size > SIZE_COMPACT && config_bool(u->config, OPT_a11y)
               ? SIZE_COMPACT : size;
}

const struct tab *stack_tab(const struct screen_state *s)
{
    return s->screen->tabs ? &s->screen->tabs[s->tab] : NULL;
}

bool stack_show_tab(struct screen_state *s, int tab)
{
    if (!s->screen->tabs || tab < 0 || tab >= s->screen->tab_count)
        return false;
    s->tab = tab;
    s->focus = s->screen->tabs[tab].lead;
    return true;
}

const struct layout *stack_layout(const struct ui *u,
                                  const struct screen_state *s)
{
    enum size_class size = stack_size(u);
    const struct tab *tab = stack_tab(s);

    if (size == SIZE_TINY)
        size = SIZE_COMPACT;
    return tab && tab->layouts[size] ? tab->layouts[size]
                                     : s->screen->layouts[size];
}

/* In bands for areas of up to `height` lines. */
static bool has_place(const struct layout *l, int panel, int height)
{
    for (int b = 0; b < LAYOUT_BANDS && l->bands[b].from <= height; b++)
        for (int c = 0; c < LAYOUT_COLUMNS; c++)
            for (int k = 0; k < LAYOUT_SLOTS; k++)
                if (l->bands[b].columns[c].weight &&
                    l->bands[b].columns[c].slots[k].panel - 1 == panel)
                    return true;
    return false;
}

bool stack_can_focus(const struct ui *u, const struct screen_state *s,
                     int panel)
{
    return panel >= 0 && panel < s->screen->panel_count &&
           s->screen->panels[panel]->contexts &&
           has_place(stack_layout(u, s), panel, INT_MAX);
}

int stack_focus(const struct ui *u, const struct screen_state *s)
{
    const struct tab *tab = stack_tab(s);

    return stack_can_focus(u, s, s->focus) ? s->focus : tab ? tab->lead : 0;
}

static bool is_expression(const struct screen_state *s, int panel)
{
    const char *typed = s->panels[panel].filter;
    const struct row_records *of = s->screen->panels[panel]->records;

    return typed[0] && of && filter_is_expression(typed, of);
}

bool stack_filter_is_right(const struct screen_state *s, int panel,
                           size_t *place, char *message, size_t size)
{
    return !is_expression(s, panel) ||
           filter_is_right(s->panels[panel].filter,
                           s->screen->panels[panel]->records, place, message,
                           size);
}

/* Nothing beside or over the panel that has the focus. */
static bool is_alone(const struct ui *u, const struct screen_state *s)
{
    return stack_size(u) == SIZE_TINY || s->is_zoomed ||
           s->screen->panel_count == 1;
}

/* Which row of the list below it the screen was opened from. */
static void find_place(const struct ui *u, const struct screen_state *s,
                       struct frame *f)
{
    const struct screen_state *from = s - 1;
    const struct list_panel *p =
        list_panel_of(from->screen->panels[from->focus]);
    struct list_view v;
    struct frame of;
    struct list_rows r;

    if (!p || !p->subject)
        return;
    of = stack_frame(u, from, from->focus, f->now, f->shown_ms);
    v = *(struct list_view *)from->panels[from->focus].view;
    list_panel_build(p, &v, &of, &r);
    for (size_t i = 0; i < r.count; i++) {
        struct subject found = {.symbol = ""};

        if (!p->subject(&of, &r, r.at[i], &found) || !found.headline[0])
            continue; /* a heading */
        f->places++;
        if (strcmp(found.headline, s->subject.headline) == 0)
            f->place = f->places;
    }
    list_done(&r);
    if (f->place == 0)
        f->places = 0; /* it is in none of the rows any more */
}

struct frame stack_frame(const struct ui *u, const struct screen_state *s,
                         int at, const struct snapshot *now,
                         int64_t shown_ms)
{
    const char *typed = s->panels[at].filter;
    bool is_where = is_expression(s, at);

    struct frame f = {
        .now = now,
        .shown_ms = shown_ms,
        .away_since = u->away_since,
        .config = u->config,
        .around = &u->around,
        .subject = &s->subject,
        .is_focused = s == &u->stack[u->depth - 1] && u->status_at < 0 &&
                      at == stack_focus(u, s),
        .is_unlinked = s->is_unlinked,
        .filter = is_where ? "" : typed,
        .where = is_where ? typed : "",
        .lead_filter =
            s->screen->link < 0 ? "" : s->panels[s->screen->link].filter,
        .panel = s->screen->panels[at],
        .flash = u->flash,
        .is_alone = is_alone(u, s),
    };

    if (s > u->stack && s->screen->link < 0 &&
        (f.panel->contexts & CONTEXT_reading))
        find_place(u, s, &f);
    return f;
}

struct call_sources stack_sources(struct ui *u, const struct snapshot *now)
{
    const struct screen_state *s = stack_top(u);

    return (struct call_sources){
        .now = now,
        .config = u->config,
        .around = &u->around,
        .list = list_panel_of(s->screen->panels[stack_focus(u, s)]),
        .layouts = u->layouts,
    };
}

/* Could a row of the list in `from` have opened such a screen? */
static bool is_of_list(const struct screen_state *s,
                       const struct screen_state *from)
{
    const struct list_panel *p =
        list_panel_of(from->screen->panels[from->focus]);
    const char *kind = s->screen->like ? s->screen->like : s->screen->name;

    return p && p->subject &&
           ((p->push && strcmp(p->push, kind) == 0) ||
            strcmp(kind, "symbol") == 0 || strcmp(kind, "event") == 0);
}

unsigned stack_contexts(struct ui *u, const struct snapshot *now)
{
    struct screen_state *s = stack_top(u);
    unsigned set =
        keymap_contexts(s->screen->panels[stack_focus(u, s)]->contexts |
                        (s->screen->tabs ? CONTEXT_tabs : 0));

    if (set & CONTEXT_form)
        return set;
    for (int i = 0; i < s->screen->panel_count; i++)
        if (has_place(stack_layout(u, s), i, u->height))
            set |= s->screen->panels[i]->contexts &
                   (CONTEXT_chart | CONTEXT_plot);
    if (s->screen->link >= 0)
        set |= CONTEXT_linked;
    if (u->depth > 1 && !s->screen->is_popup && is_of_list(s, s - 1))
        set |= CONTEXT_detail;
    if (now->mode == RUN_REPLAY)
        set |= CONTEXT_replay;
    return set;
}

void stack_link(struct ui *u, const struct snapshot *now)
{
    struct screen_state *s = stack_top(u);
    const struct tab *tab = stack_tab(s);
    int link = tab ? tab->link : s->screen->link;
    struct subject found;
    struct frame f;

    if (link < 0 || (s->is_unlinked && s->subject.symbol[0]))
        return;
    found = s->subject;
    f = stack_frame(u, s, link, now, now->now_ms);
    if (s->screen->panels[link]->subject(s->panels[link].view, &f, &found))
        s->subject = found;
}
