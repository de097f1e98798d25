/* SPDX-License-Identifier: MIT */
/* Companies side by side: what they took in, what they spend, what is left.
 * All figures are as filed by the shown moment. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

enum { SYMBOL_WIDTH = 7, END_WIDTH = 7, BAR_LEAST = 8 };

/* The order of the columns; each is a sort order too. */
#define COLUMNS(_) /* name, heading, width, is a percentage, order */       \
    _(REVENUE, "REVENUE", 8, false, "by revenue")                           \
    _(REVENUE_YOY, "Y/Y", 8, true, "by revenue y/y")                        \
    _(REVENUE_TTM, "4 QTRS", 8, false, "by revenue 4 qtrs")                 \
    _(REVENUE_TTM_YOY, "Y/Y", 8, true, "by revenue 4 qtrs y/y")             \
    _(CAPEX, "CAPEX", 8, false, "by capex")                                 \
    _(CAPEX_YOY, "Y/Y", 8, true, "by capex y/y")                            \
    _(CAPEX_TTM, "4 QTRS", 8, false, "by capex 4 qtrs")                     \
    _(CAPEX_TTM_YOY, "Y/Y", 8, true, "by capex 4 qtrs y/y")                 \
    _(CAPEX_SHARE, "%REV", 6, true, "by capex share")                       \
    _(FCF, "FCF 4Q", 8, false, "by free cash flow")                         \
    _(OPERATING, "OP.M", 7, true, "by operating margin")                    \
    _(NET, "NET.M", 7, true, "by net margin")

enum column {
#define COLUMN_ENUM(name, heading, width, pct, order) COLUMN_##name,
    COLUMNS(COLUMN_ENUM)
#undef COLUMN_ENUM
    COLUMN_COUNT
};
static const struct {
    const char *heading;
    int width;
    bool is_percent;
    const char *order;
} columns[COLUMN_COUNT] = {
#define COLUMN_ROW(name, heading, width, pct, order)                        \
    {heading, width, pct, order},
    COLUMNS(COLUMN_ROW)
#undef COLUMN_ROW
};
struct compare_view {
    struct list_view list;
    bool is_by_year; /* the first columns; else by quarter */
};
/* Orders: as listed, by symbol, then one a column, the largest first. */
enum { SORT_GIVEN, SORT_SYMBOL, SORT_COLUMN,
       SORTS = SORT_COLUMN + COLUMN_COUNT };

/* ---- which */

/* The nth symbol that the screen was opened with; false behind the last. */
static bool named(const struct frame *f, uint32_t n, char out[SYMBOL_MAX])
{
    const char *at = f->subject->query;

    for (at += strspn(at, " "); *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (n-- == 0)
            return symbol_from_text(at, length, out);
        at += length;
    }
    return false;
}

static void symbol_at(const struct frame *f, uint32_t at, char out[SYMBOL_MAX])
{
    if (f->subject->query[0])
        (void)named(f, at, out);
    else
        name_copy(out, SYMBOL_MAX, f->now->listings[at].instrument->symbol);
}

static const struct fundamentals *company_at(const struct frame *f,
                                             uint32_t at)
{
    char symbol[SYMBOL_MAX] = "";
    const struct listing *l;

    symbol_at(f, at, symbol);
    l = snapshot_find(f->now, symbol);
    return l ? l->company : NULL;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    char symbol[SYMBOL_MAX] = "";

    symbol_at(items, at, symbol);
    snprintf(out, size, "%s", symbol);
}

static bool has_filed(const struct listing *l)
{
    return fundamentals_newest(l->company, CONCEPT_revenue) ||
           fundamentals_newest(l->company, CONCEPT_capex);
}

static void build(const struct frame *f, struct list_rows *out)
{
    char symbol[SYMBOL_MAX];

    out->key = key_of;
    out->items = f;
    for (uint32_t i = 0; f->subject->query[0] && named(f, i, symbol); i++)
        if (list_matches(f->filter, symbol))
            list_add(out, i);
    for (uint32_t i = 0; !f->subject->query[0] && i < f->now->listing_count;
         i++) {
        const struct listing *l = &f->now->listings[i];
        if (has_filed(l) && list_matches(f->filter, l->instrument->symbol))
            list_add(out, i);
    }
}

/* ---- what */

