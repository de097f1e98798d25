/* SPDX-License-Identifier: MIT */
/* Where the rows of list panels stand: drawing them, and clicks on them. */
#include "../list_panel.h"

#include <stdio.h>
#include <string.h>

#include "../show.h"

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
