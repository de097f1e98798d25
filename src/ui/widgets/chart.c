/* SPDX-License-Identifier: MIT */
/* Draws a chart: reference, area, lines, candles, crosshair. */
#include <math.h>

#include "chart_plan.h"
#include "tapewatch/base/utf8.h"

static void draw_dotted(const struct plan *p, double value, enum role role)
{
    int y = p->y + plan_row(p, value);

    for (int i = 0; i < p->width; i += 3)
        canvas_put(p->c, p->x + i, y, role,
                   plan_pick_plain(p, "┈", "·", "."));
}

/* Not among candles of letters, one of which would be taken for a dot. */
static void draw_grid(const struct plan *p)
{
    bool has_grid = p->chart->has_grid && !(p->c->is_ascii && p->group);

    for (int i = 0; has_grid && i < p->axis.count; i++)
        draw_dotted(p, p->axis.ticks[i], ROLE_grid);
}

static void draw_reference(const struct plan *p)
{
    if (p->chart->has_reference && isfinite(p->chart->reference))
        draw_dotted(p, p->chart->reference, ROLE_prevclose);
}

/* A session's first sample is not joined to the one before. */
static bool starts_session(const struct chart *chart, size_t i)
{
    for (size_t m = 0; m < chart->mark_count; m++)
        if (chart->marks[m].index == i && chart->marks[m].is_session)
            return true;
    return false;
}

/* A session begins there, or regular hours do, or end. */
static bool parts_hours(const struct chart *chart, size_t i)
{
    return i > 0 && (starts_session(chart, i) ||
                     (chart->is_extended &&
                      chart->is_extended[i] != chart->is_extended[i - 1]));
}

/* Dim uprights between sessions, under all that is drawn. */
static void draw_parting(const struct plan *p)
{
    for (size_t i = 0; i < p->chart->count; i++) {
        int x;

        if (!parts_hours(p->chart, i))
            continue;
        x = p->x + plan_column(p, i, 1);
        for (int row = 0; row < p->height; row++)
            canvas_put(p->c, x, p->y + row, ROLE_grid,
                       plan_pick_plain(p, "┊", "·", ":"));
    }
}

/* Words in the top row; none touches the one before. */
static void draw_notes(const struct plan *p)
{
    int free_from = 0;

    for (size_t i = 0; i < p->chart->note_count; i++) {
        const struct chart_mark *note = &p->chart->notes[i];
        int cells = (int)utf8_cells(note->text), x;

        if (note->index >= p->chart->count)
            continue;
        x = plan_column(p, note->index, 1);
        x = x + cells > p->width ? p->width - cells : x;
        if (x < free_from)
            continue;
        canvas_text(p->c, p->x + x, p->y, cells, ROLE_mark, note->text);
        free_from = x + cells + 1;
    }
}

/* Does the sample belong to this drawing of the line? */
static bool is_of(const struct plan *p, size_t i, bool is_extended)
{
    const bool *ext = p->chart->is_extended;

    return !ext || ext[i] == is_extended;
}

/* The regular part of a line, or that of the extended hours: both meet at the
 * sample between them. */
static void draw_line(const struct plan *p, const struct chart_line *line,
                      bool is_extended)
{
    struct dots d;
    int before_x = 0, before_y = 0;
    bool is_joined = false;

    dots_init(&d, p->width, p->height, p->c);
    for (size_t i = 0; i < p->chart->count; i++) {
        double v = line->samples[i];
        int x, y;

        if (!isfinite(v)) {
            is_joined = false;
            continue;
        }
        x = plan_column(p, i, d.per_x);
        y = plan_place(p, v, d.height);
        if (!is_joined || (starts_session(p->chart, i) &&
                           !p->chart->is_unbroken)) {
            before_x = x;
            before_y = y;
        }
        if (is_of(p, i, is_extended))
            dots_line(&d, before_x, before_y, x, y);
        before_x = x;
        before_y = y;
        is_joined = true;
    }
    dots_draw(&d, p->c, p->x, p->y, line->role);
    dots_done(&d);
}

/* Shade from the line down. */
static void draw_area(const struct plan *p)
{
    for (int column = 0; column < p->width; column++) {
        size_t from, to;
        int top = -1;

        plan_bars(p, column, &from, &to);
        for (size_t i = from; i < to; i++)
            if (isfinite(p->chart->samples[i]))
                top = plan_row(p, p->chart->samples[i]);
        for (int row = top + 1; top >= 0 && row < p->height; row++)
            canvas_put(p->c, p->x + column, p->y + row, ROLE_volume,
                       plan_pick(p, "░", ":"));
    }
}

static void draw_cross(const struct plan *p)
{
    const struct chart *chart = p->chart;
    int x, y;

    if (!chart->has_cross || chart->cross >= chart->count)
        return;
    x = p->x + plan_column(p, chart->cross, 1);
    y = isfinite(chart->samples[chart->cross]) /* a gap has no place */
            ? p->y + plan_row(p, chart->samples[chart->cross]) : -1;
    for (int row = 0; row < p->height; row++)
        canvas_put(p->c, x, p->y + row, ROLE_crosshair,
                   p->y + row == y ? plan_pick(p, "●", "o")
                                   : plan_pick(p, "│", "|"));
}

static void draw_plot(const struct plan *p)
{
    const struct chart *chart = p->chart;
    const struct chart_line line = {chart->samples, chart->role, NULL};
    const struct chart_line extended = {chart->samples, ROLE_ext, NULL};

    draw_grid(p);
    draw_parting(p);
    draw_reference(p);
    if (chart->kind == CHART_AREA)
        draw_area(p);
    for (size_t i = 0; i < chart->line_count; i++)
        draw_line(p, &chart->lines[i], false);
    if (p->group) {
        chart_draw_candles(p);
    } else {
        if (chart->is_extended)
            draw_line(p, &extended, true);
        draw_line(p, &line, false);
    }
    draw_cross(p);
    chart_draw_names(p); /* beside the cross if they can, else over it */
    draw_notes(p);
}

void chart_draw(struct canvas *c, struct rect area, const struct chart *chart)
{
    struct plan p;

    if (area.width <= 0 || area.height <= 0)
        return;
    if (c->is_plain) {
        chart_say(c, area, chart);
        return;
    }
    plan_make(&p, c, area, chart);
    if (p.is_known)
        draw_plot(&p);
    if (p.label_width > 0)
        chart_draw_axis(&p);
    if (p.volume_rows > 0)
        chart_draw_volume(&p);
    if (p.time_rows > 0)
        chart_draw_time(&p);
}
