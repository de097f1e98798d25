/*
 * Regular expressions of a bounded cost: POSIX extended ones, any case, and
 * \b \< \> \w \W \s \S \d.
 *
 * A pattern is a small program that is run on all of its ways at once, so
 * that a text costs at most its length times the program's, whatever either
 * of them is; and without allocation. Back-references are refused.
 */
#ifndef TAPEWATCH_QUERY_PATTERN_H
#define TAPEWATCH_QUERY_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/arena.h"

enum { PATTERN_STEPS_MAX = 300, PATTERN_BYTES_MAX = 256 };

enum pattern_op {
    PATTERN_CHARACTER, /* its lower case in `c` */
    PATTERN_ANY,
    PATTERN_SET,
    PATTERN_SPLIT, /* goes on at +x and at +y */
    PATTERN_JUMP,  /* goes on at +x */
    PATTERN_START, PATTERN_END,           /* ^ $ */
    PATTERN_WORD_START, PATTERN_WORD_END, /* \< \> */
    PATTERN_WORD_EDGE                     /* \b */
};

struct pattern_set {
    bool is_negated;
    unsigned classes; /* bits of the table of classes */
    size_t count;
    struct pattern_range {
        uint32_t low, high;
    } *ranges;
};

struct pattern_step {
    enum pattern_op op;
    int16_t x, y;
    union {
        uint32_t c;
        const struct pattern_set *set;
    } of;
};

struct pattern {
    size_t count; /* reaching it is a match */
    struct pattern_step steps[];
};

/* Compiles into the arena; NULL with a sentence in *problem when refused. */
const struct pattern *pattern_compile(const char *text, struct arena *memory,
                                      const char **problem);
/* Whether it is found anywhere in the text. *work grows by the steps that
 * were looked at; may be NULL. */
bool pattern_matches(const struct pattern *p, const char *text, size_t *work);

/* ---- pattern_set.c: which characters */
/* Reads [...] at *at (which stands on the bracket) and goes behind it; NULL
 * with *problem set when it is wrong. */
const struct pattern_set *pattern_set_read(const char **at,
                                           struct arena *memory,
                                           const char **problem);
/* \w \W \s \S \d by their letter; NULL for others. */
const struct pattern_set *pattern_set_named(char letter, struct arena *memory);
bool pattern_set_has(const struct pattern_set *s, uint32_t c);

#endif
