/*
 * What every decoder asks of a reply before it reads the body.
 */
#ifndef TAPEWATCH_SRC_FEEDS_REPLY_H
#define TAPEWATCH_SRC_FEEDS_REPLY_H

#include <stdbool.h>

#include "tapewatch/base/err.h"
#include "tapewatch/model/request.h"

/* The source that updates carry: the request's, or the provider's name. */
const char *reply_source(const struct reply *reply, const char *provider);

/* ERR_OK when the body is worth reading, else what the status says:
 * ERR_REFUSED (401, 403, 429), ERR_NOT_FOUND (404, 410), ERR_IO (others). */
enum err reply_status(const struct reply *reply, const char *source,
                      struct why *why);

/* Puts the source before the sentence, and the symbol if one was asked for. */
void reply_prefix(const struct reply *reply, const char *source,
                  struct why *why);

/* First byte that is neither a blank nor a byte order mark; 0 when empty. */
char reply_first_byte(const struct reply *reply);

/* True when the body begins as an HTML page does, behind blanks, comments and
 * an XML declaration. */
bool reply_is_html(const struct reply *reply);

#endif
