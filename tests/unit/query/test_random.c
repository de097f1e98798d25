/* SPDX-License-Identifier: MIT */
/* Random typed expressions against a second evaluator: each is written as a
 * text while its value is worked out beside, from the same record, with the
 * simplest means (regcomp for patterns, a switch for Kleene's tables). */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/query/query.h"

#define NOW INT64_C(1737997500000) /* 2025-01-27T17:05Z */
enum { CASES = 20000, TAGS_MAX = 3, HOUR = 3600000 };

/* ---- the record: every kind of field, each may be unknown */
struct thing {
    bool known[8]; /* by place in `fields` */
    double a, b, p;
    const char *name;
    int64_t at;
    int32_t day;
    bool flag;
    char tags[TAGS_MAX][8];
    size_t tag_count;
    const struct thing *before;
};

static const char *const words[] = {"nvda", "NVDA", "amd", "chip", "Deep", "a.b"};
static const char *const patterns[] = {"nv", "^a", "d$", "c.i", "x|p", "[m-n]d",
                                       "(nv|am)d+a?", "\\.", "e{2}"};

static uint64_t random_next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static unsigned below(uint64_t *seed, unsigned n)
{
    return (unsigned)(random_next(seed) >> 33) % n;
}

#define GET(i, name, make)                                                  \
    static struct value get_##name(const void *record)                      \
    {                                                                       \
        const struct thing *t = record;                                     \
        return t->known[i] ? (make) : value_unknown();                      \
    }
GET(0, a, value_number(t->a))
GET(1, b, value_number(t->b))
GET(2, p, value_number(t->p))
GET(3, name, value_text(t->name))
GET(4, at, value_time(t->at))
GET(5, day, value_date(t->day))
GET(6, flag, value_bool(t->flag))
GET(7, tags, ((struct value){.type = VALUE_LIST,
                             .of.list = {t->tags[0], t->tag_count, 8}}))

static const struct field fields[] = {
    {"a", VALUE_NUMBER, "", "", get_a},
    {"b", VALUE_NUMBER, "", "", get_b},
    {"p", VALUE_PERCENT, "%", "", get_p},
    {"name", VALUE_TEXT, "", "", get_name},
    {"at", VALUE_TIME, "", "", get_at},
    {"day", VALUE_DATE, "", "", get_day},
    {"flag", VALUE_BOOL, "", "", get_flag},
    {"tags", VALUE_LIST, "", "", get_tags},
};

static bool day_before(const void *record,
                       void (*then)(void *self, const void *record),
                       void *self)
{
    const struct thing *t = record;

    if (t->before)
        then(self, t->before);
    return t->before != NULL;
}

