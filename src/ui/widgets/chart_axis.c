/* SPDX-License-Identifier: MIT */
/* The axes of a chart: values at the right, time below. */
#include <math.h>
#include <stdio.h>

#include "chart_plan.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum { LABELS_APART = 2 }; /* columns */

void chart_write_label(const struct plan *p, char out[LABEL_MOST], double v,
                       int decimals)
{
    char text[FORMAT_MAX];

    out[0] = '\0';
    if (p->chart->label) {
        p->chart->label(out, LABEL_MOST, v, p->label_more);
        return;
    }
    format_price(text, v, decimals);
    snprintf(out, LABEL_MOST, "%.*s", LABEL_MOST - 1, text);
}

void chart_tick_label(const struct plan *p, char out[LABEL_MOST], int i)
{
    int decimals = p->chart->decimals;

    chart_write_label(p, out, p->axis.ticks[i],
                      decimals < 0 ? p->axis.decimals : decimals);
}

static void draw_tag(const struct plan *p, int row)
{
    char text[LABEL_MOST];
    int x = p->x + p->width, y = p->y + row;

    chart_write_label(p, text, p->last, p->chart->decimals);
    canvas_put(p->c, x, y, p->chart->last_role, plan_pick(p, "◄", "<"));
    canvas_text(p->c, x + 1, y, p->label_width, p->chart->last_role, text);
}

/* The upright with its labels; none shares a row with the tag or another. */
void chart_draw_axis(const struct plan *p)
{
    int x = p->x + p->width, before = -1;
    int tag = p->chart->has_last && p->is_known ? plan_row(p, p->last) : -1;

    for (int row = 0; row < p->height + p->volume_rows; row++)
        canvas_put(p->c, x, p->y + row, ROLE_axis, plan_pick(p, "│", "|"));
    for (int i = 0; i < p->axis.count; i++) {
        char text[LABEL_MOST];
        int row = plan_row(p, p->axis.ticks[i]);

        if (row == tag || row == before)
            continue;
        before = row;
        chart_tick_label(p, text, i);
        canvas_put(p->c, x, p->y + row, ROLE_axis, plan_pick(p, "┤", "+"));
        canvas_text(p->c, x + 1, p->y + row, p->label_width, ROLE_axis, text);
    }
    if (tag >= 0)
        draw_tag(p, tag);
}

static int cells_of(const struct chart_mark *mark)
{
    return mark->text ? (int)utf8_cells(mark->text) : 0;
}

static bool is_shown(const struct plan *p, const struct chart_mark *mark)
{
    return mark->index < plan_slots(p->chart);
}

/* Labels stand apart alike: each one, each second, ... so that all of them
 * find room, but for one, which bars that are missing bring about. */
static size_t stride_of(const struct plan *p)
{
    for (size_t stride = 1; stride < p->chart->mark_count; stride++) {
        int free_from = 0, dropped = 0;

        for (size_t m = 0; m < p->chart->mark_count; m += stride) {
            const struct chart_mark *mark = &p->chart->marks[m];
            int x = plan_column(p, mark->index, 1);

            if (!is_shown(p, mark) || cells_of(mark) == 0)
                continue;
            if (x < free_from)
                dropped++;
            else
                free_from = x + cells_of(mark) + LABELS_APART;
        }
        if (dropped <= 1)
            return stride;
    }
    return 1;
}

/* Where the next label may begin. */
static int draw_mark(const struct plan *p, const struct chart_mark *mark,
                     int y, int free_from)
{
    int end = p->label_width > 0 ? p->width + 1 + p->label_width : p->width;
    int x = plan_column(p, mark->index, 1), cells = cells_of(mark);
    bool has_room = x >= free_from && x + cells <= end;

    if (has_room || mark->is_session)
        canvas_put(p->c, p->x + x, y, ROLE_axis, plan_pick(p, "┴", "+"));
    if (!has_room || cells == 0)
        return free_from;
    canvas_text(p->c, p->x + x, y + 1, cells, ROLE_axis, mark->text);
    return x + cells + LABELS_APART;
}

static void draw_marks(const struct plan *p, int y)
{
    size_t stride = stride_of(p);
    int free_from = 0;

    for (size_t m = 0; m < p->chart->mark_count; m++) {
        struct chart_mark mark = p->chart->marks[m];

        if (!is_shown(p, &mark) || (m % stride && !mark.is_session))
            continue;
        if (m % stride)
            mark.text = NULL; /* the tick alone */
        free_from = draw_mark(p, &mark, y, free_from);
    }
}

void chart_draw_time(const struct plan *p)
{
    int y = p->y + p->height + p->volume_rows;

    for (int i = 0; i < p->width; i++)
        canvas_put(p->c, p->x + i, y, ROLE_axis, plan_pick(p, "─", "-"));
    if (p->label_width > 0)
        canvas_put(p->c, p->x + p->width, y, ROLE_axis,
                   plan_pick(p, "┘", "+"));
    draw_marks(p, y);
    for (size_t i = 0; i < p->chart->flag_count; i++) {
        const struct chart_flag *flag = &p->chart->flags[i];

        if (flag->index < plan_slots(p->chart))
            canvas_put(p->c, p->x + plan_column(p, flag->index, 1), y,
                       flag->role, plan_pick(p, flag->glyph, flag->ascii));
    }
}
