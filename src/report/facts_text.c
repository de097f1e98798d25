/* SPDX-License-Identifier: MIT */
/* Companies side by side: a table for each concept with a column for each
 * company. Fiscal quarters end on different days: a row holds those whose
 * middle lies in the same quarter of the calendar. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

enum { LABEL = 11, LABEL_OF_YEARS = 15, CELL = 17, VALUE = 8, YEAR_LEAST = 350, YEAR_ROWS = -40000 };

struct table {
    const struct sheet *sheet;
    struct strbuf *out;
    const char **symbols; /* its columns ... */
    size_t symbol_count;
    const char **all; /* ... of these, unless they were named */
    size_t all_count;
    const char *concept; /* of the table that is written */
    enum concept of;
    int *rows;           /* its quarters, YEAR_ROWS + year for years */
    size_t row_count;
    bool has_derived, has_long;
};

static const struct fact_record *fact_at(const struct table *t, size_t i)
{
    return &t->sheet->subjects[i].of.fact;
}

static void add_symbol(struct table *t, const char *symbol)
{
    for (size_t i = 0; i < t->all_count; i++)
        if (strcmp(t->all[i], symbol) == 0)
            return;
    t->all = mem_grow(t->all, t->all_count + 1, sizeof(char *));
    t->all[t->all_count++] = symbol;
}

static int row_of(const struct period *p)
{
    int32_t start = p->start == NO_DATE ? p->end : p->start;
    int32_t middle = start + (p->end - start) / 2;
    struct civil c = civil_utc(middle * MS_PER_DAY);

    if (p->end - start + 1 >= YEAR_LEAST)
        return YEAR_ROWS + c.year;
    return c.year * 4 + (c.month - 1) / 3;
}

