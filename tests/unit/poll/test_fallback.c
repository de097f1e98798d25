/* SPDX-License-Identifier: MIT */
/* Who is asked when a source fails, and that all return to it when it is well
 * again; passes; switches. On a fake transport, in time of the test's own. */
#include "fake.h"

static const char lists[] =
    "indices =\n"
    "interval = 15s\n"
    "providers = yahoo-spark yahoo-chart cnbc\n"
    NO_SHIPPED_FEEDS
    "[watchlist default]\nsymbols = AAA\n";

#define SPARK(price) SPARK_AT(price, "1738076395")
#define SPARK_AT(price, seconds)                                            \
    "{\"spark\":{\"result\":[{\"symbol\":\"AAA\",\"response\":[{\"meta\":"  \
    "{\"symbol\":\"AAA\",\"currency\":\"USD\",\"instrumentType\":\"EQUITY\"," \
    "\"regularMarketTime\":" seconds ",\"regularMarketPrice\":" price     \
    ",\"chartPreviousClose\":100,\"previousClose\":100}}]}],\"error\":null}}"
#define CNBC(price)                                                         \
    "{\"FormattedQuoteResult\":{\"FormattedQuote\":[{\"symbol\":\"AAA\","   \
    "\"code\":0,\"type\":\"STOCK\",\"currencyCode\":\"USD\",\"last\":\""    \
    price "\",\"previous_day_closing\":\"100\","                            \
    "\"last_time\":\"2025-01-28T10:01:00.000-0500\","                       \
    "\"realTime\":\"true\",\"curmktstatus\":\"REG_MKT\"}]}}"

enum { SPARK_ANSWER };

static void set(struct fake_answer *a, long status, const char *body)
{
    a->status = status;
    a->body = body;
}

static void check(struct rig *r, const char *source, double price)
{
    struct snapshot *s = poller_freeze(r->poller, r->now_ms);
    const struct listing *l = snapshot_find(s, "AAA");

    assert_non_null(l);
    assert_string_equal(l->source, source);
    assert_true(l->quote.price == price && l->quote.prev_close == 100);
    snapshot_free(s);
}

static const struct health *health_of(const struct snapshot *s,
                                      const char *source)
{
    for (size_t i = 0; s->health && i < s->health->count; i++)
        if (strcmp(s->health->items[i].source, source) == 0)
            return &s->health->items[i];
    fail_msg("no health of %s", source);
    return NULL;
}

static bool log_has(const struct snapshot *s, const char *text)
{
    for (size_t i = 0; s->health && i < s->health->line_count; i++)
        if (strstr(s->health->lines[i].text, text))
            return true;
    return false;
}

static void a_failing_source_is_passed_over_and_comes_back(void **state)
{
    struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = SPARK("90")},
        {.pattern = "/chart/", .status = 500, .body = ""},
        {.pattern = "cnbc.com", .status = 200, .body = CNBC("91")},
        {0}};
    struct rig r;
    struct snapshot *s;
    const struct health *h;
    unsigned before;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 20000);
    check(&r, "yahoo-spark", 90);
    set(&answers[SPARK_ANSWER], 500, "");
    rig_run(&r, 120000); /* spark falls, then chart, then it is CNBC's turn */
    check(&r, "cnbc", 91);
    s = poller_freeze(r.poller, r.now_ms);
    h = health_of(s, "yahoo-spark");
    assert_int_equal(h->state, SOURCE_failed);
    assert_string_equal(h->fallback, "cnbc");
    assert_non_null(strstr(h->effect, "quotes: from cnbc instead"));
    assert_true(h->next_ms > r.now_ms - 1 && h->errors >= 3);
    assert_true(log_has(s, "yahoo-spark failed: HTTP 500"));
    assert_false(log_has(s, "yahoo-spark ok again"));
    snapshot_free(s);
    before = r.fake.asked_yahoo;
    rig_run(&r, 30 * 60000);
    assert_true(r.fake.asked_yahoo - before < 60); /* probes, no storm */
    set(&answers[SPARK_ANSWER], 200, SPARK_AT("92", "1738077600"));
    rig_run(&r, 40 * 60000);
    check(&r, "yahoo-spark", 92);
    s = poller_freeze(r.poller, r.now_ms);
    h = health_of(s, "yahoo-spark");
    assert_int_equal(h->state, SOURCE_ok);
    assert_string_equal(h->effect, "");
    assert_string_equal(h->why_off, "");
    assert_true(log_has(s, "yahoo-spark ok again"));
    assert_true(h->is_in_use && !health_of(s, "cnbc")->is_in_use);
    assert_int_equal(health_of(s, "cnbc")->state, SOURCE_idle);
    snapshot_free(s);
    rig_close(&r);
}

/* Nobody is said to stand in who fails as well. */
static void without_a_fallback_nothing_is_promised(void **state)
{
    const struct fake_answer answers[] = {
        {.pattern = "/", .status = 500, .body = ""}, {0}};
    struct rig r;
    struct snapshot *s;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 120000);
    s = poller_freeze(r.poller, r.now_ms);
    for (size_t i = 0; i < s->health->count; i++)
        assert_string_equal(s->health->items[i].fallback, "");
    assert_string_equal(health_of(s, "yahoo-spark")->effect,
                        "prices stay as they were, with their age");
    snapshot_free(s);
    rig_close(&r);
}

