/*
 * Writes updates as tape lines: to a file, a .gz file (by its name) or
 * standard output ("-").
 */
#ifndef TAPEWATCH_TAPE_WRITER_H
#define TAPEWATCH_TAPE_WRITER_H

#include "tapewatch/base/err.h"
#include "tapewatch/model/update.h"

struct tape_writer;

enum err tape_create(const char *path, struct tape_writer **out,
                     struct why *why);
enum err tape_write(struct tape_writer *w, const struct update *u,
                    struct why *why);
enum err tape_flush(struct tape_writer *w, struct why *why);
enum err tape_finish(struct tape_writer *w, struct why *why); /* and frees */

#endif
