/* SPDX-License-Identifier: MIT */
/* Functions, the previous close, lists, costs; against a reference that walks
 * a tree. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/query/query.h"

#define NOW INT64_C(1738011900000) /* 2025-01-27T21:05:00Z */

/* ---- a market of four days; a record is a place in it */

enum { DAYS = 4 };
struct day {
    double a, b, pct; /* NAN: not known */
    const char *symbol;
    char tags[2][8];
    int64_t published;
};
static const struct day days[DAYS] = {
    {5, 9, NAN, "NVDA", {"AI", "OLD"}, NOW - 4 * MS_PER_HOUR},
    {NAN, 3, 2, "AMD", {"CHIP", "AI"}, NOW - MS_PER_HOUR},
    {12, 7, -4, "NVDA", {"AI", "CHIP"}, NOW - 2 * MS_PER_HOUR},
    {6, 8, -16.97, "NVDA", {"AI", "CHIP"}, NOW - 3 * MS_PER_HOUR},
};
static const struct day *const today = &days[DAYS - 1];

static size_t asked; /* how many fields and functions were asked for */

static struct value known_or_not(double v)
{
    asked++;
    return isnan(v) ? value_unknown() : value_number(v);
}
static struct value get_a(const void *r)
{
    return known_or_not(((const struct day *)r)->a);
}
static struct value get_b(const void *r)
{
    return known_or_not(((const struct day *)r)->b);
}
static struct value get_pct(const void *r)
{
    return known_or_not(((const struct day *)r)->pct);
}
static struct value get_symbol(const void *r)
{
    asked++;
    return value_text(((const struct day *)r)->symbol);
}
static struct value get_tags(const void *r)
{
    asked++;
    return (struct value){.type = VALUE_LIST,
                          .of.list = {((const struct day *)r)->tags[0], 2, 8}};
}
static struct value get_published(const void *r)
{
    return value_time(((const struct day *)r)->published);
}
static const struct field fields[] = {
    {"a", VALUE_NUMBER, "", "", get_a},
    {"b", VALUE_NUMBER, "", "", get_b},
    {"change_pct", VALUE_PERCENT, "%", "", get_pct},
    {"symbol", VALUE_TEXT, "", "", get_symbol},
    {"tags", VALUE_LIST, "", "", get_tags},
    {"published", VALUE_TIME, "ms", "", get_published},
};
static const struct field foreign[] = {{"title", VALUE_TEXT, "", "", NULL}};

/* Stands for any function of bars: says what it was asked. */
static double mean_reference(const struct day *d, unsigned series, unsigned n)
{
    return n > 500 ? NAN : (double)(d - days) + series * 10.0 + n;
}
static struct value call_mean(const void *r, const struct call_arguments *a)
{
    return known_or_not(mean_reference(r, a->series, a->count));
}
static struct value call_news(const void *r, const struct call_arguments *a)
{
    const struct day *d = r;

    asked++;
    if (a->pattern && !query_matches(a->pattern, d->symbol))
        return value_number(0);
    return value_number(d->published >= NOW - a->span_ms);
}
static const struct function functions[] = {
    {"mean", FUNCTION_OF_BARS, VALUE_NUMBER, "", "mean(n), mean(series, n)",
     "", 2, 20, 1, call_mean},
    {"count", FUNCTION_OF_COUNT, VALUE_NUMBER, "", "count(n)", "", 1, 20, 0,
     call_mean},
    {"news_count", FUNCTION_OF_NEWS, VALUE_NUMBER, "", "news_count(2h)", "",
     0, 500, 0, call_news},
};
static const char *const series[] = {"open", "close"};

static bool day_before(const void *record,
                       void (*then)(void *self, const void *record),
                       void *self)
{
    if (record == days)
        return false;
    then(self, (const struct day *)record - 1);
    return true;
}

