/* SPDX-License-Identifier: MIT */
/* The expression language: three-valued logic, types, errors, limits. */
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

struct row {
    double price, pct;
    bool has_price, has_pct;
    const char *symbol, *title;
    char tags[3][8];
    size_t tag_count;
    int64_t published;
    int32_t filed;
    int truth; /* 0, 1; else unknown */
};

static struct value get_price(const void *r)
{
    const struct row *row = r;

    return row->has_price ? value_number(row->price) : value_unknown();
}
static struct value get_pct(const void *r)
{
    const struct row *row = r;

    return row->has_pct ? value_number(row->pct) : value_unknown();
}
static struct value get_symbol(const void *r)
{
    return value_text(((const struct row *)r)->symbol);
}
static struct value get_title(const void *r)
{
    return value_text(((const struct row *)r)->title);
}
static struct value get_tags(const void *r)
{
    const struct row *row = r;

    return (struct value){.type = VALUE_LIST,
                          .of.list = {.first = row->tags[0],
                                      .count = row->tag_count,
                                      .stride = sizeof row->tags[0]}};
}
static struct value get_published(const void *r)
{
    return value_time(((const struct row *)r)->published);
}
static struct value get_filed(const void *r)
{
    return value_date(((const struct row *)r)->filed);
}
static struct value get_flag(const void *r)
{
    const struct row *row = r;

    return row->truth == 0 || row->truth == 1 ? value_bool(row->truth)
                                              : value_unknown();
}
static struct value get_yes(const void *r)
{
    (void)r;
    return value_bool(true);
}
static struct value get_no(const void *r)
{
    (void)r;
    return value_bool(false);
}
static struct value get_nothing(const void *r)
{
    (void)r;
    return value_unknown();
}

static const struct field fields[] = {
    {"price", VALUE_NUMBER, "USD", "a price", get_price},
    {"change_pct", VALUE_PERCENT, "%", "a change", get_pct},
    {"symbol", VALUE_TEXT, "", "a ticker", get_symbol},
    {"title", VALUE_TEXT, "", "a text", get_title},
    {"symbols", VALUE_LIST, "", "tags", get_tags},
    {"published", VALUE_TIME, "ms", "a time", get_published},
    {"filed", VALUE_DATE, "", "a date", get_filed},
    {"opened.t", VALUE_TIME, "ms", "a dotted name", get_published},
    {"flag", VALUE_BOOL, "", "yes, no or unknown", get_flag},
    {"t", VALUE_BOOL, "", "true", get_yes},
    {"f", VALUE_BOOL, "", "false", get_no},
    {"u", VALUE_BOOL, "", "unknown", get_nothing},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const struct row nvda = {
    .price = 118.42, .has_price = true, .pct = -16.97, .has_pct = true,
    .symbol = "NVDA", .title = "DeepSeek rattles chip makers",
    .tags = {"NVDA", "AVGO"}, .tag_count = 2,
    .published = NOW - 3 * MS_PER_HOUR, .filed = 20115, .truth = 2,
};

static enum truth truth_of(const char *text, const struct row *row)
{
    struct query *q = NULL;
    struct why why = {""};
    enum truth t;

    if (query_compile(text, fields, FIELDS, &q, &why) != ERR_OK)
        fail_msg("%s: %s", text, why.text);
    t = query_truth(q, row, NOW);
    query_free(q);
    return t;
}

static void is(const char *text, enum truth expected)
{
    enum truth t = truth_of(text, &nvda);

    if (t != expected)
        fail_msg("%s: %d, not %d", text, t, expected);
}

static void is_error(const char *text, const char *part)
{
    struct query *q = NULL;
    struct why why = {""};

    if (query_compile(text, fields, FIELDS, &q, &why) == ERR_OK)
        fail_msg("%s: compiled", text);
    if (!strstr(why.text, part))
        fail_msg("%s: no \"%s\" in: %s", text, part, why.text);
}

static void kleene(void **state)
{
    static const char *const word = "ftu"; /* false, true, unknown */
    static const enum truth and[3][3] = {{0, 0, 0}, {0, 1, 2}, {0, 2, 2}};
    static const enum truth or[3][3] = {{0, 1, 2}, {1, 1, 1}, {2, 1, 2}};
    static const enum truth not[3] = {1, 0, 2};
    char text[32];

    (void)state;
    for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
            (void)snprintf(text, sizeof text, "%c and %c", word[a], word[b]);
            is(text, and[a][b]);
            (void)snprintf(text, sizeof text, "%c or %c", word[a], word[b]);
            is(text, or[a][b]);
        }
        (void)snprintf(text, sizeof text, "not %c", word[a]);
        is(text, not[a]);
    }
}

