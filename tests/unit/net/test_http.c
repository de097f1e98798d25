/* SPDX-License-Identifier: MIT */
/* The real transport against a scripted server on the loopback: what comes
 * back, and how each way to fail is told. Needs python3, else skips. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "served.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/net/transport.h"

static int start_server(void **state)
{
    struct server *s = calloc(1, sizeof(*s));

    *state = s;
    if (!s)
        return -1;
    *s = server_start("tests/feedserver/scenario.json");
    return 0;
}

static int stop_server(void **state)
{
    server_stop(*state);
    free(*state);
    return 0;
}

static struct transport open_http(int timeout_ms)
{
    struct http_options o = {.user_agent = "tapewatch-test",
                             .connect_timeout_ms = 1000,
                             .timeout_ms = timeout_ms};
    struct transport t;

    assert_int_equal(http_transport_new(&o, &t, NULL), ERR_OK);
    return t;
}

static struct request ask(const struct server *s, const char *path)
{
    struct request r = {.id = 7, .allow_http = true};

    name_copy(r.source, sizeof(r.source), "test");
    snprintf(r.url, sizeof(r.url), "http://127.0.0.1:%d%s", s->port, path);
    return r;
}

/* Submits and waits for the one reply. */
static void run(struct transport *t, const struct request *r,
                struct reply *out)
{
    int64_t end = clock_monotonic_ms() + 10000;
    int got = 0;

    assert_int_equal(t->submit(t->self, r, NULL), ERR_OK);
    assert_int_equal(t->pending(t->self), 1);
    while (!got && clock_monotonic_ms() < end)
        got = t->collect(t->self, 500, out);
    assert_true(got);
    assert_int_equal(t->pending(t->self), 0);
    assert_int_equal(out->id, r->id);
}

static const struct server *server_or_skip(void **state)
{
    const struct server *s = *state;

    if (s->port == 0)
        skip();
    return s;
}

static void answers_come_whole(void **state)
{
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(2000);
    struct request r = ask(s, "/rss/a");
    struct reply reply;

    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_DONE);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "Alpha Invented falls"));
    assert_int_equal(strlen(reply.body), reply.size);
    assert_string_equal(reply.content_type, "application/rss+xml");
    assert_string_equal(reply.etag, "\"a-1\"");
    assert_string_equal(reply.last_modified, "Mon, 27 Jan 2025 14:00:00 GMT");
    assert_true(llabs(reply.date_ms - reply.received_ms) < 5000);
    assert_string_equal(reply.request->url, r.url);
    /* The second time nothing is new, on a handle from the pool. */
    name_copy(r.etag, sizeof(r.etag), "\"a-1\"");
    run(&t, &r, &reply);
    assert_int_equal(reply.status, 304);
    assert_int_equal(reply.size, 0);
    t.free(t.self);
}

static void says_when_to_come_back(void **state)
{
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(2000);
    struct request r = ask(s, "/fault/429");
    struct reply reply;

    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_DONE);
    assert_int_equal(reply.status, 429);
    assert_int_equal(reply.retry_after_ms, 7000);
    r = ask(s, "/fault/429-date");
    run(&t, &r, &reply);
    assert_in_range(reply.retry_after_ms, 85000, 95000);
    r = ask(s, "/fault/500");
    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_DONE);
    assert_int_equal(reply.status, 500);
    assert_int_equal(reply.retry_after_ms, 0);
    t.free(t.self);
}

static void failures_have_sentences(void **state)
{
    static const struct {
        const char *path;
        enum reply_failure failure;
        const char *words;
    } rows[] = {
        {"/fault/truncated", REPLY_BROKEN, "cut short"},
        {"/fault/big", REPLY_TOO_BIG, "body over 2 MB"},
        {"/fault/big-told", REPLY_TOO_BIG, "body over 2 MB"},
        {"/fault/bomb", REPLY_TOO_BIG, "body over 2 MB"},
        {"/fault/to-file", REPLY_BROKEN, "redirect to file refused"},
        {"/fault/to-http", REPLY_BROKEN, "redirect to http refused"},
        {"/fault/to-path", REPLY_BROKEN, "redirect to http refused"},
        {"/fault/to-query", REPLY_BROKEN, "redirect to http refused"},
        {"/fault/close", REPLY_BROKEN, "closed without an answer"},
        {"/fault/silent", REPLY_TIMEOUT, "timed out after 1 s"},
    };
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(1000);
    struct reply reply;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct request r = ask(s, rows[i].path);
        run(&t, &r, &reply);
        assert_string_equal(reply.error, rows[i].words);
        assert_int_equal(reply.failure, rows[i].failure);
    }
    t.free(t.self);
}

static void a_drip_is_given_up_early(void **state)
{
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(5000);
    struct request r = ask(s, "/fault/drip");
    struct reply reply;

    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_TIMEOUT);
    assert_string_equal(reply.error, "too slow: under 200 bytes a second");
    assert_true(reply.took_ms < 4900);
    t.free(t.self);
}

