/* SPDX-License-Identifier: MIT */
/* Feeds for one symbol ({symbol} in their address): whose news is asked for,
 * how often, and what its headlines are tagged with; and the user's own feeds
 * in each of the three formats. */
#include "fake.h"

enum { URLS_MOST = 256 };

struct log { /* what was asked, in order */
    struct rig rig;
    char urls[URLS_MOST][160];
    int64_t at_ms[URLS_MOST];
    size_t count;
};

static const char config[] =
    "indices =\n"
    "news_interval = 3m\n"
    "providers = rss\n" NO_SHIPPED_FEEDS
    "[feed one]\nurl = https://one.example.com/rss?s={symbol}&again={symbol}\n"
    "[feed two]\nurl = https://two.example.org/{symbol}.xml\n"
    "[feed off]\nurl = https://off.example.net/{symbol}\nenabled = no\n"
    "[instrument BTC-USD]\ntype = crypto\n"
    "[watchlist default]\nsymbols = AAA BRK-B BTC-USD 7203.T\n";

static const struct fake_answer answers[] = {
    {.pattern = "one.example.com", .status = 200,
     .body = "<rss><channel><title>One</title><item><title>Words of one"
             "</title><guid>one-1</guid></item></channel></rss>"},
    {.pattern = "two.example.org", .status = 200,
     .body = "<rss><channel><item><title>Words of two</title>"
             "<guid>two-1</guid></item></channel></rss>"},
    {.pattern = "rdf.example.com", .status = 200,
     .body = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-"
             "ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel><title>R"
             "</title></channel><item><title>From RDF</title><link>https://"
             "rdf.example.com/1</link></item></rdf:RDF>"},
    {.pattern = "atom.example.com", .status = 200,
     .body = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title>"
             "<entry><id>a</id><title>From Atom</title></entry></feed>"},
    {.pattern = "rss.example.com", .status = 200,
     .body = "<rss version=\"2.0\"><channel><item><title>From RSS</title>"
             "</item></channel></rss>"},
    {0}};

static enum err submit(void *self, const struct request *r, struct why *why)
{
    struct log *l = self;

    assert_true(l->count < URLS_MOST);
    l->at_ms[l->count] = l->rig.now_ms;
    name_copy(l->urls[l->count++], sizeof(l->urls[0]), r->url);
    return fake_submit(&l->rig.fake, r, why);
}

static int collect(void *self, int wait_ms, struct reply *out)
{
    return fake_collect(&((struct log *)self)->rig.fake, wait_ms, out);
}

static unsigned pending(const void *self)
{
    return fake_pending(&((const struct log *)self)->rig.fake);
}

static void open_log(struct log *l, const char *text)
{
    l->count = 0;
    rig_open(&l->rig, &(struct rig_parts){.config = text, .mode = RUN_LIVE},
             answers);
    l->rig.transport.self = l;
    l->rig.transport.submit = submit;
    l->rig.transport.collect = collect;
    l->rig.transport.pending = pending;
}

static size_t asked(const struct log *l, const char *url)
{
    size_t n = 0;

    for (size_t i = 0; i < l->count; i++)
        n += strcmp(l->urls[i], url) == 0;
    return n;
}

static void look_at(struct log *l, const char *symbol)
{
    rig_command(&l->rig, COMMAND_FOCUS, "default", symbol);
}

#define ONE(symbol) "https://one.example.com/rss?s=" symbol "&again=" symbol
#define TWO(symbol) "https://two.example.org/" symbol ".xml"

static void only_the_symbol_that_is_looked_at(void **state)
{
    struct log *l = *state;

    open_log(l, config);
    rig_run(&l->rig, 10 * 60000);
    assert_int_equal(l->count, 0); /* nobody is looked at */
    look_at(l, "AAA");
    rig_run(&l->rig, 5000);
    assert_int_equal(l->count, 2); /* and not what is switched off */
    assert_int_equal(asked(l, ONE("AAA")), 1);
    assert_int_equal(asked(l, TWO("AAA")), 1);
    look_at(l, "BRK-B");
    rig_run(&l->rig, 5000);
    assert_int_equal(asked(l, ONE("BRK-B")), 1);
    assert_int_equal(asked(l, TWO("BRK-B")), 1);
    look_at(l, "BTC-USD"); /* a coin is no company */
    rig_run(&l->rig, 10 * 60000);
    assert_int_equal(l->count, 4);
    rig_close(&l->rig);
}

