/* SPDX-License-Identifier: MIT */
/* Runs a compiled expression: no allocation, three-valued logic. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "code.h"
#include "operate.h"

/* A field that does not keep to its type counts as unknown. */
static struct value load(const struct field *f, const void *record)
{
    struct value v = f->get(record);
    struct value expected = {.type = f->type};

    if (v.type == VALUE_UNKNOWN)
        return v;
    if (operate_is_number(v) && operate_is_number(expected))
        return value_number(v.of.number);
    return v.type == f->type ? v : value_unknown();
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
        any = operate_logic(OP_OR, any,
                    text_passes(m, c,
                                v.of.list.first + i * v.of.list.stride));
    return any;
}

/* a', b' at the previous close, a, b now. */
static struct value crosses(enum op op, const struct value v[4])
{
    bool is_below = op == OP_CROSSES_BELOW;

    return operate_logic(
        OP_AND, operate_compare(is_below ? OP_GE : OP_LE, v[0], v[1]),
        operate_compare(is_below ? OP_LT : OP_GT, v[2], v[3]));
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

static struct value test_field(const struct code *c, const void *record)
{
    struct value v = load(c->of.test.field, record);
    double n = c->op == OP_TEST_ABS ? fabs(v.of.number) : v.of.number;

    if (v.type == VALUE_UNKNOWN)
        return v;
    return value_bool(
        operate_holds((enum op)c->count, n, c->of.test.bound));
}

static struct value push_of(const struct machine *m, const struct code *c)
{
    switch ((int)c->op) {
    case OP_VALUE:
        return c->of.value;
    case OP_FIELD:
        return load(c->of.field, m->record);
    case OP_TEST:
    case OP_TEST_ABS:
        return test_field(c, m->record);
    case OP_NOW:
        return operate_time(m->now_ms);
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
            top[-1] = operate_one(c->op, top[-1]);
        } else if (c->op < OP_MATCH) {
            top[-2] = operate_two(c->op, top[-2], top[-1]);
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

/* Goes on from code `from` with the stack as it is then. */
static struct value run_from(struct machine *m, size_t from)
{
    run(m, from, m->query->count);
    assert(m->top == 1);
    return m->stack[0];
}

/* Apart, so that usual expressions do not pay for clearing a large frame. */
static __attribute__((noinline)) struct value
run_deep(const struct machine *from)
{
    struct value stack[QUERY_STACK_MAX] = {{.type = VALUE_UNKNOWN}};
    struct machine m = *from;

    m.stack = stack;
    return run_from(&m, 0);
}

/* `first`: the value of the first code, if it has been run; else NULL. */
static __attribute__((noinline)) struct value
run_usual(const struct machine *from, const struct value *first)
{
    struct value stack[QUERY_STACK_USUAL] = {{.type = VALUE_UNKNOWN}};
    struct machine m = *from;

    m.stack = stack;
    if (first)
        stack[m.top++] = *first;
    return run_from(&m, m.top);
}

/* Whether this value of the first code is that of them all. */
static bool settles_all(const struct query *q, struct value first)
{
    const struct code *c = q->codes;
    size_t i = 1;

    while (i < q->count &&
           (c[i].op == OP_AND_THEN || c[i].op == OP_OR_ELSE) &&
           is_settled(c[i].op, first))
        i += 1 + c[i].count;
    return i == q->count;
}

struct value query_value(const struct query *q, const void *record,
                         int64_t now_ms)
{
    const struct code *c = q->codes;
    struct machine m = {.query = q,
                        .record = record,
                        .base = q->base ? q->base(record) : record,
                        .now_ms = now_ms};
    struct value first;

    if (q->depth > QUERY_STACK_USUAL)
        return run_deep(&m);
    if (c->op != OP_TEST && c->op != OP_TEST_ABS)
        return run_usual(&m, NULL);
    first = test_field(c, record); /* most rules end here */
    return settles_all(q, first) ? first : run_usual(&m, &first);
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
    if (c->op == OP_TEST || c->op == OP_TEST_ABS)
        return c->of.test.field->name;
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
