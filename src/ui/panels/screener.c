/* SPDX-License-Identifier: MIT */
/* Instruments for which the screen's expression is true. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/state/fields.h"
#include "watch_orders.h"

static const struct listing *listing_at(const struct frame *f, uint32_t at)
{
    return &f->now->listings[at];
}

static const char *symbol_at(const struct frame *f, uint32_t at)
{
    return listing_at(f, at)->instrument->symbol;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s", symbol_at(items, at));
}

static struct query *query_of(const struct frame *f)
{
    struct query *q = NULL;

    if (query_compile_in(f->subject->query, language_of_listing(), &q, NULL))
        return NULL;
    return q;
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct surroundings around = surroundings_of_snapshot(f->now);
    struct query *q = query_of(f);

    out->key = key_of;
    out->items = f;
    for (size_t i = 0; q && i < f->now->listing_count; i++) {
        struct listing_record r = {listing_at(f, (uint32_t)i),
                                   f->now->now_ms, &around};
        const char *name = r.listing->instrument->name;
        char text[256];

        if (query_truth(q, &r, f->now->now_ms) != TRUTH_TRUE)
            continue;
        snprintf(text, sizeof(text), "%s %.200s",
                 r.listing->instrument->symbol, name ? name : "");
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
    query_free(q);
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    if (sort == WATCH_OWN)
        return a < b ? -1 : a > b;
    return watch_compare(items, symbol_at(items, a), symbol_at(items, b),
                         sort);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    (void)r;
    watch_row(f, symbol_at(f, at), c, area);
}

static const char *empty(const struct frame *f)
{
    return f->subject->query[0]
               ? "nothing that is known fits"
               : "type :EQS and an expression, e.g. change_pct < -5";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)r;
    name_copy(out->symbol, sizeof(out->symbol), symbol_at(f, at));
    return true;
}

static const char *order(int sort)
{
    return sort == WATCH_OWN ? "as known" : watch_order(sort);
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = watch_header, .row = row,
    .empty = empty, .subject = row_subject, .push = "symbol",
    .sorts = WATCH_ORDERS, .compare = compare, .order = order,
    .sort_at = watch_sort_at,
    .columns = WATCH_COLUMNS,
    .needs = watch_needs,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct list_view *v = view;

    snprintf(left, size, "Screener: %.120s", f->subject->query);
    snprintf(right, size, "%s%s", order(v->sort),
             v->is_reversed ? ", reversed" : "");
}

const struct panel_ops panel_screener = {
    .name = "screener", .help = "instruments that fit an expression",
    .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_columns,
    .min_width = 10, .min_height = 2,
    LIST_PANEL(list), .records = &symbol_records,
    .title = title, .act = list_panel_act, .subject = list_panel_subject,
    .word = watch_word,
};
