/* SPDX-License-Identifier: MIT */
/* An insertion sort that forgets what is behind the last place. */
#include "tapewatch/base/foremost.h"

#include <string.h>

void foremost_put(struct foremost *f, const void *item)
{
    char *items = f->items;
    size_t at = f->count;

    while (at > 0 && f->is_before(item, items + (at - 1) * f->size))
        at--;
    if (at >= f->most)
        return;
    if (f->count < f->most)
        f->count++;
    memmove(items + (at + 1) * f->size, items + at * f->size,
            (f->count - at - 1) * f->size);
    memcpy(items + at * f->size, item, f->size);
}