static void precedence(void **state)
{
    (void)state;
    is("1 + 2 * 3 == 7", TRUTH_TRUE);
    is("(1 + 2) * 3 == 9", TRUTH_TRUE);
    is("7 - 2 - 1 == 4", TRUTH_TRUE);
    is("8 / 2 / 2 == 2", TRUTH_TRUE);
    is("-2 * -3 == 6", TRUTH_TRUE);
    is("1 - -1 == 2", TRUTH_TRUE);
    is("t or f and f", TRUTH_TRUE);
    is("(t or f) and f", TRUTH_FALSE);
    is("not f and f", TRUTH_FALSE);
    is("not (f and f)", TRUTH_TRUE);
    is("not 1 > 2", TRUTH_TRUE);
    is("not not t", TRUTH_TRUE);
    is("(1 < 2) == true", TRUTH_TRUE);
}

static void literals(void **state)
{
    (void)state;
    is("1K == 1000 and 2M == 2000000 and 50B == 50000000000 and 1T == 1000B",
       TRUTH_TRUE);
    is("1.5B == 1500M", TRUTH_TRUE);
    is("60s == 1m and 60m == 1h and 24h == 1d and 7d == 1w", TRUTH_TRUE);
    is("5M == 5000000 and 5m == 300s", TRUTH_TRUE);
    is("change_pct < -10%", TRUTH_TRUE);
    is("change_pct < -10", TRUTH_TRUE);
    is("-10% > change_pct", TRUTH_TRUE);
    is("abs(change_pct) >= 5%", TRUTH_TRUE);
    is("change_pct + 10% < -6", TRUTH_TRUE);
    is("symbol == \"NVDA\"", TRUTH_TRUE);
    is("symbol != \"nvda\"", TRUTH_TRUE);
    is_error("price > 5q", "not a number");
    is_error("price > 1.2.3", "operator");
    is_error("published > 2025-02-30", "no such date");
    is_error("symbol == \"NVDA", "closing");
}

static void times(void **state)
{
    (void)state;
    is("published > now - 4h", TRUTH_TRUE);
    is("published > now - 2h", TRUTH_FALSE);
    is("now - published == 3h", TRUTH_TRUE);
    is("published > 2025-01-27", TRUTH_TRUE);
    is("published < 2025-01-28", TRUTH_TRUE);
    is("opened.t == published", TRUTH_TRUE);
    is("filed == 2025-01-27", TRUTH_TRUE);
    is("filed > 2025-01-26 and filed < 2025-01-28", TRUTH_TRUE);
    /* midnight of a date is New York's, 05:00Z in winter */
    is("published - 2025-01-27 == 13h + 5m", TRUTH_TRUE);
    is("filed + 1d == 2025-01-28", TRUTH_TRUE);
    is_error("published > 5", "cannot compare a time and a number");
    is_error("published + published > now", "cannot add");
    is_error("-published > now", "negative");
}

static void texts(void **state)
{
    (void)state;
    is("title ~ \"deepseek\"", TRUTH_TRUE);
    is("title ~ \"^chip\"", TRUTH_FALSE);
    is("title ~ \"chip (makers|stocks)\"", TRUTH_TRUE);
    is("symbol in (\"MSFT\", \"NVDA\")", TRUTH_TRUE);
    is("symbol in (\"MSFT\")", TRUTH_FALSE);
    is("symbols == \"AVGO\"", TRUTH_TRUE);
    is("\"AVGO\" == symbols", TRUTH_TRUE);
    is("symbols != \"AVGO\"", TRUTH_FALSE);
    is("symbols in (\"TSM\", \"AVGO\")", TRUTH_TRUE);
    is("symbols ~ \"^av\"", TRUTH_TRUE);
    is("symbols ~ \"^ts\"", TRUTH_FALSE);
    is("symbol in (\"\\\"\") or t", TRUTH_TRUE);
}

static void functions(void **state)
{
    (void)state;
    is("abs(-3) == 3 and abs(3) == 3", TRUTH_TRUE);
    is("min(3, 1, 2) == 1 and max(3, 1, 2) == 3", TRUTH_TRUE);
    is("known(price) and not known(flag)", TRUTH_TRUE);
    is_error("min(1) == 1", "at least");
    is_error("abs(symbol) == 1", "abs takes a number");
    is_error("abs 3", "( is missing");
}