static enum truth in_list(const void *record, const char *list,
                          const char *text)
{
    (void)record;
    if (strcmp(list, "chips") == 0)
        return strcmp(text, "NVDA") == 0 || strcmp(text, "CHIP") == 0
                   ? TRUTH_TRUE
                   : TRUTH_FALSE;
    return strcmp(list, "AI & more") == 0 ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

static const struct language language = {
    .fields = fields, .field_count = 6,
    .functions = functions, .function_count = 3,
    .series = series, .series_count = 2,
    .previous = day_before, .in_list = in_list,
    .foreign = foreign, .foreign_count = 1,
    .advice = "belongs elsewhere: use news_count(2h)",
};

static struct query *compile(const char *text)
{
    struct query *q = NULL;
    struct why why = {""};

    if (query_compile_in(text, &language, &q, &why) != ERR_OK)
        fail_msg("%s: %s", text, why.text);
    return q;
}

static void is_on(const struct day *d, const char *text, enum truth expected)
{
    struct query *q = compile(text);
    enum truth t = query_truth(q, d, NOW);

    query_free(q);
    if (t != expected)
        fail_msg("%s: %d, not %d", text, t, expected);
}

static void is(const char *text, enum truth expected)
{
    is_on(today, text, expected);
}

static enum err error_of(const char *text, const char *part)
{
    struct query *q = NULL;
    struct why why = {""};
    enum err e = query_compile_in(text, &language, &q, &why);

    if (e == ERR_OK)
        fail_msg("%s: compiled", text);
    if (!strstr(why.text, part))
        fail_msg("%s: no \"%s\" in: %s", text, part, why.text);
    return e;
}

static void functions_of_bars(void **state)
{
    (void)state;
    is("mean(5) == mean(close, 5)", TRUTH_TRUE);
    is("mean(open, 5) == 8 and mean(close, 5) == 18", TRUTH_TRUE);
    is("count(7) == 10", TRUTH_TRUE);
    is("mean(600) > 0", TRUTH_UNKNOWN);
    is("-mean(5) + 2 * mean(open, 2) == -8", TRUTH_TRUE);
    is("news_count(4h) == 1 and news_count(2h) == 0", TRUTH_TRUE);
    is("news_count(4h, \"^nv\") == 1 and news_count(4h, \"x\") == 0",
       TRUTH_TRUE);
}

static void the_previous_close(void **state)
{
    (void)state;
    is("prev(a) == 12 and a == 6", TRUTH_TRUE);
    is("prev(a + b) == 19", TRUTH_TRUE);
    is("prev(prev(b)) == 3 and prev(prev(prev(b))) == 9", TRUTH_TRUE);
    is("prev(prev(prev(prev(b)))) == 9", TRUTH_UNKNOWN);
    is("prev(prev(a)) > 0", TRUTH_UNKNOWN);
    is("prev(mean(5)) == mean(5) - 1", TRUTH_TRUE);
    is("prev(change_pct) < -3%", TRUTH_TRUE);
    is("1 + prev(2 * prev(b)) * 2 == 13", TRUTH_TRUE);
    is("crosses_below(a, b)", TRUTH_TRUE);
    is("crosses_below(b, a)", TRUTH_FALSE);
    is("crosses_above(b, a)", TRUTH_TRUE);
    is("crosses_above(a, b)", TRUTH_FALSE);
    is("crosses_below(a, 12)", TRUTH_TRUE); /* equal counts as above */
    is("crosses_below(a, 12.5)", TRUTH_FALSE);
    is("crosses_below(a, 6)", TRUTH_FALSE);
    is("crosses_below(change_pct, -10%)", TRUTH_TRUE);
    is("not crosses_below(a, b) or crosses_below(a, mean(5))", TRUTH_FALSE);
    is_on(&days[2], "crosses_below(a, b)", TRUTH_FALSE); /* a > b settles it */
    is_on(&days[2], "crosses_above(a, b)", TRUTH_UNKNOWN);
    is_on(&days[0], "crosses_below(b, 100)", TRUTH_UNKNOWN);
    is_on(&days[0], "prev(a) > 0 or a == 5", TRUTH_TRUE);
}

static void lists(void **state)
{
    static const char *const names[] = {"chips", "megacap"};
    struct language strict = language;
    struct query *q = NULL;
    struct why why;

    (void)state;
    is("symbol in @chips", TRUTH_TRUE);
    is("not symbol in @chips", TRUTH_FALSE);
    is("\"AMD\" in @chips", TRUTH_FALSE);
    is("symbol in @\"AI & more\"", TRUTH_TRUE);
    is("symbol in @ai-2.x", TRUTH_UNKNOWN);
    is("tags in @chips", TRUTH_TRUE);
    is("tags in @nowhere", TRUTH_UNKNOWN);
    strict.lists = names;
    strict.list_count = 2;
    assert_int_equal(query_compile_in("symbol in @MegaCap", &strict, &q, &why),
                     ERR_OK);
    query_free(q);
    assert_int_equal(query_compile_in("symbol in @megcap", &strict, &q, &why),
                     ERR_SYNTAX);
    assert_string_equal(why.text, "unknown list megcap; did you mean megacap?\n"
                                  "symbol in @megcap\n"
                                  "           ^");
    error_of("@chips", "behind in");
    error_of("a in @chips", "must be a text");
    error_of("symbol in @", "after @ stands a list");
    error_of("symbol in chips", "( is missing");
}

static void mistakes(void **state)
{
    (void)state;
    error_of("maen(5) > 1", "unknown function maen; did you mean mean?");
    error_of("crosses_bellow(a, b)", "did you mean crosses_below?");
    error_of("sybmol == \"A\"", "did you mean symbol?");
    error_of("zzzzzzzz(5) > 1", "unknown function zzzzzzzz\n");
    error_of("mean > 1", "( is missing");
    error_of("a(5) > 1", "unknown function a");
    error_of("mean() > 1", "whole number of sessions, 2 to 1000");
    error_of("mean(1) > 1", "2 to 1000");
    error_of("mean(5.5) > 1", "whole number");
    error_of("mean(1001) > 1", "whole number");
    error_of("mean(1B) > 1", "whole number");
    error_of("mean(-5) > 1", "whole number");
    error_of("mean(a, 5) > 1", "unknown series a");
    error_of("mean(clsoe, 5) > 1", "did you mean close?");
    error_of("mean(close) > 1", ", is missing");
    error_of("mean(5, 5) > 1", ") is missing");
    error_of("count(close, 5) > 1", "whole number");
    error_of("news_count(5) > 1", "a time first: news_count(2h)");
    error_of("news_count(2h, symbol) > 1", "in quotes");
    error_of("news_count(2h, \"(\") > 1", "no closing )");
    error_of("prev(symbol) == \"A\"", "prev takes a number");
    error_of("prev(a > 1)", "prev takes a number");
    error_of("prev() > 1", "value is missing");
    error_of("prev a > 1", "( is missing");
    error_of("crosses_below(a)", ", is missing");
    error_of("crosses_below(a, b, a)", ") is missing");
    error_of("crosses_below(symbol, b)", "two numbers");
    error_of("crosses_below(a, 5%)", "percent fields");
    error_of("crosses_below(a, b) > 1", "cannot compare");
    error_of("title ~ \"x\"", "title belongs elsewhere: use news_count(2h)");
    error_of("prev(prev(prev(prev(prev(a))))) > 1", "more than 4 prev");
    error_of("mean(5) == 5 in @chips", "do not chain");
}

/* What is settled is not looked at again. */
static void conditions_stop_when_settled(void **state)
{
    static const struct {
        const char *text;
        size_t asked;
        enum truth truth;
    } cases[] = {
        {"a > 99 and b > 1", 1, TRUTH_FALSE},
        {"a > 1 and b > 1", 2, TRUTH_TRUE},
        {"a > 1 or b > 1", 1, TRUTH_TRUE},
        {"a > 99 or b > 1", 2, TRUTH_TRUE},
        {"mean(600) > 1 and a > 99", 2, TRUTH_FALSE}, /* unknown goes on */
        {"mean(600) > 1 or a > 1", 2, TRUTH_TRUE},
        {"a > 99 and b > 1 and prev(a) > 1", 1, TRUTH_FALSE},
        {"a > 99 and (b > 1 or b > 2) or prev(a) > 1", 2, TRUTH_TRUE},
        {"not (a > 1 or b > 1)", 1, TRUTH_FALSE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query *q = compile(cases[i].text);

        asked = 0;
        if (query_truth(q, today, NOW) != cases[i].truth ||
            asked != cases[i].asked)
            fail_msg("%s: %zu were asked", cases[i].text, asked);
        query_free(q);
    }
}

static void without_a_language(void **state)
{
    struct query *q = NULL;
    struct why why;

    (void)state;
    assert_int_equal(query_compile("prev(a) > 1", fields, 6, &q, &why),
                     ERR_SYNTAX);
    assert_non_null(strstr(why.text, "no previous close"));
    assert_int_equal(query_compile("symbol in @x", fields, 6, &q, &why),
                     ERR_SYNTAX);
    assert_non_null(strstr(why.text, "no lists here"));
    assert_int_equal(query_compile("mean(5) > 1", fields, 6, &q, &why),
                     ERR_SYNTAX);
}

/* ---- an event and its instrument */

struct event {
    double a, own;
    const struct day *day;
};
static struct value event_a(const void *r)
{
    return value_number(((const struct event *)r)->a);
}
static struct value event_own(const void *r)
{
    return value_number(((const struct event *)r)->own);
}
static const void *event_base(const void *r)
{
    return ((const struct event *)r)->day;
}

static void a_record_and_its_base(void **state)
{
    static const struct field own[] = {{"a", VALUE_NUMBER, "", "", event_a},
                                       {"own", VALUE_NUMBER, "", "",
                                        event_own}};
    struct language l = language;
    struct event e = {100, 7, today}, lost = {100, 7, NULL};
    static const struct {
        const char *text;
        enum truth with, without;
    } cases[] = {
        {"a == 100 and own == 7", TRUTH_TRUE, TRUTH_TRUE},
        {"b == 8", TRUTH_TRUE, TRUTH_UNKNOWN},
        {"mean(5) == 18", TRUTH_TRUE, TRUTH_UNKNOWN},
        {"prev(b) == 7", TRUTH_TRUE, TRUTH_UNKNOWN},
        {"prev(a) == 12", TRUTH_TRUE, TRUTH_UNKNOWN}, /* the instrument's */
        {"prev(own) == 7", TRUTH_TRUE, TRUTH_UNKNOWN},
        {"crosses_below(a, b)", TRUTH_TRUE, TRUTH_UNKNOWN},
    };

    (void)state;
    l.base_fields = fields;
    l.base_field_count = 6;
    l.fields = own;
    l.field_count = 2;
    l.base = event_base;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query *q = NULL;

        assert_int_equal(query_compile_in(cases[i].text, &l, &q, NULL),
                         ERR_OK);
        if (query_truth(q, &e, NOW) != cases[i].with ||
            query_truth(q, &lost, NOW) != cases[i].without)
            fail_msg("%s", cases[i].text);
        query_free(q);
    }
}

/* ---- costs */

static void repeat(char *out, const char *piece, size_t n, const char *end)
{
    *out = '\0';
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * strlen(piece), piece, strlen(piece) + 1);
    memcpy(out + strlen(out), end, strlen(end) + 1);
}

