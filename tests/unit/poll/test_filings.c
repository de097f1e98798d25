/* SPDX-License-Identifier: MIT */
/* When company figures are asked for: after something periodic was filed, and
 * not again for the same filing; or when a command wants them now. */
#include "fake.h"
#include "tapewatch/feeds/filing.h"

#define LISTS                                                               \
    "indices =\n"                                                           \
    "providers = sec-submissions sec-facts sec-tickers\n"                   \
    NO_SHIPPED_FEEDS

static const char watched[] =
    "contact = me@example.com\n" LISTS "[watchlist default]\nsymbols = AB\n";
static const char unwatched[] = "contact = me@example.com\n" LISTS;
static const char unknown_to_them[] = LISTS;

#define FILED(accession, form)                                              \
    "{\"cik\":\"77\",\"name\":\"AB CO\",\"tickers\":[\"AB\"],\"filings\":{" \
    "\"recent\":{\"accessionNumber\":[\"" accession "\"],\"form\":[\"" form \
    "\"],\"filingDate\":[\"2025-01-27\"],\"acceptanceDateTime\":["          \
    "\"2025-01-27T21:20:44.000Z\"],\"reportDate\":[\"2024-12-31\"],"        \
    "\"items\":[\"\"],\"primaryDocument\":[\"a.htm\"]}}}"
#define REVENUE                                                             \
    "{\"cik\":77,\"entityName\":\"AB CO\",\"facts\":{\"us-gaap\":{"         \
    "\"Revenues\":{\"units\":{\"USD\":[{\"start\":\"2024-10-01\",\"end\":"  \
    "\"2024-12-31\",\"val\":1250,\"accn\":\"0000000077-25-000007\","        \
    "\"fy\":2024,\"fp\":\"FY\",\"form\":\"10-Q\",\"filed\":\"2025-01-27\""  \
    "}]}}}}}"
#define TICKERS                                                             \
    "{\"fields\":[\"cik\",\"name\",\"ticker\",\"exchange\"],"               \
    "\"data\":[[77,\"AB CO\",\"AB\",\"NYSE\"]]}"

#define ENTRY(words, number, when)                                          \
    "<entry><title>8-K - " words " (0000000077) (Filer)</title>"            \
    "<link rel=\"alternate\" href=\"https://www.sec.gov/Archives/edgar/data/"\
    number "/000000007725000010/0000000077-25-000010-index.htm\"/>"          \
    "<summary type=\"html\">&lt;br&gt;Item 2.02: Results</summary>"         \
    "<updated>" when "</updated><id>urn:tag:sec.gov,2008:accession-number=" \
    "0000000077-25-0000" number "</id></entry>"
#define NEWEST(entries)                                                     \
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Latest</title>"     \
    entries "</feed>"

struct log {
    struct rig rig;
    unsigned facts; /* asked for */
    unsigned lists; /* of one company's filings */
};

static enum err submit(void *self, const struct request *r, struct why *why)
{
    struct log *l = self;

    l->facts += strstr(r->url, "companyfacts") != NULL;
    l->lists += strstr(r->url, "/submissions/") != NULL;
    return fake_submit(&l->rig.fake, r, why);
}

static int collect(void *self, int wait_ms, struct reply *out)
{
    return fake_collect(&((struct log *)self)->rig.fake, wait_ms, out);
}

static void begin(struct log *l, const struct rig_parts *parts,
                  const struct fake_answer *answers)
{
    *l = (struct log){.facts = 0};
    rig_open(&l->rig, parts, answers);
    l->rig.transport.self = l;
    l->rig.transport.submit = submit;
    l->rig.transport.collect = collect;
}

static bool has_revenue(struct log *l)
{
    struct snapshot *s = poller_freeze(l->rig.poller, l->rig.now_ms);
    const struct listing *ab = snapshot_find(s, "AB");
    bool has = ab && ab->company;

    snapshot_free(s);
    return has;
}

static void test_a_report_brings_figures_once(void **state)
{
    struct fake_answer answers[] = {
        {"company_tickers", 200, TICKERS, 0},
        {"/submissions/", 200, FILED("0000000077-25-000007", "10-Q"), 0},
        {"companyfacts", 200, REVENUE, 0},
        {NULL, 404, "", 0},
    };
    struct log l;

    (void)state;
    begin(&l, &(struct rig_parts){.config = watched}, answers);
    rig_run(&l.rig, 60 * 1000);
    assert_int_equal(l.facts, 1);
    assert_true(has_revenue(&l));
    rig_run(&l.rig, 20 * 3600 * 1000); /* nothing new is filed */
    assert_int_equal(l.facts, 1);
    answers[1].body = FILED("0000000077-25-000008", "8-K");
    rig_run(&l.rig, 20 * 3600 * 1000); /* nor anything with figures */
    assert_int_equal(l.facts, 1);
    answers[1].body = FILED("0000000077-25-000009", "10-K");
    rig_run(&l.rig, 20 * 3600 * 1000);
    assert_int_equal(l.facts, 2);
    rig_close(&l.rig);
}

static void check_filing(struct log *l, const char *id, const char *symbol)
{
    struct snapshot *s = poller_freeze(l->rig.poller, l->rig.now_ms);
    const struct headline *found = NULL;

    for (size_t i = 0; i < s->headline_count; i++)
        if (strcmp(s->headlines[i]->id, id) == 0)
            found = s->headlines[i];
    assert_non_null(found);
    assert_int_equal(found->symbol_count, symbol ? 1 : 0);
    if (symbol)
        assert_string_equal(found->symbols[0], symbol);
    snapshot_free(s);
}

