/*
 * What is offered while something is typed: the prompt, the words that a
 * command may go on with, the screens behind g.
 */
#ifndef TAPEWATCH_UI_OFFERS_H
#define TAPEWATCH_UI_OFFERS_H

#include "stack.h"

enum { GO_MS = 400 }; /* a g that is followed by nothing so long is helped */

void draw_typing(struct ui *u, const struct snapshot *now, int64_t real_ms,
                 struct canvas *c);

#endif
