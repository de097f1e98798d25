/* SPDX-License-Identifier: MIT */
/* The SEC's tickers, filings, figures and newest filings. */
#include "replies.h"

#include "../../../src/feeds/sec.h"
#include "tapewatch/base/civil.h"

static int64_t at(const char *instant)
{
    int64_t t = 0;

    assert_true(civil_parse_instant(instant, &t));
    return t;
}

/* ---- tickers */

static void tickers_of_both_shapes(void **state)
{
    struct got g = {0};
    const struct instrument *i;

    (void)state;
    decode_text(&g, "sec-tickers",
                "{\"0\":{\"cik_str\":77,\"ticker\":\"AB\",\"title\":\"AB CO\"},"
                "\"1\":{\"cik_str\":77,\"ticker\":\"AB-PC\",\"title\":\"AB\"},"
                "\"2\":{\"cik_str\":78,\"ticker\":null,\"title\":\"X\"}}",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_instrument), 2);
    i = &nth(&g, UPDATE_instrument, 1)->of.instrument;
    assert_string_equal(i->symbol, "AB-PC");
    assert_string_equal(i->cik, "0000000077");
    forget(&g);
    decode_text(&g, "sec-tickers",
                "{\"fields\":[\"cik\",\"name\",\"ticker\",\"exchange\"],"
                "\"data\":[[77,\"Ab \\u001b[1m Co\",\"ab\",\"NYSE\"],"
                "[79,\"C\",\"C\",null]]}", "", 200);
    assert_int_equal(g.e, ERR_OK);
    i = &nth(&g, UPDATE_instrument, 0)->of.instrument;
    assert_string_equal(i->symbol, "AB");
    assert_string_equal(i->venue, "NYSE");
    assert_null(strchr(i->name, '\033'));
    assert_null(nth(&g, UPDATE_instrument, 1)->of.instrument.venue);
    forget(&g);
}

static void damaged_tickers(void **state)
{
    static const char *const bad[] = {
        "", "{", "[]", "7", "{}", "{\"fields\":[]}", "{\"data\":[],\"fields\":7}",
        "{\"0\":{\"ticker\":\"AB\"}}",
        "{\"0\":{\"ticker\":\"AB\",\"cik_str\":-1}}",
        "{\"0\":{\"ticker\":\"AB\",\"cik_str\":12345678901}}",
    };
    struct got g = {0};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        decode_text(&g, "sec-tickers", bad[i], "", 200);
        assert_int_not_equal(g.e, ERR_OK);
        assert_ptr_equal(strstr(g.why.text, "sec-tickers: "), g.why.text);
        assert_int_equal(g.out.count, 0);
    }
    decode_text(&g, "sec-tickers", "<html>Undeclared Automated Tool", "", 403);
    assert_int_equal(g.e, ERR_REFUSED);
    decode_text(&g, "sec-tickers", "<!DOCTYPE html><html>", "", 200);
    assert_int_equal(g.e, ERR_REFUSED);
    forget(&g);
}

/* ---- who asks */

static void says_who_asks(void **state)
{
    static const char *const names[] = {"sec-tickers", "sec-submissions",
                                        "sec-facts", "sec-current"};
    struct ask ask = {.symbol_count = 1, .symbols = {"AB"},
                      .cik = "0000000077"};
    struct request r;
    struct why why;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct provider *p = provider_find(names[i]);

        ask.name = names[i];
        ask.contact = NULL;
        assert_true(p->needs_contact);
        assert_int_equal(p->plan(&ask, &r, &why), ERR_USAGE);
        assert_non_null(strstr(why.text, "contact"));
        ask.contact = "me@example.com";
        assert_int_equal(p->plan(&ask, &r, &why), ERR_OK);
        assert_ptr_equal(strstr(r.headers[0], "User-Agent: tapewatch/"),
                         r.headers[0]);
        assert_non_null(strstr(r.headers[0], " (me@example.com)"));
        ask.contact = "me\r\nX: y";
        assert_int_equal(p->plan(&ask, &r, &why), ERR_USAGE);
    }
    ask.contact = "me@example.com";
    ask.name = "sec-facts";
    assert_int_equal(provider_find("sec-facts")->plan(&ask, &r, NULL), ERR_OK);
    assert_string_equal(r.url, "https://data.sec.gov/api/xbrl/companyfacts/"
                               "CIK0000000077.json");
    assert_int_equal(r.limit_bytes, 24 << 20);
    ask.cik[0] = '\0';
    assert_int_equal(provider_find("sec-facts")->plan(&ask, &r, &why),
                     ERR_MISSING);
    assert_string_equal(why.text, "sec-facts: AB: the SEC's number of the "
                                  "company (CIK) is not known");
}

