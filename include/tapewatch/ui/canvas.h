/*
 * A grid of cells to draw on, in memory: what a screen is before any terminal.
 * A cell is a grapheme, a role and a level. Golden screens are its dump.
 *
 * Drawing outside the canvas (or the clip) is harmless. Wide characters take
 * two cells, the second of which is empty text; a half that does not fit is a
 * blank. Text given to these functions is cleaned already; what is not
 * drawable (see term) is replaced there.
 */
#ifndef TAPEWATCH_UI_CANVAS_H
#define TAPEWATCH_UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/vocabulary.h"

enum { CELL_TEXT_MAX = 12 };
enum cell_flag { CELL_CURSOR = 1, CELL_BOLD = 2, CELL_WIDE_TAIL = 4 };

struct cell {
    char text[CELL_TEXT_MAX]; /* one grapheme, NUL-terminated; "" = blank */
    uint8_t role;             /* enum role */
    uint8_t level;            /* 0-100, heat */
    uint8_t flags;            /* CELL_CURSOR: on the selected row */
};

struct rect {
    int x, y, width, height;
};

struct canvas {
    int width, height;
    struct cell *cells; /* row by row */
    bool is_ascii;      /* glyphs come from the ASCII set */
    bool is_blocks;     /* no braille: lines are of half blocks */
    bool is_plain;      /* words and figures alone: no lines or bars */
    bool is_mono;       /* no colours: direction shows by the glyph */
    bool has_shades;    /* enough colours that a background alone tells one
                           area from another; else lines do */
    struct rect first;  /* painted first where painting takes long: the
                           focused panel; no width: nothing is */
    int cursor_x, cursor_y; /* where a screen reader should be; -1: none */
    uint64_t frame; /* which one of the user interface's it holds; 0: none */
};

void canvas_init(struct canvas *c, int width, int height, bool is_ascii);
void canvas_done(struct canvas *c);
void canvas_resize(struct canvas *c, int width, int height);
void canvas_clear(struct canvas *c); /* all blank, role fg */
void canvas_clear_rows(struct canvas *c, int y, int count); /* the cells alone */

/* Draws text at (x, y), at most `width` cells of it; returns the cells used.
 * Clipped to the canvas. */
int canvas_text(struct canvas *c, int x, int y, int width, enum role role,
                const char *text);
/* The same, right-aligned in width. Nothing is cut unseen: a figure that is
 * too wide is rounded or in a shorter form, or "#" all over, words end in an
 * ellipsis; a blank stays between it and text that ends before its place. */
int canvas_right(struct canvas *c, int x, int y, int width, enum role role,
                 const char *text);
void canvas_fill(struct canvas *c, struct rect area, enum role role,
                 const char *glyph);
void canvas_put(struct canvas *c, int x, int y, enum role role,
                const char *glyph);
/* Adds flags to a whole row of cells (the cursor row). */
void canvas_flag(struct canvas *c, struct rect area, uint8_t flags);

/* The text as lines, trailing blanks cut; and the roles as lines of letters
 * with a legend. For golden screens. */
void canvas_dump(const struct canvas *c, struct strbuf *out);
void canvas_dump_roles(const struct canvas *c, struct strbuf *out);

#endif
