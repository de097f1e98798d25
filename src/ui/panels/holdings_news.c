/* SPDX-License-Identifier: MIT */
/* Headlines of what is held. */
#include <stdio.h>
#include <string.h>

#include "../folio.h"
#include "news_list.h"

static bool is_held(const struct headline *h, const void *portfolio)
{
    const struct portfolio *p = portfolio;

    for (size_t i = 0; i < h->symbol_count; i++)
        for (size_t k = 0; k < p->position_count; k++)
            if (p->positions[k].lot_count > 0 &&
                strcmp(h->symbols[i], p->positions[k].symbol) == 0)
                return true;
    return false;
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct portfolio *p = folio_of(f);

    if (p)
        news_list_build_if(f, is_held, p, out);
    portfolio_free(p);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, "no headlines yet");
}

static const struct list_panel list = {
    .build = build, .row = news_list_row, .empty = empty,
    .row_height = news_list_row_height, .subject = news_list_subject,
    .keys = news_list_keys, .push = "reader",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)snprintf(left, size, "News on holdings");
    (void)snprintf(right, size, "%zu", list_panel_count(&list, f));
}

const struct panel_ops panel_holdings_news = {
    .name = "holdings-news", .help = "headlines of what is held",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_story, .min_width = 10,
    .min_height = 2, LIST_PANEL(list), .records = &headline_records,
    .title = title, .act = news_list_act,
    .subject = list_panel_subject,
};
