/* SPDX-License-Identifier: MIT */
/* Tiingo: no last trade after the close, bars as traded. */
#include "keyed.h"

#define P "tiingo"

static void quotes(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "AAA BRK-B CCC DDD EEE");
    decode_file(&g, P, "iex.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 5);
    q = &nth(&g, UPDATE_quote, 0)->of.quote; /* a trade in the session */
    assert_true(q->price == 20.5 && q->prev_close == 20 && q->high == 21);
    assert_true(q->bid == 20.25 && q->ask == 20.75);
    assert_int_equal(q->as_of, OPEN_MS + 60000);
    assert_false(QUOTE_HAS(q, volume));
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "BRK-B");
    q = &nth(&g, UPDATE_quote, 1)->of.quote; /* after the close */
    assert_true(q->price == 450.25);
    assert_int_equal(q->as_of, CLOSE_MS);
    assert_int_equal(q->session, SESSION_CLOSED);
    q = &nth(&g, UPDATE_quote, 2)->of.quote; /* traded after the close */
    assert_false(QUOTE_HAS(q, price));
    assert_true(q->ext_price == 8);
    assert_int_equal(q->ext_session, SESSION_POST);
    q = &nth(&g, UPDATE_quote, 3)->of.quote; /* before the open */
    assert_false(QUOTE_HAS(q, price) || QUOTE_HAS(q, prev_close));
    assert_int_equal(q->ext_session, SESSION_PRE);
    q = &nth(&g, UPDATE_quote, 4)->of.quote; /* at no known time */
    assert_true(q->price == 3);
    assert_false(QUOTE_HAS(q, as_of));
    forget(&g);
}

static void days(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "AAA");
    decode_file(&g, P, "daily.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 3);
    /* Ten new for one old on the second day: the first is a tenth. */
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.close == 10);
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.high == 11);
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.volume == 50000);
    assert_true(nth(&g, UPDATE_bar, 1)->of.bar.bar.close == 10.5);
    assert_true(nth(&g, UPDATE_bar, 2)->of.bar.bar.close == 10.75);
    assert_int_equal(nth(&g, UPDATE_bar, 2)->of.bar.bar.start, OPEN_MS);
    assert_int_equal(count_of(&g, UPDATE_action), 2);
    assert_true(nth(&g, UPDATE_action, 0)->of.action.ratio == 10);
    assert_int_equal(nth(&g, UPDATE_action, 1)->of.action.type,
                     ACTION_DIVIDEND);
    assert_true(nth(&g, UPDATE_action, 1)->of.action.amount == 0.25);
    forget(&g);
}

static void errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"[]", 200, ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"detail\":\"Not found.\"}", 404, ERR_NOT_FOUND,
         P ": AAA: Not found."},
        {"{\"detail\":\"Invalid token.\"}", 401, ERR_EXPIRED,
         P ": AAA: Invalid token."},
        {"{\"detail\":\"Error: You have run over your hourly request "
         "allocation.\"}", 429, ERR_REFUSED,
         P ": AAA: Error: You have run over your hourly request allocation."},
        {"Error: You have run over your 500 symbol look up for this month.",
         200, ERR_REFUSED, P ": AAA: Error: You have run over your 500 symbol "
         "look up for this month."},
        {"[{\"ticker\":\"AAA\",\"last\":null,\"tngoLast\":null}]", 200,
         ERR_CORRUPT, P ": AAA: tngoLast: missing or no price"},
        {"[{\"last\":1}]", 200, ERR_CORRUPT, P ": ticker: missing or none"},
        {"[7]", 200, ERR_CORRUPT, P ": ticker: missing or none"},
        {"[{\"date\":\"2025-01-02\",\"splitFactor\":1e300}]", 200,
         ERR_CORRUPT, P ": AAA: splitFactor: out of range"},
        {"[{\"date\":\"x\",\"close\":1}]", 200, ERR_CORRUPT,
         P ": AAA: date: not in order of time"},
        {"[{\"ticker\":", 200, ERR_SYNTAX, P ": AAA: not JSON at byte 11"},
    };

    (void)state;
    check_cases(P, cases, sizeof cases / sizeof cases[0]);
}

static void plans(void **state)
{
    struct request r = planned(P, JOB_QUOTES, "BRK-B", KEY, ERR_OK);

    (void)state;
    assert_string_equal(r.url, "https://api.tiingo.com/iex/?tickers=BRK-B");
    assert_string_equal(r.headers[0],
                        "Authorization: Token ********************");
    r = planned(P, JOB_HISTORY, "AAA", KEY, ERR_OK);
    assert_string_equal(r.url, "https://api.tiingo.com/tiingo/daily/AAA/"
                               "prices?startDate=2023-12-21");
    check_refusals(P, JOB_QUOTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes),
        cmocka_unit_test(days),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("tiingo", tests, NULL, NULL);
}
