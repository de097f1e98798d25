/*
 * Screens: which panels, laid out how. One row of screens.def each.
 */
#ifndef TAPEWATCH_UI_SCREENS_H
#define TAPEWATCH_UI_SCREENS_H

#include <stdbool.h>
#include <stddef.h>

#include "layout.h"
#include "panel.h"

struct screen {
    const char *name;
    int panel_count;
    const struct panel_ops *const *panels; /* numbered as in layouts */
    const struct layout *layouts[SIZE_COUNT]; /* TINY: the focused panel */
    int link;       /* panel whose cursor the others follow; -1: none */
    bool is_popup;  /* drawn over the screen below */
    int popup_width, popup_height; /* where there is room; 0: most of it */
    bool is_plain;  /* no panel numbers in the compact class */
    /* Its part of the breadcrumb. */
    void (*crumb)(const struct frame *f, char *out, size_t size);
};

size_t screen_count(void);
const struct screen *screen_at(size_t i);
const struct screen *screen_find(const char *name); /* NULL if none */

#endif
