/* SPDX-License-Identifier: MIT */
/* Draws the heatmap. Where backgrounds tell tiles apart they are all there is,
 * with a hairline between two of one colour; elsewhere lines stand between. */
#include "heat_draw.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../filter.h"
#include "../show.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum { LEVEL_MOST = 100 };

const struct heat_tile *heat_selected(const struct heat_view *v)
{
    const struct heat_tile *first = NULL;

    for (size_t i = 0; i < v->map.count; i++) {
        const struct heat_tile *t = &v->map.tiles[i];
        if (t->at.width < 1 || t->at.height < 1)
            continue;
        if (strcmp(t->symbol, v->symbol) == 0)
            return t;
        if (!first)
            first = t;
    }
    return first;
}

static void metric_text(const struct heat_view *v, const struct frame *f,
                       const struct heat_tile *t, char *out, size_t size)
{
    const struct listing *l = snapshot_find(f->now, t->symbol);
    double x;

    snprintf(out, size, "-");
    if (!l || !heat_value(&v->map, f, l, &x))
        return;
    x = format_round(x, 1); /* never "-0.0" */
    snprintf(out, size, v->map.metric == HEAT_VOLUME ? "%.1fx"
                        : x == 0                     ? "%.1f" : "%+.1f", x);
}

void heat_paint(struct canvas *c, struct rect r, const struct heat_tile *t,
                bool is_found)
{
    int level = LEVEL_MOST / 2 + t->step * LEVEL_MOST / 2 / HEAT_STEP_MOST;

    for (int y = r.y; y < r.y + r.height && y < c->height; y++)
        for (int x = r.x; x < r.x + r.width && x < c->width; x++) {
            struct cell *cell = &c->cells[y * c->width + x];
            cell->role = t->is_warm ? ROLE_heat : ROLE_dim;
            cell->level = (uint8_t)level;
            if (is_found || (cell->text[0] && abs(t->step) == HEAT_STEP_MOST))
                cell->flags |= CELL_BOLD;
        }
}

static bool has_word(const struct canvas *c, int x, int y)
{
    const char *text;

    if (x < 0 || x >= c->width || y < 0 || y >= c->height)
        return false;
    text = c->cells[y * c->width + x].text;
    return isalnum((unsigned char)text[0]) || text[0] == '-';
}

/* Words in the middle of a row; not when they would run into another tile's,
 * which would make them others. */
static bool centred(struct canvas *c, struct rect r, int y, const char *text)
{
    int n = (int)utf8_cells(text), x = r.x + (r.width - n) / 2;

    if (n > r.width || y < r.y || y >= r.y + r.height ||
        (x == r.x && has_word(c, x - 1, y)) ||
        (x + n == r.x + r.width && has_word(c, x + n, y)))
        return false;
    canvas_text(c, x, y, n, ROLE_heat, text);
    return true;
}

/* As much as there is room for: two lines, one, the symbol, a dot. */
static void label(struct canvas *c, struct rect r, const char *symbol,
                  const char *value, const char *mark)
{
    int n = (int)strlen(symbol), m = (int)strlen(value);
    int middle = r.y + r.height / 2;
    char both[SYMBOL_MAX + 32];

    snprintf(both, sizeof both, "%s%s %s", mark, symbol, value);
    if (r.height > 1 && r.width >= n && r.width >= m &&
        centred(c, r, middle - 1, symbol)) {
        int x = r.x + (r.width - n) / 2;

        if (mark[0] && x > r.x)
            canvas_text(c, x - 1, middle - 1, 1, ROLE_heat, mark);
        (void)centred(c, r, middle, value);
    } else if ((r.width <= n + m + 1 || !centred(c, r, middle, both)) &&
               !centred(c, r, middle, symbol) && r.height > 0 &&
               r.width > 0) {
        canvas_put(c, r.x, r.y, ROLE_heat, c->is_ascii ? "." : "·");
    }
}