/* Whatever compiles asks no more than it said it would. */
static void hostile_expressions_end(void **state)
{
    static const struct {
        const char *piece;
        size_t n;
        const char *end;
        bool is_taken;
    } cases[] = {
        /* each but the last is false or unknown, so that all are run */
        {"a > b or ", 400, "a < 1", true},
        {"mean(1000) > 1 or ", 29, "a > 1", true},
        {"mean(1000) > 1 or ", 200, "a > 1", false},
        {"prev(a) > 99 or ", 90, "a > 1", true},
        {"prev(a) > 99 or ", 250, "a > 1", false},
        {"crosses_below(mean(900), a) or ", 12, "a > 1", true},
        {"crosses_below(mean(900), a) or ", 100, "a > 1", false},
        {"symbol ~ \"(.?){100}x\" or ", 2, "a > 1", true},
        {"symbol ~ \"(.?){100}x\" or ", 100, "a > 1", false},
        {"news_count(1w, \"(.?){100}\") > 1 or ", 2, "a > 1", true},
        {"news_count(1w, \"(.?){100}\") > 1 or ", 100, "a > 1", false},
        {"tags in @nowhere or ", 200, "a > 1", true},
    };
    char text[5000];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query *q = NULL;
        struct why why = {""};
        enum err e;

        repeat(text, cases[i].piece, cases[i].n, cases[i].end);
        e = query_compile_in(text, &language, &q, &why);
        if (e != (cases[i].is_taken ? ERR_OK : ERR_TOO_BIG))
            fail_msg("%s: %d %s", cases[i].piece, e, why.text);
        if (e != ERR_OK)
            continue;
        asked = 0;
        (void)query_truth(q, today, NOW);
        assert_true(asked > cases[i].n && asked <= query_steps(q));
        assert_true(query_steps(q) <= QUERY_STEPS_MAX);
        query_free(q);
    }
}

