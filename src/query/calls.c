/* SPDX-License-Identifier: MIT */
/* Functions: the language's own and those of its records. */
#include <stdio.h>
#include <string.h>

#include "parser.h"

/* ---- arguments that are values */

/* The rest behind the name: ( values ), joined by `op` when there are more;
 * counts them. */
static enum kind parse_values(struct cursor *p, enum op op, unsigned *count)
{
    const char *place = p->token.start;
    enum kind kinds[2], k;

    cursor_advance(p);
    *count = 1;
    if (!cursor_need_sign(p, "(") || !cursor_enter(p))
        return KIND_WRONG;
    k = parser_expression(p);
    while (k != KIND_WRONG && (op == OP_MIN || op == OP_MAX) &&
           cursor_take_sign(p, ",")) {
        kinds[0] = k;
        kinds[1] = parser_expression(p);
        k = cursor_emit_pair(p, op, place, kinds);
        ++*count;
    }
    p->nesting--;
    return k != KIND_WRONG && cursor_need_sign(p, ")") ? k : KIND_WRONG;
}

static bool is_number(enum kind k)
{
    return k == KIND_NUMBER || k == KIND_PERCENT || k == KIND_PERCENT_UNIT;
}

static enum kind parse_extreme(struct cursor *p, enum op op)
{
    const char *place = p->token.start;
    unsigned count;
    enum kind k = parse_values(p, op, &count);

    if (k != KIND_WRONG && count < 2)
        return cursor_fail(p, place,
                           "min and max compare at least two numbers");
    return k;
}

static enum kind parse_known(struct cursor *p, enum op op)
{
    unsigned count;
    enum kind k = parse_values(p, op, &count);

    if (k == KIND_WRONG)
        return k;
    cursor_emit(p, (struct code){.op = op});
    return KIND_BOOL;
}

static enum kind parse_abs(struct cursor *p, enum op op)
{
    const char *place = p->token.start;
    unsigned count;
    enum kind k = parse_values(p, op, &count);

    if (k == KIND_WRONG)
        return k;
    if (!is_number(k))
        return cursor_fail(p, place, "abs takes a number");
    cursor_emit(p, (struct code){.op = op});
    return k;
}

/* ---- the previous close */

/* Emits `op`, whose count prev_end() fills in. */
static bool prev_start(struct cursor *p, enum op op, size_t *at)
{
    const char *place = p->token.start;

    if (!p->language->previous) {
        (void)cursor_fail(p, place, "there is no previous close here");
        return false;
    }
    if (p->prevs == QUERY_PREV_MAX) {
        (void)cursor_fail(p, place, "more than 4 prev within each other");
        p->err = ERR_TOO_BIG;
        return false;
    }
    p->prevs++;
    *at = p->query->count;
    cursor_emit(p, (struct code){.op = op});
    return cursor_spend(p, place, QUERY_PREV_STEPS);
}

static void prev_end(struct cursor *p, size_t at)
{
    p->prevs--;
    cursor_count(p, at);
}

static enum kind parse_prev(struct cursor *p, enum op op)
{
    const char *place = p->token.start;
    unsigned count;
    size_t at;
    enum kind k;

    if (!prev_start(p, op, &at))
        return KIND_WRONG;
    k = parse_values(p, op, &count);
    prev_end(p, at);
    if (k != KIND_WRONG && !is_number(k)) /* texts may not outlive the day */
        return cursor_fail(p, place, "prev takes a number");
    return k;
}

/* Both values at the previous close, then both now. */
static enum kind parse_crosses(struct cursor *p, enum op op)
{
    const char *place = p->token.start, *problem = NULL;
    size_t at, before = p->query->steps;
    enum kind kinds[2] = {KIND_WRONG, KIND_WRONG};

    if (!prev_start(p, OP_BOTH, &at))
        return KIND_WRONG;
    cursor_advance(p);
    if (!cursor_need_sign(p, "(") || !cursor_enter(p))
        return KIND_WRONG;
    kinds[0] = parser_expression(p);
    if (kinds[0] == KIND_WRONG || !cursor_need_sign(p, ","))
        return KIND_WRONG;
    kinds[1] = parser_expression(p);
    p->nesting--;
    if (kinds[1] == KIND_WRONG || !cursor_need_sign(p, ")"))
        return KIND_WRONG;
    prev_end(p, at);
    if (!is_number(kinds[0]) || !is_number(kinds[1]))
        return cursor_fail(p, place, "crosses_above and crosses_below take "
                           "two numbers");
    if (kind_of_pair(OP_LT, kinds[0], kinds[1], &problem) == KIND_WRONG)
        return cursor_fail(p, place, problem);
    if (!cursor_spend(p, place, p->query->steps - before)) /* once more */
        return KIND_WRONG;
    cursor_emit(p, (struct code){.op = op});
    return KIND_BOOL;
}

/* ---- functions of the records */

static bool is_series(const struct cursor *p, unsigned *out)
{
    for (size_t i = 0; i < p->language->series_count; i++) {
        if (!cursor_is_word(p, p->language->series[i]))
            continue;
        *out = (unsigned)i;
        return true;
    }
    return false;
}

