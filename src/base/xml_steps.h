/*
 * The two steps on a document's text before and after the first parse.
 */
#ifndef TAPEWATCH_SRC_BASE_XML_STEPS_H
#define TAPEWATCH_SRC_BASE_XML_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/strbuf.h"

/* Whether the document is clean UTF-8 as it stands; then *bytes and *n are
 * moved behind its byte order mark. */
bool xml_is_clean(const char **bytes, size_t *n, const char *charset);

/* Appends the document as clean UTF-8: encoding found and converted, bad
 * bytes as U+FFFD, forbidden control characters gone. */
void xml_to_utf8(struct strbuf *out, const char *bytes, size_t n,
                 const char *charset);

/* Appends the text with "&amp;" for each "&" that begins no entity and U+FFFD
 * for references to forbidden characters; true if anything changed. */
bool xml_repair(struct strbuf *out, const char *text, size_t n);

#endif