static int by_number(const void *left, const void *right)
{
    const int *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static void find_rows(struct table *t)
{
    size_t kept = 0;

    t->rows = mem_grow(t->rows, t->sheet->subject_count, sizeof *t->rows);
    t->row_count = 0;
    for (size_t i = 0; i < t->sheet->subject_count; i++)
        if (fact_at(t, i)->period &&
            strcmp(fact_at(t, i)->concept, t->concept) == 0)
            t->rows[t->row_count++] = row_of(fact_at(t, i)->period);
    qsort(t->rows, t->row_count, sizeof *t->rows, by_number);
    for (size_t i = 0; i < t->row_count; i++)
        if (kept == 0 || t->rows[kept - 1] != t->rows[i])
            t->rows[kept++] = t->rows[i];
    t->row_count = kept;
}

static bool has_figure(const struct table *t, const char *symbol)
{
    for (size_t i = 0; i < t->sheet->subject_count; i++)
        if (fact_at(t, i)->period &&
            strcmp(fact_at(t, i)->concept, t->concept) == 0 &&
            strcmp(fact_at(t, i)->symbol, symbol) == 0)
            return true;
    return false;
}

/* A company that nobody named and that has no figure has no column. */
static void find_columns(struct table *t)
{
    t->symbols = mem_grow(t->symbols, t->all_count, sizeof(char *));
    t->symbol_count = 0;
    for (size_t i = 0; i < t->all_count; i++)
        if (t->sheet->request->symbol_count > 0 || has_figure(t, t->all[i]))
            t->symbols[t->symbol_count++] = t->all[i];
}

/* The last one in that row, or with row 0 the last one in a row of quarters;
 * NULL: none. */
static const struct fact_record *find(const struct table *t, size_t column,
                                      int row)
{
    const struct fact_record *found = NULL;

    for (size_t i = 0; i < t->sheet->subject_count; i++) {
        const struct fact_record *r = fact_at(t, i);

        if (!r->period || strcmp(r->concept, t->concept) != 0 ||
            strcmp(r->symbol, t->symbols[column]) != 0)
            continue;
        if (row ? row_of(r->period) == row : row_of(r->period) > 0)
            found = r;
    }
    return found;
}

static void add_spaces(struct strbuf *out, size_t n)
{
    while (n-- > 0)
        strbuf_add_char(out, ' ');
}

static void add_right(struct strbuf *out, const char *text, size_t cells)
{
    size_t used = utf8_cells(text);

    add_spaces(out, used < cells ? cells - used : 0);
    strbuf_add(out, text);
}

static void add_label(const struct table *t, struct strbuf *out,
                      const char *text)
{
    bool has_years = t->row_count > 0 && t->rows[0] < 0;

    strbuf_format(out, "%-*s", has_years ? LABEL_OF_YEARS : LABEL, text);
}

static size_t cell_width(const struct table *t, size_t column)
{
    size_t n = utf8_cells(t->symbols[column]) + 2;

    return n > CELL ? n : CELL;
}

/* "  69.63B* +12.3%" */
static void add_cell(struct strbuf *out, size_t width, const char *value,
                     char mark, const char *growth)
{
    add_spaces(out, width - CELL);
    add_right(out, value, VALUE);
    strbuf_add_char(out, mark);
    add_right(out, growth, CELL - VALUE - 1);
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

static void add_value(struct table *t, size_t column, int row)
{
    const struct fact_record *r = find(t, column, row);
    char value[FORMAT_MAX] = "-", growth[FORMAT_MAX] = "";
    char mark = ' ';

    if (r) {
        const struct period *p = r->period;

        value_text_of(value, r->unit, p->value);
        growth_text(growth, (p->known & PERIOD_HAS_YOY) != 0, p->yoy_pct);
        mark = p->is_derived ? '*' : ' ';
        t->has_derived |= p->is_derived;
        if (period_is_long(p)) {
            mark = '+';
            t->has_long = true;
        }
    }
    add_cell(t->out, cell_width(t, column), value, mark, growth);
}

static void end_line(struct strbuf *out)
{
    while (out->len > 0 && out->text[out->len - 1] == ' ')
        out->text[--out->len] = '\0';
    strbuf_add_char(out, '\n');
}

/* "Jun'24": when the years end that the row holds; "Dec'23-Jun'24" */
static void years_label(const struct table *t, int row, char *out, size_t size)
{
    int32_t first = INT32_MAX, last = INT32_MIN;
    char from[16], to[16];

    for (size_t k = 0; k < t->symbol_count; k++) {
        const struct fact_record *r = find(t, k, row);

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

static void add_rows(struct table *t)
{
    for (size_t i = 0; i < t->row_count; i++) {
        int row = t->rows[i];
        char label[40];

        if (row < 0)
            years_label(t, row, label, sizeof label);
        else
            (void)snprintf(label, sizeof label, "%d Q%d", row / 4,
                           row % 4 + 1);
        add_label(t, t->out, label);
        for (size_t k = 0; k < t->symbol_count; k++)
            add_value(t, k, row);
        end_line(t->out);
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

static void share_cell(const struct table *t, const struct fact_record *r,
                       char value[FORMAT_MAX])
{
    const struct listing *l =
        r ? snapshot_find(t->sheet->snapshot, r->symbol) : NULL;
    double share;

    if (l && t->of != CONCEPT_revenue &&
        fundamentals_share(l->company, t->of, &share))
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

enum summary { SUMMARY_TTM, SUMMARY_SHARE, SUMMARY_END, SUMMARY_FILED, SUMMARIES };

static void summary_cell(const struct table *t, enum summary what,
                         size_t column, char value[FORMAT_MAX],
                         char growth[FORMAT_MAX])
{
    const struct fact_record *r = find(t, column, 0);

    value[0] = growth[0] = '\0';
    switch (what) {
    case SUMMARY_TTM:
        ttm_cell(r, value, growth);
        break;
    case SUMMARY_SHARE:
        share_cell(t, r, value);
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
static void add_summary(struct table *t, enum summary what)
{
    static const char *const labels[] = {
        [SUMMARY_TTM] = "12 months",
        [SUMMARY_SHARE] = "of revenue",
        [SUMMARY_END] = "to",
        [SUMMARY_FILED] = "filed",
    };
    struct strbuf line = {0};
    bool says = false;

    add_label(t, &line, labels[what]);
    for (size_t k = 0; k < t->symbol_count; k++) {
        char value[FORMAT_MAX], growth[FORMAT_MAX];

        summary_cell(t, what, k, value, growth);
        says |= *value != '\0';
        if (what == SUMMARY_TTM || what == SUMMARY_SHARE)
            add_cell(&line, cell_width(t, k), *value ? value : "-", ' ',
                     growth);
        else
            add_right(&line, *value ? value : "-", cell_width(t, k));
    }
    end_line(&line);
    if (says)
        strbuf_add(t->out, strbuf_text(&line));
    strbuf_done(&line);
}

static void add_reasons(const struct table *t)
{
    for (size_t k = 0; k < t->symbol_count; k++) {
        const struct fact_record *r = find(t, k, 0);
        const struct listing *l =
            snapshot_find(t->sheet->snapshot, t->symbols[k]);
        char why[120] = "";

        if (r)
            (void)snprintf(why, sizeof why, "%s", r->reason);
        else if (t->row_count == 0 || !t->sheet->request->has_years)
            fundamentals_why(l ? l->company : NULL, t->of, why, sizeof why);
        if (*why)
            strbuf_format(t->out, "  %s: %s\n", t->symbols[k], why);
    }
}

static const char *unit_of(const struct table *t)
{
    for (size_t i = 0; i < t->sheet->subject_count; i++)
        if (strcmp(fact_at(t, i)->concept, t->concept) == 0)
            return fact_at(t, i)->unit;
    return "";
}

static void write_table(struct table *t)
{
    const char *unit;

    t->concept = concept_name(t->of);
    unit = unit_of(t);
    find_rows(t);
    find_columns(t);
    if (t->out->len > 0)
        strbuf_add_char(t->out, '\n');
    strbuf_format(t->out, "%s  (%s%s%s)\n", t->concept, concept_help(t->of),
                  *unit ? ", " : "", unit);
    if (t->row_count > 0) {
        add_label(t, t->out, "");
        for (size_t k = 0; k < t->symbol_count; k++)
            add_right(t->out, t->symbols[k], cell_width(t, k));
        strbuf_add_char(t->out, '\n');
    }
    add_rows(t);
    for (int i = 0; i < SUMMARIES; i++)
        add_summary(t, (enum summary)i);
    add_reasons(t);
}

static void write_notes(const struct table *t)
{
    if (t->all_count == 0)
        return;
    strbuf_add(t->out,
               t->sheet->request->has_years
                   ? "\nA row's years have their middle in the same year of "
                     "the calendar; it is named by\n"
                     "when they end; percentages are against a year before.\n"
                   : "\nEach row holds the quarters whose middle lies in "
                     "that quarter of the calendar;\n"
                     "percentages are against a year before.\n");
    if (t->has_derived)
        strbuf_add(t->out, "* not filed as such: a difference of filed "
                           "figures\n");
    if (t->has_long)
        strbuf_add(t->out, "+ a quarter of 14 weeks or a year of 53\n");
}

static void add_symbols(struct table *t)
{
    const struct report_request *r = t->sheet->request;

    for (size_t i = 0; i < r->symbol_count; i++)
        add_symbol(t, r->symbols[i]);
    for (size_t i = 0; i < t->sheet->subject_count; i++)
        add_symbol(t, fact_at(t, i)->symbol);
}

void facts_compare(const struct sheet *s)
{
    struct table t = {.sheet = s, .out = s->out};
    const char *at = select_concepts(s->request);

    add_symbols(&t);
    while (*at) {
        size_t n = strcspn(at, ",");

        if (concept_from_name(at, n, &t.of))
            write_table(&t);
        at += n + (at[n] == ',');
    }
    write_notes(&t);
    facts_write_plans(s, t.all, t.all_count);
    free(t.symbols);
    free(t.all);
    free(t.rows);
}
