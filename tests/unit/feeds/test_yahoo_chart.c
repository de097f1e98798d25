/* SPDX-License-Identifier: MIT */
/* Yahoo's chart: figures, and every trap that is known. */
#include "replies.h"

#include "tapewatch/base/civil.h"

#define P "yahoo-chart"

static void fails(const char *file, long status, enum err e, const char *why)
{
    struct got g = {0};

    decode_file(&g, P, file, status, LATE_MS);
    assert_int_equal(g.e, e);
    assert_string_equal(g.why.text, why);
    forget(&g);
}

static void daily_history(void **state)
{
    struct got g = {0};
    const struct instrument *i;
    const struct quote *q;
    const struct bar *b;

    (void)state;
    asked_for(&g, P, "TEST");
    decode_file(&g, P, "history.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    i = &nth(&g, UPDATE_instrument, 0)->of.instrument;
    assert_string_equal(i->symbol, "TEST");
    assert_int_equal(i->type, INSTRUMENT_equity);
    assert_string_equal(i->currency, "USD");
    assert_string_equal(i->name, "Test & Sons plc");
    assert_string_equal(i->venue, "ExampleExchange");
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(QUOTE_HAS(q, price) && q->price == 12.5);
    assert_false(QUOTE_HAS(q, prev_close)); /* before the year, no use */
    assert_false(QUOTE_HAS(q, open));
    assert_true(q->high == 13 && q->low == 11.75 && q->volume == 4200);
    assert_int_equal(q->as_of, CLOSE_MS + 1000);
    assert_int_equal(q->session, SESSION_POST);
    assert_int_equal(count_of(&g, UPDATE_bar), 2); /* the hole is none */
    b = &nth(&g, UPDATE_bar, 0)->of.bar.bar;
    assert_int_equal(b->start, OPEN_MS - 2 * MS_PER_DAY);
    assert_true(b->open == 10 && b->high == 10.5 && b->low == 9.5);
    assert_true(b->close == 10.25 && b->volume == 1000);
    b = &nth(&g, UPDATE_bar, 1)->of.bar.bar;
    assert_int_equal(b->start, OPEN_MS); /* not the time of its last trade */
    assert_int_equal(nth(&g, UPDATE_bar, 1)->of.bar.span, BAR_1d);
    assert_int_equal(nth(&g, UPDATE_bar, 1)->t, LATE_MS);
    forget(&g);
}

static void dividends_and_splits(void **state)
{
    struct got g = {0};
    const struct action *a;

    (void)state;
    decode_file(&g, P, "history.json", 200, LATE_MS);
    assert_int_equal(count_of(&g, UPDATE_action), 2);
    a = &nth(&g, UPDATE_action, 0)->of.action;
    assert_int_equal(a->type, ACTION_DIVIDEND);
    assert_true(a->amount == 0.25);
    assert_int_equal(a->ex, civil_date(2025, 1, 1));
    a = &nth(&g, UPDATE_action, 1)->of.action;
    assert_int_equal(a->type, ACTION_SPLIT);
    assert_true(a->ratio == 4);
    assert_int_equal(a->ex, civil_date(2025, 1, 2));
    forget(&g);
    decode_file(&g, P, "bad-split.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text,
                        P ": TEST: splits: one without date or amount");
    assert_int_equal(count_of(&g, UPDATE_action), 1); /* the dividend stays */
    assert_int_equal(count_of(&g, UPDATE_bar), 1);
    forget(&g);
}

/* Today's bar is on the tape only when the session is over. */
static void running_day_is_no_bar(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "TEST");
    decode_file(&g, P, "history.json", 200, CLOSE_MS - 1);
    assert_int_equal(count_of(&g, UPDATE_bar), 1);
    forget(&g);
    asked_for(&g, P, "TEST");
    decode_file(&g, P, "history.json", 200, CLOSE_MS);
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    forget(&g);
}

static void live_bar_is_dropped(void **state)
{
    struct got g = {0};
    const struct bar *b;

    (void)state;
    asked_for(&g, P, "TEST");
    decode_file(&g, P, "intraday.json", 200, OPEN_MS + 615000);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_bar), 3);
    b = &nth(&g, UPDATE_bar, 2)->of.bar.bar;
    assert_int_equal(b->start, OPEN_MS + 300000);
    assert_true(b->close == 12.125);
    assert_int_equal(b->known, BAR_HAS_VOLUME); /* "NaN", "Infinity" */
    assert_int_equal(nth(&g, UPDATE_quote, 0)->of.quote.session,
                     SESSION_REGULAR);
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 0)->of.quote, ext_price));
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 0)->of.quote, prev_close));
    forget(&g);
    /* A file has no moment: there it is the close of the bar it stands in. */
    asked_for(&g, P, "");
    decode_file(&g, P, "intraday.json", 200, LATE_MS);
    assert_int_equal(count_of(&g, UPDATE_bar), 4);
    b = &nth(&g, UPDATE_bar, 3)->of.bar.bar;
    assert_int_equal(b->start, OPEN_MS + 600000);
    assert_true(b->close == 12.25 && b->known == 0);
    forget(&g);
}

