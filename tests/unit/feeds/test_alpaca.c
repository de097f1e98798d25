/* SPDX-License-Identifier: MIT */
/* Alpaca: snapshots of one exchange, bars of all, a key of two halves. */
#include "keyed.h"

#define P "alpaca"
#define PAIR "the-id:" KEY

static void snapshots(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "AAA BRK-B CCC DDD NOPE");
    decode_file(&g, P, "snapshots.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 4);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 201.5 && q->bid == 201.25 && q->ask == 201.75);
    assert_int_equal(q->as_of, OPEN_MS + 60000);
    assert_int_equal(q->session, SESSION_REGULAR);
    /* One exchange's volume is no day's, its last trade no close. */
    assert_false(QUOTE_HAS(q, volume) || QUOTE_HAS(q, prev_close) ||
                 QUOTE_HAS(q, high));
    /* After hours; the half second counts. */
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "BRK-B");
    q = &nth(&g, UPDATE_quote, 1)->of.quote;
    assert_false(QUOTE_HAS(q, price));
    assert_true(q->ext_price == 47.5);
    assert_int_equal(q->ext_session, SESSION_POST);
    assert_int_equal(q->ext_as_of, CLOSE_MS + 3600500);
    q = &nth(&g, UPDATE_quote, 2)->of.quote; /* before hours */
    assert_int_equal(q->ext_session, SESSION_PRE);
    q = &nth(&g, UPDATE_quote, 3)->of.quote; /* no trade, but a minute */
    assert_true(q->price == 9.25);
    forget(&g);
    decode_text(&g, P, "{\"snapshots\":{\"AAA\":{\"latestTrade\":{\"p\":1}}}}",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 1);
    forget(&g);
}

static void bars(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "AAA");
    decode_text(&g, P,
                "{\"bars\":{\"AAA\":[{\"t\":\"2025-01-02T05:00:00Z\",\"o\":1,"
                "\"h\":3,\"l\":1,\"c\":2,\"v\":10},{\"t\":"
                "\"2025-01-03T05:00:00Z\",\"c\":3},{\"t\":\"?\",\"c\":3}]},"
                "\"next_page_token\":null}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    assert_int_equal(nth(&g, UPDATE_bar, 0)->of.bar.span, BAR_1d);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.start, OPEN_MS);
    forget(&g);
}

static void errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"{}", 200, ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"AAA\":null}", 200, ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"bars\":null}", 200, ERR_NOT_FOUND, P ": unknown symbol: AAA"},
        {"{\"bars\":{\"AAA\":7}}", 200, ERR_CORRUPT,
         P ": bars: not arrays by symbol"},
        {"{\"AAA\":{\"latestTrade\":{\"p\":0}}}", 200, ERR_CORRUPT,
         P ": AAA: latestTrade: missing or no price"},
        {"{\"message\":\"forbidden.\"}", 403, ERR_REFUSED,
         P ": AAA: forbidden."},
        {"{\"message\":\"forbidden.\"}", 200, ERR_REFUSED,
         P ": AAA: forbidden."},
        {"{\"message\":\"too many requests.\"}", 429, ERR_REFUSED,
         P ": AAA: too many requests."},
        {"{\"message\":\"invalid symbol: " KEY "\"}", 400, ERR_RANGE,
         P ": AAA: invalid symbol: ********************"},
        {"[]", 200, ERR_CORRUPT, P ": reply: not an object"},
        {"{\"AAA\":{", 200, ERR_SYNTAX, P ": AAA: not JSON at byte 8"},
    };

    (void)state;
    check_cases(P, cases, sizeof cases / sizeof cases[0]);
}

static void plans(void **state)
{
    struct request r = planned(P, JOB_QUOTES, "BRK-B", PAIR, ERR_OK);

    (void)state;
    assert_string_equal(r.url, "https://data.alpaca.markets/v2/stocks/"
                               "snapshots?symbols=BRK.B&feed=iex");
    assert_string_equal(r.headers[0], "APCA-API-KEY-ID: ******");
    assert_string_equal(r.headers[1],
                        "APCA-API-SECRET-KEY: ********************");
    r = planned(P, JOB_HISTORY, "AAA", PAIR, ERR_OK);
    assert_string_equal(
        r.url, "https://data.alpaca.markets/v2/stocks/bars?symbols=AAA&"
               "timeframe=1Day&start=2023-12-21&end=2025-01-04T14%3A14%3A00Z&"
               "limit=1000&adjustment=split&feed=sip");
    (void)planned(P, JOB_QUOTES, "AAA", "no-colon", ERR_USAGE);
    (void)planned(P, JOB_QUOTES, "AAA", ":x", ERR_USAGE);
    (void)planned(P, JOB_QUOTES, "AAA", "x:", ERR_USAGE);
    check_refusals(P, JOB_QUOTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshots),
        cmocka_unit_test(bars),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("alpaca", tests, NULL, NULL);
}
