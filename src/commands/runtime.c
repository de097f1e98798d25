/* SPDX-License-Identifier: MIT */
/* Opens the parts of a running program and closes them again. */
#include "runtime.h"

#include <stdio.h>
#include <string.h>

#include "keys.h"
#include "runtime_tape.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/base/log.h"

enum { ASK_LIMIT_MS = 30000 };

static enum log_level log_level_of(const char *name)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};

    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0)
            return (enum log_level)i;
    return LOG_WARN;
}

static enum err open_log(const struct config *c, struct why *why)
{
    const char *path = config_text(c, OPT_log_file);

    return *path ? log_open(path, log_level_of(config_text(c, OPT_log_level)),
                            why)
                 : ERR_OK;
}

static void tell_problem(void *self, const char *problem)
{
    (void)self;
    (void)fprintf(stderr, "tapewatch: %s\n", problem);
}

size_t runtime_add_rules(struct state *s, const struct config *c, void *self,
                         void (*tell)(void *self, const char *problem))
{
    size_t wrong = 0;

    for (size_t i = 0; i < config_rule_count(c); i++) {
        struct why why = {{0}};

        if (state_add_rule(s, config_rule(c, i), &why) == ERR_OK)
            continue;
        tell(self, why.text);
        wrong++;
    }
    return wrong;
}

static enum err add_names(struct state *s, const struct config *c,
                          struct why *why)
{
    enum err e = state_read_shipped_names(s, why);

    for (size_t i = 0; i < config_alias_count(c); i++)
        state_add_name(s, config_alias(c, i).symbol, config_alias(c, i).alias);
    return e;
}

enum err runtime_new_state(const struct config *c, struct state **out,
                           struct why *why)
{
    const struct embedded *losses = embed_find("data/record_losses.tsv");

    if (!losses)
        return why_set(why, ERR_MISSING, "the table of losses is not built in");
    *out = state_new((const char *)losses->bytes, losses->size);
    return add_names(*out, c, why);
}

static enum err open_state(struct runtime *rt, struct why *why)
{
    enum err e = runtime_new_state(rt->config, &rt->state, why);

    if (e != ERR_OK)
        return e;
    rt->wrong_lines = config_problem_count(rt->config) +
                      runtime_add_rules(rt->state, rt->config, NULL,
                                        tell_problem);
    return ERR_OK;
}

/* Prices of the past are on a tape only: to leave the moment out would answer
 * with those of now. */
static enum err check_moment(const struct cli *cli, unsigned wants,
                             struct why *why)
{
    if (!cli->value[CLI_until] || runtime_tape_path(cli) || (wants & RUNTIME_PAST))
        return ERR_OK;
    return why_set(why, ERR_USAGE,
                   "--until %s: there is no tape to stop; give --demo or "
                   "--replay FILE (tapewatch export makes one of the store)",
                   cli->value[CLI_until]);
}

/* What a former session kept. A value that is not right any more is let go. */
void runtime_take_kept(struct config *c, const char *key, const char *value)
{
    static const char prefix[] = "option.";

    if (strncmp(key, prefix, sizeof(prefix) - 1) == 0)
        key += sizeof(prefix) - 1;
    else if (strcmp(key, "contact") != 0)
        return;
    (void)config_set_kept(c, key, value, NULL);
}

static void on_setting(void *self, const char *key, const char *value)
{
    struct runtime *rt = self;

    runtime_take_kept(rt->config, key, value);
    if (rt->screen_config)
        runtime_take_kept(rt->screen_config, key, value);
}

/* Store and lock decide who we are: the poller, a follower, or offline. A
 * store that cannot be opened is told; the program goes on without. */
static void open_store(const struct cli *cli, unsigned wants,
                       struct runtime *rt)
{
    struct why why = {{0}};
    bool polls = (wants & RUNTIME_NET) && !cli->value[CLI_offline];
    enum err e;

    rt->parts.mode = polls ? RUN_LIVE : RUN_OFFLINE;
    e = store_open(config_data_folder(rt->config), rt->parts.read_only,
                   clock_wall_ms(), &rt->store, &rt->notice, &why);
    if (e != ERR_OK) {
        rt->store = NULL;
        if (e != ERR_NOT_FOUND || !rt->parts.read_only)
            rt->notice = why;
        return;
    }
    if (store_settings(rt->store, rt, on_setting, &why) != ERR_OK)
        rt->notice = why;
    if (polls && !store_try_lock(rt->store))
        rt->parts.mode = RUN_FOLLOW;
}

static enum err open_net(struct runtime *rt, struct why *why)
{
    const char *proxy = config_text(rt->config, OPT_proxy);
    const char *ca = config_text(rt->config, OPT_ca_file);
    enum err e;

    rt->http = (struct http_options){
        .user_agent = config_text(rt->config, OPT_user_agent),
        .proxy = *proxy ? proxy : NULL,
        .ca_file = *ca ? ca : NULL,
        .connect_timeout_ms = (int)config_ms(rt->config, OPT_connect_timeout),
        .timeout_ms = (int)config_ms(rt->config, OPT_timeout),
        .max_per_host = 4,
    };
    e = http_transport_new(&rt->http, &rt->transport, why);
    keys_find(rt->config);
    rt->has_transport = e == ERR_OK;
    return e;
}

