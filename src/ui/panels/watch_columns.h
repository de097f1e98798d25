/*
 * The columns of the watchlist and what stands in them.
 */
#ifndef TAPEWATCH_UI_WATCH_COLUMNS_H
#define TAPEWATCH_UI_WATCH_COLUMNS_H

#include "../panel.h"

void watch_header(const struct frame *f, struct canvas *c, struct rect area);
void watch_row(const struct frame *f, const char *symbol, struct canvas *c,
               struct rect area);

#endif
