/*
 * The foremost few of many things, in order: kept while they come, without
 * sorting them all.
 */
#ifndef TAPEWATCH_BASE_FOREMOST_H
#define TAPEWATCH_BASE_FOREMOST_H

#include <stdbool.h>
#include <stddef.h>

struct foremost {
    void *items;  /* the caller's, with room for `most` of `size` bytes each */
    size_t size, most, count;
    /* A strict order; what is before neither stands as it came. */
    bool (*is_before)(const void *a, const void *b);
};

/* Copies it to its place, if it is among them; the last one may fall out. */
void foremost_put(struct foremost *f, const void *item);

#endif
