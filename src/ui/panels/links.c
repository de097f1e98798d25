/* SPDX-License-Identifier: MIT */
/* What was said before and after an event's first trigger, and why each
 * headline is linked to it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "news_list.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

enum {
    LINKS_MAX = 200, REASON_WIDTH = 36, DIVIDED_FROM = 4,
    DIVIDER = LINKS_MAX /* the row between before and after */
};

struct items {
    struct event_link links[LINKS_MAX];
    size_t count;
};

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct items *i = items;

    snprintf(out, size, "%s", at == DIVIDER ? "-" : i->links[at].headline->id);
}

static void build(const struct frame *f, struct list_rows *out)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    struct items *i = mem_new(1, sizeof(*i));
    size_t n = e ? snapshot_links(f->now, e, i->links, LINKS_MAX) : 0;

    i->count = n < LINKS_MAX ? n : LINKS_MAX;
    out->key = key_of;
    out->items = out->owned = i;
    for (size_t k = 0; k < i->count; k++) {
        const char *title = i->links[k].headline->title;

        if (list_matches(f->filter, title ? title : ""))
            list_add(out, (uint32_t)k);
    }
}

/* Puts the first trigger between what was said before and after it; where there
 * are a few rows to look at, their letters say it alone. */
static void arrange(const struct frame *f, struct list_rows *out)
{
    const struct items *items = out->items;
    struct list_rows with = *out;
    bool is_after = false;

    if (!f->is_focused && f->rows > 0 && f->rows < DIVIDED_FROM)
        return;
    with.at = NULL;
    with.count = with.cap = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (!is_after && i > 0 && items->links[out->at[i]].is_after)
            list_add(&with, DIVIDER);
        is_after = items->links[out->at[i]].is_after;
        list_add(&with, out->at[i]);
    }
    free(out->at);
    *out = with;
}

static bool is_divider(uint32_t at)
{
    return at == DIVIDER;
}

/* What was said last before it: what came next is seen with that. */
static size_t first(const struct frame *f, const struct list_rows *r)
{
    const struct items *items = r->items;
    size_t at = 0;

    (void)f;
    while (at + 1 < r->count && r->at[at + 1] != DIVIDER &&
           !items->links[r->at[at + 1]].is_after)
        at++;
    return at;
}

static void draw_divider(const struct frame *f, struct canvas *c,
                         struct rect area)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    char time[16] = "-", text[40];

    if (e)
        show_time_text(e->opened.t, f->shown_ms, time);
    snprintf(text, sizeof(text), " %s first trigger ",
             time);
    canvas_fill(c, (struct rect){area.x + 1, area.y, area.width - 1, 1},
                ROLE_border, glyphs_of(c)->rule);
    canvas_text(c, area.x + 2, area.y, area.width - 3, ROLE_dim, text);
}

static int64_t time_of(const struct frame *f, const struct list_rows *r,
                       uint32_t at)
{
    const struct items *items = r->items;
    const struct headline *h = items->links[at == DIVIDER ? 0 : at].headline;

    (void)f;
    return h->published ? h->published : h->seen;
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct items *items = r->items;
    const struct event_link *link = &items->links[at == DIVIDER ? 0 : at];
    const struct headline *h = link->headline;
    int x = area.x + 1, end = area.x + area.width;
    char publisher[8];

    if (at == DIVIDER) {
        draw_divider(f, c, area);
        return;
    }
    show_outlet(h, publisher);
    canvas_text(c, x, area.y, end - x, link->is_after ? ROLE_warn : ROLE_dim,
                link->is_after ? "A" : "B");
    x += show_time(c,
                   (struct place){x + 2, area.y,
                                  list_panel_time_cells(f, r, time_of)},
                   ROLE_dim, time_of(f, r, at), f->shown_ms);
    canvas_text(c, x + 8, area.y, end - x - 8, ROLE_source, publisher);
    if (area.width >= 100) {
        show_text(c, (struct place){end - REASON_WIDTH, area.y,
                                    REASON_WIDTH},
                  ROLE_dim, link->reasons[0]);
        end -= REASON_WIDTH + 1;
    }
    show_text(c, (struct place){x + 13, area.y, end - x - 13}, ROLE_fg,
              h->title ? h->title : "-");
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no headlines are linked to this event";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct items *items = r->items;

    (void)f;
    if (at == DIVIDER)
        return false;
    name_copy(out->headline, sizeof(out->headline),
              items->links[at].headline->id);
    return true;
}

static void keys(const struct frame *f, const struct list_rows *r,
                 uint32_t at, struct strbuf *out)
{
    const struct items *items = r->items;

    (void)f;
    if (at != DIVIDER)
        strbuf_format(out, "%s\n", items->links[at].headline->id);
}

static enum truth truth_of(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    const struct items *items = r->items;

    return filter_headline(q, f, items->links[at].headline);
}

static const struct row_records records = {.language = language_of_headline,
                                           .truth = truth_of};

static const struct list_panel list = {
    .build = build, .arrange = arrange, .is_passed = is_divider, .row = row, .empty = empty,
    .first = first, .subject = row_subject, .keys = keys, .push = "reader",
};

/* Left what the panel is; right why the selected one is here. */
static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    struct list_view v = *(const struct list_view *)view;
    const struct items *items;
    struct list_rows r;
    uint32_t at;
    char time[16] = "-";

    if (e)
        show_time_text(e->opened.t, f->shown_ms, time);
    snprintf(left, size, "Headlines before, after %s",
             time);
    list_panel_build(&list, &v, f, &r);
    items = r.items;
    if (f->is_focused && list_selected(&v, &r, &at) && at != DIVIDER)
        snprintf(right, size, "%s", items->links[at].reasons[0]);
    else
        snprintf(right, size, "%zu", items->count);
    list_done(&r);
}

const struct panel_ops panel_links = {
    .name = "links", .help = "headlines before and after an event",
    .contexts = CONTEXT_list | CONTEXT_story, .min_width = 16, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = news_list_act, .subject = list_panel_subject,
};
