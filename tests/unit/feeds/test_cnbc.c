/* SPDX-License-Identifier: MIT */
/* CNBC: its three shapes, its spelling, its times, and what is no price. */
#include "replies.h"

#include "tapewatch/base/civil.h"

#define P "cnbc"
#define REST(quotes)                                                        \
    "{\"FormattedQuoteResult\":{\"FormattedQuote\":" quotes "}}"

static void says(struct got *g, const char *body)
{
    forget(g);
    decode_text(g, P, body, "application/json", 200);
}

static const struct quote *quote(const struct got *g)
{
    return &nth(g, UPDATE_quote, 0)->of.quote;
}

static void a_share_in_full(void **state)
{
    struct got g = {0};
    const struct instrument *i;
    const struct quote *q;

    (void)state;
    asked_for(&g, P, "BRK-B");
    decode_text(&g, P,
                REST("[{\"symbol\":\"BRK.B\",\"code\":0,\"name\":\"Test & Sons\","
                     "\"type\":\"STOCK\",\"subType\":\"Common Stock\","
                     "\"exchange\":\"XMP\",\"currencyCode\":\"USD\","
                     "\"last\":\"1,012.50\",\"previous_day_closing\":\"1,000\","
                     "\"open\":\"1,001.25\",\"high\":\"1,020\",\"low\":\"999.5\","
                     "\"volume\":\"4,200\",\"change\":\"UNCH\","
                     "\"last_time\":\"2025-01-03T16:00:00.000-0500\","
                     "\"realTime\":\"true\",\"curmktstatus\":\"POST_MKT\","
                     "\"ExtendedMktQuote\":{\"type\":\"POST_MKT\","
                     "\"last\":\"1,013\",\"last_time\":"
                     "\"2025-01-03T17:05:09.000-0500\"}}]"),
                "application/json", 200);
    assert_int_equal(g.e, ERR_OK);
    i = &nth(&g, UPDATE_instrument, 0)->of.instrument;
    assert_string_equal(i->symbol, "BRK-B");
    assert_string_equal(i->name, "Test & Sons");
    assert_string_equal(i->venue, "XMP");
    assert_string_equal(i->currency, "USD");
    assert_int_equal(i->type, INSTRUMENT_equity);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "BRK-B");
    q = quote(&g);
    assert_true(q->price == 1012.5 && q->prev_close == 1000);
    assert_true(q->open == 1001.25 && q->high == 1020 && q->low == 999.5);
    assert_true(q->volume == 4200);
    assert_int_equal(q->as_of, CLOSE_MS);
    assert_int_equal(q->session, SESSION_POST);
    assert_true(QUOTE_HAS(q, delay_s) && q->delay_s == 0);
    assert_true(q->ext_price == 1013);
    assert_int_equal(q->ext_session, SESSION_POST);
    assert_int_equal(q->ext_as_of, CLOSE_MS + 3909000);
    assert_false(QUOTE_HAS(q, bid));
    forget(&g);
}

static void three_shapes(void **state)
{
    static const char *const bodies[] = {
        REST("{\"symbol\":\"AAA\",\"code\":\"0\",\"last\":\"12.5\"}"),
        REST("[{\"symbol\":\"AAA\",\"last\":\"12.5\"}]"),
        "{\"ITVQuoteResult\":{\"ITVQuote\":[{\"symbol\":\"AAA\","
        "\"last\":\"12.5\"}]}}",
        "{\"QuickQuoteResult\":{\"QuickQuote\":{\"symbol\":\"AAA\","
        "\"mappedSymbol\":{\"xsi:nil\":\"true\"},\"last\":12.5}}}",
    };
    struct got g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        says(&g, bodies[i]);
        assert_int_equal(g.e, ERR_OK);
        assert_int_equal(g.out.count, 1); /* no instrument: nothing is said */
        assert_true(quote(&g)->price == 12.5);
        assert_int_equal(quote(&g)->known, 1u << QUOTE_BIT_price);
        assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "AAA");
    }
    forget(&g);
}