static void dead_host_is_refused(void **state)
{
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(1500);
    struct request r = ask(s, "/");
    struct reply reply;

    /* Port 1 of the loopback: nobody listens. */
    snprintf(r.url, sizeof(r.url), "http://127.0.0.1:1/");
    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_NO_HOST);
    assert_string_equal(reply.error, "connection refused");
    snprintf(r.url, sizeof(r.url), "http://no-such-host.invalid/");
    run(&t, &r, &reply);
    assert_true(reply.failure == REPLY_NO_HOST ||
                reply.failure == REPLY_TIMEOUT);
    assert_true(reply.error[0] != '\0');
    t.free(t.self);
}

static void plain_http_needs_a_mark(void **state)
{
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(1500);
    struct request r = ask(s, "/rss/a");
    struct reply reply;

    r.allow_http = false;
    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_BROKEN);
    assert_string_equal(reply.error,
                        "only https is asked (see insecure_hosts)");
    snprintf(r.url, sizeof(r.url), "file:///etc/hostname");
    r.allow_http = true;
    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_BROKEN);
    assert_int_equal(reply.size, 0);
    t.free(t.self);
}

static void a_key_never_follows(void **state)
{
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(1500);
    struct request r = ask(s, "/fault/to-http");
    struct reply reply;

    r.carries_key = true;
    run(&t, &r, &reply);
    assert_int_equal(reply.failure, REPLY_BROKEN);
    assert_string_equal(reply.error,
                        "redirect refused: the request carries a key");
    t.free(t.self);
}

static void *wake_it(void *self)
{
    struct transport *t = self;

    t->wake(t->self);
    return NULL;
}

/* Until a request's own steps end no wait any more. */
static void settle(struct transport *t)
{
    struct reply reply;
    int64_t start;

    do {
        start = clock_monotonic_ms();
        assert_int_equal(t->collect(t->self, 100, &reply), 0);
    } while (clock_monotonic_ms() - start < 90);
}

static void wait_for_wake(struct transport *t)
{
    int64_t start = clock_monotonic_ms();
    struct reply reply;
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, wake_it, t), 0);
    assert_int_equal(t->collect(t->self, 20000, &reply), 0);
    assert_true(clock_monotonic_ms() - start < 10000);
    pthread_join(thread, NULL);
}

/* Before the first request, and while one is under way. */
static void a_wake_ends_the_wait(void **state)
{
    const struct server *s = server_or_skip(state);
    struct request r = ask(s, "/fault/silent");
    struct transport t = open_http(60000);

    wait_for_wake(&t);
    assert_int_equal(t.submit(t.self, &r, NULL), ERR_OK);
    settle(&t);
    wait_for_wake(&t);
    assert_int_equal(t.pending(t.self), 1);
    t.free(t.self);
}

static void wait_for_watched(struct transport *t, const int ends[2])
{
    int64_t start;
    struct reply reply;
    char byte;

    settle(t);
    start = clock_monotonic_ms();
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(t->collect(t->self, 20000, &reply), 0);
    assert_true(clock_monotonic_ms() - start < 10000);
    assert_int_equal(read(ends[0], &byte, 1), 1);
}

static void what_is_watched_ends_the_wait(void **state)
{
    const struct server *s = server_or_skip(state);
    struct request r = ask(s, "/fault/silent");
    struct transport t = open_http(60000);
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    t.watch(t.self, ends, 1);
    wait_for_watched(&t, ends);
    assert_int_equal(t.submit(t.self, &r, NULL), ERR_OK);
    wait_for_watched(&t, ends);
    t.watch(t.self, NULL, 0);
    wait_for_wake(&t); /* which nobody forgot */
    t.free(t.self);
    close(ends[0]);
    close(ends[1]);
}

static void free_with_requests_under_way(void **state)
{
    const struct server *s = server_or_skip(state);
    struct transport t = open_http(1500);
    struct request r = ask(s, "/fault/silent");
    struct reply reply;

    for (int i = 0; i < 3; i++)
        assert_int_equal(t.submit(t.self, &r, NULL), ERR_OK);
    assert_int_equal(t.collect(t.self, 0, &reply), 0);
    assert_int_equal(t.pending(t.self), 3);
    t.free(t.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_whole),
        cmocka_unit_test(says_when_to_come_back),
        cmocka_unit_test(failures_have_sentences),
        cmocka_unit_test(a_drip_is_given_up_early),
        cmocka_unit_test(dead_host_is_refused),
        cmocka_unit_test(plain_http_needs_a_mark),
        cmocka_unit_test(a_key_never_follows),
        cmocka_unit_test(a_wake_ends_the_wait),
        cmocka_unit_test(what_is_watched_ends_the_wait),
        cmocka_unit_test(free_with_requests_under_way),
    };

    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests_name("http", tests, start_server,
                                       stop_server);
}
