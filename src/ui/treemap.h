/*
 * Where the tiles of a treemap stand. Pure.
 *
 * Squarified, after Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000):
 * tiles are laid in rows along the shorter side of the room that is left, and
 * a row takes one more while that makes its tiles more like squares. A cell
 * counts as twice as high as it is wide. Edges are rounded once, so that
 * neighbours share them: nothing overlaps, nothing is left out, and each edge
 * is at most half a cell from where the weight would have it.
 */
#ifndef TAPEWATCH_UI_TREEMAP_H
#define TAPEWATCH_UI_TREEMAP_H

#include <stddef.h>

#include "tapewatch/ui/canvas.h"

struct tile {
    double weight;  /* what is not above 0 gets no room */
    struct rect at; /* width or height 0: too small for a cell */
};

/* Heaviest first, please: the order is kept. */
void treemap_place(struct rect area, struct tile *tiles, size_t n);

#endif