/* Lines stand in the tile's last column and row, but not at the edges. */
static struct rect draw_edges(struct canvas *c, struct rect r,
                              struct rect room, int map_right)
{
    const struct glyphs *g = glyphs_of(c);

    if (c->has_shades)
        return r;
    if (r.y + r.height < room.y + room.height && r.height > 1) {
        r.height--;
        canvas_fill(c, (struct rect){r.x, r.y + r.height, r.width, 1},
                    ROLE_border, g->rule);
    }
    if (r.x + r.width < map_right && r.width > 1) {
        r.width--;
        canvas_fill(c, (struct rect){r.x + r.width, r.y, 1, r.height},
                    ROLE_border, g->vertical);
    }
    return r;
}

/* By plain words or, with `q`, by an expression. */
static bool is_found(const struct frame *f, const struct query *q,
                     const struct heat_tile *t)
{
    const struct listing *l = snapshot_find(f->now, t->symbol);

    if (q)
        return filter_wants(f, filter_symbol(q, f, t->symbol));
    return f->filter[0] &&
           (list_matches(f->filter, t->symbol) ||
            (l && l->instrument->name &&
             list_matches(f->filter, l->instrument->name)));
}

/* Once for each filter: counts, and goes to the first that it marks. */
static void seek(struct heat_view *v, const struct frame *f,
                 const struct query *q)
{
    const struct heat_tile *t = heat_selected(v), *first = NULL;
    bool is_new = strcmp(v->sought, f->filter) != 0;

    v->found = 0;
    for (size_t i = 0; f->filter[0] && i < v->map.count; i++) {
        const struct heat_tile *one = &v->map.tiles[i];

        if (one->at.width < 1 || one->at.height < 1 || !is_found(f, q, one))
            continue;
        v->found++;
        first = first ? first : one;
    }
    if (is_new && first && !(t && is_found(f, q, t)))
        name_copy(v->symbol, sizeof(v->symbol), first->symbol);
    name_copy(v->sought, sizeof(v->sought), f->filter);
}

static void hairline(struct canvas *c, struct rect r, const char *glyph)
{
    for (int y = r.y; y < r.y + r.height && y < c->height; y++)
        for (int x = r.x; x < r.x + r.width && x < c->width; x++)
            if (!c->cells[y * c->width + x].text[0])
                canvas_put(c, x, y, ROLE_heat, glyph);
}

/* In the cells of `a` along `b`, if it is right of it or below. */
static void part(struct canvas *c, const struct rect *a, const struct rect *b)
{
    int left = a->x > b->x ? a->x : b->x, right = a->x + a->width;
    int top = a->y > b->y ? a->y : b->y, bottom = a->y + a->height;

    if (bottom > b->y + b->height)
        bottom = b->y + b->height;
    if (right > b->x + b->width)
        right = b->x + b->width;
    if (b->x == a->x + a->width)
        hairline(c, (struct rect){b->x - 1, top, 1, bottom - top},
                 c->is_ascii ? "|" : "▕");
    if (b->y == a->y + a->height)
        hairline(c, (struct rect){left, b->y - 1, right - left, 1},
                 c->is_ascii ? "_" : "▁");
}

/* Neighbours of one colour would be one tile: a thin line parts them. */
static void draw_hairlines(const struct heat_map *m, struct canvas *c,
                           const struct heat_tile *t)
{
    for (size_t i = 0; c->has_shades && i < m->count; i++) {
        const struct heat_tile *next = &m->tiles[i];

        if (next->sector == t->sector && next->is_warm == t->is_warm &&
            next->step == t->step)
            part(c, &t->at, &next->at);
    }
}

