/* SPDX-License-Identifier: MIT */
/* Massive: daily bars, the newest of them as the quote. */
#include "keyed.h"

#define P "massive"

static void days(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "BRK-B");
    decode_text(&g, P,
                "{\"ticker\":\"BRK.B\",\"status\":\"DELAYED\",\"adjusted\":"
                "true,\"resultsCount\":2,\"results\":["
                "{\"o\":1,\"h\":3,\"l\":1,\"c\":2,\"v\":7.5,"
                "\"t\":1735794000000},"
                "{\"o\":2,\"h\":4,\"l\":2,\"c\":3,\"v\":8,"
                "\"t\":1735880400000}]}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.start, OPEN_MS);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "BRK-B");
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 3 && q->prev_close == 2 && q->volume == 8);
    assert_int_equal(q->as_of, CLOSE_MS);
    forget(&g);
}

/* A gap between the two: the one before is no previous close. UTC midnights
 * are days, too, and the order does not matter. */
static void gaps(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    decode_text(&g, P,
                "{\"ticker\":\"AAA\",\"status\":\"OK\",\"results\":["
                "{\"c\":3,\"t\":1735862400000},"
                "{\"c\":2,\"t\":1735603200000},{\"c\":1,\"t\":null}]}",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 3);
    assert_int_equal(q->as_of, CLOSE_MS);
    assert_false(QUOTE_HAS(q, prev_close));
    forget(&g);
}

static void errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"{\"ticker\":\"AAA\",\"queryCount\":0,\"resultsCount\":0,"
         "\"status\":\"OK\"}", 200, ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"ticker\":\"AAA\",\"status\":\"OK\",\"results\":[]}", 200,
         ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"status\":\"ERROR\",\"error\":\"Unknown API Key " KEY "\"}", 401,
         ERR_EXPIRED, P ": AAA: Unknown API Key ********************"},
        {"{\"status\":\"ERROR\",\"error\":\"Unknown API Key\"}", 200,
         ERR_EXPIRED, P ": AAA: Unknown API Key"},
        {"{\"status\":\"NOT_AUTHORIZED\",\"message\":\"upgrade\"}", 403,
         ERR_REFUSED, P ": AAA: upgrade"},
        {"{\"status\":\"NOT_AUTHORIZED\"}", 200, ERR_REFUSED,
         P ": AAA: NOT_AUTHORIZED"},
        {"{\"status\":\"ERROR\",\"error\":\"exceeded the maximum requests\"}",
         429, ERR_REFUSED, P ": AAA: exceeded the maximum requests"},
        {"{\"ticker\":\"AAA\",\"status\":\"OK\",\"results\":{}}", 200,
         ERR_CORRUPT, P ": AAA: results: not an array"},
        {"{\"status\":\"OK\"}", 200, ERR_CORRUPT,
         P ": ticker: missing or none"},
        {"{}", 200, ERR_CORRUPT, P ": status: missing"},
        {"{\"status\":", 200, ERR_SYNTAX, P ": AAA: not JSON at byte 10"},
    };

    (void)state;
    check_cases(P, cases, sizeof cases / sizeof cases[0]);
}

static void plans(void **state)
{
    struct request r = planned(P, JOB_QUOTES, "BRK-B", KEY, ERR_OK);

    (void)state;
    assert_non_null(strstr(r.url, "https://api.massive.com/v2/aggs/ticker/"
                                  "BRK.B/range/1/day/2024-12-25/2025-01-04?"
                                  "adjusted=true&sort=asc&limit=1000&"
                                  "apiKey=***"));
    r = planned(P, JOB_HISTORY, "AAA", KEY, ERR_OK);
    assert_non_null(strstr(r.url, "/range/1/day/2023-12-21/2025-01-04?"));
    check_refusals(P, JOB_QUOTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days),
        cmocka_unit_test(gaps),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("massive", tests, NULL, NULL);
}
