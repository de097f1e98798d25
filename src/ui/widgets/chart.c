/* SPDX-License-Identifier: MIT */
/*
 * The line chart.
 *
 * Top down: the plot with its axis at the right, the volume rows, the time
 * axis and its labels. What does not fit is left out, the least needed first:
 * volume, then time, then the value axis; the line itself stays to the last.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../widgets.h"
#include "parts.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum {
    LABEL_MOST = 24,
    PLOT_WIDTH_LEAST = 8,  /* with labels beside it */
    PLOT_HEIGHT_LEAST = 3, /* with anything under it */
    TIME_ROWS = 2,
    ROWS_PER_LABEL = 3,
    VOLUME_LABEL = 6, /* "818.8M" */
};

/* Where things are, for one drawing. */
struct plan {
    struct canvas *c;
    const struct chart *chart;
    int x, y, width, height; /* of the plot, in cells */
    int label_width;         /* 0: no axis */
    int volume_rows, time_rows;
    double low, high; /* of the plot; low < high, or nothing is known */
    bool is_known;
    double last;      /* the last known sample */
    double most_volume;
    struct axis axis;
};

static const char *pick(const struct plan *p, const char *glyph,
                        const char *ascii)
{
    return p->c->is_ascii ? ascii : glyph;
}

/* ---- values */

static void widen(struct plan *p, double v)
{
    p->low = p->is_known ? fmin(p->low, v) : v;
    p->high = p->is_known ? fmax(p->high, v) : v;
    p->is_known = true;
}

static void find_range(struct plan *p)
{
    const struct chart *chart = p->chart;
    for (size_t i = 0; i < chart->count; i++) {
        if (!isfinite(chart->samples[i]))
            continue;
        p->last = chart->samples[i];
        widen(p, p->last);
    }
    if (!p->is_known)
        return;
    if (chart->has_reference && isfinite(chart->reference))
        widen(p, chart->reference);
    double margin = (p->high / 2 - p->low / 2) * 0.01;
    if (margin <= 0) /* flat: the line lies in the middle */
        margin = p->low == 0 ? 1 : fabs(p->low) * 0.005;
    p->low -= margin;
    p->high += margin;
    p->is_known = isfinite(p->low) && isfinite(p->high) && p->low < p->high;
}

static void find_volume(struct plan *p)
{
    p->most_volume = 0;
    if (p->chart->volumes == NULL)
        return;
    for (size_t i = 0; i < p->chart->count; i++)
        if (isfinite(p->chart->volumes[i]))
            p->most_volume = fmax(p->most_volume, p->chart->volumes[i]);
}

/* The place of v in a height of n, from the top. */
static int place_of(const struct plan *p, double v, int n)
{
    double share = (p->high / 2 - v / 2) / (p->high / 2 - p->low / 2);
    int place = (int)lround(share * (n - 1));
    return place < 0 ? 0 : place >= n ? n - 1 : place;
}

/* The row of the plot in which the line draws v. */
static int row_of(const struct plan *p, double v)
{
    int per_row = p->c->is_ascii ? 1 : 4;
    return place_of(p, v, p->height * per_row) / per_row;
}

static size_t slots_of(const struct chart *chart)
{
    return chart->slots > chart->count ? chart->slots : chart->count;
}

/* The column of sample i in a width of n. */
static int column_of(const struct plan *p, size_t i, int n)
{
    size_t slots = slots_of(p->chart);
    if (slots < 2)
        return 0;
    return (int)((double)i / (double)(slots - 1) * (n - 1) + 0.5);
}

/* ---- labels */

static void write_label(const struct plan *p, char out[LABEL_MOST], double v,
                        int decimals)
{
    char text[FORMAT_MAX];
    out[0] = '\0';
    if (p->chart->label) {
        p->chart->label(out, LABEL_MOST, v);
        return;
    }
    format_price(text, v, decimals);
    snprintf(out, LABEL_MOST, "%.*s", LABEL_MOST - 1, text);
}

static void tick_label(const struct plan *p, char out[LABEL_MOST], int i)
{
    int decimals = p->chart->decimals;
    write_label(p, out, p->axis.ticks[i],
                decimals < 0 ? p->axis.decimals : decimals);
}

