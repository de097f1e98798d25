/* SPDX-License-Identifier: MIT */
/* The tiles of the heatmap. */
#include "heat_tiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../treemap.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/breadth.h"

enum { KEEP_MS = 60 * 60 * 1000, WEEK_DAYS = 7, MONTH_DAYS = 30 };

static const struct {
    const char *name;
    double scale; /* of the steps, against those of a day */
} metrics[HEAT_METRIC_COUNT] = {
    [HEAT_DAY] = {"1D", 1},       [HEAT_WEEK] = {"1W", 2},
    [HEAT_MONTH] = {"1M", 4},     [HEAT_YEAR] = {"YTD", 6},
    [HEAT_VOLUME] = {"volume", 1}};
static const char *const sizes[HEAT_SIZE_COUNT] = {
    [HEAT_BY_VALUE] = "value", [HEAT_BY_CHANGE] = "value change",
    [HEAT_ALIKE] = "all alike"};

const char *heat_metric_name(enum heat_metric m)
{
    return metrics[m].name;
}

const char *heat_size_name(enum heat_size s)
{
    return sizes[s];
}

static int32_t date_of(const struct frame *f, enum heat_metric m)
{
    int32_t today = civil_new_york_date(f->now->now_ms);

    if (m == HEAT_WEEK)
        return today - WEEK_DAYS;
    if (m == HEAT_MONTH)
        return today - MONTH_DAYS;
    return civil_date(civil_new_york(f->now->now_ms).year - 1, 12, 31);
}

bool heat_value(const struct heat_map *m, const struct frame *f,
                const struct listing *l, double *out)
{
    struct derive_input in = {.instrument = l->instrument,
                              .quote = &l->quote,
                              .quote_session = l->session,
                              .daily = l->series[BAR_1d]};

    if (m->metric == HEAT_DAY) {
        *out = l->figures.change_pct;
        return FIGURE_HAS(&l->figures, change_pct);
    }
    if (m->metric == HEAT_VOLUME) {
        *out = l->figures.vol_ratio;
        return FIGURE_HAS(&l->figures, vol_ratio);
    }
    return derive_change_since(&in, date_of(f, m->metric), out);
}

/* 0: it has none. */
static double size_of(const struct heat_map *m, const struct listing *l)
{
    if (m->size == HEAT_ALIKE)
        return 1;
    if (m->size == HEAT_BY_CHANGE)
        return FIGURE_HAS(&l->figures, cap_change_usd)
                   ? fabs(l->figures.cap_change_usd) : 0;
    return FIGURE_HAS(&l->figures, cap_usd) ? l->figures.cap_usd : 0;
}

static const char *sector_of(const struct heat_map *m,
                             const struct listing *l)
{
    return m->is_flat || !l->instrument->sector ? "" : l->instrument->sector;
}

/* ---- which */

struct candidate {
    const struct listing *listing;
    double weight;
};

static int heavier(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return strcmp(x->listing->instrument->symbol,
                  y->listing->instrument->symbol);
}

/* Index of the sector; the last one takes what has no place any more. */
static size_t add_sector(struct heat_map *m, const char *name)
{
    for (size_t i = 0; i < m->sector_count; i++)
        if (strncmp(m->sectors[i].name, name,
                    sizeof(m->sectors[i].name) - 1) == 0)
            return i;
    if (m->sector_count == HEAT_SECTORS_MAX)
        return HEAT_SECTORS_MAX - 1;
    m->sectors[m->sector_count] = (struct heat_sector){.weight = 0};
    name_copy(m->sectors[m->sector_count].name,
              sizeof(m->sectors[0].name), name);
    return m->sector_count++;
}

static void add_tile(struct heat_map *m, const struct candidate *c)
{
    struct heat_tile *t = &m->tiles[m->count];
    size_t sector = add_sector(m, sector_of(m, c->listing));

    *t = (struct heat_tile){.weight = c->weight, .sector = sector};
    name_copy(t->symbol, sizeof(t->symbol), c->listing->instrument->symbol);
    m->sectors[sector].weight += c->weight;
    m->count++;
}

/* True when others are known than it was laid for. */
static bool count_companies(struct heat_map *m, const struct frame *f)
{
    size_t known = 0, left_out = 0;
    bool has_changed;

    for (size_t i = 0; i < f->now->listing_count; i++) {
        const struct listing *l = &f->now->listings[i];
        known += listing_is_company(l);
        left_out += listing_is_company(l) && size_of(m, l) <= 0;
    }
    has_changed = known != m->known || left_out != m->left_out;
    m->known = known;
    m->left_out = left_out;
    return has_changed;
}

static void choose(struct heat_map *m, const struct frame *f)
{
    struct candidate *all = mem_new(f->now->listing_count + 1, sizeof(*all));
    size_t n = 0;

    m->count = m->sector_count = 0;
    for (size_t i = 0; i < f->now->listing_count; i++) {
        const struct listing *l = &f->now->listings[i];
        double weight = size_of(m, l);

        if (listing_is_company(l) && weight > 0)
            all[n++] = (struct candidate){l, weight};
    }
    qsort(all, n, sizeof(*all), heavier);
    for (size_t i = 0; i < n && m->count < HEAT_TILES_MAX; i++)
        if (!m->zoomed[0] ||
            strncmp(m->zoomed, sector_of(m, all[i].listing),
                    sizeof(m->zoomed) - 1) == 0)
            add_tile(m, &all[i]);
    free(all);
}

