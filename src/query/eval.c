/* SPDX-License-Identifier: MIT */
/* Runs a compiled expression: no allocation, three-valued logic. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "code.h"
#include "tapewatch/base/civil.h"

static bool is_number(struct value v)
{
    return v.type == VALUE_NUMBER || v.type == VALUE_PERCENT;
}

/* A field that does not keep to its type counts as unknown. */
static struct value load(const struct field *f, const void *record)
{
    struct value v = f->get(record);
    struct value expected = {.type = f->type};

    if (v.type == VALUE_UNKNOWN)
        return v;
    if (is_number(v) && is_number(expected))
        return value_number(v.of.number);
    return v.type == f->type ? v : value_unknown();
}

/* A date is its midnight in New York, whatever the machine's zone. */
static int64_t as_time(struct value v)
{
    return v.type == VALUE_DATE ? civil_from_new_york(v.of.date, 0, 0)
                                : v.of.time;
}

/* Unlike value_time(): the difference of two times may well be 0. */
static struct value time_of(int64_t ms)
{
    return (struct value){.type = VALUE_TIME, .of.time = ms};
}

static struct value time_sum(enum op op, struct value a, struct value b)
{
    int64_t r;
    bool over = op == OP_ADD
                    ? __builtin_add_overflow(as_time(a), as_time(b), &r)
                    : __builtin_sub_overflow(as_time(a), as_time(b), &r);

    return over ? value_unknown() : time_of(r);
}

static struct value arithmetic(enum op op, struct value a, struct value b)
{
    double x = a.of.number, y = b.of.number;

    if (a.type == VALUE_UNKNOWN || b.type == VALUE_UNKNOWN)
        return value_unknown();
    if (!is_number(a))
        return time_sum(op, a, b);
    switch ((int)op) {
    case OP_ADD:
        return value_number(x + y);
    case OP_SUBTRACT:
        return value_number(x - y);
    case OP_MULTIPLY:
        return value_number(x * y);
    case OP_MIN:
        return value_number(x < y ? x : y);
    case OP_MAX:
        return value_number(x > y ? x : y);
    }
    return y == 0 ? value_unknown() : value_number(x / y);
}

static struct value logic(enum op op, struct value a, struct value b)
{
    bool decides = op == OP_OR; /* the operand that settles it alone */
    bool a_known = a.type == VALUE_BOOL, b_known = b.type == VALUE_BOOL;

    if ((a_known && a.of.truth == decides) ||
        (b_known && b.of.truth == decides))
        return value_bool(decides);
    if (!a_known || !b_known)
        return value_unknown();
    return value_bool(!decides);
}

static bool list_has(struct value list, const char *text)
{
    for (size_t i = 0; i < list.of.list.count; i++)
        if (strcmp(list.of.list.first + i * list.of.list.stride, text) == 0)
            return true;
    return false;
}

/* -1, 0, 1; for == and != of texts only 0 counts. */
static int order(struct value a, struct value b)
{
    if (is_number(a))
        return (a.of.number > b.of.number) - (a.of.number < b.of.number);
    if (a.type == VALUE_TEXT)
        return strcmp(a.of.text, b.of.text);
    if (a.type == VALUE_BOOL)
        return a.of.truth - b.of.truth;
    if (a.type == VALUE_DATE && b.type == VALUE_DATE)
        return (a.of.date > b.of.date) - (a.of.date < b.of.date);
    return (as_time(a) > as_time(b)) - (as_time(a) < as_time(b));
}

static struct value compare(enum op op, struct value a, struct value b)
{
    int o;

    if (a.type == VALUE_UNKNOWN || b.type == VALUE_UNKNOWN)
        return value_unknown();
    if (a.type == VALUE_LIST)
        o = !list_has(a, b.of.text);
    else if (b.type == VALUE_LIST)
        o = !list_has(b, a.of.text);
    else
        o = order(a, b);
    switch ((int)op) {
    case OP_EQ:
        return value_bool(o == 0);
    case OP_NE:
        return value_bool(o != 0);
    case OP_LT:
        return value_bool(o < 0);
    case OP_LE:
        return value_bool(o <= 0);
    case OP_GT:
        return value_bool(o > 0);
    }
    return value_bool(o >= 0);
}

