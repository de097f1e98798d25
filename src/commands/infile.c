/* SPDX-License-Identifier: MIT */
/* Reads a file that the user named. */
#include "infile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum err infile_read(const char *path, size_t limit, struct strbuf *out,
                     struct why *why)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char piece[65536];
    size_t n;
    enum err e = ERR_OK;

    if (!f)
        return why_set(why, ERR_IO, "%s: %s", path, strerror(errno));
    while (e == ERR_OK && (n = fread(piece, 1, sizeof piece, f)) > 0) {
        if (out->len + n > limit)
            e = why_set(why, ERR_TOO_BIG, "%s: over %zu MB", path,
                        limit >> 20);
        else
            strbuf_add_n(out, piece, n);
    }
    if (e == ERR_OK && ferror(f))
        e = why_set(why, ERR_IO, "%s: %s", path, strerror(errno));
    if (f != stdin)
        (void)fclose(f);
    return e;
}