/* Everybody's newest filings name companies by number: those of ours are
 * tagged, and their own list is read at once, not after six hours; then every
 * quarter of an hour, until the report with the figures is there. */
static void test_a_new_filing_is_looked_at_at_once(void **state)
{
    static const char both[] =
        "contact = me@example.com\nindices =\n"
        "providers = sec-submissions sec-facts sec-tickers sec-current\n"
        NO_SHIPPED_FEEDS "[watchlist default]\nsymbols = AB\n";
    struct fake_answer answers[] = {
        {"company_tickers", 200, TICKERS, 0},
        {"/submissions/", 200, FILED("0000000077-25-000007", "10-Q"), 0},
        {"companyfacts", 200, REVENUE, 0},
        {"getcurrent", 200,
         NEWEST(ENTRY("OLD", "76", "2025-01-21T16:20:00-05:00")), 0},
        {NULL, 404, "", 0},
    };
    struct log l;

    (void)state;
    begin(&l, &(struct rig_parts){.config = both}, answers);
    rig_run(&l.rig, 50 * 60 * 1000);
    assert_int_equal(l.facts, 1);
    assert_true(l.lists <= 2); /* the results are of last week */
    answers[3].body =
        NEWEST(ENTRY("AB CO", "77", "2025-01-28T10:49:00-05:00")
               ENTRY("CD CO", "78", "2025-01-28T10:49:30-05:00"));
    l.lists = 0;
    rig_run(&l.rig, 7 * 60 * 1000);
    assert_true(l.lists >= 1);
    assert_int_equal(l.facts, 1); /* an announcement brings none */
    check_filing(&l, "0000000077-25-000077", "AB");
    check_filing(&l, "0000000077-25-000078", NULL);
    answers[1].body = FILED("0000000077-25-000011", "10-K");
    rig_run(&l.rig, 16 * 60 * 1000);
    assert_int_equal(l.facts, 2);
    l.lists = 0;
    rig_run(&l.rig, 46 * 3600 * 1000);
    assert_in_range(l.lists, 150, 200);
    l.lists = 0;
    rig_run(&l.rig, 48 * 3600 * 1000); /* seldom again */
    assert_in_range(l.lists, 6, 20);
    rig_close(&l.rig);
}

static void test_whose_filing_it_is(void **state)
{
    char cik[CIK_MAX];

    (void)state;
    assert_true(filing_cik("https://www.sec.gov/Archives/edgar/data/1045810/"
                           "000104581025000023/0001045810-25-000023-index.htm",
                           cik));
    assert_string_equal(cik, "0001045810");
    assert_false(filing_cik(NULL, cik));
    assert_false(filing_cik("https://www.sec.gov/Archives/edgar/data/", cik));
    assert_false(filing_cik("https://www.sec.gov/Archives/edgar/data/77", cik));
    assert_false(filing_cik("https://www.sec.gov/Archives/edgar/data/"
                            "12345678901/x", cik));
    assert_true(filing_has_results("8-K - AB CO: results (2.02)"));
    assert_false(filing_has_results("10-Q - AB CO: (2.02)"));
    assert_false(filing_has_results(NULL));
}

static void test_a_command_wants_them_now(void **state)
{
    static const char *const symbols[] = {"AB"};
    const struct fake_answer answers[] = {
        {"company_tickers", 200, TICKERS, 0},
        {"/submissions/", 404, "", 0},
        {"companyfacts", 200, REVENUE, 0},
        {NULL, 404, "", 0},
    };
    const struct rig_parts parts = {.config = unwatched,
                                    .symbols = symbols,
                                    .symbol_count = 1,
                                    .of_facts = true};
    struct log l;
    unsigned turns = 0;

    (void)state;
    begin(&l, &parts, answers);
    do {
        assert_true(turns++ < 100);
        rig_run(&l.rig, 100);
    } while (!poller_is_settled(l.rig.poller));
    assert_int_equal(l.facts, 1);
    assert_true(has_revenue(&l));
    rig_close(&l.rig);
}

static void test_without_a_contact_nobody_is_asked(void **state)
{
    static const char *const symbols[] = {"AB"};
    const struct fake_answer answers[] = {{NULL, 404, "", 0}};
    const struct rig_parts parts = {.config = unknown_to_them,
                                    .symbols = symbols,
                                    .symbol_count = 1,
                                    .of_facts = true};
    struct log l;
    struct snapshot *s;

    (void)state;
    begin(&l, &parts, answers);
    rig_run(&l.rig, 5000);
    assert_true(poller_is_settled(l.rig.poller));
    assert_int_equal(l.rig.fake.asked, 0);
    s = poller_freeze(l.rig.poller, l.rig.now_ms);
    assert_non_null(s->health);
    for (size_t i = 0; i < s->health->count; i++)
        assert_true(strcmp(s->health->items[i].source, "sec-facts") != 0 ||
                    strstr(s->health->items[i].why_off, "contact"));
    snapshot_free(s);
    rig_close(&l.rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_report_brings_figures_once),
        cmocka_unit_test(test_a_new_filing_is_looked_at_at_once),
        cmocka_unit_test(test_whose_filing_it_is),
        cmocka_unit_test(test_a_command_wants_them_now),
        cmocka_unit_test(test_without_a_contact_nobody_is_asked),
    };

    return cmocka_run_group_tests_name("poll/filings", tests, NULL, NULL);
}
