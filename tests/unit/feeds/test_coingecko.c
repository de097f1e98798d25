/* SPDX-License-Identifier: MIT */
/* CoinGecko: the large coins by its own names. */
#include "replies.h"

#define P "coingecko"

static void coins(void **state)
{
    struct got g = {0};
    const struct update *u;

    (void)state;
    asked_for(&g, P, "BTC-USD UNI7083-USD ADA-USD");
    decode_file(&g, P, "markets.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 2); /* one has no price */
    u = nth(&g, UPDATE_quote, 0);
    assert_string_equal(u->symbol, "BTC-USD");
    assert_true(u->of.quote.price == 97100);
    assert_int_equal(u->of.quote.as_of, INT64_C(1735990200250));
    assert_int_equal(u->of.quote.known,
                     1u << QUOTE_BIT_price | 1u << QUOTE_BIT_as_of);
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "UNI7083-USD");
    assert_true(nth(&g, UPDATE_quote, 1)->of.quote.price == 13.75);
    assert_string_equal(nth(&g, UPDATE_instrument, 1)->of.instrument.name,
                        "Uniswap");
    forget(&g);
    decode_text(&g, P,
                "[{\"id\":\"new-one\",\"symbol\":\"nwo\","
                "\"current_price\":0.5}]",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "NWO-USD");
    forget(&g);
}

static void fails(struct got *g, const char *body, long status, enum err e,
                  const char *words)
{
    decode_text(g, P, body, "", status);
    assert_int_equal(g->e, e);
    assert_string_equal(g->why.text, words);
    assert_int_equal(g->out.count, 0);
}

static void errors(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "BTC-USD ETH-USD");
    fails(&g, "[]", 200, ERR_NOT_FOUND,
          P ": unknown symbol: BTC-USD, ETH-USD");
    fails(&g, "{\"error\":\"no such currency\"}", 400, ERR_IO,
          P ": no such currency");
    fails(&g,
          "{\"status\":{\"error_code\":429,\"error_message\":\"Too fast\"}}",
          200, ERR_REFUSED, P ": Too fast");
    fails(&g,
          "{\"error\":{\"status\":{\"error_code\":429,"
          "\"error_message\":\"Too fast\"}}}",
          429, ERR_REFUSED, P ": Too fast");
    fails(&g, "{}", 200, ERR_CORRUPT, P ": reply: not an array");
    fails(&g, "[{\"id\":\"bitcoin\",\"current_price\":0}]", 200, ERR_CORRUPT,
          P ": BTC-USD: current_price: not a price");
    fails(&g, "[{\"id\":7,\"symbol\":\"a b\"}]", 200, ERR_CORRUPT,
          P ": id: a coin that cannot be told apart");
    decode_text(&g, P, "[{\"id\":\"bitc", "", 200);
    assert_true(g.e != ERR_OK);
    forget(&g);
}

static void spelling(void **state)
{
    const struct provider *p = provider_find(P);
    char out[SYMBOL_MAX];

    (void)state;
    assert_true(p->spell("SOL-USD", INSTRUMENT_crypto, out));
    assert_string_equal(out, "solana");
    assert_false(p->spell("NWO-USD", INSTRUMENT_crypto, out));
    assert_false(p->spell("BTC-EUR", INSTRUMENT_crypto, out));
    assert_false(p->spell("AAPL", INSTRUMENT_unknown, out));
    /* Its site allows one request in two seconds. */
    assert_int_equal(p->rates[0].requests, 1);
    assert_int_equal(p->rates[0].seconds, 2);
}

static void plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 2,
                      .symbols = {"BTC-USD", "AVAX-USD"}};
    struct request r;

    (void)state;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://api.coingecko.com/api/v3/coins/"
                               "markets?vs_currency=usd"
                               "&ids=bitcoin%2Cavalanche-2");
    name_copy(ask.symbols[1], SYMBOL_MAX, "NWO-USD");
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
    ask.symbol_count = 0;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coins),
        cmocka_unit_test(errors),
        cmocka_unit_test(spelling),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
