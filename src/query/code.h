/*
 * A compiled expression: postfix instructions over a small stack of values.
 * Made by parser.c, run by eval.c.
 */
#ifndef TAPEWATCH_QUERY_CODE_H
#define TAPEWATCH_QUERY_CODE_H

#include <regex.h>

#include "tapewatch/base/arena.h"
#include "tapewatch/query/query.h"

enum {
    QUERY_BYTES_MAX = 4096,
    QUERY_NESTING_MAX = 64,
    QUERY_STACK_MAX = 400, /* six waiting operands a level, and some */
    QUERY_STACK_USUAL = 12
};

enum op {
    OP_VALUE, OP_FIELD, OP_NOW,                       /* push one */
    OP_NEGATE, OP_ABS, OP_NOT, OP_KNOWN,              /* one to one */
    OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE,      /* two to one */
    OP_MIN, OP_MAX,
    OP_AND, OP_OR,
    OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
    OP_MATCH, OP_IN                                   /* one to one */
};

struct code {
    enum op op;
    unsigned count; /* OP_IN: texts */
    union {
        struct value value;        /* OP_VALUE; durations are times */
        const struct field *field; /* OP_FIELD */
        const regex_t *pattern;    /* OP_MATCH */
        const char *texts;         /* OP_IN: one after the other, with NULs */
    } of;
};

struct query {
    struct code *codes;
    size_t count, cap;
    size_t depth; /* most values on the stack at once */
    enum value_type type;
    struct arena memory; /* texts */
    regex_t **patterns;
    size_t pattern_count, pattern_cap;
};

#endif
