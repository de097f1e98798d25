/* SPDX-License-Identifier: MIT */
/* What lost and what gained most value, side by side: two lists with one
 * cursor, that h and l take from one to the other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../filter.h"
#include "../show.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/breadth.h"

enum { LOST, GAINED, SIDES, SYMBOL = 7, MONEY = 9, PERCENT = 10,
       BAR_FROM = SYMBOL + MONEY + PERCENT + 4, BAR_MOST = 24, BLANK = 2 };

struct moves_view {
    struct list_view sides[SIDES];
    int side;
};

static const struct listing *listing_at(const void *items, uint32_t at)
{
    return &((const struct snapshot *)items)->listings[at];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s", listing_at(items, at)->instrument->symbol);
}

static int by_value(const void *items, uint32_t a, uint32_t b, int side)
{
    double x = listing_at(items, a)->figures.cap_change_usd;
    double y = listing_at(items, b)->figures.cap_change_usd;

    if (side == GAINED)
        return x > y ? -1 : x < y;
    return x < y ? -1 : x > y;
}

static void build(struct moves_view *v, const struct frame *f, int side,
                  struct list_rows *out)
{
    *out = (struct list_rows){.key = key_of, .items = f->now};
    for (size_t i = 0; i < f->now->listing_count; i++) {
        const struct listing *l = &f->now->listings[i];
        double change = l->figures.cap_change_usd;

        if (listing_is_company(l) &&
            FIGURE_HAS(&l->figures, cap_change_usd) &&
            (side == GAINED ? change > 0 : change < 0) &&
            list_matches(f->filter, l->instrument->symbol))
            list_add(out, (uint32_t)i);
    }
    filter_rows(f, out);
    list_sort(out, false, by_value, side);
    list_sync(&v->sides[side], out);
}

static enum truth of_company(const struct query *q, const struct frame *f,
                             const struct list_rows *r, uint32_t at)
{
    return filter_symbol(q, f, listing_at(r->items, at)->instrument->symbol);
}

static const struct row_records records = {.language = language_of_listing,
                                           .truth = of_company};

/* The largest of both sides is a whole bar. */
static double most_of(const struct snapshot *now, const struct list_rows *r)
{
    double most = 0;

    for (int side = 0; side < SIDES; side++)
        if (r[side].count)
            most = fmax(most, fabs(listing_at(now, r[side].at[0])
                                       ->figures.cap_change_usd));
    return most;
}

static void draw_move(struct canvas *c, struct place p,
                      const struct listing *l, double most)
{
    const struct figures *g = &l->figures;
    enum role role = l->is_stale ? ROLE_stale
                                 : show_change_role(g->cap_change_usd);
    int x = p.x, room;

    show_text(c, (struct place){x, p.y, SYMBOL}, ROLE_value,
              l->instrument->symbol);
    x += SYMBOL;
    show_money_change(c, (struct place){x, p.y, MONEY}, true,
                      g->cap_change_usd, l->is_stale);
    x += MONEY;
    show_percent(c, (struct place){x, p.y, PERCENT},
                 FIGURE_HAS(g, change_pct), g->change_pct, l->is_stale);
    x += PERCENT + BLANK;
    room = p.x + p.width - x;
    hbar_draw(c, x, p.y, room > BAR_MOST ? BAR_MOST : room, role,
              fabs(g->cap_change_usd), most);
}

static void draw_side(struct moves_view *v, const struct frame *f, int side,
                      const struct list_rows *r, double most,
                      struct canvas *c, struct rect area)
{
    struct list_view *list = &v->sides[side];

