/*
 * Screens: which panels, laid out how. One row of screens.def each.
 */
#ifndef TAPEWATCH_UI_SCREENS_H
#define TAPEWATCH_UI_SCREENS_H

#include <stdbool.h>
#include <stddef.h>

#include "layout.h"
#include "panel.h"

/* A tab of a screen: the same panels, laid out in another way. */
struct tab {
    const char *name, *short_name; /* "Overview", "Over" */
    int lead; /* panel whose title row is that of the tabs; focused first */
    int link; /* as a screen's */
    const struct layout *layouts[SIZE_COUNT]; /* NULL: the screen's own */
    size_t (*count)(const struct frame *f);   /* NULL: has no number */
};

struct screen {
    const char *name;
    int panel_count;
    const struct panel_ops *const *panels; /* numbered as in layouts */
    const struct layout *layouts[SIZE_COUNT]; /* TINY: the focused panel */
    int link;       /* panel whose cursor the others follow; -1: none */
    const struct tab *tabs; /* chosen by their number; NULL: none */
    int tab_count;
    const char *like; /* the screen whose items J and K go on to; NULL: its
                         own */
    bool has_symbol; /* it is about one, which rows without one stand for */
    bool is_popup;  /* drawn over the screen below */
    int popup_width, popup_height; /* where there is room; 0: most of it */
    const char *note; /* a popup's, behind the keys in its lower border; NULL:
                         there is none */
    const char *in_words; /* opened in its place for screen readers; NULL:
                             itself */
    bool is_plain;  /* no panel numbers in the compact class */
    /* What `y` copies where no row has a text of its own; NULL: the symbol. */
    void (*copy)(const struct frame *f, char *out, size_t size);
    /* Its part of the breadcrumb. */
    void (*crumb)(const struct frame *f, char *out, size_t size);
};

/* Of the symbol screen (panels/symbol_tabs.c). */
enum { SYMBOL_TABS = 6 };
extern const struct tab symbol_tabs[SYMBOL_TABS];

size_t screen_count(void);
const struct screen *screen_at(size_t i);
const struct screen *screen_find(const char *name); /* NULL if none */

#endif
