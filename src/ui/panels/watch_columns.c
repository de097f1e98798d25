/* SPDX-License-Identifier: MIT */
/* The watchlist's columns: which fit, and how each is drawn. */
#include "watch_columns.h"

#include <stdio.h>
#include <string.h>

#include "../flash.h"
#include "../ranges.h"
#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

enum { SPARK_MOST = 14, FLAGS_LEAST = 7 };

struct cell_of {
    const struct frame *f;
    const char *symbol, *label;
    const struct listing *l; /* NULL: nothing known yet */
    struct canvas *c;
    struct place at;
};

static void draw_symbol(const struct cell_of *d)
{
    struct place at = d->at;

    at.width--; /* it may be as long as the column */
    show_text(d->c, at, ROLE_value, d->label[0] ? d->label : d->symbol);
}

static void draw_name(const struct cell_of *d)
{
    const char *name = d->l ? d->l->instrument->name : NULL;

    show_text(d->c, (struct place){d->at.x, d->at.y, d->at.width - 1},
              ROLE_dim, name ? name : "-");
}

static bool is_old(const struct cell_of *d)
{
    return show_is_old(d->l);
}

static void draw_last(const struct cell_of *d)
{
    show_last(d->c, d->at, d->l);
    if (QUOTE_HAS(&d->l->quote, price) && !is_old(d) &&
        flash_is_new(d->f->flash, d->symbol, d->l->quote.price))
        canvas_flag(d->c, (struct rect){d->at.x, d->at.y, d->at.width, 1},
                    CELL_BOLD);
}

static void draw_change(const struct cell_of *d)
{
    show_percent(d->c, d->at, FIGURE_HAS(&d->l->figures, change_pct),
                 d->l->figures.change_pct, is_old(d));
}

static void draw_today(const struct cell_of *d)
{
    double samples[SPARK_MOST];
    int cells = d->at.width < SPARK_MOST ? d->at.width : SPARK_MOST;
    size_t used = range_spark(d->l, samples, (size_t)cells);
    double change = FIGURE_HAS(&d->l->figures, change)
                        ? d->l->figures.change : 0;

    if (used == 0)
        canvas_text(d->c, d->at.x, d->at.y, d->at.width, ROLE_dim, "-");
    else
        spark_draw(d->c, d->at.x, d->at.y, (int)used,
                   is_old(d) ? ROLE_stale : show_change_role(change),
                   samples, used);
}

static void draw_cap(const struct cell_of *d)
{
    char text[FORMAT_MAX] = "-";
    bool has = FIGURE_HAS(&d->l->figures, cap);

    if (has)
        format_money(text, d->l->figures.cap);
    canvas_right(d->c, d->at.x, d->at.y, d->at.width,
                 !has ? ROLE_dim : is_old(d) ? ROLE_stale : ROLE_value,
                 text);
}

static void draw_cap_change(const struct cell_of *d)
{
    show_money_change(d->c, d->at, FIGURE_HAS(&d->l->figures, cap_change),
                      d->l->figures.cap_change, is_old(d));
}

static void draw_volume(const struct cell_of *d)
{
    char text[FORMAT_MAX] = "-";
    bool has = FIGURE_HAS(&d->l->figures, vol_ratio);

    if (has)
        snprintf(text, sizeof(text), "%.1f",
                 format_round(d->l->figures.vol_ratio, 1));
    canvas_right(d->c, d->at.x, d->at.y, d->at.width,
                 has ? ROLE_value : ROLE_dim, text);
}

static void draw_ext(const struct cell_of *d)
{
    bool has = FIGURE_HAS(&d->l->figures, ext_change_pct) &&
               show_has_ext(d->l);
    char pct[FORMAT_MAX], text[FORMAT_MAX + 8];

    if (!has) {
        canvas_right(d->c, d->at.x, d->at.y, d->at.width, ROLE_dim, "-");
        return;
    }
    show_percent_text(d->c, d->l->figures.ext_change_pct, pct, sizeof(pct));
    snprintf(text, sizeof(text), "%s %s",
             d->l->quote.ext_session == SESSION_PRE ? "PRE" : "AFT", pct);
    canvas_right(d->c, d->at.x, d->at.y, d->at.width, ROLE_ext, text);
}

static bool has_alert(const struct cell_of *d)
{
    for (size_t i = 0; i < d->f->now->event_count; i++) {
        const struct event *e = &d->f->now->events[i];

        if (!e->acknowledged && e->key.session == d->l->session &&
            strcmp(e->key.symbol, d->symbol) == 0)
            return true;
    }
    return false;
}

