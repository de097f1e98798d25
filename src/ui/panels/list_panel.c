/* SPDX-License-Identifier: MIT */
/* The common part of list panels. */
#include "../list_panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/state/fields.h"

void list_panel_build(const struct list_panel *p, struct list_view *v,
                      const struct frame *f, struct list_rows *out)
{
    *out = (struct list_rows){0};
    p->build(f, out);
    filter_rows(f, out);
    /* Its own order is sort 0: reversing turns that around too. */
    if (p->compare && (v->sort || v->is_reversed))
        list_sort(out, v->is_reversed, p->compare, v->sort);
    else if (p->arrange)
        p->arrange(f, out);
    if (!v->key[0] && p->first && out->count)
        list_select(v, out, p->first(f, out));
    list_sync(v, out);
}

size_t list_panel_count(const struct list_panel *p, const struct frame *f)
{
    struct list_view v = {.key = ""};
    struct list_rows r;
    size_t n;

    list_panel_build(p, &v, f, &r);
    n = r.count;
    list_done(&r);
    return n;
}

const struct list_panel *list_panel_of(const struct panel_ops *ops)
{
    return ops->draw == list_panel_draw ? ops->kind : NULL;
}

/* Without headings, which are no rows. */
static size_t count_built(const struct list_panel *p, const struct frame *f)
{
    struct list_rows r = {0};
    size_t n;

    p->build(f, &r);
    filter_rows(f, &r);
    n = r.count;
    list_done(&r);
    return n;
}

bool rows_count(const struct panel_ops *ops, const struct frame *f,
                size_t *fit, size_t *all)
{
    const struct list_panel *p = list_panel_of(ops);
    struct frame whole = *f;

    if (!p)
        return false;
    whole.filter = whole.where = "";
    *fit = count_built(p, f);
    *all = count_built(p, &whole);
    return true;
}

/* Rows that are gone are not counted; those that a filter hides are. */
size_t rows_marked(const struct panel_ops *ops, const void *view,
                   const struct frame *f)
{
    const struct list_panel *p = list_panel_of(ops);
    const struct list_view *v = view;
    struct list_rows r = {0};
    struct frame whole = *f;
    size_t n = 0;

    if (!p || v->mark_count == 0)
        return 0;
    whole.filter = whole.where = "";
    p->build(&whole, &r);
    for (size_t i = 0; i < r.count; i++)
        n += list_is_marked(v, &r, r.at[i]);
    list_done(&r);
    return n;
}

static void open_row(const struct list_panel *p, const struct frame *f,
                     const struct list_rows *r, uint32_t at,
                     enum ui_action a, struct wish *wish)
{
    wish->subject = *f->subject;
    if (a == ACTION_chart)
        wish->subject.symbol[0] = '\0'; /* the row's, or none */
    if (p->subject && p->subject(f, r, at, &wish->subject))
        wish->push = a == ACTION_open              ? p->push
                     : wish->subject.symbol[0] ? "symbol" : NULL;
    if (!wish->push)
        snprintf(wish->message, sizeof(wish->message), "%s",
                 a == ACTION_open ? "there is nothing behind this row"
                                  : "this row has no symbol");
}

/* A row that is marked gives way to the next one. */
static bool act_on_marks(struct list_view *v, const struct list_rows *r,
                         enum ui_action a, struct wish *wish)
{
    bool is_done = true;
    uint32_t at;

    if (a != ACTION_mark_row && a != ACTION_mark_all)
        return false;
    if (a == ACTION_mark_all)
        is_done = list_mark_all(v, r);
    else if (list_selected(v, r, &at))
        is_done = list_mark(v, r, at, !list_is_marked(v, r, at));
    if (a == ACTION_mark_row)
        (void)list_act(v, r, ACTION_down, 0);
    if (!is_done)
        snprintf(wish->message, sizeof(wish->message),
                 "no more than %d rows can be marked", LIST_MARKS_MAX);
    return true;
}

/* From a heading that nothing is behind on in the direction of the move; back
 * where there is no more. */
static void pass_headings(const struct list_panel *p, struct list_view *v,
                          const struct list_rows *r, size_t before)
{
    size_t step = v->cursor >= before ? 1 : SIZE_MAX;

    for (int way = 0; p->is_passed && way < 2; way++) {
        size_t to = v->cursor;

        while (to < r->count && p->is_passed(r->at[to]))
            to += step;
        if (to < r->count) {
            if (to != v->cursor)
                list_select(v, r, to);
            return;
        }
        step = 0 - step;
    }
}

static bool scroll_columns(const struct list_panel *p, struct list_view *v,
                           enum ui_action a)
{
    if (!p->columns || (a != ACTION_column_left && a != ACTION_column_right))
        return false;
    v->shift += a == ACTION_column_right ? 1 : -1;
    v->shift = v->shift < 0            ? 0
               : v->shift > p->columns ? p->columns : v->shift;
    return true;
}

bool list_panel_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish)
{
    const struct list_panel *p = f->panel->kind;
    struct list_view *v = view;
    struct list_rows r;
    size_t before;
    bool is_done;
    uint32_t at;

    list_panel_build(p, v, f, &r);
    before = v->cursor;
    is_done = list_act(v, &r, a, p->sorts) ||
              act_on_marks(v, &r, a, wish) || scroll_columns(p, v, a);
    if (v->cursor != before)
        pass_headings(p, v, &r, before);
    if (!is_done && (a == ACTION_open || a == ACTION_chart)) {
        is_done = true;
        if (list_selected(v, &r, &at))
            open_row(p, f, &r, at, a, wish);
        else
            snprintf(wish->message, sizeof(wish->message),
                     "no row is selected");
    }
    list_done(&r);
    return is_done;
}

bool list_panel_subject(void *view, const struct frame *f,
                        struct subject *out)
{
    const struct list_panel *p = f->panel->kind;
    struct list_view *v = view;
    struct list_rows r;
    bool found = false;
    uint32_t at;

    list_panel_build(p, v, f, &r);
    if (p->subject && list_selected(v, &r, &at))
        found = p->subject(f, &r, at, out);
    list_done(&r);
    return found;
}

static enum truth of_symbol(const struct query *q, const struct frame *f,
                            const struct list_rows *r, uint32_t at)
{
    const struct list_panel *p = f->panel->kind;
    struct subject s = {.symbol = ""};

    return p->subject && p->subject(f, r, at, &s)
               ? filter_symbol(q, f, s.symbol)
               : TRUTH_UNKNOWN;
}

const struct row_records symbol_records = {.language = language_of_listing,
                                           .truth = of_symbol};

void list_panel_keep(const void *view, void *self,
                     void (*put)(void *self, const char *key,
                                 const char *value))
{
    const struct list_view *v = view;
    char text[16];

    snprintf(text, sizeof(text), "%d", v->sort);
    if (v->sort)
        put(self, "sort", text);
    if (v->is_reversed)
        put(self, "reversed", "1");
}

/* An order that there is no more is left out. */
void list_panel_recall(void *view, const struct panel_ops *panel,
                       const char *key, const char *value)
{
    const struct list_panel *p = panel->kind;
    struct list_view *v = view;
    long n = strtol(value, NULL, 10);

    if (strcmp(key, "sort") == 0 && n > 0 && n < p->sorts)
        v->sort = (int)n;
    else if (strcmp(key, "reversed") == 0)
        v->is_reversed = value[0] == '1';
}
