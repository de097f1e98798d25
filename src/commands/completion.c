/* SPDX-License-Identifier: MIT */
/* Completion for bash, zsh and fish. */
#include "completion.h"

#include <string.h>

#include "tapewatch/commands/cli.h"
#include "tapewatch/config/theme.h"

/* ---- what an option's value may be */

static void add_word(void *self, const char *word)
{
    struct strbuf *out = self;

    strbuf_format(out, "%s%s", out->len ? " " : "", word);
}

/* The words of a setting of the same name, themes, formats, a blank between;
 * "" any text. */
static void words_of(const struct cli_option_row *row, struct strbuf *out)
{
    enum setting o;
    char word[40];

    strbuf_clear(out);
    if (strcmp(row->id, "theme") == 0)
        theme_each(NULL, out, add_word);
    else if (strcmp(row->id, "completion") == 0)
        strbuf_add(out, "bash zsh fish");
    else if (option_find(row->id, &o))
        for (size_t i = 0; option_word(o, i, word, sizeof word); i++)
            add_word(out, word);
}

static bool is_file(const struct cli_option_row *row)
{
    return strcmp(row->arg, "FILE") == 0;
}

static const char *shown_name(const struct subcommand *s)
{
    return s->name[0] ? s->name : "dash";
}

/* Single quotes as a shell wants them inside single quotes. */
static void quoted(struct strbuf *out, const char *text)
{
    strbuf_add_char(out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            strbuf_add(out, "'\\'");
        strbuf_add_char(out, *text);
    }
    strbuf_add_char(out, '\'');
}

/* ---- bash */

static void bash_values(struct strbuf *out)
{
    struct strbuf words = {0};

    for (int o = 0; o < CLI_COUNT; o++) {
        const struct cli_option_row *row = cli_option_row((enum cli_option)o);

        words_of(row, &words);
        if (!words.len && !is_file(row))
            continue;
        strbuf_format(out, "    --%s", row->name);
        if (row->letter)
            strbuf_format(out, "|-%c", row->letter);
        strbuf_add(out, ")\n        COMPREPLY=($(compgen ");
        if (words.len)
            strbuf_format(out, "-W '%s'", strbuf_text(&words));
        else
            strbuf_add(out, "-f");
        strbuf_add(out, " -- \"$cur\"))\n        return ;;\n");
    }
    strbuf_done(&words);
}

static void bash_options(const struct subcommand *s, struct strbuf *out)
{
    strbuf_format(out, "    %s)\n        words='", shown_name(s));
    for (int o = 0; o < CLI_COUNT; o++)
        if (cli_takes(s, (enum cli_option)o))
            strbuf_format(out, " --%s",
                          cli_option_row((enum cli_option)o)->name);
    strbuf_add(out, "' ;;\n");
}

static void write_bash(struct strbuf *out)
{
    strbuf_add(out, "# bash completion, made by tapewatch --completion bash\n"
                    "_tapewatch() {\n"
                    "    local cur=${COMP_WORDS[COMP_CWORD]} words= sub=dash\n"
                    "    local prev=${COMP_WORDS[COMP_CWORD-1]} commands='");
    for (const struct subcommand *s = subcommands + 1; s->name; s++)
        strbuf_format(out, "%s%s", s == subcommands + 1 ? "" : " ", s->name);
    strbuf_add(out, "'\n    COMPREPLY=()\n    case $prev in\n");
    bash_values(out);
    strbuf_add(out, "    esac\n"
                    "    if [[ $COMP_CWORD -gt 1 &&"
                    " \" $commands \" == *\" ${COMP_WORDS[1]} \"* ]]; then\n"
                    "        sub=${COMP_WORDS[1]}\n    fi\n"
                    "    case $sub in\n");
    for (const struct subcommand *s = subcommands; s->name; s++)
        bash_options(s, out);
    strbuf_add(out, "    esac\n"
                    "    if [[ $cur != -* ]]; then\n        words=\n    fi\n"
                    "    if [[ $COMP_CWORD -eq 1 && $cur != -* ]]; then\n"
                    "        words=$commands\n    fi\n"
                    "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                    "}\ncomplete -o default -F _tapewatch tapewatch\n");
}

/* ---- zsh */