static void indices_yields_and_futures_are_ours(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "^GSPC ^TNX CL=F");
    decode_text(&g, P,
                REST("[{\"symbol\":\"@CL.1\",\"last\":\"-3.25\"},"
                     "{\"symbol\":\".SPX\",\"last\":\"7,001\",\"volume\":\"0\"},"
                     "{\"symbol\":\"US10Y\",\"type\":\"BOND\","
                     "\"last\":\"4.123%\",\"previous_day_closing\":\"4.05%\","
                     "\"open\":\"0.00\",\"high\":\"0.00\",\"low\":\"0.00\"}]"),
                "application/json", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(nth(&g, UPDATE_quote, 0)->symbol, "CL=F");
    assert_true(quote(&g)->price == -3.25);
    assert_int_equal(nth(&g, UPDATE_instrument, 0)->of.instrument.type,
                     INSTRUMENT_future);
    assert_string_equal(nth(&g, UPDATE_quote, 1)->symbol, "^GSPC");
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 1)->of.quote, volume));
    assert_string_equal(nth(&g, UPDATE_quote, 2)->symbol, "^TNX");
    assert_true(nth(&g, UPDATE_quote, 2)->of.quote.price == 4.123);
    assert_true(nth(&g, UPDATE_quote, 2)->of.quote.prev_close == 4.05);
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 2)->of.quote, open));
    assert_false(QUOTE_HAS(&nth(&g, UPDATE_quote, 2)->of.quote, high));
    assert_int_equal(nth(&g, UPDATE_instrument, 2)->of.instrument.type,
                     INSTRUMENT_index);
    forget(&g);
}

/* In the morning "last" is yesterday's close, and so is the "previous" one. */
static void before_the_bell(void **state)
{
    struct got g = {0};

    (void)state;
    says(&g, REST("[{\"symbol\":\"AAA\",\"last\":\"12.5\","
                  "\"previous_day_closing\":\"12.50\","
                  "\"curmktstatus\":\"PRE_MKT\","
                  "\"ExtendedMktQuote\":{\"last\":\"12.75\"}}]"));
    assert_false(QUOTE_HAS(quote(&g), prev_close));
    assert_int_equal(quote(&g)->session, SESSION_PRE);
    assert_true(quote(&g)->ext_price == 12.75);
    assert_int_equal(quote(&g)->ext_session, SESSION_PRE);
    assert_false(QUOTE_HAS(quote(&g), ext_as_of));
    says(&g, REST("[{\"symbol\":\"AAA\",\"last\":\"12.5\","
                  "\"previous_day_closing\":\"12.50\","
                  "\"prev_prev_closing\":\"12\","
                  "\"curmktstatus\":\"PRE_MKT\"}]"));
    assert_true(quote(&g)->prev_close == 12);
    /* In session a flat price is a flat price. */
    says(&g, REST("[{\"symbol\":\"AAA\",\"last\":\"12.5\","
                  "\"previous_day_closing\":\"12.50\","
                  "\"curmktstatus\":\"REG_MKT\"}]"));
    assert_true(quote(&g)->prev_close == 12.5);
    forget(&g);
}

static void an_old_extended_price_needs_its_time(void **state)
{
    struct got g = {0};

    (void)state;
    says(&g, REST("[{\"symbol\":\"AAA\",\"last\":\"12.5\","
                  "\"curmktstatus\":\"REG_MKT\",\"ExtendedMktQuote\":"
                  "{\"type\":\"PRE_MKT\",\"last\":\"12.75\"}}]"));
    assert_false(QUOTE_HAS(quote(&g), ext_price));
    says(&g, REST("[{\"symbol\":\"AAA\",\"last\":\"12.5\","
                  "\"curmktstatus\":\"REG_MKT\",\"ExtendedMktQuote\":"
                  "{\"type\":\"PRE_MKT\",\"last\":\"12.75\",\"last_time\":"
                  "\"2025-01-03T09:18:00-0500\"}}]"));
    assert_true(quote(&g)->ext_price == 12.75);
    assert_int_equal(quote(&g)->ext_as_of, OPEN_MS - 720000);
    assert_int_equal(quote(&g)->ext_session, SESSION_PRE);
    forget(&g);
}

static int64_t as_of(const char *members)
{
    struct got g = {0};
    char body[400];
    int64_t at;

    (void)snprintf(body, sizeof body,
                   REST("[{\"symbol\":\"AAA\",\"last\":\"1\",%s}]"), members);
    says(&g, body);
    assert_int_equal(g.e, ERR_OK);
    at = QUOTE_HAS(quote(&g), as_of) ? quote(&g)->as_of : -1;
    forget(&g);
    return at;
}

