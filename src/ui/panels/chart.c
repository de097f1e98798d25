/* SPDX-License-Identifier: MIT */
/* The large chart of the symbol screen. */
#include <stdio.h>

#include "../show.h"
#include "chart_view.h"

static const enum range first_range = RANGE_1d;

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    (void)f;
    (void)wish;
    return chart_view_act(view, first_range, a);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    struct range_data d = {.bars = ""};
    const struct listing *l = show_listing(f);

    if (l)
        range_read(l, chart_view_range(view, first_range), &d);
    snprintf(left, size, "Chart  %s", d.bars ? d.bars : "");
    range_done(&d);
    range_title(chart_view_range(view, first_range), right, size);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    chart_view_draw(chart_view_range(view, first_range), 3, f, c, area);
}

const struct panel_ops panel_chart = {
    .name = "chart", .help = "price and volume of the shown symbol",
    .contexts = CONTEXT_chart, .min_width = 20, .min_height = 5,
    .view_size = sizeof(struct chart_view),
    .title = title, .act = act, .draw = draw,
};