static bool of_period(const struct period *p, enum column c, double *out)
{
    static const struct {
        unsigned needs;
        size_t offset;
    } parts[] = {
        {0, offsetof(struct period, value)},
        {PERIOD_HAS_YOY, offsetof(struct period, yoy_pct)},
        {PERIOD_HAS_TTM, offsetof(struct period, ttm)},
        {PERIOD_HAS_TTM_YOY, offsetof(struct period, ttm_yoy_pct)},
    };
    size_t part = (size_t)c % 4; /* four of revenue, then four of capex */

    if (!p || (p->known & parts[part].needs) != parts[part].needs)
        return false;
    memcpy(out, (const char *)p + parts[part].offset, sizeof *out);
    return true;
}

/* The newest quarter, or year; NULL: none. */
static const struct period *newest(const struct fundamentals *x,
                                   enum concept c, bool is_year)
{
    if (!is_year)
        return fundamentals_newest(x, c);
    return x && x->of[c].year_count
               ? &x->of[c].years[x->of[c].year_count - 1] : NULL;
}

static bool is_by_year(const struct frame *f)
{
    return f->subject->period == REPORT_year;
}

/* Of a year the twelve months are those of the newest quarter all the same.
 * False when it is not known. */
static bool value_of(const struct frame *f, const struct fundamentals *x,
                     enum column c, double *out)
{
    enum concept of = c < COLUMN_CAPEX ? CONCEPT_revenue : CONCEPT_capex;
    bool is_year = is_by_year(f) && c % 4 < 2; /* value, growth */

    if (c < COLUMN_CAPEX_SHARE)
        return of_period(newest(x, of, is_year), c, out);
    if (c == COLUMN_CAPEX_SHARE && FUNDAMENTAL_HAS(x, capex_share))
        *out = x->capex_share;
    else if (c == COLUMN_FCF && FUNDAMENTAL_HAS(x, fcf_ttm))
        *out = x->fcf_ttm;
    else if (c == COLUMN_OPERATING && FUNDAMENTAL_HAS(x, operating_margin))
        *out = x->operating_margin;
    else if (c == COLUMN_NET && FUNDAMENTAL_HAS(x, net_margin))
        *out = x->net_margin;
    else
        return false;
    return true;
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    double x = -INFINITY, y = -INFINITY;
    char name_a[SYMBOL_MAX] = "", name_b[SYMBOL_MAX] = "";

    if (sort == SORT_GIVEN)
        return a < b ? -1 : a > b;
    symbol_at(items, a, name_a);
    symbol_at(items, b, name_b);
    if (sort >= SORT_COLUMN) {
        (void)value_of(items, company_at(items, a), sort - SORT_COLUMN, &x);
        (void)value_of(items, company_at(items, b), sort - SORT_COLUMN, &y);
    }
    if (isinf(x) != isinf(y))
        return list_unknown_last(isinf(x), isinf(y));
    return x > y ? -1 : x < y ? 1 : strcmp(name_a, name_b);
}

/* ---- how */

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    int x = area.x + 1 + SYMBOL_WIDTH + END_WIDTH;

    (void)f;
    canvas_text(c, area.x + 1, area.y, SYMBOL_WIDTH, ROLE_header, "SYMBOL");
    canvas_text(c, area.x + 1 + SYMBOL_WIDTH, area.y, END_WIDTH, ROLE_header,
                "TO");
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (x + columns[i].width > area.x + area.width)
            return;
        canvas_right(c, x, area.y, columns[i].width, ROLE_header,
                     columns[i].heading);
        x += columns[i].width;
    }
    if (x + BAR_LEAST < area.x + area.width)
        canvas_text(c, x + 1, area.y, area.x + area.width - x - 1,
                    ROLE_header, "CAPEX 4Q");
}

static void draw_value(const struct frame *f, struct canvas *c,
                       struct place p, enum column i,
                       const struct fundamentals *of)
{
    bool is_growth = i < COLUMN_CAPEX_SHARE && columns[i].is_percent;
    enum role role = ROLE_value;
    char text[FORMAT_MAX] = "-";
    double v;

    if (!value_of(f, of, i, &v)) {
        role = ROLE_dim;
    } else if (columns[i].is_percent) {
        snprintf(text, sizeof text, is_growth ? "%+.1f%%" : "%.1f%%",
                 format_round(v, 1));
        role = is_growth ? show_change_role(v) : ROLE_value;
    } else {
        format_money(text, v);
    }
    canvas_right(c, p.x, p.y, p.width, role, text);
}