static void unknown_values(void **state)
{
    const struct row empty = {.filed = NO_DATE, .truth = 2};
    static const char *const all[] = {
        "price > 1",   "price == price",     "not price > 1",
        "1 / 0 > 1",   "price / 0 > 1",      "abs(price) > 1",
        "symbol == \"A\"", "title ~ \"a\"",  "published > now - 1h",
        "filed > 2025-01-01", "min(price, 1) > 0", "flag",
        "-price < 1",  "symbol in (\"A\")",  "flag == true",
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (truth_of(all[i], &empty) != TRUTH_UNKNOWN)
            fail_msg("%s is known", all[i]);
    assert_int_equal(truth_of("price > 1 or t", &empty), TRUTH_TRUE);
    assert_int_equal(truth_of("price > 1 and f", &empty), TRUTH_FALSE);
    assert_int_equal(truth_of("symbols == \"A\"", &empty), TRUTH_FALSE);
}

static void type_errors(void **state)
{
    (void)state;
    is_error("price < 10%", "% belongs to percent fields");
    is_error("10% > 5%", "percent field");
    is_error("change_pct * 5% > 1", "factors");
    is_error("symbol > \"A\"", "no order");
    is_error("symbol == 5", "cannot compare a text and a number");
    is_error("symbol and t", "conditions");
    is_error("not price", "not takes a condition");
    is_error("symbol + 1 > 2", "cannot add");
    is_error("symbol * 2 == 1", "cannot multiply");
    is_error("-symbol == 1", "only a number");
    is_error("price ~ \"a\"", "left side");
    is_error("symbol ~ title", "pattern in quotes");
    is_error("price in (\"a\")", "left side");
    is_error("symbol in (1)", "in takes texts");
    is_error("1 < 2 < 3", "do not chain");
    is_error("price = 5", "write ==");
    is_error("price > ", "value is missing");
    is_error("price > 1 price", "operator is missing");
    is_error("(price > 1", ") is missing");
    is_error("", "value is missing");
    is_error("price > 1 && t", "write and, or");
    is_error("price # 1", "means nothing");
    is_error("price @ 1", "after @ stands a list");
}

static void carets(void **state)
{
    struct query *q = NULL;
    struct why why;
    const char *caret;

    (void)state;
    assert_int_equal(query_compile("price > 1 and chnge_pct < 2", fields,
                                   FIELDS, &q, &why), ERR_SYNTAX);
    assert_string_equal(why.text,
                        "unknown field chnge_pct; did you mean change_pct?\n"
                        "price > 1 and chnge_pct < 2\n"
                        "              ^");
    assert_int_equal(query_compile("price = 5", fields, FIELDS, &q, &why),
                     ERR_SYNTAX);
    caret = strrchr(why.text, '\n') + 1;
    assert_string_equal(caret, "      ^");
    /* a place far to the right is still under its caret */
    assert_int_equal(
        query_compile("price > 1 and price > 1 and price > 1 and price > 1 "
                      "and price > 1 and price > 1 and wrong_one > 5",
                      fields, FIELDS, &q, &why), ERR_SYNTAX);
    caret = strrchr(why.text, '\n') + 1;
    assert_int_equal(strlen(caret), 41);
    assert_non_null(strstr(why.text, "wrong_one > 5\n"));
    assert_true(strstr(why.text, "wrong_one > 5\n") -
                    (strchr(why.text, '\n') + 1) == 40);
}

static void repeat(char *out, const char *piece, size_t n)
{
    *out = '\0';
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * strlen(piece), piece, strlen(piece) + 1);
}

static enum err compile_error(const char *text)
{
    struct query *q = NULL;
    struct why why;
    enum err e = query_compile(text, fields, FIELDS, &q, &why);

    if (e == ERR_OK)
        query_free(q);
    return e;
}

