/*
 * A snapshot while it is made, and what its makers share.
 */
#ifndef TAPEWATCH_STATE_FREEZE_H
#define TAPEWATCH_STATE_FREEZE_H

#include <string.h>

#include "market.h"
#include "tapewatch/base/arena.h"
#include "tapewatch/state/snapshot.h"

struct frozen {
    struct snapshot snapshot; /* first: freeing goes by its address */
    struct arena memory;
};

static inline void *frozen_copy(struct frozen *f, const void *from, size_t n,
                                size_t size)
{
    void *to = arena_new(&f->memory, n * size);

    if (n > 0)
        memcpy(to, from, n * size);
    return to;
}

/* The snapshot's listing of that symbol; NULL: there is none. */
struct listing *frozen_listing(const struct state *s, struct snapshot *to,
                               const char *symbol);
/* Headlines, what each listing has of them, and the terms. */
void freeze_news(const struct state *s, struct frozen *f);

#endif
