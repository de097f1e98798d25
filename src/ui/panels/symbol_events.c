/* SPDX-License-Identifier: MIT */
/* Events of one symbol; then what is to come of it, and what its past is known
 * for: record losses, splits, dividends. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../filter.h"
#include "../show.h"
#include "event_list.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum what { WHAT_EVENT, WHAT_COMING, WHAT_RECORD, WHAT_ACTION };

struct item {
    enum what what;
    size_t at;    /* index of it in the snapshot, or of the listing's */
    int32_t date; /* of what is no event */
};
struct items {
    size_t count, cap;
    struct item *at;
};

static void add(struct items *items, enum what what, size_t at, int32_t date)
{
    items->at = mem_room(items->at, items->count, &items->cap,
                         sizeof(*items->at));
    items->at[items->count++] = (struct item){what, at, date};
}

static void add_events(const struct frame *f, struct items *items)
{
    struct list_rows r = {0};

    event_list_build(f, f->subject->symbol, &r);
    for (size_t i = 0; i < r.count; i++)
        add(items, WHAT_EVENT, r.at[i], 0);
    list_done(&r);
}

static void add_coming(const struct frame *f, struct items *items)
{
    const struct date_list *dates = f->now->dates;

    for (size_t i = 0; dates && i < dates->count; i++)
        if (strcmp(dates->items[i].symbol, f->subject->symbol) == 0 &&
            dates->items[i].at >= f->now->now_ms)
            add(items, WHAT_COMING, i,
                civil_new_york_date(dates->items[i].at));
}

static int by_date(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    return x->date < y->date ? 1 : x->date > y->date ? -1 : 0;
}

/* Losses of the table that were known by now; those of our own events stand
 * above. Newest first. */
static void add_past(const struct frame *f, struct items *items)
{
    const struct listing *l = show_listing(f);
    int32_t today = civil_new_york_date(f->now->now_ms);
    size_t from = items->count;

    for (size_t i = 0; i < f->now->record_count; i++) {
        const struct record *r = &f->now->records[i];

        if (strcmp(r->symbol, f->subject->symbol) == 0 &&
            r->is_live == RECORD_TABLE && r->date < today)
            add(items, WHAT_RECORD, i, r->date);
    }
    for (size_t i = 0; l && i < l->action_count; i++)
        if (l->actions[i].ex <= today)
            add(items, WHAT_ACTION, i, l->actions[i].ex);
    if (items->count > from)
        qsort(items->at + from, items->count - from, sizeof(*items->at),
              by_date);
}

/* ---- words of what is no event */

static void coming_text(const struct frame *f, const struct known_date *d,
                        char *out, size_t size)
{
    const struct listing *l = show_listing(f);
    double days = l ? derive_days_until(l->instrument, d->at, f->now->now_ms)
                    : -1;
    char span[32] = "";

    if (days >= 0)
        snprintf(span, sizeof(span), days < 1 ? " (today)" : " (in %.0f d)",
                 days);
    snprintf(out, size, "%s%s%s", d->title[0] ? d->title : d->type, span,
             d->is_confirmed ? "" : ", estimated");
}

static void record_text(const struct record *r, char *out, size_t size)
{
    char money[FORMAT_MAX], pct[FORMAT_MAX];

    format_money_change(money, -r->loss_usd);
    format_percent(pct, r->change_pct, true);
    snprintf(out, size, "%s  %s%%  one of the largest losses of a day", money,
             pct);
}

static void action_text(const struct action *a, char *out, size_t size)
{
    if (a->type == ACTION_SPLIT)
        snprintf(out, size, "split %g:1", a->ratio);
    else
        snprintf(out, size, "dividend %g", a->amount);
}

static void item_text(const struct frame *f, const struct item *i, char *out,
                      size_t size)
{
    const struct listing *l = show_listing(f);

    out[0] = '\0';
    if (i->what == WHAT_COMING)
        coming_text(f, &f->now->dates->items[i->at], out, size);
    else if (i->what == WHAT_RECORD)
        record_text(&f->now->records[i->at], out, size);
    else if (i->what == WHAT_ACTION && l)
        action_text(&l->actions[i->at], out, size);
}