static void unfinished_bar_is_dropped(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "TEST");
    decode_file(&g, P, "intraday.json", 200, OPEN_MS + 599999);
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    forget(&g);
}

static void extended_hours(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "TEST");
    decode_file(&g, P, "post.json", 200, CLOSE_MS + 620000);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(QUOTE_HAS(q, prev_close) && q->prev_close == 12);
    assert_true(QUOTE_HAS(q, ext_price) && q->ext_price == 12.75);
    assert_int_equal(q->ext_session, SESSION_POST);
    assert_int_equal(q->ext_as_of, CLOSE_MS + 610000);
    assert_true(q->price == 12.5); /* the regular price stays what it was */
    assert_int_equal(count_of(&g, UPDATE_bar), 2);
    forget(&g);
    asked_for(&g, P, "TEST");
    decode_file(&g, P, "pre.json", 200, OPEN_MS - 200000);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_true(QUOTE_HAS(q, ext_price) && q->ext_price == 12.9);
    assert_int_equal(q->ext_session, SESSION_PRE);
    assert_int_equal(q->ext_as_of, OPEN_MS - 300000);
    assert_int_equal(q->session, SESSION_UNKNOWN); /* of the day before */
    forget(&g);
}

static void pence_become_pounds(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    decode_file(&g, P, "pence.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.currency,
                        "GBP");
    assert_true(q->price == 12.5 && q->prev_close == 12 && q->volume == 4200);
    assert_false(QUOTE_HAS(q, high));
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.close == 12.25);
    assert_true(nth(&g, UPDATE_bar, 0)->of.bar.bar.volume == 7);
    assert_true(nth(&g, UPDATE_action, 0)->of.action.amount == 0.25);
    forget(&g);
}

