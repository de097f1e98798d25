/*
 * Writes updates as tape lines: to a file, a .gz file (by its name) or
 * standard output ("-", which stays open).
 *
 * The first error stays: what is written after it is dropped, and every call
 * up to tape_finish() returns it again: ERR_IO with the reason, or ERR_END
 * when the reader of a pipe has gone.
 */
#ifndef TAPEWATCH_TAPE_WRITER_H
#define TAPEWATCH_TAPE_WRITER_H

#include "tapewatch/base/err.h"
#include "tapewatch/model/update.h"

struct tape_writer;

/* Makes or empties the file; the writer is the caller's until tape_finish(). */
enum err tape_create(const char *path, struct tape_writer **out,
                     struct why *why);
/* Lines gather in memory; a full buffer is written. */
enum err tape_write(struct tape_writer *w, const struct update *u,
                    struct why *why);
/* Writes all lines so far, so that a reader of the file finds them. */
enum err tape_flush(struct tape_writer *w, struct why *why);
/* Writes what is left, closes the file and frees the writer in any case. */
enum err tape_finish(struct tape_writer *w, struct why *why);

#endif