/* The period that the first columns are of. */
static int32_t end_of(const struct frame *f, const struct fundamentals *of)
{
    const struct period *p = newest(of, CONCEPT_revenue, is_by_year(f));

    return is_by_year(f) && p ? p->end : of->quarter_end;
}

static double largest_capex(const struct frame *f)
{
    double most = 0, v;

    for (size_t i = 0; i < f->now->listing_count; i++)
        if (value_of(f, f->now->listings[i].company, COLUMN_CAPEX_TTM, &v) &&
            v > most)
            most = v;
    return most;
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct fundamentals *of = company_at(f, at);
    int x = area.x + 1, end = area.x + area.width;
    char symbol[SYMBOL_MAX] = "", text[16];
    double capex;

    (void)r;
    symbol_at(f, at, symbol);
    show_text(c, (struct place){x, area.y, SYMBOL_WIDTH - 1}, ROLE_value,
              symbol);
    x += SYMBOL_WIDTH;
    if (!of || of->quarter_end == NO_DATE) {
        canvas_text(c, x, area.y, end - x, ROLE_dim,
                    "nothing that it filed is known yet");
        return;
    }
    show_month_text(end_of(f, of), text);
    canvas_text(c, x, area.y, END_WIDTH, ROLE_dim, text);
    x += END_WIDTH;
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (x + columns[i].width > end)
            return;
        draw_value(f, c, (struct place){x, area.y, columns[i].width},
                   (enum column)i, of);
        x += columns[i].width;
    }
    if (x + BAR_LEAST < end && value_of(f, of, COLUMN_CAPEX_TTM, &capex))
        hbar_draw(c, x + 1, area.y, end - x - 2, ROLE_bar2, capex,
                  largest_capex(f));
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no company's figures are known yet";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    (void)r;
    symbol_at(f, at, out->symbol);
    return true;
}

static const char *order(int sort)
{
    static const char *const plain[] = {"as listed", "by symbol"};

    return sort < SORT_COLUMN ? plain[sort]
                              : columns[sort - SORT_COLUMN].order;
}

static int sort_at(const struct frame *f, struct rect area, int x)
{
    int from = area.x + 1 + SYMBOL_WIDTH + END_WIDTH;

    (void)f;
    if (x < from)
        return x < from - END_WIDTH ? SORT_SYMBOL : -1;
    for (int i = 0; i < COLUMN_COUNT; i++, from += columns[i - 1].width)
        if (from + columns[i].width > area.x + area.width)
            return -1;
        else if (x < from + columns[i].width)
            return SORT_COLUMN + i;
    return SORT_COLUMN + COLUMN_CAPEX_TTM; /* its bars */
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = header, .row = row,
    .empty = empty, .subject = row_subject, .push = "symbol",
    .sorts = SORTS, .compare = compare, .order = order, .sort_at = sort_at,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct list_view *v = view;

    snprintf(left, size, "Companies, newest %s and four quarters, as filed",
             is_by_year(f) ? "year" : "quarter");
    snprintf(right, size, "%s%s", order(v->sort),
             v->is_reversed ? ", reversed" : "");
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct compare_view *v = view;

    if (a != ACTION_period)
        return list_panel_act(view, f, a, wish);
    v->is_by_year = !v->is_by_year;
    return true;
}

/* The screen's period is this panel's. */
static bool subject(void *view, const struct frame *f, struct subject *out)
{
    const struct compare_view *v = view;

    out->period = v->is_by_year ? REPORT_year : REPORT_quarter;
    (void)list_panel_subject(view, f, out);
    return true;
}

const struct panel_ops panel_compare = {
    .name = "compare", .help = "companies side by side, as they filed",
    .contexts = CONTEXT_list | CONTEXT_company,
    .min_width = 24, .min_height = 2,
    .kind = &list, .draw = list_panel_draw, .click = list_panel_click,
    .keep = list_panel_keep, .recall = list_panel_recall,
    .view_size = sizeof(struct compare_view), .records = &symbol_records,
    .title = title, .act = act, .subject = subject,
};
