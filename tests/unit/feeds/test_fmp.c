/* SPDX-License-Identifier: MIT */
/* Financial Modeling Prep: quotes, daily bars, its ways to say no. */
#include "keyed.h"

#define P "fmp"

static void quote(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "BRK-B");
    decode_text(&g, P,
                "[{\"symbol\":\"BRK-B\",\"name\":\"Alpha Inc.\",\"price\":11.5,"
                "\"changePercentage\":9.5,\"change\":1,\"volume\":4000,"
                "\"dayLow\":9,\"dayHigh\":12,\"exchange\":\"NYSE\","
                "\"open\":10,\"previousClose\":10.5,\"timestamp\":1735914660,"
                "\"marketCap\":1e9}]", "", 200);
    assert_int_equal(g.e, ERR_OK);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 11.5 && q->prev_close == 10.5 && q->open == 10);
    assert_true(q->high == 12 && q->low == 9 && q->volume == 4000);
    assert_int_equal(q->as_of, OPEN_MS + 60000);
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->symbol, "BRK-B");
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.venue,
                        "NYSE");
    forget(&g);
}

static void days(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "AAA");
    decode_text(&g, P,
                "[{\"symbol\":\"AAA\",\"date\":\"2025-01-03\",\"open\":1,"
                "\"high\":3,\"low\":1,\"close\":2,\"volume\":7},"
                "{\"symbol\":\"AAA\",\"date\":\"2025-01-02\",\"close\":1.5}]",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2);
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.close == 1.5);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.start, OPEN_MS);
    forget(&g);
}

static void errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"[]", 200, ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"Error Message\":\"Legacy Endpoint : it ended on August 31.\"}",
         403, ERR_REFUSED, P ": AAA: Legacy Endpoint : it ended on August 31."},
        {"{\"Error Message\":\"Invalid API KEY. See our site.\"}", 401,
         ERR_EXPIRED, P ": AAA: Invalid API KEY. See our site."},
        {"{\"Error Message\":\"Invalid API KEY.\"}", 200, ERR_EXPIRED,
         P ": AAA: Invalid API KEY."},
        {"{\"Error Message\":\"Limit Reach for " KEY "\"}", 200, ERR_REFUSED,
         P ": AAA: Limit Reach for ********************"},
        {"Premium Query Parameter", 402, ERR_REFUSED,
         P ": AAA: Premium Query Parameter"},
        {"[{\"symbol\":\"AAA\",\"price\":0}]", 200, ERR_CORRUPT,
         P ": AAA: price: missing or no price"},
        {"[{\"price\":1}]", 200, ERR_CORRUPT, P ": symbol: missing or none"},
        {"[{\"date\":\"2025-01-02\",\"close\":1}]", 200, ERR_CORRUPT,
         P ": symbol: missing or none"},
        {"{}", 200, ERR_CORRUPT, P ": reply: not an array"},
        {"[{\"symbol\":\"AAA\"", 200, ERR_SYNTAX,
         P ": AAA: not JSON at byte 16"},
    };

    (void)state;
    check_cases(P, cases, sizeof cases / sizeof cases[0]);
}

static void plans(void **state)
{
    struct request r = planned(P, JOB_QUOTES, "BRK-B", KEY, ERR_OK);

    (void)state;
    assert_non_null(strstr(r.url, "https://financialmodelingprep.com/stable/"
                                  "quote?symbol=BRK-B&apikey=***"));
    r = planned(P, JOB_HISTORY, "AAA", KEY, ERR_OK);
    assert_non_null(strstr(r.url, "/stable/historical-price-eod/full?"
                                  "symbol=AAA&from=2023-12-21&apikey=*"));
    check_refusals(P, JOB_QUOTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quote),
        cmocka_unit_test(days),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("fmp", tests, NULL, NULL);
}
