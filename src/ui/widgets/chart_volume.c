/* SPDX-License-Identifier: MIT */
/* The volume rows of a chart. */
#include <math.h>

#include "chart_plan.h"
#include "tapewatch/base/format.h"

/* The largest of the known volumes that fall into a column; NaN if none does:
 * the label beside them is a bar's, however many share a column. */
static double volume_at(const struct plan *p, int column)
{
    size_t from, to;
    double most = NAN;

    plan_bars(p, column, &from, &to);
    for (size_t i = from; i < to; i++)
        if (isfinite(p->chart->volumes[i]))
            most = fmax(most, p->chart->volumes[i]);
    return most;
}

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
                   p->c->is_blocks ? (eighths > 4 ? "█" : "▄")
                                   : block_of(p->c, eighths));
}

/* Half days and halts: a band behind the bars. */
static void draw_halted(const struct plan *p, int column)
{
    size_t from, to;
    bool is_halted = false;

    plan_bars(p, column, &from, &to);
    for (size_t i = from; i < to && p->chart->is_halted; i++)
        is_halted = is_halted || p->chart->is_halted[i];
    for (int row = 0; is_halted && row < p->volume_rows; row++)
        canvas_put(p->c, p->x + column, p->y + p->height + row, ROLE_grid,
                   plan_pick(p, "░", "/"));
}

void chart_draw_volume(const struct plan *p)
{
    int last, y = p->y + p->height;
    double most = highest_column(p, &last);
    char text[FORMAT_MAX];

    if (most <= 0)
        return;
    for (int i = 0; i < p->width; i++) {
        double v = volume_at(p, i);

        draw_halted(p, i);
        if (v > 0)
            draw_column(p, i, v / most,
                        i == last ? p->chart->role : ROLE_volume);
    }
    if (p->label_width <= 0)
        return;
    format_count(text, most);
    canvas_put(p->c, p->x + p->width, y, ROLE_axis, plan_pick(p, "┤", "+"));
    canvas_text(p->c, p->x + p->width + 1, y, p->label_width, ROLE_axis, text);
}
