/* SPDX-License-Identifier: MIT */
/* Parts of a portfolio by sector or currency, shares of the day's loss, risk;
 * in a few lines, or as a column where there is height. What the totals lack
 * stands above all. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../folio.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

enum { PARTS_MOST = 24, COLUMN_FROM = 8, SESSIONS = 63, SPARK_SESSIONS = 30,
       NAME = 13, PERCENT = 6, BAR_MOST = 40 };

struct drawing {
    const struct frame *f;
    struct portfolio *p;
    struct canvas *c;
    int x, y, width, bottom;
    struct curve *curve;
    struct slice parts[PARTS_MOST];
    size_t part_count;
    const struct position **losers; /* the largest loss first */
    size_t loser_count;
};

static enum slicing slicing_of(const struct frame *f)
{
    return f->subject->by_currency ? SLICE_CURRENCY : SLICE_SECTOR;
}

static int by_loss(const void *a, const void *b)
{
    const struct position *x = *(const struct position *const *)a;
    const struct position *y = *(const struct position *const *)b;

    return (x->day > y->day) - (x->day < y->day);
}

static void find_losers(struct drawing *d)
{
    const struct portfolio *p = d->p;

    d->losers = mem_new(p->position_count + 1, sizeof(*d->losers));
    for (size_t i = 0; i < p->position_count; i++)
        if (POSITION_HAS(&p->positions[i], loss_share_pct))
            d->losers[d->loser_count++] = &p->positions[i];
    qsort(d->losers, d->loser_count, sizeof(*d->losers), by_loss);
}

static void put_line(struct drawing *d, enum role role, const char *text)
{
    if (d->y >= d->bottom)
        return;
    show_text(d->c, (struct place){d->x, d->y, d->width}, role, text);
    d->y++;
}

/* Bytes of the text that go into the next row, whole words if possible. */
static size_t row_of(const char *text, int width)
{
    size_t n = 0, end = 0, length = strlen(text);
    int cells = 0, one = 0;

    while (n < length) {
        size_t bytes = utf8_grapheme(text + n, length - n, &one);

        if (cells + one > width)
            return end ? end : n;
        cells += one;
        n += bytes;
        if (text[n] == ' ')
            end = n;
    }
    return n;
}

static void put_gaps(struct drawing *d, int rows)
{
    struct strbuf text = {0};
    const char *at;

    portfolio_gaps(d->p, &text);
    at = strbuf_text(&text);
    for (; *at && rows > 1; rows--) {
        char row[240];
        size_t n = row_of(at, d->width);

        (void)snprintf(row, sizeof(row), "%.*s", (int)n, at);
        put_line(d, ROLE_warn, row);
        at += n + strspn(at + n, " ");
    }
    if (*at)
        put_line(d, ROLE_warn, at);
    strbuf_done(&text);
}

/* ---- in a few lines */

static void line_of_parts(struct drawing *d)
{
    struct strbuf text = {0};
    int x = d->x, end = d->x + d->width;

    for (size_t i = 0; i < d->part_count && d->y < d->bottom; i++) {
        int need;

        strbuf_clear(&text);
        strbuf_format(&text, "%s %.0f%%", d->parts[i].name,
                      format_round(d->parts[i].weight_pct, 0));
        need = (int)utf8_cells(strbuf_text(&text));
        if (x + need > end)
            break;
        canvas_text(d->c, x, d->y, need, ROLE_fg, strbuf_text(&text));
        x += need + 2;
        if (i == 0 && x + 30 < end) { /* the largest one as a bar */
            hbar_draw(d->c, x - 1, d->y, 16, ROLE_value,
                      d->parts[0].weight_pct, 100);
            x += 17;
        }
    }
    d->y++;
    strbuf_done(&text);
}

static void add_against(const struct drawing *d, struct strbuf *text)
{
    const struct listing *b = d->p->benchmark;

    if (b && d->p->has_day_pct && FIGURE_HAS(&b->figures, change_pct))
        strbuf_format(text, "   against %s %+.2f%%", d->p->setup->benchmark,
                      format_round(d->p->day_pct - b->figures.change_pct, 2));
}

