/* SPDX-License-Identifier: MIT */
/* Key figures of a symbol, in as many columns as fit. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/state/derive.h"
#include "tapewatch/state/valuation.h"

enum { ROWS_MAX = 24, CELL_WIDTH = 19 };

struct row {
    const char *label;
    char value[64];
    char why[48]; /* it is not known; in place of "-" where there is room */
};
struct rows {
    struct row at[ROWS_MAX];
    int count;
};

typedef void (*formatter)(char out[FORMAT_MAX], double v);

static void as_amount(char out[FORMAT_MAX], double v)
{
    format_price(out, v, -1);
}

static void as_percent(char out[FORMAT_MAX], double v)
{
    char text[FORMAT_MAX];

    format_percent(text, v, true);
    snprintf(out, FORMAT_MAX, "%.40s%%", text);
}

static void as_times(char out[FORMAT_MAX], double v)
{
    snprintf(out, FORMAT_MAX, "%.1f", format_round(v, 1));
}

static void as_yield(char out[FORMAT_MAX], double v)
{
    snprintf(out, FORMAT_MAX, "%.1f%%", format_round(v, 1));
}

static void add(struct rows *r, const char *label, bool known, double v,
                formatter format)
{
    struct row *row = &r->at[r->count++];
    char text[FORMAT_MAX] = "-";

    if (known)
        format(text, v);
    row->label = label;
    snprintf(row->value, sizeof(row->value), "%s", text);
}

static void add_price(struct rows *r, const char *label, bool known, double v,
                      const struct listing *l)
{
    struct row *row = &r->at[r->count++];

    row->label = label;
    snprintf(row->value, sizeof(row->value), "-");
    if (known)
        show_price_text(l, v, row->value);
}

/* The last row, if it is not known, has this reason. */
static void because(struct rows *r, const char *why)
{
    struct row *row = &r->at[r->count - 1];

    if (strcmp(row->value, "-") == 0)
        snprintf(row->why, sizeof(row->why), "%s", why);
}

static void add_highs(struct rows *r, const struct listing *l)
{
    const struct series *days = l->series[BAR_1d];
    const struct figures *g = &l->figures;
    char why[48];

    snprintf(why, sizeof(why), "%zu of 252 sessions known",
             days ? days->count : 0);
    add_price(r, "52w hi", FIGURE_HAS(g, high_252), g->high_252, l);
    because(r, why);
    add_price(r, "52w lo", FIGURE_HAS(g, low_252), g->low_252, l);
    because(r, why);
}

/* What it costs against what it filed; of companies only. */
static void add_valuation(struct rows *r, const struct listing *l,
                          int64_t now_ms)
{
    static const struct {
        const char *label;
        formatter format;
    } shown[VALUATION_COUNT] = {
        [VALUATION_eps_ttm] = {"EPS ttm", as_amount},
        [VALUATION_pe_ttm] = {"P/E ttm", as_times},
        [VALUATION_ps_ttm] = {"P/S ttm", as_times},
        [VALUATION_fcf_yield] = {"FCF yld", as_yield},
        [VALUATION_dividend_yield] = {"Div yld", as_yield},
    };
    struct valuation_figure v[VALUATION_COUNT];

    if (!l->company)
        return;
    derive_valuation(l, civil_new_york_date(now_ms), v);
    for (int i = 0; i < VALUATION_COUNT; i++) {
        add(r, shown[i].label, v[i].is_known, v[i].value, shown[i].format);
        because(r, v[i].why ? v[i].why : "");
    }
}

/* What the shares are and of when: "2025-01-17 cover page". */
static void add_shares(struct rows *r, const struct instrument *i)
{
    struct row *row;

    add(r, "Shares", i->shares > 0, i->shares, format_count);
    row = &r->at[r->count++];
    row->label = "as of";
    snprintf(row->value, sizeof(row->value), "-");
    if (i->shares > 0 && i->shares_asof != NO_DATE)
        civil_format_date(i->shares_asof, row->value);
}

