/*
 * Files that are compiled in: themes/, data/. The build makes the table (the
 * tape is gzip-compressed in it, under its own name without ".gz").
 */
#ifndef TAPEWATCH_BASE_EMBED_H
#define TAPEWATCH_BASE_EMBED_H

#include <stddef.h>

struct embedded {
    const char *name; /* "themes/dark.theme", "data/demo.tape" */
    const unsigned char *bytes;
    size_t size;
};
extern const struct embedded embedded_files[]; /* ends with a NULL name */

const struct embedded *embed_find(const char *name); /* NULL if none */

#endif
