/*
 * The columns of the watchlist and what stands in them.
 */
#ifndef TAPEWATCH_UI_WATCH_COLUMNS_H
#define TAPEWATCH_UI_WATCH_COLUMNS_H

#include "../list_panel.h"

enum { WATCH_COLUMNS = 8 }; /* that may be scrolled away */

void watch_header(const struct frame *f, struct canvas *c, struct rect area);
/* Title of the column that stands in cell x of the area; NULL: none. */
const char *watch_column_at(const struct frame *f, struct rect area, int x);
/* As in struct list_panel, whose `subject` names the rows. */
void watch_needs(const struct frame *f, const struct list_rows *r, int *cells);
void watch_row(const struct frame *f, const char *symbol, struct canvas *c,
               struct rect area);
/* The same with another name for it; "": its symbol. */
void watch_row_as(const struct frame *f, const char *symbol,
                  const char *label, struct canvas *c, struct rect area);

#endif
