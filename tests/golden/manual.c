/* SPDX-License-Identifier: MIT */
/*
 * Prints a part of a manual page that comes from a table, as roff: manual
 * options|flags|functions|roles|themes. run_manual.sh keeps the pages in step.
 */
#include <stdio.h>
#include <string.h>

#include "../../src/ui/functions.h"
#include "tapewatch/commands/cli.h"
#include "tapewatch/config/theme.h"

/* A text that roff shows as it is. */
static void say(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++) {
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else if (*text == '^')
            fputs("\\(ha", stdout);
        else if (*text == '~')
            fputs("\\(ti", stdout);
        else
            putchar(*text);
    }
}

static void item(const char *what, const char *more)
{
    fputs(".TP\n.B \"", stdout);
    say(what);
    if (more[0]) {
        putchar(' ');
        say(more);
    }
    fputs("\"\n", stdout);
}

static void sentence(const char *text)
{
    say(text);
    putchar('\n');
}

/* ---- settings */

static const char *when_of(const struct option_row *row)
{
    static const char *const whens[] = {
        [OPTION_WHEN_SCREEN] = "",
        [OPTION_WHEN_POLLER] = "",
        [OPTION_WHEN_START] = " A change takes effect with the next start.",
        [OPTION_WHEN_FILE] = " Cannot be kept by the program.",
    };

    return whens[row->when];
}

static void option(const struct option_row *row)
{
    char text[200];

    item(row->name, "");
    sentence(row->text);
    fputs("(", stdout);
    if (row->type == OPTION_CHOICE)
        say(row->unit);
    else if (row->type == OPTION_BOOL)
        say("yes or no");
    else if (row->low != 0 || row->high != 0) {
        snprintf(text, sizeof(text), "%g to %g%s%s", row->low, row->high,
                 row->unit[0] ? " " : "", row->unit);
        say(text);
    } else
        say(row->type == OPTION_LIST ? "a list" : "a text");
    snprintf(text, sizeof(text), "; default %s).%s",
             row->fallback[0] ? row->fallback : "empty", when_of(row));
    sentence(text);
}

static void options(void)
{
    for (int g = 0; g < OPTION_GROUP_COUNT; g++) {
        printf(".SS \"%s\"\n", option_group_title((enum option_group)g));
        for (int o = 0; o < OPTION_COUNT; o++)
            if (option_row((enum setting)o)->group == (enum option_group)g)
                option(option_row((enum setting)o));
    }
}

/* ---- the program */

static void flags(void)
{
    static const struct cli_option_row rows[] = {
#define CLI(id, name, letter, arg, help) {#id, name, letter, arg, help},
#include "tapewatch/commands/cli_options.def"
#undef CLI
    };
    char name[64];

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct cli_option_row *row = &rows[i];
        char letter[8] = "";

        if (row->letter)
            snprintf(letter, sizeof(letter), "-%c, ", row->letter);
        snprintf(name, sizeof(name), "%s--%s%s%s", letter, row->name,
                 row->arg[0] ? " " : "", row->arg);
        item(name, "");
        sentence(row->help);
    }
}

static void functions(void)
{
    const struct function_row *row;
    char name[64], help[200];

    for (size_t i = 0; (row = function_row_at(i)) != NULL; i++) {
        snprintf(name, sizeof(name), "%s%s",
                 row->kind == FUNCTION_SYMBOL ? "SYMBOL " : "", row->name);
        item(name, row->arguments);
        if (row->example[0])
            snprintf(help, sizeof(help), "%s, e.g. %s %s", row->help,
                     row->name, row->example);
        sentence(row->example[0] ? help : row->help);
    }
}

/* ---- themes */

static void roles(void)
{
    item("bg", "");
    sentence("background of all");
    for (int r = 0; r < ROLE_COUNT; r++) {
        const char *from = role_default((enum role)r);

        item(role_name((enum role)r), "");
        sentence(theme_role_words((enum role)r));
        if (from[0]) {
            fputs("(", stdout);
            say(from);
            fputs(")\n", stdout);
        }
    }
}

static void name_theme(void *self, const char *name)
{
    int *n = self;

    printf("%s", (*n)++ ? ", " : "");
    say(name);
}

static void themes(void)
{
    int n = 0;

    theme_each(NULL, &n, name_theme);
    printf(".\n");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } parts[] = {{"options", options}, {"flags", flags},
                 {"functions", functions},
                 {"roles", roles}, {"themes", themes}};

    for (size_t i = 0; argc == 2 && i < sizeof(parts) / sizeof(*parts); i++)
        if (strcmp(argv[1], parts[i].name) == 0) {
            parts[i].print();
            return 0;
        }
    fputs("manual options|flags|functions|roles|themes\n", stderr);
    return 2;
}
