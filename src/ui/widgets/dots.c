/* SPDX-License-Identifier: MIT */
/* Lines of dots, finer than cells. */
#include <stdio.h>
#include <stdlib.h>

#include "parts.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

int dots_per_row(const struct canvas *c)
{
    return c->is_ascii ? 1 : c->is_blocks ? 2 : 4;
}

void dots_init(struct dots *d, int cells_wide, int cells_high,
               const struct canvas *c)
{
    *d = (struct dots){
        .cells_wide = cells_wide,
        .cells_high = cells_high,
        .per_x = c->is_ascii || c->is_blocks ? 1 : 2,
        .per_y = dots_per_row(c),
    };
    d->width = cells_wide * d->per_x;
    d->height = cells_high * d->per_y;
    d->bits = mem_new((size_t)cells_wide * (size_t)cells_high + 1, 1);
}

void dots_done(struct dots *d)
{
    free(d->bits);
    *d = (struct dots){0};
}

static void set(struct dots *d, int x, int y)
{
    /* U+2800 counts its dots down the columns, but the lowest row last. */
    static const uint8_t bit[4][2] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    if (x < 0 || y < 0 || x >= d->width || y >= d->height)
        return;
    size_t cell = (size_t)(y / d->per_y) * (size_t)d->cells_wide +
                  (size_t)(x / d->per_x);
    d->bits[cell] |= bit[y % d->per_y][x % d->per_x];
}

void dots_line(struct dots *d, int x0, int y0, int x1, int y1)
{
    int dx = abs(x1 - x0), dy = -abs(y1 - y0), off = dx + dy;
    int step_x = x0 < x1 ? 1 : -1, step_y = y0 < y1 ? 1 : -1;
    for (;;) {
        set(d, x0, y0);
        if (x0 == x1 && y0 == y1)
            return;
        int twice = 2 * off;
        if (twice >= dy) {
            off += dy;
            x0 += step_x;
        }
        if (twice <= dx) {
            off += dx;
            y0 += step_y;
        }
    }
}

/* The cell's dots as a glyph: half blocks count the upper half as 1, the
 * lower as 2. */
static void glyph_of(const struct dots *d, uint8_t bits, char out[5])
{
    static const char *const halves[] = {"", "▀", "▄", "█"};

    if (d->per_y == 4)
        out[utf8_put(out, 0x2800u + bits)] = '\0';
    else
        snprintf(out, 5, "%s", d->per_y == 1 ? "*" : halves[bits & 3]);
}

void dots_draw(const struct dots *d, struct canvas *c, int x, int y,
               enum role role)
{
    for (int row = 0; row < d->cells_high; row++) {
        for (int i = 0; i < d->cells_wide; i++) {
            uint8_t bits = d->bits[row * d->cells_wide + i];
            char text[5];

            if (bits == 0)
                continue;
            glyph_of(d, bits, text);
            canvas_put(c, x + i, y + row, role, text);
        }
    }
}
