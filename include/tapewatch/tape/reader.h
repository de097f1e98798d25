/*
 * Reads a tape from a file, a .gz file, standard input ("-") or the binary
 * itself ("demo"), a line at a time and in any size.
 */
#ifndef TAPEWATCH_TAPE_READER_H
#define TAPEWATCH_TAPE_READER_H

#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/update.h"

struct tape_reader;

enum err tape_open(const char *path, struct tape_reader **out,
                   struct why *why);
enum err tape_open_bytes(const void *bytes, size_t n, const char *name,
                         struct tape_reader **out); /* borrowed; may be gzip */
void tape_close(struct tape_reader *r);

/* The next update, valid until the next call: ERR_OK, ERR_END at the end, or
 * ERR_SYNTAX with `why` = "file:line: reason" for a line that was skipped
 * (reading goes on with the next call). A damaged .gz is reported once, then
 * ERR_END. Updates whose t goes back are handed out with the latest t seen so
 * far (nothing is used before it was known). */
enum err tape_next(struct tape_reader *r, const struct update **out,
                   struct why *why);

struct tape_counts {
    size_t lines, updates, skipped, malformed;
};
struct tape_counts tape_counts(const struct tape_reader *r);

/* For reading a pipe without blocking the turn: is a whole line (or the end)
 * there within wait_ms? Always true for files. */
int tape_is_ready(struct tape_reader *r, int wait_ms);

#endif