/* ---- where */

static int larger(const void *a, const void *b)
{
    const struct heat_sector *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* Tiles find their sector again after it was sorted. */
static void sort_sectors(struct heat_map *m)
{
    char names[HEAT_SECTORS_MAX][sizeof(m->sectors[0].name)];

    for (size_t i = 0; i < m->sector_count; i++)
        memcpy(names[i], m->sectors[i].name, sizeof(names[i]));
    qsort(m->sectors, m->sector_count, sizeof(*m->sectors), larger);
    for (size_t i = 0; i < m->count; i++)
        m->tiles[i].sector = add_sector(m, names[m->tiles[i].sector]);
}

static void place_tiles(struct heat_map *m, size_t sector, struct rect inner)
{
    struct tile tiles[HEAT_TILES_MAX];
    size_t n = 0;

    for (size_t i = 0; i < m->count; i++)
        if (m->tiles[i].sector == sector)
            tiles[n++] = (struct tile){.weight = m->tiles[i].weight};
    treemap_place(inner, tiles, n);
    n = 0;
    for (size_t i = 0; i < m->count; i++)
        if (m->tiles[i].sector == sector)
            m->tiles[i].at = tiles[n++].at;
}

/* Without its last column where another sector stands beside it. */
static bool has_gap(const struct heat_map *m, struct rect at)
{
    return m->has_gaps && !m->is_flat && at.width > 2 &&
           at.x + at.width < m->area.x + m->area.width;
}

static void place(struct heat_map *m)
{
    struct tile rooms[HEAT_SECTORS_MAX];

    for (size_t i = 0; i < m->sector_count; i++)
        rooms[i] = (struct tile){.weight = m->sectors[i].weight};
    treemap_place(m->area, rooms, m->sector_count);
    for (size_t i = 0; i < m->sector_count; i++) {
        struct heat_sector *s = &m->sectors[i];
        struct rect inner = rooms[i].at;

        inner.width -= has_gap(m, inner);
        s->at = inner;
        s->header = !m->is_flat && inner.height > 1;
        inner.y += s->header;
        inner.height -= s->header;
        place_tiles(m, i, inner);
    }
}

/* ---- how warm */

double heat_bound(const struct heat_map *m, int step)
{
    static const double day[HEAT_STEP_MOST] = {0.5, 1.5, 3};
    static const double volume[HEAT_STEP_MOST] = {1.2, 2, 4};

    return m->metric == HEAT_VOLUME ? volume[step]
                                    : day[step] * metrics[m->metric].scale;
}

static int step_of(const struct heat_map *m, double v)
{
    double size = fabs(v);
    int step = 0;

    while (step < HEAT_STEP_MOST && size >= heat_bound(m, step))
        step++;
    return v < 0 ? -step : step;
}

/* A tile changes its colour only when the value is clearly beyond. */
static void warm(const struct heat_map *m, const struct frame *f,
                 struct heat_tile *t)
{
    const struct listing *l = snapshot_find(f->now, t->symbol);
    double v, slack = 0.1 * metrics[m->metric].scale;

    if (!l || !heat_value(m, f, l, &v)) {
        t->is_warm = false;
        return;
    }
    if (!t->is_warm || step_of(m, v - slack) > t->step ||
        step_of(m, v + slack) < t->step)
        t->step = (int8_t)step_of(m, v);
    t->is_warm = true;
}

void heat_map_build(struct heat_map *m, const struct frame *f,
                    struct rect area, bool has_gaps)
{
    bool has_changed = count_companies(m, f) || has_gaps != m->has_gaps;
    int64_t age_ms = f->now->now_ms - m->laid_ms;

    if (has_changed || !m->laid_ms || age_ms < 0 || age_ms >= KEEP_MS ||
        memcmp(&area, &m->area, sizeof area) != 0) {
        m->area = area;
        m->has_gaps = has_gaps;
        m->laid_ms = f->now->now_ms;
        choose(m, f);
        sort_sectors(m);
        place(m);
    }
    for (size_t i = 0; i < m->count; i++)
        warm(m, f, &m->tiles[i]);
}

bool heat_sector_change(const struct heat_map *m, const struct frame *f,
                        size_t sector, double *out)
{
    double now = 0, before = 0, x;

    if (m->metric == HEAT_VOLUME)
        return false;
    for (size_t i = 0; i < m->count; i++) {
        const struct listing *l =
            m->tiles[i].sector == sector
                ? snapshot_find(f->now, m->tiles[i].symbol) : NULL;

        if (!l || !FIGURE_HAS(&l->figures, cap_usd) ||
            !heat_value(m, f, l, &x))
            continue;
        now += l->figures.cap_usd;
        before += l->figures.cap_usd / (1 + x / 100);
    }
    *out = derive_percent(now, before);
    return isfinite(*out);
}
