/*
 * How the list of alerts looks: the columns of a row, and their headings. Both
 * as a list_panel has them.
 */
#ifndef TAPEWATCH_UI_ALERT_COLUMNS_H
#define TAPEWATCH_UI_ALERT_COLUMNS_H

#include "../list.h"
#include "../panel.h"

void alert_columns_header(const struct frame *f, struct canvas *c,
                          struct rect area);
void alert_columns_row(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct canvas *c, struct rect area);

#endif
