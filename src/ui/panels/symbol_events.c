/* SPDX-License-Identifier: MIT */
/* Events of one symbol. */
#include <stdio.h>

#include "../show.h"
#include "event_list.h"

static void build(const struct frame *f, struct list_rows *out)
{
    event_list_build(f, f->subject->symbol, out);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, "no events of this symbol");
}

static const struct list_panel list = {
    .build = build, .row = event_list_row, .empty = empty,
    .subject = event_list_subject, .push = "event",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    snprintf(left, size, "Events %s", f->subject->symbol);
    snprintf(right, size, "%zu", list_panel_count(&list, f));
}

const struct panel_ops panel_symbol_events = {
    .name = "symbol-events", .help = "events of the shown symbol",
    .contexts = CONTEXT_list | CONTEXT_events,
    .min_width = 10, .min_height = 2,
    LIST_PANEL(list), .records = &event_records,
    .title = title, .act = event_list_act, .subject = list_panel_subject,
};
