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

/* The frame of a table whose columns are scrolled and as wide as the rows
 * need, which is kept in `needs`. */
static struct frame table_frame(const struct list_panel *p,
                                const struct list_view *v,
                                const struct frame *f,
                                const struct list_rows *r, int *needs)
{
    struct frame table = *f;

    table.shift = v->shift;
    memset(needs, 0, sizeof(*needs) * COLUMNS_MOST);
    if (p->needs)
        p->needs(f, r, needs);
    table.needs = needs;
    return table;
}

static int order_at(const struct list_panel *p, struct list_view *v,
                    const struct frame *f, struct rect area, int x)
{
    int needs[COLUMNS_MOST], sort;
    struct list_rows r;
    struct frame table;

    list_panel_build(p, v, f, &r);
    table = table_frame(p, v, f, &r, needs);
    sort = p->sort_at(&table, area, x);
    list_done(&r);
    return sort;
}

/* A click on the order that there is turns it around. */
static enum click click_header(const struct list_panel *p,
                               struct list_view *v, const struct frame *f,
                               struct rect area, int x)
{
    int sort;

    if (p->sorts < 2)
        return CLICK_DONE;
    sort = p->sort_at ? order_at(p, v, f, area, x)
                      : (v->sort + 1) % p->sorts;
    if (sort < 0)
        return CLICK_DONE;
    v->is_reversed = sort == v->sort && !v->is_reversed;
    v->sort = sort;
    return CLICK_DONE;
}

enum click list_panel_click(void *view, const struct frame *f,
                            struct rect area, int x, int y)
{
    const struct list_panel *p = f->panel->kind;
    struct list_view *v = view;
    int height = p->row_height ? p->row_height(area) : 1;
    enum click done = CLICK_NONE;
    struct list_rows r;
    size_t at;

    if (p->header && area.height > p->header_rows) {
        if (y < area.y + p->header_rows)
            return click_header(p, v, f, area, x);
        area.y += p->header_rows;
        area.height -= p->header_rows;
    }
    list_panel_build(p, v, f, &r);
    list_scroll(v, &r, (size_t)(area.height / height));
    at = v->top + (size_t)((y - area.y) / height);
    if (at < r.count && at < v->top + v->page) {
        done = at == v->cursor ? CLICK_AGAIN : CLICK_SELECTED;
        list_select(v, &r, at);
    }
    list_done(&r);
    return done;
}

static void draw_cursor(const struct frame *f, struct canvas *c,
                        struct rect row, bool is_marked)
{
    const struct glyphs *g = glyphs_of(c);

    if (!f->is_focused)
        return;
    canvas_put(c, row.x, row.y, ROLE_cursor,
               is_marked ? g->selected_mark : g->selected);
    canvas_flag(c, row, CELL_CURSOR);
    c->cursor_x = row.x;
    c->cursor_y = row.y;
}

static void draw_empty(const struct list_panel *p, const struct frame *f,
                       struct canvas *c, struct rect area)
{
    const char *text = f->filter[0]  ? "nothing contains the filter's text"
                       : f->where[0] ? "the filter is true of none"
                       : p->empty    ? p->empty(f)
                                    : "-";

    if (area.height > 0)
        show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
                  ROLE_dim, text);
}

int list_panel_time_cells(const struct frame *f, const struct list_rows *r,
                          row_time *time_of)
{
    for (size_t i = r->from; i < r->to; i++)
        if (show_is_dated(time_of(f, r, r->at[i]), f->shown_ms))
            return SHOW_DATED_CELLS;
    return SHOW_TIME_CELLS;
}

/* The first time with the row that it begins at in the middle. */
static void come_to(const struct list_panel *p, struct list_view *v,
                    const struct list_rows *r, size_t page)
{
    size_t above = page > 0 ? (page - 1) / 2 : 0;

    if (p->first && v->page == 0)
        v->top = v->cursor > above ? v->cursor - above : 0;
    list_scroll(v, r, page);
}

void list_panel_heading(struct canvas *c, struct rect area, const char *text)
{
    char padded[SECTION_MAX + 2];

    canvas_fill(c, (struct rect){area.x + 1, area.y, area.width - 1, 1},
                ROLE_border, glyphs_of(c)->rule);
    snprintf(padded, sizeof(padded), " %s ", text);
    show_text(c, (struct place){area.x + 3, area.y, area.width - 4},
              ROLE_header, padded);
}

void list_panel_draw(void *view, const struct frame *f, struct canvas *c,
                     struct rect area)
{
    const struct list_panel *p = f->panel->kind;
    struct list_view *v = view;
    int height = p->row_height ? p->row_height(area) : 1;
    int needs[COLUMNS_MOST];
    struct frame table, fits = *f;
    struct list_rows r;

    fits.rows = area.height;
    v->is_beside = area.width < c->width;
    list_panel_build(p, v, &fits, &r);
    if (p->brief && !f->is_focused && p->brief(f, &r, c, area)) {
        list_done(&r);
        return;
    }
    table = table_frame(p, v, f, &r, needs);
    if (p->header && area.height > p->header_rows) {
        p->header(&table, c, area);
        area.y += p->header_rows;
        area.height -= p->header_rows;
    }
    come_to(p, v, &r, (size_t)(area.height / height));
    if (r.count == 0)
        draw_empty(p, f, c, area);
    r.from = v->top;
    r.to = v->top + v->page < r.count ? v->top + v->page : r.count;
    for (size_t i = r.from; i < r.to; i++) {
        struct rect row = {area.x, area.y + (int)(i - v->top) * height,
                           area.width, height};
        bool is_marked = list_is_marked(v, &r, r.at[i]);

        p->row(&table, &r, r.at[i], c, row);
        if (is_marked)
            canvas_put(c, row.x, row.y, ROLE_mark, "*");
        if (i == v->cursor)
            draw_cursor(f, c, row, is_marked);
    }
    list_done(&r);
}

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
