/* SPDX-License-Identifier: MIT */
/* Looks up the files that are compiled in. */
#include "tapewatch/base/embed.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const struct embedded *embed_find(const char *name)
{
    for (const struct embedded *e = embedded_files; e->name; e++)
        if (strcmp(e->name, name) == 0)
            return e;
    return NULL;
}

void embed_release(const struct embedded *e)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = ((uintptr_t)e->bytes + page - 1) & ~(page - 1);
    uintptr_t end = ((uintptr_t)e->bytes + e->size) & ~(page - 1);

    /* They are pages of the program's file: what is given back comes again
     * from there when it is read once more. */
    if (first < end)
        (void)madvise((void *)first, end - first, MADV_DONTNEED);
}
