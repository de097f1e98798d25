/*
 * XML in: any encoding, damaged or hostile, as a stream of start, text and
 * end calls. Never reads an external entity, never expands one: a declared
 * entity ends the parse. Undefined HTML names (&nbsp;) come out as their
 * character. After a syntax error the text is repaired once (bare "&",
 * forbidden references) and parsed again; the second parse's calls follow a
 * reset() call, so a caller throws away what the first gave.
 */
#ifndef TAPEWATCH_BASE_XML_H
#define TAPEWATCH_BASE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/err.h"

struct xml_handler {
    void *self;
    void (*reset)(void *self);
    /* Names come as "namespace-uri|local" or "local"; attributes as
     * name, value pairs ended by NULL. Return false to stop the parse
     * without error (enough seen). */
    bool (*start)(void *self, const char *name, const char **attributes);
    bool (*text)(void *self, const char *text, size_t n);
    bool (*end)(void *self, const char *name);
};

struct xml_limits {
    size_t bytes; /* of the body, after decoding the transfer */
    unsigned depth;
};

/* Parses; `charset` is what the transport said (may be NULL) and counts only
 * when neither a BOM nor the document names one. On damage that the repair
 * does not mend returns ERR_CORRUPT with the line in `why`, after the calls
 * for all that was whole. */
enum err xml_parse(const char *bytes, size_t n, const char *charset,
                   struct xml_limits limits, const struct xml_handler *h,
                   struct why *why);

#endif
