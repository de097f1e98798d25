/* SPDX-License-Identifier: MIT */
/* What moves: the four panels of the movers screen, one order each. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../list_panel.h"
#include "../show.h"
#include "tapewatch/base/mem.h"
#include "watch_columns.h"

enum { MOVERS_MOST = 100 };

/* What is bought and sold, and is not the market as a whole. */
static bool is_traded(const struct listing *l)
{
    enum instrument_type t = l->instrument->type;

    return t == INSTRUMENT_equity || t == INSTRUMENT_etf ||
           t == INSTRUMENT_crypto || t == INSTRUMENT_fund ||
           (t == INSTRUMENT_unknown && l->instrument->symbol[0] != '^');
}

/* How far up a listing stands; -INFINITY: it has no place there. */
typedef double mover_rank(const struct listing *l);

static double rank_up(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, change_pct) && l->figures.change_pct > 0
               ? l->figures.change_pct : -INFINITY;
}

static double rank_down(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, change_pct) && l->figures.change_pct < 0
               ? -l->figures.change_pct : -INFINITY;
}

static double rank_active(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, vol_ratio) ? l->figures.vol_ratio
                                              : -INFINITY;
}

static double rank_value(const struct listing *l)
{
    return FIGURE_HAS(&l->figures, cap_change_usd)
               ? fabs(l->figures.cap_change_usd) : -INFINITY;
}

struct ranked {
    double rank;
    uint32_t at;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? 1 : -1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static const char *symbol_at(const struct frame *f, uint32_t at)
{
    return f->now->listings[at].instrument->symbol;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    snprintf(out, size, "%s", symbol_at(items, at));
}

static void build(const struct frame *f, mover_rank *rank,
                  struct list_rows *out)
{
    struct ranked *all = mem_new(f->now->listing_count + 1, sizeof(*all));
    size_t n = 0;

    for (size_t i = 0; i < f->now->listing_count; i++) {
        const struct listing *l = &f->now->listings[i];
        double r = is_traded(l) ? rank(l) : -INFINITY;

        if (r > -INFINITY && list_matches(f->filter, l->instrument->symbol))
            all[n++] = (struct ranked){r, (uint32_t)i};
    }
    qsort(all, n, sizeof(*all), by_rank);
    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < n && (f->where[0] || i < MOVERS_MOST); i++)
        list_add(out, all[i].at);
    free(all);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    (void)r;
    watch_row(f, symbol_at(f, at), c, area);
}

static const char *empty(const struct frame *f)
{
    return f->filter[0] ? "nothing fits the filter" : "none yet";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)r;
    name_copy(out->symbol, sizeof(out->symbol), symbol_at(f, at));
    return true;
}

/* With the day, where it is not today's. */
static void title(const struct frame *f, const char *words, char *out,
                  size_t size)
{
    char day[16];

    show_day_of_changes(f, day);
    snprintf(out, size, "%s%s%s", words, day[0] ? ", " : "", day);
}

#define MOVERS(name_, help_, words_, stays_)                                \
    static void build_##name_(const struct frame *f, struct list_rows *out) \
    {                                                                       \
        build(f, rank_##name_, out);                                        \
    }                                                                       \
    static const struct list_panel list_##name_ = {                         \
        .build = build_##name_, .header_rows = 1, .header = watch_header,   \
        .row = row, .empty = empty, .subject = row_subject,                 \
        .push = "symbol", .columns = WATCH_COLUMNS, .stays = stays_,        \
        .needs = watch_needs,                                               \
    };                                                                      \
    static void title_##name_(const void *view, const struct frame *f,      \
                              char *left, char *right, size_t size)         \
    {                                                                       \
        (void)view;                                                         \
        (void)right;                                                        \
        title(f, words_, left, size);                                       \
    }                                                                       \
    const struct panel_ops panel_movers_##name_ = {                         \
        .name = "movers-" #name_, .help = help_,                            \
        .contexts = CONTEXT_list | CONTEXT_marks | CONTEXT_columns,         \
        .min_width = 20, .min_height = 3, LIST_PANEL(list_##name_),         \
        .records = &symbol_records,                                         \
        .title = title_##name_, .act = list_panel_act,                      \
        .subject = list_panel_subject,                                      \
    };

MOVERS(up, "what rose most", "Gainers", NULL)
MOVERS(down, "what fell most", "Losers", NULL)
MOVERS(active, "most volume against its average",
       "Most active, volume on 30 days", "VOL")
MOVERS(value, "largest changes of market value", "By value gained or lost",
       "CAP")