    canvas_text(c, area.x + 1, area.y, area.width - 1, ROLE_header,
                side == LOST ? "LOST" : "GAINED");
    list->is_beside = area.width < c->width;
    list_scroll(list, r, area.height > 0 ? (size_t)(area.height - 1) : 0);
    if (r->count == 0 && area.height > 1)
        show_text(c, (struct place){area.x + 1, area.y + 1, area.width - 1},
                  ROLE_dim, f->filter[0] || f->where[0] ? "nothing fits the filter"
                                        : show_why_empty(f, "none"));
    for (size_t i = list->top; i < r->count && i < list->top + list->page;
         i++) {
        int y = area.y + 1 + (int)(i - list->top);

        draw_move(c, (struct place){area.x + 1, y, area.width - BLANK},
                  listing_at(f->now, r->at[i]), most);
        if (!f->is_focused || side != v->side || i != list->cursor)
            continue;
        canvas_put(c, area.x, y, ROLE_cursor, glyphs_of(c)->selected);
        canvas_flag(c, (struct rect){area.x, y, area.width, 1}, CELL_CURSOR);
        c->cursor_x = area.x;
        c->cursor_y = y;
    }
}

/* Where it is too narrow for both, the side with the cursor. */
static struct rect area_of(const struct moves_view *v, struct rect area,
                           int side)
{
    if (area.width < 2 * BAR_FROM) {
        area.width = side == v->side ? area.width : 0;
        return area;
    }
    if (side == GAINED)
        area.x += area.width / 2;
    area.width = side == GAINED ? area.width - area.width / 2
                                : area.width / 2;
    return area;
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct moves_view *v = view;
    struct list_rows r[SIDES];
    double most;

    for (int side = 0; side < SIDES; side++)
        build(v, f, side, &r[side]);
    most = most_of(f->now, r);
    for (int side = 0; side < SIDES; side++) {
        struct rect room = area_of(v, area, side);

        if (room.width > 0)
            draw_side(v, f, side, &r[side], most, c, room);
        list_done(&r[side]);
    }
}

static bool subject(void *view, const struct frame *f, struct subject *out)
{
    struct moves_view *v = view;
    struct list_rows r;
    uint32_t at;
    bool found;

    build(v, f, v->side, &r);
    found = list_selected(&v->sides[v->side], &r, &at);
    if (found)
        name_copy(out->symbol, sizeof(out->symbol),
                  listing_at(f->now, at)->instrument->symbol);
    list_done(&r);
    return found;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct moves_view *v = view;
    struct list_rows r;
    bool is_done;

    if (a == ACTION_column_left || a == ACTION_column_right) {
        v->side = a == ACTION_column_left ? LOST : GAINED;
        return true;
    }
    if (a == ACTION_open || a == ACTION_chart) {
        wish->subject = *f->subject;
        if (subject(view, f, &wish->subject))
            wish->push = "symbol";
        return true;
    }
    build(v, f, v->side, &r);
    is_done = list_act(&v->sides[v->side], &r, a, 0);
    list_done(&r);
    return is_done;
}

static enum click click(void *view, const struct frame *f, struct rect area,
                        int x, int y)
{
    struct moves_view *v = view;
    enum click done = CLICK_NONE;
    int before = v->side;

    for (int side = 0; side < SIDES; side++) {
        struct rect room = area_of(v, area, side);
        struct list_view *list = &v->sides[side];
        size_t at = list->top + (size_t)(y - room.y - 1);
        struct list_rows r;

        if (x < room.x || x >= room.x + room.width || y <= room.y)
            continue;
        build(v, f, side, &r);
        if (at < r.count) {
            done = side == before && at == list->cursor ? CLICK_AGAIN
                                                        : CLICK_SELECTED;
            v->side = side;
            list_select(list, &r, at);
        }
        list_done(&r);
        return done;
    }
    return done;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    char day[16];

    (void)view;
    show_day_of_changes(f, day);
    snprintf(left, size, "Movers by value%s%s", day[0] ? ", " : "", day);
    snprintf(right, size, "change of market value, USD, of what is watched");
}

const struct panel_ops panel_value_moves = {
    .name = "value-moves", .help = "what lost and gained most value",
    .contexts = CONTEXT_list | CONTEXT_columns,
    .min_width = 28, .min_height = 3, .view_size = sizeof(struct moves_view),
    .records = &records, .title = title, .act = act, .draw = draw, .subject = subject,
    .click = click,
};
