/* SPDX-License-Identifier: MIT */
/* What the shown company filed: bars of two figures by quarter, two more below
 * them, or margins, the twelve months, and what it announced itself. */
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
    BELOW_LEAST = 12, /* rows for two pairs */
};

/* Which two figures a panel of this sort sets side by side. */
struct pair {
    const char *title;
    enum concept of[2];
    const char *names[2];
    bool has_lines; /* margins, twelve months, what was announced, below */
    const struct pair *below; /* where there is the height; NULL: none */
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

static const struct concept_figures *side(const struct frame *f,
                                          const struct pair *pair, int i)
{
    return figures(f, pair->of[i]);
}

static bool is_filed(const struct frame *f, const struct pair *pair)
{
    return side(f, pair, 0) && (side(f, pair, 0)->quarter_count ||
                                side(f, pair, 1)->quarter_count);
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
static const struct concept_figures *leading(const struct frame *f,
                                             const struct pair *pair)
{
    return side(f, pair, side(f, pair, 0)->quarter_count ? 0 : 1);
}

static int draw_quarters(const struct frame *f, const struct pair *pair,
                         struct canvas *c, struct rect area, int rows)
{
    const struct concept_figures *lead = leading(f, pair);
    size_t n = lead->quarter_count, first;
    struct strip s[2];
    int strips = plan_strips(pair, area, s), y = area.y + 1;
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

/* The quarters, and the lines under them for which they leave room. */
static void draw_with_lines(const struct frame *f, struct canvas *c,
                            struct rect area)
{
    const struct fundamentals *company = show_listing(f)->company;
    char lines[3][200] = {"", "", ""};
    int count = 0, y;

    margins_line(company, lines[0], sizeof(lines[0]));
    twelve_line(company, lines[1], sizeof(lines[1]));
    announced_line(f, lines[2], sizeof(lines[2]));
    for (int i = 0; i < 3; i++)
        count += area.height > 5 + count && lines[i][0];
    y = draw_quarters(f, pair_of(f), c, area, area.height - 1 - count);
    for (int i = 0; i < 3 && count > 0; i++) {
        if (!lines[i][0])
            continue;
        draw_line(c, area, y++, i == 2 ? ROLE_dim : ROLE_fg, lines[i]);
        count--;
    }
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    const struct pair *pair = pair_of(f);
    struct rect below = area;

    (void)view;
    if (!is_filed(f, pair)) {
        canvas_text(c, area.x + 1, area.y, area.width - 1, ROLE_dim,
                    show_why_not_filed(f));
        return;
    }
    if (pair->has_lines && area.height < 3) {
        filed_quarters_draw(show_listing(f)->company, c, area);
        return;
    }
    if (pair->has_lines) {
        draw_with_lines(f, c, area);
        return;
    }
    if (pair->below && area.height >= BELOW_LEAST &&
        is_filed(f, pair->below)) {
        area.height /= 2;
        below.y += area.height;
        below.height -= area.height;
        (void)draw_quarters(f, pair->below, c, below, below.height - 1);
    }
    (void)draw_quarters(f, pair, c, area, area.height - 1);
}

/* "10-Q filed 2025-01-29, 1d ago"; when it was filed is not always known. */
static void source_text(const struct frame *f, const struct fundamentals *g,
                        char *out, size_t size)
{
    const struct period *p = fundamentals_newest(g, CONCEPT_revenue);
    bool has_date = g->filed != NO_DATE;
    int32_t of = has_date ? g->filed : g->quarter_end;
    int days = (int)(civil_new_york_date(f->shown_ms) - of);
    const char *form = has_date && p && p->filed == of ? p->form : "";
    char date[11], age[24] = "today";

    civil_format_date(of, date);
    if (days > 0)
        snprintf(age, sizeof(age), "%dd ago", days);
    snprintf(out, size, "%.12s%s%s %s, %s", form, form[0] ? " " : "",
             has_date ? "filed" : "as of", date, age);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct pair *pair = pair_of(f);
    const struct listing *l = show_listing(f);

    (void)view;
    snprintf(left, size, "%s%s%s", pair->title,
             is_filed(f, pair) ? "  quarters, " : "",
             is_filed(f, pair) ? leading(f, pair)->unit : "");
    if (l && l->company && l->company->quarter_end != NO_DATE)
        source_text(f, l->company, right, size);
}

static const struct pair spending = {
    "Fundamentals", {CONCEPT_revenue, CONCEPT_capex}, {"REVENUE", "CAPEX"},
    .has_lines = true};
static const struct pair profit = {
    "", {CONCEPT_net_income, CONCEPT_research}, {"NET INC", "R&D"},
    .has_lines = false};
static const struct pair earnings = {
    "Income", {CONCEPT_revenue, CONCEPT_operating_income},
    {"REVENUE", "OP.INC"}, .below = &profit};
static const struct pair cash = {
    "Capex & cash", {CONCEPT_capex, CONCEPT_free_cash_flow},
    {"CAPEX", "FCF"}, .has_lines = true};

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

const struct panel_ops panel_cash = {
    .name = "cash", .help = "what the shown company spent and what was left",
    .contexts = CONTEXT_any, .min_width = 20, .min_height = 4,
    .kind = &cash, .title = title, .draw = draw,
};
