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

/* The file has been read and will hardly be read again: its memory goes back
 * to the system. It may still be read. Only for rows of the table. */
void embed_release(const struct embedded *e);

#endif
