/* SPDX-License-Identifier: MIT */
/* Nasdaq's quotes: texts with dollars, two sessions in one reply, a code of
 * its own inside HTTP 200. */
#include "replies.h"

#include "tapewatch/base/civil.h"

#define P "nasdaq-info"
#define DATA(members)                                                       \
    "{\"data\":{\"symbol\":\"TEST\"," members "},\"message\":null,"         \
    "\"status\":{\"rCode\":200}}"
#define PRICE(price, time)                                                  \
    "{\"lastSalePrice\":\"" price "\",\"lastTradeTimestamp\":\"" time "\"}"

static void says(struct got *g, const char *body)
{
    forget(g);
    decode_text(g, P, body, "application/json", 200);
}

static const struct quote *quote(const struct got *g)
{
    return &nth(g, UPDATE_quote, 0)->of.quote;
}

static void in_session(void **state)
{
    struct got g = {0};
    const struct instrument *i;
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "BRK-B");
    decode_text(
        &g, P,
        "{\"data\":{\"symbol\":\"BRK.B\",\"companyName\":\"Test & Sons Common "
        "Stock\",\"exchange\":\"XMP\",\"assetClass\":\"STOCKS\","
        "\"primaryData\":{\"lastSalePrice\":\"$1,012.505\","
        "\"netChange\":\"-2.105\",\"lastTradeTimestamp\":"
        "\"Jan 3, 2025 12:35 PM ET\",\"isRealTime\":true,"
        "\"bidPrice\":\"$1,012.49\",\"askPrice\":\"$1,012.52\","
        "\"bidSize\":\"200\",\"askSize\":\"309\","
        "\"volume\":\"4,200.479694\",\"currency\":null},"
        "\"secondaryData\":null,\"marketStatus\":\"Open\",\"keyStats\":{"
        "\"dayrange\":{\"label\":\"High/Low:\",\"value\":\"999.5 - 1,020\"},"
        "\"previousclose\":{\"value\":\"$1,000\"}}},"
        "\"message\":null,\"status\":{\"rCode\":200}}",
        "application/json", 200);
    assert_int_equal(g.e, ERR_OK);
    i = &nth(&g, UPDATE_instrument, 0)->of.instrument;
    assert_string_equal(i->symbol, "BRK-B");
    assert_string_equal(i->name, "Test & Sons Common Stock");
    assert_string_equal(i->venue, "XMP");
    assert_string_equal(i->currency, "USD");
    assert_int_equal(i->type, INSTRUMENT_equity);
    q = quote(&g);
    assert_true(q->price == 1012.505 && q->prev_close == 1000);
    assert_true(q->low == 999.5 && q->high == 1020 && q->volume == 4200.479694);
    assert_true(q->bid == 1012.49 && q->ask == 1012.52);
    assert_true(q->bid_size == 200 && q->ask_size == 309);
    assert_int_equal(q->as_of, OPEN_MS + 185 * MS_PER_MINUTE);
    assert_int_equal(q->session, SESSION_REGULAR);
    assert_true(QUOTE_HAS(q, delay_s) && q->delay_s == 0);
    assert_false(QUOTE_HAS(q, open));
    assert_false(QUOTE_HAS(q, ext_price));
    forget(&g);
}

