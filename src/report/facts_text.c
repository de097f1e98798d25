/* SPDX-License-Identifier: MIT */
/* Companies side by side: a table for each concept with a column for each
 * company, in text. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "facts_table.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum { LABEL = 11, LABEL_OF_YEARS = 15, CELL = 17, VALUE = 8 };

struct writing {
    struct facts_table table;
    struct strbuf *out;
    bool has_derived, has_long; /* what the notes below have to say */
};

static void add_label(const struct writing *w, struct strbuf *out,
                      const char *text)
{
    bool has_years = w->table.row_count > 0 && w->table.rows[0] < 0;

    strbuf_format(out, "%-*s", has_years ? LABEL_OF_YEARS : LABEL, text);
}

static size_t cell_width(const struct writing *w, size_t column)
{
    size_t n = utf8_cells(w->table.symbols[column]) + 2;

    return n > CELL ? n : CELL;
}

/* "  69.63B* +12.3%" */
static void add_cell(struct strbuf *out, size_t width, const char *value,
                     char mark, const char *growth)
{
    cells_spaces(out, width - CELL);
    cells_right(out, value, VALUE);
    strbuf_add_char(out, mark);
    cells_right(out, growth, CELL - VALUE - 1);
}

static void growth_text(char out[FORMAT_MAX], bool is_known, double pct)
{
    if (is_known)
        (void)snprintf(out, FORMAT_MAX, "%+.1f%%", format_round(pct, 1));
    else
        (void)snprintf(out, FORMAT_MAX, "-");
}

static void value_text_of(char out[FORMAT_MAX], const char *unit, double v)
{
    if (strchr(unit, '/')) /* money a share */
        format_price(out, v, 2);
    else
        format_money(out, v);
}

static void add_value(struct writing *w, size_t column, int row)
{
    const struct fact_record *r = facts_table_find(&w->table, column, row);
    char value[FORMAT_MAX] = "-", growth[FORMAT_MAX] = "";
    char mark = ' ';

    if (r) {
        const struct period *p = r->period;

        value_text_of(value, r->unit, p->value);
        growth_text(growth, (p->known & PERIOD_HAS_YOY) != 0, p->yoy_pct);
        mark = p->is_derived ? '*' : ' ';
        w->has_derived |= p->is_derived;
        if (period_is_long(p)) {
            mark = '+';
            w->has_long = true;
        }
    }
    add_cell(w->out, cell_width(w, column), value, mark, growth);
}

/* "Jun'24": when the years end that the row holds; "Dec'23-Jun'24" */
static void years_label(const struct writing *w, int row, char *out,
                        size_t size)
{
    int32_t first = INT32_MAX, last = INT32_MIN;
    char from[16], to[16];

    for (size_t k = 0; k < w->table.symbol_count; k++) {
        const struct fact_record *r = facts_table_find(&w->table, k, row);

        if (r && r->period->end < first)
            first = r->period->end;
        if (r && r->period->end > last)
            last = r->period->end;
    }
    civil_format_month(first, from);
    civil_format_month(last, to);
    (void)snprintf(out, size, "%s%s%s", from, strcmp(from, to) ? "-" : "",
                   strcmp(from, to) ? to : "");
}

static void add_rows(struct writing *w)
{
    for (size_t i = 0; i < w->table.row_count; i++) {
        int row = w->table.rows[i];
        char label[40];

        if (row < 0)
            years_label(w, row, label, sizeof label);
        else
            (void)snprintf(label, sizeof label, "%d Q%d", row / 4,
                           row % 4 + 1);
        add_label(w, w->out, label);
        for (size_t k = 0; k < w->table.symbol_count; k++)
            add_value(w, k, row);
        cells_end_line(w->out);
    }
}

static void ttm_cell(const struct fact_record *r, char value[FORMAT_MAX],
                     char growth[FORMAT_MAX])
{
    if (!r || !(r->period->known & PERIOD_HAS_TTM))
        return;
    value_text_of(value, r->unit, r->period->ttm);
    growth_text(growth, (r->period->known & PERIOD_HAS_TTM_YOY) != 0,
                r->period->ttm_yoy_pct);
}

static void share_cell(const struct writing *w, const struct fact_record *r,
                       char value[FORMAT_MAX])
{
    const struct listing *l =
        r ? snapshot_find(w->table.sheet->snapshot, r->symbol) : NULL;
    double share;

    if (l && w->table.of != CONCEPT_revenue &&
        fundamentals_share(l->company, w->table.of, &share))
        (void)snprintf(value, FORMAT_MAX, "%.1f%%", format_round(share, 1));
}

static void date_cell(int32_t date, char value[FORMAT_MAX])
{
    char text[11];

    if (date == NO_DATE)
        return;
    civil_format_date(date, text);
    (void)snprintf(value, FORMAT_MAX, "%s", text);
}

