/* SPDX-License-Identifier: MIT */
/* Coinbase: products and candles. */
#include "replies.h"

#define P "coinbase"
#define DAY INT64_C(86400000)

static void several_products(void **state)
{
    struct got g = {0};
    const struct update *u;

    (void)state;
    asked_for(&g, P, "ETH-USD UNI7083-USD NEW-USD OFF-USD");
    decode_file(&g, P, "products.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 2);
    u = nth(&g, UPDATE_quote, 0);
    assert_string_equal(u->symbol, "ETH-USD");
    assert_true(u->of.quote.price == 3310.25);
    /* Its changes and volumes are of 24 hours: none is of the day. */
    assert_int_equal(u->of.quote.known, 1u << QUOTE_BIT_price);
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "UNI7083-USD");
    u = nth(&g, UPDATE_instrument, 0);
    assert_int_equal(u->of.instrument.type, INSTRUMENT_crypto);
    assert_string_equal(u->of.instrument.name, "Ether");
    assert_string_equal(u->of.instrument.currency, "USD");
    forget(&g);
}

static void candles_in_order(void **state)
{
    struct got g = {0};
    const struct bar *b;

    (void)state;
    asked_for(&g, P, "BTC-USD");
    g.request.span = BAR_1d;
    /* 2025-01-04T14:30Z: the candle of the 4th is still growing. */
    decode_file(&g, P, "candles.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2);
    b = &nth(&g, UPDATE_bar, 0)->of.bar.bar;
    assert_int_equal(b->start, INT64_C(1735776000000)); /* the 2nd */
    assert_true(b->open == 94500 && b->high == 97800.5 && b->low == 94100 &&
                b->close == 96900 && b->volume == 12500.25);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.start,
                     b->start + DAY);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.span, BAR_1d);
    forget(&g);
    decode_file(&g, P, "candles.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_MISSING); /* of whom? */
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void fails(struct got *g, const char *body, long status, enum err e,
                  const char *words)
{
    decode_text(g, P, body, "", status);
    assert_int_equal(g->e, e);
    assert_string_equal(g->why.text, words);
    assert_int_equal(count_of(g, UPDATE_quote), 0);
}

static void errors(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "BTC-USD");
    fails(&g, "{\"products\":[]}", 200, ERR_NOT_FOUND,
          P ": unknown symbol: BTC-USD");
    fails(&g, "{\"error\":\"NOT_FOUND\",\"error_details\":\"no\\u0007pe\"}",
          404, ERR_NOT_FOUND, P ": BTC-USD: nope");
    fails(&g, "{\"message\":\"slow down\"}", 429, ERR_REFUSED,
          P ": BTC-USD: slow down");
    fails(&g, "<html>blocked</html>", 200, ERR_REFUSED,
          P ": BTC-USD: reply: a page instead of JSON");
    fails(&g, "{\"products\":[{\"product_id\":\"BTC-USD\",\"price\":\"0\"}]}",
          200, ERR_CORRUPT, P ": BTC-USD: price: not a price");
    fails(&g, "{\"products\":{}}", 200, ERR_CORRUPT,
          P ": products: not an array");
    fails(&g, "{\"products\":[{\"price\":\"1\"}]}", 200, ERR_CORRUPT,
          P ": products: one without a product_id");
    fails(&g, "{\"message\":\"maintenance\"}", 200, ERR_CORRUPT,
          P ": BTC-USD: maintenance");
    fails(&g, "[]", 200, ERR_CORRUPT, P ": products: missing");
    decode_text(&g, P, "{\"products\":[{\"product_id\":\"BTC-", "", 200);
    assert_true(g.e != ERR_OK && strstr(g.why.text, P ": ") == g.why.text);
    decode_text(&g, P, "", "", 200);
    assert_true(g.e != ERR_OK);
    forget(&g);
}

static void spelling(void **state)
{
    const struct provider *p = provider_find(P);
    char out[SYMBOL_MAX];

    (void)state;
    assert_true(p->spell("UNI7083-USD", INSTRUMENT_crypto, out));
    assert_string_equal(out, "UNI-USD");
    assert_true(p->spell("1INCH-EUR", INSTRUMENT_crypto, out));
    assert_string_equal(out, "1INCH-EUR");
    assert_false(p->spell("XYZ12345-USD", INSTRUMENT_crypto, out));
    assert_false(p->spell("BRK-B", INSTRUMENT_equity, out));
    assert_false(p->spell("BRK-B", INSTRUMENT_unknown, out));
    assert_false(p->spell("EURUSD=X", INSTRUMENT_fx, out));
    assert_false(p->spell("FRED:DGS10", INSTRUMENT_unknown, out));
    assert_false(p->spell("^GSPC", INSTRUMENT_index, out));
}

static void plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 2,
                      .symbols = {"BTC-USD", "UNI7083-USD"},
                      .now_ms = LATE_MS};
    struct request r;

    (void)state;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://api.coinbase.com/api/v3/brokerage/"
                               "market/products?product_ids=BTC-USD"
                               "&product_ids=UNI-USD");
    assert_string_equal(r.symbols[1], "UNI7083-USD");
    ask.job = JOB_HISTORY;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE); /* one at a time */
    assert_true(p->single & 1u << JOB_HISTORY);
    ask.symbol_count = 1;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_int_equal(r.span, BAR_1d);
    assert_non_null(strstr(r.url, "/products/BTC-USD/candles?start=1705847400"
                                  "&end=1736001000&granularity=ONE_DAY"));
    name_copy(ask.symbols[0], SYMBOL_MAX, "AAPL");
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_products), cmocka_unit_test(candles_in_order),
        cmocka_unit_test(errors),           cmocka_unit_test(spelling),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