static bool parse_count(struct cursor *p, const struct function *f,
                        unsigned *out)
{
    char text[100];
    double n = p->token.number;

    if (p->token.kind == TOKEN_NUMBER && n >= f->least &&
        n <= FUNCTION_COUNT_MAX && n == (double)(unsigned)n) {
        *out = (unsigned)n;
        cursor_advance(p);
        return true;
    }
    (void)snprintf(text, sizeof text, "%s takes a whole number of sessions, "
                   "%u to %d", f->name, f->least, FUNCTION_COUNT_MAX);
    (void)cursor_fail(p, p->token.start, text);
    return false;
}

/* n, or series, n */
static bool parse_bars(struct cursor *p, const struct function *f,
                       struct call_arguments *a)
{
    a->series = f->series;
    if (f->shape == FUNCTION_OF_BARS && p->token.kind == TOKEN_NAME) {
        if (!is_series(p, &a->series)) {
            (void)cursor_fail_unknown(p, "series", p->language->series,
                                      p->language->series_count);
            return false;
        }
        cursor_advance(p);
        if (!cursor_need_sign(p, ","))
            return false;
    }
    return parse_count(p, f, &a->count);
}

/* 2h, or 2h, "pattern" */
static bool parse_news(struct cursor *p, const struct function *f,
                       struct call_arguments *a)
{
    const char *problem = "the pattern stands in quotes", *place;
    char text[100];

    if (p->token.kind != TOKEN_DURATION) {
        (void)snprintf(text, sizeof text, "%s takes a time first: %s", f->name,
                       f->usage);
        (void)cursor_fail(p, p->token.start, text);
        return false;
    }
    a->span_ms = p->token.time;
    cursor_advance(p);
    if (!cursor_take_sign(p, ","))
        return true;
    place = p->token.start;
    if (p->token.kind == TOKEN_TEXT)
        a->pattern = parser_pattern(p, &problem);
    if (!a->pattern)
        (void)cursor_fail(p, place, problem);
    return a->pattern != NULL;
}

static enum kind parse_function(struct cursor *p, const struct function *f)
{
    const char *place = p->token.start;
    struct call *call = arena_new(&p->query->memory, sizeof *call);
    bool is_right;

    *call = (struct call){.function = f};
    cursor_advance(p);
    if (!cursor_need_sign(p, "("))
        return KIND_WRONG;
    is_right = f->shape == FUNCTION_OF_NEWS
                   ? parse_news(p, f, &call->arguments)
                   : parse_bars(p, f, &call->arguments);
    if (!is_right || !cursor_need_sign(p, ")") ||
        !cursor_spend(p, place, f->steps + call->arguments.count))
        return KIND_WRONG;
    cursor_emit(p, (struct code){.op = OP_CALL, .of.call = call});
    return kind_of_field(f->type);
}

/* ---- which one */

static const struct {
    struct function shown;
    enum op op;
    enum kind (*parse)(struct cursor *p, enum op op);
} own[] = {
    {{.name = "abs", .type = VALUE_NUMBER, .usage = "abs(x)",
      .help = "x without its sign"}, OP_ABS, parse_abs},
    {{.name = "min", .type = VALUE_NUMBER, .usage = "min(x, y, ...)",
      .help = "the smallest"}, OP_MIN, parse_extreme},
    {{.name = "max", .type = VALUE_NUMBER, .usage = "max(x, y, ...)",
      .help = "the largest"}, OP_MAX, parse_extreme},
    {{.name = "known", .type = VALUE_BOOL, .usage = "known(x)",
      .help = "whether x is known"}, OP_KNOWN, parse_known},
    {{.name = "prev", .type = VALUE_NUMBER, .usage = "prev(x)",
      .help = "x at the previous close"}, OP_PREV, parse_prev},
    {{.name = "crosses_above", .type = VALUE_BOOL,
      .usage = "crosses_above(a, b)",
      .help = "a <= b at the previous close and a > b now"},
     OP_CROSSES_ABOVE, parse_crosses},
    {{.name = "crosses_below", .type = VALUE_BOOL,
      .usage = "crosses_below(a, b)",
      .help = "a >= b at the previous close and a < b now"},
     OP_CROSSES_BELOW, parse_crosses},
};
enum { OWN = sizeof own / sizeof *own };

const struct function *query_own_function(size_t i)
{
    return i < OWN ? &own[i].shown : NULL;
}

static bool is_call(const struct cursor *p)
{
    return lexer_next(p->token.start + p->token.n).start[0] == '(';
}

static enum kind fail_unknown(struct cursor *p)
{
    const char *names[CANDIDATES_MAX];
    size_t n = 0;

    while (n < OWN) {
        names[n] = own[n].shown.name;
        n++;
    }
    for (size_t i = 0; i < p->language->function_count && n < CANDIDATES_MAX;
         i++)
        names[n++] = p->language->functions[i].name;
    return cursor_fail_unknown(p, "function", names, n);
}

bool parser_call(struct cursor *p, enum kind *out)
{
    const struct language *l = p->language;

    for (size_t i = 0; i < OWN; i++) {
        if (!cursor_is_word(p, own[i].shown.name))
            continue;
        *out = own[i].parse(p, own[i].op);
        return true;
    }
    for (size_t i = 0; i < l->function_count; i++) {
        if (!cursor_is_word(p, l->functions[i].name))
            continue;
        *out = parse_function(p, &l->functions[i]);
        return true;
    }
    if (!is_call(p))
        return false;
    *out = fail_unknown(p);
    return true;
}
