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

static struct value of_truth(enum truth t)
{
    return t == TRUTH_UNKNOWN ? value_unknown() : value_bool(t == TRUTH_TRUE);
}

/* What is evaluated: codes over a stack, on a record. */
struct machine {
    const struct query *query;
    const void *record;
    const void *base; /* what functions take; NULL: not known */
    int64_t now_ms;
    struct value *stack;
    size_t top; /* how many there are; the compiler checked the most */
};

static struct value text_passes(const struct machine *m, const struct code *c,
                                const char *text)
{
    const char *at = c->of.texts;

    if (c->op == OP_MATCH)
        return value_bool(query_matches(c->of.pattern, text));
    if (c->op == OP_IN_LIST)
        return of_truth(m->query->in_list(m->record, at, text));
    for (unsigned i = 0; i < c->count; i++, at += strlen(at) + 1)
        if (strcmp(at, text) == 0)
            return value_bool(true);
    return value_bool(false);
}

/* `~` and `in`; on a list any element will do. */
static struct value test_texts(const struct machine *m, const struct code *c,
                               struct value v)
{
    struct value any = value_bool(false);

    if (v.type == VALUE_TEXT)
        return text_passes(m, c, v.of.text);
    if (v.type != VALUE_LIST)
        return value_unknown();
    for (size_t i = 0; i < v.of.list.count; i++)
        any = logic(OP_OR, any,
                    text_passes(m, c,
                                v.of.list.first + i * v.of.list.stride));
    return any;
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
    }
    return value_bool(!v.of.truth); /* OP_NOT */
}

static struct value two_operands(enum op op, struct value a, struct value b)
{
    if (op == OP_AND || op == OP_OR)
        return logic(op, a, b);
    if (op >= OP_EQ)
        return compare(op, a, b);
    return arithmetic(op, a, b);
}

/* a', b' at the previous close, a, b now. */
static struct value crosses(enum op op, const struct value v[4])
{
    bool is_below = op == OP_CROSSES_BELOW;

    return logic(OP_AND, compare(is_below ? OP_GE : OP_LE, v[0], v[1]),
                 compare(is_below ? OP_LT : OP_GT, v[2], v[3]));
}

static void run(struct machine *m, size_t from, size_t end);

/* The same codes on the record of the day before, on the same stack. */
struct day_before {
    struct machine *now;
    size_t from, end;
};

static void run_day_before(void *self, const void *record)
{
    const struct day_before *d = self;
    struct machine m = *d->now;

    m.record = m.record == m.base ? record : m.record;
    m.base = record;
    run(&m, d->from, d->end);
    d->now->top = m.top;
}

/* Runs what stands behind code `i`; returns the code to go on with. */
static size_t look_back(struct machine *m, size_t i)
{
    const struct code *c = &m->query->codes[i];
    struct day_before d = {m, i + 1, i + 1 + c->count};

    if (!m->base || !m->query->previous(m->base, run_day_before, &d)) {
        m->stack[m->top++] = value_unknown();
        if (c->op == OP_BOTH)
            m->stack[m->top++] = value_unknown();
    }
    return c->op == OP_PREV ? d.end : d.from;
}

static struct value push_of(const struct machine *m, const struct code *c)
{
    switch ((int)c->op) {
    case OP_VALUE:
        return c->of.value;
    case OP_FIELD:
        return load(c->of.field, m->record);
    case OP_NOW:
        return time_of(m->now_ms);
    }
    if (!m->base)
        return value_unknown();
    if (c->op == OP_BASE_FIELD)
        return load(c->of.field, m->base);
    return c->of.call->function->call(m->base, &c->of.call->arguments);
}

static bool is_settled(enum op op, struct value v)
{
    return v.type == VALUE_BOOL && v.of.truth == (op == OP_OR_ELSE);
}

static void run(struct machine *m, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        const struct code *c = &m->query->codes[i];
        struct value *top = m->stack + m->top;

        if (c->op <= OP_NOW) {
            *top = push_of(m, c);
            m->top++;
        } else if (c->op <= OP_KNOWN) {
            top[-1] = one_operand(c, top[-1]);
        } else if (c->op < OP_MATCH) {
            top[-2] = two_operands(c->op, top[-2], top[-1]);
            m->top--;
        } else if (c->op <= OP_IN_LIST) {
            top[-1] = test_texts(m, c, top[-1]);
        } else if (c->op <= OP_OR_ELSE) {
            if (is_settled(c->op, top[-1]))
                i += c->count;
        } else if (c->op <= OP_BOTH) {
            i = look_back(m, i) - 1;
        } else {
            top[-4] = crosses(c->op, top - 4);
            m->top -= 3;
        }
    }
}

static struct value run_all(const struct query *q, const void *record,
                            int64_t now_ms, struct value *stack)
{
    struct machine m = {.query = q,
                        .record = record,
                        .base = q->base ? q->base(record) : record,
                        .now_ms = now_ms,
                        .stack = stack};

    run(&m, 0, q->count);
    assert(m.top == 1);
    return stack[0];
}

/* Apart, so that usual expressions do not pay for clearing a large frame. */
static __attribute__((noinline)) struct value
run_deep(const struct query *q, const void *record, int64_t now_ms)
{
    struct value stack[QUERY_STACK_MAX];

    return run_all(q, record, now_ms, stack);
}

struct value query_value(const struct query *q, const void *record,
                         int64_t now_ms)
{
    struct value stack[QUERY_STACK_USUAL];

    if (q->depth > QUERY_STACK_USUAL)
        return run_deep(q, record, now_ms);
    return run_all(q, record, now_ms, stack);
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

static const char *name_of(const struct code *c)
{
    if (c->op == OP_FIELD || c->op == OP_BASE_FIELD)
        return c->of.field->name;
    return c->op == OP_CALL ? c->of.call->function->name : "";
}

bool query_uses(const struct query *q, const char *prefix)
{
    for (size_t i = 0; i < q->count; i++)
        if (strncmp(name_of(&q->codes[i]), prefix, strlen(prefix)) == 0)
            return true;
    return false;
}

size_t query_steps(const struct query *q)
{
    return q->steps;
}
