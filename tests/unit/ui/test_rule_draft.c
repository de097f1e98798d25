/* SPDX-License-Identifier: MIT */
/* Conditions as a form and as text: each follows from the other, and what
 * they mean stays the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../src/ui/rule_draft.h"
#include "tapewatch/state/fields.h"

static struct rule_draft read_draft(const char *when)
{
    struct rule_draft d;

    draft_read(when, &d);
    return d;
}

static void check_written(const struct rule_draft *d, const char *wanted)
{
    char text[RULE_WHEN_MAX];

    assert_true(draft_write(d, text, sizeof text));
    assert_string_equal(text, wanted);
}

static void a_rule_of_the_form_is_read_into_it(void **state)
{
    struct rule_draft d = read_draft(
        "symbol in @\"AI & more\" and cap_change_usd <= -50B and vol_ratio>1.5 "
        "and session in (\"pre\", \"regular\")");

    (void)state;
    assert_int_equal(d.scope, DRAFT_LIST);
    assert_string_equal(d.whom, "AI & more");
    assert_int_equal(d.count, 2);
    assert_string_equal(d.conditions[0].field, "cap_change_usd");
    assert_string_equal(d.conditions[0].op, "<=");
    assert_string_equal(d.conditions[0].value, "-50B");
    assert_string_equal(d.conditions[1].op, ">");
    assert_string_equal(d.conditions[1].value, "1.5");
    assert_int_equal(d.during, DRAFT_PRE | DRAFT_REGULAR);
    assert_string_equal(d.rest, "");
    check_written(&d, "symbol in @\"AI & more\" and cap_change_usd <= -50B and "
                      "vol_ratio > 1.5 and session in (\"regular\", \"pre\")");
}

static void scopes_are_known(void **state)
{
    struct rule_draft d = read_draft("price > 1 and symbol == \"NVDA\"");

    (void)state;
    assert_int_equal(d.scope, DRAFT_SYMBOL);
    assert_string_equal(d.whom, "NVDA");
    check_written(&d, "symbol == \"NVDA\" and price > 1");
    d = read_draft("symbol in @portfolio and price > 1");
    assert_int_equal(d.scope, DRAFT_PORTFOLIO);
    check_written(&d, "symbol in @portfolio and price > 1");
    d = read_draft("symbol in @semis");
    assert_string_equal(d.whom, "semis");
    check_written(&d, "symbol in @semis");
    d = read_draft("symbol in (\"A\", \"B\") and price > 1");
    assert_int_equal(d.scope, DRAFT_ALL);
    assert_int_equal(d.count, 2); /* a condition like others */
    check_written(&d, "symbol in (\"A\", \"B\") and price > 1");
}

static void what_has_no_place_is_kept_as_text(void **state)
{
    static const char *const kept[] = {
        "abs(change_pct) >= 5", "price < sma(50)", "price > open * 2",
        "a or b", "not halted", "price >", "\"and\" == name or price > 1",
        "headline ~ \"x and y\""};
    struct rule_draft d;

    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        d = read_draft(kept[i]);
        if (i == 1) { /* a value without a blank */
            assert_string_equal(d.conditions[0].value, "sma(50)");
            continue;
        }
        assert_string_equal(d.rest, kept[i]);
        check_written(&d, kept[i]);
    }
    d = read_draft("price > 1 or halted");
    d.scope = DRAFT_SYMBOL;
    strcpy(d.whom, "X");
    check_written(&d, "symbol == \"X\" and (price > 1 or halted)");
}

/* As ":ALERT NVDA change_pct < -4" writes it. */
static void brackets_that_do_nothing_are_left_away(void **state)
{
    struct rule_draft d =
        read_draft("symbol == \"NVDA\" and (change_pct < -4)");

    (void)state;
    assert_string_equal(d.whom, "NVDA");
    assert_int_equal(d.count, 1);
    assert_string_equal(d.conditions[0].field, "change_pct");
    assert_string_equal(d.conditions[0].value, "-4");
    assert_string_equal(d.rest, "");
    check_written(&d, "symbol == \"NVDA\" and change_pct < -4");
    d = read_draft("price > 5 and ((volume > 3M and change_pct < -4))");
    assert_int_equal(d.count, 3);
    d = read_draft("(price > 5) and (volume > 3M or price < 9)");
    assert_int_equal(d.count, 1);
    assert_string_equal(d.rest, "(volume > 3M or price < 9)");
    d = read_draft("((price) > 5) and (price) < (9)");
    assert_string_equal(d.rest, "(price) > 5 and (price) < (9)");
}

static void unfinished_conditions_are_left_out(void **state)
{
    struct rule_draft d = {.count = 2, .during = DRAFT_ANY_TIME,
                           .conditions = {{"price", ">", "1"},
                                          {"volume", "<=", ""}}};

    (void)state;
    check_written(&d, "price > 1");
    d.count = 0;
    check_written(&d, "");
}

