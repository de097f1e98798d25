/*
 * A file that the user named, as a whole.
 */
#ifndef TAPEWATCH_COMMANDS_INFILE_H
#define TAPEWATCH_COMMANDS_INFILE_H

#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"

/* Appends all of it; "-" is standard input. ERR_IO, or ERR_TOO_BIG. */
enum err infile_read(const char *path, size_t limit, struct strbuf *out,
                     struct why *why);

#endif
