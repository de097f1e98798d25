/* SPDX-License-Identifier: MIT */
/* Forms: placing, moving between items, drawing. */
#include "../form.h"

#include <stdio.h>
#include <stdlib.h>

#include "../show.h"
#include "tapewatch/base/utf8.h"

enum { MARGIN = 1, TEXT_LEAST = 6, WRAPPED_AT = 3 };

void form_add(struct form *f, struct form_item item)
{
    if (!item.text)
        item.text = "";
    if (f->count < FORM_ITEMS_MAX)
        f->items[f->count++] = item;
}

/* ---- places */

static int width_of(const struct form_item *item, int left)
{
    int cells = (int)utf8_cells(item->text);

    if (item->width > 0)
        return item->width;
    switch (item->kind) {
    case FORM_TEXT:
        return left + item->width > TEXT_LEAST ? left + item->width : left;
    case FORM_CHECK:
    case FORM_RADIO:
        return cells + 4;
    case FORM_CHOICE:
        return cells + 2;
    case FORM_LABEL:
    case FORM_BUTTON:
        break;
    }
    return cells;
}

int form_place(const struct form *f, int width, struct rect *places)
{
    int x = MARGIN, y = -1;

    for (int i = 0; i < f->count; i++) {
        const struct form_item *item = &f->items[i];
        int left = width - x - item->gap, cells;

        if (item->begins_row || y < 0) {
            y++;
            x = MARGIN;
        } else if (left < (item->kind == FORM_TEXT && item->width <= 0
                               ? TEXT_LEAST
                               : width_of(item, TEXT_LEAST))) {
            y++;
            x = WRAPPED_AT - item->gap;
        }
        x += item->gap;
        left = width - x;
        cells = width_of(item, left);
        if (cells > left)
            cells = left;
        places[i] = (struct rect){x, y, cells > 0 ? cells : 0, 1};
        x += places[i].width;
    }
    return y + 1;
}

/* ---- the focus */

const struct form_item *form_find(const struct form *f, int id)
{
    for (int i = 0; id && i < f->count; i++)
        if (f->items[i].id == id)
            return &f->items[i];
    return NULL;
}

int form_focus(const struct form_view *v, const struct form *f)
{
    if (form_find(f, v->focus))
        return v->focus;
    for (int i = 0; i < f->count; i++)
        if (f->items[i].id)
            return f->items[i].id;
    return 0;
}

static int index_of(const struct form *f, int id)
{
    const struct form_item *item = form_find(f, id);

    return item ? (int)(item - f->items) : 0;
}

void form_step(struct form_view *v, const struct form *f, int step)
{
    int at = index_of(f, form_focus(v, f));

    for (int i = 0; i < f->count; i++) {
        at = (at + f->count + step) % f->count;
        if (f->items[at].id)
            break;
    }
    if (f->count > 0)
        v->focus = f->items[at].id;
}

/* Of the next row that takes the focus, the item nearest to the column. */
void form_row(struct form_view *v, const struct form *f, int width, int step)
{
    struct rect places[FORM_ITEMS_MAX] = {{0, 0, 0, 0}};
    int rows = form_place(f, width, places);
    int from = index_of(f, form_focus(v, f)), best = -1;

    if (f->count == 0)
        return;
    for (int y = places[from].y + step; best < 0 && y >= 0 && y < rows;
         y += step)
        for (int i = 0; i < f->count; i++)
            if (f->items[i].id && places[i].y == y &&
                (best < 0 || abs(places[i].x - places[from].x) <
                                 abs(places[best].x - places[from].x)))
                best = i;
    if (best >= 0)
        v->focus = f->items[best].id;
}

/* ---- drawing */

static void draw_text(struct canvas *c, const struct form_item *item,
                      struct rect r, bool is_focused)
{
    if (r.width < 3)
        return;
    canvas_put(c, r.x, r.y, ROLE_dim, "[");
    canvas_put(c, r.x + r.width - 1, r.y, ROLE_dim, "]");
    r.x++;
    r.width -= 2;
    prompt_draw_in(item->edit, c, r, is_focused);
}