static bool text_matches(const struct code *c, const char *text)
{
    const char *at = c->of.texts;

    if (c->op == OP_MATCH)
        return regexec(c->of.pattern, text, 0, NULL, 0) == 0;
    for (unsigned i = 0; i < c->count; i++, at += strlen(at) + 1)
        if (strcmp(at, text) == 0)
            return true;
    return false;
}

/* `~` and `in`; on a list any element will do. */
static struct value match(const struct code *c, struct value v)
{
    if (v.type == VALUE_TEXT)
        return value_bool(text_matches(c, v.of.text));
    if (v.type != VALUE_LIST)
        return value_unknown();
    for (size_t i = 0; i < v.of.list.count; i++)
        if (text_matches(c, v.of.list.first + i * v.of.list.stride))
            return value_bool(true);
    return value_bool(false);
}

static struct value one_operand(const struct code *c, struct value v)
{
    if (c->op == OP_KNOWN)
        return value_bool(v.type != VALUE_UNKNOWN);
    if (v.type == VALUE_UNKNOWN)
        return v;
    switch ((int)c->op) {
    case OP_NEGATE:
        return is_number(v) ? value_number(-v.of.number)
                            : time_sum(OP_SUBTRACT, time_of(0), v);
    case OP_ABS:
        return value_number(fabs(v.of.number));
    case OP_NOT:
        return value_bool(!v.of.truth);
    }
    return match(c, v);
}

static struct value two_operands(enum op op, struct value a, struct value b)
{
    if (op == OP_AND || op == OP_OR)
        return logic(op, a, b);
    if (op >= OP_EQ)
        return compare(op, a, b);
    return arithmetic(op, a, b);
}

static struct value run(const struct query *q, const void *record,
                        int64_t now_ms, struct value *stack)
{
    size_t top = 0; /* how many there are; the compiler checked the most */

    for (size_t i = 0; i < q->count; i++) {
        const struct code *c = &q->codes[i];

        if (c->op == OP_VALUE) {
            stack[top++] = c->of.value;
        } else if (c->op == OP_FIELD) {
            stack[top++] = load(c->of.field, record);
        } else if (c->op == OP_NOW) {
            stack[top++] = time_of(now_ms);
        } else if (c->op <= OP_KNOWN || c->op >= OP_MATCH) {
            stack[top - 1] = one_operand(c, stack[top - 1]);
        } else {
            top--;
            stack[top - 1] = two_operands(c->op, stack[top - 1], stack[top]);
        }
    }
    assert(top == 1);
    return stack[0];
}

/* Apart, so that usual expressions do not pay for clearing a large frame. */
static __attribute__((noinline)) struct value
run_deep(const struct query *q, const void *record, int64_t now_ms)
{
    struct value stack[QUERY_STACK_MAX];

    return run(q, record, now_ms, stack);
}

struct value query_value(const struct query *q, const void *record,
                         int64_t now_ms)
{
    struct value stack[QUERY_STACK_USUAL];

    if (q->depth > QUERY_STACK_USUAL)
        return run_deep(q, record, now_ms);
    return run(q, record, now_ms, stack);
}

enum truth query_truth(const struct query *q, const void *record,
                       int64_t now_ms)
{
    struct value v = query_value(q, record, now_ms);

    if (v.type != VALUE_BOOL)
        return TRUTH_UNKNOWN;
    return v.of.truth ? TRUTH_TRUE : TRUTH_FALSE;
}

enum value_type query_type(const struct query *q)
{
    return q->type;
}

bool query_uses(const struct query *q, const char *prefix)
{
    for (size_t i = 0; i < q->count; i++)
        if (q->codes[i].op == OP_FIELD &&
            strncmp(q->codes[i].of.field->name, prefix, strlen(prefix)) == 0)
            return true;
    return false;
}
