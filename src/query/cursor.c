/* SPDX-License-Identifier: MIT */
/* The compiler's cursor: the token ahead, errors with their place, code out. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "explain.h"
#include "parser.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"

enum kind cursor_fail(struct cursor *p, const char *place, const char *message)
{
    if (p->err == ERR_OK) {
        p->wrong = place;
        p->err = explain(p->why, ERR_SYNTAX, p->text, place, message);
    }
    return KIND_WRONG;
}

/* Says "message A and B", with the kinds that do not fit. */
static enum kind fail_pair(struct cursor *p, const char *place,
                           const char *message, const enum kind kinds[2])
{
    char text[100];

    if (message[0] == '%')
        return cursor_fail(p, place, message);
    (void)snprintf(text, sizeof text, "%s %s and %s", message,
                   kind_name(kinds[0]), kind_name(kinds[1]));
    return cursor_fail(p, place, text);
}

void cursor_advance(struct cursor *p)
{
    p->token = lexer_next(p->token.start + p->token.n);
    if (p->token.kind == TOKEN_BAD)
        (void)cursor_fail(p, p->token.start, p->token.problem);
}

bool cursor_is_sign(const struct cursor *p, const char *sign)
{
    return p->token.kind == TOKEN_SIGN && p->token.n == strlen(sign) &&
           memcmp(p->token.start, sign, p->token.n) == 0;
}

bool cursor_is_word(const struct cursor *p, const char *word)
{
    return p->token.kind == TOKEN_NAME && p->token.n == strlen(word) &&
           memcmp(p->token.start, word, p->token.n) == 0;
}

bool cursor_take_sign(struct cursor *p, const char *sign)
{
    if (!cursor_is_sign(p, sign))
        return false;
    cursor_advance(p);
    return true;
}

bool cursor_need_sign(struct cursor *p, const char *sign)
{
    char text[40];

    if (cursor_take_sign(p, sign))
        return true;
    (void)snprintf(text, sizeof text, "here a %s is missing", sign);
    (void)cursor_fail(p, p->token.start, text);
    return false;
}

/* Notes an error when expressions stand too deep within each other. */
bool cursor_enter(struct cursor *p)
{
    if (++p->nesting <= QUERY_NESTING_MAX)
        return true;
    (void)cursor_fail(p, p->token.start,
                      "more than 64 levels within each other");
    p->err = ERR_TOO_BIG;
    return false;
}

bool cursor_spend(struct cursor *p, const char *place, size_t steps)
{
    p->query->steps += steps;
    if (p->query->steps <= QUERY_STEPS_MAX)
        return true;
    if (p->err == ERR_OK) {
        (void)cursor_fail(p, place, "up to here it costs more than one "
                          "evaluation may");
        p->err = ERR_TOO_BIG;
    }
    return false;
}

/* How many values more than before are on the stack. */
static int effect_of(enum op op)
{
    if (op <= OP_NOW)
        return 1;
    if (op <= OP_KNOWN || (op >= OP_MATCH && op <= OP_PREV))
        return 0;
    if (op == OP_BOTH)
        return 2;
    return op > OP_BOTH ? -3 : -1;
}

void cursor_emit(struct cursor *p, struct code c)
{
    struct query *q = p->query;

    q->codes = mem_room(q->codes, q->count, &q->cap, sizeof *q->codes);
    q->codes[q->count++] = c;
    q->steps++;
    p->depth = (size_t)((ptrdiff_t)p->depth + effect_of(c.op));
    if (p->depth > q->depth)
        q->depth = p->depth;
    assert(q->depth <= QUERY_STACK_MAX);
}

void cursor_count(struct cursor *p, size_t at)
{
    p->query->codes[at].count = (unsigned)(p->query->count - at - 1);
    p->sealed = p->query->count;
}

/* Makes one code of `field number` or `field abs number` and the comparison;
 * false when the last codes are others, or counted by one before them. */
static bool emit_test(struct cursor *p, enum op op)
{
    struct query *q = p->query;
    const struct code *c = q->codes + q->count;
    size_t n = q->count - p->sealed;
    bool is_abs = n >= 3 && c[-2].op == OP_ABS;
    struct code test = {.op = is_abs ? OP_TEST_ABS : OP_TEST, .count = op};

    if (n < 2 || op < OP_EQ || c[-1].op != OP_VALUE ||
        c[-1].of.value.type != VALUE_NUMBER ||
        c[is_abs ? -3 : -2].op != OP_FIELD)
        return false;
    test.of.test.field = c[is_abs ? -3 : -2].of.field;
    test.of.test.bound = c[-1].of.value.of.number;
    q->count -= is_abs ? 3 : 2;
    p->depth -= 2;
    cursor_emit(p, test);
    return true;
}

bool cursor_negate_value(struct cursor *p)
{
    struct query *q = p->query;
    struct code *last = q->count > p->sealed ? &q->codes[q->count - 1] : NULL;

    if (!last || last->op != OP_VALUE || last->of.value.type != VALUE_NUMBER)
        return false;
    last->of.value.of.number = -last->of.value.of.number;
    return true;
}

enum kind cursor_emit_value(struct cursor *p, struct value v, enum kind k)
{
    cursor_emit(p, (struct code){.op = OP_VALUE, .of.value = v});
    cursor_advance(p);
    return k;
}

enum kind cursor_emit_pair(struct cursor *p, enum op op, const char *place,
                           const enum kind kinds[2])
{
    const char *problem = NULL;
    enum kind k;

    if (kinds[0] == KIND_WRONG || kinds[1] == KIND_WRONG)
        return KIND_WRONG;
    k = kind_of_pair(op, kinds[0], kinds[1], &problem);
    if (k == KIND_WRONG)
        return fail_pair(p, place, problem, kinds);
    if (!emit_test(p, op))
        cursor_emit(p, (struct code){.op = op});
    return k;
}

void cursor_name(const struct cursor *p, char out[64])
{
    size_t n = p->token.n < 64 ? p->token.n : 0;

    memcpy(out, p->token.start, n);
    out[n] = '\0';
}

enum kind cursor_fail_unknown(struct cursor *p, const char *kind,
                              const char *const *candidates, size_t n)
{
    int shown = (int)(p->token.n < 32 ? p->token.n : 32);
    char word[64], text[120];
    const char *near;

    (void)snprintf(word, sizeof word, "%.*s", shown, p->token.start);
    near = ini_nearest(word, candidates, n);
    if (near)
        (void)snprintf(text, sizeof text, "unknown %s %s; did you mean %s?",
                       kind, word, near);
    else
        (void)snprintf(text, sizeof text, "unknown %s %s", kind, word);
    return cursor_fail(p, p->token.start, text);
}

const char *cursor_text(struct cursor *p)
{
    const char *s = p->token.start + 1;
    const char *end = p->token.start + p->token.n - 1;
    char *out = arena_new(&p->query->memory, (size_t)(end - s) + 1);
    size_t n = 0;

    while (s < end) {
        if (s[0] == '\\' && s + 1 < end && s[1] == '"')
            s++;
        out[n++] = *s++;
    }
    out[n] = '\0';
    return out;
}
