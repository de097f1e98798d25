/* SPDX-License-Identifier: MIT */
/* The row above the tiles: the selected one in words, what the colours are of,
 * and what they mean. Colours are never the only sign. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "heat_draw.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum { NAME_FROM = 100, NAME_MOST = 20, GAP = 2, LEGEND_MOST = 80 };

/* ---- "■≤-3 ■-1.5 ■-0.5 □0 ■+0.5 ■+1.5 ■≥+3 %", or "■-3 □0 ■+3%" */

static void bound_text(const struct heat_map *m, const struct canvas *c,
                       int step, bool is_short, char *out, size_t size)
{
    bool is_last = step == HEAT_STEP_MOST || step == -HEAT_STEP_MOST;
    const char *beyond = c->is_ascii ? step < 0 ? "<=" : ">="
                         : step < 0  ? "≤" : "≥";
    const char *sign = m->metric == HEAT_VOLUME ? "" : step < 0 ? "-" : "+";

    if (step == 0)
        snprintf(out, size, "0");
    else
        snprintf(out, size, "%s%s%g", is_last && !is_short ? beyond : "",
                 sign, heat_bound(m, (step < 0 ? -step : step) - 1));
}

/* Draws it from x on, or only measures it (no canvas to draw on: x < 0);
 * returns its cells. Volumes are never below nothing. */
static int legend(const struct heat_map *m, struct canvas *c, int x, int y,
                  bool is_short)
{
    const char *unit = m->metric == HEAT_VOLUME ? "x" : "%";
    int first = m->metric == HEAT_VOLUME ? 0 : -HEAT_STEP_MOST, cells = 0;
    char text[24];

    for (int i = first; i <= HEAT_STEP_MOST; i++) {
        const struct heat_tile t = {.is_warm = true, .step = (int8_t)i};

        if (is_short && i != 0 && i != HEAT_STEP_MOST && i != -HEAT_STEP_MOST)
            continue;
        bound_text(m, c, i, is_short, text, sizeof text);
        if (x >= 0) {
            canvas_put(c, x + cells, y, ROLE_heat,
                       c->is_ascii ? "#" : i || c->is_blocks ? "■" : "□");
            heat_paint(c, (struct rect){x + cells, y, 1, 1}, &t, false);
            canvas_text(c, x + cells + 1, y, (int)sizeof text, ROLE_dim, text);
        }
        cells += 2 + (int)utf8_cells(text);
    }
    cells -= is_short; /* "+3%", but "≥+3 %" */
    if (x >= 0)
        canvas_text(c, x + cells, y, 1, ROLE_dim, unit);
    return cells + 1;
}

/* ---- "1D of Fri, size value, 2 without": before the open, changes are of
 * another day; companies whose size is not known have no tile; "3 found" */

/* The longest that has room; false: none has. */
static bool metric_words(const struct heat_view *v, const struct frame *f,
                         int room, char *out, size_t size)
{
    const char *metric = heat_metric_name(v->map.metric);
    char day[16] = "", of[32], without[40] = "";

    if (v->map.metric == HEAT_DAY)
        show_day_of_changes(f, day);
    snprintf(of, sizeof of, "%s%s%s", metric, day[0] ? " of " : "", day);
    if (f->filter[0])
        snprintf(without, sizeof without, ", %zu found", v->found);
    else if (v->map.left_out)
        snprintf(without, sizeof without, ", %zu without", v->map.left_out);
    snprintf(out, size, "%s, size %s%s", of, heat_size_name(v->map.size),
             without);
    if ((int)strlen(out) > room)
        out[strlen(out) - strlen(without)] = '\0';
    if ((int)strlen(out) > room)
        snprintf(out, size, "%s", of);
    if ((int)strlen(out) > room)
        snprintf(out, size, "%s", metric);
    return (int)strlen(out) <= room;
}

/* ---- the selected tile */

struct line {
    struct canvas *c;
    int x, y, end;
};

