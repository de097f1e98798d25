/* SPDX-License-Identifier: MIT */
/* The lots of one symbol, or of the cash, oldest first: as they were written,
 * and what of each is still open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../folio.h"
#include "../list_panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct lot_figures *all = items;

    (void)snprintf(out, size, "%lld %u", (long long)all[at].lot->id,
                   all[at].lot->id ? 0 : at);
}

static int by_date(const void *items, uint32_t a, uint32_t b, int sort)
{
    const struct lot_figures *all = items;
    int32_t x = all[a].lot->date, y = all[b].lot->date;

    (void)sort;
    return (x > y) - (x < y); /* NO_DATE is before all dates */
}

static bool is_shown(const struct frame *f, const struct lot *l)
{
    struct strbuf text = {0};
    bool is;

    lot_write(l, &text);
    strbuf_format(&text, " %s", l->note);
    is = list_matches(f->filter, strbuf_text(&text));
    strbuf_done(&text);
    return is;
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct portfolio *p = folio_of(f);
    size_t most = p ? p->lot_count : 0, n = 0;
    struct lot_figures *all = mem_new(most + 1, sizeof(*all));

    if (p)
        n = portfolio_lots(f->now, p, f->subject->symbol, all, most);
    portfolio_free(p);
    out->key = key_of;
    out->items = out->owned = all;
    for (size_t i = 0; i < n; i++)
        if (is_shown(f, all[i].lot))
            list_add(out, (uint32_t)i);
    list_sort(out, false, by_date, 0);
}

static enum truth of_lot(const struct query *q, const struct frame *f,
                         const struct list_rows *r, uint32_t at)
{
    const struct lot_figures *l = (const struct lot_figures *)r->items + at;

    return filter_row(q, f, l->lot->symbol, l);
}

static const struct row_records records = ROWS_OF(lot, of_lot);

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no lots here: a puts one in";
}

/* ---- a row: "2023-05-12  200 @ 28.93 USD  200 open  +17,898 +309%" */

enum { DATE = 11, TRADE = 27, OPEN = 10, GAIN = 11, PERCENT = 7 };

static void trade_text(const struct frame *f, const struct lot *l, char *out,
                       size_t size)
{
    char quantity[FORMAT_MAX], price[FORMAT_MAX] = "";

    folio_quantity(l->quantity, quantity);
    if (folio_hides_money(f))
        (void)snprintf(quantity, sizeof(quantity), "%s", folio_hidden(f));
    if (!lot_is_cash(l))
        format_price(price, l->price, -1);
    (void)snprintf(out, size, "%s%s%s %s%s", quantity, price[0] ? " @ " : "",
                   price, l->currency, l->fee > 0 ? " +fee" : "");
}

static void open_text(const struct frame *f, const struct lot_figures *l,
                      char *out, size_t size)
{
    char quantity[FORMAT_MAX];

    folio_quantity(l->open, quantity);
    if (l->is_ahead)
        (void)snprintf(out, size, "not yet");
    else if (lot_is_cash(l->lot))
        out[0] = '\0';
    else if (l->open == 0)
        (void)snprintf(out, size, "%s", l->lot->quantity < 0 ? "sale"
                                                             : "closed");
    else
        (void)snprintf(out, size, "%s %s",
                       folio_hides_money(f) ? folio_hidden(f) : quantity,
                       l->open < 0 ? "short" : "open");
}

static void draw_gain(const struct frame *f, const struct lot_figures *l,
                      struct canvas *c, struct place at)
{
    struct portfolio *p = folio_of(f);
    char text[FORMAT_MAX] = "-", percent[FORMAT_MAX];
    enum role role = l->has_profit ? show_change_role(l->profit) : ROLE_dim;

    if (l->has_profit && p)
        folio_gain(f, p, l->profit, text);
    portfolio_free(p);
    if (l->open == 0 || lot_is_cash(l->lot))
        return;
    canvas_right(c, at.x, at.y, GAIN, role, text);
    format_percent(percent, l->profit_pct, true);
    if (l->has_profit && at.width >= GAIN + PERCENT + 2)
        canvas_right(c, at.x + GAIN, at.y, PERCENT + 2, role, percent);
}

static void draw_row(const struct frame *f, const struct list_rows *r,
                     uint32_t at, struct canvas *c, struct rect row)
{
    const struct lot_figures *l = (const struct lot_figures *)r->items + at;
    int x = row.x + 1, end = row.x + row.width;
    char text[160];

    civil_format_date(l->lot->date, text);
    show_text(c, (struct place){x, row.y, DATE}, ROLE_label,
              text[0] ? text : "no date");
    x += DATE;
    trade_text(f, l->lot, text, sizeof(text));
    show_text(c, (struct place){x, row.y, end - x < TRADE ? end - x
                                                          : TRADE - 1},
              ROLE_value, text);
    x += TRADE;
    open_text(f, l, text, sizeof(text));
    if (x + OPEN <= end)
        show_text(c, (struct place){x, row.y, OPEN}, ROLE_fg, text);
    x += OPEN;
    if (x + GAIN <= end)
        draw_gain(f, l, c, (struct place){x, row.y, end - x});
    x += GAIN + PERCENT + 3;
    (void)snprintf(text, sizeof(text), "%s%s%s",
                   l->lot->id ? "" : "in the config", l->lot->note[0] ? " "
                                                                      : "",
                   l->lot->note);
    if (x + 4 <= end)
        show_text(c, (struct place){x, row.y, end - x}, ROLE_dim, text);
}

static const struct list_panel list = {
    .build = build, .row = draw_row, .empty = empty,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)right;
    (void)snprintf(left, size, "Lots %s",
                   f->subject->symbol[0] ? f->subject->symbol : "cash");
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct list_rows r;
    uint32_t at;
    bool is_done = true;

    a = a == ACTION_open ? ACTION_lot_edit : a;
    if (folio_act(f, a, wish) || list_panel_act(view, f, a, wish))
        return true;
    if (a != ACTION_lot_edit && a != ACTION_lot_drop)
        return false;
    list_panel_build(&list, view, f, &r);
    if (list_selected(view, &r, &at)) {
        const struct lot *l =
            ((const struct lot_figures *)r.items)[at].lot;

        if (a == ACTION_lot_edit)
            folio_edit(l, wish);
        else
            folio_drop(l, wish);
    }
    list_done(&r);
    return is_done;
}

const struct panel_ops panel_lots = {
    .name = "lots", .help = "single purchases and sales of a symbol",
    .contexts = CONTEXT_list | CONTEXT_lots, .min_width = 20,
    .min_height = 3, LIST_PANEL(list), .records = &records, .title = title, .act = act,
};
