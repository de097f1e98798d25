/* SPDX-License-Identifier: MIT */
/* Events of one symbol. */
#include <stdio.h>

#include "event_list.h"

struct view {
    struct list_view list;
};

static void build(const struct frame *f, struct list_rows *out)
{
    event_list_build(f, f->subject->symbol, out);
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no events of this symbol";
}

static const struct list_panel list = {
    .build = build, .row = event_list_row, .empty = empty,
    .subject = event_list_subject, .push = "event",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    struct list_rows r = {0};

    (void)view;
    build(f, &r);
    snprintf(left, size, "Events %s", f->subject->symbol);
    snprintf(right, size, "%zu", r.count);
    list_done(&r);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct view *v = view;

    if (a == ACTION_acknowledge) {
        event_list_acknowledge(&list, &v->list, f, wish);
        return true;
    }
    return list_panel_act(&list, &v->list, f, a, wish);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    list_panel_draw(&list, view, f, c, area);
}

static bool subject(void *view, const struct frame *f, struct subject *out)
{
    return list_panel_subject(&list, view, f, out);
}

const struct panel_ops panel_symbol_events = {
    .name = "symbol-events", .help = "events of the shown symbol",
    .contexts = CONTEXT_list | CONTEXT_events,
    .min_width = 10, .min_height = 2,
    .view_size = sizeof(struct view),
    .title = title, .act = act, .draw = draw, .subject = subject,
};
