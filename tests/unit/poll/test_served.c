/* SPDX-License-Identifier: MIT */
/* The poller and the real transport against the scripted server, in time of
 * the test's own: it stands while a request is out, and runs between them, so
 * that minutes of waiting are over at once. Needs python3, else skips. */
#include "fake.h"

#include <signal.h>

#include "served.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/net/transport.h"

struct scene {
    struct server server;
    struct rig rig;
    char url[64], config[2000], script[32];
};

/* Makes the config's SERVER the address of ours. */
static void put_address(struct scene *s)
{
    for (char *at; (at = strstr(s->config, "SERVER")) != NULL;) {
        memmove(at + strlen(s->url), at + 6, strlen(at + 6) + 1);
        memcpy(at, s->url, strlen(s->url));
    }
}

static void open_scene(struct scene *s, const char *scenario,
                       const char *providers, const char *sections)
{
    const struct http_options http = {.user_agent = "tapewatch-test",
                                      .connect_timeout_ms = 2000,
                                      .timeout_ms = 5000};
    int fd;

    memcpy(s->script, "/tmp/tapewatch-scene-XXXXXX", 28);
    fd = mkstemp(s->script);
    assert_true(fd >= 0);
    assert_true(write(fd, scenario, strlen(scenario)) ==
                (ssize_t)strlen(scenario));
    close(fd);
    s->server = server_start(s->script);
    unlink(s->script);
    if (s->server.port == 0)
        skip();
    snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%d", s->server.port);
    snprintf(s->config, sizeof(s->config),
             "indices =\ninsecure_hosts = 127.0.0.1\nproviders = %s\n"
             NO_SHIPPED_FEEDS "[watchlist default]\nsymbols = COIN-USD\n%s",
             providers, sections);
    put_address(s);
    rig_open(&s->rig, &(struct rig_parts){.config = s->config,
                                          .mode = RUN_LIVE},
             (const struct fake_answer[]){{0}});
    assert_int_equal(http_transport_new(&http, &s->rig.transport, NULL),
                     ERR_OK);
    s->rig.now_ms = clock_wall_ms() + MS_PER_HOUR; /* before all replies */
}

static void close_scene(struct scene *s)
{
    struct transport t = s->rig.transport;

    rig_close(&s->rig);
    t.free(t.self);
    server_stop(&s->server);
}

static void go_on(struct scene *s, int64_t ms)
{
    struct rig *r = &s->rig;
    int64_t end_ms = r->now_ms + ms;

    while (r->now_ms < end_ms) {
        bool is_out = r->transport.pending(r->transport.self) > 0;
        assert_true(poller_turn(r->poller, r->now_ms, is_out ? 100 : 0));
        if (r->transport.pending(r->transport.self) == 0) {
            int idle = poller_idle_ms(r->poller, r->now_ms);
            int64_t next_ms = r->now_ms + (idle > 0 ? idle : 1);
            r->now_ms = next_ms < end_ms ? next_ms : end_ms;
        }
    }
}

/* What the server was asked, as it tells it. */
static long asked(struct scene *s, const char *path)
{
    struct request q = {.id = 1, .allow_http = true};
    const struct http_options http = {.connect_timeout_ms = 2000,
                                      .timeout_ms = 5000};
    struct transport t;
    struct reply reply = {0};
    long count;

    assert_int_equal(http_transport_new(&http, &t, NULL), ERR_OK);
    snprintf(q.url, sizeof(q.url), "%s/__count?path=%s", s->url, path);
    assert_int_equal(t.submit(t.self, &q, NULL), ERR_OK);
    while (!t.collect(t.self, 5000, &reply))
        ;
    assert_int_equal(reply.status, 200);
    count = strtol(reply.body, NULL, 10);
    t.free(t.self);
    return count;
}

static void check(struct scene *s, const char *source, double price)
{
    struct snapshot *shot = poller_freeze(s->rig.poller, s->rig.now_ms);
    const struct listing *l = snapshot_find(shot, "COIN-USD");

    assert_int_equal(l && QUOTE_HAS(&l->quote, price), source != NULL);
    if (l && source) {
        assert_string_equal(l->source, source);
        assert_true(l->quote.price == price);
    }
    snapshot_free(shot);
}

static void check_error(struct scene *s, const char *source,
                        const char *words)
{
    struct snapshot *shot = poller_freeze(s->rig.poller, s->rig.now_ms);
    const char *found = "no such source";

    for (size_t i = 0; i < shot->health->count; i++)
        if (strcmp(shot->health->items[i].source, source) == 0)
            found = shot->health->items[i].error;
    if (!strstr(found, words))
        fail_msg("%s: \"%s\" lacks \"%s\"", source, found, words);
    snapshot_free(shot);
}

#define SCENE(more)                                                         \
    "{\"symbols\": {\"COIN-USD\": {\"price\": 1234.5, \"prev\": 1200.0, "    \
    "\"type\": \"CRYPTOCURRENCY\"}}, " more "}"
#define PASS "\"cookie\": \"c00kie\", \"crumb\": \"aB/cD.eFgH1\""
#define FAULTS(list) "\"faults\": [" list "]"
#define STATUS(path, status, more)                                          \
    "{\"path\": \"" path "\", \"fault\": \"status\", \"status\": " status      \
    more "}"
#define RICH "[provider yahoo-quote]\nenabled = yes\nurl = SERVER\n"
#define PLAIN                                                               \
    "[provider yahoo-spark]\nurl = SERVER\n"                                \
    "[provider yahoo-chart]\nurl = SERVER\n"

