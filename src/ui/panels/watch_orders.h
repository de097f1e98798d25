/*
 * The orders of a table of symbols: its own (0), and one for each column that
 * can be compared.
 */
#ifndef TAPEWATCH_UI_WATCH_ORDERS_H
#define TAPEWATCH_UI_WATCH_ORDERS_H

#include "watch_columns.h"

enum { WATCH_OWN, WATCH_CHANGE, WATCH_CAP_CHANGE, WATCH_CAP, WATCH_SYMBOL,
       WATCH_LAST, WATCH_VOLUME, WATCH_EXT, WATCH_ORDERS };

/* "by change"; "user order" of its own. */
const char *watch_order(int sort);
/* < 0: a stands before b; what is not known comes last. Not of WATCH_OWN. */
int watch_compare(const struct frame *f, const char *a, const char *b,
                  int sort);
/* Of the column whose heading is in cell x; -1: it has none. */
int watch_sort_at(const struct frame *f, struct rect area, int x);
/* ":sort ext", ":sort last": the word or the heading of an order, into the
 * struct list_view that the view begins with. */
bool watch_word(void *view, const struct frame *f, const char *word);

#endif