static void again_after_the_interval(void **state)
{
    struct log *l = *state;

    open_log(l, config);
    look_at(l, "AAA");
    rig_run(&l->rig, 170000);
    assert_int_equal(asked(l, ONE("AAA")), 1);
    rig_run(&l->rig, 20000);
    assert_int_equal(asked(l, ONE("AAA")), 2);
    /* Away and back: no reason to ask again before it is time. */
    for (int i = 0; i < 10; i++) {
        look_at(l, i % 2 ? "AAA" : "7203.T");
        rig_run(&l->rig, 5000);
    }
    assert_int_equal(asked(l, ONE("AAA")), 2);
    assert_int_equal(asked(l, ONE("7203.T")), 1);
    rig_run(&l->rig, 3600000);
    assert_in_range(asked(l, ONE("AAA")), 20, 23);
    rig_close(&l->rig);
}

/* Leafing through a long list quickly: the site's pace holds. */
static void leafing_keeps_the_pace(void **state)
{
    struct log *l = *state;
    int64_t start;
    char symbol[8];

    open_log(l, config);
    start = l->rig.now_ms;
    for (int i = 0; i < 100; i++) {
        snprintf(symbol, sizeof(symbol), "S%02d", i);
        look_at(l, symbol);
        rig_run(&l->rig, 200);
    }
    for (size_t i = 0; i < l->count; i++) {
        size_t of_site = 0;
        double s = (double)(l->at_ms[i] - start) / 1000;

        for (size_t k = 0; k <= i; k++)
            of_site += strncmp(l->urls[k], l->urls[i], 20) == 0;
        assert_true((double)of_site <= 8 + 0.5 * s + 1);
    }
    assert_in_range(l->count, 2, 2 * (8 + 11));
    rig_close(&l->rig);
}

static const struct headline *headline(const struct snapshot *s,
                                       const char *title)
{
    for (size_t i = 0; i < s->headline_count; i++)
        if (strcmp(s->headlines[i]->title, title) == 0)
            return s->headlines[i];
    fail_msg("no headline '%s'", title);
    return NULL;
}

static bool is_of(const struct headline *h, const char *symbol)
{
    for (size_t i = 0; i < h->symbol_count; i++)
        if (strcmp(h->symbols[i], symbol) == 0)
            return true;
    return false;
}

static void headlines_have_its_symbol(void **state)
{
    struct log *l = *state;
    struct snapshot *s;
    const struct headline *h;

    open_log(l, config);
    look_at(l, "AAA");
    rig_run(&l->rig, 5000);
    s = poller_freeze(l->rig.poller, l->rig.now_ms);
    h = headline(s, "Words of one");
    assert_true(is_of(h, "AAA") && !is_of(h, "BRK-B"));
    assert_string_equal(h->source, "one");
    assert_true(is_of(headline(s, "Words of two"), "AAA"));
    assert_int_equal(rig_source(s, "one")->state, SOURCE_ok);
    snapshot_free(s);
    rig_close(&l->rig);
}

static void the_users_own_in_any_format(void **state)
{
    static const char own[] =
        "indices =\nproviders = rss\n" NO_SHIPPED_FEEDS
        "[feed r]\nurl = https://rdf.example.com/\n"
        "[feed a]\nurl = https://atom.example.com/\n"
        "[feed s]\nurl = https://rss.example.com/\n"
        "[watchlist default]\nsymbols = AAA\n";
    static const char *const titles[] = {"From RDF", "From Atom", "From RSS"};
    struct log *l = *state;
    struct snapshot *s;

    open_log(l, own);
    rig_run(&l->rig, 20000);
    s = poller_freeze(l->rig.poller, l->rig.now_ms);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(headline(s, titles[i])->symbol_count, 0);
    snapshot_free(s);
    assert_int_equal(l->count, 3);
    rig_close(&l->rig);
}

int main(void)
{
    static struct log log;
#define WITH_LOG(test) cmocka_unit_test_prestate(test, &log)
    const struct CMUnitTest tests[] = {
        WITH_LOG(only_the_symbol_that_is_looked_at),
        WITH_LOG(again_after_the_interval),
        WITH_LOG(leafing_keeps_the_pace),
        WITH_LOG(headlines_have_its_symbol),
        WITH_LOG(the_users_own_in_any_format),
    };

    return cmocka_run_group_tests_name("symbol feeds", tests, NULL, NULL);
}
