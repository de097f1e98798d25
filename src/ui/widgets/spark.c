/* SPDX-License-Identifier: MIT */
/* Sparklines: one sample a cell. */
#include <math.h>

#include "../widgets.h"
#include "parts.h"

const char *block_of(const struct canvas *c, int eighths)
{
    static const char *const blocks[] = {" ", "▁", "▂", "▃", "▄",
                                         "▅", "▆", "▇", "█"};
    static const char *const letters[] = {" ", "_", ".", "-", "=",
                                          "=", "+", "*", "#"};
    /* The Linux console has these alone. */
    static const char *const shades[] = {" ", "░", "░", "▒", "▒",
                                         "▓", "▓", "█", "█"};
    int i = eighths < 0 ? 0 : eighths > 8 ? 8 : eighths;
    return c->is_ascii ? letters[i] : c->is_blocks ? shades[i] : blocks[i];
}

static void find_range(const double *samples, size_t n, double *low,
                       double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(samples[i]))
            continue;
        *low = fmin(*low, samples[i]);
        *high = fmax(*high, samples[i]);
    }
}

static int level_of(double v, double low, double high)
{
    if (high <= low)
        return 4; /* a flat line lies in the middle */
    /* halves, since high - low may be more than a double holds */
    return 1 + (int)lround((v / 2 - low / 2) / (high / 2 - low / 2) * 7);
}

void spark_draw(struct canvas *c, int x, int y, int width, enum role role,
                const double *samples, size_t n)
{
    double low, high;
    if (c->is_plain || width <= 0)
        return;
    find_range(samples, n, &low, &high);
    if (n > (size_t)width) {
        samples += n - (size_t)width;
        n = (size_t)width;
    }
    x += width - (int)n;
    for (size_t i = 0; i < n; i++)
        if (isfinite(samples[i]))
            canvas_put(c, x + (int)i, y, role,
                       block_of(c, level_of(samples[i], low, high)));
}
