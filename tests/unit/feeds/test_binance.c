/* SPDX-License-Identifier: MIT */
/* Binance: pairs in tether, never in dollars. */
#include "replies.h"

#define P "binance"

static void last_prices_only(void **state)
{
    struct got g = {0};
    const struct update *u;

    (void)state;
    asked_for(&g, P, "BTC-USDT ETH-BTC");
    decode_file(&g, P, "ticker.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 2);
    u = nth(&g, UPDATE_quote, 0);
    assert_string_equal(u->symbol, "BTC-USDT");
    assert_true(u->of.quote.price == 97100.5 && u->of.quote.bid == 97100.25 &&
                u->of.quote.ask_size == 0.5);
    assert_int_equal(u->of.quote.as_of, INT64_C(1735990200123));
    /* "prevClosePrice" is the price of 24 hours ago. */
    assert_false(QUOTE_HAS(&u->of.quote, prev_close));
    assert_false(QUOTE_HAS(&u->of.quote, open));
    assert_false(QUOTE_HAS(&u->of.quote, volume));
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.currency,
                        "USDT");
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "ETH-BTC");
    forget(&g);
    decode_text(&g, P, "{\"symbol\":\"SOLUSDC\",\"lastPrice\":\"215.5\"}", "",
                200);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "SOL-USDC");
    forget(&g);
}

static void bars(void **state)
{
    struct got g = {0};
    const struct bar *b;

    (void)state;
    asked_for(&g, P, "BTC-USDT");
    g.request.span = BAR_1d;
    decode_file(&g, P, "klines.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 1); /* the second is still growing */
    b = &nth(&g, UPDATE_bar, 0)->of.bar.bar;
    assert_int_equal(b->start, INT64_C(1735862400000));
    assert_true(b->open == 96900 && b->close == 98100.5 &&
                b->volume == 2100.5 && (b->known & BAR_HAS_OHL));
    forget(&g);
    decode_file(&g, P, "klines.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_MISSING);
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
    asked_for(&g, P, "NADA-USDT");
    fails(&g, "{\"code\":-1121,\"msg\":\"No such thing.\"}", 400,
          ERR_NOT_FOUND, P ": NADA-USDT: No such thing.");
    fails(&g, "{\"code\":-1003,\"msg\":\"Too much weight.\"}", 200,
          ERR_REFUSED, P ": NADA-USDT: Too much weight.");
    fails(&g, "{\"code\":0,\"msg\":\"Not from here.\"}", 451, ERR_REFUSED,
          P ": NADA-USDT: Not from here.");
    fails(&g, "banned", 418, ERR_REFUSED, P ": HTTP 418");
    fails(&g, "{\"code\":-1,\"msg\":\"oops\"}", 500, ERR_IO,
          P ": NADA-USDT: oops");
    fails(&g, "[]", 200, ERR_NOT_FOUND, P ": unknown symbol: NADA-USDT");
    fails(&g, "[{\"symbol\":\"NADAUSDT\",\"lastPrice\":\"0.000\"}]", 200,
          ERR_CORRUPT, P ": NADA-USDT: lastPrice: not a price");
    fails(&g, "[7]", 200, ERR_CORRUPT,
          P ": symbol: a pair that cannot be told apart");
    fails(&g, "7", 200, ERR_CORRUPT, P ": reply: not an array");
    fails(&g, "<html></html>", 200, ERR_REFUSED,
          P ": NADA-USDT: reply: a page instead of JSON");
    asked_for(&g, P, "NADA-USDT BTC-USDT");
    fails(&g, "{\"code\":-1121,\"msg\":\"No such thing.\"}", 400, ERR_RANGE,
          P ": No such thing.");
    decode_text(&g, P, "[{\"symbol\":\"BTCUS", "", 200);
    assert_true(g.e != ERR_OK);
    forget(&g);
}

static void never_dollars(void **state)
{
    const struct provider *p = provider_find(P);
    char out[SYMBOL_MAX];

    (void)state;
    assert_false(p->spell("BTC-USD", INSTRUMENT_crypto, out));
    assert_true(p->spell("BTC-USDT", INSTRUMENT_crypto, out));
    assert_string_equal(out, "BTCUSDT");
    assert_false(p->spell("AAPL", INSTRUMENT_equity, out));
    assert_false(p->spell("EURUSD=X", INSTRUMENT_fx, out));
}

static void plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 2,
                      .symbols = {"BTC-USDT", "ETH-BTC"}};
    struct request r;

    (void)state;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://data-api.binance.vision/api/v3/"
                               "ticker/24hr?symbols=%5B%22BTCUSDT%22%2C"
                               "%22ETHBTC%22%5D");
    ask.symbol_count = 1;
    ask.job = JOB_INTRADAY;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "klines?symbol=BTCUSDT&interval=5m&limit="));
    assert_int_equal(r.span, BAR_5m);
    name_copy(ask.symbols[0], SYMBOL_MAX, "BTC-USD");
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
    ask.job = JOB_QUOTES;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_prices_only), cmocka_unit_test(bars),
        cmocka_unit_test(errors),           cmocka_unit_test(never_dollars),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
