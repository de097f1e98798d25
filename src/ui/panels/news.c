/* SPDX-License-Identifier: MIT */
/* All headlines, newest first; in the title the first of the words that they
 * have more of than before. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "news_list.h"

static void build(const struct frame *f, struct list_rows *out)
{
    news_list_build(f, NULL, out);
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

/* The first word with more headlines than before that says something. */
static const struct narrative *telling_term(const struct snapshot *now)
{
    for (size_t i = 0; i < now->term_count; i++)
        if (now->terms[i].score > 0 && !now->terms[i].is_common)
            return &now->terms[i];
    return NULL;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct narrative *term = telling_term(f->now);
    char usual[100] = "all";
    size_t unread, muted;

    (void)view;
    unread = news_unread(f, &muted);
    snprintf(left, size, "News  %zu unread", unread);
    if (muted)
        snprintf(left + strlen(left), size - strlen(left), "  %zu muted",
                 muted);
    if (term)
        snprintf(usual, sizeof(usual), "\"%.60s\" %u in 24 h", term->term,
                 term->count);
    news_right(f, usual, right, size);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    return news_all_read_act(f, NULL, a, wish) ||
           news_list_act(view, f, a, wish);
}

const struct panel_ops panel_news = {
    .name = "news", .help = "headlines, newest first",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_story,
    .min_width = 10, .min_height = 2,
    LIST_PANEL(list), .records = &headline_records,
    .title = title, .act = act, .subject = list_panel_subject,
};