/* ---- no allocation while evaluating */

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define COUNTS_ALLOCATIONS 1
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);
static size_t allocations;

void *malloc(size_t size)
{
    allocations++;
    return __libc_malloc(size);
}
void *calloc(size_t n, size_t size)
{
    allocations++;
    return __libc_calloc(n, size);
}
void *realloc(void *p, size_t size)
{
    allocations++;
    return __libc_realloc(p, size);
}
#else
#define COUNTS_ALLOCATIONS 0
static const size_t allocations = 0;
#endif

static void evaluation_allocates_nothing(void **state)
{
    static const char *const all[] = {
        "change_pct <= -5 and a >= 10B or known(b)",
        "crosses_below(prev(a), mean(close, 200)) or prev(prev(b)) > 1",
        "symbol ~ \"(n|v|d|a)*(b|c){3}|x.*y\" or tags ~ \"[[:alpha:]]+$\"",
        "symbol in (\"A\", \"B\") or tags in @chips or symbol in @\"AI & more\"",
        "news_count(2h, \"deep ?seek\") > 2 and published > now - 2h",
        "abs(min(a, b, max(a, 2))) / 0 > 1 or published > 2025-01-27",
    };
    size_t before = allocations;

    (void)state;
    if (!COUNTS_ALLOCATIONS)
        skip();
    free(malloc(1));
    assert_true(allocations > before); /* they are counted */
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct query *q = compile(all[i]);

        before = allocations;
        for (const struct day *d = days; d < days + DAYS; d++)
            (void)query_truth(q, d, NOW);
        if (allocations != before)
            fail_msg("%s allocates", all[i]);
        query_free(q);
    }
}

