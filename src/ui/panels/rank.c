/* SPDX-License-Identifier: MIT */
/* The largest one-day losses known on the event's day, its own row marked. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

enum { WIDE_FROM = 30 }; /* cells that a whole date wants */

/* Only rows that were known then; ranks follow from that. */
static bool counts(const struct frame *f, size_t i)
{
    return records_counts(&f->now->records[i], f->subject->event.session);
}

static bool is_own(const struct frame *f, const struct record *r)
{
    return r->date == f->subject->event.session &&
           strcmp(r->symbol, f->subject->event.symbol) == 0;
}

/* The event's own loss so far, while it is not yet one of the records. */
static bool running_loss(const struct frame *f, struct record *out)
{
    const struct event_key *key = &f->subject->event;
    const struct listing *l = snapshot_find(f->now, key->symbol);

    for (size_t i = 0; i < f->now->record_count; i++)
        if (counts(f, i) && is_own(f, &f->now->records[i]))
            return false;
    if (!l || l->session != key->session ||
        !FIGURE_HAS(&l->figures, cap_change_usd) ||
        l->figures.cap_change_usd >= 0)
        return false;
    *out = (struct record){.date = key->session,
                           .loss_usd = -l->figures.cap_change_usd,
                           .change_pct = l->figures.change_pct};
    snprintf(out->symbol, sizeof(out->symbol), "%s", key->symbol);
    return true;
}

/* A row of the table; the one after all records is the running loss. */
static struct record row_at(const struct frame *f, uint32_t at)
{
    struct record r = {.date = NO_DATE};

    if (at < f->now->record_count)
        return f->now->records[at];
    running_loss(f, &r);
    return r;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    struct record r = row_at(items, at);

    snprintf(out, size, "%s %ld", r.symbol, (long)r.date);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct record own;
    size_t n = f->now->record_count;
    bool is_due = running_loss(f, &own) && list_matches(f->filter, own.symbol);

    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < n; i++) {
        const struct record *r = &f->now->records[i];

        if (is_due && r->loss_usd <= own.loss_usd) {
            list_add(out, (uint32_t)n);
            is_due = false;
        }
        if (counts(f, i) && list_matches(f->filter, r->symbol))
            list_add(out, (uint32_t)i);
    }
    if (is_due)
        list_add(out, (uint32_t)n);
}

/* One more than there are larger losses. */
static int rank_of(const struct frame *f, uint32_t at)
{
    struct record own;
    double loss = row_at(f, at).loss_usd;
    bool has_own = running_loss(f, &own);
    int rank = 1;

    if (at >= f->now->record_count)
        at = (uint32_t)f->now->record_count;
    for (uint32_t i = 0; i < at && f->now->records[i].loss_usd > loss; i++)
        rank += counts(f, i);
    return rank + (has_own && own.loss_usd > loss);
}

/* Losses below the whole table have no rank. */
static void rank_text(const struct frame *f, uint32_t at, bool is_of_event,
                      char *out, size_t size)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);

    if (is_of_event && e && !e->rank)
        snprintf(out, size, "-");
    else
        snprintf(out, size, "%d", rank_of(f, at));
}

static double largest(const struct frame *f)
{
    struct record own = {.loss_usd = 0};

    running_loss(f, &own);
    for (size_t i = 0; i < f->now->record_count; i++)
        if (counts(f, i))
            return f->now->records[i].loss_usd > own.loss_usd
                       ? f->now->records[i].loss_usd : own.loss_usd;
    return own.loss_usd;
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    struct record rec = row_at(f, at);
    bool is_marked = is_own(f, &rec), is_wide = area.width >= WIDE_FROM;
    enum role role = is_marked ? ROLE_mark : ROLE_value;
    int x = area.x + 1, end = area.x + area.width;
    char date[11], text[FORMAT_MAX];

    (void)r;
    rank_text(f, at, is_marked, text, sizeof(text));
    canvas_right(c, x, area.y, 3, role, text);
    civil_format_date(rec.date, date);
    canvas_text(c, x + 4, area.y, end - x - 4, ROLE_dim,
                is_wide ? date : date + 2);
    x += is_wide ? 16 : 13;
    canvas_text(c, x, area.y, 6, role, rec.symbol);
    format_money_change(text, -rec.loss_usd);
    canvas_right(c, x + 6, area.y, end - x - 6 < 8 ? end - x - 6 : 8,
                 is_marked ? ROLE_mark : ROLE_down, text);
    if (x + 24 > end)
        return;
    show_percent(c, (struct place){x + 15, area.y, 9}, true, rec.change_pct,
                 false);
    if (x + 34 <= end)
        hbar_draw(c, x + 26, area.y, end - x - 28, ROLE_bar1, rec.loss_usd,
                  largest(f));
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no table of losses is known";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    struct record rec = row_at(f, at);

    (void)r;
    snprintf(out->symbol, sizeof(out->symbol), "%s", rec.symbol);
    return true;
}

static enum truth of_loss(const struct query *q, const struct frame *f,
                          const struct list_rows *r, uint32_t at)
{
    struct loss_row row = {.of = row_at(f, at), .rank = rank_of(f, at)};

    (void)r;
    return filter_row(q, f, row.of.symbol, &row);
}

static const struct row_records records = ROWS_OF(loss, of_loss);

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
    else if (e)
        snprintf(right, size, "not ranked");
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
    .kind = &list, .records = &records,
    .view_size = sizeof(struct list_view),
    .title = title, .act = list_panel_act, .draw = draw,
};