static void more_than_fits_is_said(void **state)
{
    struct rule_draft d = {.during = DRAFT_ANY_TIME};
    char text[20];

    (void)state;
    memset(d.rest, 'x', 100);
    assert_false(draft_write(&d, text, sizeof text));
}

static void comparisons_go_round(void **state)
{
    const char *op = "<=";
    int n = 0;

    (void)state;
    do {
        assert_string_equal(draft_next_op(draft_next_op(op, 1), -1), op);
        op = draft_next_op(op, 1);
        n++;
    } while (strcmp(op, "<=") != 0);
    assert_int_equal(n, 8);
}

/* ---- any expression means the same after going through the form */

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static const char *one_part(unsigned *seed)
{
    static const char *const parts[] = {
        "price > 50", "price <= 20", "change_pct < -5%", "abs(change) > 3",
        "symbol == \"A\"", "symbol in (\"A\", \"B\")", "not (price > 70)",
        "(price > 10 or open < 5)", "(price > 10 and (open < 5))",
        "(symbol == \"A\" and (price > 1 or open > 1))", "session == \"regular\"",
        "session in (\"pre\", \"post\")", "volume >= 1M", "price > open",
        "name ~ \"and or\"", "price + open > 90", "known(shares)"};

    return parts[next_random(seed) % (sizeof parts / sizeof *parts)];
}

static void make_expression(unsigned *seed, char *out, size_t size)
{
    static const char *const words[] = {" and ", " and ", " and ", " or "};
    int n = 1 + (int)(next_random(seed) % 6);

    out[0] = '\0';
    for (int i = 0; i < n; i++) {
        strncat(out, i ? words[next_random(seed) % 4] : "",
                size - strlen(out) - 1);
        strncat(out, one_part(seed), size - strlen(out) - 1);
    }
}

static struct query *compile(const char *text)
{
    struct query *q = NULL;
    struct why why = {{0}};

    if (query_compile_in(text, language_of_listing(), &q, &why) != ERR_OK)
        fail_msg("%s: %s", text, why.text);
    return q;
}

static void check_same(const char *before, const char *after, unsigned *seed)
{
    struct query *a = compile(before), *b = compile(after);

    for (int i = 0; i < 40; i++) {
        struct instrument instrument = {.name = "and or"};
        struct listing l = {.instrument = &instrument};
        struct listing_record r = {.listing = &l, .now_ms = 1};

        instrument.symbol[0] = (char)('A' + next_random(seed) % 3);
        l.phase = (enum session)(next_random(seed) % 5);
        if (next_random(seed) % 5)
            QUOTE_SET(&l.quote, price, next_random(seed) % 100);
        if (next_random(seed) % 5)
            QUOTE_SET(&l.quote, open, next_random(seed) % 100);
        if (next_random(seed) % 5)
            QUOTE_SET(&l.quote, volume, 1e4 * (next_random(seed) % 200));
        assert_int_equal(query_truth(a, &r, 1), query_truth(b, &r, 1));
    }
    query_free(a);
    query_free(b);
}

static void the_meaning_stays(void **state)
{
    unsigned seed = 7;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        char text[RULE_WHEN_MAX], again[RULE_WHEN_MAX], twice[RULE_WHEN_MAX];
        struct rule_draft d;

        make_expression(&seed, text, sizeof text);
        d = read_draft(text);
        assert_true(draft_write(&d, again, sizeof again));
        check_same(text, again, &seed);
        d = read_draft(again);
        assert_true(draft_write(&d, twice, sizeof twice));
        check_same(text, twice, &seed);
    }
}

/* Neither a crash nor an endless turn, whatever is typed. */
static void any_bytes_are_read(void **state)
{
    static const char bytes[] = "()\"\\ andorin<=>~@,.price symbol\x80\xff";
    unsigned seed = 3;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[60], out[RULE_WHEN_MAX];
        struct rule_draft d;
        size_t n = next_random(&seed) % sizeof text;

        for (size_t k = 0; k < n; k++)
            text[k] = bytes[next_random(&seed) % (sizeof bytes - 1)];
        text[n ? n - 1 : 0] = '\0';
        draft_read(text, &d);
        (void)draft_write(&d, out, sizeof out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_of_the_form_is_read_into_it),
        cmocka_unit_test(scopes_are_known),
        cmocka_unit_test(what_has_no_place_is_kept_as_text),
        cmocka_unit_test(brackets_that_do_nothing_are_left_away),
        cmocka_unit_test(unfinished_conditions_are_left_out),
        cmocka_unit_test(more_than_fits_is_said),
        cmocka_unit_test(comparisons_go_round),
        cmocka_unit_test(the_meaning_stays),
        cmocka_unit_test(any_bytes_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