static void limits(void **state)
{
    char text[9000], open[400], close[400];

    (void)state;
    repeat(text, "(", 3000);
    assert_int_equal(compile_error(text), ERR_TOO_BIG);
    repeat(text, "not ", 900);
    assert_int_equal(compile_error(text), ERR_TOO_BIG);
    repeat(text, "-", 3000);
    assert_int_equal(compile_error(text), ERR_TOO_BIG);
    repeat(text, "abs(", 900);
    assert_int_equal(compile_error(text), ERR_TOO_BIG);
    repeat(text, "min(1+2*", 500);
    assert_int_equal(compile_error(text), ERR_TOO_BIG);
    repeat(text, "1 + 1 + ", 600);
    assert_int_equal(compile_error(text), ERR_TOO_BIG); /* 4,800 bytes */
    repeat(open, "(", 64);
    repeat(close, ")", 64);
    (void)snprintf(text, sizeof text, "%st%s", open, close);
    is(text, TRUTH_TRUE);
    (void)snprintf(text, sizeof text, "(%st%s)", open, close);
    assert_int_equal(compile_error(text), ERR_TOO_BIG);
    /* every level keeps operands waiting: the deepest stack there is */
    repeat(open, "1+2*(", 60);
    repeat(close, ")", 60);
    (void)snprintf(text, sizeof text, "f or t and 1 < %s1%s", open, close);
    is(text, TRUTH_TRUE);
    /* long, but flat */
    repeat(text, "t and ", 600);
    memcpy(text + strlen(text), "t", 2);
    is(text, TRUTH_TRUE);
}

static void hostile_patterns(void **state)
{
    static const char *const refused[] = {
        "(a)\\1", "(a{1,50}){1,50}", "((a{30}){30}){30}", "a{100000}",
        "(((a{1,100}){1,100}){1,100}){1,100}", "(", ")", "[a", "", "a{x}",
        "((((((((((((((((((a))))))))))))))))))", "*{2000}", "a{9,3}", "[[:x:]]",
        "\\q", "[z-a]", "((((a{1,100}){1,100}){1,100}",
    };
    char text[600], pattern[300];

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        (void)snprintf(text, sizeof text, "title ~ \"%s\"", refused[i]);
        if (compile_error(text) == ERR_OK)
            fail_msg("%s was taken", text);
    }
    memset(pattern, 'a', 257);
    pattern[257] = '\0';
    (void)snprintf(text, sizeof text, "title ~ \"%s\"", pattern);
    is_error(text, "256");
    is("title ~ \"[[:alpha:]]{4,8} \"", TRUTH_TRUE);
    is("title ~ \"[]x]|(a|e){2}\"", TRUTH_TRUE);
    is("title ~ \"c(h|x)+ip\"", TRUTH_TRUE);
}

/* ---- random expressions against a tree that is evaluated the plain way */

struct random {
    uint64_t state;
};

static unsigned pick(struct random *r, unsigned n)
{
    r->state = r->state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)(r->state >> 33) % n;
}

struct out {
    char text[4000];
    size_t n;
};

static void put(struct out *o, const char *s)
{
    size_t n = strlen(s);

    if (o->n + n + 1 < sizeof o->text) {
        memcpy(o->text + o->n, s, n + 1);
        o->n += n;
    }
}

/* NAN stands for unknown here: the reference may, the evaluator must not. */
static double number(struct random *r, int depth, struct out *o)
{
    static const char ops[] = "+-*/";
    char text[32];
    double a, b;
    unsigned what = depth <= 0 ? pick(r, 3) : pick(r, 8);

    if (what == 0) {
        put(o, "price");
        return nvda.price;
    }
    if (what == 1) {
        put(o, "abs(1 / 0)");
        return NAN;
    }
    if (what < 4) {
        int v = (int)pick(r, 20);

        (void)snprintf(text, sizeof text, "%d", v);
        put(o, text);
        return v;
    }
    if (what == 4) {
        put(o, "-(");
        a = number(r, depth - 1, o);
        put(o, ")");
        return -a;
    }
    if (what == 5) {
        put(o, "max(");
        a = number(r, depth - 1, o);
        put(o, ", ");
        b = number(r, depth - 1, o);
        put(o, ")");
        return isnan(a) || isnan(b) ? NAN : fmax(a, b);
    }
    what = pick(r, 4);
    put(o, "(");
    a = number(r, depth - 1, o);
    text[0] = ' ', text[1] = ops[what], text[2] = ' ', text[3] = '\0';
    put(o, text);
    b = number(r, depth - 1, o);
    put(o, ")");
    if (what == 0)
        return a + b;
    if (what == 1)
        return a - b;
    if (what == 2)
        return a * b;
    return b == 0 ? NAN : a / b;
}

static enum truth condition(struct random *r, int depth, struct out *o)
{
    static const char *const signs[] = {"<", "<=", ">", ">=", "==", "!="};
    unsigned what = depth <= 0 ? 0 : pick(r, 4);
    enum truth x, y;
    double a, b;

