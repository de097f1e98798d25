/*
 * The two steps on a document's text before and after the first parse.
 */
#ifndef TAPEWATCH_SRC_BASE_XML_STEPS_H
#define TAPEWATCH_SRC_BASE_XML_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/strbuf.h"

/* Whether the document says that it is UTF-8 and may be read as it stands,
 * if its bytes are as good; then *bytes and *n are moved behind its byte order
 * mark. */
bool xml_is_utf8(const char **bytes, size_t *n, const char *charset);

/* Appends what is meant to be UTF-8 without bad bytes (U+FFFD stands for them)
 * and without characters that XML forbids. */
void xml_clean(struct strbuf *out, const char *bytes, size_t n);

/* Appends the document as clean UTF-8: encoding found and converted, bad
 * bytes as U+FFFD, forbidden control characters gone. */
void xml_to_utf8(struct strbuf *out, const char *bytes, size_t n,
                 const char *charset);

/* Appends the text with "&amp;" for each "&" that begins no entity and U+FFFD
 * for references to forbidden characters; true if anything changed. */
bool xml_repair(struct strbuf *out, const char *text, size_t n);

#endif
