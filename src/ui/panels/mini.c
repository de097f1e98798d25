/* SPDX-License-Identifier: MIT */
/* The small chart beside the watchlist: follows its cursor. */
#include <stdio.h>

#include "../show.h"
#include "chart_view.h"

static const enum range first_range = RANGE_5d;

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
    show_quote_title(f, show_listing(f), left, size);
    range_title(chart_view_range(view, first_range), right, size);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    chart_view_draw(chart_view_range(view, first_range), 0, f, c, area);
}

const struct panel_ops panel_mini = {
    .name = "mini", .help = "chart of the symbol under the cursor",
    .contexts = CONTEXT_chart, .min_width = 20, .min_height = 5,
    .view_size = sizeof(struct chart_view),
    .title = title, .act = act, .draw = draw,
};
