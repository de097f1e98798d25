/* SPDX-License-Identifier: MIT */
/* What the shown company filed: bars of two figures by quarter, two more below
 * them, or margins, the twelve months, and what it announced itself. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "filed_lines.h"
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

/* By quarter, year or twelve months. */
struct bars_view {
    enum report_period period;
};

/* What is drawn of a company. */
struct bars {
    const struct frame *f;
    const struct pair *pair;
    enum report_period period;
};

/* A column of figures: value, bar, growth. */
struct strip {
    const char *name;
    enum concept of;
    int x, bar, yoy; /* cells of the bar and of the growth; 0: none */
};

struct periods {
    const struct period *at; /* oldest first */
    size_t count;
};

static const struct pair *pair_of(const struct frame *f)
{
    return f->panel->kind;
}

static struct periods periods_of(const struct bars *b, enum concept of)
{
    const struct listing *l = show_listing(b->f);
    const struct concept_figures *g = l && l->company ? &l->company->of[of]
                                                      : NULL;

    if (!g)
        return (struct periods){NULL, 0};
    return b->period == REPORT_year
               ? (struct periods){g->years, g->year_count}
               : (struct periods){g->quarters, g->quarter_count};
}

static bool is_filed(const struct bars *b)
{
    return periods_of(b, b->pair->of[0]).count ||
           periods_of(b, b->pair->of[1]).count;
}

/* The concept that says which periods there are. */
static enum concept leading(const struct bars *b)
{
    return b->pair->of[periods_of(b, b->pair->of[0]).count ? 0 : 1];
}

/* False: not known. */
static bool value_of(const struct bars *b, const struct period *p,
                     double *out)
{
    bool is_ttm = b->period == REPORT_ttm;

    if (!p || (is_ttm && !(p->known & PERIOD_HAS_TTM)))
        return false;
    *out = is_ttm ? p->ttm : p->value;
    return true;
}

