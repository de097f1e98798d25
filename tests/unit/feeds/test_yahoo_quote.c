/* SPDX-License-Identifier: MIT */
/* Yahoo's richer quotes: their figures, the crumb, and pages instead. */
#include "replies.h"

#define P "yahoo-quote"
#define QUOTES(items)                                                       \
    "{\"quoteResponse\":{\"result\":[" items "],\"error\":null}}"

static void says(struct got *g, const char *body)
{
    forget(g);
    decode_text(g, P, body, "application/json", 200);
}

static const struct quote *quote(const struct got *g)
{
    return &nth(g, UPDATE_quote, 0)->of.quote;
}

static const struct instrument *instrument(const struct got *g)
{
    return &nth(g, UPDATE_instrument, 0)->of.instrument;
}

static void a_share_in_full(void **state)
{
    struct got g = {0};
    const struct calendar_entry *c;
    const struct quote *q;

    (void)state;
    says(&g, QUOTES(
        "{\"symbol\":\"TEST\",\"quoteType\":\"EQUITY\",\"currency\":\"USD\","
        "\"longName\":\"Test & Sons plc\",\"fullExchangeName\":\"Example\","
        "\"regularMarketPrice\":{\"raw\":12.5,\"fmt\":\"12.50\"},"
        "\"regularMarketTime\":1735938000,\"regularMarketPreviousClose\":12,"
        "\"regularMarketOpen\":12.25,\"regularMarketDayHigh\":13,"
        "\"regularMarketDayLow\":11.75,\"regularMarketVolume\":4200,"
        "\"bid\":12.4,\"ask\":12.6,\"bidSize\":2,\"askSize\":0,"
        "\"marketState\":\"POST\",\"exchangeDataDelayedBy\":15,"
        "\"preMarketPrice\":11,\"preMarketTime\":1735914000,"
        "\"postMarketPrice\":12.75,\"postMarketTime\":1735939000,"
        "\"earningsTimestamp\":1730000000,"
        "\"earningsTimestampStart\":1740000000,"
        "\"isEarningsDateEstimate\":false}"));
    assert_int_equal(g.e, ERR_OK);
    assert_string_equal(instrument(&g)->name, "Test & Sons plc");
    assert_string_equal(instrument(&g)->venue, "Example");
    assert_string_equal(instrument(&g)->currency, "USD");
    assert_int_equal(instrument(&g)->type, INSTRUMENT_equity);
    assert_true(instrument(&g)->shares == 0);
    q = quote(&g);
    assert_true(q->price == 12.5 && q->prev_close == 12 && q->open == 12.25);
    assert_true(q->high == 13 && q->low == 11.75 && q->volume == 4200);
    assert_true(q->bid == 12.4 && q->ask == 12.6 && q->bid_size == 2);
    assert_false(QUOTE_HAS(q, ask_size));
    assert_int_equal(q->as_of, CLOSE_MS);
    assert_int_equal(q->session, SESSION_POST);
    assert_int_equal(q->delay_s, 900);
    assert_true(q->ext_price == 12.75); /* the later one */
    assert_int_equal(q->ext_session, SESSION_POST);
    assert_int_equal(q->ext_as_of, CLOSE_MS + 1000000);
    c = &nth(&g, UPDATE_calendar, 0)->of.calendar;
    assert_string_equal(c->type, "earnings");
    assert_int_equal(c->at, INT64_C(1740000000000)); /* not the last report */
    assert_true(c->confirmed);
    forget(&g);
}

static void what_is_not_said_stays_unknown(void **state)
{
    struct got g = {0};
    const struct quote *q;

    (void)state;
    says(&g, QUOTES(
        "{\"symbol\":\"^XX\",\"regularMarketPrice\":12.5,"
        "\"regularMarketPreviousClose\":\"Infinity\",\"bid\":0,\"ask\":0,"
        "\"exchangeDataDelayedBy\":1e9,\"preMarketPrice\":11,"
        "\"marketState\":\"REGULAR\",\"earningsTimestamp\":1740000000}"));
    q = quote(&g);
    assert_int_equal(q->known, 1u << QUOTE_BIT_price);
    assert_int_equal(q->session, SESSION_REGULAR);
    assert_int_equal(count_of(&g, UPDATE_instrument), 0);
    assert_false(nth(&g, UPDATE_calendar, 0)->of.calendar.confirmed);
    says(&g, QUOTES("{\"symbol\":\"AAA\",\"regularMarketPrice\":1,"
                    "\"exchangeDataDelayedBy\":0,\"marketState\":\"PRE\","
                    "\"preMarketPrice\":2}"));
    assert_true(QUOTE_HAS(quote(&g), delay_s) && quote(&g)->delay_s == 0);
    assert_true(quote(&g)->ext_price == 2); /* its session lasts */
    assert_int_equal(quote(&g)->ext_session, SESSION_PRE);
    says(&g, QUOTES("{\"symbol\":\"BTC-USD\",\"quoteType\":"
                    "\"CRYPTOCURRENCY\",\"regularMarketPrice\":9,"
                    "\"regularMarketVolume\":1e12}"));
    assert_false(QUOTE_HAS(quote(&g), volume)); /* that is money */
    says(&g, QUOTES("{\"symbol\":\"GONE\",\"regularMarketPrice\":0}"));
    assert_int_equal(count_of(&g, UPDATE_quote), 0);
    forget(&g);
}

