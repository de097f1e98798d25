/* SPDX-License-Identifier: MIT */
/* A portfolio as text for people, 80 columns. */
#include "portfolio.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

enum { PARTS_SHOWN = 6, WHOLE_FROM = 1000 };

/* Thousands and more without their cents. */
static void money(char out[FORMAT_MAX], double v)
{
    format_price(out, v, fabs(v) >= WHOLE_FROM ? 0 : 2);
}

static void signed_money(char out[FORMAT_MAX], double v)
{
    char plain[FORMAT_MAX];

    money(plain, v);
    (void)snprintf(out, FORMAT_MAX, "%s%.*s", v > 0 ? "+" : "",
                   FORMAT_MAX - 2, plain);
}

/* "~15,517 (2 of 3)": a total that is not all of it says so. */
static void add_total(struct strbuf *out, const char *label,
                      const struct total *t, bool has_sign)
{
    char text[FORMAT_MAX];

    if (has_sign)
        signed_money(text, t->value);
    else
        money(text, t->value);
    strbuf_format(out, "%s%s%s", label, t->missing || t->stale ? "~" : "",
                  t->known || !t->missing ? text : "unknown");
    if (t->missing)
        strbuf_format(out, " (%u of %u)", t->known, t->known + t->missing);
}

static void add_percent(struct strbuf *out, bool is_known, double v)
{
    char text[FORMAT_MAX];

    if (!is_known)
        return;
    format_percent(text, v, true);
    strbuf_format(out, " %s%%", text);
}

static void add_moment(const struct snapshot *s, const struct portfolio *p,
                       struct strbuf *out)
{
    char when[25], age[FORMAT_MAX];

    civil_format_instant(s->now_ms, when);
    strbuf_format(out, "at %s", when);
    if (p->rate_as_of) {
        format_age(age, s->now_ms - p->rate_as_of);
        strbuf_format(out, "   oldest exchange rate %s", age);
    }
    if (p->benchmark && FIGURE_HAS(&p->benchmark->figures, change_pct)) {
        strbuf_format(out, "   %s", p->setup->benchmark);
        add_percent(out, true, p->benchmark->figures.change_pct);
    }
    strbuf_add_char(out, '\n');
}

static void add_head(const struct snapshot *s, const struct portfolio *p,
                     struct strbuf *out)
{
    strbuf_format(out, "PORTFOLIO %s\n", p->setup->name);
    add_total(out, "", &p->value, false);
    strbuf_format(out, " %s", p->currency);
    add_total(out, "   day ", &p->day, true);
    add_percent(out, p->has_day_pct, p->day_pct);
    add_total(out, "   profit ", &p->profit, true);
    add_percent(out, p->has_profit_pct, p->profit_pct);
    if (p->cash.known + p->cash.missing > 0)
        add_total(out, "   cash ", &p->cash, false);
    strbuf_add_char(out, '\n');
    if (p->realised.value != 0 || p->realised.missing) {
        add_total(out, "realised this year ", &p->realised_year, true);
        add_total(out, ", in all ", &p->realised, true);
        strbuf_add_char(out, '\n');
    }
    add_moment(s, p, out);
}

/* ---- positions */

enum { CELLS = 9 };
static const int widths[CELLS] = {-9, 8, 9, 9, 8, 10, 9, 10, 6};

static void add_cell(struct strbuf *out, size_t i, const char *text)
{
    size_t room = (size_t)abs(widths[i]), used = utf8_cells(text);

    if (widths[i] < 0)
        strbuf_add(out, text);
    else if (used >= room) /* too long a number moves the rest along */
        strbuf_add_char(out, ' ');
    while (used++ < room)
        strbuf_add_char(out, ' ');
    if (widths[i] > 0)
        strbuf_add(out, text);
}

static void add_known(struct strbuf *out, size_t i, bool is_known,
                      const char *text)
{
    add_cell(out, i, is_known ? text : "-");
}

