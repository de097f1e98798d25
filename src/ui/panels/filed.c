/* SPDX-License-Identifier: MIT */
/* All that the shown company filed, period by period; of the selected one
 * where it stands, and why what is missing is not known. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

enum { END_WIDTH = 7, DETAIL_LINES = 2, DETAIL_FROM = 6 };

struct filed_view {
    struct list_view list;
    enum report_period period;
};

/* Left to right; what does not fit is left out. */
#define COLUMNS(_) /* heading, width, concept, part */                      \
    _("REVENUE", 8, revenue, VALUE) _("Y/Y", 7, revenue, GROWTH)            \
    _("CAPEX", 8, capex, VALUE) _("Y/Y", 7, capex, GROWTH)                  \
    _("OP.INC", 8, operating_income, VALUE)                                 \
    _("NET INC", 8, net_income, VALUE) _("R&D", 8, research, VALUE)         \
    _("FCF", 8, free_cash_flow, VALUE) _("EPS", 7, eps, EACH)               \
    _("FORM", 7, revenue, FORM) _("FILED", 12, revenue, FILED)              \
    _("ACCESSION", 22, revenue, ACCESSION)

enum part { VALUE, EACH, GROWTH, FORM, FILED, ACCESSION };

static const struct {
    const char *heading;
    int width;
    enum concept of;
    enum part part;
} columns[] = {
#define COLUMN(heading, width, of, part)                                    \
    {heading, width, CONCEPT_##of, part},
    COLUMNS(COLUMN)
#undef COLUMN
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(*columns) };

static const char *const period_words[] = {
#define PERIOD_WORDS(name, words) words,
    REPORT_PERIODS(PERIOD_WORDS)
#undef PERIOD_WORDS
};

/* ---- what was filed */

struct periods {
    const struct period *at; /* oldest first */
    size_t count;
};

static struct periods periods_of(const struct frame *f, enum concept of)
{
    const struct listing *l = show_listing(f);
    const struct concept_figures *g = l && l->company ? &l->company->of[of]
                                                      : NULL;

    if (!g)
        return (struct periods){NULL, 0};
    return f->subject->period == REPORT_year
               ? (struct periods){g->years, g->year_count}
               : (struct periods){g->quarters, g->quarter_count};
}

/* Revenue says which periods there are; without it what is spent. */
static enum concept leading(const struct frame *f)
{
    return periods_of(f, CONCEPT_revenue).count ? CONCEPT_revenue
                                                : CONCEPT_capex;
}

/* The period of a row; NULL: there is no such row. */
static const struct period *period_at(const struct frame *f, uint32_t at)
{
    struct periods p = periods_of(f, leading(f));

    return p.at && at < p.count ? &p.at[at] : NULL;
}

static const struct period *period_to(struct periods in, int32_t end)
{
    for (size_t i = in.count; i-- > 0;)
        if (in.at[i].end == end)
            return in.at + i;
    return NULL;
}

static bool value_of(const struct frame *f, const struct period *p, double *out)
{
    bool is_ttm = f->subject->period == REPORT_ttm;

    if (!p || (is_ttm && !(p->known & PERIOD_HAS_TTM)))
        return false;
    *out = is_ttm ? p->ttm : p->value;
    return true;
}

static bool growth_of(const struct frame *f, const struct period *p,
                      double *out)
{
    bool is_ttm = f->subject->period == REPORT_ttm;

    if (!p || !(p->known & (is_ttm ? PERIOD_HAS_TTM_YOY : PERIOD_HAS_YOY)))
        return false;
    *out = is_ttm ? p->ttm_yoy_pct : p->yoy_pct;
    return true;
}

/* ---- rows */

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct period *p = period_at(items, at);

    snprintf(out, size, "%ld", (long)(p ? p->end : NO_DATE));
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct periods p = periods_of(f, leading(f));
    char end[16];
    double v;

    out->key = key_of;
    out->items = f;
    for (size_t i = p.count; i-- > 0;) {
        show_month_text(p.at[i].end, end);
        if (value_of(f, &p.at[i], &v) && list_matches(f->filter, end))
            list_add(out, (uint32_t)i);
    }
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    int x = area.x + 1 + END_WIDTH, end = area.x + area.width;

    (void)f;
    canvas_text(c, area.x + 1, area.y, END_WIDTH, ROLE_header, "TO");
    for (int i = 0; i < COLUMN_COUNT && x + columns[i].width <= end; i++) {
        canvas_right(c, x, area.y, columns[i].width, ROLE_header,
                     columns[i].heading);
        x += columns[i].width;
    }
}

/* "-" for what is not known. */
static enum role cell_text(const struct frame *f, const struct period *p,
                           int column, char out[FORMAT_MAX])
{
    enum part part = columns[column].part;
    double v = 0;

    snprintf(out, FORMAT_MAX, "-");
    if (part == GROWTH) {
        if (!growth_of(f, p, &v))
            return ROLE_dim;
        show_growth_text(v, out);
        return show_change_role(v);
    }
    if (part == FORM && p && p->form[0])
        snprintf(out, FORMAT_MAX, "%.6s", p->form);
    else if (part == FILED && p && p->filed != NO_DATE)
        civil_format_date(p->filed, out);
    else if (part == ACCESSION && p && p->accn)
        period_accn(p, out);
    else if (part == VALUE && value_of(f, p, &v))
        format_money(out, v);
    else if (part == EACH && value_of(f, p, &v))
        format_price(out, v, 2);
    else
        return ROLE_dim;
    return part == VALUE || part == EACH ? ROLE_value : ROLE_dim;
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct period *lead = period_at(f, at);
    int32_t to = lead ? lead->end : NO_DATE;
    int x = area.x + 1 + END_WIDTH, end = area.x + area.width;
    char text[FORMAT_MAX];

    (void)r;
    if (!lead)
        return;
    show_month_text(to, text);
    canvas_text(c, area.x + 1, area.y, END_WIDTH, ROLE_label, text);
    for (int i = 0; i < COLUMN_COUNT && x + columns[i].width <= end; i++) {
        const struct period *p = period_to(periods_of(f, columns[i].of), to);
        enum role role = cell_text(f, p, i, text);

        canvas_right(c, x, area.y, columns[i].width, role, text);
        x += columns[i].width;
    }
}

