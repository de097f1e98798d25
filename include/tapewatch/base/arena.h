/*
 * An arena hands out small pieces that all live until arena_done(). Pieces
 * never move. Owned by one thread at a time.
 */
#ifndef TAPEWATCH_BASE_ARENA_H
#define TAPEWATCH_BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *blocks; /* newest first */
    size_t bytes;               /* handed out so far */
};

void *arena_new(struct arena *a, size_t size); /* zeroed, aligned for any type */
char *arena_text(struct arena *a, const char *s);        /* NULL gives NULL */
char *arena_text_n(struct arena *a, const char *s, size_t n);
void arena_done(struct arena *a); /* frees all; the arena is empty and usable */

#endif