/* ---- random expressions against a reference that walks a tree */

enum node_kind {
    N_NUMBER, N_FIELD, N_MEAN, N_COUNT, N_NEWS, N_NEGATE, N_ABS, N_PREV,
    N_SUM, N_EXTREME,                   /* numbers */
    N_COMPARE, N_CROSSES, N_TEXT, N_LIST, N_TIME, N_KNOWN, N_NOT, N_AND, N_OR
};
struct node {
    enum node_kind kind;
    unsigned choice, n;
    const struct node *left, *right;
};
struct trees {
    struct node nodes[4000];
    size_t count;
    uint64_t random;
    char text[4200];
    size_t length;
};

static unsigned pick(struct trees *t, unsigned n)
{
    t->random =
        t->random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)(t->random >> 33) % n;
}

static const struct node *number(struct trees *t, int depth, int prevs);
static const struct node *condition(struct trees *t, int depth, int prevs);

static struct node *new_node(struct trees *t, enum node_kind kind)
{
    struct node *n = &t->nodes[t->count++];

    assert_true(t->count < sizeof t->nodes / sizeof *t->nodes);
    *n = (struct node){.kind = kind, .choice = pick(t, 840)};
    return n;
}

static const struct node *number(struct trees *t, int depth, int prevs)
{
    enum node_kind kind = depth <= 0 ? pick(t, N_NEGATE) : pick(t, N_COMPARE);
    struct node *n;

    if (kind == N_PREV && prevs == 0)
        kind = N_FIELD;
    n = new_node(t, kind);
    n->n = kind == N_MEAN && pick(t, 8) == 0 ? 501 : 2 + pick(t, 30);
    if (kind >= N_NEGATE)
        n->left = number(t, depth - 1, prevs - (kind == N_PREV));
    if (kind >= N_SUM)
        n->right = number(t, depth - 1, prevs);
    return n;
}