static void times_in_all_their_forms(void **state)
{
    (void)state;
    assert_int_equal(as_of("\"last_time\":\"2025-01-03T09:30:00.000-0500\""),
                     OPEN_MS);
    assert_int_equal(as_of("\"last_time\":\"2025-01-03T15:30:00+0100\""),
                     OPEN_MS);
    assert_int_equal(as_of("\"last_time\":\"2025-01-03\""), CLOSE_MS);
    assert_int_equal(as_of("\"last_timedate\":\"01/03/25 EST\""), CLOSE_MS);
    assert_int_equal(as_of("\"last_time_msec\":\"1735914600000\""), OPEN_MS);
    assert_int_equal(as_of("\"reg_last_time\":\"2025-01-03T09:30:00-0500\","
                           "\"last_time\":\"2025-01-03T18:30:00-0500\""),
                     OPEN_MS);
    /* No zone, no date, no trading day, no date at all, another market. */
    assert_int_equal(as_of("\"last_time\":\"2025-01-03T09:30:00\""), -1);
    assert_int_equal(as_of("\"last_timedate\":\"9:18 AM EDT\""), -1);
    assert_int_equal(as_of("\"last_time\":\"2025-01-04\""), -1);
    assert_int_equal(as_of("\"last_timedate\":\"13/45/25 EST\""), -1);
    assert_int_equal(as_of("\"last_time\":7,\"last_time_msec\":\"1e99\""), -1);
    assert_int_equal(as_of("\"last_time\":\"2025-01-03\","
                           "\"countryCode\":\"JP\""), -1);
}

static void unknown_is_no_price_of_zero(void **state)
{
    struct got g = {0};

    (void)state;
    says(&g, REST("[{\"symbol\":\"@ES.1\",\"code\":1}]"));
    assert_int_equal(g.e, ERR_NOT_FOUND);
    assert_string_equal(g.why.text, P ": unknown symbol: @ES.1");
    assert_int_equal(g.out.count, 0);
    says(&g, REST("[{\"symbol\":\"NOPE\",\"code\":\"1\",\"last\":\"0\"},"
                  "{\"symbol\":\"NADA\",\"code\":1}]"));
    assert_string_equal(g.why.text, P ": unknown symbol: NOPE, NADA");
    says(&g, REST("[{\"symbol\":\"NOPE\",\"code\":1},"
                  "{\"symbol\":\"AAA\",\"last\":\"1\"}]"));
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    says(&g, REST("[]"));
    assert_int_equal(g.e, ERR_NOT_FOUND);
    assert_true(g.why.text[0]);
    forget(&g);
}

static void fails(const char *body, const char *type, long status, enum err e,
                  const char *why)
{
    struct got g = {0};

    decode_text(&g, P, body, type, status);
    assert_int_equal(g.e, e);
    assert_string_equal(g.why.text, why);
    assert_int_equal(count_of(&g, UPDATE_quote), 0);
    forget(&g);
}

static void damage_names_its_place(void **state)
{
    const char *json = "application/json";
    struct got g = {0};

    (void)state;
    fails(REST("[{\"symbol\":\"AAA\",\"code\":0}]"), json, 200, ERR_CORRUPT,
          P ": AAA: last: missing");
    fails(REST("[{\"symbol\":\"AAA\",\"last\":\"UNCH\"}]"), json, 200,
          ERR_CORRUPT, P ": AAA: last: not a price");
    fails(REST("[{\"symbol\":\"AAA\",\"last\":\"0.00\"}]"), json, 200,
          ERR_CORRUPT, P ": AAA: last: not a price");
    fails(REST("[{\"last\":\"1\"}]"), json, 200, ERR_CORRUPT,
          P ": symbol: missing");
    fails(REST("[7,null,{}]"), json, 200, ERR_CORRUPT, P ": symbol: missing");
    fails(REST("\"none\""), json, 200, ERR_CORRUPT,
          P ": FormattedQuoteResult.FormattedQuote: not a list");
    fails("{\"ITVQuoteResult\":{}}", json, 200, ERR_CORRUPT,
          P ": ITVQuoteResult.ITVQuote: missing");
    fails("{}", json, 200, ERR_CORRUPT, P ": FormattedQuoteResult: missing");
    says(&g, REST("[{\"symbol\":\"BBB\"},{\"symbol\":\"AAA\",\"last\":\"1\"}]"));
    assert_int_equal(g.e, ERR_CORRUPT); /* the others are read all the same */
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    forget(&g);
}

