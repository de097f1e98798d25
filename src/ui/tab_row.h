/*
 * The row of tabs of a screen: in the place of a panel's title.
 */
#ifndef TAPEWATCH_UI_TAB_ROW_H
#define TAPEWATCH_UI_TAB_ROW_H

#include "hits.h"
#include "screens.h"

struct tab_row {
    const struct screen *screen;
    int tab;                /* the one that is shown */
    const struct frame *f;  /* of the panel whose title row it is */
    const char *right;      /* of that title, e.g. "1D [5D] 1M"; "" none */
};
/* "[1 Overview]  2 News 12  3 Events 4 ━━━━ 1D [5D] 1M ━"; where there is less
 * room (the right part's among it) shorter names; no counts, then the numbers
 * alone. Of the right part as
 * many words as fit, those around "[...]" first. */
void tab_row_draw(struct canvas *c, struct rect row, const struct tab_row *r,
                  struct hits *hits);

#endif
