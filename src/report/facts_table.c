/* SPDX-License-Identifier: MIT */
/* Which quarters and companies stand in a table of figures. */
#include "facts_table.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { YEAR_LEAST = 350 };

static const struct fact_record *fact_at(const struct facts_table *t, size_t i)
{
    return &t->sheet->subjects[i].of.fact;
}

static void add_symbol(struct facts_table *t, const char *symbol)
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

static void find_rows(struct facts_table *t)
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

static bool has_figure(const struct facts_table *t, const char *symbol)
{
    for (size_t i = 0; i < t->sheet->subject_count; i++)
        if (fact_at(t, i)->period &&
            strcmp(fact_at(t, i)->concept, t->concept) == 0 &&
            strcmp(fact_at(t, i)->symbol, symbol) == 0)
            return true;
    return false;
}

/* A company that nobody named and that has no figure has no column. */
static void find_columns(struct facts_table *t)
{
    t->symbols = mem_grow(t->symbols, t->all_count, sizeof(char *));
    t->symbol_count = 0;
    for (size_t i = 0; i < t->all_count; i++)
        if (t->sheet->request->symbol_count > 0 || has_figure(t, t->all[i]))
            t->symbols[t->symbol_count++] = t->all[i];
}

/* Of companies whose quarters are asked for. */
static void find_older(struct facts_table *t)
{
    size_t asked = t->sheet->request->quarters;

    t->older_count = 0;
    for (size_t i = 0; asked && i < t->symbol_count; i++) {
        const struct listing *l =
            snapshot_find(t->sheet->snapshot, t->symbols[i]);
        const struct concept_figures *of =
            l && l->company ? &l->company->of[t->of] : NULL;
        size_t n = of && of->quarter_count > asked
                       ? of->quarter_count - asked : 0;

        t->older = mem_grow(t->older, t->older_count + n, sizeof *t->older);
        for (size_t k = 0; k < n; k++)
            t->older[t->older_count++] = (struct fact_record){
                .symbol = t->symbols[i], .concept = t->concept,
                .unit = of->unit, .period = &of->quarters[k], .accn = "",
                .reason = ""};
    }
}

static const struct fact_record *find_in_older(const struct facts_table *t,
                                               size_t column, int row)
{
    for (size_t i = t->older_count; i-- > 0;)
        if (row_of(t->older[i].period) == row &&
            strcmp(t->older[i].symbol, t->symbols[column]) == 0)
            return &t->older[i];
    return NULL;
}

const struct fact_record *facts_table_find(const struct facts_table *t,
                                           size_t column, int row)
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
    return found || row == 0 ? found : find_in_older(t, column, row);
}

static const char *unit_of(const struct facts_table *t)
{
    for (size_t i = 0; i < t->sheet->subject_count; i++)
        if (strcmp(fact_at(t, i)->concept, t->concept) == 0)
            return fact_at(t, i)->unit;
    return "";
}

static void add_symbols(struct facts_table *t)
{
    const struct report_request *r = t->sheet->request;

    for (size_t i = 0; i < r->symbol_count; i++)
        add_symbol(t, r->symbols[i]);
    for (size_t i = 0; i < t->sheet->subject_count; i++)
        add_symbol(t, fact_at(t, i)->symbol);
}

void facts_table_open(struct facts_table *t, const struct sheet *s)
{
    *t = (struct facts_table){.sheet = s};
    add_symbols(t);
}

void facts_table_done(struct facts_table *t)
{
    free(t->symbols);
    free(t->all);
    free(t->rows);
    free(t->older);
}

void facts_table_choose(struct facts_table *t, enum concept of)
{
    t->of = of;
    t->concept = concept_name(of);
    t->unit = unit_of(t);
    find_rows(t);
    find_columns(t);
    find_older(t);
}