static void a_crumb_is_renewed_once_a_minute(void **state)
{
    static const char invalid[] = SCENE(PASS ", " FAULTS(STATUS(
        "/v7/finance/quote", "401",
        ", \"times\": 2, \"body\": \"{\\\"finance\\\":{\\\"error\\\":"
        "{\\\"code\\\":\\\"Unauthorized\\\",\\\"description\\\":"
        "\\\"Invalid Crumb\\\"}}}\"")));
    static struct scene s;

    (void)state;
    open_scene(&s, invalid, "yahoo-quote", RICH);
    go_on(&s, 20000); /* not accepted: dropped, not asked with again */
    assert_int_equal(asked(&s, "/v7/finance/quote"), 1);
    assert_int_equal(asked(&s, "/v1/test/getcrumb"), 1);
    go_on(&s, 35000);
    assert_int_equal(asked(&s, "/v1/test/getcrumb"), 1);
    go_on(&s, 30000); /* another one: not accepted either */
    assert_int_equal(asked(&s, "/"), 2);
    assert_int_equal(asked(&s, "/v1/test/getcrumb"), 2);
    assert_int_equal(asked(&s, "/v7/finance/quote"), 2);
    check(&s, NULL, 0);
    go_on(&s, 60000);
    assert_int_equal(asked(&s, "/v1/test/getcrumb"), 3);
    assert_true(asked(&s, "/v7/finance/quote") > 2);
    check(&s, "yahoo-quote", 1234.5);
    close_scene(&s);
}

/* A form to be agreed to is the user's affair: told, and left alone. */
static void a_consent_page_is_told_not_clicked(void **state)
{
    static const char consent[] = SCENE(PASS ", " FAULTS(STATUS("/", "200",
        ", \"body\": \"<html><form class='consent-form' method='post' "
        "action='/v2/collectConsent'><button name='agree'>Agree</button>"
        "</form></html>\"")));
    static struct scene s;

    (void)state;
    open_scene(&s, consent, "yahoo-quote yahoo-spark", RICH PLAIN);
    go_on(&s, 30000);
    check_error(&s, "yahoo-quote", "consent page");
    assert_true(asked(&s, "/") >= 1);
    assert_int_equal(asked(&s, "/v2/collectConsent"), 0);
    assert_int_equal(asked(&s, "/v1/test/getcrumb"), 0);
    assert_int_equal(asked(&s, "/v7/finance/quote"), 0);
    assert_int_equal(asked(&s, "POST"), 0);
    close_scene(&s);
}

/* No words of an error are ever sent as a crumb. */
static void an_error_is_no_crumb(void **state)
{
    static const char *const bodies[] = {
        SCENE(PASS ", " FAULTS(STATUS("/v1/test/getcrumb", "200",
              ", \"body\": \"Too Many Requests\""))),
        SCENE(PASS ", " FAULTS(STATUS("/v1/test/getcrumb", "200",
              ", \"body\": \"<html><body>sorry</body></html>\""))),
        SCENE(PASS ", " FAULTS(STATUS("/v1/test/getcrumb", "200",
              ", \"body\": \"\""))),
        SCENE(PASS ", " FAULTS(STATUS("/v1/test/getcrumb", "500",
              ", \"body\": \"aB/cD.eFgH1\""))),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        static struct scene s;
        s = (struct scene){0};
        open_scene(&s, bodies[i], "yahoo-quote", RICH);
        go_on(&s, 30000);
        check_error(&s, "yahoo-quote", "");
        assert_true(asked(&s, "/v1/test/getcrumb") >= 1);
        assert_int_equal(asked(&s, "/v7/finance/quote"), 0);
        close_scene(&s);
    }
}

/* Three times in vain, then the next one; and back when it is well again. */
static void the_next_takes_over_and_hands_back(void **state)
{
    static const char busy[] = SCENE(FAULTS(STATUS(
        "/v7/finance/spark", "503", ", \"times\": 4, \"body\": \"busy\"")));
    static struct scene s;
    long tries;

    (void)state;
    open_scene(&s, busy, "yahoo-spark yahoo-chart", PLAIN);
    go_on(&s, 40000);
    check(&s, "yahoo-chart", 1234.5);
    assert_int_equal(asked(&s, "/v7/finance/spark"), 3);
    go_on(&s, 60000); /* one probe: still busy */
    assert_int_equal(asked(&s, "/v7/finance/spark"), 4);
    check(&s, "yahoo-chart", 1234.5);
    go_on(&s, 200000);
    check(&s, "yahoo-spark", 1234.5);
    tries = asked(&s, "/v8/finance/chart/COIN-USD");
    go_on(&s, 60000);
    assert_int_equal(asked(&s, "/v8/finance/chart/COIN-USD"), tries);
    close_scene(&s);
}

/* A minute, two, four ... half an hour, with a fifth of chance upon each: of
 * all sources of the site together. */
static void a_storm_is_waited_out(void **state)
{
    static const char storm[] = SCENE(FAULTS(STATUS("*", "429", "")));
    static struct scene s;
    long all;

    (void)state;
    open_scene(&s, storm, "yahoo-spark yahoo-chart yahoo-search", PLAIN
               "[provider yahoo-search]\nurl = SERVER\n");
    go_on(&s, 6 * MS_PER_HOUR);
    all = asked(&s, "/v7/finance/spark") +
          asked(&s, "/v8/finance/chart/COIN-USD");
    assert_in_range(all, 6 + 9, 6 + 11);
    close_scene(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crumb_is_renewed_once_a_minute),
        cmocka_unit_test(a_consent_page_is_told_not_clicked),
        cmocka_unit_test(an_error_is_no_crumb),
        cmocka_unit_test(the_next_takes_over_and_hands_back),
        cmocka_unit_test(a_storm_is_waited_out),
    };

    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests_name("served", tests, NULL, NULL);
}
