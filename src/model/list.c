/* SPDX-License-Identifier: MIT */
/* Headings and short names of symbols in a list. */
#include "tapewatch/model/list.h"

#include <string.h>

#include "tapewatch/base/mem.h"

static size_t place_of(const struct list_mark *marks, size_t n,
                       const char *symbol)
{
    size_t i = 0;

    while (i < n && strcmp(marks[i].symbol, symbol) != 0)
        i++;
    return i;
}

const struct list_mark *list_mark_find(const struct list_mark *marks, size_t n,
                                       const char *symbol)
{
    size_t at = place_of(marks, n, symbol);

    return at < n ? &marks[at] : NULL;
}

struct list_mark *list_mark_add(struct list_mark **marks, size_t *n,
                                const char *symbol)
{
    size_t at = place_of(*marks, *n, symbol);

    if (at < *n)
        return &(*marks)[at];
    *marks = mem_grow(*marks, *n + 1, sizeof **marks);
    (*marks)[at] = (struct list_mark){.section = ""};
    name_copy((*marks)[at].symbol, SYMBOL_MAX, symbol);
    ++*n;
    return &(*marks)[at];
}

void list_mark_drop(struct list_mark *marks, size_t *n, const char *symbol)
{
    size_t at = place_of(marks, *n, symbol);

    if (at == *n)
        return;
    memmove(&marks[at], &marks[at + 1], (*n - at - 1) * sizeof *marks);
    --*n;
}
