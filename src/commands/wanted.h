/*
 * The symbols of --symbols.
 */
#ifndef TAPEWATCH_COMMANDS_WANTED_H
#define TAPEWATCH_COMMANDS_WANTED_H

#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/symbol.h"

enum { WANTED_MAX = 512 };

struct wanted {
    char names[WANTED_MAX][SYMBOL_MAX];
    const char *list[WANTED_MAX]; /* the same, as functions take them */
    size_t count;                 /* 0: all symbols */
};
/* `text` NULL: all. ERR_USAGE for a word that is no symbol. */
enum err wanted_read(const char *text, struct wanted *out, struct why *why);

#endif