static int wider(int width, const char *text)
{
    int cells = (int)utf8_cells(text);
    return cells > width ? cells : width;
}

static int find_label_width(const struct plan *p)
{
    char text[LABEL_MOST];
    int width = 0;
    for (int i = 0; i < p->axis.count; i++) {
        tick_label(p, text, i);
        width = wider(width, text);
    }
    if (p->chart->has_last && p->is_known) {
        write_label(p, text, p->last, p->chart->decimals);
        width = wider(width, text);
    }
    if (p->volume_rows > 0 && width < VOLUME_LABEL)
        width = VOLUME_LABEL;
    return width;
}

/* ---- layout */

static struct plan make_plan(struct canvas *c, struct rect area,
                             const struct chart *chart)
{
    struct plan p = {.c = c, .chart = chart, .x = area.x, .y = area.y};
    int rows = area.height;
    p.width = area.width;
    find_range(&p);
    find_volume(&p);
    if (rows >= PLOT_HEIGHT_LEAST + TIME_ROWS) {
        p.time_rows = TIME_ROWS;
        rows -= TIME_ROWS;
    }
    int volume = chart->volume_rows > 4 ? 4 : chart->volume_rows;
    if (volume > 0 && p.most_volume > 0 && rows >= PLOT_HEIGHT_LEAST + volume) {
        p.volume_rows = volume;
        rows -= volume;
    }
    p.height = rows;
    if (p.is_known)
        axis_make(&p.axis, p.low, p.high,
                  (rows + ROWS_PER_LABEL - 1) / ROWS_PER_LABEL + 1);
    int labels = find_label_width(&p);
    if (labels > 0 && area.width - labels - 1 >= PLOT_WIDTH_LEAST) {
        p.label_width = labels;
        p.width = area.width - labels - 1;
    }
    return p;
}

/* ---- drawing */

static void draw_reference(const struct plan *p)
{
    const struct chart *chart = p->chart;
    if (!chart->has_reference || !isfinite(chart->reference))
        return;
    int y = p->y + row_of(p, chart->reference);
    for (int i = 0; i < p->width; i += 3)
        canvas_put(p->c, p->x + i, y, ROLE_prevclose, pick(p, "┈", "."));
}

/* A session's first sample is not joined to the one before. */
static bool starts_session(const struct chart *chart, size_t i)
{
    for (size_t m = 0; m < chart->mark_count; m++)
        if (chart->marks[m].index == i && chart->marks[m].is_session)
            return true;
    return false;
}

static void draw_line(const struct plan *p)
{
    const double *samples = p->chart->samples;
    struct dots d;
    int before_x = 0, before_y = 0;
    bool is_joined = false;
    dots_init(&d, p->width, p->height, p->c->is_ascii);
    for (size_t i = 0; i < p->chart->count; i++) {
        if (!isfinite(samples[i])) {
            is_joined = false;
            continue;
        }
        int x = column_of(p, i, d.width);
        int y = place_of(p, samples[i], d.height);
        if (!is_joined || starts_session(p->chart, i)) {
            before_x = x;
            before_y = y;
        }
        dots_line(&d, before_x, before_y, x, y);
        before_x = x;
        before_y = y;
        is_joined = true;
    }
    dots_draw(&d, p->c, p->x, p->y, p->chart->role);
    dots_done(&d);
}

static void draw_tag(const struct plan *p, int row)
{
    char text[LABEL_MOST];
    int x = p->x + p->width, y = p->y + row;
    write_label(p, text, p->last, p->chart->decimals);
    canvas_put(p->c, x, y, p->chart->last_role, pick(p, "◄", "<"));
    canvas_text(p->c, x + 1, y, p->label_width, p->chart->last_role, text);
}

/* The upright with its labels; none shares a row with the tag or another. */
static void draw_axis(const struct plan *p)
{
    int x = p->x + p->width;
    int tag = p->chart->has_last && p->is_known ? row_of(p, p->last) : -1;
    int before = -1;
    for (int row = 0; row < p->height + p->volume_rows; row++)
        canvas_put(p->c, x, p->y + row, ROLE_axis, pick(p, "│", "|"));
    for (int i = 0; i < p->axis.count; i++) {
        char text[LABEL_MOST];
        int row = row_of(p, p->axis.ticks[i]);
        if (row == tag || row == before)
            continue;
        before = row;
        tick_label(p, text, i);
        canvas_put(p->c, x, p->y + row, ROLE_axis, pick(p, "┤", "+"));
        canvas_text(p->c, x + 1, p->y + row, p->label_width, ROLE_axis, text);
    }
    if (tag >= 0)
        draw_tag(p, tag);
}