static const struct node *condition(struct trees *t, int depth, int prevs)
{
    enum node_kind kind =
        depth <= 0 ? N_COMPARE + pick(t, 4) : N_COMPARE + pick(t, 9);
    struct node *n = new_node(t, kind);

    if (kind <= N_CROSSES || kind == N_KNOWN) {
        prevs -= kind == N_CROSSES;
        n->left = number(t, depth - 1, prevs);
        n->right = number(t, depth - 1, prevs);
    } else if (kind >= N_NOT) {
        n->left = condition(t, depth - 1, prevs);
        n->right = kind == N_NOT ? NULL : condition(t, depth - 1, prevs);
    }
    return n;
}

static void __attribute__((format(printf, 2, 3)))
say(struct trees *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    t->length += (size_t)vsnprintf(t->text + t->length,
                                   sizeof t->text - t->length, format, args);
    va_end(args);
    if (t->length > sizeof t->text - 1)
        t->length = sizeof t->text - 1;
}

static void print(struct trees *t, const struct node *n);

static void print_pair(struct trees *t, const char *before,
                       const struct node *n, const char *between)
{
    say(t, "%s", before);
    print(t, n->left);
    if (n->right && *between) {
        say(t, "%s", between);
        print(t, n->right);
    }
    say(t, ")");
}

static const char *const signs[] = {" == ", " != ", " < ",
                                    " <= ", " > ",  " >= "};

