/* SPDX-License-Identifier: MIT */
/* Yahoo's spark: many quotes in one reply. */
#include "replies.h"

#define P "yahoo-spark"

static void quotes_of_all(void **state)
{
    struct got g = {0};
    const struct update *u;

    (void)state;
    asked_for(&g, P, "AAA ^XX");
    decode_file(&g, P, "two.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 2);
    u = nth(&g, UPDATE_quote, 1);
    assert_string_equal(u->symbol, "^XX");
    assert_string_equal(u->source, P);
    assert_true(u->of.quote.price == 12.5 && u->of.quote.prev_close == 12);
    assert_int_equal(u->of.quote.as_of, CLOSE_MS + 1000);
    assert_int_equal(nth(&g, UPDATE_instrument, 1)->of.instrument.type,
                     INSTRUMENT_index);
    forget(&g);
}

static void closes_become_bars(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "series.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.start,
                     OPEN_MS + 600000);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.span, BAR_5m);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.bar.known, 0);
    forget(&g);
}

/* v8 names each symbol once and has no "meta". */
static void the_flat_kind(void **state)
{
    static const char body[] =
        "{\"AAA\":{\"symbol\":\"AAA\",\"timestamp\":[1735914600,1735914900,"
        "1735915200,1735915300],\"close\":[12,null,12.5,\"NaN\"],"
        "\"previousClose\":11.5,\"chartPreviousClose\":9,"
        "\"dataGranularity\":300},"
        "\"^XX\":{\"timestamp\":null,\"close\":[]},\"error\":null}";
    struct got g = {0};
    const struct quote *q;

    (void)state;
    decode_text(&g, P, body, "application/json", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "AAA");
    assert_true(q->price == 12.5 && q->prev_close == 11.5);
    assert_int_equal(q->as_of, OPEN_MS + 600000);
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.span, BAR_5m);
    assert_true(nth(&g, UPDATE_bar, 1)->of.bar.bar.close == 12.5);
    forget(&g);
    asked_for(&g, P, "NOPE");
    decode_text(&g, P, "{}", "application/json", 200);
    assert_int_equal(g.e, ERR_NOT_FOUND);
    forget(&g);
    decode_text(&g, P,
                "{\"AAA\":{\"timestamp\":[],\"close\":7},"
                "\"BBB\":{\"timestamp\":[1735914600],\"close\":[1],"
                "\"dataGranularity\":301}}",
                "application/json", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, P ": AAA: close: not an array");
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    assert_int_equal(count_of(&g, UPDATE_bar), 0);
    forget(&g);
    decode_text(&g, P, "{}", "application/json", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, P ": spark.result: missing");
    forget(&g);
}

static void absent_symbols(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "NOPE AAA ^XX NADA");
    decode_file(&g, P, "two.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK); /* who asked sees what did not come */
    assert_int_equal(count_of(&g, UPDATE_quote), 2);
    forget(&g);
    asked_for(&g, P, "NOPE NADA");
    decode_file(&g, P, "none.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_NOT_FOUND);
    assert_string_equal(g.why.text, P ": unknown symbol: NOPE, NADA");
    forget(&g);
    decode_file(&g, P, "none.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    forget(&g);
}

static void one_damaged_leaves_the_others(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "one-damaged.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, P ": BBB: response: missing");
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    forget(&g);
}

static void errors(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "too-many.json", 400, LATE_MS);
    assert_int_equal(g.e, ERR_RANGE);
    assert_string_equal(
        g.why.text, P ": Number of symbols requested exceeds the limit");
    decode_text(&g, P, "{\"spark\":{\"error\":null}}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, P ": spark.result: missing");
    decode_text(&g, P, "{\"spark\":{\"result\":[7,null,{}]}}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_int_equal(g.out.count, 0);
    decode_text(&g, P, "Too Many Requests", "text/plain", 429);
    assert_int_equal(g.e, ERR_REFUSED);
    forget(&g);
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 2,
                      .symbols = {"^XX", "AAA"}};
    struct request r;

    (void)state;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "https://query1.finance.yahoo.com/v7/"
                                  "finance/spark?symbols=%5EXX,AAA&range=1d"));
    assert_int_equal(r.symbol_count, 2);
    assert_string_equal(r.source, P);
    ask.symbol_count = 20;
    for (int i = 0; i < 20; i++)
        name_copy(ask.symbols[i], SYMBOL_MAX, "^^^^^^^^^^^^^^^^^^^^^^^");
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    ask.symbol_count = 0;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_of_all),
        cmocka_unit_test(closes_become_bars),
        cmocka_unit_test(the_flat_kind),
        cmocka_unit_test(absent_symbols),
        cmocka_unit_test(one_damaged_leaves_the_others),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("yahoo_spark", tests, NULL, NULL);
}