/* Outside the session the first price is the extended one. */
static void extended_hours(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    says(&g, DATA("\"primaryData\":" PRICE("$12.75", "Jan 3, 2025 7:59 PM ET")
                  ",\"secondaryData\":" PRICE(
                      "$12.5", "Closed at Jan 3, 2025 4:00 PM ET")
                  ",\"marketStatus\":\"After-Hours\""));
    assert_int_equal(g.e, ERR_OK);
    q = quote(&g);
    assert_true(q->price == 12.5 && q->ext_price == 12.75);
    assert_int_equal(q->as_of, CLOSE_MS);
    assert_int_equal(q->session, SESSION_POST);
    assert_int_equal(q->ext_session, SESSION_POST);
    assert_int_equal(q->ext_as_of, CLOSE_MS + 239 * MS_PER_MINUTE);
    assert_false(QUOTE_HAS(q, volume));
    says(&g, DATA("\"primaryData\":" PRICE("$12.75", "Jan 6, 2025 8:00 AM ET")
                  ",\"secondaryData\":" PRICE("$12.5", "Jan 3, 2025")
                  ",\"marketStatus\":\"Pre-Market\",\"keyStats\":{"
                  "\"previousclose\":{\"value\":\"$12.5\"}}"));
    q = quote(&g);
    assert_true(q->price == 12.5 && q->ext_price == 12.75);
    assert_int_equal(q->as_of, CLOSE_MS);
    assert_int_equal(q->ext_session, SESSION_PRE);
    assert_false(QUOTE_HAS(q, prev_close)); /* it is the price itself */
    says(&g, DATA("\"primaryData\":" PRICE("$12.75", "N/A")
                  ",\"secondaryData\":" PRICE("$12.5", "N/A")
                  ",\"marketStatus\":\"Closed\""));
    q = quote(&g);
    assert_int_equal(q->session, SESSION_CLOSED);
    assert_false(QUOTE_HAS(q, ext_price)); /* of which session? */
    assert_false(QUOTE_HAS(q, ext_as_of));
    assert_false(QUOTE_HAS(q, as_of));
    forget(&g);
}

static int64_t as_of(const char *text)
{
    struct got g = {0};
    char body[300];
    int64_t at;

    (void)snprintf(body, sizeof body,
                   DATA("\"primaryData\":" PRICE("$1", "%s")), text);
    says(&g, body);
    assert_int_equal(g.e, ERR_OK);
    at = QUOTE_HAS(quote(&g), as_of) ? quote(&g)->as_of : -1;
    forget(&g);
    return at;
}

static void times_in_all_their_forms(void **state)
{
    (void)state;
    assert_int_equal(as_of("Jan 3, 2025 9:30 AM ET"), OPEN_MS);
    assert_int_equal(as_of("Closed at Jan 3, 2025 4:00 PM ET"), CLOSE_MS);
    assert_int_equal(as_of("Jan 3, 2025"), CLOSE_MS);
    assert_int_equal(as_of("Jan 03, 2025 09:30:15 AM"), OPEN_MS);
    assert_int_equal(as_of("January 3, 2025"), CLOSE_MS);
    assert_int_equal(as_of("DATA AS OF Jan 3, 2025 12:00 AM ET"),
                     OPEN_MS - 570 * MS_PER_MINUTE);
    assert_int_equal(as_of("Sept 24, 2026 12:35 PM ET"),
                     INT64_C(1790267700000)); /* summer time */
    assert_int_equal(as_of("Jan 4, 2025"), -1); /* a Saturday closes nothing */
    assert_int_equal(as_of("Jan 3, 2025 13:00 PM ET"), -1);
    assert_int_equal(as_of("Jan 3, 2025 9:30"), -1);
    assert_int_equal(as_of("Jan 77, 2025"), -1);
    assert_int_equal(as_of(""), -1);
    assert_int_equal(as_of("Jan"), -1);
}