/* A source that sends by itself may be on this computer: in a test. */
static enum err open_stream(void *self, struct stream *out, struct why *why)
{
    const struct runtime *rt = self;
    const char *marked = config_text(rt->config, OPT_insecure_hosts);

    return stream_new(&rt->http, marked[0] != '\0', out, why);
}

enum err runtime_open(const struct cli *cli, unsigned wants,
                      struct runtime *rt, struct why *why)
{
    enum err e = check_moment(cli, wants, why);

    if (e == ERR_OK && (wants & RUNTIME_WRITES) && cli->value[CLI_readonly])
        e = why_set(why, ERR_USAGE,
                    "--readonly: this command is there to write");
    if (e == ERR_OK)
        e = cli_config(cli, &rt->config, why);
    if (e == ERR_OK && (wants & RUNTIME_SCREEN))
        e = cli_config_again(cli, &rt->screen_config, why);
    if (e == ERR_OK)
        e = open_log(rt->config, why);
    if (e == ERR_OK)
        e = open_state(rt, why);
    if (e != ERR_OK)
        return e;
    rt->parts.read_only = cli->value[CLI_readonly] != NULL;
    rt->parts.timeline = timeline_live();
    if (runtime_tape_path(cli))
        e = runtime_open_tape(cli, wants, rt, why);
    else
        open_store(cli, wants, rt);
    /* A follower may have to take over later. */
    if (e == ERR_OK && (rt->parts.mode == RUN_LIVE ||
                        (rt->parts.mode == RUN_FOLLOW &&
                         (wants & RUNTIME_SCREEN))))
        e = open_net(rt, why);
    if (e == ERR_OK && (wants & RUNTIME_SCREEN)) {
        rt->board = board_new();
        rt->mailbox = mailbox_new();
    }
    return e;
}

static void print_problem(void *self, const char *sentence)
{
    (void)self;
    (void)fprintf(stderr, "tapewatch: %s\n", sentence);
}

void runtime_start(struct runtime *rt, struct tape_writer *record)
{
    rt->parts.config = rt->config;
    rt->parts.state = rt->state;
    rt->parts.store = rt->store;
    rt->parts.transport = rt->has_transport ? &rt->transport : NULL;
    rt->parts.open_stream = rt->has_transport ? open_stream : NULL;
    rt->parts.stream_self = rt;
    rt->parts.tape = rt->tape;
    rt->parts.record = record;
    rt->parts.board = rt->board;
    rt->parts.mailbox = rt->mailbox;
    if (!rt->notice.text[0] && rt->wrong_lines)
        (void)why_set(&rt->notice, ERR_OK, "config: %zu wrong line%s left "
                      "out; tapewatch --check-config names %s",
                      rt->wrong_lines, rt->wrong_lines == 1 ? " is" : "s are",
                      rt->wrong_lines == 1 ? "it" : "them");
    if (!rt->notice.text[0] && rt->parts.read_only && rt->board)
        (void)why_set(&rt->notice, ERR_OK, "read only: nothing is written");
    if (rt->notice.text[0])
        state_notice(rt->state, rt->notice.text);
    rt->poller = poller_new(&rt->parts);
    if (!rt->board) /* a screen has a place of its own for them */
        (void)poller_wrong_rules(rt->poller, NULL, print_problem);
}

void runtime_close(struct runtime *rt)
{
    if (rt->poller)
        poller_free(rt->poller);
    if (rt->board)
        board_free(rt->board);
    if (rt->mailbox)
        mailbox_free(rt->mailbox);
    if (rt->has_transport)
        rt->transport.free(rt->transport.self);
    if (rt->tape)
        tape_close(rt->tape);
    if (rt->store)
        store_close(rt->store);
    if (rt->state)
        state_free(rt->state);
    if (rt->config)
        config_free(rt->config);
    if (rt->screen_config)
        config_free(rt->screen_config);
    *rt = (struct runtime){0};
}

bool runtime_is_replay(const struct runtime *rt)
{
    return rt->tape != NULL;
}

/* Everything that is due at a start, asked once; or what the limit allows. */
static void ask_once(struct runtime *rt)
{
    int64_t end = clock_monotonic_ms() + ASK_LIMIT_MS;
    bool goes_on = true;

    while (goes_on && !poller_is_settled(rt->poller)) {
        int64_t left = end - clock_monotonic_ms();

        if (left <= 0)
            break;
        goes_on = poller_turn(rt->poller, clock_wall_ms(),
                              left > 200 ? 200 : (int)left);
    }
}

enum err runtime_answer(const struct cli *cli, struct runtime *rt,
                        struct snapshot **out, struct why *why)
{
    int64_t now, until = 0;
    enum err e = cli_instant(cli, CLI_until, &until, why);

    if (e != ERR_OK)
        return e;
    runtime_start(rt, NULL);
    poller_set_problem(rt->poller, NULL, print_problem);
    if (runtime_is_replay(rt)) {
        now = poller_play(rt->poller, until ? until : INT64_MAX);
        e = runtime_check_played(cli, now, why);
        if (e != ERR_OK)
            return e;
    } else {
        ask_once(rt);
        now = clock_wall_ms();
        if (until)
            poller_look_back(rt->poller, until);
    }
    if (cli->value[CLI_search])
        poller_find_news(rt->poller, cli->value[CLI_search]);
    *out = poller_freeze(rt->poller, now);
    return ERR_OK;
}