/* @chips has what begins with n or N, @none nothing, others nobody knows. */
static enum truth in_list(const void *record, const char *list,
                          const char *text)
{
    (void)record;
    if (strcmp(list, "chips") == 0)
        return text[0] == 'n' || text[0] == 'N' ? TRUTH_TRUE : TRUTH_FALSE;
    return strcmp(list, "none") == 0 ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static const struct language language = {
    .fields = fields, .field_count = sizeof fields / sizeof *fields,
    .previous = day_before, .in_list = in_list,
};

static void fill(struct thing *t, uint64_t *seed)
{
    static const double numbers[] = {0, 1, -1, 2.5, -10, 3000, 0.125, 2};
    static const int32_t days[] = {20115, 20089, 20270, 20461};

    for (size_t i = 0; i < 8; i++)
        t->known[i] = below(seed, 4) > 0;
    t->a = numbers[below(seed, 8)];
    t->b = numbers[below(seed, 8)];
    t->p = numbers[below(seed, 8)];
    t->name = words[below(seed, 6)];
    t->at = NOW + ((int64_t)below(seed, 9) - 4) * HOUR;
    t->day = days[below(seed, 4)];
    t->flag = below(seed, 2);
    t->tag_count = below(seed, TAGS_MAX + 1);
    for (size_t i = 0; i < t->tag_count; i++)
        (void)snprintf(t->tags[i], sizeof t->tags[i], "%s",
                       words[below(seed, 6)]);
}

/* ---- writing an expression and knowing its value */
struct ref {
    bool known;
    double number; /* a number; ms for times and durations; 0 or 1 */
};
static const struct ref unknown;

struct writer {
    uint64_t seed;
    struct strbuf text;
    const struct thing *at; /* NULL: the day before is not known */
    int depth;
    bool in_prev;
};

enum level {
    LEVEL_OR, LEVEL_AND, LEVEL_NOT, LEVEL_COMPARE, LEVEL_SUM, LEVEL_PRODUCT,
    LEVEL_UNARY, LEVEL_PRIMARY
};

static unsigned pick(struct writer *w, unsigned n)
{
    return below(&w->seed, n);
}

static void put(struct writer *w, const char *s)
{
    strbuf_add(&w->text, s);
}

/* Opens a bracket where this level cannot stand bare, and now and then where
 * it could. */
static bool open_at(struct writer *w, enum level own, enum level asked)
{
    bool is_open = own < asked || pick(w, 6) == 0;

    put(w, is_open ? "(" : "");
    return is_open;
}

static struct ref number(double v)
{
    return isfinite(v) ? (struct ref){true, v} : unknown;
}

static struct ref number_field(struct writer *w, unsigned i)
{
    static const char *const names[] = {"a", "b", "p"};
    const struct thing *t = w->at;

    put(w, names[i]);
    if (!t || !t->known[i])
        return unknown;
    return number(i == 0 ? t->a : i == 1 ? t->b : t->p);
}

static struct ref gen_number(struct writer *w, enum level level);

static struct ref number_leaf(struct writer *w)
{
    static const struct {
        const char *text;
        double value;
    } literals[] = {{"0", 0}, {"1", 1}, {"2.5", 2.5}, {"3K", 3e3},
                    {"0.5M", 5e5}, {"2B", 2e9}, {"1T", 1e12}, {"10", 10}};
    unsigned i = pick(w, 14);

    if (i >= 8)
        return number_field(w, i % 3);
    put(w, literals[i].text);
    return number(literals[i].value);
}

static struct ref apply(char sign, struct ref x, struct ref y)
{
    double a = x.number, b = y.number;

    if (!x.known || !y.known || (sign == '/' && b == 0))
        return unknown;
    switch (sign) {
    case '+': return number(a + b);
    case '-': return number(a - b);
    case '*': return number(a * b);
    case '/': return number(a / b);
    case 'm': return number(fmin(a, b));
    }
    return number(fmax(a, b));
}

static struct ref number_chain(struct writer *w, enum level own,
                               const char *signs)
{
    struct ref r = gen_number(w, own);

    for (unsigned n = 1 + pick(w, 2); n > 0; n--) {
        char text[4] = {' ', signs[pick(w, 2)], ' ', '\0'};

        put(w, text);
        r = apply(text[1], r, gen_number(w, own + 1));
    }
    return r;
}

static struct ref negated(struct writer *w)
{
    struct ref r;

    put(w, "-");
    r = gen_number(w, LEVEL_UNARY);
    r.number = -r.number;
    return r;
}

static struct ref number_call(struct writer *w)
{
    static const char *const names[] = {"abs(", "min(", "max("};
    unsigned i = pick(w, 3);
    struct ref r;

    put(w, names[i]);
    r = gen_number(w, LEVEL_SUM);
    if (i == 0) {
        r.number = fabs(r.number);
    } else {
        put(w, ", ");
        r = apply(i == 1 ? 'm' : 'M', r, gen_number(w, LEVEL_SUM));
    }
    put(w, ")");
    return r;
}

/* prev(x) is x of the day before, for a constant too. */
static struct ref number_before(struct writer *w)
{
    const struct thing *now = w->at;
    struct ref r;

    w->at = now ? now->before : NULL;
    w->in_prev = true;
    put(w, "prev(");
    r = gen_number(w, LEVEL_SUM);
    put(w, ")");
    w->in_prev = false;
    if (!w->at)
        r = unknown;
    w->at = now;
    return r;
}

static struct ref gen_number(struct writer *w, enum level level)
{
    static const enum level own[] = {LEVEL_SUM, LEVEL_PRODUCT, LEVEL_UNARY,
                                     LEVEL_PRIMARY, LEVEL_PRIMARY,
                                     LEVEL_PRIMARY};
    unsigned kind = w->depth > 5 ? 5 : pick(w, 7);
    struct ref r = unknown;
    bool is_open;

    kind = kind > 5 || (kind == 4 && w->in_prev) ? 5 : kind;
    is_open = open_at(w, own[kind], level);
    w->depth++;
    switch (kind) {
    case 0: r = number_chain(w, LEVEL_SUM, "+-"); break;
    case 1: r = number_chain(w, LEVEL_PRODUCT, "*/"); break;
    case 2: r = negated(w); break;
    case 3: r = number_call(w); break;
    case 4: r = number_before(w); break;
    case 5: r = number_leaf(w); break;
    }
    w->depth--;
    put(w, is_open ? ")" : "");
    return r;
}

/* ---- conditions */
static const char *const comparisons[] = {"==", "!=", "<", "<=", ">", ">="};

static struct ref truth(bool known, bool v)
{
    return (struct ref){known, v};
}

static struct ref compared(unsigned op, struct ref x, struct ref y)
{
    double a = x.number, b = y.number;
    const bool holds[] = {a == b, a != b, a < b, a <= b, a > b, a >= b};

    return truth(x.known && y.known, holds[op]);
}

static unsigned put_comparison(struct writer *w)
{
    unsigned op = pick(w, 6);

    put(w, " ");
    put(w, comparisons[op]);
    put(w, " ");
    return op;
}

static struct ref compare_numbers(struct writer *w)
{
    struct ref left = gen_number(w, LEVEL_SUM);
    unsigned op = put_comparison(w);

    return compared(op, left, gen_number(w, LEVEL_SUM));
}

static struct ref compare_percent(struct writer *w)
{
    struct ref left = number_field(w, 2);
    unsigned op = put_comparison(w);

    put(w, "-10%");
    return compared(op, left, number(-10));
}

static struct ref duration(struct writer *w)
{
    static const struct {
        const char *text;
        double ms;
    } spans[] = {{"30s", 3e4}, {"5m", 3e5}, {"2h", 7.2e6}, {"1d", 8.64e7},
                 {"2w", 1.2096e9}};
    unsigned i = pick(w, 5);

    put(w, spans[i].text);
    return number(spans[i].ms);
}

/* A date is midnight in New York: five hours behind in winter, four in
 * summer. 2025-07-01 is the only summer day here. */
static struct ref midnight(int32_t day)
{
    return number((double)day * 86400e3 + (day == 20270 ? 4 : 5) * 3600e3);
}

static struct ref moment(struct writer *w)
{
    const struct thing *t = w->at;

    switch (pick(w, 5)) {
    case 0:
        put(w, "at");
        return t && t->known[4] ? number((double)t->at) : unknown;
    case 1:
        put(w, "day");
        return t && t->known[5] ? midnight(t->day) : unknown;
    case 2:
        put(w, "2025-01-27");
        return midnight(20115);
    case 3:
        put(w, "2025-07-01");
        return midnight(20270);
    }
    put(w, "now");
    return number((double)NOW);
}

static struct ref compare_moments(struct writer *w)
{
    struct ref left = moment(w), right;
    unsigned form = pick(w, 3), op;

    if (form == 0) { /* the age against a duration */
        put(w, " - ");
        left = apply('-', left, moment(w));
        op = put_comparison(w);
        return compared(op, left, duration(w));
    }
    op = put_comparison(w);
    right = moment(w);
    if (form == 1) {
        put(w, " - ");
        right = apply('-', right, duration(w));
    }
    return compared(op, left, right);
}

/* ---- texts and lists of them: any element will do */
static bool regex_finds(const char *pattern, const char *text)
{
    regex_t r;
    bool found;

    assert_int_equal(
        regcomp(&r, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB), 0);
    found = regexec(&r, text, 0, NULL, 0) == 0;
    regfree(&r);
    return found;
}

struct text_test {
    unsigned form; /* == != ~ in() in @ */
    const char *words[2];
    const char *list;
};

static struct text_test put_text_test(struct writer *w)
{
    static const char *const lists[] = {"chips", "none", "other"};
    struct text_test t = {.form = pick(w, 5)};

    t.words[0] = t.form == 2 ? patterns[pick(w, 9)] : words[pick(w, 6)];
    t.words[1] = words[pick(w, 6)];
    t.list = lists[pick(w, 3)];
    if (t.form < 3)
        strbuf_format(&w->text, " %s \"%s\"",
                      t.form == 2 ? "~" : comparisons[t.form], t.words[0]);
    else if (t.form == 3)
        strbuf_format(&w->text, " in (\"%s\", \"%s\")", t.words[0],
                      t.words[1]);
    else
        strbuf_format(&w->text, " in @%s", t.list);
    return t;
}

static struct ref passes(const struct text_test *t, const char *text)
{
    bool is_first = strcmp(text, t->words[0]) == 0;
    enum truth in;

    if (t->form == 2)
        return truth(true, regex_finds(t->words[0], text));
    if (t->form == 3)
        return truth(true, is_first || strcmp(text, t->words[1]) == 0);
    if (t->form < 2)
        return truth(true, is_first);
    in = in_list(NULL, t->list, text);
    return truth(in != TRUTH_UNKNOWN, in == TRUTH_TRUE);
}

static struct ref either(struct ref a, struct ref b)
{
    if ((a.known && a.number) || (b.known && b.number))
        return truth(true, true);
    return truth(a.known && b.known, false);
}

static struct ref inverted(struct ref a)
{
    return truth(a.known, !a.number);
}

static struct ref test_texts(struct writer *w)
{
    bool is_list = pick(w, 2);
    const struct thing *t = w->at;
    struct ref r = truth(true, false);
    struct text_test test;

    put(w, is_list ? "tags" : "name");
    test = put_text_test(w);
    if (!t || !t->known[is_list ? 7 : 3])
        return unknown;
    for (size_t i = 0; is_list && i < t->tag_count; i++)
        r = either(r, passes(&test, t->tags[i]));
    if (!is_list)
        r = passes(&test, t->name);
    return test.form == 1 ? inverted(r) : r;
}

static struct ref crossing(struct writer *w)
{
    const struct thing *now = w->at, *then = now ? now->before : NULL;
    bool is_below = pick(w, 2);
    struct ref before, after;

    put(w, is_below ? "crosses_below(a, 2)" : "crosses_above(a, 2)");
    before = then && then->known[0] ? number(then->a) : unknown;
    after = now && now->known[0] ? number(now->a) : unknown;
    before = compared(is_below ? 5 : 3, before,
                      then ? number(2) : unknown);
    after = compared(is_below ? 2 : 4, after, number(2));
    return inverted(either(inverted(before), inverted(after)));
}

static struct ref bool_leaf(struct writer *w)
{
    struct ref r;

    switch (pick(w, 4)) {
    case 0:
        put(w, "flag");
        return w->at && w->at->known[6] ? truth(true, w->at->flag) : unknown;
    case 1:
        put(w, "true");
        return truth(true, true);
    case 2:
        put(w, "known(");
        r = gen_number(w, LEVEL_SUM);
        put(w, ")");
        return truth(true, r.known);
    }
    return crossing(w);
}

static struct ref gen_bool(struct writer *w, enum level level);

static struct ref joined(struct writer *w, enum level own)
{
    struct ref r = gen_bool(w, own), next;

    for (unsigned n = 1 + pick(w, 2); n > 0; n--) {
        put(w, own == LEVEL_OR ? " or " : " and ");
        next = gen_bool(w, own + 1);
        r = own == LEVEL_OR
                ? either(r, next)
                : inverted(either(inverted(r), inverted(next)));
    }
    return r;
}

static struct ref gen_bool(struct writer *w, enum level level)
{
    static const enum level own[] = {
        LEVEL_OR, LEVEL_AND, LEVEL_NOT, LEVEL_COMPARE, LEVEL_COMPARE,
        LEVEL_COMPARE, LEVEL_COMPARE, LEVEL_PRIMARY};
    unsigned kind = w->depth > 4 ? 3 + pick(w, 5) : pick(w, 8);
    bool is_open = open_at(w, own[kind], level);
    struct ref r = unknown;

    w->depth++;
    switch (kind) {
    case 0: r = joined(w, LEVEL_OR); break;
    case 1: r = joined(w, LEVEL_AND); break;
    case 2:
        put(w, "not ");
        r = inverted(gen_bool(w, LEVEL_NOT));
        break;
    case 3: r = compare_numbers(w); break;
    case 4: r = compare_percent(w); break;
    case 5: r = compare_moments(w); break;
    case 6: r = test_texts(w); break;
    case 7: r = bool_leaf(w); break;
    }
    w->depth--;
    put(w, is_open ? ")" : "");
    return r;
}

static bool agrees(const char *text, const struct thing *t, struct ref expected,
                   unsigned seen[3])
{
    struct query *q = NULL;
    struct why why;
    enum truth got, wanted = TRUTH_UNKNOWN;

    if (query_compile_in(text, &language, &q, &why) != ERR_OK) {
        print_error("%s\n", why.text);
        return false;
    }
    got = query_truth(q, t, NOW);
    query_free(q);
    if (expected.known)
        wanted = expected.number ? TRUTH_TRUE : TRUTH_FALSE;
    seen[wanted]++;
    if (got != wanted)
        print_error("%s: %d, but %d by the reference\n", text, got, wanted);
    return got == wanted;
}

static void every_expression_has_its_value(void **state)
{
    unsigned seen[3] = {0};

    (void)state;
    for (unsigned i = 1; i <= CASES; i++) {
        struct writer w = {.seed = i * UINT64_C(0x9e3779b97f4a7c15)};
        struct thing then = {.before = NULL}, now = {.before = NULL};
        struct ref r;

        fill(&then, &w.seed);
        fill(&now, &w.seed);
        now.before = pick(&w, 3) ? &then : NULL;
        w.at = &now;
        r = gen_bool(&w, LEVEL_OR);
        if (w.text.len <= 4096)
            assert_true(agrees(strbuf_text(&w.text), &now, r, seen));
        strbuf_done(&w.text);
    }
    /* All three happen often, else the test says little. */
    for (size_t i = 0; i < 3; i++)
        assert_true(seen[i] > CASES / 10);
}

static void every_number_has_its_value(void **state)
{
    (void)state;
    for (unsigned i = 1; i <= CASES / 4; i++) {
        struct writer w = {.seed = i * UINT64_C(0xbf58476d1ce4e5b9)};
        struct thing then = {.before = NULL}, now = {.before = &then};
        struct query *q = NULL;
        struct value v;
        struct why why;
        struct ref r;

        fill(&then, &w.seed);
        fill(&now, &w.seed);
        w.at = &now;
        r = gen_number(&w, LEVEL_SUM);
        assert_int_equal(
            query_compile_in(strbuf_text(&w.text), &language, &q, &why), 0);
        v = query_value(q, &now, NOW);
        assert_int_equal(v.type != VALUE_UNKNOWN, r.known);
        if (r.known) /* the same operations in the same order: to the bit */
            assert_true(v.of.number == r.number);
        query_free(q);
        strbuf_done(&w.text);
    }
}

/* ---- hostile expressions end in an error, by what they would cost */
static enum err compile_repeated(const char *before, const char *part,
                                 unsigned times, const char *after)
{
    struct strbuf text = {0};
    struct query *q = NULL;
    struct why why;
    enum err e;

    strbuf_add(&text, before);
    for (unsigned i = 0; i < times; i++)
        strbuf_add(&text, part);
    strbuf_add(&text, after);
    e = query_compile_in(strbuf_text(&text), &language, &q, &why);
    if (!e)
        assert_true(query_steps(q) <= QUERY_STEPS_MAX);
    query_free(e ? NULL : q);
    strbuf_done(&text);
    return e;
}

static void hostile_expressions_are_errors(void **state)
{
    (void)state;
    assert_int_equal(compile_repeated("a > 0", " or a > 0", 400, ""), ERR_OK);
    assert_int_equal(compile_repeated("a > 0", " or a > 0", 500, ""),
                     ERR_TOO_BIG);
    assert_int_equal(compile_repeated("", "(", 4000, "a"), ERR_TOO_BIG);
    assert_int_equal(compile_repeated("", "not ", 1000, "flag"), ERR_TOO_BIG);
    assert_int_equal(compile_repeated("", "-", 4000, "a"), ERR_TOO_BIG);
    assert_int_equal(compile_repeated("", "abs(", 1000, "a"), ERR_TOO_BIG);
    assert_true(compile_repeated("name ~ \"", "(a+", 200, "\"") != ERR_OK);
    assert_true(compile_repeated("name ~ \"", "(a*)*", 800, "b\"") != ERR_OK);
    assert_true(compile_repeated("name ~ \"", "a{1,100}", 60, "\"") != ERR_OK);
    assert_true(compile_repeated("flag", " or name ~ \"(x+x+)+y\"", 180,
                                 "") != ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_expression_has_its_value),
        cmocka_unit_test(every_number_has_its_value),
        cmocka_unit_test(hostile_expressions_are_errors),
    };

    return cmocka_run_group_tests_name("query/random", tests, NULL, NULL);
}