static void fails(const char *body, long status, enum err e, const char *why)
{
    struct got g = {0};

    asked_for(&g, P, "TEST");
    decode_text(&g, P, body, "application/json", status);
    assert_int_equal(g.e, e);
    assert_string_equal(g.why.text, why);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void errors(void **state)
{
    (void)state;
    fails("{\"data\":null,\"message\":null,\"status\":{\"rCode\":400,"
          "\"bCodeMessage\":[{\"code\":1001,\"errorMessage\":\"Symbol not "
          "exists.\"}]}}",
          200, ERR_NOT_FOUND, P ": TEST: unknown symbol: Symbol not exists.");
    fails("{\"data\":null,\"status\":{\"rCode\":400}}", 400, ERR_NOT_FOUND,
          P ": TEST: unknown symbol: its code is 400");
    fails("{\"data\":null,\"message\":\"wait\",\"status\":{\"rCode\":429}}",
          200, ERR_REFUSED, P ": TEST: wait");
    fails("{\"data\":null,\"status\":{\"rCode\":500}}", 200, ERR_IO,
          P ": TEST: its code is 500");
    fails("{\"data\":null,\"status\":{\"rCode\":200}}", 200, ERR_CORRUPT,
          P ": TEST: no data");
    fails("{}", 200, ERR_CORRUPT, P ": data: missing");
    fails("{\"data\":7}", 200, ERR_CORRUPT, P ": data: not an object");
    fails("{\"data\":{}}", 200, ERR_CORRUPT, P ": data.symbol: missing");
    fails("{\"data\":{\"symbol\":\"TE ST\"}}", 200, ERR_CORRUPT,
          P ": data.symbol: not a symbol");
    fails(DATA("\"x\":1"), 200, ERR_CORRUPT, P ": TEST: primaryData: missing");
    fails(DATA("\"primaryData\":" PRICE("N/A", "")), 200, ERR_NOT_FOUND,
          P ": TEST: has no price");
    fails(DATA("\"primaryData\":" PRICE("$0.00", "")), 200, ERR_NOT_FOUND,
          P ": TEST: has no price");
    fails("<HTML>Access Denied", 403, ERR_REFUSED, P ": refused (HTTP 403)");
    fails("<HTML>Access Denied", 200, ERR_REFUSED,
          P ": not JSON but a web page (a block page)");
    fails("", 200, ERR_CORRUPT, P ": empty reply");
    fails("{\"data\":{\"symbol\":\"TEST\",\"prim", 502, ERR_IO,
          P ": HTTP 502");
}

static void spelling(void **state)
{
    const struct provider *p = provider_find(P);
    char out[SYMBOL_MAX];

    (void)state;
    assert_true(p->spell("BRK-B", INSTRUMENT_equity, out));
    assert_string_equal(out, "BRK.B");
    assert_true(p->spell("^IXIC", INSTRUMENT_index, out));
    assert_string_equal(out, "COMP");
    assert_false(p->spell("^TNX", INSTRUMENT_index, out));
    assert_false(p->spell("CL=F", INSTRUMENT_future, out));
    assert_false(p->spell("BTC-USD", INSTRUMENT_unknown, out));
    assert_false(p->spell("EURUSD=X", INSTRUMENT_fx, out));
    assert_false(p->spell("VOD.L", INSTRUMENT_equity, out));
    assert_false(p->spell("VFIAX", INSTRUMENT_fund, out));
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 1,
                      .base_url = "https://example.com",
                      .symbols = {"BRK-B"}};
    const struct provider *p = provider_find(P);
    struct request r;

    (void)state;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(
        r.url, "https://example.com/api/quote/BRK.B/info?assetclass=stocks");
    assert_string_equal(r.symbols[0], "BRK-B");
    assert_string_equal(r.headers[0],
                        "Accept: application/json, text/plain, */*");
    assert_string_equal(r.headers[1], "Accept-Language: en-US,en;q=0.9");
    assert_string_equal(r.headers[2], "Origin: https://www.nasdaq.com");
    assert_string_equal(r.headers[3], "Referer: https://www.nasdaq.com/");
    ask.types[0] = INSTRUMENT_etf;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "?assetclass=etf"));
    name_copy(ask.symbols[0], SYMBOL_MAX, "^NDX");
    ask.types[0] = INSTRUMENT_unknown;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "/NDX/info?assetclass=index"));
    name_copy(ask.symbols[0], SYMBOL_MAX, "BTC-USD");
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
    ask.symbol_count = 2;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_session),
        cmocka_unit_test(extended_hours),
        cmocka_unit_test(times_in_all_their_forms),
        cmocka_unit_test(errors),
        cmocka_unit_test(spelling),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("nasdaq_info", tests, NULL, NULL);
}
