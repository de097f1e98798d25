/* SPDX-License-Identifier: MIT */
/* The moments of an event's day as rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../list_panel.h"
#include "../show.h"
#include "event_points.h"
#include "tapewatch/base/mem.h"

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct event_points *i = items;

    snprintf(out, size, "%lld %s", (long long)i->at[at].t, i->at[at].words);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct event_points *i = mem_new(1, sizeof(*i));

    event_points_read(f, i);
    out->key = key_of;
    out->items = out->owned = i;
    for (size_t k = 0; k < i->count; k++)
        if (list_matches(f->filter, i->at[k].words))
            list_add(out, (uint32_t)k);
}

static int64_t time_of(const struct frame *f, const struct list_rows *r,
                       uint32_t at)
{
    const struct event_points *i = r->items;

    (void)f;
    return i->at[at].t;
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct event_points *i = r->items;
    const struct event_moment *p = &i->at[at];
    int x = area.x + 1, end = area.x + area.width;

    x += show_time(c, (struct place){x, area.y,
                                     list_panel_time_cells(f, r, time_of)},
                   ROLE_dim, p->t, f->shown_ms);
    if (x + 16 <= end)
        show_price(c, (struct place){x + 6, area.y, 10}, ROLE_value,
                   p->has_price, p->price);
    if (x + 26 <= end)
        canvas_right(c, x + 16, area.y, 10, p->role, p->value);
    x += 27 + canvas_text(c, x + 27, area.y, end - x - 27, ROLE_mark,
                          event_mark_text(c, p->mark));
    show_text(c, (struct place){x + 1, area.y, end - x - 1}, ROLE_fg,
              p->words);
}

static const char *empty(const struct frame *f)
{
    return f->subject->event.symbol[0] ? "this event is no longer known"
                                       : "no event is selected";
}

static enum truth of_moment(const struct query *q, const struct frame *f,
                            const struct list_rows *r, uint32_t at)
{
    const struct event_moment *p = &((const struct event_points *)r->items)
                                        ->at[at];

    return filter_row(q, f, f->subject->event.symbol,
                      &(struct moment_row){.t = p->t, .price = p->price,
                                           .has_price = p->has_price,
                                           .words = p->words,
                                           .mark = p->mark});
}

static const struct row_records records = ROWS_OF(moment, of_moment);

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)f;
    snprintf(left, size, "Timeline");
    snprintf(right, size, "New York time");
}

const struct panel_ops panel_timeline = {
    .name = "timeline", .help = "the event's day in moments",
    .contexts = CONTEXT_list, .min_width = 16, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = list_panel_act,
};