static void print(struct trees *t, const struct node *n)
{
    static const char *const texts[] = {
        "symbol == \"NVDA\"", "tags == \"CHIP\"", "symbol ~ \"^a\"",
        "tags ~ \"old|x\"", "symbol in (\"AMD\", \"X\")",
        "tags in (\"AI\")"};
    static const char *const in_lists[] = {
        "symbol in @chips", "tags in @chips", "tags in @nowhere",
        "symbol in @\"AI & more\""};
    static const char *const sums[] = {" + ", " - ", " * ", " / "};

    switch (n->kind) {
    case N_NUMBER:
        say(t, "%u", n->n);
        break;
    case N_FIELD:
        say(t, "%s", n->choice % 2 ? "a" : "b");
        break;
    case N_MEAN:
        say(t, "mean(%s%u)", n->choice % 2 ? "open, " : "", n->n);
        break;
    case N_COUNT:
        say(t, "count(%u)", n->n);
        break;
    case N_NEWS:
        say(t, "news_count(%uh%s)", n->n % 5,
            n->choice % 2 ? ", \"n.d\"" : "");
        break;
    case N_NEGATE:
        print_pair(t, "-(", n, "");
        break;
    case N_ABS:
        print_pair(t, "abs(", n, "");
        break;
    case N_PREV:
        print_pair(t, "prev(", n, "");
        break;
    case N_SUM:
        print_pair(t, "(", n, sums[n->choice % 4]);
        break;
    case N_EXTREME:
        print_pair(t, n->choice % 2 ? "max(" : "min(", n, ", ");
        break;
    case N_COMPARE:
        print_pair(t, "(", n, signs[n->choice % 6]);
        break;
    case N_CROSSES:
        print_pair(t, n->choice % 2 ? "crosses_above(" : "crosses_below(", n,
                   ", ");
        break;
    case N_TEXT:
        say(t, "%s", texts[n->choice % 6]);
        break;
    case N_LIST:
        say(t, "%s", in_lists[n->choice % 4]);
        break;
    case N_TIME:
        say(t, "published > now - %uh", n->n % 5);
        break;
    case N_KNOWN:
        print_pair(t, "known(", n, "");
        break;
    case N_NOT:
        print_pair(t, "not (", n, "");
        break;
    case N_AND:
        print_pair(t, "(", n, " and ");
        break;
    case N_OR:
        print_pair(t, "(", n, " or ");
        break;
    }
}

/* NAN stands for unknown, here only. */
static double number_of(const struct node *n, const struct day *d)
{
    double x = n->left ? number_of(n->left, d) : 0, y;
    double result = NAN;

    switch ((int)n->kind) {
    case N_NUMBER:
        return n->n;
    case N_FIELD:
        return n->choice % 2 ? d->a : d->b;
    case N_MEAN:
        return mean_reference(d, n->choice % 2 ? 0 : 1, n->n);
    case N_COUNT:
        return mean_reference(d, 0, n->n);
    case N_NEWS:
        if (n->choice % 2 && strcmp(d->symbol, "AMD") != 0 &&
            !strstr(d->symbol, "NVD"))
            return 0;
        if (n->choice % 2 && strcmp(d->symbol, "AMD") == 0)
            return 0;
        return d->published >= NOW - (int64_t)(n->n % 5) * MS_PER_HOUR;
    case N_NEGATE:
        return -x;
    case N_ABS:
        return fabs(x);
    case N_PREV:
        return d == days ? NAN : number_of(n->left, d - 1);
    }
    y = number_of(n->right, d);
    if (isnan(x) || isnan(y))
        return NAN;
    if (n->kind == N_EXTREME)
        return n->choice % 2 ? fmax(x, y) : fmin(x, y);
    if (n->choice % 4 == 0)
        result = x + y;
    else if (n->choice % 4 == 1)
        result = x - y;
    else if (n->choice % 4 == 2)
        result = x * y;
    else if (y != 0)
        result = x / y;
    return isfinite(result) ? result : NAN;
}

static enum truth compared(unsigned sign, double x, double y)
{
    bool is_so = sign == 0   ? x == y
                 : sign == 1 ? x != y
                 : sign == 2 ? x < y
                 : sign == 3 ? x <= y
                 : sign == 4 ? x > y
                             : x >= y;

