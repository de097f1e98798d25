/* SPDX-License-Identifier: MIT */
/* Reads an expression, checks its types and writes postfix code.
 *
 * or < and < not < comparison < + - < * / < unary -, one function each. Every
 * function returns the kind of what it read; KIND_WRONG means that the first
 * error has been noted and nothing more is read. */
#include "parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"

enum { NAMES_MAX = 128 };

static enum kind parse_or(struct cursor *p);
static enum kind parse_unary(struct cursor *p);

static enum kind unknown_name(struct cursor *p)
{
    const char *names[NAMES_MAX];
    char word[64], text[120];
    size_t n = 0;
    const char *near;

    (void)snprintf(word, sizeof word, "%.*s",
                   (int)(p->token.n < 32 ? p->token.n : 32), p->token.start);
    while (n < p->field_count && n < NAMES_MAX) {
        names[n] = p->fields[n].name;
        n++;
    }
    near = ini_nearest(word, names, n);
    if (near)
        (void)snprintf(text, sizeof text, "unknown field %s; did you mean %s?",
                       word, near);
    else
        (void)snprintf(text, sizeof text, "unknown field %s", word);
    return cursor_fail(p, p->token.start, text);
}

static enum kind parse_field(struct cursor *p)
{
    char name[64];
    const struct field *f = NULL;

    if (p->token.n < sizeof name) {
        memcpy(name, p->token.start, p->token.n);
        name[p->token.n] = '\0';
        f = field_find(p->fields, p->field_count, name);
    }
    if (!f)
        return unknown_name(p);
    cursor_emit(p, (struct code){.op = OP_FIELD, .of.field = f});
    cursor_advance(p);
    return kind_of_field(f->type);
}

/* abs(x), known(x), min(x, y, ...), max(x, y, ...) */
static enum kind parse_call(struct cursor *p, enum op op)
{
    const char *place = p->token.start;
    enum kind k, kinds[2];
    unsigned count = 1;

    cursor_advance(p);
    if (!cursor_need_sign(p, "(") || !cursor_enter(p))
        return KIND_WRONG;
    k = parse_or(p);
    p->nesting--;
    while (k != KIND_WRONG && (op == OP_MIN || op == OP_MAX) &&
           cursor_take_sign(p, ",")) {
        kinds[0] = k;
        kinds[1] = parse_or(p);
        k = cursor_emit_pair(p, op, place, kinds);
        count++;
    }
    if (k == KIND_WRONG || !cursor_need_sign(p, ")"))
        return KIND_WRONG;
    if (op == OP_MIN || op == OP_MAX)
        return count > 1 ? k
                         : cursor_fail(p, place,
                                       "min and max compare at least "
                                       "two numbers");
    cursor_emit(p, (struct code){.op = op});
    if (op == OP_KNOWN)
        return KIND_BOOL;
    if (k != KIND_NUMBER && k != KIND_PERCENT && k != KIND_PERCENT_UNIT)
        return cursor_fail(p, place, "abs takes a number");
    return k;
}

static enum kind parse_name(struct cursor *p)
{
    static const struct {
        const char *name;
        enum op op;
    } calls[] = {
        {"abs", OP_ABS},
        {"min", OP_MIN},
        {"max", OP_MAX},
        {"known", OP_KNOWN},
    };

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (cursor_is_word(p, calls[i].name))
            return parse_call(p, calls[i].op);
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
    return parse_field(p);
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
    case TOKEN_END:
    case TOKEN_BAD:
    case TOKEN_SIGN:
        break;
    }
    if (!cursor_take_sign(p, "("))
        return cursor_fail(p, p->token.start, "here a value is missing");
    if (!cursor_enter(p))
        return KIND_WRONG;
    k = parse_or(p);
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

/* ~ "pattern", after the left side. */
static enum kind parse_match(struct cursor *p)
{
    struct query *q = p->query;
    const char *problem;
    regex_t *r;

    if (p->token.kind != TOKEN_TEXT)
        return cursor_fail(p, p->token.start, "~ takes a pattern in quotes");
    r = pattern_compile(cursor_text(p), &problem);
    if (!r)
        return cursor_fail(p, p->token.start, problem);
    q->patterns = mem_room(q->patterns, q->pattern_count, &q->pattern_cap,
                           sizeof *q->patterns);
    q->patterns[q->pattern_count++] = r;
    cursor_emit(p, (struct code){.op = OP_MATCH, .of.pattern = r});
    cursor_advance(p);
    return KIND_BOOL;
}

/* in ("A", "B"), after the left side. */
static enum kind parse_in(struct cursor *p)
{
    struct code c = {.op = OP_IN};
    struct strbuf texts = {0};
    char *kept;

    if (!cursor_need_sign(p, "("))
        return KIND_WRONG;
    do {
        const char *text;

        if (p->token.kind != TOKEN_TEXT) {
            strbuf_done(&texts);
            return cursor_fail(p, p->token.start, "in takes texts in quotes");
        }
        text = cursor_text(p);
        strbuf_add_n(&texts, text, strlen(text) + 1);
        c.count++;
        cursor_advance(p);
    } while (cursor_take_sign(p, ","));
    kept = arena_new(&p->query->memory, texts.len);
    memcpy(kept, texts.text, texts.len);
    strbuf_done(&texts);
    c.of.texts = kept;
    cursor_emit(p, c);
    return cursor_need_sign(p, ")") ? KIND_BOOL : KIND_WRONG;
}

static enum kind parse_text_test(struct cursor *p, enum kind left)
{
    bool is_match = cursor_is_sign(p, "~");

    if (left != KIND_TEXT && left != KIND_LIST)
        return cursor_fail(
            p, p->token.start,
            "the left side of ~ and in must be a text or a list");
    cursor_advance(p);
    return is_match ? parse_match(p) : parse_in(p);
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
        k = parse_text_test(p, k);
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

        cursor_advance(p);
        kinds[1] = operand(p);
        kinds[0] = cursor_emit_pair(p, op, place, kinds);
    }
    return kinds[0];
}

static enum kind parse_and(struct cursor *p)
{
    return parse_words(p, "and", OP_AND, parse_not);
}

static enum kind parse_or(struct cursor *p)
{
    return parse_words(p, "or", OP_OR, parse_and);
}

enum err query_compile(const char *text, const struct field *fields, size_t n,
                       struct query **out, struct why *why)
{
    struct cursor p = {
        .text = text, .fields = fields, .field_count = n, .why = why};
    enum kind k;

    if (strnlen(text, QUERY_BYTES_MAX + 1) > QUERY_BYTES_MAX)
        return why_set(why, ERR_TOO_BIG,
                       "the expression is longer than 4096 bytes");
    p.query = mem_new(1, sizeof *p.query);
    p.token = (struct token){.start = text};
    cursor_advance(&p);
    k = parse_or(&p);
    if (k != KIND_WRONG && p.token.kind != TOKEN_END)
        (void)cursor_fail(&p, p.token.start, "here an operator is missing");
    if (p.err != ERR_OK) {
        query_free(p.query);
        return p.err;
    }
    p.query->type = kind_value(k);
    *out = p.query;
    return ERR_OK;
}

void query_free(struct query *q)
{
    if (!q)
        return;
    for (size_t i = 0; i < q->pattern_count; i++)
        pattern_free(q->patterns[i]);
    free(q->patterns);
    free(q->codes);
    arena_done(&q->memory);
    free(q);
}
