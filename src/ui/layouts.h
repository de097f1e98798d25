/*
 * Saved layouts: screens with their focus, zoom, filters, orders and ranges,
 * as one line of words: "name=work screen=dash list=AI panel=0 sort=2 ...".
 * Values are percent-encoded. What a panel says of itself is the panel's.
 */
#ifndef TAPEWATCH_UI_LAYOUTS_H
#define TAPEWATCH_UI_LAYOUTS_H

#include "turn.h"

/* ":layout", ":layout NAME", ":layout save NAME", ":layout drop NAME". */
void layouts_run(struct turn *t, const char *arguments);
/* The name of a saved one, as ui_add_layout() has it; "" of none (NULL). */
void layouts_name(const char *text, char out[256]);
/* Alt-1 is slot 0. */
void layouts_open(struct turn *t, int slot);

#endif
