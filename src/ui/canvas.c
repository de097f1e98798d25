/* SPDX-License-Identifier: MIT */
/* The grid of cells that panels draw on. */
#include "tapewatch/ui/canvas.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

void canvas_init(struct canvas *c, int width, int height, bool is_ascii)
{
    *c = (struct canvas){.is_ascii = is_ascii};
    canvas_resize(c, width, height);
}

void canvas_done(struct canvas *c)
{
    free(c->cells);
    *c = (struct canvas){0};
}

void canvas_resize(struct canvas *c, int width, int height)
{
    c->width = width > 0 ? width : 0;
    c->height = height > 0 ? height : 0;
    free(c->cells);
    c->cells = mem_new((size_t)c->width * (size_t)c->height + 1,
                       sizeof(struct cell));
    canvas_clear(c);
}

void canvas_clear(struct canvas *c)
{
    memset(c->cells, 0,
           (size_t)c->width * (size_t)c->height * sizeof(struct cell));
    c->cursor_x = c->cursor_y = -1;
    c->frame = 0;
}

void canvas_clear_rows(struct canvas *c, int y, int count)
{
    for (int end = y + count; y < end; y++)
        if (y >= 0 && y < c->height)
            memset(c->cells + (size_t)y * (size_t)c->width, 0,
                   (size_t)c->width * sizeof(struct cell));
}

static struct cell *at(struct canvas *c, int x, int y)
{
    if (x < 0 || y < 0 || x >= c->width || y >= c->height)
        return NULL;
    return &c->cells[(size_t)y * (size_t)c->width + (size_t)x];
}

/* Writing over one half of a wide character leaves a blank for the other. */
static void blank_halves(struct canvas *c, int x, int y)
{
    struct cell *cell = at(c, x, y), *near;

    if (cell->flags & CELL_WIDE_TAIL) {
        near = at(c, x - 1, y);
        if (near)
            near->text[0] = '\0';
    }
    near = at(c, x + 1, y);
    if (near && (near->flags & CELL_WIDE_TAIL))
        near->flags &= (uint8_t)~CELL_WIDE_TAIL;
}

static void set(struct canvas *c, int x, int y, enum role role,
                const char *s, size_t n)
{
    struct cell *cell = at(c, x, y);

    if (!cell)
        return;
    blank_halves(c, x, y);
    if (n >= CELL_TEXT_MAX)
        n = 0; /* cleaned text has no such grapheme; never cut one */
    memset(cell->text, 0, sizeof(cell->text));
    if (n != 1 || s[0] != ' ')
        memcpy(cell->text, s, n);
    cell->role = (uint8_t)role;
    cell->level = 0;
    cell->flags &= (uint8_t)~CELL_WIDE_TAIL;
}

static void set_wide(struct canvas *c, int x, int y, enum role role,
                     const char *s, size_t n)
{
    if (!at(c, x, y) || !at(c, x + 1, y)) {
        set(c, x, y, role, "", 0);
        set(c, x + 1, y, role, "", 0);
        return;
    }
    set(c, x + 1, y, role, "", 0);
    set(c, x, y, role, s, n);
    at(c, x + 1, y)->flags |= CELL_WIDE_TAIL;
}

int canvas_text(struct canvas *c, int x, int y, int width, enum role role,
                const char *text)
{
    size_t left = strlen(text);
    int used = 0;

    while (left > 0) {
        int w = 1;
        size_t n = utf8_grapheme(text, left, &w);

        if (n == 0 || used + w > width)
            break;
        if (w == 2)
            set_wide(c, x + used, y, role, text, n);
        else if (w == 1)
            set(c, x + used, y, role, text, n);
        used += w;
        text += n;
        left -= n;
    }
    return used;
}

/* Does a word or a figure end in the cell? */
static bool ends_text(struct canvas *c, int x, int y)
{
    const struct cell *cell = at(c, x, y);
    unsigned char last = 0;

    if (cell && cell->flags & CELL_WIDE_TAIL)
        return true;
    if (cell && cell->text[0] && !cell->text[1])
        last = (unsigned char)cell->text[0];
    return isalnum(last) || (last && strchr("%~*#.", last));
}

/* A text that is wider than its place, so that nobody takes a part of it for
 * the whole. */
static int put_short(struct canvas *c, int x, int y, int width,
                     enum role role, const char *text)
{
    char out[FIGURE_TEXT];
    int used;

    if (figure_fit(text, width, out))
        return canvas_right(c, x, y, width, role, out);
    if (strpbrk(text, "0123456789")) {
        for (used = 0; used < width; used++)
            set(c, x + used, y, role, "#", 1);
        return used;
    }
    used = canvas_text(c, x, y, width - 1, role, text);
    return used + canvas_text(c, x + used, y, width - used, role,
                              c->is_ascii ? "~" : "…");
}

int canvas_right(struct canvas *c, int x, int y, int width, enum role role,
                 const char *text)
{
    int cells = (int)utf8_cells(text);

    if (cells >= width && width > 1 && ends_text(c, x - 1, y)) {
        x++;
        width--;
    }
    if (width <= 0)
        return 0;
    if (cells > width)
        return put_short(c, x, y, width, role, text);
    return canvas_text(c, x + width - cells, y, cells, role, text);
}

void canvas_fill(struct canvas *c, struct rect area, enum role role,
                 const char *glyph)
{
    for (int y = area.y; y < area.y + area.height && y < c->height; y++)
        for (int x = area.x; x < area.x + area.width && x < c->width; x++)
            set(c, x, y, role, glyph, strlen(glyph));
}

void canvas_put(struct canvas *c, int x, int y, enum role role,
                const char *glyph)
{
    canvas_text(c, x, y, 2, role, glyph);
}

void canvas_flag(struct canvas *c, struct rect area, uint8_t flags)
{
    for (int y = area.y; y < area.y + area.height && y < c->height; y++) {
        for (int x = area.x; x < area.x + area.width && x < c->width; x++) {
            struct cell *cell = at(c, x, y);

            if (cell)
                cell->flags |= flags;
        }
    }
}
