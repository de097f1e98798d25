/* SPDX-License-Identifier: MIT */
/* Kraken: old names of pairs, the UTC day, errors with HTTP 200. */
#include "replies.h"

#define P "kraken"

static void the_day_so_far(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "DOGE-USD BTC-USD SOL-EUR");
    decode_file(&g, P, "ticker.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 3);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "BTC-USD");
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 97100.5 && q->open == 96800 &&
                q->prev_close == 96800 && q->high == 97500 &&
                q->low == 96400.25 && q->volume == 812.5);
    assert_true(q->bid == 97100.4 && q->bid_size == 0.75 && q->ask == 97100.6);
    assert_false(QUOTE_HAS(q, as_of)); /* the reply says no time */
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "DOGE-USD");
    assert_string_equal(nth(&g, UPDATE_quote, 2)->symbol, "SOL-EUR");
    assert_string_equal(nth(&g, UPDATE_instrument, 2)->of.instrument.currency,
                        "EUR");
    forget(&g);
}

static void a_file_answers_nobody(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "ticker.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "BTC-USD");
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "DOGE-USD");
    forget(&g);
}

static void bars(void **state)
{
    struct got g = {0};
    const struct bar *b;

    (void)state;
    asked_for(&g, P, "BTC-USD");
    g.request.span = BAR_1d;
    decode_file(&g, P, "ohlc.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2); /* the third is still growing */
    b = &nth(&g, UPDATE_bar, 1)->of.bar.bar;
    assert_int_equal(b->start, INT64_C(1735862400000));
    assert_true(b->open == 96900 && b->high == 98900 && b->low == 96000 &&
                b->close == 98100.5 && b->volume == 2100.5);
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

static void errors_with_200(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "NADA-USD");
    fails(&g, "{\"error\":[\"EQuery:Unknown asset pair\"]}", 200,
          ERR_NOT_FOUND, P ": NADA-USD: EQuery:Unknown asset pair");
    fails(&g, "{\"error\":[\"EAPI:Rate limit exceeded\"]}", 200, ERR_REFUSED,
          P ": NADA-USD: EAPI:Rate limit exceeded");
    fails(&g, "{\"error\":[\"EGeneral:Too many requests\"]}", 200,
          ERR_REFUSED, P ": NADA-USD: EGeneral:Too many requests");
    fails(&g, "{\"error\":[\"EService:Unavailable\"]}", 200, ERR_IO,
          P ": NADA-USD: EService:Unavailable");
    fails(&g, "{\"error\":[\"EService:Busy\"]}", 520, ERR_IO,
          P ": NADA-USD: EService:Busy");
    asked_for(&g, P, "NADA-USD BTC-USD"); /* which of the two? */
    fails(&g, "{\"error\":[\"EQuery:Unknown asset pair\"]}", 200, ERR_RANGE,
          P ": EQuery:Unknown asset pair");
    fails(&g, "{\"error\":[]}", 200, ERR_CORRUPT, P ": result: missing");
    fails(&g, "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"c\":[\"0\"]}}}", 200,
          ERR_CORRUPT, P ": BTC-USD: c[0]: not a price");
    fails(&g, "{\"error\":[],\"result\":{\"WHAT\":{}}}", 200, ERR_CORRUPT,
          P ": result: a pair that cannot be told apart");
    fails(&g, "{\"error\":[],\"result\":{\"SOLUSD\":7}}", 200, ERR_CORRUPT,
          P ": SOL-USD: result: neither ticker nor bars");
    fails(&g, "<!DOCTYPE html><p>wait</p>", 200, ERR_REFUSED,
          P ": reply: a page instead of JSON");
    decode_text(&g, P, "{\"error\":[],\"result\":{\"XXBT", "", 200);
    assert_true(g.e != ERR_OK);
    forget(&g);
}

static void spelling(void **state)
{
    const struct provider *p = provider_find(P);
    char out[SYMBOL_MAX];

    (void)state;
    assert_true(p->spell("BTC-USD", INSTRUMENT_crypto, out));
    assert_string_equal(out, "XBTUSD");
    assert_true(p->spell("ETH-BTC", INSTRUMENT_unknown, out));
    assert_string_equal(out, "ETHXBT");
    assert_false(p->spell("BF-B", INSTRUMENT_unknown, out));
    assert_false(p->spell("EURUSD=X", INSTRUMENT_fx, out));
}

static void plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 2,
                      .symbols = {"BTC-USD", "DOGE-EUR"}};
    struct request r;

    (void)state;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://api.kraken.com/0/public/"
                               "Ticker?pair=XBTUSD,XDGEUR");
    ask.job = JOB_HISTORY;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
    ask.symbol_count = 1;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://api.kraken.com/0/public/"
                               "OHLC?pair=XBTUSD&interval=1440");
    assert_int_equal(r.span, BAR_1d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_so_far),
        cmocka_unit_test(a_file_answers_nobody),
        cmocka_unit_test(bars),
        cmocka_unit_test(errors_with_200),
        cmocka_unit_test(spelling),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
