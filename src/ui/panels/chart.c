/* SPDX-License-Identifier: MIT */
/* The large chart of the symbol screen. */
#include <stdio.h>
#include <string.h>

#include "chart_view.h"

static const struct chart_panel chart = {.first = RANGE_1d,
                                         .volume_rows = 4,
                                         .is_large = true};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    char ranges[80];

    snprintf(left, size, "Chart %s", f->subject->symbol);
    range_title(chart_view_range(view, f), ranges, sizeof(ranges));
    chart_view_words(view, f, right, size);
    snprintf(right + strlen(right), size - strlen(right), "%s%s",
             right[0] ? "  " : "", ranges);
}

const struct panel_ops panel_chart = {
    .name = "chart", .help = "price and volume of the shown symbol",
    .contexts = CONTEXT_chart | CONTEXT_plot, .min_width = 20, .min_height = 5,
    .view_size = sizeof(struct chart_view),
    .kind = &chart,
    .title = title, .act = chart_view_act, .word = chart_view_word,
    .keep = chart_view_keep, .recall = chart_view_recall,
    .draw = chart_view_draw,
    .lacks = chart_view_lacks,
};

/* The same bars as a table at first. */
static const struct chart_panel prices = {.first = RANGE_3m,
                                          .style = STYLE_table,
                                          .is_large = true};

const struct panel_ops panel_prices = {
    .name = "prices", .help = "prices of the shown symbol, bar by bar",
    .contexts = CONTEXT_chart | CONTEXT_plot, .min_width = 20, .min_height = 5,
    .view_size = sizeof(struct chart_view),
    .kind = &prices,
    .title = title, .act = chart_view_act, .word = chart_view_word,
    .keep = chart_view_keep, .recall = chart_view_recall,
    .draw = chart_view_draw,
    .lacks = chart_view_lacks,
};
