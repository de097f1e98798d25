/*
 * What leaves the program on the user's word: text for a clipboard, an address
 * for a browser.
 */
#ifndef TAPEWATCH_COMMANDS_OUTSIDE_H
#define TAPEWATCH_COMMANDS_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tapewatch/term/term.h"

/* The programs started that have not ended yet, as far as they matter: zeroed
 * at first. */
enum { OUTSIDE_MAX = 16 };
struct outside {
    pid_t running[OUTSIDE_MAX];
    size_t count;
};

/* Each returns what to tell the user. Inside tmux its buffer and clipboard get
 * the text, else the terminal's. */
const char *outside_copy(struct outside *o, struct term *t, const char *text);
/* With $BROWSER (words, no shell; %s is the address), else xdg-open. Only http
 * and https. Never waits. */
const char *outside_open(struct outside *o, const char *url);

#endif
