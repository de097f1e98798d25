/*
 * The columns of positions and what stands in them.
 */
#ifndef TAPEWATCH_UI_POSITION_COLUMNS_H
#define TAPEWATCH_UI_POSITION_COLUMNS_H

#include "../folio.h"
#include "../list_panel.h"

void position_header(const struct frame *f, struct canvas *c,
                     struct rect area);
/* Title of the column that stands in cell x of the area; NULL: none. */
const char *position_column_at(const struct frame *f, struct rect area, int x);
/* As in struct list_panel. */
void position_needs(const struct frame *f, const struct list_rows *r,
                    int *cells);
void position_row(const struct frame *f, const struct portfolio *p,
                  const struct position *one, struct canvas *c,
                  struct rect area);

#endif
