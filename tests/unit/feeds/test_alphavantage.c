/* SPDX-License-Identifier: MIT */
/* Alpha Vantage: numbered names, errors with HTTP 200. */
#include "keyed.h"

#define P "alphavantage"

static void quote(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "BRK-B");
    decode_text(&g, P,
                "{\"Global Quote\":{\"01. symbol\":\"BRK-B\",\"02. open\":"
                "\"10.0000\",\"03. high\":\"12\",\"04. low\":\"9\","
                "\"05. price\":\"11.5000\",\"06. volume\":\"4000\","
                "\"07. latest trading day\":\"2025-01-03\","
                "\"08. previous close\":\"10.5\",\"09. change\":\"1\","
                "\"10. change percent\":\"9.52%\"}}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 11.5 && q->prev_close == 10.5 && q->open == 10);
    assert_true(q->high == 12 && q->low == 9 && q->volume == 4000);
    assert_int_equal(q->as_of, CLOSE_MS);
    forget(&g);
    /* A day that is not over is at no known time. */
    decode_text(&g, P,
                "{\"Global Quote\":{\"01. symbol\":\"AAA\",\"05. price\":"
                "\"1\",\"07. latest trading day\":\"2025-01-06\"}}", "", 200);
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 0)->of.quote, as_of));
    forget(&g);
}

static void days(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "AAA");
    decode_text(&g, P,
                "{\"Meta Data\":{\"1. Information\":\"Daily Prices\","
                "\"2. Symbol\":\"AAA\"},\"Time Series (Daily)\":{"
                "\"2025-01-06\":{\"4. close\":\"9\"},"
                "\"2025-01-03\":{\"1. open\":\"1\",\"2. high\":\"3\","
                "\"3. low\":\"1\",\"4. close\":\"2\",\"5. volume\":\"7\"},"
                "\"2025-01-02\":{\"4. close\":\"1.5\"}}}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2);
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.close == 1.5);
    assert_true(nth(&g, UPDATE_bar, 1)->of.bar.bar.high == 3);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.start, OPEN_MS);
    forget(&g);
}

static void errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"{\"Note\":\"Thank you! 25 requests per day.\"}", 200, ERR_REFUSED,
         P ": AAA: Thank you! 25 requests per day."},
        {"{\"Information\":\"We have detected your API key as " KEY
         " and our limit is 25\"}", 200, ERR_REFUSED,
         P ": AAA: We have detected your API key as ******************** and "
         "our limit is 25"},
        {"{\"Error Message\":\"Invalid API call.\"}", 200, ERR_NOT_FOUND,
         P ": AAA: Invalid API call."},
        {"{\"Error Message\":\"the parameter apikey is invalid or missing.\"}",
         200, ERR_EXPIRED,
         P ": AAA: the parameter apikey is invalid or missing."},
        {"{\"Global Quote\":{}}", 200, ERR_NOT_FOUND,
         P ": unknown symbol: AAA"},
        {"{\"Global Quote\":7}", 200, ERR_CORRUPT,
         P ": Global Quote: not an object"},
        {"{\"Global Quote\":{\"01. symbol\":\"AAA\",\"05. price\":\"-\"}}",
         200, ERR_CORRUPT, P ": AAA: 05. price: missing or no price"},
        {"{}", 200, ERR_CORRUPT, P ": Global Quote: missing"},
        {"{\"Time Series (Daily)\":[],\"Meta Data\":{\"2. Symbol\":\"AAA\"}}",
         200, ERR_CORRUPT, P ": AAA: Time Series (Daily): not an object"},
        {"{\"Global Quote\":", 200, ERR_SYNTAX, P ": AAA: not JSON at byte 16"},
    };

    (void)state;
    check_cases(P, cases, sizeof cases / sizeof cases[0]);
}

static void plans(void **state)
{
    struct request r = planned(P, JOB_QUOTES, "BRK-B", KEY, ERR_OK);

    (void)state;
    assert_non_null(strstr(r.url, "https://www.alphavantage.co/query?function="
                                  "GLOBAL_QUOTE&symbol=BRK-B&apikey=***"));
    r = planned(P, JOB_HISTORY, "AAA", KEY, ERR_OK);
    assert_non_null(strstr(r.url, "function=TIME_SERIES_DAILY&symbol=AAA&"));
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

    return cmocka_run_group_tests_name("alphavantage", tests, NULL, NULL);
}