/* ---- volume */

/* Mean of the known volumes that fall into a column; NaN if none does. */
static double volume_at(const struct plan *p, int column)
{
    double slots = (double)slots_of(p->chart);
    size_t from = (size_t)(slots * column / p->width);
    size_t to = (size_t)(slots * (column + 1) / p->width);
    double sum = 0;
    int known = 0;
    to = to > from ? to : from + 1;
    for (size_t i = from; i < to && i < p->chart->count; i++) {
        if (!isfinite(p->chart->volumes[i]))
            continue;
        sum += p->chart->volumes[i];
        known++;
    }
    return known ? sum / known : NAN;
}

/* Means are smaller than the largest single one: the scale is theirs. */
static double highest_column(const struct plan *p, int *last)
{
    double most = 0;
    *last = -1;
    for (int i = 0; i < p->width; i++) {
        double v = volume_at(p, i);
        if (isnan(v))
            continue;
        most = fmax(most, v);
        *last = i;
    }
    return most;
}

static void draw_column(const struct plan *p, int column, double share,
                        enum role role)
{
    int bottom = p->y + p->height + p->volume_rows - 1;
    int eighths = (int)lround(fmin(share, 1) * p->volume_rows * 8);
    if (eighths < 1 && share > 0)
        eighths = 1;
    for (int row = 0; eighths > 0; row++, eighths -= 8)
        canvas_put(p->c, p->x + column, bottom - row, role,
                   block_of(p->c, eighths));
}

static void draw_volume(const struct plan *p)
{
    int last, y = p->y + p->height;
    double most = highest_column(p, &last);
    if (most <= 0)
        return;
    for (int i = 0; i < p->width; i++) {
        double v = volume_at(p, i);
        if (v > 0)
            draw_column(p, i, v / most,
                        i == last ? p->chart->role : ROLE_volume);
    }
    if (p->label_width > 0) {
        char text[FORMAT_MAX];
        format_count(text, most);
        canvas_put(p->c, p->x + p->width, y, ROLE_axis, pick(p, "┤", "+"));
        canvas_text(p->c, p->x + p->width + 1, y, p->label_width, ROLE_axis,
                    text);
    }
}

/* ---- time */

static void draw_time(const struct plan *p)
{
    int y = p->y + p->height + p->volume_rows;
    int end = p->label_width > 0 ? p->width + 1 + p->label_width : p->width;
    int free_from = 0; /* where the next label may begin */
    for (int i = 0; i < p->width; i++)
        canvas_put(p->c, p->x + i, y, ROLE_axis, pick(p, "─", "-"));
    if (p->label_width > 0)
        canvas_put(p->c, p->x + p->width, y, ROLE_axis, pick(p, "┘", "+"));
    for (size_t m = 0; m < p->chart->mark_count; m++) {
        const struct chart_mark *mark = &p->chart->marks[m];
        if (mark->index >= slots_of(p->chart))
            continue;
        int x = column_of(p, mark->index, p->width);
        const char *text = mark->text ? mark->text : "";
        int cells = (int)utf8_cells(text);
        bool has_room = x >= free_from && x + cells <= end;
        if (has_room || mark->is_session)
            canvas_put(p->c, p->x + x, y, ROLE_axis, pick(p, "┴", "+"));
        if (!has_room || cells == 0)
            continue;
        canvas_text(p->c, p->x + x, y + 1, cells, ROLE_axis, text);
        free_from = x + cells + 2;
    }
}

void chart_draw(struct canvas *c, struct rect area, const struct chart *chart)
{
    if (area.width <= 0 || area.height <= 0)
        return;
    struct plan p = make_plan(c, area, chart);
    if (p.is_known) {
        draw_reference(&p);
        draw_line(&p);
    }
    if (p.label_width > 0)
        draw_axis(&p);
    if (p.volume_rows > 0)
        draw_volume(&p);
    if (p.time_rows > 0)
        draw_time(&p);
}
