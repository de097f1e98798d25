/*
 * A headline that comes as JSON: the same care for each source.
 */
#ifndef TAPEWATCH_SRC_FEEDS_STORY_H
#define TAPEWATCH_SRC_FEEDS_STORY_H

#include "tapewatch/model/update.h"

struct story { /* raw texts, borrowed; NULL where there is none */
    const char *id, *title, *summary, *publisher, *url;
    int64_t published; /* ms; dropped when not of this world */
    size_t symbol_count;
    char symbols[HEADLINE_SYMBOLS_MAX][SYMBOL_MAX];
};

/* Adds a ticker as the source writes it: "aapl", "brk.b". */
void story_add_symbol(struct story *s, const char *text, size_t n);
/* Adds the headline: texts without markup, web addresses only. False, and
 * nothing, when it has neither title nor summary. */
bool story_emit(const struct story *s, struct updates *out, int64_t t,
                const char *source);

#endif
