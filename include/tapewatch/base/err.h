/*
 * How things fail. A function that can fail returns enum err; results go
 * through out-parameters, which are written only on ERR_OK. What a person
 * should read goes into a struct why, which every caller may leave NULL.
 */
#ifndef TAPEWATCH_BASE_ERR_H
#define TAPEWATCH_BASE_ERR_H

#include <stddef.h>

#define ERRORS(_)                                                           \
    _(OK, "ok")                                                             \
    _(SYNTAX, "not well formed")                                            \
    _(MISSING, "something is missing")                                      \
    _(RANGE, "out of range")                                                \
    _(TOO_BIG, "too big")                                                   \
    _(NOT_FOUND, "not found")                                               \
    _(REFUSED, "refused by the other side")                                 \
    _(EXPIRED, "no longer valid")                                           \
    _(BUSY, "in use")                                                       \
    _(IO, "input or output failed")                                         \
    _(CORRUPT, "damaged")                                                   \
    _(END, "no more")                                                       \
    _(USAGE, "wrong usage")

enum err {
#define ERR_ENUM(name, text) ERR_##name,
    ERRORS(ERR_ENUM)
#undef ERR_ENUM
};

/* The fixed text of an error, for when there is no better sentence. */
const char *err_text(enum err e);

/* One sentence with its place, e.g. "yahoo-chart: NVDA: close: not a number".
 * Always NUL-terminated; cut at a character's start when too long. */
struct why {
    char text[240];
};

/* Writes the sentence (if `why` is not NULL) and returns `e`, so that a
 * failing function ends in `return why_set(why, ERR_x, "...", ...)`. */
enum err why_set(struct why *why, enum err e, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before the sentence that is there. */
void why_prefix(struct why *why, const char *prefix);

#endif
