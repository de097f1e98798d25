/* SPDX-License-Identifier: MIT */
/* Reads an expression, checks its types and writes postfix code.
 *
 * or < and < not < comparison < + - < * / < unary -, one function each. Every
 * function returns the kind of what it read; KIND_WRONG means that the first
 * error has been noted and nothing more is read. */
#include "parser.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

static enum kind parse_unary(struct cursor *p);

static enum kind parse_name(struct cursor *p)
{
    enum kind k;

    if (cursor_is_word(p, "now")) {
        cursor_emit(p, (struct code){.op = OP_NOW});
        cursor_advance(p);
        return KIND_TIME;
    }
    if (cursor_is_word(p, "true") || cursor_is_word(p, "false"))
        return cursor_emit_value(p, value_bool(cursor_is_word(p, "true")),
                                 KIND_BOOL);
    if (cursor_is_word(p, "and") || cursor_is_word(p, "or") ||
        cursor_is_word(p, "in") || cursor_is_word(p, "not"))
        return cursor_fail(p, p->token.start, "here a value is missing");
    return parser_call(p, &k) ? k : parser_field(p);
}

static enum kind parse_primary(struct cursor *p)
{
    struct value v = {.type = VALUE_NUMBER, .of.number = p->token.number};
    enum kind k;

    switch (p->token.kind) {
    case TOKEN_NUMBER:
        return cursor_emit_value(p, v, KIND_NUMBER);
    case TOKEN_PERCENT:
        return cursor_emit_value(p, v, KIND_PERCENT_UNIT);
    case TOKEN_DURATION:
        v = (struct value){.type = VALUE_TIME, .of.time = p->token.time};
        return cursor_emit_value(p, v, KIND_DURATION);
    case TOKEN_DATE:
        return cursor_emit_value(p, value_date(p->token.date), KIND_DATE);
    case TOKEN_TEXT:
        v = (struct value){.type = VALUE_TEXT, .of.text = cursor_text(p)};
        return cursor_emit_value(p, v, KIND_TEXT);
    case TOKEN_NAME:
        return parse_name(p);
    case TOKEN_LIST:
        return cursor_fail(p, p->token.start,
                           "a list stands behind in: symbol in @chips");
    case TOKEN_END:
    case TOKEN_BAD:
    case TOKEN_SIGN:
        break;
    }
    if (!cursor_take_sign(p, "("))
        return cursor_fail(p, p->token.start, "here a value is missing");
    if (!cursor_enter(p))
        return KIND_WRONG;
    k = parser_expression(p);
    p->nesting--;
    return k != KIND_WRONG && cursor_need_sign(p, ")") ? k : KIND_WRONG;
}

static enum kind parse_unary(struct cursor *p)
{
    const char *place = p->token.start;
    enum kind k;

    if (!cursor_is_sign(p, "-"))
        return parse_primary(p);
    cursor_advance(p);
    if (!cursor_enter(p))
        return KIND_WRONG;
    k = parse_unary(p);
    p->nesting--;
    if (k == KIND_WRONG)
        return k;
    if (k > KIND_PERCENT_UNIT && k != KIND_DURATION)
        return cursor_fail(p, place, "only a number can be negative");
    if (!cursor_negate_value(p))
        cursor_emit(p, (struct code){.op = OP_NEGATE});
    return k;
}

struct sign_op {
    const char *sign;
    enum op op;
};

/* left (sign right)*, for the signs of one level. */
static enum kind parse_chain(struct cursor *p,
                             enum kind (*operand)(struct cursor *),
                             const struct sign_op ops[2])
{
    enum kind kinds[2] = {operand(p), KIND_WRONG};

    while (kinds[0] != KIND_WRONG) {
        const char *place = p->token.start;
        enum op op = cursor_is_sign(p, ops[0].sign) ? ops[0].op : ops[1].op;

        if (!cursor_is_sign(p, ops[0].sign) && !cursor_is_sign(p, ops[1].sign))
            break;
        cursor_advance(p);
        kinds[1] = operand(p);
        kinds[0] = cursor_emit_pair(p, op, place, kinds);
    }
    return kinds[0];
}

static enum kind parse_product(struct cursor *p)
{
    static const struct sign_op ops[] = {{"*", OP_MULTIPLY}, {"/", OP_DIVIDE}};

    return parse_chain(p, parse_unary, ops);
}

static enum kind parse_sum(struct cursor *p)
{
    static const struct sign_op ops[] = {{"+", OP_ADD}, {"-", OP_SUBTRACT}};

