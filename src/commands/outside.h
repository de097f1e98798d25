/*
 * What leaves the program on the user's word: text for a clipboard, an address
 * for a browser.
 */
#ifndef TAPEWATCH_COMMANDS_OUTSIDE_H
#define TAPEWATCH_COMMANDS_OUTSIDE_H

#include <stdbool.h>

#include "tapewatch/term/term.h"

/* Each returns what to tell the user. Inside tmux its buffer and clipboard get
 * the text, else the terminal's. */
const char *outside_copy(struct term *t, const char *text);
/* With $BROWSER (words, no shell; %s is the address), else xdg-open. Only http
 * and https. Never waits. */
const char *outside_open(const char *url);

#endif
