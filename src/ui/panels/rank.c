/* SPDX-License-Identifier: MIT */
/* The largest one-day losses known on the event's day, its own row marked. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "list_panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

/* Only rows that were known then; ranks follow from that. */
static bool counts(const struct frame *f, size_t i)
{
    return records_counts(&f->now->records[i], f->subject->event.session);
}

static bool is_own(const struct frame *f, uint32_t at)
{
    const struct record *r = &f->now->records[at];

    return r->date == f->subject->event.session &&
           strcmp(r->symbol, f->subject->event.symbol) == 0;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;

    snprintf(out, size, "%s %ld", f->now->records[at].symbol,
             (long)f->now->records[at].date);
}

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < f->now->record_count; i++)
        if (counts(f, i) && list_matches(f->filter,
                                         f->now->records[i].symbol))
            list_add(out, (uint32_t)i);
}

static int rank_of(const struct frame *f, uint32_t at)
{
    int rank = 0;

    for (uint32_t i = 0; i <= at; i++)
        rank += counts(f, i);
    return rank;
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct record *rec = &f->now->records[at];
    enum role role = is_own(f, at) ? ROLE_mark : ROLE_value;
    int x = area.x + 1, end = area.x + area.width;
    bool is_wide = area.width >= 40;
    char date[11], text[FORMAT_MAX];

    (void)r;
    snprintf(text, sizeof(text), "%d", rank_of(f, at));
    canvas_right(c, x, area.y, 3, role, text);
    civil_format_date(rec->date, date);
    canvas_text(c, x + 4, area.y, end - x - 4, ROLE_dim,
                is_wide ? date : date + 2);
    x += is_wide ? 16 : 13;
    canvas_text(c, x, area.y, 6, role, rec->symbol);
    format_money_change(text, -rec->loss_usd);
    canvas_right(c, x + 6, area.y, end - x - 6 < 8 ? end - x - 6 : 8,
                 is_own(f, at) ? ROLE_mark : ROLE_down, text);
    if (x + 24 > end)
        return;
    show_percent(c, (struct place){x + 15, area.y, 9}, true, rec->change_pct,
                 false);
    if (x + 34 <= end && f->now->record_count)
        hbar_draw(c, x + 26, area.y, end - x - 28, ROLE_bar1, rec->loss_usd,
                  f->now->records[0].loss_usd);
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no table of losses is known";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)r;
    snprintf(out->symbol, sizeof(out->symbol), "%s",
             f->now->records[at].symbol);
    return true;
}

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty, .subject = row_subject,
    .push = "symbol",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);

    (void)view;
    snprintf(left, size, "Rank, 1-day $ loss");
    if (e && e->rank)
        snprintf(right, size, "#%d", e->rank);
    else if (e && e->rank_own)
        snprintf(right, size, "own #%d", e->rank_own);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct list_view *v = view;

    /* The first look is at the event's own row. */
    if (!v->key[0])
        snprintf(v->key, sizeof(v->key), "%s %ld",
                 f->subject->event.symbol, (long)f->subject->event.session);
    list_panel_draw(view, f, c, area);
}

const struct panel_ops panel_rank = {
    .name = "rank", .help = "the largest one-day losses known then",
    .contexts = CONTEXT_list, .min_width = 24, .min_height = 2,
    .kind = &list, .view_size = sizeof(struct list_view),
    .title = title, .act = list_panel_act, .draw = draw,
};