/* {-t,--theme}'[theme to use]:NAME:(dark light)' */
static void zsh_option(const struct cli_option_row *row, struct strbuf *out)
{
    struct strbuf words = {0};

    words_of(row, &words);
    strbuf_add(out, "        ");
    if (row->letter)
        strbuf_format(out, "{-%c,--%s}", row->letter, row->name);
    else
        strbuf_format(out, "--%s", row->name);
    strbuf_add(out, "'[");
    for (const char *p = row->help; *p; p++) {
        if (*p == '[' || *p == ']' || *p == ':' || *p == '\\')
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, *p == '\'' ? '`' : *p);
    }
    strbuf_add(out, "]");
    if (row->arg[0])
        strbuf_format(out, ":%s:", row->arg);
    if (is_file(row))
        strbuf_add(out, "_files");
    else if (words.len)
        strbuf_format(out, "(%s)", strbuf_text(&words));
    strbuf_add(out, "' \\\n");
    strbuf_done(&words);
}

static void write_zsh(struct strbuf *out)
{
    strbuf_add(out, "#compdef tapewatch\n"
                    "# made by tapewatch --completion zsh\n"
                    "local -a commands=(\n");
    for (const struct subcommand *s = subcommands + 1; s->name; s++) {
        strbuf_add(out, "    ");
        quoted(out, s->name);
        strbuf_add(out, "\n");
    }
    strbuf_add(out, ")\nlocal sub=dash\n"
                    "(( CURRENT > 2 && ${commands[(Ie)$words[2]]} )) && "
                    "sub=$words[2]\n"
                    "(( CURRENT == 2 )) && compadd -a commands\n"
                    "case $sub in\n");
    for (const struct subcommand *s = subcommands; s->name; s++) {
        strbuf_format(out, "    %s)\n        _arguments -S \\\n",
                      shown_name(s));
        for (int o = 0; o < CLI_COUNT; o++)
            if (cli_takes(s, (enum cli_option)o))
                zsh_option(cli_option_row((enum cli_option)o), out);
        strbuf_add(out, "        '*:operand:_files' ;;\n");
    }
    strbuf_add(out, "esac\n");
}

/* ---- fish */

static void fish_option(const struct subcommand *s,
                        const struct cli_option_row *row, struct strbuf *out)
{
    struct strbuf words = {0};

    words_of(row, &words);
    strbuf_add(out, "complete -c tapewatch ");
    if (s->name[0])
        strbuf_format(out, "-n '__fish_seen_subcommand_from %s' ", s->name);
    else
        strbuf_add(out, "-n \"not __fish_seen_subcommand_from "
                        "$__tapewatch_commands\" ");
    strbuf_format(out, "-l %s ", row->name);
    if (row->letter)
        strbuf_format(out, "-s %c ", row->letter);
    if (is_file(row))
        strbuf_add(out, "-r ");
    else if (words.len)
        strbuf_format(out, "-x -a '%s' ", strbuf_text(&words));
    else if (row->arg[0])
        strbuf_add(out, "-x ");
    strbuf_add(out, "-d ");
    quoted(out, row->help);
    strbuf_add(out, "\n");
    strbuf_done(&words);
}

static void write_fish(struct strbuf *out)
{
    strbuf_add(out, "# made by tapewatch --completion fish\n"
                    "set -g __tapewatch_commands");
    for (const struct subcommand *s = subcommands + 1; s->name; s++)
        strbuf_format(out, " %s", s->name);
    strbuf_add(out, "\n");
    for (const struct subcommand *s = subcommands; s->name; s++) {
        if (s->name[0]) {
            strbuf_format(out, "complete -c tapewatch -f -n "
                          "'__fish_is_first_arg' -a %s -d ", s->name);
            quoted(out, s->help);
            strbuf_add(out, "\n");
        }
        for (int o = 0; o < CLI_COUNT; o++)
            if (cli_takes(s, (enum cli_option)o))
                fish_option(s, cli_option_row((enum cli_option)o), out);
    }
}

bool completion_write(const char *shell, struct strbuf *out)
{
    static const struct {
        const char *name;
        void (*write)(struct strbuf *out);
    } shells[] = {{"bash", write_bash}, {"zsh", write_zsh},
                  {"fish", write_fish}};

    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shell, shells[i].name) == 0) {
            shells[i].write(out);
            return true;
        }
    return false;
}
