/* SPDX-License-Identifier: MIT */
/* Coinbase's ticker channel. */
#include "replies.h"

#define P "coinbase-stream"

static void a_trade(void **state)
{
    const struct update *u;
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "UNI7083-USD");
    decode_text(&g, P,
                "{\"type\":\"ticker\",\"sequence\":5,\"product_id\":\"UNI-USD\","
                "\"price\":\"13.75\",\"open_24h\":\"13.1\",\"volume_24h\":"
                "\"9000\",\"low_24h\":\"13\",\"high_24h\":\"14\",\"best_bid\":"
                "\"13.74\",\"best_bid_size\":\"2.5\",\"best_ask\":\"13.76\","
                "\"best_ask_size\":\"7\",\"side\":\"buy\",\"time\":"
                "\"2025-01-03T14:30:01.250761Z\",\"last_size\":\"0.1\"}",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    u = nth(&g, UPDATE_quote, 0);
    assert_string_equal(u->symbol, "UNI7083-USD");
    assert_true(u->of.quote.price == 13.75 && u->of.quote.bid == 13.74 &&
                u->of.quote.ask_size == 7);
    assert_int_equal(u->of.quote.as_of, OPEN_MS + 1250);
    /* What is of 24 hours is not of the day. */
    assert_false(QUOTE_HAS(&u->of.quote, open));
    assert_false(QUOTE_HAS(&u->of.quote, high));
    assert_false(QUOTE_HAS(&u->of.quote, volume));
    forget(&g);
}

static void fails(struct got *g, const char *body, enum err e,
                  const char *words)
{
    decode_text(g, P, body, "", 200);
    assert_int_equal(g->e, e);
    assert_string_equal(g->why.text, words);
    assert_int_equal(g->out.count, 0);
}

static void others(void **state)
{
    struct got g = {0};

    (void)state;
    fails(&g, "{\"type\":\"subscriptions\",\"channels\":[]}", ERR_OK, "");
    fails(&g,
          "{\"type\":\"error\",\"message\":\"Failed\",\"reason\":\"X-USD is "
          "not a valid product\"}",
          ERR_NOT_FOUND, P ": X-USD is not a valid product");
    fails(&g, "{\"type\":\"error\",\"message\":\"Slow down\"}", ERR_REFUSED,
          P ": Slow down");
    fails(&g, "{\"type\":\"ticker\",\"product_id\":\"BTC-USD\"}", ERR_CORRUPT,
          P ": BTC-USD: price: not a price");
    fails(&g, "{\"type\":\"ticker\",\"product_id\":7}", ERR_CORRUPT,
          P ": product_id: not a symbol");
    fails(&g, "[]", ERR_CORRUPT, P ": type: missing");
    decode_text(&g, P, "{\"type\":\"tick", "", 200);
    assert_true(g.e != ERR_OK);
    forget(&g);
}

static void subscribing(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.symbol_count = 2, .symbols = {"BTC-USD", "UNI7083-USD"}};
    struct strbuf text = {0};

    (void)state;
    assert_int_equal(p->stream->subscribe(&ask, &text, NULL), ERR_OK);
    assert_string_equal(strbuf_text(&text),
                        "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\","
                        "\"UNI-USD\"],\"channels\":[\"ticker\"]}");
    name_copy(ask.symbols[1], SYMBOL_MAX, "AAPL");
    assert_int_equal(p->stream->subscribe(&ask, &text, NULL), ERR_USAGE);
    strbuf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trade),
        cmocka_unit_test(others),
        cmocka_unit_test(subscribing),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
