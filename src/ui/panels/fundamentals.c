/* SPDX-License-Identifier: MIT */
/* What the shown company filed: bars of revenue and capital expenditure by
 * quarter, margins, the twelve months, and what it announced itself. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "filed_quarters.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

enum {
    END_WIDTH = 7,   /* "Dec 24 " */
    VALUE_WIDTH = 7, /* "35.08B" */
    YOY_WIDTH = 7,
    ROWS_MOST = 20,
};

/* Which two figures a panel of this sort sets side by side. */
struct pair {
    const char *title;
    enum concept of[2];
    const char *names[2];
    bool has_lines; /* margins, twelve months, what was announced, below */
};

/* A column of figures: value, bar, growth. */
struct strip {
    const char *name;
    enum concept of;
    int x, bar, yoy; /* cells of the bar and of the growth; 0: none */
};

static const struct concept_figures *figures(const struct frame *f,
                                             enum concept c)
{
    const struct listing *l = show_listing(f);

    return l && l->company ? &l->company->of[c] : NULL;
}

static const struct pair *pair_of(const struct frame *f)
{
    return f->panel->kind;
}

static const struct concept_figures *side(const struct frame *f, int i)
{
    return figures(f, pair_of(f)->of[i]);
}

static bool is_filed(const struct frame *f)
{
    return side(f, 0) && (side(f, 0)->quarter_count ||
                          side(f, 1)->quarter_count);
}

/* Two strips side by side; growth of the second one when there is room. */
static int plan_strips(const struct pair *pair, struct rect area,
                       struct strip out[2])
{
    int room = area.width - 2 - END_WIDTH;
    int bars = room - 2 * (VALUE_WIDTH + 1 + YOY_WIDTH) - 2;

    out[0] = (struct strip){.name = pair->names[0],
                            .of = pair->of[0],
                            .x = area.x + 1 + END_WIDTH,
                            .yoy = YOY_WIDTH};
    out[1] = (struct strip){
        .name = pair->names[1], .of = pair->of[1], .yoy = YOY_WIDTH};
    if (room < 2 * VALUE_WIDTH + YOY_WIDTH + 2) {
        out[0].yoy = room >= VALUE_WIDTH + YOY_WIDTH ? YOY_WIDTH : 0;
        return 1;
    }
    if (bars < 6) {
        out[1].yoy = room >= 2 * (VALUE_WIDTH + YOY_WIDTH) + 2 ? YOY_WIDTH : 0;
        bars = 0;
    }
    out[0].bar = out[1].bar = bars / 2;
    out[1].x = out[0].x + VALUE_WIDTH + (out[0].bar ? 1 : 0) + out[0].bar +
               out[0].yoy + 2;
    return 2;
}

static void draw_names(struct canvas *c, struct rect area,
                       const struct strip *s, int n)
{
    canvas_text(c, area.x + 1, area.y, END_WIDTH, ROLE_header, "TO");
    for (int i = 0; i < n; i++) {
        canvas_right(c, s[i].x, area.y, VALUE_WIDTH, ROLE_header, s[i].name);
        if (s[i].yoy)
            canvas_right(c,
                         s[i].x + VALUE_WIDTH + (s[i].bar ? 1 : 0) + s[i].bar,
                         area.y, s[i].yoy, ROLE_header, "Y/Y");
    }
}

static double largest(const struct concept_figures *of, size_t first)
{
    double most = 0;

    for (size_t i = first; i < of->quarter_count; i++)
        if (of->quarters[i].value > most)
            most = of->quarters[i].value;
    return most;
}

static const struct period *quarter_to(const struct concept_figures *of,
                                       int32_t end)
{
    for (size_t i = of->quarter_count; i-- > 0;)
        if (of->quarters[i].end == end)
            return &of->quarters[i];
    return NULL;
}

