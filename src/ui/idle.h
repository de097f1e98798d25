/*
 * Keys that do nothing where the focus is now: the footer leaves them out.
 */
#ifndef TAPEWATCH_UI_IDLE_H
#define TAPEWATCH_UI_IDLE_H

#include "keymap.h"
#include "stack.h"

/* Sets those of the footer's actions that would only say why they cannot. */
void stack_idle(struct ui *u, const struct snapshot *now,
                bool idle[ACTION_COUNT]);

#endif
