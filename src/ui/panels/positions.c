/* SPDX-License-Identifier: MIT */
/* What is held: a row for each symbol and for the cash of each currency. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../folio.h"
#include "../list_panel.h"
#include "position_columns.h"
#include "tapewatch/base/mem.h"

enum { SORT_DAY, SORT_PROFIT, SORT_VALUE, SORT_CHANGE, SORT_SYMBOL,
       SORT_LAST, SORT_QUANTITY, SORT_AVG, SORT_PROFIT_PCT, SORT_WEIGHT,
       SORT_COUNT };
/* The headings of the columns. */
static const char *const orders[] = {"DAY P/L", "TOT P/L", "VALUE", "CHG%",
                                     "SYM",     "LAST",    "QTY",   "AVG",
                                     "%",       "WT"};

struct view {
    struct list_view list;
    /* What the keys chose; the screen's subject gets it. */
    char portfolio[PORTFOLIO_MAX], currency[CURRENCY_MAX];
    bool has_currency, shows_other_money, by_currency;
};

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct portfolio *p = items;

    (void)snprintf(out, size, "%s %s", p->positions[at].symbol,
                   p->positions[at].symbol[0] ? ""
                                              : p->positions[at].currency);
}

/* What is not known comes last. */
static int by_figure(const struct position *x, const struct position *y,
                     enum position_bit bit, double a, double b)
{
    bool has_a = x->known >> bit & 1u, has_b = y->known >> bit & 1u;

    if (!has_a || !has_b)
        return list_unknown_last(!has_a, !has_b);
    return (a > b) - (a < b);
}

/* What gained least comes first; of prices and sizes the largest. */
static int by_column(const struct position *x, const struct position *y,
                     int sort)
{
    if (sort == SORT_PROFIT)
        return by_figure(x, y, POSITION_BIT_profit, x->profit, y->profit);
    if (sort == SORT_PROFIT_PCT)
        return by_figure(x, y, POSITION_BIT_profit_pct, x->profit_pct,
                         y->profit_pct);
    if (sort == SORT_VALUE)
        return by_figure(x, y, POSITION_BIT_value, -x->value, -y->value);
    if (sort == SORT_WEIGHT)
        return by_figure(x, y, POSITION_BIT_weight_pct, -x->weight_pct,
                         -y->weight_pct);
    if (sort == SORT_LAST)
        return by_figure(x, y, POSITION_BIT_price, -x->price, -y->price);
    if (sort == SORT_AVG)
        return by_figure(x, y, POSITION_BIT_avg, -x->avg, -y->avg);
    if (sort == SORT_QUANTITY)
        return (x->quantity < y->quantity) - (x->quantity > y->quantity);
    if (sort == SORT_CHANGE)
        return by_figure(x, y, POSITION_BIT_change_pct, x->change_pct,
                         y->change_pct);
    return by_figure(x, y, POSITION_BIT_day, x->day, y->day);
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    const struct portfolio *p = items;
    const struct position *x = &p->positions[a], *y = &p->positions[b];
    bool has_x = x->symbol[0], has_y = y->symbol[0];

    if (has_x != has_y) /* cash last */
        return list_unknown_last(!has_x, !has_y);
    if (sort == SORT_SYMBOL)
        return strcmp(x->symbol, y->symbol);
    return by_column(x, y, sort);
}

static bool is_shown(const struct frame *f, const struct position *p)
{
    const struct instrument *i = p->listing ? p->listing->instrument : NULL;
    char text[200];

    (void)snprintf(text, sizeof(text), "%s %s %s %s",
                   p->symbol[0] ? p->symbol : "cash", p->currency,
                   i && i->name ? i->name : "",
                   i && i->sector ? i->sector : "");
    return list_matches(f->filter, text);
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct portfolio *p = folio_of(f);

    out->key = key_of;
    out->items = out->owned = p;
    for (size_t i = 0; p && i < p->position_count; i++)
        if (is_shown(f, &p->positions[i]))
            list_add(out, (uint32_t)i);
    if (p)
        list_sort(out, false, compare, SORT_DAY);
}

static void draw_row(const struct frame *f, const struct list_rows *r,
                     uint32_t at, struct canvas *c, struct rect row)
{
    const struct portfolio *p = r->items;

    position_row(f, p, &p->positions[at], c, row);
}

/* Cash is no symbol to open. */
static bool subject_of(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct subject *out)
{
    const struct portfolio *p = r->items;

    (void)f;
    name_copy(out->symbol, sizeof(out->symbol), p->positions[at].symbol);
    return out->symbol[0] != '\0';
}

static enum truth of_position(const struct query *q, const struct frame *f,
                              const struct list_rows *r, uint32_t at)
{
    const struct portfolio *p = r->items;

    return filter_row(q, f, p->positions[at].symbol, &p->positions[at]);
}

static const struct row_records records = ROWS_OF(position, of_position);

static int sort_at(const struct frame *f, struct rect area, int x)
{
    const char *title = position_column_at(f, area, x);

    for (int i = 0; title && i < SORT_COUNT; i++)
        if (strcmp(title, orders[i]) == 0)
            return i;
    return -1;
}

static const char *order(int sort)
{
    return orders[sort];
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = position_header,
    .row = draw_row, .empty = folio_why_none, .subject = subject_of,
    .push = "symbol", .sorts = SORT_COUNT, .compare = compare, .order = order,
    .sort_at = sort_at, .needs = position_needs,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct view *v = view;
    struct portfolio *p = folio_of(f);
    size_t all = 0;

    for (size_t i = 0; p && i < p->position_count; i++)
        all += p->positions[i].lot_count > 0;
    (void)snprintf(left, size, "Positions %zu", all);
    (void)snprintf(right, size, "sort %s%s",
                   orders[v->list.sort % SORT_COUNT],
                   v->list.is_reversed ? " reversed" : "");
    portfolio_free(p);
}

