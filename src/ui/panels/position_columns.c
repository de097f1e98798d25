/* SPDX-License-Identifier: MIT */
/* The columns of positions: which fit, and how each is drawn. */
#include "position_columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/utf8.h"

struct cell_of {
    const struct frame *f;
    const struct portfolio *p;
    const struct position *one;
    struct canvas *c;
    struct place at;
    int *need; /* NULL: draw; else only measured */
};

static void put(const struct cell_of *d, bool is_known, enum role role,
                const char *text)
{
    int cells = (int)utf8_cells(text) + 1;

    if (d->need) {
        *d->need = is_known && cells > *d->need ? cells : *d->need;
        return;
    }
    canvas_right(d->c, d->at.x, d->at.y, d->at.width,
                 !is_known              ? ROLE_dim
                 : d->one->is_stale ? ROLE_stale
                                        : role,
                 is_known ? text : "-");
}

static bool is_cash(const struct cell_of *d)
{
    return d->one->symbol[0] == '\0';
}

static void draw_symbol(const struct cell_of *d)
{
    char text[SYMBOL_MAX + 12];

    (void)snprintf(text, sizeof(text), "%s%s%s",
                   is_cash(d) ? "CASH " : d->one->symbol,
                   is_cash(d) ? d->one->currency : "",
                   d->one->is_split_since ? "*" : "");
    show_text(d->c, (struct place){d->at.x, d->at.y, d->at.width - 1},
              ROLE_value, text);
}

static void draw_quantity(const struct cell_of *d)
{
    char text[FORMAT_MAX];

    folio_quantity(d->one->quantity, text);
    if (is_cash(d))
        return;
    put(d, true, ROLE_value,
        folio_hides_money(d->f) ? folio_hidden(d->f) : text);
}

static void draw_avg(const struct cell_of *d)
{
    char text[FORMAT_MAX];

    format_price(text, d->one->avg, -1);
    if (!is_cash(d))
        put(d, POSITION_HAS(d->one, avg), ROLE_value, text);
}

static void draw_last(const struct cell_of *d)
{
    char text[FORMAT_MAX];

    if (is_cash(d))
        return;
    format_price(text, d->one->price, -1);
    if (d->one->is_stale && strlen(text) + 2 < sizeof(text))
        memcpy(text + strlen(text), "~", 2);
    put(d, POSITION_HAS(d->one, price), ROLE_value, text);
}

static void draw_change(const struct cell_of *d)
{
    char text[FORMAT_MAX + 8];

    if (is_cash(d))
        return;
    show_percent_text(d->c, d->one->change_pct, text, sizeof(text));
    put(d, POSITION_HAS(d->one, change_pct),
        show_change_role(format_round(d->one->change_pct, 2)), text);
}

static void draw_value(const struct cell_of *d)
{
    char text[FORMAT_MAX];

    folio_money(d->f, d->p, d->one->value, text);
    put(d, POSITION_HAS(d->one, value), ROLE_value, text);
}

static void draw_gain(const struct cell_of *d, bool is_known, double v)
{
    char text[FORMAT_MAX];

    folio_gain(d->f, d->p, v, text);
    if (!is_cash(d))
        put(d, is_known, show_change_role(v), text);
}

static void draw_day(const struct cell_of *d)
{
    draw_gain(d, POSITION_HAS(d->one, day), d->one->day);
}

static void draw_profit(const struct cell_of *d)
{
    draw_gain(d, POSITION_HAS(d->one, profit), d->one->profit);
}

static void draw_profit_pct(const struct cell_of *d)
{
    char text[FORMAT_MAX];

    if (is_cash(d))
        return;
    (void)snprintf(text, sizeof(text), "%+.0f",
                   format_round(d->one->profit_pct, 0));
    put(d, POSITION_HAS(d->one, profit_pct),
        show_change_role(d->one->profit_pct), text);
}

static void draw_weight(const struct cell_of *d)
{
    char text[FORMAT_MAX];

    (void)snprintf(text, sizeof(text), "%.1f",
                   format_round(d->one->weight_pct, 1));
    put(d, POSITION_HAS(d->one, weight_pct), ROLE_value, text);
}

