/*
 * What the parts of the compiler share: parser.c reads the grammar with a
 * cursor, calls.c what has brackets behind its name, names.c fields, tests.c
 * what follows ~ and in; types.c knows which operands fit together.
 */
#ifndef TAPEWATCH_QUERY_PARSER_H
#define TAPEWATCH_QUERY_PARSER_H

#include "code.h"
#include "lexer.h"

/* Static type of a part of an expression. */
enum kind {
    KIND_WRONG, /* an error has been noted */
    KIND_NUMBER,
    KIND_PERCENT,
    KIND_PERCENT_UNIT, /* written with %: only beside a percent field */
    KIND_TEXT,
    KIND_TIME,
    KIND_DATE,
    KIND_DURATION,
    KIND_BOOL,
    KIND_LIST
};

const char *kind_name(enum kind k); /* "a number" */
enum kind kind_of_field(enum value_type t);
enum value_type kind_value(enum kind k);

/* The result of `a op b`; KIND_WRONG with a sentence in *problem. */
enum kind kind_of_pair(enum op op, enum kind a, enum kind b,
                       const char **problem);

/* Where the reading is, and what has been written. */
struct cursor {
    const char *text;
    struct token token; /* the next one, not yet used */
    const struct language *language;
    struct query *query;
    size_t depth;  /* values on the stack after the code so far */
    size_t sealed; /* codes that stay as they are: others count them */
    int nesting, prevs; /* how deep in brackets, in prev() */
    enum err err;  /* of the first error */
    struct why *why;
    const char *wrong; /* its place in the text */
};

/* Notes the first error at `place`; returns KIND_WRONG. */
enum kind cursor_fail(struct cursor *p, const char *place,
                      const char *message);
void cursor_advance(struct cursor *p);
bool cursor_is_sign(const struct cursor *p, const char *sign);
bool cursor_is_word(const struct cursor *p, const char *word);
bool cursor_take_sign(struct cursor *p, const char *sign);
bool cursor_need_sign(struct cursor *p, const char *sign); /* or fails */
/* One level deeper, or fails; the caller takes it back from `nesting`. */
bool cursor_enter(struct cursor *p);

/* False, with an error at `place`, when the expression costs too much. */
bool cursor_spend(struct cursor *p, const char *place, size_t steps);
void cursor_emit(struct cursor *p, struct code c);
/* Sets the count of the code at `at` to all that came after it. */
void cursor_count(struct cursor *p, size_t at);
/* Emits a value for the token and goes on; returns k. */
enum kind cursor_emit_value(struct cursor *p, struct value v, enum kind k);
/* Emits `op` on two operands of these kinds, or fails at `place`. */
enum kind cursor_emit_pair(struct cursor *p, enum op op, const char *place,
                           const enum kind kinds[2]);
/* Makes the number that the last code is negative; false when it is none. */
bool cursor_negate_value(struct cursor *p);
/* The name token as a string; "" when it is too long for any name. */
void cursor_name(const struct cursor *p, char out[64]);
/* The text token without its quotes and the \ before a quote. */
const char *cursor_text(struct cursor *p);

enum { CANDIDATES_MAX = 200 };
/* Fails with "unknown KIND WORD; did you mean X?". */
enum kind cursor_fail_unknown(struct cursor *p, const char *kind,
                              const char *const *candidates, size_t n);

/* ---- one function a part of the grammar */
enum kind parser_expression(struct cursor *p);
/* A function, when the name before ( is one; false when it is none. */
bool parser_call(struct cursor *p, enum kind *out);
enum kind parser_field(struct cursor *p);
/* The text token as a pattern; NULL with a sentence in *problem. */
const struct pattern *parser_pattern(struct cursor *p, const char **problem);
/* `~` or `in` behind a value of this kind. */
enum kind parser_text_test(struct cursor *p, enum kind left);

#endif
