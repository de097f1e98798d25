/* SPDX-License-Identifier: MIT */
/* The large chart of the symbol screen. */
#include "chart_view.h"

static const struct chart_panel chart = {.first = RANGE_1d,
                                         .volume_rows = 3,
                                         .is_large = true};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    chart_view_title(view, f, left, size);
    range_title(chart_view_range(view, f), right, size);
}

const struct panel_ops panel_chart = {
    .name = "chart", .help = "price and volume of the shown symbol",
    .contexts = CONTEXT_chart | CONTEXT_plot, .min_width = 20, .min_height = 5,
    .view_size = sizeof(struct chart_view),
    .kind = &chart,
    .title = title, .act = chart_view_act, .word = chart_view_word, .draw = chart_view_draw,
};
