/* SPDX-License-Identifier: MIT */
/* The large chart of the symbol screen. */
#include <stdio.h>

#include "../show.h"
#include "chart_view.h"

static const struct chart_panel chart = {.first = RANGE_1d, .volume_rows = 3};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    struct range_data d = {.bars = ""};
    const struct listing *l = show_listing(f);

    if (l)
        range_read(l, chart_view_range(view, f), &d);
    snprintf(left, size, "Chart  %s", d.bars ? d.bars : "");
    range_done(&d);
    range_title(chart_view_range(view, f), right, size);
}

const struct panel_ops panel_chart = {
    .name = "chart", .help = "price and volume of the shown symbol",
    .contexts = CONTEXT_chart, .min_width = 20, .min_height = 5,
    .view_size = sizeof(struct chart_view),
    .kind = &chart,
    .title = title, .act = chart_view_act, .word = chart_view_word, .draw = chart_view_draw,
};
