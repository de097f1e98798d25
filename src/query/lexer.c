/* SPDX-License-Identifier: MIT */
/* Cuts an expression into numbers, texts, names and signs. */
#include "lexer.h"

#include <stdbool.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static struct token bad(struct token t, const char *problem)
{
    t.kind = TOKEN_BAD;
    t.problem = problem;
    return t;
}

/* yyyy-mm-dd, recognised by its shape so that a wrong day is an error and
 * not a subtraction. */
static bool looks_like_date(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    size_t i;

    for (i = 0; shape[i]; i++)
        if (shape[i] == 'd' ? !is_digit(s[i]) : s[i] != '-')
            return false;
    return !is_digit(s[i]);
}

static struct token date_token(struct token t)
{
    t.kind = TOKEN_DATE;
    t.n = 10;
    if (!civil_parse_date(t.start, t.n, &t.date))
        return bad(t, "no such date");
    return t;
}

static struct token number_token(struct token t)
{
    size_t n = 0;

    if (looks_like_date(t.start))
        return date_token(t);
    while (is_digit(t.start[n]))
        n++;
    if (t.start[n] == '.' && is_digit(t.start[n + 1]))
        for (n++; is_digit(t.start[n]);)
            n++;
    while (is_letter(t.start[n]) || is_digit(t.start[n]))
        n++;
    t.n = n;
    t.kind = TOKEN_NUMBER;
    if (strchr("smhdw", t.start[n - 1])) {
        t.kind = TOKEN_DURATION;
        if (!format_parse_duration(t.start, n, &t.time))
            return bad(t, "not a duration: a whole number with s, m, h, d "
                          "or w");
    } else if (!format_parse_number(t.start, n, &t.number)) {
        return bad(t, "not a number: digits with K, M, B or T (or s, m, h, "
                      "d, w for a duration)");
    }
    if (t.start[n] == '%') {
        if (t.kind != TOKEN_NUMBER || is_letter(t.start[n - 1]))
            return bad(t, "% follows a plain number");
        t.kind = TOKEN_PERCENT;
        t.n++;
    }
    return t;
}

static struct token text_token(struct token t)
{
    const char *at = t.start + 1;

    while (*at && *at != '"')
        at += at[0] == '\\' && at[1] ? 2 : 1;
    t.kind = TOKEN_TEXT;
    t.n = (size_t)(at - t.start) + 1;
    if (!*at)
        return bad(t, "the text has no closing \"");
    return t;
}

static struct token name_token(struct token t)
{
    while (is_letter(t.start[t.n]) || is_digit(t.start[t.n]) ||
           (t.start[t.n] == '.' && is_letter(t.start[t.n + 1])))
        t.n++;
    t.kind = TOKEN_NAME;
    return t;
}

/* @chips, @ai-chips, @"AI & megacap" */
static struct token list_token(struct token t)
{
    const char *s = ++t.start;

    if (*s == '"') {
        t = text_token(t);
        t.kind = t.kind == TOKEN_BAD ? t.kind : TOKEN_LIST;
        return t;
    }
    while (is_letter(s[t.n]) || is_digit(s[t.n]) ||
           (t.n > 0 && strchr("-.", s[t.n]) && s[t.n] &&
            (is_letter(s[t.n + 1]) || is_digit(s[t.n + 1]))))
        t.n++;
    t.kind = TOKEN_LIST;
    return t.n > 0 ? t
                   : bad(t, "after @ stands a list: @chips or @\"AI & more\"");
}

struct token lexer_next(const char *at)
{
    struct token t = {.kind = TOKEN_END};

    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        at++;
    t.start = at;
    if (!*at)
        return t;
    if (is_digit(*at) || (*at == '.' && is_digit(at[1])))
        return number_token(t);
    if (*at == '"')
        return text_token(t);
    if (*at == '@')
        return list_token(t);
    if (is_letter(*at))
        return name_token(t);
    t.n = 1;
    t.kind = TOKEN_SIGN;
    if (strchr("=!<>", *at) && at[1] == '=')
        t.n = 2;
    else if (*at == '=')
        return bad(t, "one = means nothing here; write == to compare");
    else if (*at == '!')
        return bad(t, "write not or !=");
    else if (*at == '&' || *at == '|')
        return bad(t, "write and, or");
    else if (*at == '%')
        return bad(t, "% follows a number");
    else if (*at == '\'')
        return bad(t, "texts stand between \" and \"");
    else if (!strchr("<>~()+-*/,", *at))
        return bad(t, "this character means nothing here");
    return t;
}
