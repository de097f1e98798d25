/*
 * What the widgets share among themselves: block levels, the dots of a line
 * chart, the steps of an axis.
 */
#ifndef TAPEWATCH_UI_WIDGETS_PARTS_H
#define TAPEWATCH_UI_WIDGETS_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/ui/canvas.h"

/* A blank or a block of `eighths` (0-8, more is 8) of a cell's height. */
const char *block_of(const struct canvas *c, int eighths);

/* A grid of dots: 2x4 in a cell (braille), 1x2 (half blocks) or one ("*",
 * ASCII). */
struct dots {
    int width, height;           /* in dots */
    int cells_wide, cells_high;
    int per_x, per_y;            /* dots in a cell */
    uint8_t *bits;               /* of each cell, as in U+2800 */
};
int dots_per_row(const struct canvas *c);
void dots_init(struct dots *d, int cells_wide, int cells_high,
               const struct canvas *c);
void dots_done(struct dots *d);
/* A straight line, both ends included; what lies outside is left out. */
void dots_line(struct dots *d, int x0, int y0, int x1, int y1);
void dots_draw(const struct dots *d, struct canvas *c, int x, int y,
               enum role role);

/* The round values of an axis from low to high. */
enum { AXIS_TICKS_MOST = 64 };
struct axis {
    double ticks[AXIS_TICKS_MOST];
    int count;
    int decimals; /* that the step needs */
};
/* As many as suit a height of rows: about one in three. */
void axis_fit(struct axis *a, double low, double high, int rows, bool is_log);

#endif
