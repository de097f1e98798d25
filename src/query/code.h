/*
 * A compiled expression: postfix instructions over a small stack of values.
 * Made by parser.c, run by eval.c.
 */
#ifndef TAPEWATCH_QUERY_CODE_H
#define TAPEWATCH_QUERY_CODE_H

#include "tapewatch/base/arena.h"
#include "tapewatch/query/query.h"

enum {
    QUERY_BYTES_MAX = 4096,
    QUERY_NESTING_MAX = 64,
    QUERY_STACK_MAX = 400, /* six waiting operands a level, and some */
    QUERY_STACK_USUAL = 12,
    QUERY_PREV_MAX = 4, /* prev() within each other */
    QUERY_PREV_STEPS = 300 /* what finding a previous close costs */
};

enum op {
    /* Push one. The tests are a field, abs() of it or not, compared with a
     * number: most of what rules ask, in one code. */
    OP_VALUE, OP_FIELD, OP_BASE_FIELD, OP_CALL, OP_TEST, OP_TEST_ABS, OP_NOW,
    OP_NEGATE, OP_ABS, OP_NOT, OP_KNOWN,              /* one to one */
    OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE,      /* two to one */
    OP_MIN, OP_MAX,
    OP_AND, OP_OR,
    OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
    OP_MATCH, OP_IN, OP_IN_LIST,                      /* one to one */
    /* Skips the next `count` codes when the value already settles it. */
    OP_AND_THEN, OP_OR_ELSE,
    /* Runs the next `count` codes at the previous close, which leaves one
     * value for OP_PREV, which then skips them, and two for OP_BOTH. */
    OP_PREV, OP_BOTH,
    OP_CROSSES_ABOVE, OP_CROSSES_BELOW                /* four to one */
};

struct call {
    const struct function *function;
    struct call_arguments arguments;
};

struct code {
    enum op op;
    unsigned count; /* OP_IN: texts; from OP_AND_THEN on: codes;
                       OP_TEST, OP_TEST_ABS: the comparison */
    union {
        struct value value;        /* OP_VALUE; durations are times */
        const struct field *field; /* OP_FIELD, OP_BASE_FIELD */
        const struct call *call;   /* OP_CALL */
        const struct pattern *pattern; /* OP_MATCH */
        struct {
            const struct field *field;
            double bound;
        } test;                    /* OP_TEST, OP_TEST_ABS */
        const char *texts;         /* OP_IN: one after the other, with NULs;
                                      OP_IN_LIST: the list's name */
    } of;
};

struct query {
    struct code *codes;
    size_t count, cap;
    size_t depth; /* most values on the stack at once */
    size_t steps;
    enum value_type type;
    /* The language's, for running. */
    const void *(*base)(const void *record);
    bool (*previous)(const void *record,
                     void (*then)(void *self, const void *record), void *self);
    enum truth (*in_list)(const void *record, const char *list,
                          const char *text);
    struct arena memory; /* texts, patterns, calls */
};

#endif