/* The next known date of earnings and how far it is: "Jan 29, 2d". */
static void add_earnings(struct rows *r, const struct listing *l,
                         int64_t now_ms)
{
    struct row *row = &r->at[r->count++];
    struct civil c = civil_new_york(l->earnings_at);
    double days = derive_days_until(l->instrument, l->earnings_at, now_ms);

    row->label = "Earn";
    if (l->earnings_at == 0)
        snprintf(row->value, sizeof(row->value), "-");
    else if (days < 1)
        snprintf(row->value, sizeof(row->value), "today");
    else
        snprintf(row->value, sizeof(row->value), "%s %d, %.0fd",
                 show_month(c.month), c.day, days);
}

static void collect(const struct listing *l, int64_t now_ms, struct rows *r)
{
    const struct quote *q = &l->quote;
    const struct figures *g = &l->figures;

    add_price(r, "Open", QUOTE_HAS(q, open), q->open, l);
    add_price(r, "High", QUOTE_HAS(q, high), q->high, l);
    add_price(r, "Low", QUOTE_HAS(q, low), q->low, l);
    add_price(r, "Prev", QUOTE_HAS(q, prev_close), q->prev_close, l);
    add(r, "Vol", QUOTE_HAS(q, volume), q->volume, format_count);
    add(r, "Avg 30d", FIGURE_HAS(g, avg_volume_30), g->avg_volume_30,
        format_count);
    add_highs(r, l);
    add(r, "MCAP", FIGURE_HAS(g, cap), g->cap, format_money);
    add_shares(r, l->instrument);
    add_earnings(r, l, now_ms);
    because(r, "no date known");
    add_valuation(r, l, now_ms);
    add(r, "Gap", FIGURE_HAS(g, gap_pct), g->gap_pct, as_percent);
    add(r, "Off hi", FIGURE_HAS(g, off_high_pct), g->off_high_pct,
        as_percent);
    add_price(r, "Bid", QUOTE_HAS(q, bid), q->bid, l);
    add_price(r, "Ask", QUOTE_HAS(q, ask), q->ask, l);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct listing *l = show_listing(f);

    (void)view;
    (void)right;
    snprintf(left, size, "Key figures%s%s",
             l && l->instrument->currency[0] ? "  " : "",
             l ? l->instrument->currency : "");
}

static void draw_cell(struct canvas *c, struct place p, const struct row *row)
{
    enum role role = strcmp(row->value, "-") == 0 ? ROLE_dim : ROLE_value;
    int used = canvas_text(c, p.x, p.y, p.width, ROLE_label, row->label);
    int room = p.width - used - 1;
    bool has_why = row->why[0] && (int)utf8_cells(row->why) < room;

    if (room < 1)
        return;
    canvas_right(c, p.x + used + 1, p.y, room, role,
                 has_why ? row->why : row->value);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct listing *l = show_listing(f);
    struct rows r = {.count = 0};
    int columns, width;

    (void)view;
    if (!l) {
        canvas_text(c, area.x + 1, area.y, area.width - 1, ROLE_dim,
                    glyphs_of(c)->ellipsis);
        return;
    }
    collect(l, f->now->now_ms, &r);
    columns = area.width / CELL_WIDTH;
    /* One column reads best: more only when there are not enough rows. */
    if (columns > 1 && area.height >= r.count)
        columns = 1;
    columns = columns < 1 ? 1 : columns;
    width = area.width / columns;
    for (int i = 0; i < r.count && i / columns < area.height; i++)
        draw_cell(c, (struct place){area.x + 1 + i % columns * width,
                                    area.y + i / columns,
                                    width - (width > 26 ? 6 : 3)},
                  &r.at[i]);
}

const struct panel_ops panel_figures = {
    .name = "figures", .help = "key figures of the shown symbol",
    .contexts = CONTEXT_any, .min_width = 18, .min_height = 2,
    .bare_height = 3, .title = title, .draw = draw,
};
