/*
 * The range and the style that were chosen last in a large chart: for the rest
 * of the session the next screen with such a chart opens with them.
 */
#ifndef TAPEWATCH_UI_CHOSEN_H
#define TAPEWATCH_UI_CHOSEN_H

#include "stack.h"

/* The panel has done something; it may have been that. */
void chosen_note(struct ui *u, const struct screen_state *s, int panel);
/* For the views of a screen that are as new. */
void chosen_recall(const struct ui *u, struct screen_state *s);
void chosen_forget(struct ui *u);

#endif
