/* SPDX-License-Identifier: MIT */
/* 500 symbols asked of a server on the loopback, by the real transport and
 * without the limits of politeness: how long until each has its quote, and what
 * that costs. Prints a row a figure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../src/poll/host.h"
#include "../unit/poll/no_feeds.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/poll/poller.h"

enum { SYMBOLS = 500, ROUNDS = 9, PATIENCE_MS = 20 * 1000 };

static const struct host_limits no_limits = {
    .per_s = 1e6, .burst = 1e6, .gap_ms = 0};

struct server {
    pid_t pid;
    int keep; /* its standard input: it ends with it */
    int port;
    char scenario[32];
};

static void give_up(const char *why)
{
    (void)fprintf(stderr, "bench: %s\n", why);
    exit(1);
}

static void write_scenario(struct server *s)
{
    int fd;
    FILE *f;

    (void)snprintf(s->scenario, sizeof(s->scenario), "/tmp/bench-XXXXXX");
    fd = mkstemp(s->scenario);
    f = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!f)
        give_up("no file for the scenario");
    (void)fprintf(f, "{\"symbols\":{");
    for (int i = 0; i < SYMBOLS; i++)
        (void)fprintf(f, "%s\"S%03d\":{\"price\":%d.25,\"prev\":%d}",
                      i ? "," : "", i, 50 + i, 50 + i);
    (void)fprintf(f, "}}");
    if (fclose(f))
        give_up("the scenario could not be written");
}

static void start(struct server *s)
{
    int in[2], out[2];
    char line[32] = "";

    write_scenario(s);
    if (pipe(in) || pipe(out) || (s->pid = fork()) < 0)
        give_up("no process for the server");
    if (s->pid == 0) {
        (void)dup2(in[0], 0);
        (void)dup2(out[1], 1);
        (void)close(in[1]);
        execlp("python3", "python3", "tests/feedserver/feedserver.py",
               s->scenario, (char *)NULL);
        _exit(127);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    s->keep = in[1];
    if (read(out[0], line, sizeof(line) - 1) <= 0)
        give_up("the server did not start");
    (void)close(out[0]);
    s->port = (int)strtol(line, NULL, 10);
}

static void stop(const struct server *s)
{
    (void)close(s->keep);
    (void)waitpid(s->pid, NULL, 0);
    (void)unlink(s->scenario);
}

static struct config *configured(int port)
{
    struct config *config = NULL;
    struct strbuf text = {0};

    strbuf_format(&text,
                  "indices =\nproviders = yahoo-spark\n"
                  "insecure_hosts = 127.0.0.1\n"
                  "[provider yahoo-spark]\nurl = http://127.0.0.1:%d\n"
                  "[watchlist default]\nsymbols =",
                  port);
    for (int i = 0; i < SYMBOLS; i++)
        strbuf_format(&text, " S%03d", i);
    strbuf_add(&text, "\n" NO_SHIPPED_FEEDS);
    if (config_load_text(text.text, text.len, &config) != ERR_OK)
        give_up("the config is not accepted");
    strbuf_done(&text);
    return config;
}

static double cpu_ms(void)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

static double wall_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static size_t quoted(struct poller *p)
{
    struct snapshot *s = poller_freeze(p, clock_wall_ms());
    size_t n = 0;

    for (size_t i = 0; i < s->listing_count; i++)
        n += QUOTE_HAS(&s->listings[i].quote, price);
    snapshot_free(s);
    return n;
}

static void turn_until_settled(struct poller *p)
{
    double end = wall_ms() + PATIENCE_MS;

    do
        (void)poller_turn(p, clock_wall_ms(), 50);
    while (!poller_is_settled(p) && wall_ms() < end);
    if (quoted(p) != SYMBOLS)
        give_up("not every symbol came");
}

struct cost {
    double wall_ms, cpu_ms;
};

static struct cost one_round(int port)
{
    const struct http_options options = {.user_agent = "bench"};
    struct transport transport;
    struct why why = {""};
    struct config *config = configured(port);
    struct state *state = state_new("", 0);
    struct mailbox *mailbox = mailbox_new();
    struct cost from, cost;
    struct poller *p;

    if (http_transport_new(&options, &transport, &why) != ERR_OK)
        give_up(why.text);
    from = (struct cost){wall_ms(), cpu_ms()};
    p = poller_new(&(struct poller_parts){.config = config,
                                          .state = state,
                                          .mailbox = mailbox,
                                          .transport = &transport,
                                          .mode = RUN_LIVE,
                                          .limits = &no_limits});
    turn_until_settled(p);
    cost = (struct cost){wall_ms() - from.wall_ms, cpu_ms() - from.cpu_ms};
    poller_free(p);
    transport.free(transport.self);
    mailbox_free(mailbox);
    state_free(state);
    config_free(config);
    return cost;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

int main(void)
{
    double wall[ROUNDS], cpu[ROUNDS];
    struct server server = {0};

    start(&server);
    for (int i = 0; i < ROUNDS; i++) {
        struct cost c = one_round(server.port);
        wall[i] = c.wall_ms;
        cpu[i] = c.cpu_ms;
    }
    stop(&server);
    qsort(wall, ROUNDS, sizeof(*wall), by_value);
    qsort(cpu, ROUNDS, sizeof(*cpu), by_value);
    printf("500 symbols from loopback, wall\t%.4g\tms\t1000\ttime\n",
           wall[ROUNDS / 2]);
    printf("500 symbols from loopback, processor\t%.4g\tms\t100\ttime\n",
           cpu[ROUNDS / 2]);
    return 0;
}
