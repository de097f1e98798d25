/* SPDX-License-Identifier: MIT */
/* Reads the command line by the tables of subcommands and options. */
#include "tapewatch/commands/cli.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "subcommands.h"
#include "tapewatch/base/ini.h"

/* Shorter words are symbols, but for one whose last letter lacks: nobody can
 * tell them from a slip. */
enum { MEANT_LEAST = 5 };

static const struct cli_option_row options[CLI_COUNT] = {
#define CLI(id, name, letter, arg, help) {#id, name, letter, arg, help},
#include "tapewatch/commands/cli_options.def"
#undef CLI
};

const struct subcommand subcommands[] = {
#define SUBCOMMAND(id, name, operands, options, most, help)                 \
    {name, operands, options, most, help, command_##id},
#include "commands.def"
#undef SUBCOMMAND
    {NULL, NULL, NULL, 0, NULL, NULL},
};

/* Options that every subcommand takes. */
static const char common[] = "readonly config set help version";

/* Of these at most one is taken. */
static const char *const one_of[] = {"json ndjson csv text", "demo replay"};

static bool lists(const char *list, const char *id)
{
    size_t n = strlen(id);

    for (const char *at = strstr(list, id); at; at = strstr(at + 1, id))
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

const struct cli_option_row *cli_option_row(enum cli_option o)
{
    return &options[o];
}

bool cli_takes(const struct subcommand *sub, enum cli_option o)
{
    return lists(common, options[o].id) || lists(sub->options, options[o].id);
}

/* "theme" -> the first word names a subcommand, else it is the dashboard. */
static const struct subcommand *choose(int argc, char **argv)
{
    for (const struct subcommand *s = subcommands; s->name; s++)
        if (argc > 1 && s->name[0] && strcmp(argv[1], s->name) == 0)
            return s;
    return &subcommands[0];
}

struct getopt_tables {
    struct option longs[CLI_COUNT + 1];
    char shorts[2 * CLI_COUNT + 2];
};

static void make_tables(struct getopt_tables *t)
{
    char *at = t->shorts;

    *t = (struct getopt_tables){0};
    *at++ = ':'; /* we word the errors ourselves */
    for (int i = 0; i < CLI_COUNT; i++) {
        bool has_arg = options[i].arg[0] != '\0';

        t->longs[i] = (struct option){.name = options[i].name,
                                      .has_arg = has_arg,
                                      .val = 256 + i};
        if (options[i].letter) {
            *at++ = options[i].letter;
            if (has_arg)
                *at++ = ':';
        }
    }
}

static int option_of(int got)
{
    if (got >= 256)
        return got - 256;
    for (int i = 0; i < CLI_COUNT; i++)
        if (options[i].letter == got && got)
            return i;
    return -1;
}

static enum err wrong_option(char **argv, int got, struct why *why)
{
    const char *word = optind > 0 ? argv[optind - 1] : "";

    return why_set(why, ERR_USAGE,
                   got == ':' ? "option %s needs a value; see --help"
                              : "there is no option %s; see --help",
                   word);
}

static enum err take(struct cli *cli, int o, struct why *why)
{
    if (!cli_takes(cli->sub, (enum cli_option)o))
        return why_set(why, ERR_USAGE,
                       "--%s does not go with `tapewatch%s%s`; see --help",
                       options[o].name, cli->sub->name[0] ? " " : "",
                       cli->sub->name);
    if (o == CLI_set) {
        if (cli->set_count == CLI_SETS_MAX || !strchr(optarg, '='))
            return why_set(why, ERR_USAGE, "--set wants NAME=VALUE, at most "
                           "%d times", CLI_SETS_MAX);
        cli->sets[cli->set_count++] = optarg;
    }
    cli->value[o] = options[o].arg[0] ? optarg : "";
    return ERR_OK;
}

static enum err check_together(const struct cli *cli, struct why *why)
{
    for (size_t i = 0; i < sizeof one_of / sizeof *one_of; i++) {
        const char *first = NULL;

        for (int o = 0; o < CLI_COUNT; o++) {
            if (!cli->value[o] || !lists(one_of[i], options[o].id))
                continue;
            if (first)
                return why_set(why, ERR_USAGE, "--%s and --%s do not go "
                               "together", first, options[o].name);
            first = options[o].name;
        }
    }
    return ERR_OK;
}

/* "new", "fact": only the last letter lacks. */
static const char *nearly_whole(const char *word)
{
    size_t n = strlen(word);

    for (const struct subcommand *s = subcommands + 1; n > 2 && s->name; s++)
        if (strlen(s->name) == n + 1 && strncmp(s->name, word, n) == 0)
            return s->name;
    return NULL;
}

/* A word in small letters that is nearly a subcommand, which the dashboard
 * would take for a symbol. */
static const char *meant(const struct cli *cli)
{
    const char *names[sizeof(subcommands) / sizeof(*subcommands)];
    const char *word = cli->operand_count ? cli->operands[0] : "";
    size_t n = 0;

    if (cli->sub->name[0] ||
        strspn(word, "abcdefghijklmnopqrstuvwxyz") != strlen(word))
        return NULL;
    if (nearly_whole(word) || strlen(word) < MEANT_LEAST)
        return nearly_whole(word);
    for (const struct subcommand *s = subcommands + 1; s->name; s++)
        names[n++] = s->name;
    return ini_nearest(word, names, n);
}

enum err cli_parse(int argc, char **argv, struct cli *out, struct why *why)
{
    struct getopt_tables tables = {.shorts = ""};
    int skip, got;

    *out = (struct cli){.sub = choose(argc, argv)};
    skip = out->sub->name[0] ? 1 : 0;
    argc -= skip;
    argv += skip;
    make_tables(&tables);
    optind = 0; /* glibc: start over */
    while ((got = getopt_long(argc, argv, tables.shorts, tables.longs,
                              NULL)) != -1) {
        int o = option_of(got);
        enum err e;

        if (o < 0)
            return wrong_option(argv, got, why);
        e = take(out, o, why);
        if (e != ERR_OK)
            return e;
    }
    out->operands = argv + optind;
    out->operand_count = (size_t)(argc - optind);
    if (out->operand_count > out->sub->most)
        return why_set(why, ERR_USAGE, "%s: one word too many; see --help",
                       out->operands[out->sub->most]);
    if (meant(out))
        return why_set(why, ERR_USAGE, "there is no command %s; did you mean "
                       "%s? A symbol of that name is written in capitals",
                       out->operands[0], meant(out));
    return check_together(out, why);
}

static void option_help(struct strbuf *out, int o)
{
    char left[48], letter[8] = "    ";

    if (options[o].letter)
        (void)snprintf(letter, sizeof letter, "-%c, ", options[o].letter);
    (void)snprintf(left, sizeof left, "%s--%s%s%s", letter, options[o].name,
                   options[o].arg[0] ? " " : "", options[o].arg);
    strbuf_format(out, "  %-26s %s\n", left, options[o].help);
}

void cli_help(const struct subcommand *sub, struct strbuf *out)
{
    strbuf_format(out, "usage: tapewatch%s%s%s%s [OPTION...]\n",
                  sub->name[0] ? " " : "", sub->name,
                  sub->operands[0] ? " " : "", sub->operands);
    strbuf_format(out, "%s\n", sub->help);
    if (!sub->name[0]) {
        strbuf_add(out, "\nOther commands (each has its own --help):\n");
        for (const struct subcommand *s = subcommands + 1; s->name; s++)
            strbuf_format(out, "  %-8s %-18s %s\n", s->name, s->operands,
                          s->help);
    }
    strbuf_add(out, "\nOptions:\n");
    for (int o = 0; o < CLI_COUNT; o++)
        if (cli_takes(sub, (enum cli_option)o))
            option_help(out, o);
    strbuf_add(out,
               "\nWHEN is 2025-01-27T21:05:00Z, or a date: from 00:00 New York, for\n"
               "--until to the end of that day.\n"
               "Exit status: 0 ok, 1 error, 2 wrong usage, 3 no or partial "
               "data.\n");
}
