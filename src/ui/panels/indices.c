/* SPDX-License-Identifier: MIT */
/* World indices: every index that is known, those of the strip first, then
 * futures, currencies and coins. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "watch_orders.h"

/* Earlier sorts stand first. */
static int rank_of(const struct listing *l)
{
    switch (l->instrument->type) {
    case INSTRUMENT_index: return 0;
    case INSTRUMENT_future: return 1;
    case INSTRUMENT_fx: return 2;
    case INSTRUMENT_crypto: return 3;
    case INSTRUMENT_unknown: return l->instrument->symbol[0] == '^' ? 0 : -1;
    case INSTRUMENT_equity:
    case INSTRUMENT_etf:
    case INSTRUMENT_fund: return -1;
    }
    return -1;
}
enum { RANKS = 4 };

static const char *symbol_at(const struct frame *f, uint32_t at)
{
    return f->now->listings[at].instrument->symbol;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s", symbol_at(items, at));
}

/* In the order of becoming known: the strip's were asked for first. */
static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (int rank = 0; rank < RANKS; rank++) {
        for (size_t i = 0; i < f->now->listing_count; i++) {
            const struct instrument *of = f->now->listings[i].instrument;
            char text[160];

            if (rank_of(&f->now->listings[i]) != rank)
                continue;
            snprintf(text, sizeof(text), "%s %.100s", of->symbol,
                     of->name ? of->name : "");
            if (list_matches(f->filter, text))
                list_add(out, (uint32_t)i);
        }
    }
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    (void)r;
    watch_row(f, symbol_at(f, at), c, area);
}

static const char *empty(const struct frame *f)
{
    return show_why_empty(f, "no index is known yet; add one, e.g. :ADD ^GSPC");
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)r;
    name_copy(out->symbol, sizeof(out->symbol), symbol_at(f, at));
    return true;
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    if (sort == WATCH_OWN)
        return a < b ? -1 : a > b;
    return watch_compare(items, symbol_at(items, a), symbol_at(items, b),
                         sort);
}

static const char *order(int sort)
{
    return sort == WATCH_OWN ? "as listed" : watch_order(sort);
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = watch_header, .row = row,
    .empty = empty, .subject = row_subject, .push = "symbol",
    .needs = watch_needs, .sorts = WATCH_ORDERS, .compare = compare,
    .order = order, .sort_at = watch_sort_at,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct list_view *v = view;
    size_t n = list_panel_count(&list, f);

    snprintf(left, size, "World indices, currencies, coins");
    if (v->sort)
        snprintf(right, size, "%zu, %s%s", n, order(v->sort),
                 v->is_reversed ? ", reversed" : "");
    else
        snprintf(right, size, "%zu", n);
}

const struct panel_ops panel_indices = {
    .name = "indices", .help = "indices, futures, currencies and coins",
    .contexts = CONTEXT_list, .min_width = 20, .min_height = 3,
    LIST_PANEL(list), .records = &symbol_records,
    .title = title, .act = list_panel_act, .subject = list_panel_subject,
    .word = watch_word,
};
