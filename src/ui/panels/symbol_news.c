/* SPDX-License-Identifier: MIT */
/* Headlines of one symbol. */
#include <stdio.h>

#include "../show.h"
#include "news_list.h"

static void build(const struct frame *f, struct list_rows *out)
{
    news_list_build(f, f->subject->symbol, out);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, "no headlines yet");
}

/* The screen stays with its symbol, whatever else a headline is about. */
static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    bool found = news_list_subject(f, r, at, out);

    name_copy(out->symbol, sizeof(out->symbol), f->subject->symbol);
    return found;
}

static const struct list_panel list = {
    .build = build, .row = news_list_row, .empty = empty,
    .row_height = news_list_row_height, .subject = row_subject,
    .keys = news_list_keys, .push = "reader",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    snprintf(left, size, "News %s", f->subject->symbol);
    snprintf(right, size, "%zu", list_panel_count(&list, f));
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    return news_all_read_act(f, f->subject->symbol, a, wish) ||
           news_list_act(view, f, a, wish);
}

const struct panel_ops panel_symbol_news = {
    .name = "symbol-news", .help = "headlines of the shown symbol",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_story,
    .min_width = 10, .min_height = 1, .bare_height = 1,
    LIST_PANEL(list), .records = &headline_records,
    .title = title, .act = act, .subject = list_panel_subject,
};
