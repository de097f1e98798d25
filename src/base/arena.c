/* SPDX-License-Identifier: MIT */
/* Small pieces of memory that all end together. */
#include "tapewatch/base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

enum { BLOCK_BYTES = 4096 - 64 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    max_align_t bytes[];
};

static size_t aligned(size_t n)
{
    size_t a = sizeof(max_align_t);

    return (n + a - 1) / a * a;
}

void *arena_new(struct arena *a, size_t size)
{
    struct arena_block *b = a->blocks;
    char *piece;

    size = aligned(size ? size : 1);
    if (!b || b->size - b->used < size) {
        size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;

        b = mem_new(1, sizeof *b + aligned(room));
        b->size = room;
        b->next = a->blocks;
        a->blocks = b;
    }
    piece = (char *)b->bytes + b->used;
    b->used += size;
    a->bytes += size;
    return piece;
}

char *arena_text(struct arena *a, const char *s)
{
    return s ? arena_text_n(a, s, strlen(s)) : NULL;
}

char *arena_text_n(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_new(a, n + 1);

    if (n)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

void arena_done(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;

        free(a->blocks);
        a->blocks = next;
    }
    a->bytes = 0;
}
