/*
 * The companies' figures in columns and rows: a table for each concept, a
 * column for each company. Fiscal quarters end on different days: a row holds
 * those whose middle lies in the same quarter of the calendar.
 */
#ifndef TAPEWATCH_REPORT_FACTS_TABLE_H
#define TAPEWATCH_REPORT_FACTS_TABLE_H

#include "sheet.h"

enum { YEAR_ROWS = -40000 };

struct facts_table {
    const struct sheet *sheet; /* borrowed */
    const char **symbols;      /* its columns ... */
    size_t symbol_count;
    const char **all; /* ... of these, unless they were named */
    size_t all_count;
    const char *concept; /* that it is of now, and its unit ("": no figure) */
    const char *unit;
    enum concept of;
    int *rows; /* in order: quarters as year * 4 + 0..3, YEAR_ROWS + year for
                  years, which are below 0 */
    size_t row_count;
    /* Quarters before those that are asked of a company: another one's may go
     * as far back. */
    struct fact_record *older;
    size_t older_count;
};

void facts_table_open(struct facts_table *t, const struct sheet *s);
void facts_table_done(struct facts_table *t);
/* Finds the rows and columns of that concept. */
void facts_table_choose(struct facts_table *t, enum concept of);
/* The last one in that row, asked for or older, or with row 0 the last one in a row of quarters;
 * NULL: none. */
const struct fact_record *facts_table_find(const struct facts_table *t,
                                           size_t column, int row);

#endif
