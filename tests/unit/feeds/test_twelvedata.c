/* SPDX-License-Identifier: MIT */
/* Twelve Data: figures as texts, errors with HTTP 200. */
#include "keyed.h"

#define P "twelvedata"

static void quote(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "BRK-B");
    decode_text(&g, P,
                "{\"symbol\":\"BRK.B\",\"name\":\"Alpha Inc\",\"exchange\":"
                "\"NYSE\",\"currency\":\"USD\",\"datetime\":\"2025-01-03\","
                "\"timestamp\":1735862400,\"last_quote_at\":1735914660,"
                "\"open\":\"10.10\",\"high\":\"11.00\",\"low\":\"9.50\","
                "\"close\":\"10.50000\",\"volume\":\"123456\","
                "\"previous_close\":\"10.00\",\"is_market_open\":true}",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "BRK-B");
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 10.5 && q->prev_close == 10 && q->open == 10.1);
    assert_true(q->high == 11 && q->low == 9.5 && q->volume == 123456);
    assert_int_equal(q->as_of, OPEN_MS + 60000);
    assert_string_equal(
        nth(&g, UPDATE_instrument, 0)->of.instrument.currency, "USD");
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.name,
                        "Alpha Inc");
    forget(&g);
}

/* A midnight is no time of a trade; a closed day's price is of its close. */
static void times(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, P, "{\"symbol\":\"AAA\",\"close\":\"1\",\"datetime\":"
                       "\"2025-01-03\",\"last_quote_at\":1735862400,"
                       "\"is_market_open\":false}", "", 200);
    assert_int_equal(nth(&g, UPDATE_quote, 0)->of.quote.as_of, CLOSE_MS);
    forget(&g);
    decode_text(&g, P, "{\"symbol\":\"AAA\",\"close\":\"1\",\"datetime\":"
                       "\"2025-01-03\",\"last_quote_at\":1735862400,"
                       "\"is_market_open\":true}", "", 200);
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 0)->of.quote, as_of));
    forget(&g);
}

static void many(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "AAA BBB");
    decode_text(&g, P,
                "{\"AAA\":{\"symbol\":\"AAA\",\"close\":\"2\"},"
                "\"BBB\":{\"code\":404,\"message\":\"no\",\"status\":"
                "\"error\"}}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    forget(&g);
}

static void series(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "AAA");
    decode_text(&g, P,
                "{\"meta\":{\"symbol\":\"AAA\",\"interval\":\"1day\"},"
                "\"values\":[{\"datetime\":\"2025-01-06\",\"close\":\"9\"},"
                "{\"datetime\":\"2025-01-03\",\"open\":\"1\",\"high\":\"3\","
                "\"low\":\"1\",\"close\":\"2\",\"volume\":\"7\"},"
                "{\"datetime\":\"2025-01-02\",\"close\":\"1.5\"}],"
                "\"status\":\"ok\"}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    /* Monday is not over (it has not begun); oldest first. */
    assert_int_equal(g.out.count, 2);
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.close == 1.5);
    assert_int_equal(nth(&g, UPDATE_bar, 0)->of.bar.bar.known, 0);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.start, OPEN_MS);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.known,
                     BAR_HAS_OHL | BAR_HAS_VOLUME);
    forget(&g);
}

static void errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"{\"code\":429,\"message\":\"You have run out of credits\","
         "\"status\":\"error\"}", 200, ERR_REFUSED,
         P ": AAA: You have run out of credits"},
        {"{\"code\":429,\"message\":\"out\",\"status\":\"error\"}", 429,
         ERR_REFUSED, P ": AAA: out"},
        {"{\"code\":401,\"message\":\"key " KEY " is wrong\",\"status\":"
         "\"error\"}", 200, ERR_EXPIRED,
         P ": AAA: key ******************** is wrong"},
        {"{\"code\":404,\"message\":\"**symbol** not found\",\"status\":"
         "\"error\"}", 404, ERR_NOT_FOUND, P ": AAA: **symbol** not found"},
        {"{\"code\":400,\"message\":\"invalid\",\"status\":\"error\"}", 400,
         ERR_NOT_FOUND, P ": AAA: invalid"},
        {"{\"code\":500,\"message\":\"oops\",\"status\":\"error\"}", 200,
         ERR_IO, P ": AAA: oops"},
        {"{\"AAA\":{\"code\":404,\"message\":\"no\",\"status\":\"error\"}}",
         200, ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"symbol\":\"AAA\",\"close\":\"0\"}", 200, ERR_CORRUPT,
         P ": AAA: close: missing or no price"},
        {"{\"symbol\":\"AAA\",\"close\":null}", 200, ERR_CORRUPT,
         P ": AAA: close: missing or no price"},
        {"{}", 200, ERR_CORRUPT, P ": symbol: missing or none"},
        {"[7]", 200, ERR_CORRUPT, P ": symbol: missing or none"},
        {"{\"meta\":{\"symbol\":\"AAA\"},\"values\":7}", 200, ERR_CORRUPT,
         P ": AAA: values: not an array"},
        {"{\"symbol\":\"A", 200, ERR_SYNTAX, P ": AAA: not JSON at byte 11"},
    };

    (void)state;
    check_cases(P, cases, sizeof cases / sizeof cases[0]);
}

static void plans(void **state)
{
    struct request r = planned(P, JOB_QUOTES, "BRK-B", KEY, ERR_OK);

    (void)state;
    assert_non_null(strstr(r.url, "https://api.twelvedata.com/quote?symbol="
                                  "BRK.B&apikey=****"));
    r = planned(P, JOB_HISTORY, "AAA", KEY, ERR_OK);
    assert_non_null(strstr(r.url, "/time_series?symbol=AAA&interval=1day&"
                                  "outputsize=260&apikey=*"));
    check_refusals(P, JOB_QUOTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quote),  cmocka_unit_test(times),
        cmocka_unit_test(many),   cmocka_unit_test(series),
        cmocka_unit_test(errors), cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("twelvedata", tests, NULL, NULL);
}