static bool subject(void *view, const struct frame *f, struct subject *out)
{
    const struct view *v = view;

    if (!list_panel_subject(view, f, out))
        out->symbol[0] = '\0';
    if (v->portfolio[0])
        name_copy(out->portfolio, sizeof(out->portfolio), v->portfolio);
    if (v->has_currency)
        name_copy(out->currency, sizeof(out->currency), v->currency);
    out->shows_other_money = v->shows_other_money;
    out->by_currency = v->by_currency;
    return true;
}

/* ---- keys */

static void next_portfolio(struct view *v, const struct frame *f,
                           struct wish *wish)
{
    const struct book *b = f->now->book;
    size_t at;

    if (!b || b->portfolio_count < 2) {
        (void)snprintf(wish->message, sizeof(wish->message),
                       "there is no other portfolio");
        return;
    }
    at = f->subject->portfolio[0] ? book_find(b, f->subject->portfolio) : 0;
    at = (at + 1) % b->portfolio_count;
    name_copy(v->portfolio, sizeof(v->portfolio), b->portfolios[at].name);
    (void)snprintf(wish->message, sizeof(wish->message), "portfolio %s",
                   v->portfolio);
}

/* Its own, then those of its positions. */
static void next_currency(struct view *v, const struct frame *f,
                          struct wish *wish)
{
    struct portfolio *p = folio_of(f);
    const char *next = NULL;
    bool is_past;

    if (!p)
        return;
    is_past = strcmp(p->currency, p->setup->currency) == 0;
    for (size_t i = 0; i < p->position_count && !next; i++) {
        const char *one = p->positions[i].currency;

        if (strcmp(one, p->setup->currency) == 0 || !*one)
            continue;
        if (strcmp(one, p->currency) == 0)
            is_past = true;
        else if (is_past)
            next = one;
    }
    next = next ? next : p->setup->currency;
    if (strcmp(next, p->currency) == 0) {
        (void)snprintf(wish->message, sizeof(wish->message),
                       "all of it is in %s", p->currency);
        portfolio_free(p);
        return;
    }
    name_copy(v->currency, sizeof(v->currency), next);
    v->has_currency = true;
    (void)snprintf(wish->message, sizeof(wish->message), "totals in %s",
                   v->currency);
    portfolio_free(p);
}

/* The lot of a position that has just one; NULL otherwise. */
static const struct lot *only_lot(const struct frame *f,
                                  const struct portfolio *p,
                                  const struct position *one)
{
    struct lot_figures lots[2];

    return portfolio_lots(f->now, p, one->symbol, lots, 2) == 1 ? lots[0].lot
                                                                : NULL;
}

static bool act_on(const struct frame *f, const struct portfolio *p,
                   const struct position *one, enum ui_action a,
                   struct wish *wish)
{
    const struct lot *only = only_lot(f, p, one);

    if (a != ACTION_lots && a != ACTION_lot_edit && a != ACTION_lot_drop)
        return false;
    if (only && a == ACTION_lot_edit) {
        folio_edit(only, wish);
    } else if (only && a == ACTION_lot_drop) {
        folio_drop(only, wish);
    } else {
        wish->subject = *f->subject;
        name_copy(wish->subject.symbol, sizeof(wish->subject.symbol),
                  one->symbol);
        wish->push = "lots";
    }
    return true;
}

/* With no portfolio there is nothing to look at in another way. */
static bool act_on_view(struct view *v, const struct frame *f,
                        enum ui_action a, struct wish *wish)
{
    if (!f->now->book)
        return folio_act(f, a, wish);
    if (a == ACTION_hide_money)
        v->shows_other_money = !v->shows_other_money;
    else if (a == ACTION_allocation_by)
        v->by_currency = !v->by_currency;
    else if (a == ACTION_next_portfolio)
        next_portfolio(v, f, wish);
    else if (a == ACTION_total_currency)
        next_currency(v, f, wish);
    else
        return folio_act(f, a, wish);
    return true;
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct list_rows r;
    uint32_t at;
    bool is_done;

    if (act_on_view(view, f, a, wish) || list_panel_act(view, f, a, wish))
        return true;
    list_panel_build(&list, view, f, &r);
    is_done = list_selected(view, &r, &at);
    if (is_done) {
        const struct portfolio *p = r.items;

        is_done = act_on(f, p, &p->positions[at], a, wish);
    }
    list_done(&r);
    return is_done;
}

static bool word(void *view, const struct frame *f, const char *text)
{
    struct view *v = view;

    (void)f;
    for (int i = 0; i < 2 * SORT_COUNT; i++) {
        const char *heading = orders[i % SORT_COUNT];

        if (i < SORT_COUNT ? strcasecmp(text, heading) != 0
                           : !list_matches(text, heading))
            continue;
        v->list.sort = i % SORT_COUNT;
        v->list.is_reversed = false;
        return text[0] != '\0';
    }
    return false;
}

const struct panel_ops panel_positions = {
    .name = "positions", .help = "what is held and what it gained",
    .contexts = CONTEXT_list | CONTEXT_folio | CONTEXT_lots,
    .min_width = 20, .min_height = 3, .kind = &list,
    .records = &records,
    .draw = list_panel_draw, .click = list_panel_click,
    .keep = list_panel_keep, .recall = list_panel_recall,
    .view_size = sizeof(struct view), .title = title, .act = act,
    .subject = subject, .word = word,
};