static void holes_are_no_errors(void **state)
{
    struct got g = {0};

    (void)state;
    decode_file(&g, P, "nodata.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    assert_int_equal(count_of(&g, UPDATE_bar), 0);
    assert_string_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.currency,
                        "");
    assert_int_equal(nth(&g, UPDATE_quote, 0)->of.quote.session,
                     SESSION_UNKNOWN);
    forget(&g);
    decode_file(&g, P, "noprice.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 0);
    forget(&g);
    decode_file(&g, P, "oneday.json", 200, LATE_MS); /* range 1d: it counts */
    assert_true(nth(&g, UPDATE_quote, 0)->of.quote.prev_close == 11.5);
    forget(&g);
}

/* Words for numbers, a missing clock, a trading day of none. */
static void odd_metas(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    decode_text(&g, P,
                "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\","
                "\"currency\":null,\"regularMarketPrice\":12.5,"
                "\"previousClose\":\"Infinity\","
                "\"regularMarketDayHigh\":\"-Infinity\","
                "\"regularMarketVolume\":\"NaN\","
                "\"regularMarketTime\":1735938001,\"range\":\"1d\","
                "\"dataGranularity\":\"1d\"},"
                "\"timestamp\":[1735914600,1736000000],"
                "\"indicators\":{\"quote\":[{\"open\":[12,null],"
                "\"high\":[\"Infinity\",null],\"low\":[11,null],"
                "\"close\":[12.5,null],\"volume\":[0,null]}]}}],"
                "\"error\":null}}",
                "application/json", 200);
    assert_int_equal(g.e, ERR_OK);
    q = &nth(&g, UPDATE_quote, 0)->of.quote;
    assert_int_equal(q->known, 1u << QUOTE_BIT_price | 1u << QUOTE_BIT_as_of);
    assert_int_equal(q->session, SESSION_UNKNOWN); /* no trading period */
    assert_int_equal(count_of(&g, UPDATE_bar), 1);
    assert_int_equal(nth(&g, UPDATE_bar, 0)->of.bar.bar.known, BAR_HAS_VOLUME);
    forget(&g);
    decode_text(&g, P,
                "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"TEST\","
                "\"regularMarketPrice\":\"Infinity\","
                "\"currentTradingPeriod\":{\"regular\":{\"start\":9,"
                "\"end\":9}}},\"indicators\":{\"quote\":[{}]}}],"
                "\"error\":null}}",
                "application/json", 200);
    assert_int_equal(g.e, ERR_OK); /* no timestamp, no price */
    assert_int_equal(g.out.count, 0);
    decode_text(&g, P, "{\"chart\":\"down\",\"error\":\"try later\"}",
                "application/json", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, P ": try later");
    decode_text(&g, P, "{\"chart\":{\"result\":[null],\"error\":null}}",
                "application/json", 200);
    assert_int_equal(g.e, ERR_CORRUPT); /* a whole element is null */
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void damage_names_its_place(void **state)
{
    (void)state;
    fails("close-not-array.json", 200, ERR_CORRUPT,
          P ": TEST: indicators.quote[0].close: not an array");
    fails("close-missing.json", 200, ERR_CORRUPT,
          P ": TEST: indicators.quote[0].close: missing");
    fails("short-column.json", 200, ERR_CORRUPT,
          P ": TEST: indicators.quote[0].volume: not as long as timestamp");
    fails("no-timestamp.json", 200, ERR_CORRUPT,
          P ": TEST: timestamp: missing");
    fails("odd-span.json", 200, ERR_RANGE,
          P ": TEST: meta.dataGranularity: no span that we keep");
    fails("empty-result.json", 200, ERR_CORRUPT,
          P ": chart.result: empty");
    fails("no-meta.json", 200, ERR_CORRUPT, P ": meta: missing");
}

static void errors_wherever_they_stand(void **state)
{
    (void)state;
    fails("not-found.json", 404, ERR_NOT_FOUND,
          P ": No data found, symbol may be [31mgone");
    fails("not-found.json", 200, ERR_NOT_FOUND,
          P ": No data found, symbol may be [31mgone");
    fails("bad-period.json", 422, ERR_RANGE,
          P ": 1m data not available for range=1y");
    fails("error-on-top.json", 401, ERR_REFUSED, P ": Invalid Cookie");
    fails("error-string.json", 200, ERR_CORRUPT, P ": internal");
    fails("finance-error.json", 200, ERR_REFUSED, P ": Invalid Crumb");
}

static void what_is_not_json(void **state)
{
    struct got g = {0};

    (void)state;
    fails("consent.html", 200, ERR_REFUSED,
          P ": not JSON but a web page (consent or block page)");
    fails("consent.html", 503, ERR_IO, P ": HTTP 503");
    decode_text(&g, P, "Too Many Requests\r\n", "text/plain", 429);
    assert_int_equal(g.e, ERR_REFUSED);
    decode_text(&g, P, "Edge: Too Many Requests", "text/plain", 200);
    assert_int_equal(g.e, ERR_REFUSED);
    decode_text(&g, P, "", "application/json", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, P ": empty reply");
    decode_text(&g, P, "<p>hello", "application/json", 200);
    assert_int_equal(g.e, ERR_REFUSED);
    decode_text(&g, P, "null", "application/json", 200);
    assert_int_equal(g.e, ERR_SYNTAX);
    decode_file(&g, P, "cut-short.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_SYNTAX);
    assert_int_equal(strncmp(g.why.text, P ": not JSON at byte ", 20), 0);
    decode_text(&g, P, "{\"chart\"", "application/json", 502);
    assert_int_equal(g.e, ERR_IO);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void another_symbol_is_refused(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "OTHER");
    decode_file(&g, P, "history.json", 200, LATE_MS);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_HISTORY, .name = P, .symbol_count = 1,
                      .base_url = "https://example.com",
                      .symbols = {"^XX=F"}};
    struct request r;
    struct why why;

    (void)state;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://example.com/v8/finance/chart/"
                               "%5EXX%3DF?range=1y&interval=1d"
                               "&events=div,split");
    ask.from_ms = INT64_C(1580000000000);
    ask.now_ms = INT64_C(1738076400000);
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "?period1=1580000000&period2=1738076400"
                                  "&interval=1d&events=div,split"));
    assert_int_equal(r.span, BAR_1d);
    assert_string_equal(r.symbols[0], "^XX=F");
    assert_true(r.limit_bytes > 0);
    ask.job = JOB_INTRADAY;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_non_null(strstr(r.url, "interval=5m&includePrePost=true"));
    assert_int_equal(r.span, BAR_5m);
    ask.symbol_count = 2;
    assert_int_equal(provider_find(P)->plan(&ask, &r, &why), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(daily_history),
        cmocka_unit_test(dividends_and_splits),
        cmocka_unit_test(running_day_is_no_bar),
        cmocka_unit_test(live_bar_is_dropped),
        cmocka_unit_test(unfinished_bar_is_dropped),
        cmocka_unit_test(extended_hours),
        cmocka_unit_test(pence_become_pounds),
        cmocka_unit_test(holes_are_no_errors),
        cmocka_unit_test(odd_metas),
        cmocka_unit_test(damage_names_its_place),
        cmocka_unit_test(errors_wherever_they_stand),
        cmocka_unit_test(what_is_not_json),
        cmocka_unit_test(another_symbol_is_refused),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("yahoo_chart", tests, NULL, NULL);
}