static void draw_cell(struct canvas *c, const struct strip *s, int y,
                      const struct period *p, double most)
{
    int x = s->x + VALUE_WIDTH + (s->bar ? 1 : 0);
    char text[FORMAT_MAX] = "-";

    if (p)
        format_money(text, p->value);
    canvas_right(c, s->x, y, VALUE_WIDTH, p ? ROLE_value : ROLE_dim, text);
    if (p && s->bar && p->value > 0 && most > 0)
        hbar_draw(c, x, y, s->bar, ROLE_bar1, p->value, most);
    if (!p || !s->yoy || !(p->known & PERIOD_HAS_YOY))
        return;
    show_growth_text(p->yoy_pct, text);
    canvas_right(c, x + s->bar, y, s->yoy, show_change_role(p->yoy_pct), text);
}

/* The quarters of the concept that is known further. */
static const struct concept_figures *leading(const struct frame *f)
{
    return side(f, 0)->quarter_count ? side(f, 0) : side(f, 1);
}

static int draw_quarters(const struct frame *f, struct canvas *c,
                         struct rect area, int rows)
{
    const struct concept_figures *lead = leading(f);
    size_t n = lead->quarter_count, first;
    struct strip s[2];
    int strips = plan_strips(pair_of(f), area, s), y = area.y + 1;
    double most[2];

    rows = rows > ROWS_MOST ? ROWS_MOST : rows;
    first = n > (size_t)rows ? n - (size_t)rows : 0;
    draw_names(c, area, s, strips);
    for (int i = 0; i < strips; i++)
        most[i] = largest(figures(f, s[i].of), 0);
    for (size_t i = first; i < n; i++, y++) {
        char end[16];

        show_month_text(lead->quarters[i].end, end);
        canvas_text(c, area.x + 1, y, END_WIDTH, ROLE_label, end);
        for (int k = 0; k < strips; k++)
            draw_cell(c, &s[k], y,
                      quarter_to(figures(f, s[k].of), lead->quarters[i].end),
                      most[k]);
    }
    return y;
}

/* ---- the lines below */

static void add_share(char *out, size_t size, const char *label, bool known,
                      double pct)
{
    size_t n = strlen(out);

    if (known)
        snprintf(out + n, size - n, "%s %.1f%%  ", label,
                 format_round(pct, 1));
}

static void add_twelve(char *out, size_t size, const char *label,
                       const struct fundamentals *g, enum concept of)
{
    const struct period *p = fundamentals_newest(g, of);
    char value[FORMAT_MAX], growth[FORMAT_MAX] = "";
    size_t n = strlen(out);

    if (!p || !(p->known & PERIOD_HAS_TTM))
        return;
    format_money(value, p->ttm);
    if (p->known & PERIOD_HAS_TTM_YOY)
        show_growth_text(p->ttm_yoy_pct, growth);
    snprintf(out + n, size - n, "%s %.12s%s%.12s  ", label, value,
             *growth ? " " : "", growth);
}

static void twelve_line(const struct fundamentals *g, char *out, size_t size)
{
    char why[120];

    snprintf(out, size, "12 months  ");
    add_twelve(out, size, "revenue", g, CONCEPT_revenue);
    add_twelve(out, size, "capex", g, CONCEPT_capex);
    add_twelve(out, size, "FCF", g, CONCEPT_free_cash_flow);
    if (strcmp(out, "12 months  ") != 0)
        return;
    fundamentals_why(g, CONCEPT_revenue, why, sizeof(why));
    snprintf(out, size, "12 months  %s", why);
}

static void margins_line(const struct fundamentals *g, char *out, size_t size)
{
    out[0] = '\0';
    if (!g)
        return;
    add_share(out, size, "Op m", FUNDAMENTAL_HAS(g, operating_margin),
              g->operating_margin);
    add_share(out, size, "Net m", FUNDAMENTAL_HAS(g, net_margin),
              g->net_margin);
    add_share(out, size, "Capex/revenue", FUNDAMENTAL_HAS(g, capex_share),
              g->capex_share);
}

static bool is_guidance(const struct plan_entry *p)
{
    return p->plan.concept && strcmp(p->plan.concept, "capex_guidance") == 0;
}

