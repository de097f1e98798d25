/* SPDX-License-Identifier: MIT */
/* Frankfurter: days in no order, the working day before, error bodies. */
#include "replies.h"

#define P "frankfurter"

static void last_and_before(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "EURUSD=X");
    decode_file(&g, P, "series.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 0); /* nobody asked for them */
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "EURUSD=X");
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(q->price == 1.0299 && q->prev_close == 1.0321);
    assert_int_equal(q->as_of, INT64_C(1735916400000)); /* 15:00Z in winter */
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.venue,
                        "ECB reference rate");
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.currency,
                        "USD");
    forget(&g);
}

static void history_in_order(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "EURUSD=X");
    g.request.span = BAR_1d;
    decode_file(&g, P, "series.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 3);
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.close == 1.0389);
    assert_true(nth(&g, UPDATE_bar, 2)->of.bar.bar.close == 1.0299);
    assert_int_equal(nth(&g, UPDATE_bar, 0)->of.bar.bar.known, 0);
    forget(&g);
    asked_for(&g, P, "EURUSD=X");
    g.request.span = BAR_1d;
    decode_file(&g, P, "series.json", 200, OPEN_MS); /* the 3rd is not over */
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    forget(&g);
}

static void latest(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "latest.json", 200, INT64_C(1751587200000));
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 2);
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "USDGBP=X");
    assert_true(nth(&g, UPDATE_quote, 1)->of.quote.price == 0.73212);
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 1)->of.quote, prev_close));
    /* Summer: 16:00 in Frankfurt is 14:00Z. */
    assert_int_equal(nth(&g, UPDATE_quote, 1)->of.quote.as_of,
                     INT64_C(1751551200000));
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
    asked_for(&g, P, "EURXAU=X");
    fails(&g, "{\"message\":\"nothing\"}", 404, ERR_NOT_FOUND,
          P ": EURXAU=X: nothing");
    fails(&g, "{\"message\":\"bad pair\"}", 422, ERR_NOT_FOUND,
          P ": EURXAU=X: bad pair");
    fails(&g, "{\"base\":\"EUR\",\"date\":\"2025-01-03\",\"rates\":{}}", 200,
          ERR_NOT_FOUND, P ": unknown symbol: EURXAU=X");
    fails(&g, "{\"rates\":{}}", 200, ERR_CORRUPT,
          P ": EURXAU=X: base: missing");
    fails(&g, "{\"amount\":100,\"base\":\"EUR\",\"rates\":{}}", 200,
          ERR_CORRUPT, P ": EURXAU=X: amount: not one");
    fails(&g, "{\"base\":\"EUR\",\"rates\":[]}", 200, ERR_CORRUPT,
          P ": EURXAU=X: rates: not an object");
    fails(&g, "{\"base\":\"EUR\",\"rates\":{\"2025-02-30\":{}}}", 200,
          ERR_CORRUPT, P ": EURXAU=X: date: not a date");
    fails(&g,
          "{\"base\":\"EUR\",\"date\":\"2025-01-03\",\"rates\":{\"XAU\":0}}",
          200, ERR_CORRUPT,
          P ": EURXAU=X: rates: one that is no rate of a currency");
    fails(&g, "<html>", 200, ERR_REFUSED,
          P ": EURXAU=X: reply: a page instead of JSON");
    decode_text(&g, P, "{\"base\":\"EUR\",\"rates\":{\"20", "", 200);
    assert_true(g.e != ERR_OK);
    forget(&g);
}

static void spelling_and_plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 1,
                      .symbols = {"JPY=X"}, .now_ms = LATE_MS};
    struct request r;
    char out[SYMBOL_MAX];

    (void)state;
    assert_true(p->spell("EURUSD=X", INSTRUMENT_fx, out));
    assert_string_equal(out, "EURUSD");
    assert_false(p->spell("BTC-USD", INSTRUMENT_crypto, out));
    assert_false(p->spell("CL=F", INSTRUMENT_future, out));
    assert_false(p->spell("EUREUR=X", INSTRUMENT_fx, out));
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://api.frankfurter.dev/v1/2024-12-21.."
                               "?base=USD&symbols=JPY");
    ask.job = JOB_HISTORY;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "/v1/2024-01-04.."));
    assert_int_equal(r.span, BAR_1d);
    ask.now_ms = 0;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "/v1/latest?"));
    name_copy(ask.symbols[0], SYMBOL_MAX, "AAPL");
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_and_before),
        cmocka_unit_test(history_in_order),
        cmocka_unit_test(latest),
        cmocka_unit_test(errors),
        cmocka_unit_test(spelling_and_plans),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
