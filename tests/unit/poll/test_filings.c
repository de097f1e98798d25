/* SPDX-License-Identifier: MIT */
/* When company figures are asked for: after something periodic was filed, and
 * not again for the same filing; or when a command wants them now. */
#include "fake.h"

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

struct log {
    struct rig rig;
    unsigned facts; /* asked for */
};

static enum err submit(void *self, const struct request *r, struct why *why)
{
    struct log *l = self;

    l->facts += strstr(r->url, "companyfacts") != NULL;
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
        cmocka_unit_test(test_a_command_wants_them_now),
        cmocka_unit_test(test_without_a_contact_nobody_is_asked),
    };

    return cmocka_run_group_tests_name("poll/filings", tests, NULL, NULL);
}
