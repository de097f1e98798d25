/* SPDX-License-Identifier: MIT */
/* The heatmap: companies by size and sector, warm by what they did; its keys. */
#include <math.h>
#include <string.h>

#include "../filter.h"
#include "heat_draw.h"

enum { CELL_HEIGHT = 2, AXIS_WEIGHT = 2 };

static double middle(int from, int length)
{
    return from + length / 2.0;
}

/* How far a tile is in a direction; below 0: it is not there. */
static double distance(const struct heat_tile *a, const struct heat_tile *b,
                       int dx, int dy)
{
    double x = middle(b->at.x, b->at.width) - middle(a->at.x, a->at.width);
    double y = CELL_HEIGHT * (middle(b->at.y, b->at.height) -
                              middle(a->at.y, a->at.height));
    double along = x * dx + y * dy, aside = fabs(x * dy) + fabs(y * dx);

    return along > 0.5 ? along + AXIS_WEIGHT * aside : -1;
}

static void move(struct heat_view *v, int dx, int dy)
{
    const struct heat_tile *from = heat_selected(v), *best = NULL;
    double least = 0;

    for (size_t i = 0; from && i < v->map.count; i++) {
        const struct heat_tile *t = &v->map.tiles[i];
        double d = distance(from, t, dx, dy);

        if (t->at.width < 1 || t->at.height < 1 || d < 0 ||
            (best && d >= least))
            continue;
        best = t;
        least = d;
    }
    if (best)
        memcpy(v->symbol, best->symbol, sizeof(v->symbol));
}

static void zoom(struct heat_view *v)
{
    const struct heat_tile *t = heat_selected(v);
    bool is_zoomed = v->map.zoomed[0] != '\0';

    v->map.zoomed[0] = '\0';
    if (!is_zoomed && t && !v->map.is_flat)
        memcpy(v->map.zoomed, v->map.sectors[t->sector].name,
               sizeof(v->map.zoomed));
    v->map.laid_ms = 0;
}

static void change_metric(struct heat_map *m)
{
    m->metric = (m->metric + 1) % HEAT_METRIC_COUNT;
    for (size_t i = 0; i < m->count; i++)
        m->tiles[i].is_warm = false;
}

static bool act_on_map(struct heat_view *v, enum ui_action a)
{
    struct heat_map *m = &v->map;

    if (a == ACTION_heat_metric) {
        change_metric(m);
    } else if (a == ACTION_heat_size) {
        m->size = (m->size + 1) % HEAT_SIZE_COUNT;
        m->laid_ms = 0;
    } else if (a == ACTION_heat_group) {
        m->is_flat = !m->is_flat;
        m->zoomed[0] = '\0';
        m->laid_ms = 0;
    } else if (a == ACTION_zoom_sector) {
        zoom(v);
    } else {
        return false;
    }
    return true;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    static const struct {
        enum ui_action action;
        int dx, dy;
    } ways[] = {{ACTION_tile_left, -1, 0}, {ACTION_tile_right, 1, 0},
                {ACTION_tile_up, 0, -1},   {ACTION_tile_down, 0, 1}};
    struct heat_view *v = view;

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (a == ways[i].action) {
            move(v, ways[i].dx, ways[i].dy);
            return true;
        }
    if (a != ACTION_tile_open)
        return act_on_map(v, a);
    if (v->symbol[0]) {
        wish->subject = *f->subject;
        name_copy(wish->subject.symbol, SYMBOL_MAX, v->symbol);
        wish->push = "symbol";
    }
    return true;
}

static bool subject(void *view, const struct frame *f, struct subject *out)
{
    const struct heat_view *v = view;

    (void)f;
    if (!v->symbol[0])
        return false;
    name_copy(out->symbol, sizeof(out->symbol), v->symbol);
    return true;
}

static enum click click(void *view, const struct frame *f, struct rect area,
                        int x, int y)
{
    struct heat_view *v = view;

    (void)f;
    (void)area;
    for (size_t i = 0; i < v->map.count; i++) {
        const struct heat_tile *t = &v->map.tiles[i];
        bool was_selected = strcmp(t->symbol, v->symbol) == 0;

        if (x < t->at.x || x >= t->at.x + t->at.width || y < t->at.y ||
            y >= t->at.y + t->at.height)
            continue;
        memcpy(v->symbol, t->symbol, sizeof(v->symbol));
        return was_selected ? CLICK_AGAIN : CLICK_SELECTED;
    }
    return CLICK_NONE;
}

static void keep(const void *view, void *self,
                 void (*put)(void *self, const char *key, const char *value))
{
    const struct heat_map *m = &((const struct heat_view *)view)->map;

    if (m->metric != HEAT_DAY)
        put(self, "metric", heat_metric_name(m->metric));
    if (m->size != HEAT_BY_VALUE)
        put(self, "size", heat_size_name(m->size));
    if (m->is_flat)
        put(self, "flat", "1");
    if (m->zoomed[0])
        put(self, "sector", m->zoomed);
}

/* A word that there is no more is left out. */
static void recall(void *view, const struct panel_ops *panel, const char *key,
                   const char *value)
{
    struct heat_map *m = &((struct heat_view *)view)->map;

    (void)panel;
    for (int i = 0; strcmp(key, "metric") == 0 && i < HEAT_METRIC_COUNT; i++)
        if (strcmp(heat_metric_name((enum heat_metric)i), value) == 0)
            m->metric = (enum heat_metric)i;
    for (int i = 0; strcmp(key, "size") == 0 && i < HEAT_SIZE_COUNT; i++)
        if (strcmp(heat_size_name((enum heat_size)i), value) == 0)
            m->size = (enum heat_size)i;
    if (strcmp(key, "flat") == 0)
        m->is_flat = value[0] == '1';
    else if (strcmp(key, "sector") == 0)
        name_copy(m->zoomed, sizeof(m->zoomed), value);
    m->laid_ms = 0;
}

/* Tiles are no rows: the filter marks those of which it is true. */
static const struct row_records records = {.language = language_of_listing};

const struct panel_ops panel_heatmap = {
    .name = "heatmap", .help = "companies by size, warm by their change",
    .contexts = CONTEXT_heat, .min_width = 10, .min_height = 3,
    .view_size = sizeof(struct heat_view), .draw = heat_draw, .act = act,
    .records = &records, .keep = keep, .recall = recall, .subject = subject,
    .click = click,
};
