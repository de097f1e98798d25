/* SPDX-License-Identifier: MIT */
/*
 * What the footer leaves out: keys that would only say why they do nothing.
 *
 * Keys of lists are judged by what the cursor is on, which is looked up once.
 * Those that belong to one panel (lots, sources, rules, ...) are tried on a
 * copy of its view: an answer without any effect is no use.
 */
#include "idle.h"

#include <stdlib.h>
#include <string.h>

#include "list_panel.h"
#include "tapewatch/base/mem.h"

enum {
    OF_ONE_PANEL = CONTEXT_lots | CONTEXT_folio | CONTEXT_feeds |
                   CONTEXT_alerts | CONTEXT_settings | CONTEXT_events |
                   CONTEXT_fired | CONTEXT_company | CONTEXT_found
};

/* Where the focus is, and what is under its cursor. */
struct place_of_focus {
    const struct panel_ops *ops;
    const struct list_panel *list; /* NULL: it is none */
    void *view;
    struct frame f;
    bool has_row, has_subject; /* of a list */
    bool is_about_symbol;      /* the whole screen */
    struct subject found;
};

static void look(struct place_of_focus *p)
{
    struct list_rows r;
    uint32_t at;

    p->list = list_panel_of(p->ops);
    if (!p->list)
        return;
    list_panel_build(p->list, p->view, &p->f, &r);
    p->has_row = list_selected(p->view, &r, &at);
    p->has_subject = p->has_row && p->list->subject &&
                     p->list->subject(&p->f, &r, at, &p->found);
    list_done(&r);
}

/* Does the wish hold more than words? */
static bool has_effect(const struct wish *w)
{
    /* With any key the setting under the cursor is tried, or no more. */
    bool is_try = w->message[0] && (w->change == UI_CHANGE_UNSHOW ||
                                    w->change == UI_CHANGE_SHOW);

    return w->push || w->command.kind != COMMAND_NONE || w->copy[0] ||
           w->line[0] || w->next_unread || w->prompt[0] || w->pops ||
           w->tests || w->focus || w->filters ||
           (w->change != UI_CHANGE_NONE && !is_try);
}

/* The view after the action, the caller's; *done: the panel had a use for it. */
static void *try_on_copy(const struct place_of_focus *p, enum ui_action a,
                         struct wish *wish, bool *done)
{
    void *copy = mem_new(1, p->ops->view_size + 1);

    memset(wish, 0, sizeof(*wish));
    if (p->ops->view_size)
        memcpy(copy, p->view, p->ops->view_size);
    *done = p->ops->act(copy, &p->f, a, wish);
    return copy;
}

/* A view that was never drawn may settle with any key: that is no effect. */
static bool differs_from_settled(const struct place_of_focus *p,
                                 const void *after)
{
    struct wish wish;
    bool done, differs;
    void *settled = try_on_copy(p, ACTION_none, &wish, &done);

    differs = memcmp(settled, after, p->ops->view_size) != 0;
    free(settled);
    return differs;
}

static bool would_act(const struct place_of_focus *p, enum ui_action a)
{
    struct wish wish;
    bool done = false, has_use;
    void *after;

    if (!p->ops->act)
        return false;
    after = try_on_copy(p, a, &wish, &done);
    has_use = done && (has_effect(&wish) || !wish.message[0] ||
                       differs_from_settled(p, after));
    free(after);
    return has_use;
}

/* ---- what keys of lists want */

static bool has_row(const struct place_of_focus *p)
{
    return !p->list || p->has_row;
}

static bool has_orders(const struct place_of_focus *p)
{
    return p->list && p->list->sorts > 1 && p->has_row;
}

/* A filter that hides all rows is one to change. */
static bool has_rows_to_filter(const struct place_of_focus *p)
{
    return !p->list || p->has_row || p->f.filter[0] || p->f.where[0];
}

static bool leads_on(const struct place_of_focus *p)
{
    if (p->list && p->ops->act == list_panel_act)
        return p->has_subject && p->list->push;
    return would_act(p, ACTION_open);
}

static bool has_symbol(const struct place_of_focus *p)
{
    return p->has_subject && p->found.symbol[0];
}

static bool leads_to_symbol(const struct place_of_focus *p)
{
    bool is_known = p->list && p->ops->act == list_panel_act;

    return has_symbol(p) || (!is_known && would_act(p, ACTION_chart));
}

/* The row's, or that of the screen. */
static bool is_about_symbol(const struct place_of_focus *p)
{
    if (p->list && !p->is_about_symbol)
        return has_symbol(p);
    return has_symbol(p) || p->f.subject->symbol[0];
}

static bool has_headline(const struct place_of_focus *p)
{
    return p->list ? p->has_subject && p->found.headline[0]
                   : p->f.subject->headline[0] != '\0';
}

static bool has_related(const struct place_of_focus *p)
{
    return would_act(p, ACTION_open_related);
}

static bool has_unread(const struct place_of_focus *p)
{
    return would_act(p, ACTION_all_read);
}

static bool has_lists(const struct place_of_focus *p)
{
    return p->f.now->watchlist_count > 1;
}

static const struct {
    enum ui_action action;
    bool (*is_there)(const struct place_of_focus *p);
} needs[] = {
    {ACTION_open, leads_on},       {ACTION_sort, has_orders},
    {ACTION_filter, has_rows_to_filter},
    {ACTION_mark_row, has_row},    {ACTION_chart, leads_to_symbol},
    {ACTION_its_news, is_about_symbol},
    {ACTION_remove, has_row},      {ACTION_next_list, has_lists},
    {ACTION_bookmark, has_headline}, {ACTION_mark, has_headline},
    {ACTION_tag, has_headline},    {ACTION_open_related, has_related},
    {ACTION_all_read, has_unread},
};

void stack_idle(struct ui *u, const struct snapshot *now,
                bool idle[ACTION_COUNT])
{
    struct screen_state *s = stack_top(u);
    int focus = stack_focus(u, s);
    struct place_of_focus p = {
        .ops = s->screen->panels[focus], .view = s->panels[focus].view,
        .f = stack_frame(u, s, focus, now, now->now_ms),
        .is_about_symbol = s->screen->has_symbol};

    memset(idle, 0, ACTION_COUNT * sizeof(*idle));
    if (p.ops->contexts & CONTEXT_form)
        return;
    look(&p);
    for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++)
        idle[needs[i].action] = !needs[i].is_there(&p);
    if (u->status_at >= 0)
        idle[ACTION_open] = false; /* shows how that source is */
    for (int a = ACTION_none + 1; a < ACTION_COUNT; a++)
        if ((keymap_row((enum ui_action)a)->context & p.ops->contexts &
             OF_ONE_PANEL) &&
            keymap_row((enum ui_action)a)->label[0])
            idle[a] = !would_act(&p, (enum ui_action)a);
}
