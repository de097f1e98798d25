/* SPDX-License-Identifier: MIT */
/* Finnhub: quotes that do not say whose they are, and company news. */
#include "keyed.h"

#define Q "finnhub-quote"
#define N "finnhub-news"

static void quote(void **state)
{
    struct got g = {0};
    const struct update *u;

    (void)state;
    asked_for(&g, Q, "BRK-B");
    decode_text(&g, Q, "{\"c\":50.5,\"d\":0.5,\"dp\":1,\"h\":51,\"l\":49.5,"
                       "\"o\":49.75,\"pc\":50,\"t\":1735914660}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    u = nth(&g, UPDATE_quote, 0);
    assert_string_equal(u->symbol, "BRK-B");
    assert_string_equal(u->source, Q);
    assert_true(u->of.quote.price == 50.5 && u->of.quote.prev_close == 50);
    assert_true(u->of.quote.open == 49.75 && u->of.quote.high == 51 &&
                u->of.quote.low == 49.5);
    assert_int_equal(u->of.quote.as_of, OPEN_MS + 60000);
    assert_int_equal(u->of.quote.session, SESSION_REGULAR);
    assert_false(QUOTE_HAS(&u->of.quote, volume));
    forget(&g);
    /* In a file the address may say whose it is. */
    name_copy(g.request.source, SOURCE_MAX, Q);
    name_copy(g.request.url, URL_MAX, "https://x/api/v1/quote?symbol=bbb&x=1");
    decode_text(&g, Q, "{\"c\":1,\"pc\":0,\"t\":0}", "", 200);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "BBB");
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 0)->of.quote, as_of));
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 0)->of.quote, prev_close));
    forget(&g);
}

static void quote_errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"{\"c\":0,\"d\":null,\"dp\":null,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,"
         "\"t\":0}", 200, ERR_NOT_FOUND, Q ": unknown symbol: AAA"},
        {"{\"c\":null}", 200, ERR_CORRUPT, Q ": AAA: c: not a number"},
        {"{}", 200, ERR_CORRUPT, Q ": AAA: c: missing"},
        {"[]", 200, ERR_CORRUPT, Q ": AAA: c: missing"},
        {"{\"error\":\"Invalid API key\"}", 401, ERR_EXPIRED,
         Q ": AAA: Invalid API key"},
        {"{\"error\":\"You don't have access to this resource.\"}", 403,
         ERR_REFUSED, Q ": AAA: You don't have access to this resource."},
        {"{\"error\":\"API limit reached.\"}", 429, ERR_REFUSED,
         Q ": AAA: API limit reached."},
        {"{\"error\":\"no more\"}", 200, ERR_REFUSED, Q ": AAA: no more"},
        {"{\"error\":\"bad " KEY "!\"}", 401, ERR_EXPIRED,
         Q ": AAA: bad ********************!"},
        {"", 401, ERR_EXPIRED, Q ": the key is not accepted (HTTP 401)"},
        {"{\"c\":1", 200, ERR_SYNTAX, Q ": AAA: not JSON at byte 6"},
        {"<html>", 200, ERR_REFUSED,
         Q ": not JSON but a web page (block page?)"},
    };

    (void)state;
    check_cases(Q, cases, sizeof cases / sizeof cases[0]);
}

static void news(void **state)
{
    struct got g = {0};
    const struct headline *h;

    (void)state;
    asked_for(&g, N, "AAA");
    decode_text(&g, N,
                "[{\"category\":\"company\",\"datetime\":1735914600,"
                "\"headline\":\"A &amp; B\",\"id\":7001,\"image\":\"\","
                "\"related\":\"BBB,AAA\",\"source\":\"Wire\",\"summary\":"
                "\"Words.\",\"url\":\"https://example.com/7001\"},"
                "{\"id\":0,\"headline\":\"Other\",\"related\":\"\","
                "\"url\":\"ftp://x\"},{\"id\":1},5]", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, N ": headline: one without words");
    assert_int_equal(g.out.count, 2);
    h = &nth(&g, UPDATE_headline, 0)->of.headline;
    assert_string_equal(h->id, "7001");
    assert_string_equal(h->title, "A & B");
    assert_string_equal(h->publisher, "Wire");
    assert_string_equal(h->url, "https://example.com/7001");
    assert_int_equal(h->published, OPEN_MS);
    assert_int_equal(h->symbol_count, 2);
    assert_string_equal(h->symbols[0], "AAA");
    assert_string_equal(h->symbols[1], "BBB");
    h = &nth(&g, UPDATE_headline, 1)->of.headline;
    assert_string_equal(h->id, "Other");
    assert_null(h->url);
    forget(&g);
    decode_text(&g, N, "[]", "", 200);
    assert_int_equal(g.e, ERR_OK);
    forget(&g);
}

static void news_errors(void **state)
{
    static const struct keyed_case cases[] = {
        {"{\"error\":\"premium\"}", 403, ERR_REFUSED, N ": AAA: premium"},
        {"{\"error\":\"premium\"}", 200, ERR_REFUSED, N ": AAA: premium"},
        {"{}", 200, ERR_CORRUPT, N ": reply: not an array"},
        {"[{\"id\"", 200, ERR_SYNTAX, N ": AAA: not JSON at byte 6"},
    };

    (void)state;
    check_cases(N, cases, sizeof cases / sizeof cases[0]);
}

static void plans(void **state)
{
    struct request r = planned(Q, JOB_QUOTES, "BRK-B", KEY, ERR_OK);

    (void)state;
    assert_string_equal(r.url, "https://finnhub.io/api/v1/quote?symbol=BRK.B");
    assert_string_equal(r.headers[0], "X-Finnhub-Token: ********************");
    r = planned(N, JOB_NEWS, "AAA", KEY, ERR_OK);
    assert_string_equal(r.url, "https://finnhub.io/api/v1/company-news?"
                               "symbol=AAA&from=2025-01-01&to=2025-01-04");
    (void)planned(Q, JOB_QUOTES, "AAA", "a\r\nb", ERR_USAGE);
    check_refusals(Q, JOB_QUOTES);
    check_refusals(N, JOB_NEWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quote),       cmocka_unit_test(quote_errors),
        cmocka_unit_test(news),        cmocka_unit_test(news_errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("finnhub", tests, NULL, NULL);
}
