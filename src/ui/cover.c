/* SPDX-License-Identifier: MIT */
/* Boxes over a screen: what is left of a word or a figure beside one would read
 * as another. */
#include "drawing.h"

#include <ctype.h>
#include <string.h>

static const struct cell *cell_at(const struct canvas *c, int x, int y)
{
    bool is_inside = x >= 0 && x < c->width && y >= 0 && y < c->height;

    return is_inside ? &c->cells[y * c->width + x] : NULL;
}

static bool is_blank(const struct cell *cell)
{
    return !cell || ((!cell->text[0] || cell->text[0] == ' ') &&
                     !(cell->flags & CELL_WIDE_TAIL));
}

/* A letter or a digit: what lines and bars are drawn with is none (U+2190 to
 * U+2BFF begin with 0xe2). */
static bool is_letter(const struct cell *cell)
{
    unsigned char first = (unsigned char)cell->text[0];

    return isalnum(first) || (first >= 0xc3 && first != 0xe2);
}

static bool is_edge(const struct cell *cell)
{
    return strcmp(cell->text, "│") == 0 || strcmp(cell->text, "|") == 0;
}

/* Blanks the run of cells from x on, outwards, if it is of words. */
static void clear_run(struct canvas *c, int x, int y, int step)
{
    bool has_letter = false;
    int end = x;

    for (; !is_blank(cell_at(c, end, y)) && !is_edge(cell_at(c, end, y));
         end += step)
        has_letter = has_letter || is_letter(cell_at(c, end, y));
    for (; has_letter && x != end; x += step)
        canvas_fill(c, (struct rect){x, y, 1, 1}, ROLE_fg, "");
}

void cover_words(struct canvas *c, struct rect r)
{
    for (int y = r.y; y < r.y + r.height; y++) {
        int right = r.x + r.width;

        if (!is_blank(cell_at(c, r.x, y)) && r.x > 0)
            clear_run(c, r.x - 1, y, -1);
        if (!is_blank(cell_at(c, right - 1, y)) && right < c->width)
            clear_run(c, right, y, 1);
    }
}