static void line_of_losses(struct drawing *d)
{
    struct strbuf text = {0};
    size_t most = d->width < 90 ? 3 : 6;

    if (d->loser_count)
        strbuf_add(&text, "Share of day's loss");
    for (size_t i = 0; i < d->loser_count && i < most; i++)
        strbuf_format(&text, "  %s %.0f%%", d->losers[i]->symbol,
                      format_round(d->losers[i]->loss_share_pct, 0));
    if (!text.len)
        strbuf_add(&text, "Nothing lost money today");
    add_against(d, &text);
    put_line(d, ROLE_fg, strbuf_text(&text));
    strbuf_done(&text);
}

static void line_of_curve(struct drawing *d)
{
    const struct curve *c = d->curve;
    size_t n = c->count < SPARK_SESSIONS ? c->count : SPARK_SESSIONS;
    double samples[SPARK_SESSIONS];
    char text[160], change[FORMAT_MAX], drawdown[FORMAT_MAX];
    int x = d->x;

    if (n < 2 || d->y >= d->bottom)
        return;
    (void)snprintf(text, sizeof(text), "%zud ", n);
    x += canvas_text(d->c, x, d->y, d->width, ROLE_label, text);
    for (size_t i = 0; i < n; i++)
        samples[i] = c->points[c->count - n + i].value;
    if (x + (int)n < d->x + d->width)
        spark_draw(d->c, x, d->y, (int)n,
                   show_change_role(samples[n - 1] - samples[0]), samples, n);
    x += (int)n + 2;
    folio_percent(c->has_change, c->change_pct, true, change);
    folio_percent(c->has_drawdown, c->drawdown_pct, false, drawdown);
    (void)snprintf(text, sizeof(text), "3 months %s  max drawdown %s", change,
                   drawdown);
    show_text(d->c, (struct place){x, d->y, d->x + d->width - x}, ROLE_fg,
              text);
    d->y++;
}

/* ---- as a column */

static void heading(struct drawing *d, const char *text)
{
    const struct glyphs *g = glyphs_of(d->c);
    char padded[48];

    if (d->y + 1 >= d->bottom) /* a heading alone says nothing */
        return;
    canvas_fill(d->c, (struct rect){d->x - 1, d->y, d->width + 1, 1},
                ROLE_border, g->rule);
    (void)snprintf(padded, sizeof(padded), " %s ", text);
    show_text(d->c, (struct place){d->x, d->y, d->width - 1}, ROLE_title,
              padded);
    d->y++;
}

static void bar_row(struct drawing *d, const char *name, enum role role,
                    double pct, double most)
{
    char text[24];
    int x = d->x + NAME + PERCENT + 1, room = d->x + d->width - x;

    if (d->y >= d->bottom)
        return;
    show_text(d->c, (struct place){d->x, d->y, NAME - 1}, ROLE_fg, name);
    (void)snprintf(text, sizeof(text), "%.1f%%", format_round(pct, 1));
    canvas_right(d->c, d->x + NAME - 1, d->y, PERCENT, ROLE_value, text);
    if (room > 1 && pct > 0)
        hbar_draw(d->c, x, d->y, room < BAR_MOST ? room : BAR_MOST, role, pct,
                  most);
    d->y++;
}

static void column_of_parts(struct drawing *d, int rows)
{
    for (size_t i = 0; i < d->part_count && rows-- > 0; i++)
        bar_row(d, d->parts[i].name, ROLE_info, d->parts[i].weight_pct,
                d->parts[0].weight_pct);
}

static void column_of_losses(struct drawing *d, int rows)
{
    if (d->loser_count == 0 || rows < 2)
        return;
    heading(d, "Share of day's loss");
    for (size_t i = 0; i < d->loser_count && --rows > 0; i++)
        bar_row(d, d->losers[i]->symbol, ROLE_down,
                d->losers[i]->loss_share_pct, d->losers[0]->loss_share_pct);
}

static int by_weight(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x < y) - (x > y);
}

/* False when nothing has a weight. */
static bool top_three(const struct portfolio *p, double *out)
{
    double *all = mem_new(p->position_count + 1, sizeof(*all)), sum = 0;
    size_t n = 0;

    for (size_t i = 0; i < p->position_count; i++)
        if (p->positions[i].symbol[0] &&
            POSITION_HAS(&p->positions[i], weight_pct))
            all[n++] = p->positions[i].weight_pct;
    qsort(all, n, sizeof(*all), by_weight);
    for (size_t i = 0; i < n && i < 3; i++)
        sum += all[i];
    free(all);
    *out = sum;
    return n > 0;
}