    if (what == 0) {
        unsigned sign = pick(r, 6);
        bool is_true;

        a = number(r, depth - 1, o);
        put(o, " ");
        put(o, signs[sign]);
        put(o, " ");
        b = number(r, depth - 1, o);
        if (!isfinite(a) || !isfinite(b))
            return TRUTH_UNKNOWN;
        is_true = sign == 0   ? a < b
                  : sign == 1 ? a <= b
                  : sign == 2 ? a > b
                  : sign == 3 ? a >= b
                  : sign == 4 ? a == b
                              : a != b;
        return is_true ? TRUTH_TRUE : TRUTH_FALSE;
    }
    if (what == 1) {
        put(o, "not (");
        x = condition(r, depth - 1, o);
        put(o, ")");
        return x == TRUTH_UNKNOWN ? x : x == TRUTH_TRUE ? TRUTH_FALSE
                                                        : TRUTH_TRUE;
    }
    put(o, "(");
    x = condition(r, depth - 1, o);
    put(o, what == 2 ? ") and (" : ") or (");
    y = condition(r, depth - 1, o);
    put(o, ")");
    if (what == 2) {
        if (x == TRUTH_FALSE || y == TRUTH_FALSE)
            return TRUTH_FALSE;
        return x == TRUTH_TRUE && y == TRUTH_TRUE ? TRUTH_TRUE
                                                  : TRUTH_UNKNOWN;
    }
    if (x == TRUTH_TRUE || y == TRUTH_TRUE)
        return TRUTH_TRUE;
    return x == TRUTH_FALSE && y == TRUTH_FALSE ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static void random_expressions(void **state)
{
    struct random r = {20250127};
    size_t seen[3] = {0};

    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct out o = {"", 0};
        enum truth expected = condition(&r, 4, &o);

        if (o.n > 3900)
            continue;
        if (truth_of(o.text, &nvda) != expected)
            fail_msg("%s is not %d", o.text, expected);
        seen[expected]++;
    }
    assert_true(seen[0] > 100 && seen[1] > 100 && seen[2] > 100);
}

/* Bytes without sense end in an error or a query, never in a crash. */
static void random_bytes(void **state)
{
    static const char *const words[] = {
        "price", "(", ")", "and", "or", "not", "<", "==", "~", "in", "\"a\"",
        "5", "10%", "3h", "2025-01-27", "+", "-", "*", "/", ",", "abs", "min",
        "symbols", "title", "now", "\"", "\\", "=", "\x80", "@", "known",
    };
    struct random r = {4};

    (void)state;
    for (int i = 0; i < 4000; i++) {
        struct out o = {"", 0};
        unsigned n = 1 + pick(&r, 14);
        struct query *q = NULL;
        struct why why;

        while (n--) {
            put(&o, words[pick(&r, sizeof words / sizeof *words)]);
            put(&o, pick(&r, 4) ? " " : "");
        }
        if (query_compile(o.text, fields, FIELDS, &q, &why) == ERR_OK) {
            (void)query_truth(q, &nvda, NOW);
            query_free(q);
        } else {
            assert_non_null(strchr(why.text, '^'));
        }
    }
}

static void reflection(void **state)
{
    struct query *q = NULL;

    (void)state;
    assert_int_equal(query_compile("opened.t > now and price > 1", fields,
                                   FIELDS, &q, NULL), ERR_OK);
    assert_true(query_uses(q, "opened."));
    assert_true(query_uses(q, "price"));
    assert_false(query_uses(q, "change"));
    assert_int_equal(query_type(q), VALUE_BOOL);
    query_free(q);
    assert_int_equal(query_compile("abs(change_pct) * 2", fields, FIELDS, &q,
                                   NULL), ERR_OK);
    assert_int_equal(query_type(q), VALUE_PERCENT);
    assert_float_equal(query_value(q, &nvda, NOW).of.number, 33.94, 1e-9);
    query_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kleene),
        cmocka_unit_test(precedence),
        cmocka_unit_test(literals),
        cmocka_unit_test(times),
        cmocka_unit_test(texts),
        cmocka_unit_test(functions),
        cmocka_unit_test(unknown_values),
        cmocka_unit_test(type_errors),
        cmocka_unit_test(carets),
        cmocka_unit_test(limits),
        cmocka_unit_test(hostile_patterns),
        cmocka_unit_test(random_expressions),
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(reflection),
    };

    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
