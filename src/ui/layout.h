/*
 * Sizes in, rectangles out; pure. A layout is bands from top to bottom, each
 * of columns, each of slots from top to bottom that hold one panel. What does
 * not fit with its minimum is left out, last first; the focused panel goes
 * last of all.
 */
#ifndef TAPEWATCH_UI_LAYOUT_H
#define TAPEWATCH_UI_LAYOUT_H

#include <stdbool.h>

#include "tapewatch/ui/canvas.h"

enum size_class { SIZE_TINY, SIZE_COMPACT, SIZE_NORMAL, SIZE_WIDE,
                  SIZE_COUNT };
enum size_class layout_class(int width, int height);

enum { LAYOUT_PANELS = 16, LAYOUT_BANDS = 6, LAYOUT_COLUMNS = 3,
       LAYOUT_SLOTS = 4, LAYOUT_RULES = LAYOUT_BANDS * LAYOUT_COLUMNS };

struct layout_slot {
    int panel;  /* 1 .. LAYOUT_PANELS; 0 ends the column */
    int weight; /* of the column's height */
};
struct layout_column {
    int weight; /* of the band's width; 0 ends the band */
    struct layout_slot slots[LAYOUT_SLOTS];
};
struct layout_band {
    int rows;   /* wished for before the rest is shared out */
    int weight; /* share of the rest; the focused band's counts more */
    int from;   /* only in areas of this height, or when focused */
    struct layout_column columns[LAYOUT_COLUMNS];
};
struct layout {
    bool is_accordion; /* the focused band grows */
    struct layout_band bands[LAYOUT_BANDS];
};
/* A band of one panel over the whole width. */
#define ROW(rows_, weight_, panel)                                          \
    {.rows = rows_, .weight = weight_, .columns = {{1, {{panel, 1}}}}}
/* The same, only when there are `from_` lines or it is focused. */
#define ROW_FROM(from_, rows_, weight_, panel)                              \
    {.rows = rows_, .weight = weight_, .from = from_,                       \
     .columns = {{1, {{panel, 1}}}}}

struct layout_min { /* of a panel, in cells */
    int width, height;
};
struct layout_result {
    struct rect panels[LAYOUT_PANELS]; /* width 0: left out */
    struct rect rules[LAYOUT_RULES];   /* vertical lines between columns */
    int rule_count;
};
/* In one column: what stands beside another goes below it. */
void layout_stack(const struct layout *l, struct layout *out);
/* `mins` are LAYOUT_PANELS; `focus` is a panel's index from 0, -1 none. */
void layout_place(const struct layout *l, const struct layout_min *mins,
                  struct rect area, int focus, struct layout_result *out);

#endif
