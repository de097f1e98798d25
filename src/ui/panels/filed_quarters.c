/* SPDX-License-Identifier: MIT */
/* Four quarters of revenue and capital expenditure, where two lines are all
 * there is. */
#include "filed_quarters.h"

#include "../show.h"
#include "tapewatch/base/format.h"

enum { QUARTERS = 4, END_WIDTH = 7, VALUE_WIDTH = 7, CELL_LEAST = 16 };

static const struct period *quarter(const struct concept_figures *of,
                                    size_t i)
{
    return of->quarter_count > i ? &of->quarters[of->quarter_count - 1 - i]
                                 : NULL;
}

static double largest(const struct concept_figures *of, int n)
{
    double most = 0;

    for (int i = 0; i < n; i++) {
        const struct period *p = quarter(of, (size_t)i);

        if (p && p->value > most)
            most = p->value;
    }
    return most;
}

static void draw_line(const struct fundamentals *g, enum concept of,
                      struct canvas *c, struct rect area, int n)
{
    const struct concept_figures *figures = &g->of[of];
    const struct concept_figures *revenue = &g->of[CONCEPT_revenue];
    double most = largest(figures, n);
    int width = area.width / n;

    for (int i = 0; i < n; i++) {
        const struct period *p = quarter(figures, (size_t)(n - 1 - i));
        const struct period *to = quarter(revenue, (size_t)(n - 1 - i));
        int x = area.x + 1 + i * width;
        char text[FORMAT_MAX] = "capex";

        if (of == CONCEPT_revenue && to)
            show_month_text(to->end, text);
        canvas_text(c, x, area.y, END_WIDTH, ROLE_label, text);
        /* Another quarter than that above it would be read as the same. */
        if (p && to && p->end != to->end)
            p = NULL;
        if (p)
            format_money(text, p->value);
        canvas_right(c, x + END_WIDTH - 1, area.y, VALUE_WIDTH,
                     p ? ROLE_value : ROLE_dim, p ? text : "-");
        if (p && most > 0 && p->value > 0)
            hbar_draw(c, x + END_WIDTH + VALUE_WIDTH - 1, area.y,
                      width - END_WIDTH - VALUE_WIDTH - 1,
                      of == CONCEPT_revenue ? ROLE_bar1 : ROLE_bar2, p->value,
                      most);
    }
}

void filed_quarters_draw(const struct fundamentals *g, struct canvas *c,
                         struct rect area)
{
    int n = area.width / CELL_LEAST;

    n = n > QUARTERS ? QUARTERS : n < 1 ? 1 : n;
    draw_line(g, CONCEPT_revenue, c, area, n);
    if (area.height < 2)
        return;
    area.y++;
    draw_line(g, CONCEPT_capex, c, area, n);
}
