/*
 * One line of input at the foot of the screen.
 */
#ifndef TAPEWATCH_UI_PROMPT_H
#define TAPEWATCH_UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/ui/canvas.h"
#include "tapewatch/ui/key.h"

enum prompt_kind { PROMPT_NONE, PROMPT_FILTER, PROMPT_ADD };
enum prompt_result { PROMPT_GOES_ON, PROMPT_ACCEPTED, PROMPT_CANCELLED };

struct prompt {
    enum prompt_kind kind; /* PROMPT_NONE: closed */
    char text[256];
    size_t len;
};

void prompt_open(struct prompt *p, enum prompt_kind kind, const char *text);
/* Takes a key; the caller closes the prompt unless it goes on. */
enum prompt_result prompt_key(struct prompt *p, struct key k);
void prompt_draw(const struct prompt *p, struct canvas *c, int y);

#endif