static void shares_say_what_they_are(void **state)
{
    static const struct {
        const char *members, *kind;
        double shares;
    } cases[] = {
        {"\"sharesOutstanding\":1000000,\"marketCap\":12500100",
         "outstanding, one class that is all", 1000000},
        {"\"sharesOutstanding\":1000000,\"marketCap\":25000000",
         "market cap / price, all classes", 2000000},
        {"\"sharesOutstanding\":1000000,\"impliedSharesOutstanding\":2500000",
         "implied, all classes", 2500000},
        {"\"sharesOutstanding\":1000000", "outstanding, of this class only",
         1000000},
    };
    struct got g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[400];

        (void)snprintf(body, sizeof body,
                       QUOTES("{\"symbol\":\"AAA\",\"quoteType\":\"EQUITY\","
                              "\"regularMarketPrice\":12.5,%s}"),
                       cases[i].members);
        says(&g, body);
        assert_true(instrument(&g)->shares == cases[i].shares);
        assert_string_equal(instrument(&g)->shares_kind, cases[i].kind);
        assert_string_equal(instrument(&g)->shares_source, "Yahoo quote");
    }
    /* A coin's cap is no company's. */
    says(&g, QUOTES("{\"symbol\":\"BTC-USD\",\"quoteType\":"
                    "\"CRYPTOCURRENCY\",\"regularMarketPrice\":9,"
                    "\"marketCap\":900}"));
    assert_true(instrument(&g)->shares == 0);
    forget(&g);
}

static void pence_become_pounds(void **state)
{
    struct got g = {0};

    (void)state;
    says(&g, QUOTES("{\"symbol\":\"TEST.L\",\"quoteType\":\"EQUITY\","
                    "\"currency\":\"GBp\",\"regularMarketPrice\":1250,"
                    "\"bid\":1240,\"marketCap\":25000000,"
                    "\"postMarketPrice\":1300,\"postMarketTime\":1735939000}"));
    assert_string_equal(instrument(&g)->currency, "GBP");
    assert_true(quote(&g)->price == 12.5 && quote(&g)->bid == 12.4);
    assert_true(quote(&g)->ext_price == 13);
    assert_true(instrument(&g)->shares == 2000000); /* the cap is in pounds */
    forget(&g);
}

static void unknown_symbols(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, P, "NOPE NADA");
    decode_text(&g, P, QUOTES(""), "", 200);
    assert_int_equal(g.e, ERR_NOT_FOUND);
    assert_string_equal(g.why.text, P ": unknown symbol: NOPE, NADA");
    asked_for(&g, P, "NOPE AAA");
    decode_text(&g, P,
                QUOTES("{\"symbol\":\"AAA\",\"regularMarketPrice\":1}"), "",
                200);
    assert_int_equal(g.e, ERR_OK);
    says(&g, QUOTES(""));
    assert_int_equal(g.e, ERR_NOT_FOUND);
    says(&g, QUOTES("7,{\"symbol\":\"AAA\",\"regularMarketPrice\":1}"));
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text,
                        P ": quoteResponse.result: one without a symbol");
    assert_int_equal(count_of(&g, UPDATE_quote), 1);
    forget(&g);
}

static void fails(const char *body, long status, enum err e, const char *why)
{
    struct got g = {0};

    decode_text(&g, P, body, "", status);
    assert_int_equal(g.e, e);
    assert_string_equal(g.why.text, why);
    assert_int_equal(g.out.count, 0);
    forget(&g);
}

