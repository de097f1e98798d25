/* SPDX-License-Identifier: MIT */
/* Nasdaq Trader's lists and halts, and Nasdaq's calendar. */
#include "replies.h"

#include "../../../src/feeds/nasdaq_listing.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/model/halt.h"

static int64_t at(const char *instant)
{
    int64_t t = 0;

    assert_true(civil_parse_instant(instant, &t));
    return t;
}

static void spelling(void **state)
{
    static const struct {
        const char *listed, *ours;
    } good[] = {
        {"AB", "AB"},         {"ab", "AB"},      {"BRK.B", "BRK-B"},
        {"BAC$B", "BAC-PB"},  {"BAC-B", "BAC-PB"}, {"X$", "X-P"},
        {"ACHR+", "ACHR-WT"}, {"AAM=", "AAM-UN"}, {"X^", "X-RI"},
        {"X#", "X-WI"},       {"X+A", "X-WTA"},
    };
    static const char *const bad[] = {"", ".A", "A.", "A B", "X*", "X-A#",
                                      "A.B.C", "\xc3\x89",
                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"};
    char out[SYMBOL_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(
            nasdaq_symbol(good[i].listed, strlen(good[i].listed), out));
        assert_string_equal(out, good[i].ours);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(nasdaq_symbol(bad[i], strlen(bad[i]), out));
}

#define LISTED_HEAD                                                         \
    "Symbol|Security Name|Market Category|Test Issue|Financial Status|"     \
    "Round Lot Size|ETF|NextShares\r\n"
#define OTHER_HEAD                                                          \
    "ACT Symbol|Security Name|Exchange|CQS Symbol|ETF|Round Lot Size|"      \
    "Test Issue|NASDAQ Symbol\n"
#define LAST "File Creation Time: 0102202521:31|||||||\r\n"

static void nasdaq_listed(void **state)
{
    struct got g = {0};
    const struct instrument *i;

    (void)state;
    decode_text(&g, "nasdaq-symbols",
                LISTED_HEAD "ABCD|Abc Inc. - Common Stock|Q|N|N|100|N|N\r\n"
                            "EFGH|Efg Fund|G|N|N|100|Y|N\r\n"
                            "ZTST|NASDAQ TEST STOCK|G|Y|N|100||N\r\n" LAST,
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 2);
    i = &nth(&g, UPDATE_instrument, 0)->of.instrument;
    assert_string_equal(i->name, "Abc Inc.");
    assert_string_equal(i->venue, "Nasdaq");
    assert_int_equal(i->type, INSTRUMENT_equity);
    assert_int_equal(nth(&g, UPDATE_instrument, 1)->of.instrument.type,
                     INSTRUMENT_etf);
    forget(&g);
}

static void other_listed(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, "nasdaq-symbols",
                OTHER_HEAD
                "AB$C|Ab Shares, each half of a share|N|ABpC|N|100|N|AB-C\n"
                "EF.W|Ef Warrants|A|EF.WS|N|100|N|EF+\n"
                "GH.V|Gh when distributed|N|GH|N|100|N|GH$\n"
                "IJ|Ij|?|IJ|N|100|N|\n" LAST, "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 3);
    assert_string_equal(g.out.items[0].symbol, "AB-PC");
    assert_string_equal(g.out.items[0].of.instrument.name, "Ab Shares");
    assert_string_equal(g.out.items[0].of.instrument.venue, "NYSE");
    assert_string_equal(g.out.items[1].symbol, "EF-WT");
    assert_string_equal(g.out.items[1].of.instrument.venue, "NYSE American");
    assert_string_equal(g.out.items[2].symbol, "IJ");
    assert_null(g.out.items[2].of.instrument.venue);
    forget(&g);
}

static void damaged_lists(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, "nasdaq-symbols",
                LISTED_HEAD "ABCD|Abc Inc.|Q|N|N|100|N|N\r\nEFG|E", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_non_null(strstr(g.why.text, "cut short"));
    assert_int_equal(g.out.count, 1);
    forget(&g);
    decode_text(&g, "nasdaq-symbols", LISTED_HEAD "AB|x\n" LAST, "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_non_null(strstr(g.why.text, "1 of 1 lines too short"));
    decode_text(&g, "nasdaq-symbols", "a|b\n" LAST, "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    decode_text(&g, "nasdaq-symbols", "", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    decode_text(&g, "nasdaq-symbols", "<html>", "", 200);
    assert_int_equal(g.e, ERR_REFUSED);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

#define HALT(fields) "<item><title>x</title>" fields "</item>"
#define WHEN(date, time)                                                    \
    "<n:HaltDate>" date "</n:HaltDate><n:HaltTime>" time "</n:HaltTime>"
#define HALTS(items)                                                        \
    "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>"                \
    "<rss version=\"2.0\" xmlns:n=\"http://www.nasdaqtrader.com/\">"        \
    "<channel><title>N</title>" items "</channel></rss>"

static void halts(void **state)
{
    struct got g = {0};
    const struct halt *h;

    (void)state;
    decode_text(&g, "halts",
                HALTS(HALT(WHEN("01/27/2025", "09:35:12.345")
                           "<n:IssueSymbol> AB.C </n:IssueSymbol>"
                           "<n:Mkt>N</n:Mkt><n:ReasonCode>LUDP</n:ReasonCode>"
                           "<n:ResumptionDate>01/27/2025</n:ResumptionDate>"
                           "<n:ResumptionTradeTime>09:40:12"
                           "</n:ResumptionTradeTime>")
                      HALT(WHEN("07/01/2025", "19:50:01")
                           "<n:IssueSymbol>DE</n:IssueSymbol>"
                           "<n:ReasonCode/><n:ResumptionDate />")),
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_halt), 2);
    assert_string_equal(nth(&g, UPDATE_halt, 0)->symbol, "AB-C");
    h = &nth(&g, UPDATE_halt, 0)->of.halt;
    assert_int_equal(h->from, at("2025-01-27T14:35:12.345Z"));
    assert_int_equal(h->until, at("2025-01-27T14:40:12Z"));
    assert_string_equal(h->code, "LUDP");
    h = &nth(&g, UPDATE_halt, 1)->of.halt;
    assert_int_equal(h->from, at("2025-07-01T23:50:01Z"));
    assert_int_equal(h->until, 0);
    assert_null(h->code);
    forget(&g);
    decode_text(&g, "halts", HALTS(""), "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void damaged_halts(void **state)
{
    static const char *const times[] = {"", "9:35", "25:00:00", "09:60:00",
                                        "09:35:12x"};
    struct got g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char body[600];

        (void)snprintf(body, sizeof body,
                       HALTS(HALT(WHEN("01/27/2025", "%s")
                                  "<n:IssueSymbol>AB</n:IssueSymbol>")
                             HALT(WHEN("01/27/2025", "10:00:00")
                                  "<n:IssueSymbol>CD</n:IssueSymbol>")),
                       times[i]);
        decode_text(&g, "halts", body, "", 200);
        assert_int_equal(g.e, ERR_CORRUPT);
        assert_string_equal(g.why.text,
                            "halts: 1 of 2 halts without symbol or time");
        assert_int_equal(g.out.count, 1);
        forget(&g);
    }
    decode_text(&g, "halts",
                HALTS(HALT(WHEN("02/30/2025", "10:00:00")
                           "<n:IssueSymbol>AB</n:IssueSymbol>")), "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    decode_text(&g, "halts", "<feed/>", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    decode_text(&g, "halts", "<rss><channel><item>", "", 200);
    assert_int_not_equal(g.e, ERR_OK);
    decode_text(&g, "halts", "<html>", "", 200);
    assert_int_equal(g.e, ERR_REFUSED);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void words_of_codes(void **state)
{
    (void)state;
    assert_string_equal(halt_code_words("T1"), "news pending");
    assert_null(halt_code_words("T99"));
    assert_null(halt_code_words(NULL));
}

#define ROWS                                                                \
    "{\"data\":{\"asOf\":\"Mon, Jan 27, 2025\",\"rows\":["                  \
    "{\"symbol\":\"AB\",\"time\":\"time-pre-market\",\"epsForecast\":"      \
    "\"($0.13)\",\"fiscalQuarterEnding\":\"Dec/2024\"},"                    \
    "{\"symbol\":\"BRK.B\",\"time\":\"time-after-hours\",\"epsForecast\":"  \
    "\"$2.5\",\"fiscalQuarterEnding\":\"Dec/2024\"},"                       \
    "{\"symbol\":\"EF\",\"time\":\"time-not-supplied\",\"epsForecast\":\"\"}"\
    "]},\"status\":{\"rCode\":200}}"

static void calendar(void **state)
{
    const char *p = "nasdaq-calendar";
    struct got g = {0};
    const struct calendar_entry *c;

    (void)state;
    decode_text(&g, p, ROWS, "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_calendar), 3);
    c = &nth(&g, UPDATE_calendar, 0)->of.calendar;
    assert_string_equal(c->type, "earnings");
    assert_string_equal(c->title, "results before the open, quarter to "
                                  "Dec/2024, EPS forecast -$0.13");
    assert_int_equal(c->at, at("2025-01-27T09:00:00Z"));
    assert_false(c->confirmed);
    assert_string_equal(nth(&g, UPDATE_calendar, 1)->symbol, "BRK-B");
    assert_int_equal(nth(&g, UPDATE_calendar, 1)->of.calendar.at,
                     at("2025-01-27T21:00:00Z"));
    c = &nth(&g, UPDATE_calendar, 2)->of.calendar;
    assert_int_equal(c->at, at("2025-01-27T05:00:00Z"));
    assert_string_equal(c->title, "results time not given");
    forget(&g);
    /* the day that was asked for counts, also with summer time */
    asked_for(&g, p, "");
    (void)snprintf(g.request.url, sizeof g.request.url,
                   "https://api.nasdaq.com/api/calendar/earnings?"
                   "date=2025-07-01");
    decode_text(&g, p, ROWS, "", 200);
    assert_int_equal(nth(&g, UPDATE_calendar, 1)->of.calendar.at,
                     at("2025-07-01T20:00:00Z"));
    forget(&g);
}

static void damaged_calendar(void **state)
{
    const char *p = "nasdaq-calendar";
    struct got g = {0};

    (void)state;
    decode_text(&g, p, "{\"data\":{\"rows\":null},\"status\":{\"rCode\":200}}",
                "", 200);
    assert_int_equal(g.e, ERR_OK); /* nobody reports */
    decode_text(&g, p, "{\"data\":null,\"status\":{\"rCode\":400,"
                       "\"bCodeMessage\":[{\"errorMessage\":\"no \\u001b\"}]}}",
                "", 200);
    assert_int_equal(g.e, ERR_RANGE);
    assert_string_equal(g.why.text, "nasdaq-calendar: no (rCode 400)");
    decode_text(&g, p, "{\"data\":null}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    decode_text(&g, p, "{\"data\":{\"rows\":[7]}}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    decode_text(&g, p, "<html>Access Denied", "", 200);
    assert_int_equal(g.e, ERR_REFUSED);
    decode_text(&g, p, "{\"data\":", "", 200);
    assert_int_equal(g.e, ERR_SYNTAX);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void plans(void **state)
{
    struct ask ask = {.name = "nasdaq-symbols", .symbol_count = 1,
                      .symbols = {"OTHERLISTED"}, .date = NO_DATE};
    struct request r;

    (void)state;
    assert_int_equal(provider_find("nasdaq-symbols")->plan(&ask, &r, NULL),
                     ERR_OK);
    assert_string_equal(
        r.url, "https://www.nasdaqtrader.com/dynamic/SymDir/otherlisted.txt");
    name_copy(ask.symbols[0], SYMBOL_MAX, "AB");
    assert_int_equal(provider_find("nasdaq-symbols")->plan(&ask, &r, NULL),
                     ERR_USAGE);
    assert_int_equal(provider_find("nasdaq-calendar")->plan(&ask, &r, NULL),
                     ERR_USAGE);
    ask.symbol_count = 0;
    ask.date = civil_date(2025, 1, 27);
    assert_int_equal(provider_find("nasdaq-calendar")->plan(&ask, &r, NULL),
                     ERR_OK);
    assert_string_equal(r.url, "https://api.nasdaq.com/api/calendar/earnings?"
                               "date=2025-01-27");
    assert_true(r.headers[3][0] != '\0');
    assert_int_equal(provider_find("halts")->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(
        r.url, "https://www.nasdaqtrader.com/rss.aspx?feed=tradehalts");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spelling),
        cmocka_unit_test(nasdaq_listed),
        cmocka_unit_test(other_listed),
        cmocka_unit_test(damaged_lists),
        cmocka_unit_test(halts),
        cmocka_unit_test(damaged_halts),
        cmocka_unit_test(words_of_codes),
        cmocka_unit_test(calendar),
        cmocka_unit_test(damaged_calendar),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("nasdaq_trader", tests, NULL, NULL);
}