static void draw_bar(const struct cell_of *d)
{
    double most = 0;

    for (size_t i = 0; i < d->p->position_count; i++)
        if (POSITION_HAS(&d->p->positions[i], weight_pct))
            most = fmax(most, d->p->positions[i].weight_pct);
    if (POSITION_HAS(d->one, weight_pct) && d->one->weight_pct > 0)
        hbar_draw(d->c, d->at.x + 1, d->at.y, d->at.width - 1,
                  show_change_role(POSITION_HAS(d->one, day) ? d->one->day
                                                             : 0),
                  d->one->weight_pct, most);
}

/* In the order of drawing. A lower priority number stays longer. */
static const struct column {
    const char *title;
    int width, wide, priority;
    bool is_left;
    void (*draw)(const struct cell_of *d);
} columns[] = {
    {"SYM", 9, 9, 0, true, draw_symbol},
    {"QTY", 7, 8, 6, false, draw_quantity},
    {"AVG", 8, 9, 7, false, draw_avg},
    {"LAST", 9, 10, 4, false, draw_last},
    {"CHG%", 8, 9, 2, false, draw_change},
    {"VALUE", 9, 10, 3, false, draw_value},
    {"DAY P/L", 9, 10, 1, false, draw_day},
    {"TOT P/L", 9, 11, 5, false, draw_profit},
    {"%", 5, 6, 8, false, draw_profit_pct},
    {"WT", 6, 6, 9, false, draw_weight},
    {"BAR", 1, 1, 10, true, draw_bar},
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(*columns), WIDE_FROM = 100,
       BAR_MOST = 21 };

void position_needs(const struct frame *f, const struct list_rows *r,
                    int *cells)
{
    const struct portfolio *p = r->items;
    struct canvas none = {.is_ascii = true}; /* an arrow is a cell in both */

    for (size_t i = 0; i < r->count; i++) {
        struct cell_of d = {.f = f, .p = p, .one = &p->positions[r->at[i]],
                            .c = &none};

        for (int k = 0; k < COLUMN_COUNT; k++) {
            d.need = &cells[k];
            if (!columns[k].is_left)
                columns[k].draw(&d);
        }
    }
}

static void fit(const struct frame *f, int room, int widths[COLUMN_COUNT])
{
    struct column_size sizes[COLUMN_COUNT];

    for (int i = 0; i < COLUMN_COUNT; i++) {
        int width = room >= WIDE_FROM ? columns[i].wide : columns[i].width;

        sizes[i] = (struct column_size){
            .least = width, .priority = columns[i].priority,
            .most = i == COLUMN_COUNT - 1 ? BAR_MOST : 0,
            .need = f->needs ? f->needs[i] : 0};
    }
    columns_fit(sizes, COLUMN_COUNT, room, widths);
}

void position_header(const struct frame *f, struct canvas *c,
                     struct rect area)
{
    int widths[COLUMN_COUNT], x = area.x + 1;

    fit(f, area.width - 1, widths);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (columns[i].is_left)
            canvas_text(c, x + (i > 0), area.y, widths[i] - (i > 0),
                        ROLE_header, columns[i].title);
        else
            canvas_right(c, x, area.y, widths[i], ROLE_header,
                         columns[i].title);
        x += widths[i];
    }
}

const char *position_column_at(const struct frame *f, struct rect area, int x)
{
    int widths[COLUMN_COUNT], i;

    fit(f, area.width - 1, widths);
    i = columns_at(widths, COLUMN_COUNT, x - area.x - 1);
    return i < 0 ? NULL : columns[i].title;
}

void position_row(const struct frame *f, const struct portfolio *p,
                  const struct position *one, struct canvas *c,
                  struct rect area)
{
    struct cell_of d = {.f = f, .p = p, .one = one, .c = c};
    int widths[COLUMN_COUNT], x = area.x + 1;

    fit(f, area.width - 1, widths);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        d.at = (struct place){x, area.y, widths[i]};
        x += widths[i];
        if (widths[i])
            columns[i].draw(&d);
    }
}