static void refused_crumbs_and_pages(void **state)
{
    const char *crumb = P ": crumb refused, a new one is needed";
    const char *page = P ": consent page: richer quotes unavailable";

    (void)state;
    fails("{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\","
          "\"description\":\"Invalid Crumb\"}}}", 401, ERR_EXPIRED, crumb);
    fails("{\"finance\":{\"error\":{\"code\":\"Unauthorized\"}}}", 200,
          ERR_EXPIRED, crumb);
    fails("Unauthorized", 200, ERR_EXPIRED, crumb);
    fails("", 401, ERR_EXPIRED, crumb);
    fails("{\"finance\":{\"error\":{\"description\":\"Invalid Crumb\"}}}", 403,
          ERR_EXPIRED, crumb);
    fails("blocked", 403, ERR_REFUSED, P ": refused (HTTP 403)");
    fails("<html><div id=\"consent-page\">", 200, ERR_REFUSED, page);
    fails("<a href='https://guce.yahoo.com/consent'>", 200, ERR_REFUSED, page);
    fails("", 302, ERR_REFUSED,
          P ": redirected, likely to a consent page: richer quotes "
            "unavailable");
    fails("<html>Will be right back", 200, ERR_REFUSED,
          P ": not JSON but a web page (consent or block page)");
    fails("Too Many Requests", 429, ERR_REFUSED,
          P ": too many requests (HTTP 429), asking less often");
    fails("{\"quoteResponse\":{}}", 200, ERR_CORRUPT,
          P ": quoteResponse.result: missing");
}

static enum err step(unsigned n, const char *body, long status, char *pass,
                     struct why *why)
{
    struct reply reply = {.status = status, .body = body,
                          .size = strlen(body)};

    return provider_find(P)->pass->decode(n, &reply, pass, why);
}

static void the_crumb(void **state)
{
    static const struct {
        const char *body;
        long status;
        enum err e;
    } bad[] = {
        {"", 200, ERR_CORRUPT},
        {" \n", 200, ERR_CORRUPT},
        {"Too Many Requests\r\n", 200, ERR_REFUSED},
        {"Edge: Too Many Requests", 429, ERR_REFUSED},
        {"<html>no</html>", 200, ERR_REFUSED},
        {"x <html>", 200, ERR_REFUSED},
        {"<form class=\"consent-form\">", 200, ERR_REFUSED},
        {"{\"finance\":{}}", 200, ERR_CORRUPT},
        {"Unauthorized", 200, ERR_CORRUPT},
        {"Invalid Cookie", 200, ERR_CORRUPT},
        {"abcdefghijk", 401, ERR_REFUSED},
        {"abcdefghijk", 503, ERR_IO},
        {"", 307, ERR_REFUSED},
    };
    char pass[PASS_MAX] = "old";
    struct why why;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        why.text[0] = '\0';
        assert_int_equal(step(1, bad[i].body, bad[i].status, pass, &why),
                         bad[i].e);
        assert_true(why.text[0]);
        assert_string_equal(pass, "old");
    }
    assert_int_equal(step(1, "aB3./-xYz\n", 200, pass, &why), ERR_OK);
    assert_string_equal(pass, "aB3./-xYz");
    /* The first step is about its cookie: any page will do, but these. */
    assert_int_equal(step(0, "<html>none", 404, pass, &why), ERR_OK);
    assert_int_equal(step(0, "", 502, pass, &why), ERR_OK);
    assert_int_equal(step(0, "", 429, pass, &why), ERR_REFUSED);
    assert_int_equal(step(0, "<p id=\"consent-page\">", 200, pass, &why),
                     ERR_REFUSED);
    assert_string_equal(pass, "aB3./-xYz");
}

static void plans(void **state)
{
    const struct provider *p = provider_find(P);
    struct ask ask = {.job = JOB_QUOTES, .name = P, .symbol_count = 2,
                      .symbols = {"^XX", "AAA"}, .pass = "a/b.C"};
    struct request r;

    (void)state;
    assert_true(p->is_opt_in);
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://query1.finance.yahoo.com/v7/finance/"
                               "quote?symbols=%5EXX,AAA&crumb=a%2Fb.C");
    assert_string_equal(r.secrets[0], "a/b.C");
    assert_true(r.wants_cookies && r.carries_key);
    request_redact(&r, r.url);
    assert_null(strstr(r.url, "b.C"));
    ask.pass = NULL;
    assert_int_equal(p->plan(&ask, &r, NULL), ERR_EXPIRED);
    assert_int_equal(p->pass->steps, 2);
    assert_int_equal(p->pass->plan(0, &ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://fc.yahoo.com/");
    assert_true(r.wants_cookies && !r.carries_key);
    assert_int_equal(r.symbol_count, 0);
    assert_int_equal(p->pass->plan(1, &ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url,
                        "https://query1.finance.yahoo.com/v1/test/getcrumb");
    ask.base_url = "http://127.0.0.1:8080";
    assert_int_equal(p->pass->plan(0, &ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "http://127.0.0.1:8080/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_in_full),
        cmocka_unit_test(what_is_not_said_stays_unknown),
        cmocka_unit_test(shares_say_what_they_are),
        cmocka_unit_test(pence_become_pounds),
        cmocka_unit_test(unknown_symbols),
        cmocka_unit_test(refused_crumbs_and_pages),
        cmocka_unit_test(the_crumb),
        cmocka_unit_test(plans),
    };

    return cmocka_run_group_tests_name("yahoo_quote", tests, NULL, NULL);
}
