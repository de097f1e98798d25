/* SPDX-License-Identifier: MIT */
/* Who spends: companies by the capital expenditure of their newest quarter. */
#include <stdio.h>
#include <string.h>

#include "../list_panel.h"
#include "../show.h"
#include "tapewatch/base/format.h"

enum { SYMBOL_WIDTH = 8, END_WIDTH = 7, VALUE_WIDTH = 7, YOY_WIDTH = 8,
       BAR_LEAST = 4 };

/* NULL: not filed, or in a currency that the others are not told in. */
static const struct period *capex_of(const struct listing *l)
{
    const struct period *p = fundamentals_newest(l->company, CONCEPT_capex);

    return p && strcmp(l->company->of[CONCEPT_capex].unit, "USD") == 0 ? p
                                                                       : NULL;
}

/* Is another class of the company's shares among the rows already? */
static bool is_told(const struct frame *f, const struct list_rows *r,
                    uint32_t at)
{
    const char *cik = f->now->listings[at].instrument->cik;

    for (size_t i = 0; cik[0] && i < r->count; i++)
        if (strcmp(f->now->listings[r->at[i]].instrument->cik, cik) == 0)
            return true;
    return false;
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    const struct frame *f = items;
    double x = capex_of(&f->now->listings[a])->value;
    double y = capex_of(&f->now->listings[b])->value;

    (void)sort;
    return x > y ? -1 : x < y;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;

    snprintf(out, size, "%s", f->now->listings[at].instrument->symbol);
}

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (uint32_t i = 0; i < f->now->listing_count; i++)
        if (capex_of(&f->now->listings[i]) && !is_told(f, out, i) &&
            list_matches(f->filter, f->now->listings[i].instrument->symbol))
            list_add(out, i);
    list_sort(out, false, compare, 0);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct listing *l = &f->now->listings[at];
    const struct period *p = capex_of(l);
    bool is_own = strcmp(l->instrument->symbol, f->subject->symbol) == 0;
    int x = area.x + 1, bar;
    char text[FORMAT_MAX];

    show_text(c, (struct place){x, area.y, SYMBOL_WIDTH - 1},
              is_own ? ROLE_title : ROLE_value, l->instrument->symbol);
    x += SYMBOL_WIDTH;
    show_month_text(p->end, text);
    canvas_text(c, x, area.y, END_WIDTH - 1, ROLE_label, text);
    x += END_WIDTH;
    format_money(text, p->value);
    canvas_right(c, x, area.y, VALUE_WIDTH, ROLE_value, text);
    x += VALUE_WIDTH + 1;
    bar = area.x + area.width - x - YOY_WIDTH - 1;
    if (bar >= BAR_LEAST && p->value > 0)
        hbar_draw(c, x, area.y, bar, ROLE_bar2, p->value,
                  capex_of(&f->now->listings[r->at[0]])->value);
    if (bar < 0 || !(p->known & PERIOD_HAS_YOY))
        return;
    show_growth_text(p->yoy_pct, text);
    canvas_right(c, x + bar, area.y, YOY_WIDTH, show_change_role(p->yoy_pct),
                 text);
}

static const char *empty(const struct frame *f)
{
    return show_why_not_filed(f);
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)r;
    name_copy(out->symbol, sizeof(out->symbol),
              f->now->listings[at].instrument->symbol);
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
    (void)f;
    snprintf(left, size, "Who spends: capex of the newest quarter, USD");
    snprintf(right, size, "y/y");
}

const struct panel_ops panel_spenders = {
    .name = "spenders", .help = "companies by what they spend, as filed",
    .contexts = CONTEXT_list, .min_width = 30, .min_height = 3,
    LIST_PANEL(list), .records = &symbol_records, .title = title,
    .act = list_panel_act, .subject = list_panel_subject,
};
