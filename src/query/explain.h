/*
 * Errors that show their place.
 */
#ifndef TAPEWATCH_QUERY_EXPLAIN_H
#define TAPEWATCH_QUERY_EXPLAIN_H

#include "tapewatch/base/err.h"

/* Three lines: the message, the text around `place`, a caret under it. */
enum err explain(struct why *why, enum err e, const char *text,
                 const char *place, const char *message);

#endif