    if (isnan(x) || isnan(y))
        return TRUTH_UNKNOWN;
    return is_so ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth both(enum truth x, enum truth y)
{
    if (x == TRUTH_FALSE || y == TRUTH_FALSE)
        return TRUTH_FALSE;
    return x == TRUTH_TRUE && y == TRUTH_TRUE ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

static enum truth opposite(enum truth x)
{
    return x == TRUTH_UNKNOWN ? x
           : x == TRUTH_TRUE  ? TRUTH_FALSE
                              : TRUTH_TRUE;
}

static enum truth of_bool(bool b)
{
    return b ? TRUTH_TRUE : TRUTH_FALSE;
}

static bool is_tagged(const struct day *d, const char *tag)
{
    return strcmp(d->tags[0], tag) == 0 || strcmp(d->tags[1], tag) == 0;
}

static enum truth text_truth(unsigned choice, const struct day *d)
{
    switch (choice) {
    case 0:
        return of_bool(strcmp(d->symbol, "NVDA") == 0);
    case 1:
        return of_bool(is_tagged(d, "CHIP"));
    case 2:
    case 4:
        return of_bool(strcmp(d->symbol, "AMD") == 0);
    case 3:
        return of_bool(is_tagged(d, "OLD"));
    }
    return of_bool(is_tagged(d, "AI"));
}

static enum truth truth_of(const struct node *n, const struct day *d)
{
    double x, y;

    switch ((int)n->kind) {
    case N_COMPARE:
        return compared(n->choice % 6, number_of(n->left, d),
                        number_of(n->right, d));
    case N_CROSSES:
        x = d == days ? NAN : number_of(n->left, d - 1);
        y = d == days ? NAN : number_of(n->right, d - 1);
        return both(compared(n->choice % 2 ? 3 : 5, x, y),
                    compared(n->choice % 2 ? 4 : 2, number_of(n->left, d),
                             number_of(n->right, d)));
    case N_TEXT:
        return text_truth(n->choice % 6, d);
    case N_LIST:
        return n->choice % 4 == 0   ? of_bool(strcmp(d->symbol, "NVDA") == 0)
               : n->choice % 4 == 1 ? of_bool(is_tagged(d, "CHIP"))
               : n->choice % 4 == 2 ? TRUTH_UNKNOWN
                                    : TRUTH_TRUE;
    case N_TIME:
        return of_bool(d->published >
                       NOW - (int64_t)(n->n % 5) * MS_PER_HOUR);
    case N_KNOWN:
        return of_bool(!isnan(number_of(n->left, d)));
    case N_NOT:
        return opposite(truth_of(n->left, d));
    case N_AND:
        return both(truth_of(n->left, d), truth_of(n->right, d));
    }
    return opposite(both(opposite(truth_of(n->left, d)),
                         opposite(truth_of(n->right, d))));
}

static void random_expressions(void **state)
{
    struct trees *t = test_calloc(1, sizeof *t);
    size_t seen[3] = {0}, long_ones = 0;

    (void)state;
    t->random = 20250127;
    for (int i = 0; i < 4000; i++) {
        const struct node *tree;
        struct query *q = NULL;
        struct why why = {""};
        enum err e;

        t->count = t->length = 0;
        tree = condition(t, 1 + (int)pick(t, 5), 4);
        print(t, tree);
        e = query_compile_in(t->text, &language, &q, &why);
        if (e == ERR_TOO_BIG || t->length == sizeof t->text - 1) {
            long_ones++;
            continue;
        }
        if (e != ERR_OK)
            fail_msg("%s: %s", t->text, why.text);
        for (const struct day *d = days; d < days + DAYS; d++) {
            enum truth expected = truth_of(tree, d);

            if (query_truth(q, d, NOW) != expected)
                fail_msg("%s on day %d is not %d", t->text, (int)(d - days),
                         expected);
            seen[expected]++;
        }
        query_free(q);
    }
    assert_true(long_ones < 400);
    assert_true(seen[0] > 1000 && seen[1] > 1000 && seen[2] > 1000);
    test_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_of_bars),
        cmocka_unit_test(the_previous_close),
        cmocka_unit_test(lists),
        cmocka_unit_test(mistakes),
        cmocka_unit_test(conditions_stop_when_settled),
        cmocka_unit_test(without_a_language),
        cmocka_unit_test(a_record_and_its_base),
        cmocka_unit_test(hostile_expressions_end),
        cmocka_unit_test(evaluation_allocates_nothing),
        cmocka_unit_test(random_expressions),
    };

    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
