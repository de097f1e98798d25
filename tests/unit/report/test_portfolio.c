/* SPDX-License-Identifier: MIT */
/* Portfolios as text, JSON, CSV: what a total lacks stands beside it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "../state/support.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/report/report.h"

static const char *const lines[] = {
    "NVDA 100 @ 60 USD 2024-03-08 fee 5", "sell NVDA 10 @ 100 USD 2025-01-06",
    "VOD.L 1000 @ 72.5 GBp", "cash 1000 USD"};

static void listed(struct state *s, const char *symbol, const char *currency)
{
    struct update u = make(at(FRIDAY, 4, 0), UPDATE_instrument, symbol);

    u.of.instrument = (struct instrument){.type = INSTRUMENT_equity,
                                          .sector = "Technology",
                                          .shares_asof = NO_DATE};
    name_copy(u.of.instrument.currency, CURRENCY_MAX, currency);
    name_copy(u.of.instrument.symbol, SYMBOL_MAX, symbol);
    state_apply(s, &u);
}

/* NVDA 118.42 after 142.62; no price of VOD.L. */
static struct snapshot *frozen(void)
{
    struct state *s = state_new("", 0);
    struct portfolio_setup setups[2] = {{"main", "USD", ""},
                                        {"other", "EUR", ""}};
    struct lot lots[4];
    struct book b = {.portfolio_count = 2, .lot_count = 4,
                     .portfolios = setups, .lots = lots};
    struct update u = make(at(MONDAY, 16, 0), UPDATE_quote, "NVDA");
    const struct book *shared;
    struct snapshot *snapshot;

    listed(s, "NVDA", "USD");
    listed(s, "VOD.L", "GBP");
    QUOTE_SET(&u.of.quote, price, 118.42);
    QUOTE_SET(&u.of.quote, prev_close, 142.62);
    QUOTE_SET(&u.of.quote, as_of, u.t);
    state_apply(s, &u);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(lot_parse(lines[i], &lots[i], NULL), ERR_OK);
        name_copy(lots[i].portfolio, PORTFOLIO_MAX, "main");
    }
    shared = book_share(&b);
    state_set_book(s, shared);
    shared_release(shared);
    snapshot = freeze_at(s, at(MONDAY, 16, 5));
    state_free(s);
    return snapshot;
}

static void report(const char *format, const char *name, struct strbuf *out)
{
    struct snapshot *s = frozen();
    struct portfolio_request r = {.format = format, .name = name};
    size_t missing = 9;
    struct why why = {""};

    if (report_portfolio(s, &r, out, &missing, &why) != ERR_OK)
        fail_msg("%s", why.text);
    assert_int_equal(missing, 1);
    snapshot_free(s);
}

/* 90 left at 60.05: value 10657.80, cost 5404.50, profit 5253.30 (97.20 %),
 * day 90 x -24.20 = -2178 of 90 x 142.62 + 1000 = 13835.80 (-15.74 %);
 * realised 10 x (100 - 60.05) = 399.50. */
static void test_text(void **state)
{
    struct strbuf out = {0};

    (void)state;
    report("text", "main", &out);
    assert_string_equal(
        strbuf_text(&out),
        "PORTFOLIO main\n"
        "~11,658 (2 of 3) USD   day ~-2,178 (1 of 2) -15.74%   profit ~+5,253 "
        "(1 of 2) +97.20%   cash 1,000\n"
        "realised this year +399.50, in all +399.50\n"
        "at 2025-01-27T21:05:00Z\n"
        "\n"
        "SYMBOL        QTY      AVG     LAST    CHG%     VALUE      DAY"
        "    PROFIT   WT%\n"
        "NVDA           90    60.05   118.42  -16.97    10,658   -2,178"
        "    +5,253  91.4\n"
        "VOD.L        1000   0.7250        -       -         -        -"
        "         -     -\n"
        "USD          cash        -        -       -     1,000        -"
        "         -   8.6\n"
        "Totals are without VOD.L (no price)\n"
        "\n"
        "Sectors  Technology 91.4%  cash 8.6%\n"
        "Currencies  USD 100.0%\n"
        "Share of the day's loss  NVDA 100%\n");
    strbuf_done(&out);
}

