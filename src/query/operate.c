/* SPDX-License-Identifier: MIT */
/* What operators make of values: three-valued, unknown stays unknown. */
#include "operate.h"

#include <math.h>
#include <string.h>

#include "tapewatch/base/civil.h"

bool operate_is_number(struct value v)
{
    return v.type == VALUE_NUMBER || v.type == VALUE_PERCENT;
}

/* A date is its midnight in New York, whatever the machine's zone. */
static int64_t as_time(struct value v)
{
    return v.type == VALUE_DATE ? civil_from_new_york(v.of.date, 0, 0)
                                : v.of.time;
}

struct value operate_time(int64_t ms)
{
    return (struct value){.type = VALUE_TIME, .of.time = ms};
}

static struct value time_sum(enum op op, struct value a, struct value b)
{
    int64_t r;
    bool over = op == OP_ADD
                    ? __builtin_add_overflow(as_time(a), as_time(b), &r)
                    : __builtin_sub_overflow(as_time(a), as_time(b), &r);

    return over ? value_unknown() : operate_time(r);
}

static struct value arithmetic(enum op op, struct value a, struct value b)
{
    double x = a.of.number, y = b.of.number;

    if (a.type == VALUE_UNKNOWN || b.type == VALUE_UNKNOWN)
        return value_unknown();
    if (!operate_is_number(a))
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

struct value operate_logic(enum op op, struct value a, struct value b)
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
    if (operate_is_number(a))
        return (a.of.number > b.of.number) - (a.of.number < b.of.number);
    if (a.type == VALUE_TEXT)
        return strcmp(a.of.text, b.of.text);
    if (a.type == VALUE_BOOL)
        return a.of.truth - b.of.truth;
    if (a.type == VALUE_DATE && b.type == VALUE_DATE)
        return (a.of.date > b.of.date) - (a.of.date < b.of.date);
    return (as_time(a) > as_time(b)) - (as_time(a) < as_time(b));
}

bool operate_holds(enum op op, double a, double b)
{
    switch ((int)op) {
    case OP_EQ:
        return a == b;
    case OP_NE:
        return a != b;
    case OP_LT:
        return a < b;
    case OP_LE:
        return a <= b;
    case OP_GT:
        return a > b;
    }
    return a >= b;
}

struct value operate_compare(enum op op, struct value a, struct value b)
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
    return value_bool(operate_holds(op, o, 0));
}

struct value operate_one(enum op op, struct value v)
{
    if (op == OP_KNOWN)
        return value_bool(v.type != VALUE_UNKNOWN);
    if (v.type == VALUE_UNKNOWN)
        return v;
    switch ((int)op) {
    case OP_NEGATE:
        return operate_is_number(v)
                   ? value_number(-v.of.number)
                   : time_sum(OP_SUBTRACT, operate_time(0), v);
    case OP_ABS:
        return value_number(fabs(v.of.number));
    }
    return value_bool(!v.of.truth); /* OP_NOT */
}

struct value operate_two(enum op op, struct value a, struct value b)
{
    if (op == OP_AND || op == OP_OR)
        return operate_logic(op, a, b);
    if (op >= OP_EQ)
        return operate_compare(op, a, b);
    return arithmetic(op, a, b);
}
