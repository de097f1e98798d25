/* SPDX-License-Identifier: MIT */
/* The European Central Bank's file: one euro, and crosses of it. */
#include "replies.h"

#define P "ecb"

static void pairs_and_crosses(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "EURUSD=X JPY=X GBPEUR=X EURXAU=X");
    decode_file(&g, P, "daily.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK); /* who asked sees what did not come */
    assert_int_equal(count_of(&g, UPDATE_quote), 3);
    assert_true(nth(&g, UPDATE_quote, 0)->of.quote.price == 1.0299);
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 0)->of.quote, prev_close));
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "JPY=X");
    assert_true(nth(&g, UPDATE_quote, 1)->of.quote.price == 157.054);
    assert_true(nth(&g, UPDATE_quote, 2)->of.quote.price == 1.20504);
    assert_string_equal(nth(&g, UPDATE_instrument, 1)->of.instrument.venue,
                        "ECB reference rate");
    assert_int_equal(nth(&g, UPDATE_quote, 2)->of.quote.as_of,
                     INT64_C(1735916400000));
    forget(&g);
}

static void days_that_both_have(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "USDJPY=X EURUSD=X");
    g.request.span = BAR_1d;
    decode_file(&g, P, "days.xml", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 5); /* no yen on the 2nd */
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.close == 156.954);
    assert_true(nth(&g, UPDATE_quote, 0)->of.quote.prev_close == 156.954);
    assert_true(nth(&g, UPDATE_quote, 1)->of.quote.price == 1.0299 &&
                nth(&g, UPDATE_quote, 1)->of.quote.prev_close == 1.0321);
    forget(&g);
}

static void fails(struct got *g, const char *body, long status, enum err e,
                  const char *words)
{
    decode_text(g, P, body, "", status);
    assert_int_equal(g->e, e);
    assert_string_equal(g->why.text, words);
}

static void errors(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "EURUSD=X");
    fails(&g, "<html><body>blocked</body></html>", 200, ERR_REFUSED,
          P ": reply: a page instead of rates");
    fails(&g, "<Envelope/>", 200, ERR_CORRUPT, P ": Cube: no rates");
    fails(&g, "<Cube currency='USD' rate='1.1'/>", 200, ERR_CORRUPT,
          P ": Cube: one that is no rate of a currency and day");
    fails(&g, "gone", 404, ERR_NOT_FOUND, P ": not there (HTTP 404)");
    assert_int_equal(g.out.count, 0);
    /* What was whole is kept. */
    fails(&g,
          "<Cube><Cube time='2025-01-03'><Cube currency='USD' rate='1.1'/>"
          "<Cube currency='JPY' rate='N/A'/></Cube></Cube>",
          200, ERR_CORRUPT,
          P ": Cube: one that is no rate of a currency and day");
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    forget(&g);
    decode_text(&g, P,
                "<Cube><Cube time='2025-01-03'><Cube currency='USD' "
                "rate='1.1'/><Cube curr",
                "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_memory_equal(g.why.text, P ": ", 5);
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    forget(&g);
}

static void plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 2,
                      .symbols = {"EURUSD=X", "JPY=X"}};
    struct request r;
    char out[SYMBOL_MAX];

    (void)state;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://www.ecb.europa.eu/stats/eurofxref/"
                               "eurofxref-daily.xml");
    ask.job = JOB_HISTORY;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "eurofxref-hist-90d.xml"));
    assert_int_equal(r.span, BAR_1d);
    assert_true(p->spell("EURUSD=X", INSTRUMENT_fx, out));
    assert_false(p->spell("BTC-USD", INSTRUMENT_crypto, out));
    assert_false(p->spell("AAPL", INSTRUMENT_equity, out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_and_crosses),
        cmocka_unit_test(days_that_both_have),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name(P, tests, NULL, NULL);
}
