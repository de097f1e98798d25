/*
 * The tape: one update is one JSON object on one line (UTF-8, \n). This is
 * the recording, the pipe and the wire format; product notes, section 1, say
 * which keys each kind has.
 */
#ifndef TAPEWATCH_TAPE_CODEC_H
#define TAPEWATCH_TAPE_CODEC_H

#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/update.h"

/* Appends one line with its "\n". Fields that are not known are left out. */
void tape_encode(const struct update *u, struct strbuf *out);

/* Adds the update of one line. ERR_END: an unknown kind or an empty line
 * (skip it, count it as skipped); ERR_SYNTAX and others: malformed, `why` has
 * the reason. Lines over 1 MB are ERR_TOO_BIG. */
enum err tape_decode(const char *line, size_t n, struct updates *out,
                     struct why *why);

#endif
