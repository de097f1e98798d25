/* SPDX-License-Identifier: MIT */
/* Headlines that the user keeps, newest first. */
#include <stdio.h>

#include "../show.h"
#include "news_list.h"

static bool is_kept(const struct headline *h, const void *snapshot)
{
    return snapshot_is_bookmarked(snapshot, h->id);
}

static void build(const struct frame *f, struct list_rows *out)
{
    news_list_build_if(f, is_kept, f->now, out);
}

static const char *empty(const struct frame *f)
{
    return f->filter[0] ? "nothing fits the filter"
                        : "none yet: b on a headline keeps it";
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
    (void)snprintf(left, size, "Bookmarks");
    (void)snprintf(right, size, "%zu", f->now->bookmark_count);
}

const struct panel_ops panel_bookmarks = {
    .name = "bookmarks", .help = "headlines that you keep",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_story, .min_width = 10,
    .min_height = 2, LIST_PANEL(list), .records = &headline_records,
    .title = title, .act = news_list_act,
    .subject = list_panel_subject,
};
