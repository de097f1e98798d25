/*
 * How wide the columns of a table are: which fit, which go first, which grow.
 * Pure: sizes in, widths out. Every width holds the blank before its text.
 */
#ifndef TAPEWATCH_UI_COLUMNS_H
#define TAPEWATCH_UI_COLUMNS_H

enum { COLUMNS_MOST = 16, COLUMN_GROWTHS = 3 };

struct column_size {
    int least, most; /* cells; it grows up to `most` */
    int need;        /* of its longest figure; 0: not asked */
    int keeps_free;  /* cells besides that must be left for it to be taken */
    int priority;    /* lower stays longer; < 0: it is not there */
    int growth;      /* 0 grows first, COLUMN_GROWTHS - 1 last */
};

/*
 * Writes the widths, 0 for those that are left out. A column takes what its
 * figures need before one of less priority gets anything; the first that has
 * not even its least ends the table.
 */
void columns_fit(const struct column_size *sizes, int count, int room,
                 int *widths);
/* Which of them stands in cell x, the first one starting at 0; -1: none. */
int columns_at(const int *widths, int count, int x);

#endif
