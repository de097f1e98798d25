/* SPDX-License-Identifier: MIT */
/* The portfolio in one line: value, day, profit, and how much of it is known.
 * What does not fit is left out, last first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../folio.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

enum { CURVE_SESSIONS = 63, GAP = 3 };

struct line {
    const struct frame *f;
    const struct portfolio *p;
    struct canvas *c;
    int x, y, end;
};

/* False, and nothing drawn, when it does not fit. */
static bool put(struct line *l, enum role role, const char *text)
{
    int need = (int)utf8_cells(text);

    if (l->x + need > l->end)
        return false;
    canvas_text(l->c, l->x, l->y, need, role, text);
    l->x += need + GAP;
    return true;
}

static void put_value(struct line *l)
{
    char total[FORMAT_MAX], text[FORMAT_MAX + CURRENCY_MAX + 2];

    folio_total(l->f, l->p, &l->p->value, false, total);
    (void)snprintf(text, sizeof(text), "%s %s", total, l->p->currency);
    if (!put(l, ROLE_value, text))
        (void)put(l, ROLE_value, total);
}

/* "day -18,541 ▼5.32%"; a narrow line has the percentage alone. */
static void put_gain(struct line *l, const char *label,
                     const struct total *total, bool has_pct, double pct)
{
    char money[FORMAT_MAX], percent[40] = "", text[160];

    folio_total(l->f, l->p, total, true, money);
    if (has_pct)
        show_percent_text(l->c, pct, percent, sizeof(percent));
    (void)snprintf(text, sizeof(text), "%s %s%s%s", label, money,
                   has_pct ? " " : "", percent);
    if (!put(l, show_change_role(total->value), text)) {
        (void)snprintf(text, sizeof(text), "%s %s", label,
                       has_pct ? percent : money);
        (void)put(l, show_change_role(total->value), text);
    }
}

static void put_live(struct line *l)
{
    size_t all, live = folio_live(l->p, &all);
    char text[48];

    (void)snprintf(text, sizeof(text), "%zu/%zu live", live, all);
    (void)put(l, live < all ? ROLE_warn : ROLE_fg, text);
}

static void put_money(struct line *l, const char *label,
                      const struct total *total, bool is_gain)
{
    char money[FORMAT_MAX], text[FORMAT_MAX + 20];

    if (total->known + total->missing == 0)
        return;
    folio_total(l->f, l->p, total, is_gain, money);
    (void)snprintf(text, sizeof(text), "%s %s", label, money);
    (void)put(l, ROLE_fg, text);
}

static void put_rates(struct line *l)
{
    char age[FORMAT_MAX], text[FORMAT_MAX + 20];

    if (!l->p->rate_as_of)
        return;
    frame_age(l->f, l->p->rate_as_of, age);
    (void)snprintf(text, sizeof(text), "rates %s", age);
    (void)put(l, ROLE_fg, text);
}

static void put_beta(struct line *l)
{
    struct curve *curve = mem_new(1, sizeof(*curve));
    char text[40];

    portfolio_curve(l->p, CURVE_SESSIONS, curve);
    (void)snprintf(text, sizeof(text), "beta %.2f",
                   curve->has_beta ? format_round(curve->beta, 2) : 0);
    if (curve->has_beta)
        (void)put(l, ROLE_fg, text);
    free(curve);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct portfolio *p = folio_of(f);
    struct line l = {f, p, c, area.x + 1, area.y, area.x + area.width};
    size_t all;

    (void)view;
    if (!p) {
        (void)put(&l, ROLE_dim, "no portfolio yet");
        return;
    }
    put_value(&l);
    put_gain(&l, "day", &p->day, p->has_day_pct, p->day_pct);
    if (folio_live(p, &all) < all)
        put_live(&l); /* what is not right comes first */
    put_gain(&l, "total", &p->profit, p->has_profit_pct, p->profit_pct);
    put_money(&l, "cash", &p->cash, false);
    if (folio_live(p, &all) == all)
        put_live(&l);
    put_rates(&l);
    put_money(&l, "realised this year", &p->realised_year, true);
    if (c->width >= 100)
        put_beta(&l);
    portfolio_free(p);
}

const struct panel_ops panel_portfolio_head = {
    .name = "portfolio-head", .help = "what the portfolio is worth",
    .min_width = 10, .min_height = 1, .bare_height = 1, .draw = draw,
};
