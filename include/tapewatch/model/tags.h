/*
 * The user's own words on a headline: "capex", "M&A". A tag has no blank, comma
 * or quotation mark; whatever its case it is the same one.
 */
#ifndef TAPEWATCH_MODEL_TAGS_H
#define TAPEWATCH_MODEL_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"

enum { TAG_MAX = 24, TAGS_MAX = 8 }; /* bytes with their end; on a headline */

struct tags {
    char at[TAGS_MAX][TAG_MAX];
    size_t count;
};

/* "capex, #M&A": words between blanks and commas, each once, a # before them
 * or not. ERR_USAGE with a sentence when one is too long, or they are too
 * many. */
enum err tags_read(const char *text, struct tags *out, struct why *why);
/* "#capex #M&A", with `before` (may be "") before each. */
void tags_write(const struct tags *t, const char *before, struct strbuf *out);

bool tags_have(const struct tags *t, const char *tag);
bool tags_same(const char *a, const char *b);
/* Behind the others, unless it is there; false when there is no room. */
bool tags_put(struct tags *t, const char *tag);
void tags_drop(struct tags *t, const char *tag);
/* Leaves those that the other has too. */
void tags_keep_common(struct tags *t, const struct tags *other);

#endif
