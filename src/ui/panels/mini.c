/* SPDX-License-Identifier: MIT */
/* The small chart beside the watchlist: follows its cursor. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "chart_view.h"

static const struct chart_panel chart = {.first = RANGE_5d, .volume_rows = 0};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    show_quote_title(f, show_listing(f), left, size);
    range_title(chart_view_range(view, f), right, size);
    if (f->is_unlinked)
        snprintf(left + strlen(left), size - strlen(left), "  stays");
}

const struct panel_ops panel_mini = {
    .name = "mini", .help = "chart of the symbol under the cursor",
    .contexts = CONTEXT_chart, .min_width = 20, .min_height = 5,
    .view_size = sizeof(struct chart_view),
    .kind = &chart,
    .title = title, .act = chart_view_act, .word = chart_view_word,
    .keep = chart_view_keep, .recall = chart_view_recall,
    .draw = chart_view_draw,
};