static bool growth_of(const struct bars *b, const struct period *p,
                      double *out)
{
    bool is_ttm = b->period == REPORT_ttm;

    if (!p || !(p->known & (is_ttm ? PERIOD_HAS_TTM_YOY : PERIOD_HAS_YOY)))
        return false;
    *out = is_ttm ? p->ttm_yoy_pct : p->yoy_pct;
    return true;
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

static double largest(const struct bars *b, struct periods of)
{
    double most = 0, v;

    for (size_t i = 0; i < of.count; i++)
        if (value_of(b, &of.at[i], &v) && v > most)
            most = v;
    return most;
}

static const struct period *period_to(struct periods of, int32_t end)
{
    for (size_t i = of.count; i-- > 0;)
        if (of.at[i].end == end)
            return of.at + i;
    return NULL;
}

static void draw_cell(const struct bars *b, struct canvas *c,
                      const struct strip *s, int y, const struct period *p,
                      double most)
{
    int x = s->x + VALUE_WIDTH + (s->bar ? 1 : 0);
    char text[FORMAT_MAX] = "-";
    double v = 0, growth;
    bool is_known = value_of(b, p, &v);

    if (is_known)
        format_money(text, v);
    canvas_right(c, s->x, y, VALUE_WIDTH, is_known ? ROLE_value : ROLE_dim,
                 text);
    if (is_known && s->bar && v > 0 && most > 0)
        hbar_draw(c, x, y, s->bar, ROLE_bar1, v, most);
    if (!s->yoy || !growth_of(b, p, &growth))
        return;
    show_growth_text(growth, text);
    canvas_right(c, x + s->bar, y, s->yoy, show_change_role(growth), text);
}

static int draw_periods(const struct bars *b, struct canvas *c,
                        struct rect area, int rows)
{
    struct periods lead = periods_of(b, leading(b)), of[2];
    size_t n = lead.count, first;
    struct strip s[2];
    int strips = plan_strips(b->pair, area, s), y = area.y + 1;
    double most[2];

    rows = rows > ROWS_MOST ? ROWS_MOST : rows;
    first = n > (size_t)rows ? n - (size_t)rows : 0;
    draw_names(c, area, s, strips);
    for (int i = 0; i < strips; i++) {
        of[i] = periods_of(b, s[i].of);
        most[i] = largest(b, of[i]);
    }
    for (size_t i = first; i < n; i++, y++) {
        char end[16];

        show_month_text(lead.at[i].end, end);
        canvas_text(c, area.x + 1, y, END_WIDTH, ROLE_label, end);
        for (int k = 0; k < strips; k++)
            draw_cell(b, c, &s[k], y, period_to(of[k], lead.at[i].end),
                      most[k]);
    }
    return y;
}

/* ---- the lines below */

static void draw_line(struct canvas *c, struct rect area, int y,
                      enum role role, const char *text)
{
    if (*text && y < area.y + area.height)
        show_text(c, (struct place){area.x + 1, y, area.width - 2}, role,
                  text);
}

/* The quarters, and the lines under them for which they leave room. */
static void draw_with_lines(const struct bars *b, struct canvas *c,
                            struct rect area)
{
    const struct fundamentals *company = show_listing(b->f)->company;
    char lines[3][200] = {"", "", ""};
    int count = 0, y;

    filed_margins_line(company, lines[0], sizeof(lines[0]));
    filed_twelve_line(company, lines[1], sizeof(lines[1]));
    filed_announced_line(b->f, lines[2], sizeof(lines[2]));
    for (int i = 0; i < 3; i++)
        count += area.height > 5 + count && lines[i][0];
    y = draw_periods(b, c, area, area.height - 1 - count);
    for (int i = 0; i < 3 && count > 0; i++) {
        if (!lines[i][0])
            continue;
        draw_line(c, area, y++, i == 2 ? ROLE_dim : ROLE_fg, lines[i]);
        count--;
    }
}

static struct bars bars_of(const void *view, const struct frame *f)
{
    const struct bars_view *v = view;

    return (struct bars){f, pair_of(f), v->period};
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct bars b = bars_of(view, f), more = b;
    struct rect below = area;

    more.pair = b.pair->below;
    if (!is_filed(&b)) {
        canvas_text(c, area.x + 1, area.y, area.width - 1, ROLE_dim,
                    b.period == REPORT_year ? "no years of it are known"
                                            : show_why_not_filed(f));
        return;
    }
    if (b.pair->has_lines && area.height < 3) {
        filed_quarters_draw(show_listing(f)->company, c, area);
        return;
    }
    if (b.pair->has_lines) {
        draw_with_lines(&b, c, area);
        return;
    }
    if (more.pair && area.height >= BELOW_LEAST && is_filed(&more)) {
        area.height /= 2;
        below.y += area.height;
        below.height -= area.height;
        (void)draw_periods(&more, c, below, below.height - 1);
    }
    (void)draw_periods(&b, c, area, area.height - 1);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct bars_view *v = view;

    (void)f;
    (void)wish;
    if (a != ACTION_period)
        return false;
    v->period = (enum report_period)((v->period + 1) % REPORT_COUNT);
    return true;
}

/* Of the newest period: "10-Q filed 2025-01-29, 1d ago"; when it was filed is
 * not always known. */
static void source_text(const struct bars *b, char *out, size_t size)
{
    struct periods of = periods_of(b, leading(b));
    const struct period *p = of.count ? &of.at[of.count - 1] : NULL;
    bool has_date = p && p->filed != NO_DATE;
    int32_t date = has_date ? p->filed : p ? p->end : NO_DATE;
    int days = (int)(civil_new_york_date(b->f->shown_ms) - date);
    const char *form = has_date ? p->form : "";
    char day[11], age[24] = "today";

    if (date == NO_DATE)
        return;
    civil_format_date(date, day);
    if (days > 0)
        snprintf(age, sizeof(age), "%dd ago", days);
    snprintf(out, size, "%.12s%s%s %s, %s", form, form[0] ? " " : "",
             has_date ? "filed" : "as of", day, age);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    static const char *const words[] = {
#define PERIOD_WORDS(name, text) text,
        REPORT_PERIODS(PERIOD_WORDS)
#undef PERIOD_WORDS
    };
    struct bars b = bars_of(view, f);
    const struct listing *l = show_listing(f);

    if (is_filed(&b))
        snprintf(left, size, "%s  %s, %s", b.pair->title, words[b.period],
                 l->company->of[leading(&b)].unit);
    else
        snprintf(left, size, "%s%s%s", b.pair->title, b.period ? "  " : "",
                 b.period ? words[b.period] : "");
    source_text(&b, right, size);
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
    .contexts = CONTEXT_any | CONTEXT_company, .min_width = 20, .min_height = 3,
    .kind = &spending, .title = title, .draw = draw, .act = act,
    .view_size = sizeof(struct bars_view),
};

const struct panel_ops panel_income = {
    .name = "income", .help = "what the shown company earned, as filed",
    .contexts = CONTEXT_any | CONTEXT_company, .min_width = 20, .min_height = 4,
    .kind = &earnings, .title = title, .draw = draw, .act = act,
    .view_size = sizeof(struct bars_view),
};

const struct panel_ops panel_cash = {
    .name = "cash", .help = "what the shown company spent and what was left",
    .contexts = CONTEXT_any | CONTEXT_company, .min_width = 20, .min_height = 4,
    .kind = &cash, .title = title, .draw = draw, .act = act,
    .view_size = sizeof(struct bars_view),
};