static void draw_flags(const struct cell_of *d)
{
    const struct listing *l = d->l;
    char text[32];
    int x = d->at.x;
    int64_t until = l->earnings_at - d->f->shown_ms;
    bool alert = has_alert(d);

    frame_lasts(d->f, l->earnings_at);
    frame_lasts(d->f, l->earnings_at - 7 * MS_PER_DAY);
    frame_lasts_halt(d->f, &l->halt);

    if (alert)
        x += canvas_text(d->c, x, d->at.y, 1, ROLE_mark, "!");
    snprintf(text, sizeof(text), "%s%s%s%s%s",
             l->events_open ? "E" : "",
             l->earnings_at && until >= 0 && until <= 7 * MS_PER_DAY ? "e"
                                                                     : "",
             is_old(d) ? "~" : "",
             QUOTE_HAS(&l->quote, delay_s) && l->quote.delay_s > 0 ? "d"
                                                                   : "",
             listing_is_halted(l, d->f->shown_ms) ? "H" : "");
    x += canvas_text(d->c, x, d->at.y, d->at.x + d->at.width - x, ROLE_tag,
                     text);
    if (!l->unread)
        return;
    snprintf(text, sizeof(text), "%s%u", x > d->at.x ? " " : "", l->unread);
    canvas_text(d->c, x, d->at.y, d->at.x + d->at.width - x, ROLE_unread,
                text);
}

/* In the order of drawing. A lower priority number stays longer. */
static const struct column {
    const char *title;
    int width, most; /* grows up to `most` */
    int priority, priority_ext; /* the second while EXT is shown */
    bool is_left;
    bool is_always; /* drawn without any figures too */
    void (*draw)(const struct cell_of *d);
} columns[] = {
    {"SYM", 8, 9, 0, 0, true, true, draw_symbol},
    {"NAME", 13, 17, 9, 9, true, true, draw_name},
    {"LAST", 9, 10, 1, 1, false, false, draw_last},
    {"CHG%", 9, 9, 2, 2, false, false, draw_change},
    {"TODAY", 9, SPARK_MOST + 1, 5, 6, true, false, draw_today},
    {"MCAP", 9, 9, 4, 5, false, false, draw_cap},
    {"CAP", 9, 9, 3, 3, false, false, draw_cap_change},
    {"VOL", 6, 6, 6, 8, false, false, draw_volume},
    {"EXT", 12, 12, 8, 4, false, false, draw_ext},
    {"FLAGS", FLAGS_LEAST, 99, 7, 7, true, false, draw_flags},
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(*columns),
       COLUMN_NAME = 1, COLUMN_LAST = 2, COLUMN_TODAY = 4,
       COLUMN_CAP_CHANGE = 6, COLUMN_VOLUME = 7,
       COLUMN_EXT = 8, COLUMN_FLAGS = 9, NEEDS_MOST = 1024, CENTS = 3 };
static const double LONG_PRICE = 1000;

/* Extended hours are shown while there are any to show. */
static bool has_ext(const struct frame *f)
{
    if (calendar_session(HOURS_US, f->shown_ms) == SESSION_REGULAR)
        return false;
    for (size_t i = 0; i < f->now->listing_count; i++)
        if (FIGURE_HAS(&f->now->listings[i].figures, ext_change_pct))
            return true;
    return false;
}

/* What the list is about stays with the price. */
static int priority_of(const struct frame *f, int i, bool is_ext)
{
    const struct list_panel *p = list_panel_of(f->panel);

    if (p && p->stays && strcmp(columns[i].title, p->stays) == 0)
        return 2;
    return is_ext ? columns[i].priority_ext : columns[i].priority;
}

/* What the longest symbol or label of the list lacks in its column. */
static int names_lack(const struct frame *f)
{
    const struct list_panel *p = list_panel_of(f->panel);
    int cells = p && p->name_cells ? p->name_cells(f) + 1 : 0;

    return cells > columns[0].width ? cells - columns[0].width : 0;
}

/* Names and prices that would be cut grow first, then the line of the day,
 * which has 10, 12 or 14 cells, the same in every panel, and a blank before
 * them. */
enum growth { GROWTH_NAMES, GROWTH_TODAY, GROWTH_REST };

/* What is the same for all columns of a table. */
struct table {
    int room, lack;
    bool has_ext, is_plain;
};

static struct column_size size_of(const struct frame *f, int i,
                                  const struct table *t)
{
    bool is_gone = (i == COLUMN_EXT && !t->has_ext) ||
                   (i == COLUMN_TODAY && t->is_plain) ||
                   (i > 0 && i <= f->shift);
    struct column_size s = {
        .least = columns[i].width, .most = columns[i].most,
        .priority = is_gone ? -1 : priority_of(f, i, t->has_ext),
        .growth = GROWTH_REST};

    if (i == 0 && t->lack) {
        s.most = columns[0].width + t->lack;
        s.growth = GROWTH_NAMES;
    }
    if (i == COLUMN_LAST && f->needs && f->needs[i] > columns[i].width) {
        s.need = f->needs[i] - CENTS; /* they are not worth a column */
        s.most = f->needs[i];
        s.growth = GROWTH_NAMES;
    }
    if (i == COLUMN_NAME) /* a full name is the least needed: labels first */
        s.keeps_free = t->lack;
    if (i == COLUMN_TODAY) {
        s.most = 1 + (t->room < 76   ? SPARK_MOST - 4
                      : t->room < 90 ? SPARK_MOST - 2 : SPARK_MOST);
        s.growth = GROWTH_TODAY;
    }
    return s;
}