enum summary {
    SUMMARY_TTM,
    SUMMARY_SHARE,
    SUMMARY_END,
    SUMMARY_FILED,
    SUMMARIES
};

static void summary_cell(const struct writing *w, enum summary what,
                         size_t column, char value[FORMAT_MAX],
                         char growth[FORMAT_MAX])
{
    const struct fact_record *r = facts_table_find(&w->table, column, 0);

    value[0] = growth[0] = '\0';
    switch (what) {
    case SUMMARY_TTM:
        ttm_cell(r, value, growth);
        break;
    case SUMMARY_SHARE:
        share_cell(w, r, value);
        break;
    case SUMMARY_END:
        date_cell(r ? r->period->end : NO_DATE, value);
        break;
    case SUMMARY_FILED:
        date_cell(r ? r->period->filed : NO_DATE, value);
        break;
    case SUMMARIES:
        break;
    }
}

/* A line that says nothing of any company is left out. */
static void add_summary(struct writing *w, enum summary what)
{
    static const char *const labels[] = {
        [SUMMARY_TTM] = "12 months",
        [SUMMARY_SHARE] = "of revenue",
        [SUMMARY_END] = "to",
        [SUMMARY_FILED] = "filed",
    };
    struct strbuf line = {0};
    bool says = false;

    add_label(w, &line, labels[what]);
    for (size_t k = 0; k < w->table.symbol_count; k++) {
        char value[FORMAT_MAX], growth[FORMAT_MAX];

        summary_cell(w, what, k, value, growth);
        says |= *value != '\0';
        if (what == SUMMARY_TTM || what == SUMMARY_SHARE)
            add_cell(&line, cell_width(w, k), *value ? value : "-", ' ',
                     growth);
        else
            cells_right(&line, *value ? value : "-", cell_width(w, k));
    }
    cells_end_line(&line);
    if (says)
        strbuf_add(w->out, strbuf_text(&line));
    strbuf_done(&line);
}

static void add_reasons(const struct writing *w)
{
    for (size_t k = 0; k < w->table.symbol_count; k++) {
        const struct fact_record *r = facts_table_find(&w->table, k, 0);
        const struct listing *l =
            snapshot_find(w->table.sheet->snapshot, w->table.symbols[k]);
        char why[120] = "";

        if (r)
            (void)snprintf(why, sizeof why, "%s", r->reason);
        else if (w->table.row_count == 0 || !w->table.sheet->request->has_years)
            fundamentals_why(l ? l->company : NULL, w->table.of, why,
                             sizeof why);
        if (*why)
            strbuf_format(w->out, "  %s: %s\n", w->table.symbols[k], why);
    }
}

static void write_table(struct writing *w)
{
    const char *unit = w->table.unit;

    if (w->out->len > 0)
        strbuf_add_char(w->out, '\n');
    strbuf_format(w->out, "%s  (%s%s%s)\n", w->table.concept,
                  concept_help(w->table.of), *unit ? ", " : "", unit);
    if (w->table.row_count > 0) {
        add_label(w, w->out, "");
        for (size_t k = 0; k < w->table.symbol_count; k++)
            cells_right(w->out, w->table.symbols[k], cell_width(w, k));
        strbuf_add_char(w->out, '\n');
    }
    add_rows(w);
    for (int i = 0; i < SUMMARIES; i++)
        add_summary(w, (enum summary)i);
    add_reasons(w);
}

static void write_notes(const struct writing *w)
{
    if (w->table.all_count == 0)
        return;
    strbuf_add(w->out,
               w->table.sheet->request->has_years
                   ? "\nA row's years have their middle in the same year of "
                     "the calendar; it is named by\n"
                     "when they end; percentages are against a year before.\n"
                   : "\nEach row holds the quarters whose middle lies in "
                     "that quarter of the calendar;\n"
                     "percentages are against a year before.\n");
    if (w->has_derived)
        strbuf_add(w->out, "* not filed as such: a difference of filed "
                           "figures\n");
    if (w->has_long)
        strbuf_add(w->out, "+ a quarter of 14 weeks or a year of 53\n");
}

void facts_compare(const struct sheet *s)
{
    struct writing w = {.out = s->out};
    const char *at = select_concepts(s->request);

    facts_table_open(&w.table, s);
    while (*at) {
        size_t n = strcspn(at, ",");
        enum concept of;

        if (concept_from_name(at, n, &of)) {
            facts_table_choose(&w.table, of);
            write_table(&w);
        }
        at += n + (at[n] == ',');
    }
    write_notes(&w);
    facts_write_plans(s, w.table.all, w.table.all_count);
    facts_table_done(&w.table);
}
