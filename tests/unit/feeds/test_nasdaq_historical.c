/* SPDX-License-Identifier: MIT */
/* Nasdaq's daily bars: newest first, dollars, holes. */
#include "replies.h"

#include "tapewatch/base/civil.h"

#define P "nasdaq-historical"
#define ROWS(rows)                                                          \
    "{\"data\":{\"symbol\":\"TEST\",\"totalRecords\":3,\"tradesTable\":{"   \
    "\"headers\":{},\"rows\":" rows "}},\"status\":{\"rCode\":200}}"
#define THREE                                                               \
    ROWS("[{\"date\":\"01/03/2025\",\"close\":\"$12.50\","                  \
         "\"volume\":\"4,200\",\"open\":\"$12\",\"high\":\"$13\","          \
         "\"low\":\"$11.75\"},"                                             \
         "{\"date\":\"01/02/2025\",\"close\":\"N/A\",\"volume\":\"N/A\","   \
         "\"open\":\"N/A\",\"high\":\"N/A\",\"low\":\"N/A\"},"              \
         "{\"date\":\"12/31/2024\",\"close\":\"1,011.25\","                 \
         "\"volume\":\"N/A\",\"open\":\"N/A\",\"high\":\"N/A\","            \
         "\"low\":\"N/A\"}]")

static void decode_at(struct got *g, const char *body, int64_t now)
{
    struct reply reply = {.status = 200, .received_ms = now, .body = body,
                          .size = strlen(body), .request = &g->request};

    g->e = provider_find(P)->decode(&reply, &g->out, &g->why);
}

static void bars_oldest_first(void **state)
{
    struct got g = {0};
    const struct update *u;

    (void)state;
    decode_text(&g, P, THREE, "application/json", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2);
    u = nth(&g, UPDATE_bar, 0);
    assert_string_equal(u->symbol, "TEST");
    assert_string_equal(u->source, P);
    assert_int_equal(u->of.bar.span, BAR_1d);
    assert_int_equal(u->of.bar.bar.start, OPEN_MS - 3 * MS_PER_DAY);
    assert_true(u->of.bar.bar.close == 1011.25);
    assert_int_equal(u->of.bar.bar.known, 0);
    u = nth(&g, UPDATE_bar, 1);
    assert_int_equal(u->of.bar.bar.start, OPEN_MS);
    assert_true(u->of.bar.bar.close == 12.5 && u->of.bar.bar.open == 12);
    assert_true(u->of.bar.bar.high == 13 && u->of.bar.bar.low == 11.75);
    assert_true(u->of.bar.bar.volume == 4200);
    forget(&g);
}

static void running_day_is_no_bar(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "TEST");
    decode_at(&g, THREE, CLOSE_MS - 1);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 1);
    forget(&g);
    asked_for(&g, P, "TEST");
    decode_at(&g, THREE, CLOSE_MS);
    assert_int_equal(g.out.count, 2);
    forget(&g);
}

static void fails(const char *body, enum err e, const char *why)
{
    struct got g = {0};

    decode_text(&g, P, body, "application/json", 200);
    assert_int_equal(g.e, e);
    assert_string_equal(g.why.text, why);
    forget(&g);
}

static void errors(void **state)
{
    struct got g = {0};

    (void)state;
    fails("{\"data\":null,\"status\":{\"rCode\":400,\"bCodeMessage\":"
          "[{\"errorMessage\":\"Symbol not exists.\"}]}}",
          ERR_NOT_FOUND, P ": unknown symbol: Symbol not exists.");
    fails(ROWS("null"), ERR_NOT_FOUND, P ": TEST: no prices in the range");
    fails(ROWS("[]"), ERR_NOT_FOUND, P ": TEST: no prices in the range");
    fails("{\"data\":{\"symbol\":\"TEST\",\"tradesTable\":null}}",
          ERR_NOT_FOUND, P ": TEST: no prices in the range");
    fails("{\"data\":{\"symbol\":\"TEST\"}}", ERR_CORRUPT,
          P ": TEST: tradesTable: missing");
    fails(ROWS("{\"date\":1}"), ERR_CORRUPT, P ": TEST: rows: not an array");
    fails(ROWS("[{}]"), ERR_CORRUPT, P ": TEST: rows: date: missing");
    fails(ROWS("[{\"date\":\"2025-01-03\"},{\"date\":\"13/45/2025\"}]"),
          ERR_CORRUPT, P ": TEST: rows: date: not a date");
    fails("{\"data\":{}}", ERR_CORRUPT, P ": data.symbol: missing");
    fails("<html>", ERR_REFUSED, P ": not JSON but a web page (a block page)");
    decode_text(&g, P,
                ROWS("[{\"date\":\"x\"},{\"date\":\"01/03/2025\","
                     "\"close\":\"$1\"}]"),
                "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_int_equal(g.out.count, 1); /* the others stay */
    forget(&g);
    decode_text(&g, P, "{\"data\":{\"symbol\":\"TEST\",\"trades", "", 200);
    assert_int_equal(g.e, ERR_SYNTAX);
    forget(&g);
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_HISTORY, .name = P, .symbol_count = 1,
                      .base_url = "https://example.com", .now_ms = OPEN_MS,
                      .symbols = {"TEST"}, .types = {INSTRUMENT_etf}};
    struct request r;

    (void)state;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url,
                        "https://example.com/api/quote/TEST/historical"
                        "?assetclass=etf&fromdate=2024-01-03"
                        "&todate=2025-01-03&limit=5000");
    assert_int_equal(r.span, BAR_1d);
    ask.from_ms = INT64_C(1580000000000);
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "&fromdate=2020-01-25&todate=2025-01-03"));
    assert_true(r.headers[3][0] != '\0');
    name_copy(ask.symbols[0], SYMBOL_MAX, "7203.T");
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_oldest_first),
        cmocka_unit_test(running_day_is_no_bar),
        cmocka_unit_test(errors),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("nasdaq_historical", tests, NULL, NULL);
}
