/*
 * The words of an expression.
 */
#ifndef TAPEWATCH_QUERY_LEXER_H
#define TAPEWATCH_QUERY_LEXER_H

#include <stddef.h>
#include <stdint.h>

enum token_kind {
    TOKEN_END,
    TOKEN_BAD,      /* `problem` says what is wrong */
    TOKEN_NUMBER,   /* number */
    TOKEN_PERCENT,  /* number, with % */
    TOKEN_DURATION, /* time, ms */
    TOKEN_DATE,     /* date */
    TOKEN_TEXT,     /* between the quotes */
    TOKEN_LIST,     /* @name or @"name": the name with its quotes */
    TOKEN_NAME,     /* a field, function or word of the language */
    TOKEN_SIGN      /* one of the operators, brackets and the comma */
};

struct token {
    enum token_kind kind;
    const char *start;
    size_t n;
    double number;
    int64_t time;
    int32_t date;
    const char *problem;
};

/* The token at or after `at`; the text is NUL-terminated. */
struct token lexer_next(const char *at);

#endif
