/* SPDX-License-Identifier: MIT */
/* Runs the commands of rules, beside the dashboard, and sees to their end. */
#include "runs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/ui/ui.h"

enum { WORDS_MAX = 32, VALUES_MAX = 20, RUNNING_MAX = 8,
       MINUTE_MS = 60 * 1000, SAID_MAX = 4096 };

struct running {
    pid_t pid; /* 0: free */
    int fd;    /* what it says; -1: it has said all */
    int64_t end_ms;
    size_t said; /* bytes that went to the log */
    char rule[RULE_MAX];
};

struct runs {
    const struct config *config;
    struct running at[RUNNING_MAX];
    int64_t minute_ms;
    size_t in_minute;
    bool is_flood_told;
};

struct runs *runs_new(const struct config *config)
{
    struct runs *r = mem_new(1, sizeof *r);

    r->config = config;
    return r;
}

/* ---- its words and values */

static size_t split(const char *command, char *words[WORDS_MAX + 1])
{
    const char *item;
    size_t count = 0, n = 0;

    while (count < WORDS_MAX && (item = ini_item(&command, &n)) != NULL)
        words[count++] = mem_text_n(item, n);
    words[count] = NULL;
    return count;
}

static void free_words(char **words)
{
    for (size_t i = 0; words[i]; i++)
        free(words[i]);
}

struct values {
    char *at[VALUES_MAX + 1];
    size_t count;
};

static void add_text(struct values *v, const char *name, const char *value)
{
    struct strbuf text = {0};

    strbuf_format(&text, "TAPEWATCH_%s=%s", name, value);
    v->at[v->count++] = mem_text(strbuf_text(&text));
    strbuf_done(&text);
}

/* Unknown is empty, never 0. */
static void add_number(struct values *v, const char *name, bool is_known,
                       double value)
{
    char text[32] = "";

    if (is_known)
        snprintf(text, sizeof text, "%.12g", value);
    add_text(v, name, text);
}

static void add_moment(struct values *v, const char *name, int64_t t)
{
    char text[25] = "";

    civil_format_instant(t, text);
    add_text(v, name, text);
}

/* All of them are in the manual. */
static void add_values(const struct snapshot *now, const struct event *e,
                       struct values *v)
{
    char text[200], date[11];
    uint32_t known = e->known;

    civil_format_date(e->key.session, date);
    ui_event_words(now, e, text, sizeof text);
    add_text(v, "RULE", e->key.rule);
    add_text(v, "SYMBOL", e->key.symbol);
    add_text(v, "SESSION", date);
    add_text(v, "STATE", event_state_name(e->state));
    add_text(v, "TEXT", text);
    add_number(v, "SEVERITY", true, e->severity);
    add_number(v, "TOLD", true, e->told_count);
    add_number(v, "MEASURE", true, e->last.measure);
    add_number(v, "WORST", true, e->worst.measure);
    add_moment(v, "OPENED", e->opened.t);
    add_moment(v, "TIME", e->last.t);
    add_number(v, "PRICE", known & EVENT_HAS_PRICE, e->price);
    add_number(v, "PREV_CLOSE", known & EVENT_HAS_PREV_CLOSE, e->prev_close);
    add_number(v, "CHANGE_PCT", known & EVENT_HAS_CHANGE_PCT, e->change_pct);
    add_number(v, "CAP_CHANGE_USD", known & EVENT_HAS_CAP_CHANGE_USD,
               e->cap_change_usd);
    add_number(v, "RANK", e->rank > 0, e->rank);
}

/* Ours over those that are there: never two of a name. */
static char **environment(const struct values *v)
{
    size_t n = 0, kept = 0;
    char **all;

    while (environ[n])
        n++;
    all = mem_new(n + v->count + 1, sizeof *all);
    for (size_t i = 0; i < n; i++) {
        bool is_ours = false;

        for (size_t k = 0; k < v->count && !is_ours; k++)
            is_ours = strncmp(environ[i], v->at[k],
                              strcspn(v->at[k], "=") + 1) == 0;
        if (!is_ours)
            all[kept++] = environ[i];
    }
    for (size_t k = 0; k < v->count; k++)
        all[kept++] = v->at[k];
    all[kept] = NULL;
    return all;
}

/* ---- its life */