static void add_position(const struct position *p, struct strbuf *out)
{
    char text[FORMAT_MAX];
    bool is_cash = !p->symbol[0];

    add_cell(out, 0, is_cash ? p->currency : p->symbol);
    (void)snprintf(text, sizeof text, "%.10g", p->quantity);
    add_cell(out, 1, is_cash ? "cash" : text);
    format_price(text, p->avg, -1);
    add_known(out, 2, POSITION_HAS(p, avg), is_cash ? "" : text);
    format_price(text, p->price, -1);
    add_known(out, 3, POSITION_HAS(p, price), text);
    format_percent(text, p->change_pct, true);
    add_known(out, 4, POSITION_HAS(p, change_pct), text);
    money(text, p->value);
    add_known(out, 5, POSITION_HAS(p, value), text);
    signed_money(text, p->day);
    add_known(out, 6, POSITION_HAS(p, day), text);
    signed_money(text, p->profit);
    add_known(out, 7, POSITION_HAS(p, profit), text);
    (void)snprintf(text, sizeof text, "%.1f", format_round(p->weight_pct, 1));
    add_known(out, 8, POSITION_HAS(p, weight_pct), text);
    strbuf_format(out, "%s%s\n", p->is_stale ? " ~" : "",
                  p->is_split_since ? " split since" : "");
}

static void add_positions(const struct portfolio *p, struct strbuf *out)
{
    static const char *const names[CELLS] = {
        "SYMBOL", "QTY", "AVG", "LAST", "CHG%", "VALUE", "DAY", "PROFIT",
        "WT%"};

    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < CELLS; i++)
        add_cell(out, i, names[i]);
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < p->position_count; i++)
        add_position(&p->positions[i], out);
}

/* ---- parts */

static void add_slices(const struct portfolio *p, enum slicing by,
                       const char *label, struct strbuf *out)
{
    struct slice parts[PARTS_SHOWN];
    size_t n = portfolio_slices(p, by, parts, PARTS_SHOWN);

    if (n == 0)
        return;
    strbuf_add(out, label);
    for (size_t i = 0; i < n && i < PARTS_SHOWN; i++)
        strbuf_format(out, "  %s %.1f%%", parts[i].name,
                      format_round(parts[i].weight_pct, 1));
    if (n > PARTS_SHOWN)
        strbuf_format(out, "  and %zu more", n - PARTS_SHOWN);
    strbuf_add_char(out, '\n');
}

static int by_loss(const void *a, const void *b)
{
    const struct position *x = *(const struct position *const *)a;
    const struct position *y = *(const struct position *const *)b;

    return (x->loss_share_pct < y->loss_share_pct) -
           (x->loss_share_pct > y->loss_share_pct);
}

static void add_losers(const struct portfolio *p, struct strbuf *out)
{
    const struct position **losers =
        mem_new(p->position_count + 1, sizeof *losers);
    size_t n = 0;

    for (size_t i = 0; i < p->position_count; i++)
        if (POSITION_HAS(&p->positions[i], loss_share_pct))
            losers[n++] = &p->positions[i];
    qsort(losers, n, sizeof *losers, by_loss);
    if (n > 0)
        strbuf_add(out, "Share of the day's loss");
    for (size_t i = 0; i < n && i < PARTS_SHOWN; i++)
        strbuf_format(out, "  %s %.0f%%", losers[i]->symbol,
                      format_round(losers[i]->loss_share_pct, 0));
    if (n > 0)
        strbuf_add_char(out, '\n');
    free(losers);
}

void portfolio_write_text(const struct snapshot *s, const struct portfolio *p,
                          struct strbuf *out)
{
    struct strbuf gaps = {0};

    add_head(s, p, out);
    add_positions(p, out);
    portfolio_gaps(p, &gaps);
    if (gaps.len > 0)
        strbuf_format(out, "Totals are %s\n", strbuf_text(&gaps));
    strbuf_add_char(out, '\n');
    add_slices(p, SLICE_SECTOR, "Sectors", out);
    add_slices(p, SLICE_CURRENCY, "Currencies", out);
    add_losers(p, out);
    strbuf_done(&gaps);
}
