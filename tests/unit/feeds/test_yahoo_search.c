/* SPDX-License-Identifier: MIT */
/* Yahoo's search: instruments and headlines in one reply. */
#include "replies.h"

#define P "yahoo-search"

static void finds(void **state)
{
    struct got g = {0};
    const struct instrument *i;
    const struct headline *h;

    (void)state;
    decode_text(&g, P,
                "{\"quotes\":[{\"symbol\":\"test\",\"quoteType\":\"EQUITY\","
                "\"longname\":\"Test & Sons plc\",\"exchDisp\":\"Example\","
                "\"sector\":\"Technology\"},"
                "{\"symbol\":\"^XX\",\"quoteType\":\"INDEX\","
                "\"shortname\":\"Test Index\"},"
                "{\"name\":\"Private Test\",\"isYahooFinance\":false}],"
                "\"news\":[{\"uuid\":\"u-1\",\"title\":\"Up\\u001b[31m\","
                "\"publisher\":\"Wire\",\"link\":\"https://example.com/1\","
                "\"providerPublishTime\":1735914600,"
                "\"relatedTickers\":[\"TEST\",7,\"not one\",\"BRK-B\"]},"
                "{\"title\":\"Down\",\"link\":\"https://example.com/2\"},"
                "{\"uuid\":\"u-3\",\"title\":\"Odd\","
                "\"link\":\"javascript:1\"}]}",
                "application/json", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_instrument), 2);
    i = &nth(&g, UPDATE_instrument, 0)->of.instrument;
    assert_string_equal(i->symbol, "TEST");
    assert_string_equal(i->name, "Test & Sons plc");
    assert_string_equal(i->venue, "Example");
    assert_string_equal(i->sector, "Technology");
    assert_int_equal(i->type, INSTRUMENT_equity);
    i = &nth(&g, UPDATE_instrument, 1)->of.instrument;
    assert_string_equal(i->name, "Test Index");
    assert_null(i->sector);
    h = &nth(&g, UPDATE_headline, 0)->of.headline;
    assert_string_equal(h->id, "u-1");
    assert_null(strchr(h->title, '\033'));
    assert_string_equal(h->publisher, "Wire");
    assert_string_equal(h->url, "https://example.com/1");
    assert_int_equal(h->published, OPEN_MS);
    assert_int_equal(h->symbol_count, 2);
    assert_string_equal(h->symbols[1], "BRK-B");
    h = &nth(&g, UPDATE_headline, 1)->of.headline;
    assert_string_equal(h->id, "https://example.com/2");
    assert_int_equal(h->published, 0);
    assert_null(nth(&g, UPDATE_headline, 2)->of.headline.url);
    forget(&g);
}

static void nothing_found_is_no_error(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, P, "{\"count\":0,\"quotes\":[],\"news\":[]}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void fails(const char *body, long status, enum err e, const char *why)
{
    struct got g = {0};

    decode_text(&g, P, body, "", status);
    assert_int_equal(g.e, e);
    assert_string_equal(g.why.text, why);
    forget(&g);
}

static void errors(void **state)
{
    struct got g = {0};

    (void)state;
    fails("{}", 200, ERR_CORRUPT, P ": quotes: missing");
    fails("{\"quotes\":7}", 200, ERR_CORRUPT, P ": quotes: not an array");
    fails("{\"news\":\"x\"}", 200, ERR_CORRUPT, P ": news: not an array");
    fails("{\"quotes\":[7]}", 200, ERR_CORRUPT,
          P ": quotes: one without a name");
    fails("{\"quotes\":[],\"news\":[{}]}", 200, ERR_CORRUPT,
          P ": news: one without a name");
    fails("{\"finance\":{\"error\":{\"code\":\"Bad Request\","
          "\"description\":\"q is missing\"}}}", 400, ERR_RANGE,
          P ": q is missing");
    fails("Too Many Requests", 429, ERR_REFUSED,
          P ": too many requests (HTTP 429), asking less often");
    fails("<html>", 200, ERR_REFUSED,
          P ": not JSON but a web page (consent or block page)");
    decode_text(&g, P, "{\"quotes\":[{\"symb", "", 200);
    assert_int_equal(g.e, ERR_SYNTAX);
    forget(&g);
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_SEARCH, .name = P, .text = "johnson & j"};
    struct request r;

    (void)state;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://query1.finance.yahoo.com/v1/finance/"
                               "search?q=johnson%20%26%20j&quotesCount=10"
                               "&newsCount=10&listsCount=0"
                               "&enableFuzzyQuery=false");
    ask.text = "";
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(nothing_found_is_no_error),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("yahoo_search", tests, NULL, NULL);
}
