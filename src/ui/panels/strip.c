/* SPDX-License-Identifier: MIT */
/* The strip of indices under the top line. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

/* What a symbol is called in the strip: short names are better known. */
static const struct {
    const char *symbol, *name;
} names[] = {
    {"^GSPC", "S&P 500"}, {"^IXIC", "NASDAQ"}, {"^DJI", "DOW"},
    {"^SOX", "SOX"},      {"^VIX", "VIX"},     {"^NDX", "NDX"},
    {"^RUT", "RUT"},      {"BTC-USD", "BTC"},  {"ETH-USD", "ETH"},
};

static const char *name_of(const char *symbol)
{
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(names[i].symbol, symbol) == 0)
            return names[i].name;
    return symbol;
}

/* One index; returns the cells used, 0 when it does not fit. */
static int draw_one(const struct frame *f, const char *symbol,
                    struct canvas *c, struct place p)
{
    const struct listing *l = snapshot_find(f->now, symbol);
    const char *name = name_of(symbol);
    char price[FORMAT_MAX] = "-", pct[FORMAT_MAX + 8] = "";
    bool is_old = l && (l->is_stale || l->failed);
    int need;

    if (!l || !l->quote_t)
        snprintf(price, sizeof(price), "%s", show_unknown(f, c, l));
    else if (QUOTE_HAS(&l->quote, price))
        show_price_text(l, l->quote.price, price);
    if (l && FIGURE_HAS(&l->figures, change_pct))
        show_percent_text(c, l->figures.change_pct, pct, sizeof(pct));
    else if (strcmp(price, "-") != 0 && l && l->quote_t)
        snprintf(pct, sizeof(pct), "-"); /* not known, and not cut off */
    need = (int)(utf8_cells(name) + utf8_cells(price) + utf8_cells(pct)) + 1 +
           is_old + (pct[0] != '\0');
    if (need > p.width)
        return 0;
    p.x += canvas_text(c, p.x, p.y, need, ROLE_label, name) + 1;
    p.x += canvas_text(c, p.x, p.y, need, is_old ? ROLE_stale : ROLE_value,
                       price);
    if (is_old)
        p.x += canvas_text(c, p.x, p.y, 1, ROLE_stale, "~");
    if (pct[0])
        canvas_text(c, p.x + 1, p.y, need,
                    is_old ? ROLE_stale
                : pct[0] == '-' && !pct[1]
                    ? ROLE_dim
                    : show_change_role(l->figures.change_pct),
                    pct);
    return need;
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const char *list = config_text(f->config, OPT_indices);
    int x = area.x + 1, gap = area.width >= 100 ? 3 : 2;

    (void)view;
    for (;;) {
        size_t n;
        char symbol[SYMBOL_MAX];

        list += strspn(list, " ,");
        n = strcspn(list, " ,");
        if (n == 0)
            return;
        if (symbol_from_text(list, n, symbol)) {
            int used = draw_one(f, symbol, c,
                                (struct place){x, area.y,
                                               area.x + area.width - x});

            if (used)
                x += used + gap;
        }
        list += n;
    }
}

const struct panel_ops panel_strip = {
    .name = "strip", .help = "indices at a glance",
    .min_width = 10, .min_height = 1, .draw = draw,
};
