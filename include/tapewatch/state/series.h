/*
 * Bars of one span, oldest first, no two with the same start. A shared block:
 * snapshots hold it; series_put() copies first when anybody else holds it, so
 * what a snapshot sees never changes.
 */
#ifndef TAPEWATCH_STATE_SERIES_H
#define TAPEWATCH_STATE_SERIES_H

#include <stddef.h>
#include <stdint.h>

#include "tapewatch/model/bar.h"

struct series {
    enum bar_span span;
    size_t count, cap;
    struct bar bars[]; /* by start */
};

struct series *series_new(enum bar_span span);
/* Puts a bar in its place, replacing one of the same start. *s may move. Keeps
 * at most `most` bars (the oldest go). */
void series_put(struct series **s, const struct bar *b, size_t most);
/* Makes the block *s writable: nobody else holds it then. */
void series_own(struct series **s);
/* Index of the first bar with start >= t (count if none). s may be NULL. */
size_t series_at(const struct series *s, int64_t t);

#endif
