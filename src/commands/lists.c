/* SPDX-License-Identifier: MIT */
/* Lists: of symbols given on the command line, and of what is known. */
#include "lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_config.h"
#include "completion.h"
#include "keys.h"
#include "rows.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/feeds/provider.h"
#include "tapewatch/net/stream.h"
#include "tapewatch/ui/ui.h"

static const char operand_list[] = "command line";

static bool has_symbols(const struct cli *cli)
{
    return cli->operand_count && strcmp(cli->sub->name, "replay") != 0;
}

struct looking {
    const char *name;
    bool is_found;
};

static void look(void *self, const char *list, const char *symbol)
{
    struct looking *l = self;

    (void)symbol;
    l->is_found = l->is_found || strcmp(list, l->name) == 0;
}

static enum err knows_list(const struct runtime *rt, const char *name,
                           struct why *why)
{
    struct looking l = {name, name == NULL};
    const struct store_list_reader r = {.self = &l, .item = look};

    for (size_t i = 0; !l.is_found && i < config_list_count(rt->config); i++)
        l.is_found = strcmp(config_list(rt->config, i).name, name) == 0;
    if (!l.is_found && rt->store)
        (void)store_lists(rt->store, &r, NULL);
    return l.is_found ? ERR_OK
                      : why_set(why, ERR_USAGE,
                                "there is no watchlist '%s'; tapewatch lists "
                                "shows them", name);
}

enum err lists_from_operands(const struct cli *cli, struct runtime *rt,
                             struct why *why)
{
    size_t n = cli->operand_count;
    char(*names)[SYMBOL_MAX];
    const char **list;
    enum err e = ERR_OK;

    if (!has_symbols(cli))
        return knows_list(rt, cli->value[CLI_watchlist], why);
    names = mem_new(n, SYMBOL_MAX);
    list = mem_new(n, sizeof *list);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const char *word = cli->operands[i];

        list[i] = names[i];
        if (!symbol_from_text(word, strlen(word), names[i]))
            e = why_set(why, ERR_USAGE,
                        "%s is neither a command nor a symbol; see --help",
                        word);
    }
    if (e == ERR_OK)
        state_set_watchlist(rt->state, operand_list, list, n);
    free(names);
    free(list);
    return e;
}

const char *lists_shown(const struct cli *cli, const struct runtime *rt)
{
    return has_symbols(cli) ? operand_list
                            : config_text(rt->config, OPT_watchlist);
}

/* What the user must give before it is asked. */
static const char *wish_of(const struct provider *p)
{
    if (p->key_name)
        return p->key_name;
    if (p->needs_contact)
        return "a contact";
    return p->is_opt_in ? "enabled = yes" : "nothing";
}

/* As the config has it; "needs ..." where the user has not given it yet. */
static const char *state_of(const struct config *c, const struct provider *p)
{
    if (!config_provider_on(c, p->name, !p->is_opt_in))
        return "off";
    if (p->stream && !stream_available(NULL))
        return "no wss here";
    if (p->key_name && !config_secret(c, p->name))
        return "needs key";
    if (p->needs_contact && !config_text(c, OPT_contact)[0])
        return "needs contact";
    return "on";
}

static void add_row(const struct config *c, const struct provider *p,
                    bool is_json, struct strbuf *out)
{
    if (!is_json) {
        strbuf_format(out, "%-18s %-14s %-20s %s\n", p->name, state_of(c, p),
                      wish_of(p), p->help);
        return;
    }
    strbuf_add(out, p == providers[0] ? "[\n{\"name\":" : ",\n{\"name\":");
    json_write_text(out, p->name);
    strbuf_add(out, ",\"state\":");
    json_write_text(out, state_of(c, p));
    strbuf_add(out, ",\"key\":");
    json_write_text(out, p->key_name);
    strbuf_format(out, ",\"needs_contact\":%s,\"opt_in\":%s,\"what\":",
                  p->needs_contact ? "true" : "false",
                  p->is_opt_in ? "true" : "false");
    json_write_text(out, p->help);
    strbuf_add_char(out, '}');
}

static void list_providers(const struct cli *cli, struct config *c,
                           struct strbuf *out)
{
    bool is_json = rows_wanted(cli);

    keys_find(c);
    if (!is_json)
        strbuf_format(out, "%-18s %-14s %-20s %s\n", "NAME", "STATE", "WANTS",
                      "WHAT IT IS");
    for (const struct provider *const *p = providers; *p; p++)
        add_row(c, *p, is_json, out);
    strbuf_add(out, is_json ? "\n]\n" : "");
}

static void print_made(void *self, const struct made_rule *rule,
                       enum rule_standing standing)
{
    struct strbuf *out = self;

    if (standing == RULE_DROPPED)
        return;
    strbuf_add(out, "\n# made in the program\n");
    rule_write(rule, standing == RULE_ON, out);
}

static void print_switch(void *self, const char *key, const char *value)
{
    if (strncmp(key, "rule.", 5) == 0 && value[0])
        strbuf_format(self, "\n# switched off in the program\n[rule %s]\n"
                      "enabled  = no\n", key + 5);
}

/* Rules that user.db has, for who wants them in the file. */
static void print_made_rules(const struct config *c, struct strbuf *out)
{
    const struct store_rule_reader reader = {out, print_made};
    const char *folder = config_data_folder(c);
    struct store *s = NULL;
    struct why why = {{0}};
    enum err e = ERR_OK;

    if (!folder[0])
        return;
    e = store_open_user(folder, true, clock_wall_ms(), &s, &why);
    if (e == ERR_OK)
        e = store_rules(s, &reader, &why);
    if (e == ERR_OK)
        e = store_settings(s, out, print_switch, &why);
    if (e != ERR_OK)
        (void)cli_fail(EXIT_OK, "%s", why.text);
    store_close(s);
}

static void on_kept(void *self, const char *key, const char *value)
{
    runtime_take_kept(self, key, value);
}

/* As the dashboard does at its start. */
static void take_kept(struct config *c)
{
    const char *folder = config_data_folder(c);
    struct store *s = NULL;

    if (folder[0] &&
        store_open_user(folder, true, clock_wall_ms(), &s, NULL) == ERR_OK)
        (void)store_settings(s, c, on_kept, NULL);
    store_close(s);
}

int lists_of_settings(const struct cli *cli)
{
    int code;
    struct config *config = NULL;
    struct strbuf text = {0};
    struct why why = {{0}};
    size_t wrong = 0;

    if (cli->value[CLI_completion] &&
        !completion_write(cli->value[CLI_completion], &text))
        return cli_fail(EXIT_USAGE, "--completion %s: bash, zsh or fish",
                        cli->value[CLI_completion]);
    /* What is wrong is told in one place, in the order of the lines. */
    if ((cli->value[CLI_check_config] ? cli_config_again : cli_config)(
            cli, &config, &why) != ERR_OK)
        return cli_fail(EXIT_ERROR, "%s", why.text);
    if (cli->value[CLI_list_providers])
        list_providers(cli, config, &text);
    if (cli->value[CLI_list_keys])
        ui_list_keys(config, &text);
    if (cli->value[CLI_print_config])
        take_kept(config);
    if (cli->value[CLI_print_config])
        config_print(config, &text);
    if (cli->value[CLI_print_config])
        print_made_rules(config, &text);
    if (cli->value[CLI_check_config])
        wrong = check_config(config);
    code = wrong ? EXIT_ERROR : EXIT_OK;
    code = cli->value[CLI_list_providers] ? rows_print(cli, &text, code)
                                          : cli_print(&text, code);
    strbuf_done(&text);
    config_free(config);
    return code;
}
