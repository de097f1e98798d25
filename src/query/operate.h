/*
 * Operators on values, for eval.c: three-valued, what is unknown stays so
 * unless the other operand settles it.
 */
#ifndef TAPEWATCH_QUERY_OPERATE_H
#define TAPEWATCH_QUERY_OPERATE_H

#include "code.h"

bool operate_is_number(struct value v); /* or a percentage */
/* Unlike value_time(): the difference of two times may well be 0. */
struct value operate_time(int64_t ms);

struct value operate_logic(enum op op, struct value a, struct value b);
/* OP_EQ to OP_GE: whether it holds between two numbers, between two values. */
bool operate_holds(enum op op, double a, double b);
struct value operate_compare(enum op op, struct value a, struct value b);
/* The operators from OP_NEGATE on that take one, from OP_ADD on two values. */
struct value operate_one(enum op op, struct value v);
struct value operate_two(enum op op, struct value a, struct value b);

#endif
