/* SPDX-License-Identifier: MIT */
/* tapewatch backtest: rules over a tape or the store, and what followed. */
#include <stdio.h>
#include <string.h>

#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/report/backtest.h"
#include "wanted.h"

enum { LEAD_DAYS = 400 };
enum { SLICE_LINES = 1000 };

struct trial {
    struct config *config; /* of the user: lists, aliases */
    struct config *rules;  /* the file of --rules; NULL: none */
    struct state *state;
    struct backtest *backtest;
    struct wanted wanted;
    int64_t since_ms, until_ms; /* 0: open */
    size_t bad_lines, updates;
};

static enum err add_rule(const struct cli *cli, struct trial *t,
                         struct why *why)
{
    const struct rule_text rule = {
        .name = "rule", .when = cli->value[CLI_rule], .severity = 2,
        .place = "--rule"};

    return state_add_rule(t->state, &rule, why);
}

/* Those of the file alone: the shipped ones are of other places. */
static enum err add_rules(const char *path, struct trial *t, struct why *why)
{
    enum err e = config_load(path, NULL, 0, &t->rules, why);
    size_t added = 0;

    for (size_t i = 0; e == ERR_OK && i < config_rule_count(t->rules); i++) {
        const struct rule_text *rule = config_rule(t->rules, i);

        if (!rule->place || strncmp(rule->place, path, strlen(path)) != 0)
            continue;
        e = state_add_rule(t->state, rule, why);
        added++;
    }
    if (e == ERR_OK && added == 0)
        return why_set(why, ERR_USAGE, "%s has no [rule NAME]", path);
    return e;
}

static enum err prepare(const struct cli *cli, struct trial *t,
                        struct why *why)
{
    const char *path = cli->value[CLI_rules];
    enum err e = cli_config(cli, &t->config, why);

    if (!cli->value[CLI_rule] == !path)
        return why_set(why, ERR_USAGE,
                       "give --rule EXPR, for example --rule 'change_pct < "
                       "-10', or --rules FILE");
    if (e == ERR_OK)
        e = cli_instant(cli, CLI_since, &t->since_ms, why);
    if (e == ERR_OK)
        e = cli_instant(cli, CLI_until, &t->until_ms, why);
    if (e == ERR_OK)
        e = wanted_read(cli->value[CLI_symbols], &t->wanted, why);
    if (e == ERR_OK)
        e = runtime_new_state(t->config, &t->state, why);
    for (size_t i = 0; e == ERR_OK && i < config_list_count(t->config); i++) {
        struct config_list list = config_list(t->config, i);

        state_set_watchlist(t->state, list.name, list.symbols, list.count);
    }
    if (e == ERR_OK)
        e = path ? add_rules(path, t, why) : add_rule(cli, t, why);
    if (e == ERR_OK)
        t->backtest = backtest_new(t->state);
    return e;
}

/* Other symbols are left out, but not the currencies' rates and headlines. */
static bool is_wanted(const struct trial *t, const struct update *u)
{
    if (t->wanted.count == 0 || !u->symbol[0] || strchr(u->symbol, '='))
        return true;
    for (size_t i = 0; i < t->wanted.count; i++)
        if (strcmp(t->wanted.names[i], u->symbol) == 0)
            return true;
    return false;
}

static void take(void *self, const struct update *u)
{
    struct trial *t = self;

    if (!is_wanted(t, u))
        return;
    t->updates++;
    backtest_apply(t->backtest, u);
}

static enum err play_tape(struct trial *t, const char *path, struct why *why)
{
    struct tape_reader *tape = NULL;
    const struct update *u;
    enum err e = tape_open(path, &tape, why);

    if (e != ERR_OK)
        return e;
    while ((e = tape_next(tape, &u, why)) != ERR_END) {
        if (e != ERR_OK) {
            t->bad_lines++;
            (void)cli_fail(EXIT_OK, "%s", why->text);
        } else if (t->until_ms && u->t > t->until_ms) {
            break;
        } else {
            take(t, u);
        }
    }
    tape_close(tape);
    return ERR_OK;
}

/* The store has a year of daily bars: older ones of the symbols that are named
 * are asked for, with enough before them for averages. */
static void fill_store(const struct cli *cli, const struct trial *t)
{
    struct runtime rt = {0};
    struct snapshot *s = NULL;
    struct why why = {{0}};
    enum err e;

    if (!t->since_ms || !t->wanted.count || cli->value[CLI_offline])
        return;
    e = runtime_open(cli, RUNTIME_NET, &rt, &why);
    if (e == ERR_OK) {
        rt.parts.symbols = t->wanted.list;
        rt.parts.symbol_count = t->wanted.count;
        rt.parts.of_bars = true;
        rt.parts.bars_from_ms = t->since_ms - LEAD_DAYS * MS_PER_DAY;
        e = runtime_answer(cli, &rt, &s, &why);
    }
    if (e != ERR_OK) /* what is kept will do */
        (void)cli_fail(EXIT_OK, "%s", why.text);
    snapshot_free(s);
    runtime_close(&rt);
}

static enum err play_store(struct trial *t, struct why *why)
{
    struct store_reader reader = {.self = t, .update = take};
    int64_t until = t->until_ms ? t->until_ms : clock_wall_ms();
    struct store_past *past = NULL;
    enum err e = store_past_open(config_data_folder(t->config), until,
                                 INT64_MIN, &past, why);

    while (e == ERR_OK)
        e = store_past_next(past, SLICE_LINES, &reader, why);
    store_past_close(past);
    return e == ERR_END ? ERR_OK : e;
}

/* What came before --since was for the series only. */
static const struct firing *firings_since(const struct firing *all,
                                          size_t *count, int64_t since_ms)
{
    size_t skip = 0;

    while (skip < *count && all[skip].opened.t < since_ms)
        skip++;
    *count -= skip;
    return all + skip;
}

static int print_result(const struct cli *cli, struct trial *t)
{
    struct strbuf out = {0};
    size_t count = 0;
    const struct firing *firings = backtest_end(t->backtest, &count);
    int code = t->bad_lines || t->updates == 0 ? EXIT_PARTIAL : EXIT_OK;

    firings = firings_since(firings, &count, t->since_ms);
    if (t->updates == 0)
        (void)cli_fail(EXIT_OK, "there is nothing to try it on: give a tape, "
                                "or let tapewatch fill its store first");
    report_backtest(firings, count, cli_format(cli), &out);
    code = cli_print(&out, code);
    strbuf_done(&out);
    return code;
}

int command_backtest(const struct cli *cli)
{
    struct trial t = {.updates = 0};
    struct why why = {{0}};
    const char *path = cli->value[CLI_demo] ? "demo"
                       : cli->operand_count ? cli->operands[0] : NULL;
    enum err e = prepare(cli, &t, &why);
    int code = EXIT_USAGE;

    if (e == ERR_OK) {
        code = EXIT_ERROR;
        if (!path)
            fill_store(cli, &t);
        e = path ? play_tape(&t, path, &why) : play_store(&t, &why);
    }
    if (e == ERR_OK)
        code = print_result(cli, &t);
    else
        code = cli_fail(code, "%s", why.text);
    backtest_free(t.backtest);
    state_free(t.state);
    if (t.rules)
        config_free(t.rules);
    if (t.config)
        config_free(t.config);
    return code;
}