/* In a group of its own, so that its children end with it; its input is
 * empty, and nothing of it comes upon our screen. */
static pid_t spawn(char *const words[], char *const env[], int *fd)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    pid_t pid = 0;
    int ends[2];

    if (pipe(ends) != 0)
        return 0;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP |
                                              POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                     O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    if (posix_spawnp(&pid, words[0], &actions, &attributes, words, env) != 0)
        pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[1]);
    *fd = ends[0];
    if (pid == 0)
        close(ends[0]);
    return pid;
}

static void forget(struct running *one)
{
    if (one->fd >= 0)
        close(one->fd);
    *one = (struct running){.fd = -1};
}

/* Reads what is there; false at its end. */
static bool hear(struct running *one)
{
    char bytes[512];
    ssize_t n = read(one->fd, bytes, sizeof bytes - 1);

    while (n > 0) {
        bytes[n] = '\0';
        if (one->said < SAID_MAX)
            log_line(LOG_INFO, "run: %s: %s", one->rule, bytes);
        one->said += (size_t)n;
        n = read(one->fd, bytes, sizeof bytes - 1);
    }
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

/* True when it has ended; then its place is free. */
static bool has_ended(struct running *one)
{
    int status = 0;
    pid_t ended = waitpid(one->pid, &status, WNOHANG);

    if (ended == 0 || (ended < 0 && errno == EINTR))
        return false;
    (void)hear(one);
    if (ended == one->pid && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
        log_line(LOG_WARN, "run: %s: ended with %s %d", one->rule,
                 WIFEXITED(status) ? "code" : "signal",
                 WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    forget(one);
    return true;
}

bool runs_turn(struct runs *r, int64_t real_ms)
{
    bool any = false;

    for (size_t i = 0; i < RUNNING_MAX; i++) {
        struct running *one = &r->at[i];

        if (one->pid == 0)
            continue;
        if (one->fd >= 0 && !hear(one)) {
            close(one->fd);
            one->fd = -1;
        }
        if (has_ended(one))
            continue;
        any = true;
        if (real_ms < one->end_ms)
            continue;
        log_line(LOG_WARN, "run: %s: stopped after its time", one->rule);
        (void)kill(-one->pid, SIGKILL);
        one->end_ms = INT64_MAX;
    }
    return any;
}

static struct running *place_for(struct runs *r, int64_t real_ms)
{
    if (real_ms - r->minute_ms >= MINUTE_MS) {
        r->minute_ms = real_ms;
        r->in_minute = 0;
        r->is_flood_told = false;
    }
    if (r->in_minute >= (size_t)config_number(r->config, OPT_run_limit))
        return NULL;
    for (size_t i = 0; i < RUNNING_MAX; i++)
        if (r->at[i].pid == 0)
            return &r->at[i];
    return NULL;
}

void runs_start(struct runs *r, const struct snapshot *now,
                const struct event *e, const struct rule_text *rule,
                int64_t real_ms)
{
    struct running *one;
    char *words[WORDS_MAX + 1];
    struct values values = {.count = 0};
    char **env;

    (void)runs_turn(r, real_ms);
    one = place_for(r, real_ms);
    if (!one) {
        if (!r->is_flood_told)
            log_line(LOG_WARN, "run: too many events: %s and others are not "
                     "run for this minute", e->key.rule);
        r->is_flood_told = true;
        return;
    }
    if (split(rule->run, words) == 0)
        return;
    add_values(now, e, &values);
    env = environment(&values);
    *one = (struct running){
        .fd = -1,
        .end_ms = real_ms + config_ms(r->config, OPT_run_timeout)};
    name_copy(one->rule, sizeof one->rule, rule->name);
    one->pid = spawn(words, env, &one->fd);
    r->in_minute++;
    if (one->pid == 0) {
        log_line(LOG_ERROR, "run: %s: cannot start %s", rule->name, words[0]);
        *one = (struct running){.fd = -1};
    }
    free(env);
    free_words(values.at);
    free_words(words);
}

void runs_free(struct runs *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < RUNNING_MAX; i++) {
        if (r->at[i].pid == 0)
            continue;
        (void)kill(-r->at[i].pid, SIGKILL);
        while (waitpid(r->at[i].pid, NULL, 0) < 0 && errno == EINTR)
            ;
        forget(&r->at[i]);
    }
    free(r);
}
