/* SPDX-License-Identifier: MIT */
/* Horizontal bars. */
#include <math.h>

#include "../widgets.h"

/* The bar's length in eighths of a cell; what is above zero shows. */
static int eighths_of(double share, int width)
{
    double eighths = round(share * width * 8);
    return eighths < 1 ? 1 : (int)eighths;
}

void hbar_draw(struct canvas *c, int x, int y, int width, enum role role,
               double value, double most)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (c->is_plain || width <= 0 || !isfinite(value) || !isfinite(most) || value <= 0 ||
        most <= 0)
        return;
    int eighths = eighths_of(fmin(value / most, 1), width);
    bool has_parts = !c->is_ascii && !c->is_blocks;
    int whole = has_parts ? eighths / 8 : (eighths + 4) / 8;
    if (!has_parts && whole == 0)
        whole = 1;
    for (int i = 0; i < whole; i++)
        canvas_put(c, x + i, y, role, c->is_ascii ? "#" : "█");
    if (has_parts && eighths % 8 > 0)
        canvas_put(c, x + whole, y, role, parts[eighths % 8]);
}
