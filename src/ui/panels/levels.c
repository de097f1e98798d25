/* SPDX-License-Identifier: MIT */
/* The price levels that are armed: nearest first, with how far it is. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/format.h"

static const struct price_level *level_at(const void *items, uint32_t at)
{
    return &((const struct snapshot *)items)->levels[at];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct price_level *l = level_at(items, at);

    snprintf(out, size, "%s %.10g", l->symbol, l->level);
}

/* In percent of the price of now; NaN: no price is known. */
static double distance(const struct snapshot *now, const struct price_level *p)
{
    const struct listing *l = snapshot_find(now, p->symbol);

    return l && QUOTE_HAS(&l->quote, price)
               ? derive_percent(p->level, l->quote.price) : NAN;
}

static int nearest(const void *items, uint32_t a, uint32_t b, int sort)
{
    double x = fabs(distance(items, level_at(items, a)));
    double y = fabs(distance(items, level_at(items, b)));

    (void)sort;
    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return x < y ? -1 : x > y;
}

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    out->items = f->now;
    for (size_t i = 0; i < f->now->level_count; i++)
        if (list_matches(f->filter, f->now->levels[i].symbol))
            list_add(out, (uint32_t)i);
    list_sort(out, false, nearest, 0);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct price_level *p = level_at(r->items, at);
    double away = distance(f->now, p);
    char price[FORMAT_MAX], text[FORMAT_MAX + 80], far[48] = "no price yet";

    format_price(price, p->level, -1);
    if (isfinite(away))
        snprintf(far, sizeof(far), "%+.2f%% away", format_round(away, 2));
    snprintf(text, sizeof(text), "%-8s %s %s   %s", p->symbol,
             p->is_above ? "rises to" : "falls to", price, far);
    show_text(c, (struct place){area.x + 1, area.y, area.width - 1},
              ROLE_value, text);
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no price level is set: A on a symbol sets one";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)f;
    name_copy(out->symbol, sizeof(out->symbol),
              level_at(r->items, at)->symbol);
    return true;
}

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty, .subject = row_subject,
    .push = "symbol",
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    snprintf(left, size, "Alerts");
    snprintf(right, size, "%zu level%s, %zu rules armed", f->now->level_count,
             f->now->level_count == 1 ? "" : "s",
             rule_list_armed(f->now->rules));
}

const struct panel_ops panel_levels = {
    .name = "levels", .help = "price levels that are armed, nearest first",
    .contexts = CONTEXT_list, .min_width = 20, .min_height = 2,
    LIST_PANEL(list),
    .title = title, .act = list_panel_act, .subject = list_panel_subject,
};