/* What has no room whole is left out. */
static void put(struct line *l, enum role role, const char *text)
{
    int cells = (int)utf8_cells(text);

    if (l->x + cells <= l->end)
        l->x += canvas_text(l->c, l->x, l->y, cells, role, text) + 1;
}

static void put_value(struct line *line, const struct heat_view *v,
                      const struct frame *f, const struct listing *l)
{
    enum heat_metric metric = v->map.metric;
    char text[FORMAT_MAX + 24] = "-";
    enum role role = ROLE_dim;
    double x;

    if (metric != HEAT_DAY)
        put(line, ROLE_label, heat_metric_name(metric));
    if (heat_value(&v->map, f, l, &x)) {
        role = metric == HEAT_VOLUME ? ROLE_value
                                     : show_change_role(format_round(x, 2));
        if (metric == HEAT_VOLUME)
            snprintf(text, sizeof text, "%.1fx", format_round(x, 1));
        else
            show_percent_text(line->c, x, text, sizeof text);
    }
    put(line, role, text);
}

/* "cap 2.900T Δ-592.7B": what it is worth and, with the day's change, gained
 * on that day. */
static void put_money(struct line *line, const struct heat_map *m,
                      const struct listing *l)
{
    char money[FORMAT_MAX], text[FORMAT_MAX + 8];

    if (FIGURE_HAS(&l->figures, cap)) {
        format_money(money, l->figures.cap);
        snprintf(text, sizeof text, "cap %s", money);
        put(line, ROLE_value, text);
    }
    if (m->metric == HEAT_DAY && FIGURE_HAS(&l->figures, cap_change)) {
        format_money_change(money, l->figures.cap_change);
        snprintf(text, sizeof text, "%s%s", glyphs_of(line->c)->delta, money);
        put(line, show_change_role(l->figures.cap_change), text);
    }
}

/* "›NVDA NVIDIA Corp 118.42 ▼16.97% cap 2.900T Δ-592.7B"; the figures of
 * value only where `words` cells are left behind them. */
static void put_tile(struct line *line, const struct heat_view *v,
                     const struct frame *f, const struct listing *l,
                     int words)
{
    char text[SYMBOL_MAX + 8], price[FORMAT_MAX + 2] = "-";

    snprintf(text, sizeof text, "%s%s", glyphs_of(line->c)->selected,
             l->instrument->symbol);
    put(line, ROLE_title, text);
    if (l->instrument->name && line->c->width >= NAME_FROM)
        line->x += show_text(line->c,
                             (struct place){line->x, line->y, NAME_MOST},
                             ROLE_dim, l->instrument->name) + 1;
    if (QUOTE_HAS(&l->quote, price))
        show_price_text(l, l->quote.price, price);
    if (l->is_stale)
        strncat(price, "~", sizeof price - strlen(price) - 1);
    put(line, ROLE_value, price);
    put_value(line, v, f, l);
    line->end -= words;
    put_money(line, &v->map, l);
    line->end += words;
}

void heat_words(const struct heat_view *v, const struct frame *f,
                struct canvas *c, struct rect area)
{
    const struct heat_tile *t = heat_selected(v);
    const struct listing *l = t ? snapshot_find(f->now, t->symbol) : NULL;
    int end = area.x + area.width, words = 0;
    struct line line = {c, area.x + 1, area.y, end};
    char text[64];

    if (metric_words(v, f, LEGEND_MOST, text, sizeof text))
        words = (int)strlen(text) + GAP;
    if (l)
        put_tile(&line, v, f, l, words);
    for (int is_short = 0; is_short < 2; is_short++) {
        int cells = legend(&v->map, c, -1, 0, is_short);

        if (line.x + words + cells + 1 > end)
            continue;
        (void)legend(&v->map, c, end - cells, area.y, is_short);
        end -= cells + GAP;
        break;
    }
    if (metric_words(v, f, end - line.x, text, sizeof text))
        canvas_right(c, line.x, area.y, end - line.x, ROLE_dim, text);
}