static void what_is_not_json(void **state)
{
    struct got g = {0};

    (void)state;
    fails("<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD></HTML>",
          "text/html", 200, ERR_REFUSED,
          P ": not JSON but a web page (a block page)");
    fails("Access Denied", "text/html", 200, ERR_REFUSED,
          P ": not JSON but a web page (a block page)");
    fails("<html>", "text/html", 403, ERR_REFUSED, P ": refused (HTTP 403)");
    fails("", "", 200, ERR_CORRUPT, P ": empty reply");
    fails("later", "", 200, ERR_SYNTAX, P ": not JSON");
    fails("{}", "", 503, ERR_IO, P ": HTTP 503");
    fails("{\"Form", "", 503, ERR_IO, P ": HTTP 503");
    fails("{}", "", 429, ERR_REFUSED,
          P ": too many requests (HTTP 429), asking less often");
    decode_text(&g, P, "{\"FormattedQuoteResult\":{\"Forma", "", 200);
    assert_int_equal(g.e, ERR_SYNTAX);
    assert_int_equal(strncmp(g.why.text, P ": not JSON at byte ", 19), 0);
    forget(&g);
}

static void spelling(void **state)
{
    static const struct {
        const char *ours, *theirs; /* NULL: it has no such thing */
        enum instrument_type type;
    } cases[] = {
        {"NVDA", "NVDA", INSTRUMENT_equity},
        {"BRK-B", "BRK.B", INSTRUMENT_unknown},
        {"^GSPC", ".SPX", INSTRUMENT_index},
        {"^TNX", "US10Y", INSTRUMENT_index},
        {"ES=F", "@SP.1", INSTRUMENT_future},
        {"DX-Y.NYB", ".DXY", INSTRUMENT_index},
        {"^NOSUCH", NULL, INSTRUMENT_index},
        {"XX=F", NULL, INSTRUMENT_future},
        {"BTC-USD", NULL, INSTRUMENT_crypto},
        {"EURUSD=X", NULL, INSTRUMENT_fx},
        {"7203.T", NULL, INSTRUMENT_equity},
        {"VOD.L", NULL, INSTRUMENT_unknown},
        {"FRED:DGS10", NULL, INSTRUMENT_unknown},
        {"BAC-PL", NULL, INSTRUMENT_unknown},
        {"TOOLONG", NULL, INSTRUMENT_unknown},
    };
    const struct provider *p = provider_find(P);
    char out[SYMBOL_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(p->spell(cases[i].ours, cases[i].type, out),
                         cases[i].theirs != NULL);
        if (cases[i].theirs)
            assert_string_equal(out, cases[i].theirs);
    }
    assert_int_equal(p->leads, TYPE_BIT(index) | TYPE_BIT(future));
}

static void plans(void **state)
{
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 3,
                      .base_url = "https://example.com",
                      .symbols = {"^GSPC", "BRK-B", "CL=F"}};
    struct request r;

    (void)state;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(
        r.url, "https://example.com/quote-html-webservice/restQuote/"
               "symbolType/symbol?symbols=.SPX%7CBRK.B%7C%40CL.1"
               "&requestMethod=itv&noform=1&partnerId=2&fund=1&exthrs=1"
               "&output=json&events=1");
    assert_int_equal(r.symbol_count, 3);
    assert_string_equal(r.symbols[0], "^GSPC");
    assert_string_equal(r.source, P);
    assert_string_equal(r.headers[0], "Accept: application/json");
    assert_true(r.limit_bytes > 0);
    name_copy(ask.symbols[1], SYMBOL_MAX, "BTC-USD");
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
    ask.symbol_count = 0;
    assert_int_equal(provider_find(P)->plan(&ask, &r, NULL), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_in_full),
        cmocka_unit_test(three_shapes),
        cmocka_unit_test(indices_yields_and_futures_are_ours),
        cmocka_unit_test(before_the_bell),
        cmocka_unit_test(an_old_extended_price_needs_its_time),
        cmocka_unit_test(times_in_all_their_forms),
        cmocka_unit_test(unknown_is_no_price_of_zero),
        cmocka_unit_test(damage_names_its_place),
        cmocka_unit_test(what_is_not_json),
        cmocka_unit_test(spelling),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("cnbc", tests, NULL, NULL);
}
