/* SPDX-License-Identifier: MIT */
/* Names at the ends of lines: they tell them apart where colours do not. */
#include <math.h>

#include "chart_plan.h"
#include "tapewatch/base/utf8.h"

enum {
    SHIFT_MOST = 6, /* cells to the left, for what is drawn there */
    HEIGHT_LEAST = 4
};

/* The last sample that is known; count: none. */
static size_t end_of(const struct chart *chart, const double *samples)
{
    size_t i = chart->count;

    while (i > 0 && !isfinite(samples[i - 1]))
        i--;
    return i > 0 ? i - 1 : chart->count;
}

static bool is_free(const struct plan *p, int x, int y, int cells)
{
    for (int i = 0; i < cells; i++)
        if (p->c->cells[y * p->c->width + x + i].text[0])
            return false;
    return true;
}

static void draw_name(const struct plan *p, const struct chart_line *line,
                      bool is_above)
{
    size_t end = end_of(p->chart, line->samples);
    int cells = (int)utf8_cells(line->name), x, row;

    if (end == p->chart->count || cells > p->width)
        return;
    row = plan_row(p, line->samples[end]) + (is_above ? -1 : 1);
    row = row < 0 ? 0 : row >= p->height ? p->height - 1 : row;
    x = plan_column(p, end, 1) + 1 - cells;
    x = x < 0 ? 0 : x;
    for (int shift = 0; shift <= SHIFT_MOST && shift <= x; shift++)
        if (is_free(p, p->x + x - shift, p->y + row, cells)) {
            x -= shift;
            break;
        }
    canvas_text(p->c, p->x + x, p->y + row, cells, line->role, line->name);
}

/* The name of what ends higher stands over its end, the other's below. */
void chart_draw_names(const struct plan *p)
{
    const struct chart *chart = p->chart;
    const struct chart_line own = {chart->samples, chart->role, chart->name};
    size_t end = end_of(chart, chart->samples);
    bool is_above = true;

    if (!chart->name || end == chart->count || p->height < HEIGHT_LEAST)
        return;
    for (size_t i = 0; i < chart->line_count; i++) {
        const struct chart_line *line = &chart->lines[i];
        size_t last = end_of(chart, line->samples);
        bool is_higher;

        if (!line->name || last == chart->count)
            continue;
        is_higher = line->samples[last] > chart->samples[end];
        draw_name(p, line, is_higher);
        is_above = is_above && !is_higher;
    }
    draw_name(p, &own, is_above);
}