    return parse_chain(p, parse_product, ops);
}

static bool comparison_op(const struct cursor *p, enum op *out)
{
    static const struct sign_op ops[] = {
        {"==", OP_EQ}, {"!=", OP_NE}, {"<", OP_LT},
        {"<=", OP_LE}, {">", OP_GT},  {">=", OP_GE},
    };

    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (cursor_is_sign(p, ops[i].sign)) {
            *out = ops[i].op;
            return true;
        }
    }
    return false;
}

static enum kind parse_comparison(struct cursor *p)
{
    enum kind kinds[2] = {parse_sum(p), KIND_WRONG};
    const char *place = p->token.start;
    enum kind k = kinds[0];
    enum op op;

    if (k == KIND_WRONG)
        return k;
    if (cursor_is_sign(p, "~") || cursor_is_word(p, "in")) {
        k = parser_text_test(p, k);
    } else if (comparison_op(p, &op)) {
        cursor_advance(p);
        kinds[1] = parse_sum(p);
        k = cursor_emit_pair(p, op, place, kinds);
    } else {
        return k;
    }
    if (k != KIND_WRONG && (comparison_op(p, &op) || cursor_is_sign(p, "~") ||
                            cursor_is_word(p, "in")))
        return cursor_fail(p, p->token.start,
                           "comparisons do not chain; join two with and");
    return k;
}

static enum kind parse_not(struct cursor *p)
{
    const char *place = p->token.start;
    enum kind k;

    if (!cursor_is_word(p, "not"))
        return parse_comparison(p);
    cursor_advance(p);
    if (!cursor_enter(p))
        return KIND_WRONG;
    k = parse_not(p);
    p->nesting--;
    if (k == KIND_WRONG)
        return k;
    if (k != KIND_BOOL)
        return cursor_fail(p, place, "not takes a condition");
    cursor_emit(p, (struct code){.op = OP_NOT});
    return k;
}

static enum kind parse_words(struct cursor *p, const char *word, enum op op,
                             enum kind (*operand)(struct cursor *))
{
    enum kind kinds[2] = {operand(p), KIND_WRONG};

    while (kinds[0] != KIND_WRONG && cursor_is_word(p, word)) {
        const char *place = p->token.start;
        size_t at = p->query->count;

        cursor_emit(p, (struct code){.op = op == OP_AND ? OP_AND_THEN
                                                        : OP_OR_ELSE});
        cursor_advance(p);
        kinds[1] = operand(p);
        kinds[0] = cursor_emit_pair(p, op, place, kinds);
        cursor_count(p, at);
    }
    return kinds[0];
}

static enum kind parse_and(struct cursor *p)
{
    return parse_words(p, "and", OP_AND, parse_not);
}

enum kind parser_expression(struct cursor *p)
{
    return parse_words(p, "or", OP_OR, parse_and);
}

static void take_language(struct query *q, const struct language *l)
{
    q->base = l->base;
    q->previous = l->previous;
    q->in_list = l->in_list;
}

enum err query_compile_in(const char *text, const struct language *language,
                          struct query **out, struct why *why)
{
    const char *wrong;

    return query_compile_at(text, language, out, &wrong, why);
}

enum err query_compile_at(const char *text, const struct language *language,
                          struct query **out, const char **wrong,
                          struct why *why)
{
    struct cursor p = {.text = text, .language = language, .why = why};
    enum kind k;

    *wrong = text;
    if (strnlen(text, QUERY_BYTES_MAX + 1) > QUERY_BYTES_MAX)
        return why_set(why, ERR_TOO_BIG,
                       "the expression is longer than 4096 bytes");
    p.query = mem_new(1, sizeof *p.query);
    take_language(p.query, language);
    p.token = (struct token){.start = text};
    cursor_advance(&p);
    k = parser_expression(&p);
    if (k != KIND_WRONG && p.token.kind != TOKEN_END)
        (void)cursor_fail(&p, p.token.start, "here an operator is missing");
    if (p.err != ERR_OK) {
        *wrong = p.wrong;
        query_free(p.query);
        return p.err;
    }
    p.query->type = kind_value(k);
    *out = p.query;
    return ERR_OK;
}

enum err query_compile(const char *text, const struct field *fields, size_t n,
                       struct query **out, struct why *why)
{
    struct language plain = {.fields = fields, .field_count = n};

    return query_compile_in(text, &plain, out, why);
}

void query_free(struct query *q)
{
    if (!q)
        return;
    free(q->codes);
    arena_done(&q->memory);
    free(q);
}