static void draw_mark(struct canvas *c, const struct form_item *item,
                      struct rect r)
{
    bool is_check = item->kind == FORM_CHECK;
    const char *mark = is_check ? item->is_set ? "[x]" : "[ ]"
                       : !item->is_set ? "( )"
                       : c->is_ascii   ? "(*)" : "(•)";

    canvas_text(c, r.x, r.y, r.width, item->is_set ? ROLE_value : ROLE_dim,
                mark);
    show_text(c, (struct place){r.x + 4, r.y, r.width - 4}, ROLE_popup,
              item->text);
}

static void draw_choice(struct canvas *c, const struct form_item *item,
                        struct rect r)
{
    if (r.width < 3)
        return;
    canvas_put(c, r.x, r.y, ROLE_dim, "[");
    canvas_put(c, r.x + r.width - 1, r.y, ROLE_dim, "]");
    show_text(c, (struct place){r.x + 1, r.y, r.width - 2}, ROLE_input,
              item->text);
}

static void draw_item(struct canvas *c, const struct form_item *item,
                      struct rect r, bool is_focused)
{
    switch (item->kind) {
    case FORM_LABEL:
        show_text(c, (struct place){r.x, r.y, r.width}, item->role,
                  item->text);
        return;
    case FORM_TEXT:
        draw_text(c, item, r, is_focused);
        return;
    case FORM_CHECK:
    case FORM_RADIO:
        draw_mark(c, item, r);
        break;
    case FORM_CHOICE:
        draw_choice(c, item, r);
        break;
    case FORM_BUTTON:
        show_text(c, (struct place){r.x, r.y, r.width}, ROLE_key, item->text);
        break;
    }
    if (!is_focused)
        return;
    canvas_flag(c, r, CELL_CURSOR);
    c->cursor_x = r.x;
    c->cursor_y = r.y;
}

/* The row of the focus is shown, and as much before it as there was. */
static void scroll(struct form_view *v, int row, int rows, int height)
{
    if (v->top > rows - height)
        v->top = rows - height;
    if (v->top < 0)
        v->top = 0;
    if (row < v->top)
        v->top = row;
    if (height > 0 && row >= v->top + height)
        v->top = row - height + 1;
}

void form_draw(struct form_view *v, const struct form *f, struct canvas *c,
               struct rect area)
{
    struct rect places[FORM_ITEMS_MAX] = {{0, 0, 0, 0}};
    int rows = form_place(f, area.width, places);
    int focus = form_focus(v, f);

    if (focus)
        scroll(v, places[index_of(f, focus)].y, rows, area.height);
    for (int i = 0; i < f->count; i++) {
        struct rect r = places[i];

        r.x += area.x;
        r.y += area.y - v->top;
        if (r.width > 0 && r.y >= area.y && r.y < area.y + area.height)
            draw_item(c, &f->items[i], r,
                      f->items[i].id && f->items[i].id == focus);
    }
}

struct rect form_area(const struct form_view *v, const struct form *f,
                      struct rect area, int id)
{
    struct rect places[FORM_ITEMS_MAX] = {{0, 0, 0, 0}}, r;

    if (!form_find(f, id))
        return (struct rect){0, 0, 0, 0};
    (void)form_place(f, area.width, places);
    r = places[index_of(f, id)];
    r.x += area.x;
    r.y += area.y - v->top;
    if (r.y < area.y || r.y >= area.y + area.height)
        r.width = 0;
    return r;
}

int form_at(const struct form_view *v, const struct form *f,
            struct rect area, int x, int y)
{
    for (int i = 0; i < f->count; i++) {
        struct rect r = form_area(v, f, area, f->items[i].id);

        if (r.width > 0 && r.y == y && x >= r.x && x < r.x + r.width)
            return f->items[i].id;
    }
    return 0;
}