static void a_refusing_site_is_left_alone(void **state)
{
    struct fake_answer answers[] = {
        {.pattern = "yahoo.com", .status = 429, .body = "Too Many Requests",
         .retry_after_ms = 600000},
        {.pattern = "cnbc.com", .status = 200, .body = CNBC("91")},
        {0}};
    struct rig r;
    unsigned before;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 5000);
    check(&r, "cnbc", 91); /* at once */
    before = r.fake.asked_yahoo;
    assert_true(before <= 2);
    rig_run(&r, 580000);
    assert_int_equal(r.fake.asked_yahoo, before);
    rig_close(&r);
}

static void send_word(struct rig *r, enum command_kind kind,
                      const char *source, double number)
{
    struct command c = {.kind = kind, .number = number};

    name_copy(c.text, sizeof(c.text), source);
    assert_true(mailbox_push(r->mailbox, &c));
}

static void switches_are_obeyed(void **state)
{
    struct fake_answer answers[] = {
        {.pattern = "/spark", .status = 200, .body = SPARK("90")},
        {.pattern = "/chart/", .status = 500, .body = ""},
        {.pattern = "cnbc.com", .status = 200, .body = CNBC("91")},
        {0}};
    struct rig r;
    struct snapshot *s;
    const struct health *h;
    unsigned before;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = lists, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 5000);
    check(&r, "yahoo-spark", 90);
    send_word(&r, COMMAND_SWITCH_SOURCE, "yahoo-spark", 0);
    send_word(&r, COMMAND_SWITCH_SOURCE, "yahoo-chart", 0);
    rig_run(&r, 20000);
    check(&r, "cnbc", 91);
    s = poller_freeze(r.poller, r.now_ms);
    assert_int_equal(health_of(s, "yahoo-spark")->state, SOURCE_off);
    assert_string_equal(health_of(s, "yahoo-spark")->why_off,
                        "switched off here");
    assert_true(health_of(s, "yahoo-spark")->can_switch);
    h = health_of(s, "finnhub-quote");
    assert_string_equal(h->key_name, "FINNHUB_API_KEY");
    assert_string_equal(h->why_off, "switched off in the config");
    assert_true(h->lacks_key && !h->can_switch);
    snapshot_free(s);
    send_word(&r, COMMAND_OFFLINE, "", 1);
    rig_run(&r, 100);
    before = r.fake.asked;
    rig_run(&r, 60 * 60000);
    assert_int_equal(r.fake.asked, before);
    send_word(&r, COMMAND_OFFLINE, "", 0);
    send_word(&r, COMMAND_SWITCH_SOURCE, "yahoo-spark", 1);
    rig_run(&r, 20000);
    assert_true(r.fake.asked > before);
    rig_close(&r);
}

/* What the user's address of a feed may hold is not told of it. */
static void an_address_is_told_without_its_secrets(void **state)
{
    static const char feed[] =
        "indices =\nproviders = rss\n" NO_SHIPPED_FEEDS
        "[feed mine]\n"
        "url = https://me:S3CRET@p@feeds.example.com/a.xml?token=S3CRET#x\n"
        "[watchlist default]\nsymbols = AAA\n";
    struct fake_answer answers[] = {{.pattern = NULL}};
    struct rig r;
    struct snapshot *s;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = feed, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 1000);
    s = poller_freeze(r.poller, r.now_ms);
    assert_string_equal(health_of(s, "mine")->url,
                        "https://feeds.example.com/a.xml");
    snapshot_free(s);
    rig_close(&r);
}

#define RICH(price)                                                         \
    "{\"quoteResponse\":{\"result\":[{\"symbol\":\"AAA\",\"quoteType\":"    \
    "\"EQUITY\",\"currency\":\"USD\",\"marketState\":\"REGULAR\","          \
    "\"regularMarketPrice\":" price ",\"regularMarketTime\":1738076395,"    \
    "\"regularMarketPreviousClose\":100}],\"error\":null}}"

static void a_pass_is_fetched_first_and_renewed_seldom(void **state)
{
    static const char rich[] =
        "indices =\n"
        "providers = yahoo-quote\n[provider yahoo-quote]\nenabled = yes\n"
        NO_SHIPPED_FEEDS
        "[watchlist default]\nsymbols = AAA\n";
    struct fake_answer answers[] = {
        {.pattern = "getcrumb", .status = 200, .body = "aB/cD.eFgH1"},
        {.pattern = "v7/finance/quote", .status = 200, .body = RICH("90")},
        {.pattern = "yahoo.com", .status = 404, .body = "<html></html>"},
        {0}};
    struct rig r;
    unsigned before;

    (void)state;
    rig_open(&r, &(struct rig_parts){.config = rich, .mode = RUN_LIVE},
             answers);
    rig_run(&r, 20000);
    check(&r, "yahoo-quote", 90);
    set(&answers[1], 401,
        "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\","
        "\"description\":\"Invalid Crumb\"}}}");
    rig_run(&r, 30000);
    before = r.fake.asked_yahoo;
    rig_run(&r, 600000); /* a round: two steps and a quote, once a minute */
    assert_true(r.fake.asked_yahoo - before <= 3 * 11);
    assert_true(r.fake.asked_yahoo - before >= 3 * 8);
    check(&r, "yahoo-quote", 90);
    set(&answers[1], 200, RICH("95"));
    rig_run(&r, 120000);
    check(&r, "yahoo-quote", 95);
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_source_is_passed_over_and_comes_back),
        cmocka_unit_test(without_a_fallback_nothing_is_promised),
        cmocka_unit_test(a_refusing_site_is_left_alone),
        cmocka_unit_test(switches_are_obeyed),
        cmocka_unit_test(an_address_is_told_without_its_secrets),
        cmocka_unit_test(a_pass_is_fetched_first_and_renewed_seldom),
    };

    return cmocka_run_group_tests_name("fallback", tests, NULL, NULL);
}
