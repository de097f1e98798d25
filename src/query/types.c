/* SPDX-License-Identifier: MIT */
/* Which operands fit together, and what comes out. */
#include <stdbool.h>
#include <stddef.h>

#include "parser.h"

const char *kind_name(enum kind k)
{
    static const char *const names[] = {
        [KIND_WRONG] = "nothing",        [KIND_NUMBER] = "a number",
        [KIND_PERCENT] = "a percentage", [KIND_PERCENT_UNIT] = "a percentage",
        [KIND_TEXT] = "a text",          [KIND_TIME] = "a time",
        [KIND_DATE] = "a date",          [KIND_DURATION] = "a duration",
        [KIND_BOOL] = "true or false",   [KIND_LIST] = "a list",
    };

    return names[k];
}

enum kind kind_of_field(enum value_type t)
{
    static const enum kind kinds[] = {
        [VALUE_UNKNOWN] = KIND_WRONG,   [VALUE_NUMBER] = KIND_NUMBER,
        [VALUE_PERCENT] = KIND_PERCENT, [VALUE_TEXT] = KIND_TEXT,
        [VALUE_TIME] = KIND_TIME,       [VALUE_DATE] = KIND_DATE,
        [VALUE_BOOL] = KIND_BOOL,       [VALUE_LIST] = KIND_LIST,
    };

    return kinds[t];
}

enum value_type kind_value(enum kind k)
{
    static const enum value_type types[] = {
        [KIND_WRONG] = VALUE_UNKNOWN,   [KIND_NUMBER] = VALUE_NUMBER,
        [KIND_PERCENT] = VALUE_PERCENT, [KIND_PERCENT_UNIT] = VALUE_PERCENT,
        [KIND_TEXT] = VALUE_TEXT,       [KIND_TIME] = VALUE_TIME,
        [KIND_DATE] = VALUE_DATE,       [KIND_DURATION] = VALUE_TIME,
        [KIND_BOOL] = VALUE_BOOL,       [KIND_LIST] = VALUE_LIST,
    };

    return types[k];
}

static bool is_numeric(enum kind k)
{
    return k == KIND_NUMBER || k == KIND_PERCENT || k == KIND_PERCENT_UNIT;
}

static bool is_moment(enum kind k)
{
    return k == KIND_TIME || k == KIND_DATE;
}

/* `%` is a mark of the unit, so the other side must have that unit. */
static bool unit_fits(enum kind a, enum kind b, const char **problem)
{
    if ((a == KIND_PERCENT_UNIT && b == KIND_NUMBER) ||
        (b == KIND_PERCENT_UNIT && a == KIND_NUMBER)) {
        *problem = "% belongs to percent fields only";
        return false;
    }
    return true;
}

static enum kind sum_of_numbers(enum kind a, enum kind b)
{
    if (a == KIND_PERCENT || b == KIND_PERCENT)
        return KIND_PERCENT;
    return a;
}

static enum kind sum_of_times(enum op op, enum kind a, enum kind b)
{
    if (a == KIND_DURATION && b == KIND_DURATION)
        return KIND_DURATION;
    if (is_moment(a) && b == KIND_DURATION)
        return KIND_TIME;
    if (op == OP_ADD && a == KIND_DURATION && is_moment(b))
        return KIND_TIME;
    if (op == OP_SUBTRACT && is_moment(a) && is_moment(b))
        return KIND_DURATION;
    return KIND_WRONG;
}

static enum kind sum(enum op op, enum kind a, enum kind b, const char **problem)
{
    enum kind k = KIND_WRONG;

    if (is_numeric(a) && is_numeric(b))
        return unit_fits(a, b, problem) ? sum_of_numbers(a, b) : KIND_WRONG;
    if (op == OP_ADD || op == OP_SUBTRACT)
        k = sum_of_times(op, a, b);
    if (k == KIND_WRONG)
        *problem = op == OP_ADD || op == OP_SUBTRACT
                       ? "cannot add or subtract"
                       : "min and max take numbers, not";
    return k;
}

static enum kind product(enum op op, enum kind a, enum kind b,
                         const char **problem)
{
    if (!is_numeric(a) || !is_numeric(b)) {
        *problem = "cannot multiply or divide";
        return KIND_WRONG;
    }
    if (a == KIND_PERCENT_UNIT || b == KIND_PERCENT_UNIT) {
        *problem = "% is for comparing and adding, not for factors";
        return KIND_WRONG;
    }
    if (op == OP_DIVIDE)
        return a == KIND_PERCENT && b == KIND_NUMBER ? KIND_PERCENT
                                                     : KIND_NUMBER;
    return a == b ? KIND_NUMBER : KIND_PERCENT;
}

static enum kind comparison(enum op op, enum kind a, enum kind b,
                            const char **problem)
{
    bool is_equality = op == OP_EQ || op == OP_NE;

    if (a == KIND_PERCENT_UNIT && b == KIND_PERCENT_UNIT) {
        *problem = "% belongs beside a percent field";
        return KIND_WRONG;
    }
    if (is_numeric(a) && is_numeric(b))
        return unit_fits(a, b, problem) ? KIND_BOOL : KIND_WRONG;
    if ((is_moment(a) && is_moment(b)) ||
        (a == KIND_DURATION && b == KIND_DURATION))
        return KIND_BOOL;
    if ((a == KIND_TEXT && b == KIND_TEXT) ||
        (a == KIND_LIST && b == KIND_TEXT) ||
        (a == KIND_TEXT && b == KIND_LIST) ||
        (a == KIND_BOOL && b == KIND_BOOL)) {
        if (is_equality)
            return KIND_BOOL;
        *problem = "has no order, only == and !=:";
        return KIND_WRONG;
    }
    *problem = "cannot compare";
    return KIND_WRONG;
}

enum kind kind_of_pair(enum op op, enum kind a, enum kind b,
                       const char **problem)
{
    if (op == OP_AND || op == OP_OR) {
        if (a == KIND_BOOL && b == KIND_BOOL)
            return KIND_BOOL;
        *problem = "and, or join conditions, not";
        return KIND_WRONG;
    }
    if (op >= OP_EQ)
        return comparison(op, a, b, problem);
    if (op == OP_MULTIPLY || op == OP_DIVIDE)
        return product(op, a, b, problem);
    return sum(op, a, b, problem);
}