static enum truth of_filed(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    struct filed_row row = {.lead = period_at(f, at),
                            .is_ttm = f->subject->period == REPORT_ttm};

    (void)r;
    for (int c = 0; row.lead && c < CONCEPT_COUNT; c++)
        row.of[c] = period_to(periods_of(f, (enum concept)c), row.lead->end);
    return filter_row(q, f, f->subject->symbol, &row);
}

static const struct row_records records = ROWS_OF(filed, of_filed);

static const char *empty(const struct frame *f)
{
    const struct listing *l = show_listing(f);

    if (l && l->company && f->subject->period != REPORT_quarter)
        return "no such figures are known: P for quarters";
    return show_why_not_filed(f);
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = header, .row = row,
    .empty = empty,
};

/* ---- below the rows */

static const char *origin_of(const struct period *p)
{
    return p->is_derived ? ", by difference" : "";
}

/* "to 2024-12-31: 10-Q filed 2025-01-29, 0000950170-25-010491". */
static void source_line(const struct frame *f, const struct filed_view *v,
                        char *out, size_t size)
{
    struct list_view copy = v->list;
    struct list_rows r;
    const struct period *p;
    char end[11], filed[11] = "", accn[ACCN_MAX] = "";
    uint32_t at;

    out[0] = '\0';
    list_panel_build(&list, &copy, f, &r);
    p = list_selected(&copy, &r, &at) ? period_at(f, at) : NULL;
    if (p) {
        civil_format_date(p->end, end);
        if (p->filed != NO_DATE)
            civil_format_date(p->filed, filed);
        if (p->accn)
            period_accn(p, accn);
        snprintf(out, size, "to %s: %.14s%s%s%s%s%s  source %.20s", end,
                 p->form[0] ? p->form : "form not known",
                 filed[0] ? " filed " : ", date of filing not known", filed,
                 accn[0] ? ", " : "", accn, origin_of(p),
                 p->source[0] ? p->source : "-");
    }
    list_done(&r);
}

/* "not known: capex: ...; R&D: ..." */
static void missing_line(const struct frame *f, char *out, size_t size)
{
    static const enum concept asked[] = {
        CONCEPT_revenue, CONCEPT_capex, CONCEPT_free_cash_flow, CONCEPT_eps};
    const struct listing *l = show_listing(f);
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < sizeof(asked) / sizeof(*asked) && n < size; i++) {
        char why[120] = "";

        if (l && l->company)
            fundamentals_why(l->company, asked[i], why, sizeof(why));
        if (why[0])
            n += (size_t)snprintf(out + n, size - n, "%s%s: %s",
                                  n ? "; " : "", concept_name(asked[i]), why);
    }
}

static void draw(void *view, const struct frame *f, struct canvas *c,
                 struct rect area)
{
    struct rect rows = area;
    char text[600];

    if (area.height >= DETAIL_FROM)
        rows.height -= DETAIL_LINES;
    list_panel_draw(view, f, c, rows);
    if (rows.height == area.height)
        return;
    source_line(f, view, text, sizeof(text));
    show_text(c, (struct place){area.x + 1, area.y + area.height - 2,
                                area.width - 2}, ROLE_fg, text);
    missing_line(f, text, sizeof(text));
    show_text(c, (struct place){area.x + 1, area.y + area.height - 1,
                                area.width - 2}, ROLE_dim, text);
}

/* ---- keys */

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct filed_view *v = view;

    if (a != ACTION_period)
        return list_panel_act(view, f, a, wish);
    v->period = (enum report_period)((v->period + 1) % REPORT_COUNT);
    v->list = (struct list_view){0};
    return true;
}

static bool word(void *view, const struct frame *f, const char *text)
{
    static const char *const names[] = {
#define PERIOD_NAME(name, words) #name,
        REPORT_PERIODS(PERIOD_NAME)
#undef PERIOD_NAME
    };
    struct filed_view *v = view;

    (void)f;
    for (int i = 0; i < REPORT_COUNT; i++)
        if (strcasecmp(names[i], text) == 0) {
            v->period = (enum report_period)i;
            return true;
        }
    return false;
}

/* The screen's period is this panel's. */
static bool subject(void *view, const struct frame *f, struct subject *out)
{
    const struct filed_view *v = view;

    (void)f;
    out->period = v->period;
    return true;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct listing *l = show_listing(f);
    const char *unit = "";

    (void)view;
    if (l && l->company)
        unit = l->company->of[leading(f)].unit;
    snprintf(left, size, "Filed figures");
    snprintf(right, size, "[%s]%s%s  as filed",
             period_words[f->subject->period], unit[0] ? " " : "", unit);
}

const struct panel_ops panel_filed = {
    .name = "filed", .help = "filed figures, period by period",
    .contexts = CONTEXT_list | CONTEXT_company,
    .min_width = 20, .min_height = 4,
    .kind = &list, .records = &records, .click = list_panel_click,
    .keep = list_panel_keep, .recall = list_panel_recall,
    .view_size = sizeof(struct filed_view), .title = title, .act = act,
    .subject = subject, .draw = draw, .word = word,
};
