/*
 * How the heatmap looks: its tiles with their labels, the sectors' headings,
 * and the selected tile in words above them.
 */
#ifndef TAPEWATCH_UI_HEAT_DRAW_H
#define TAPEWATCH_UI_HEAT_DRAW_H

#include "heat_tiles.h"

struct heat_view {
    struct heat_map map;
    char symbol[SYMBOL_MAX]; /* of the selected tile */
    char sought[FILTER_MAX]; /* what the cursor went to last */
    size_t found;            /* tiles that the filter marks */
};
/* The first one while none is; NULL: there are no tiles. */
const struct heat_tile *heat_selected(const struct heat_view *v);

/* The colour of a tile's step, in a rectangle. */
void heat_paint(struct canvas *c, struct rect r, const struct heat_tile *t,
                bool is_found);
/* The row above the tiles. */
void heat_words(const struct heat_view *v, const struct frame *f,
                struct canvas *c, struct rect area);
/* The draw of the panel. */
void heat_draw(void *view, const struct frame *f, struct canvas *c,
               struct rect area);

#endif