/* "-14.1K", "-5.2%" while amounts are hidden. */
static void risk_text(const struct drawing *d, char *out, size_t size)
{
    char money[FORMAT_MAX];

    format_money_change(money, d->curve->risk_day);
    if (folio_hides_money(d->f))
        (void)snprintf(out, size, "%.1f%%",
                       format_round(d->curve->risk_day_pct, 1));
    else
        (void)snprintf(out, size, "%s", money);
}

static void column_of_risk(struct drawing *d)
{
    const struct curve *c = d->curve;
    char text[80], beta[16] = "-", corr[16] = "-", vol[16] = "-";
    char risk[FORMAT_MAX + 4] = "-", top[16] = "-", drawdown[FORMAT_MAX];
    double weight;

    heading(d, "Risk of today's holdings");
    if (c->has_beta)
        (void)snprintf(beta, sizeof(beta), "%.2f", format_round(c->beta, 2));
    if (c->has_correlation)
        (void)snprintf(corr, sizeof(corr), "%.2f",
                       format_round(c->correlation, 2));
    if (c->has_risk_day)
        risk_text(d, risk, sizeof(risk));
    if (c->has_volatility)
        (void)snprintf(vol, sizeof(vol), "%.0f%%",
                       format_round(c->volatility_pct, 0));
    (void)snprintf(text, sizeof(text), "Beta %s  Corr %s", beta, corr);
    put_line(d, ROLE_fg, text);
    (void)snprintf(text, sizeof(text), "Vol %s  VaR95 1d %s", vol, risk);
    put_line(d, ROLE_fg, text);
    if (top_three(d->p, &weight))
        (void)snprintf(top, sizeof(top), "%.0f%%", format_round(weight, 0));
    (void)snprintf(text, sizeof(text), "Top 3 weight %s", top);
    put_line(d, ROLE_fg, text);
    folio_percent(c->has_drawdown, c->drawdown_pct, false, drawdown);
    (void)snprintf(text, sizeof(text), "Max drawdown 3M %s", drawdown);
    put_line(d, ROLE_fg, text);
}

static void draw_column(struct drawing *d)
{
    int left = d->bottom - d->y, risk = left >= 12 ? 5 : 0;
    int losses = d->loser_count ? (int)d->loser_count + 1 : 0;
    int most = (left - risk) / 2;

    if (losses > most && (int)d->part_count + losses > left - risk)
        losses = most;
    column_of_parts(d, left - risk - losses);
    column_of_losses(d, losses);
    if (risk)
        column_of_risk(d);
}

/* ---- */

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct drawing d = {.f = f, .p = folio_of(f), .c = c, .x = area.x + 1,
                        .y = area.y, .width = area.width - 1,
                        .bottom = area.y + area.height};

    (void)view;
    if (!d.p)
        return;
    d.curve = mem_new(1, sizeof(*d.curve));
    portfolio_curve(d.p, SESSIONS, d.curve);
    d.part_count = portfolio_slices(d.p, slicing_of(f), d.parts, PARTS_MOST);
    d.part_count = d.part_count > PARTS_MOST ? PARTS_MOST : d.part_count;
    find_losers(&d);
    put_gaps(&d, area.height >= COLUMN_FROM ? 3 : 1);
    if (d.part_count == 0 && d.p->position_count > 0)
        put_line(&d, ROLE_dim, d.p->value.known == 0 || d.p->value.value > 0
                     ? "no parts: no value known"
                     : "no parts: worth 0 or less");
    if (area.height >= COLUMN_FROM) {
        draw_column(&d);
    } else {
        if (d.part_count > 0)
            line_of_parts(&d);
        line_of_losses(&d);
        line_of_curve(&d);
    }
    free(d.losers);
    free(d.curve);
    portfolio_free(d.p);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)snprintf(left, size, "Allocation");
    (void)snprintf(right, size, "%s", f->subject->by_currency ? "currency"
                                                              : "sector");
}

const struct panel_ops panel_allocation = {
    .name = "allocation", .help = "parts, shares of the day's loss, risk",
    .min_width = 20, .min_height = 2, .title = title, .draw = draw,
};