/* Does a right-aligned figure stand in the last cell, against what is beside
 * the panel? */
static bool is_flush(int room, const int widths[COLUMN_COUNT])
{
    int left = room;

    for (int i = 0; i < COLUMN_COUNT; i++)
        left -= widths[i];
    return left == 0 && !widths[COLUMN_FLAGS];
}

/* Widths of the columns that fit in `room`; 0: dropped. */
static void fit(const struct frame *f, int room, int widths[COLUMN_COUNT])
{
    struct column_size sizes[COLUMN_COUNT];
    const struct table t = {room, names_lack(f), has_ext(f),
                            config_bool(f->config, OPT_a11y)};

    for (int i = 0; i < COLUMN_COUNT; i++)
        sizes[i] = size_of(f, i, &t);
    columns_fit(sizes, COLUMN_COUNT, room, widths);
    if (is_flush(room, widths))
        columns_fit(sizes, COLUMN_COUNT, room - 1, widths);
}

/* All but prices have a form that is never longer than its column. */
void watch_needs(const struct frame *f, const struct list_rows *r, int *cells)
{
    const struct list_panel *p = list_panel_of(f->panel);
    struct subject s = {.symbol = ""}; /* large: made once for all rows */

    if (f->now->highest_price < LONG_PRICE)
        return;
    for (size_t i = 0; p && p->subject && i < r->count && i < NEEDS_MOST;
         i++) {
        const struct listing *l =
            p->subject(f, r, r->at[i], &s) ? snapshot_find(f->now, s.symbol)
                                           : NULL;
        int need;

        if (!l || !QUOTE_HAS(&l->quote, price) || l->quote.price < LONG_PRICE)
            continue;
        need = show_last_cells(l) + 1;
        if (need > cells[COLUMN_LAST])
            cells[COLUMN_LAST] = need;
    }
}

static void column_title(const struct canvas *c, int i, char *out,
                         size_t size)
{
    const struct glyphs *g = glyphs_of(c);

    snprintf(out, size, "%s%s%s", i == COLUMN_CAP_CHANGE ? g->delta : "",
             columns[i].title, i == COLUMN_VOLUME ? g->times : "");
}

/* Left columns after right-aligned ones keep a blank between. */
static int lead_of(int i)
{
    return columns[i].is_left && i > 1 ? 1 : 0;
}

void watch_header(const struct frame *f, struct canvas *c, struct rect area)
{
    int widths[COLUMN_COUNT], x = area.x + 1;
    char day[16];

    show_day_of_changes(f, day);
    fit(f, area.width - 1, widths);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        int lead = lead_of(i);
        char text[16];

        column_title(c, i, text, sizeof(text));
        if (i == COLUMN_TODAY && day[0])
            snprintf(text, sizeof(text), "%s", day);
        if (widths[i] && columns[i].is_left)
            canvas_text(c, x + lead, area.y, widths[i] - lead, ROLE_header,
                        text);
        else if (widths[i])
            canvas_right(c, x, area.y, widths[i], ROLE_header, text);
        x += widths[i];
    }
}

/* Nothing known yet: "…" while it may still come, "-" when it will not. */
static void draw_unknown(const struct cell_of *d, const struct column *col)
{
    const char *text = show_unknown(d->f, d->c, d->l);

    if (col->is_left)
        canvas_text(d->c, d->at.x, d->at.y, d->at.width, ROLE_dim, text);
    else
        canvas_right(d->c, d->at.x, d->at.y, d->at.width, ROLE_dim, text);
}

void watch_row(const struct frame *f, const char *symbol, struct canvas *c,
               struct rect area)
{
    watch_row_as(f, symbol, "", c, area);
}

void watch_row_as(const struct frame *f, const char *symbol,
                  const char *label, struct canvas *c, struct rect area)
{
    struct cell_of d = {.f = f, .symbol = symbol, .label = label,
                        .l = snapshot_find(f->now, symbol), .c = c};
    int widths[COLUMN_COUNT], x = area.x + 1;

    fit(f, area.width - 1, widths);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        int lead = lead_of(i);

        d.at = (struct place){x + lead, area.y, widths[i] - lead};
        x += widths[i];
        if (!widths[i])
            continue;
        if (columns[i].is_always || (d.l && d.l->quote_t))
            columns[i].draw(&d);
        else
            draw_unknown(&d, &columns[i]);
    }
}

const char *watch_column_at(const struct frame *f, struct rect area, int x)
{
    int widths[COLUMN_COUNT], i;

    fit(f, area.width - 1, widths);
    i = columns_at(widths, COLUMN_COUNT, x - area.x - 1);
    return i < 0 ? NULL : columns[i].title;
}
