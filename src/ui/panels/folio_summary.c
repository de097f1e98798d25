/* SPDX-License-Identifier: MIT */
/* The portfolio in a few lines of the dashboard: worth, day, its worst and
 * best positions, and the last month. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../folio.h"
#include "tapewatch/base/mem.h"

enum { SESSIONS = 30, NAMED = 3 };

static int by_day(const void *a, const void *b)
{
    const struct position *x = *(const struct position *const *)a;
    const struct position *y = *(const struct position *const *)b;

    return (x->day > y->day) - (x->day < y->day);
}

/* "Worst  NVDA -9,439   VRT -4,347": up to three that fell, or rose. */
static void add_extremes(const struct frame *f, const struct portfolio *p,
                         const struct position *const *all, size_t n,
                         bool is_best, struct strbuf *out)
{
    size_t named = 0;

    for (size_t i = 0; i < n && named < NAMED; i++) {
        const struct position *one = all[is_best ? n - 1 - i : i];
        char money[FORMAT_MAX];

        if (is_best ? one->day <= 0 : one->day >= 0)
            break;
        folio_gain(f, p, one->day, money);
        strbuf_format(out, "%s%s %s", named++ ? "   " : is_best ? "Best  "
                                                                : "Worst  ",
                      one->symbol, money);
    }
}

static void draw_extremes(const struct frame *f, const struct portfolio *p,
                          struct canvas *c, struct place at)
{
    const struct position **all =
        mem_new(p->position_count + 1, sizeof(*all));
    struct strbuf worst = {0}, best = {0};
    size_t n = 0;

    for (size_t i = 0; i < p->position_count; i++)
        if (p->positions[i].symbol[0] && POSITION_HAS(&p->positions[i], day))
            all[n++] = &p->positions[i];
    qsort(all, n, sizeof(*all), by_day);
    add_extremes(f, p, all, n, false, &worst);
    add_extremes(f, p, all, n, true, &best);
    if (worst.len) {
        int used = show_text(c, at, ROLE_down, strbuf_text(&worst)) + 4;

        at.x += used;
        at.width -= used;
    }
    show_text(c, at, ROLE_up, strbuf_text(&best));
    strbuf_done(&worst);
    strbuf_done(&best);
    free(all);
}

static void draw_month(const struct portfolio *p, struct canvas *c,
                       struct place at)
{
    struct curve *curve = mem_new(1, sizeof(*curve));
    double samples[SESSIONS];
    size_t n;
    char text[160], change[FORMAT_MAX], drawdown[FORMAT_MAX];
    int x = at.x;

    portfolio_curve(p, SESSIONS, curve);
    n = curve->count < SESSIONS ? curve->count : SESSIONS;
    for (size_t i = 0; i < n; i++)
        samples[i] = curve->points[curve->count - n + i].value;
    if (n > 1 && (int)n + 10 < at.width) {
        snprintf(text, sizeof(text), "%zud ", n);
        x += canvas_text(c, x, at.y, at.width, ROLE_label, text);
        spark_draw(c, x, at.y, (int)n,
                   show_change_role(samples[n - 1] - samples[0]), samples, n);
        x += (int)n + 3;
        folio_percent(curve->has_change, curve->change_pct, true, change);
        folio_percent(curve->has_drawdown, curve->drawdown_pct, false,
                      drawdown);
        snprintf(text, sizeof(text), "%s   max drawdown %s", change,
                 drawdown);
        show_text(c, (struct place){x, at.y, at.x + at.width - x}, ROLE_fg,
                  text);
    }
    free(curve);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct portfolio *p = folio_of(f);
    struct place at = {area.x + 1, area.y, area.width - 2};

    (void)view;
    if (!p) {
        show_text(c, at, ROLE_dim, "no portfolio yet: gp, and a puts in a lot");
        return;
    }
    panel_portfolio_head.draw(NULL, f, c, area);
    at.y++;
    if (area.height > 1)
        draw_extremes(f, p, c, at);
    at.y++;
    if (area.height > 2)
        draw_month(p, c, at);
    portfolio_free(p);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    struct portfolio *p = folio_of(f);

    (void)view;
    snprintf(right, size, "gp");
    snprintf(left, size, "Portfolio%s%s", p ? "  " : "",
             p ? p->setup->name : "");
    portfolio_free(p);
}

const struct panel_ops panel_folio_summary = {
    .name = "folio-summary", .help = "the portfolio in a few lines",
    .min_width = 20, .min_height = 2, .title = title, .draw = draw,
};