/* ---- rows */

static void key_of(const void *list, uint32_t at, char *out, size_t size)
{
    const struct items *items = list;
    const struct item *i = &items->at[at];

    snprintf(out, size, "%d %zu %ld", (int)i->what, i->at, (long)i->date);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct items found = {0}, *items;
    size_t bytes;

    add_events(f, &found);
    add_coming(f, &found);
    add_past(f, &found);
    bytes = found.count * sizeof(*found.at);
    items = mem_new(1, sizeof(*items) + bytes);
    items->count = found.count;
    items->at = (struct item *)(items + 1);
    if (bytes)
        memcpy(items->at, found.at, bytes);
    free(found.at);
    out->key = key_of;
    out->items = out->owned = items;
    for (size_t i = 0; i < items->count; i++) {
        char text[160];

        item_text(f, &items->at[i], text, sizeof(text));
        if (items->at[i].what == WHAT_EVENT || list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
}

static void draw_other(const struct frame *f, const struct item *i,
                       struct canvas *c, struct rect area)
{
    int x = area.x + 1, end = area.x + area.width;
    const struct glyphs *g = glyphs_of(c);
    char date[11], text[160];

    civil_format_date(i->date, date);
    item_text(f, i, text, sizeof(text));
    canvas_text(c, x, area.y, end - x, ROLE_dim, date);
    canvas_text(c, x + 11, area.y, end - x - 11,
                i->what == WHAT_RECORD ? ROLE_down : ROLE_info,
                i->what == WHAT_RECORD ? g->down : g->state_ok);
    show_text(c, (struct place){x + 13, area.y, end - x - 13}, ROLE_fg, text);
}

static int64_t time_of(const struct frame *f, const struct list_rows *r,
                       uint32_t at)
{
    const struct items *items = r->items;
    const struct item *i = &items->at[at];

    return i->what == WHAT_EVENT ? event_list_time(&f->now->events[i->at])
                                 : f->shown_ms;
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct items *items = r->items;
    const struct item *i = &items->at[at];

    if (i->what == WHAT_EVENT)
        event_list_row(f, (uint32_t)i->at,
                       list_panel_time_cells(f, r, time_of), c, area);
    else
        draw_other(f, i, c, area);
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct items *items = r->items;
    const struct item *i = &items->at[at];

    if (i->what == WHAT_EVENT)
        return event_list_subject(f, r, (uint32_t)i->at, out);
    return false;
}

static void keys(const struct frame *f, const struct list_rows *r,
                 uint32_t at, struct strbuf *out)
{
    const struct items *items = r->items;

    if (items->at[at].what == WHAT_EVENT)
        event_list_keys(f, r, (uint32_t)items->at[at].at, out);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, "no events of this symbol");
}

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty,
    .subject = row_subject, .keys = keys, .push = "event",
};

/* Of anything but an event an expression over events says nothing. */
static enum truth truth_of(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    const struct items *items = r->items;
    const struct item *i = &items->at[at];

    return i->what == WHAT_EVENT
               ? event_records.truth(q, f, r, (uint32_t)i->at)
               : TRUTH_UNKNOWN;
}

static const struct language *language(void)
{
    return event_records.language();
}

static const struct row_records records = {.language = language,
                                           .truth = truth_of};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    struct list_view v = {.key = ""};
    const struct items *items;
    struct list_rows r;
    size_t n = 0;

    (void)view;
    list_panel_build(&list, &v, f, &r);
    items = r.items;
    for (size_t i = 0; i < r.count; i++)
        n += items->at[r.at[i]].what == WHAT_EVENT;
    list_done(&r);
    snprintf(left, size, "Events %s", f->subject->symbol);
    snprintf(right, size, "by day and weight  %zu", n);
}

const struct panel_ops panel_symbol_events = {
    .name = "symbol-events",
    .help = "events of the shown symbol, dates to come, its past",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_events,
    .min_width = 10, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = event_list_act, .subject = list_panel_subject,
};