static void draw_tile(struct heat_view *v, const struct frame *f,
                      const struct query *q, struct canvas *c,
                      const struct heat_tile *t)
{
    const struct rect *room = &v->map.sectors[t->sector].at;
    bool is_marked = is_found(f, q, t);
    bool is_selected = t == heat_selected(v);
    struct rect r = t->at;
    char value[32];

    if (r.width < 1 || r.height < 1)
        return;
    r = draw_edges(c, r, *room, v->map.area.x + v->map.area.width);
    metric_text(v, f, t, value, sizeof value);
    label(c, r, t->symbol, value,
          is_selected ? glyphs_of(c)->selected : is_marked ? "*" : "");
    draw_hairlines(&v->map, c, t);
    heat_paint(c, r, t, is_marked);
    if (is_marked || is_selected) { /* the rest keeps its colour */
        r.y += r.height > 1 ? r.height / 2 - 1 : 0;
        r.height = 1;
        canvas_flag(c, r, CELL_CURSOR);
    }
}

/* Where the whole name has no room. */
static const char *short_name(const char *sector)
{
    static const struct {
        const char *name, *word;
    } known[] = {{"Technology", "TECH"}, {"Financials", "FIN"},
                 {"Communication Services", "COMM"}, {"Energy", "ENERGY"},
                 {"Consumer Discretionary", "DISC"}, {"Materials", "MATL"},
                 {"Consumer Staples", "STAPLES"}, {"Real Estate", "ESTATE"},
                 {"Health Care", "HEALTH"}, {"Industrials", "INDU"},
                 {"Utilities", "UTIL"}, {"", "OTHERS"}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, sector) == 0)
            return known[i].word;
    return sector;
}

/* "Technology -6.0%", "TECH -6.0%" or "TECH": the longest that fits. */
static void header_text(const struct heat_view *v, const struct frame *f,
                        size_t i, char *out, size_t size)
{
    const struct heat_sector *s = &v->map.sectors[i];
    const char *names[] = {s->name[0] ? s->name : "Others",
                           short_name(s->name)};
    double change;

    if (heat_sector_change(&v->map, f, i, &change))
        for (size_t k = 0; k < 2; k++) {
            snprintf(out, size, "%s %+.1f%%", names[k],
                     format_round(change, 1)); /* never "-0.0" */
            if ((int)strlen(out) < s->at.width)
                return;
        }
    snprintf(out, size, "%s",
             names[(int)strlen(names[0]) < s->at.width ? 0 : 1]);
    if ((int)strlen(out) > s->at.width) /* half a name is none */
        out[0] = '\0';
}

static void draw_header(const struct heat_view *v, const struct frame *f,
                        struct canvas *c, size_t i)
{
    const struct heat_sector *s = &v->map.sectors[i];
    char text[64];
    int x = s->at.x;

    if (!s->header || s->at.width < 1)
        return;
    header_text(v, f, i, text, sizeof text);
    x += canvas_text(c, x, s->at.y, s->at.width, ROLE_title, text);
    if (c->has_shades)
        return;
    canvas_fill(c, (struct rect){x, s->at.y, s->at.x + s->at.width - x, 1},
                ROLE_border, c->is_ascii ? "=" : "▔");
}

void heat_draw(void *view, const struct frame *f, struct canvas *c,
               struct rect area)
{
    struct heat_view *v = view;
    struct rect map = {area.x, area.y + 1, area.width, area.height - 1};
    const struct heat_tile *t;
    struct query *q;

    heat_map_build(&v->map, f, map, c->has_shades);
    if (v->map.count == 0) {
        canvas_text(c, area.x + 1, map.y, map.width - 2, ROLE_dim,
                    show_why_empty(f, v->map.known
                                          ? "no company's value is known yet; "
                                            "w shows all alike"
                                          : "no company is known yet"));
        return;
    }
    t = heat_selected(v);
    if (t)
        memcpy(v->symbol, t->symbol, sizeof(v->symbol));
    q = filter_query(f);
    seek(v, f, q);
    heat_words(v, f, c, area);
    for (size_t i = 0; i < v->map.count; i++)
        draw_tile(v, f, q, c, &v->map.tiles[i]);
    query_free(q);
    for (size_t i = 0; i < v->map.sector_count; i++)
        draw_header(v, f, c, i);
}
