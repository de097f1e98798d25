/* SPDX-License-Identifier: MIT */
/* Events of all symbols, the latest session first, the largest first. */
#include <stdio.h>

#include "../show.h"
#include "event_list.h"

static void build(const struct frame *f, struct list_rows *out)
{
    event_list_build(f, NULL, out);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, "nothing worth telling yet");
}

static const struct list_panel list = {
    .build = build, .row = event_list_group_row, .empty = empty,
    .subject = event_list_subject, .keys = event_list_group_keys,
    .push = "event",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    int32_t today = calendar_date(HOURS_US, f->shown_ms);
    size_t n = 0, fresh = 0;

    (void)view;
    for (size_t i = 0; i < f->now->event_count; i++) {
        n += f->now->events[i].key.session == today;
        fresh += !f->now->events[i].acknowledged;
    }
    snprintf(left, size, "Events  today %zu", n);
    snprintf(right, size, "by day and weight  %zu new", fresh);
}

const struct panel_ops panel_events = {
    .name = "events", .help = "what is worth telling, largest first",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_events,
    .min_width = 10, .min_height = 2,
    LIST_PANEL(list), .records = &event_records,
    .title = title, .act = event_list_group_act, .subject = list_panel_subject,
};

/* ---- on a screen of its own, with headings */

static const struct list_panel headed = {
    .build = build, .header_rows = 1, .header = event_list_header,
    .row = event_list_headed_row, .empty = empty,
    .subject = event_list_subject, .keys = event_list_group_keys,
    .push = "event",
};

const struct panel_ops panel_all_events = {
    .name = "all-events", .help = "what is worth telling, with headings",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_events,
    .min_width = 10, .min_height = 2,
    LIST_PANEL(headed), .records = &event_records,
    .title = title, .act = event_list_group_act, .subject = list_panel_subject,
};