/* ---- filings */

#define FILINGS                                                             \
    "{\"cik\":\"77\",\"name\":\"AB CO\",\"tickers\":[\"AB\"],"              \
    "\"filings\":{\"recent\":{"                                             \
    "\"accessionNumber\":[\"0000000077-25-000009\",\"0000000099-25-000001\","\
    "\"0000000077-25-000008\",\"0000000077-25-000007\"],"                   \
    "\"form\":[\"8-K\",\"4\",\"10-Q\",\"10-K/A\"],"                         \
    "\"filingDate\":[\"2025-11-19\",\"2025-11-19\",\"2025-11-19\","         \
    "\"2025-07-02\"],"                                                      \
    "\"acceptanceDateTime\":[\"2025-11-19T21:20:44.000Z\","                 \
    "\"2025-11-19T21:00:00.000Z\",\"2025-11-19T21:10:00.500Z\","            \
    "\"2025-07-01T22:35:29.000Z\"],"                                        \
    "\"reportDate\":[\"2025-11-19\",\"\",\"2025-10-31\",\"2025-01-31\"],"   \
    "\"items\":[\"2.02,9.01\",\"\",\"\",\"\"]}}}"

static void filings_become_headlines(void **state)
{
    struct got g = {0};
    const struct headline *h;

    (void)state;
    asked_for(&g, "sec-submissions", "AB");
    decode_text(&g, "sec-submissions", FILINGS, "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_headline), 3);
    h = &nth(&g, UPDATE_headline, 0)->of.headline;
    assert_string_equal(h->id, "0000000077-25-000009");
    assert_string_equal(h->title, "8-K - AB CO: results of operations (2.02)");
    assert_string_equal(h->publisher, "SEC EDGAR");
    assert_string_equal(h->url,
                        "https://www.sec.gov/Archives/edgar/data/77/"
                        "000000007725000009/0000000077-25-000009-index.htm");
    assert_int_equal(h->symbol_count, 1);
    assert_string_equal(h->symbols[0], "AB");
    h = &nth(&g, UPDATE_headline, 1)->of.headline;
    assert_string_equal(h->title, "10-Q - AB CO: quarter to 2025-10-31");
    h = &nth(&g, UPDATE_headline, 2)->of.headline;
    assert_string_equal(h->title, "10-K/A - AB CO: year to 2025-01-31");
    forget(&g);
}

static void damaged_filings(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, "sec-submissions", "AB");
    decode_text(&g, "sec-submissions",
                "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>",
                "application/xml", 404);
    assert_int_equal(g.e, ERR_NOT_FOUND);
    assert_string_equal(g.why.text, "sec-submissions: AB: unknown company or "
                                    "concept (HTTP 404)");
    decode_text(&g, "sec-submissions", "{\"filings\":{}}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    decode_text(&g, "sec-submissions",
                "{\"filings\":{\"recent\":{\"accessionNumber\":[]}}}", "", 200);
    assert_string_equal(g.why.text, "sec-submissions: AB: filings.recent.form:"
                                    " not an array");
    decode_text(&g, "sec-submissions",
                "{\"filings\":{\"recent\":{\"accessionNumber\":[\"x\"],"
                "\"form\":[\"10-K\",\"8-K\"],\"filingDate\":[],"
                "\"acceptanceDateTime\":[7]}}}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_int_equal(g.out.count, 0);
    for (size_t n = 0; n < sizeof FILINGS - 1; n += 7) {
        char cut[sizeof FILINGS];

        memcpy(cut, FILINGS, n);
        cut[n] = '\0';
        decode_text(&g, "sec-submissions", cut, "", 200);
        assert_int_not_equal(g.e, ERR_OK);
    }
    forget(&g);
}

/* ---- the clock of a filing */

static void settle(const struct sec_stamp *stamps, size_t n,
                   const char *const *expected)
{
    int64_t out[SEC_FILINGS_MAX];

    sec_accepted(stamps, n, at("2026-03-05T12:00:00Z"), out);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(out[i], at(expected[i]));
}

static struct sec_stamp stamp(const char *written, const char *filed,
                              bool is_results)
{
    struct sec_stamp s = {.written = at(written), .is_results = is_results};

    assert_true(civil_parse_date(filed, 10, &s.filed));
    return s;
}

static void clocks_of_filings(void **state)
{
    const struct sec_stamp mixed[] = {
        /* may be either: as its neighbour of that day */
        stamp("2026-02-25T16:42:19Z", "2026-02-25", false),
        /* results are not told during the session */
        stamp("2026-02-25T16:31:25Z", "2026-02-25", true),
        /* after the cut it would be filed later */
        stamp("2026-01-23T22:01:33Z", "2026-01-23", false),
        stamp("2025-07-01T22:35:29Z", "2025-07-02", false),
    };
    static const char *const mixed_are[] = {
        "2026-02-25T21:42:19Z", "2026-02-25T21:31:25Z",
        "2026-01-23T22:01:33Z", "2025-07-01T22:35:29Z"};
    /* EDGAR sleeps at 3 in the morning */
    const struct sec_stamp morning[] = {
        stamp("2025-04-30T07:30:32Z", "2025-04-30", false)};
    static const char *const morning_is[] = {"2025-04-30T11:30:32Z"};
    const struct sec_stamp alone[] = {
        stamp("2025-04-30T15:30:32Z", "2025-04-30", false)};
    static const char *const alone_is[] = {"2025-04-30T15:30:32Z"};
    /* nothing is accepted after we have it */
    const struct sec_stamp fresh[] = {
        stamp("2026-03-05T11:58:00Z", "2026-03-05", false)};
    static const char *const fresh_is[] = {"2026-03-05T11:58:00Z"};

    (void)state;
    settle(mixed, 4, mixed_are);
    settle(morning, 1, morning_is);
    settle(alone, 1, alone_is);
    settle(fresh, 1, fresh_is);
}

/* ---- figures */

#define FACTS                                                               \
    "{\"cik\":77,\"entityName\":\"AB CO\",\"facts\":{\"dei\":{"             \
    "\"EntityCommonStockSharesOutstanding\":{\"label\":\"a \\\"}\",\"units\":"\
    "{\"shares\":[{\"end\":\"2025-01-17\",\"val\":1000000,\"accn\":"        \
    "\"0000000077-25-000002\",\"fy\":2024,\"fp\":\"FY\",\"form\":\"10-K\"," \
    "\"filed\":\"2025-02-01\",\"frame\":\"CY2024Q4I\"}]}}},\"us-gaap\":{"   \
    "\"Unwanted\":{\"units\":{\"USD\":[{\"end\":7}]}},"                     \
    "\"Revenues\":{\"units\":{\"USD\":["                                    \
    "{\"start\":\"2024-10-01\",\"end\":\"2024-12-31\",\"val\":-5.5,"        \
    "\"accn\":\"0000000077-25-000002\",\"fy\":null,\"fp\":null,"            \
    "\"form\":\"10-K/A\",\"filed\":\"2025-02-01\"}],"                       \
    "\"EUR\":[{\"end\":\"2024-12-31\",\"val\":3,\"form\":\"20-F\"}]}}}}}"

static void figures_of_known_tags(void **state)
{
    struct got g = {0};
    const struct fact *f;

    (void)state;
    asked_for(&g, "sec-facts", "AB");
    decode_text(&g, "sec-facts", FACTS, "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_fact), 3);
    assert_string_equal(nth(&g, UPDATE_fact, 0)->symbol, "AB");
    assert_int_equal(nth(&g, UPDATE_fact, 0)->t, LATE_MS);
    f = &nth(&g, UPDATE_fact, 0)->of.fact;
    assert_string_equal(f->concept, "dei:EntityCommonStockSharesOutstanding");
    assert_int_equal(f->start, NO_DATE);
    assert_string_equal(f->unit, "shares");
    f = &nth(&g, UPDATE_fact, 1)->of.fact;
    assert_string_equal(f->concept, "us-gaap:Revenues");
    assert_true(f->value == -5.5);
    assert_int_equal(f->start, civil_date(2024, 10, 1));
    assert_int_equal(f->filed, civil_date(2025, 2, 1));
    assert_string_equal(f->form, "10-K/A");
    assert_string_equal(f->accn, "0000000077-25-000002");
    f = &nth(&g, UPDATE_fact, 2)->of.fact;
    assert_string_equal(f->unit, "EUR");
    assert_int_equal(f->filed, NO_DATE);
    assert_null(f->accn);
    forget(&g);
}

static void figures_of_one_tag(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, "sec-facts",
                "{\"cik\":77,\"taxonomy\":\"us-gaap\",\"tag\":\"Revenues\","
                "\"units\":{\"USD\":[{\"end\":\"2024-12-31\",\"val\":3}]}}",
                "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_fact), 1);
    forget(&g);
    decode_text(&g, "sec-facts", "<Error><Code>NoSuchKey</Code></Error>", "",
                404);
    assert_int_equal(g.e, ERR_NOT_FOUND);
    forget(&g);
}

static void damaged_figures(void **state)
{
    struct got g = {0};

    (void)state;
    asked_for(&g, "sec-facts", "AB");
    decode_text(&g, "sec-facts",
                "{\"facts\":{\"us-gaap\":{\"Revenues\":{\"units\":{\"USD\":["
                "{\"end\":\"2024-02-30\",\"val\":3},"
                "{\"end\":\"2024-12-31\",\"val\":\"3\"},"
                "{\"end\":\"2024-12-31\",\"val\":4}]}}}}}", "", 200);
    assert_int_equal(g.e, ERR_CORRUPT);
    assert_string_equal(g.why.text, "sec-facts: AB: us-gaap:Revenues: start or"
                                    " end: not a date");
    assert_int_equal(count_of(&g, UPDATE_fact), 1); /* the whole one */
    forget(&g);
    decode_text(&g, "sec-facts", "{\"cik\":7}", "", 200);
    assert_string_equal(g.why.text, "sec-facts: facts: missing");
    for (size_t n = 0; n < sizeof FACTS - 1; n++) {
        char cut[sizeof FACTS];

        memcpy(cut, FACTS, n);
        cut[n] = '\0';
        decode_text(&g, "sec-facts", cut, "", 200);
        assert_int_not_equal(g.e, ERR_OK);
        assert_true(g.why.text[0] != '\0');
    }
    forget(&g);
}

/* ---- the newest of all companies */

#define ENTRY(form, who, role, number, items)                               \
    "<entry><title>" form " - " who " (0000000077) (" role ")</title>"      \
    "<link rel=\"alternate\" type=\"text/html\" href=\"https://www.sec.gov/"\
    number "-index.htm\"/><summary type=\"html\">&lt;b&gt;Filed:&lt;/b&gt;" \
    " 2025-01-02" items "</summary>"                                        \
    "<updated>2025-01-02T11:27:39-05:00</updated>"                          \
    "<id>urn:tag:sec.gov,2008:accession-number=" number "</id></entry>"
#define CURRENT                                                             \
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>"                      \
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Latest</title>"     \
    ENTRY("4", "DOE J", "Reporting", "0000000099-25-000001", "")            \
    ENTRY("4", "CAF\xc9 INC", "Issuer", "0000000099-25-000001", "")         \
    ENTRY("4", "SMITH (JR)", "Reporting", "0000000099-25-000001", "")       \
    ENTRY("8-K", "AB CO", "Filer", "0000000077-25-000009",                  \
          "&lt;br&gt;Item 2.02: Results&lt;br&gt;Item 9.01: Exhibits")      \
    "</feed>"

static void current_once_each(void **state)
{
    struct got g = {0};
    const struct headline *h;

    (void)state;
    decode_text(&g, "sec-current", CURRENT, "", 200);
    assert_int_equal(g.e, ERR_OK);
    assert_int_equal(count_of(&g, UPDATE_headline), 2);
    h = &nth(&g, UPDATE_headline, 0)->of.headline;
    assert_string_equal(h->title, "4 - CAF\xc3\x89 INC");
    assert_string_equal(h->id, "0000000099-25-000001");
    h = &nth(&g, UPDATE_headline, 1)->of.headline;
    assert_string_equal(h->title, "8-K - AB CO: results of operations (2.02)");
    assert_string_equal(h->publisher, "SEC EDGAR");
    assert_int_equal(h->symbol_count, 0);
    assert_int_equal(h->published, at("2025-01-02T16:27:39Z"));
    forget(&g);
}

static void damaged_current(void **state)
{
    struct got g = {0};

    (void)state;
    decode_text(&g, "sec-current", "<!DOCTYPE html>\n<html>", "", 503);
    assert_int_equal(g.e, ERR_IO);
    assert_string_equal(g.why.text,
                        "sec-current: not a feed (an HTML page, HTTP 503)");
    decode_text(&g, "sec-current", "<html>", "", 200);
    assert_int_equal(g.e, ERR_REFUSED);
    for (size_t n = 0; n < sizeof CURRENT - 1; n += 11) {
        char cut[sizeof CURRENT];

        memcpy(cut, CURRENT, n);
        cut[n] = '\0';
        decode_text(&g, "sec-current", cut, "", 200);
        assert_int_not_equal(g.e, ERR_OK);
        forget(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tickers_of_both_shapes),
        cmocka_unit_test(damaged_tickers),
        cmocka_unit_test(says_who_asks),
        cmocka_unit_test(filings_become_headlines),
        cmocka_unit_test(damaged_filings),
        cmocka_unit_test(clocks_of_filings),
        cmocka_unit_test(figures_of_known_tags),
        cmocka_unit_test(figures_of_one_tag),
        cmocka_unit_test(damaged_figures),
        cmocka_unit_test(current_once_each),
        cmocka_unit_test(damaged_current),
    };

    return cmocka_run_group_tests_name("sec", tests, NULL, NULL);
}
