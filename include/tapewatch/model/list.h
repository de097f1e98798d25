/*
 * What stands beside a symbol in a watchlist: the heading it is under, and a
 * short name that is shown in its place. Symbols without either have none.
 */
#ifndef TAPEWATCH_MODEL_LIST_H
#define TAPEWATCH_MODEL_LIST_H

#include <stddef.h>

#include "tapewatch/model/symbol.h"

enum { SECTION_MAX = 32, LABEL_MAX = 16, LIST_SYMBOLS_MAX = 2000 };

struct list_mark {
    char symbol[SYMBOL_MAX];
    char section[SECTION_MAX]; /* "": under no heading */
    char label[LABEL_MAX];     /* "": its symbol is shown */
};
/* NULL when the symbol has none. */
const struct list_mark *list_mark_find(const struct list_mark *marks, size_t n,
                                       const char *symbol);
/* The one of the symbol, made if need be; the array grows. */
struct list_mark *list_mark_add(struct list_mark **marks, size_t *n,
                                const char *symbol);
/* Forgets the symbol's. */
void list_mark_drop(struct list_mark *marks, size_t *n, const char *symbol);

#endif