/* The newest guidance; else the newest of its own figures. */
static const struct plan_entry *announced(const struct frame *f)
{
    const struct plan_entry *found = NULL;

    for (size_t i = 0; i < f->now->plan_count; i++) {
        const struct plan_entry *p = &f->now->plans[i];

        if (strcmp(p->symbol, f->subject->symbol) == 0 &&
            (!found || is_guidance(p) || !is_guidance(found)))
            found = p;
    }
    return found;
}

static void announced_line(const struct frame *f, char *out, size_t size)
{
    const struct plan_entry *p = announced(f);
    char day[11], value[FORMAT_MAX] = "";
    const struct plan *plan;

    out[0] = '\0';
    if (!p)
        return;
    plan = &p->plan;
    civil_format_date(civil_new_york_date(p->t), day);
    if (plan->known & PLAN_HAS_VALUE)
        format_money(value, plan->value);
    else if (plan->known & PLAN_HAS_HIGH)
        format_money(value, plan->high);
    snprintf(out, size, "announced %s: %.80s %.20s%.12s (%.20s)", day,
             plan->text ? plan->text : plan->concept,
             plan->known & PLAN_HAS_VALUE ? ""
             : plan->known & PLAN_HAS_HIGH ? "up to " : "",
             value, p->source);
}

static void draw_line(struct canvas *c, struct rect area, int y,
                      enum role role, const char *text)
{
    if (*text && y < area.y + area.height)
        show_text(c, (struct place){area.x + 1, y, area.width - 2}, role,
                  text);
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct listing *l = show_listing(f);
    char lines[3][200];
    int count = 0, y;

    (void)view;
    if (!is_filed(f)) {
        canvas_text(c, area.x + 1, area.y, area.width - 1, ROLE_dim,
                    show_why_not_filed(f));
        return;
    }
    if (area.height < 3 && pair_of(f)->has_lines) {
        filed_quarters_draw(l->company, c, area);
        return;
    }
    lines[0][0] = lines[1][0] = lines[2][0] = '\0';
    if (pair_of(f)->has_lines) {
        margins_line(l->company, lines[0], sizeof(lines[0]));
        twelve_line(l->company, lines[1], sizeof(lines[1]));
        announced_line(f, lines[2], sizeof(lines[2]));
    }
    for (int i = 0; i < 3; i++)
        count += area.height > 5 + count && lines[i][0];
    y = draw_quarters(f, c, area, area.height - 1 - count);
    for (int i = 0; i < 3 && count > 0; i++) {
        if (!lines[i][0])
            continue;
        draw_line(c, area, y++, i == 2 ? ROLE_dim : ROLE_fg, lines[i]);
        count--;
    }
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct listing *l = show_listing(f);
    char date[11] = "";

    (void)view;
    snprintf(left, size, "%s%s%s", pair_of(f)->title,
             is_filed(f) ? "  quarters, " : "",
             is_filed(f) ? leading(f)->unit : "");
    if (!l || !l->company || l->company->quarter_end == NO_DATE)
        return;
    if (l->company->filed != NO_DATE) {
        civil_format_date(l->company->filed, date);
        snprintf(right, size, "filed %s", date);
    } else {
        civil_format_date(l->company->quarter_end, date);
        snprintf(right, size, "as of %s", date);
    }
}

static const struct pair spending = {
    "Fundamentals", {CONCEPT_revenue, CONCEPT_capex}, {"REVENUE", "CAPEX"},
    .has_lines = true};
static const struct pair earnings = {
    "Income", {CONCEPT_operating_income, CONCEPT_net_income},
    {"OP.INC", "NET INC"}, .has_lines = false};

const struct panel_ops panel_fundamentals = {
    .name = "fundamentals", .help = "what the shown company filed",
    .contexts = CONTEXT_any, .min_width = 20, .min_height = 3,
    .kind = &spending, .title = title, .draw = draw,
};

const struct panel_ops panel_income = {
    .name = "income", .help = "what the shown company earned, as filed",
    .contexts = CONTEXT_any, .min_width = 20, .min_height = 4,
    .kind = &earnings, .title = title, .draw = draw,
};
