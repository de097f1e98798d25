/* SPDX-License-Identifier: MIT */
/* The columns of positions: which fit, and how each is drawn. */
#include "position_columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct cell_of {
    const struct frame *f;
    const struct portfolio *p;
    const struct position *one;
    struct canvas *c;
    struct place at;
};

static void put(const struct cell_of *d, bool is_known, enum role role,
                const char *text)
{
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
    put(d, true, ROLE_value, folio_hides_money(d->f) ? "***" : text);
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
    if (!is_cash(d))
        show_percent(d->c, d->at, POSITION_HAS(d->one, change_pct),
                     d->one->change_pct, d->one->is_stale);
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
    {"BAR", 5, 5, 10, true, draw_bar},
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(*columns), WIDE_FROM = 100,
       BAR_MOST = 16 };

/* Widths of the columns that fit in `room`; 0: dropped. */
static void fit(int room, int widths[COLUMN_COUNT])
{
    int left = room;

    memset(widths, 0, sizeof(*widths) * COLUMN_COUNT);
    for (int priority = 0; priority <= 10; priority++) {
        for (int i = 0; i < COLUMN_COUNT; i++) {
            int width = room >= WIDE_FROM ? columns[i].wide
                                          : columns[i].width;

            if (columns[i].priority != priority)
                continue;
            if (width > left)
                return;
            widths[i] = width;
            left -= width;
        }
    }
    widths[COLUMN_COUNT - 1] += left < BAR_MOST ? left : BAR_MOST;
}

void position_header(const struct frame *f, struct canvas *c,
                     struct rect area)
{
    int widths[COLUMN_COUNT], x = area.x + 1;

    (void)f;
    fit(area.width - 1, widths);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (columns[i].is_left)
            canvas_text(c, x + (i > 0), area.y, widths[i], ROLE_header,
                        columns[i].title);
        else
            canvas_right(c, x, area.y, widths[i], ROLE_header,
                         columns[i].title);
        x += widths[i];
    }
}

const char *position_column_at(struct rect area, int x)
{
    int widths[COLUMN_COUNT], left = area.x + 1;

    fit(area.width - 1, widths);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        left += widths[i];
        if (x < left)
            return columns[i].title;
    }
    return NULL;
}

void position_row(const struct frame *f, const struct portfolio *p,
                  const struct position *one, struct canvas *c,
                  struct rect area)
{
    struct cell_of d = {.f = f, .p = p, .one = one, .c = c};
    int widths[COLUMN_COUNT], x = area.x + 1;

    fit(area.width - 1, widths);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        d.at = (struct place){x, area.y, widths[i]};
        x += widths[i];
        if (widths[i])
            columns[i].draw(&d);
    }
}