static double number(json of, const char *path)
{
    double v = -1e9;

    assert_true(json_number(json_path(of, path), &v));
    return v;
}

static void test_json(void **state)
{
    struct strbuf out = {0};
    struct json_doc *doc = NULL;
    json root, vod;

    (void)state;
    report("json", "main", &out);
    assert_int_equal(json_parse(strbuf_text(&out), out.len, 1 << 20, &doc,
                                NULL), ERR_OK);
    root = json_root(doc);
    assert_true(number(root, "value.value") == 11657.8);
    assert_true(number(root, "value.members") == 3);
    assert_true(number(root, "value.missing") == 1);
    assert_true(number(root, "profit.value") == 5253.3);
    assert_true(number(root, "realised_year.value") == 399.5);
    assert_true(number(root, "day_pct") == -15.74);
    assert_string_equal(json_text_of(root, "gaps"),
                        "without VOD.L (no price)");
    assert_true(json_is_null(json_get(root, "rate_as_of")));
    vod = json_next(json_first(json_get(root, "positions")));
    assert_string_equal(json_text_of(vod, "symbol"), "VOD.L");
    assert_true(json_is_null(json_get(vod, "value")));
    assert_string_equal(json_text_of(vod, "missing"), "no price");
    assert_true(number(vod, "avg") == 0.725);
    json_doc_free(doc);
    strbuf_clear(&out);
    report("json", NULL, &out);
    assert_int_equal(json_parse(strbuf_text(&out), out.len, 1 << 20, &doc,
                                NULL), ERR_OK);
    assert_int_equal(json_count(json_root(doc)), 2);
    json_doc_free(doc);
    strbuf_done(&out);
}

static void test_csv(void **state)
{
    struct strbuf out = {0};

    (void)state;
    report("csv", NULL, &out);
    assert_string_equal(
        strbuf_text(&out),
        "portfolio,symbol,currency,quantity,lots,avg,price,change_pct,rate,"
        "value,cost,profit,profit_pct,realised,realised_year,day,day_base,"
        "day_pct,weight_pct,loss_share_pct,total_currency,as_of,rate_as_of,"
        "stale,split_since,missing\n"
        "main,NVDA,USD,90,1,60.05,118.42,-16.97,1,10657.8,5404.5,5253.3,97.2,"
        "399.5,399.5,-2178,12835.8,-16.97,91.42,100,USD,1738011600000,,false,"
        "false,\n"
        "main,VOD.L,GBP,1000,1,0.725,,,,,,,,0,0,,,,,,USD,,,false,false,"
        "no price\n"
        "main,cash,USD,1000,0,,,,1,1000,,,,,,,,,8.58,,USD,,,false,false,\n");
    strbuf_clear(&out);
    report("ndjson", "main", &out);
    assert_non_null(strstr(strbuf_text(&out), "{\"portfolio\":\"main\",\""
                           "symbol\":\"VOD.L\",\"name\":null"));
    strbuf_done(&out);
}

static void test_refused(void **state)
{
    struct state *empty = state_new("", 0);
    struct snapshot *none = freeze_at(empty, at(MONDAY, 16, 5)), *s = frozen();
    struct strbuf out = {0};
    struct why why = {""};
    size_t missing = 0;
    struct portfolio_request r = {.format = "text"};

    (void)state;
    assert_int_equal(report_portfolio(none, &r, &out, &missing, &why),
                     ERR_MISSING);
    assert_non_null(strstr(why.text, "portfolio import"));
    r.name = "mian";
    assert_int_equal(report_portfolio(s, &r, &out, &missing, &why),
                     ERR_USAGE);
    assert_non_null(strstr(why.text, "did you mean 'main'?"));
    r = (struct portfolio_request){.format = "xml"};
    assert_int_equal(report_portfolio(s, &r, &out, &missing, &why),
                     ERR_USAGE);
    assert_int_equal(out.len, 0);
    snapshot_free(none);
    snapshot_free(s);
    state_free(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests_name("report/portfolio", tests, NULL, NULL);
}
