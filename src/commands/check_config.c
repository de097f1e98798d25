/* SPDX-License-Identifier: MIT */
/* Gathers what is wrong with the settings, and tells it in order. */
#include "check_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime.h"
#include "tapewatch/base/arena.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/config/theme.h"
#include "tapewatch/ui/ui.h"

struct problem {
    const char *text;
    size_t file;   /* bytes of the file's name before its line; 0: no place */
    long line, column; /* column 0: none */
    size_t number; /* in the order of finding */
};

struct problems {
    const struct config *config;
    struct arena texts;
    struct problem *items;
    size_t count, cap;
};

/* Finds "FILE:12: " at the beginning. */
static void find_place(struct problem *p)
{
    for (const char *at = strchr(p->text, ':'); at; at = strchr(at + 1, ':')) {
        size_t n = strspn(at + 1, "0123456789");

        if (n > 0 && at[1 + n] == ':') {
            p->file = (size_t)(at - p->text);
            p->line = strtol(at + 1, NULL, 10);
            p->column = strtol(at + 2 + n, NULL, 10);
            return;
        }
    }
}

static void add_problem(void *self, const char *text)
{
    struct problems *all = self;
    struct problem *p;

    all->items = mem_room(all->items, all->count, &all->cap,
                          sizeof *all->items);
    p = &all->items[all->count];
    *p = (struct problem){.text = arena_text(&all->texts, text),
                          .number = all->count};
    find_place(p);
    all->count++;
}

static int by_place(const void *left, const void *right)
{
    const struct problem *a = left, *b = right;
    int order = 0;

    if ((a->file == 0) != (b->file == 0))
        return a->file == 0 ? 1 : -1;
    if (a->file != b->file)
        order = a->file < b->file ? -1 : 1;
    else
        order = strncmp(a->text, b->text, a->file);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = (a->column > b->column) - (a->column < b->column);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void check_theme(void *self, const char *name)
{
    struct problems *all = self;
    struct theme theme;
    struct why why = {{0}};

    if (theme_load(name, config_config_folder(all->config), &theme, all,
                   add_problem, &why) != ERR_OK)
        add_problem(all, why.text);
    else
        (void)theme_check(&theme, all, add_problem);
}

static void check_keys(struct problems *all)
{
    struct strbuf lines = {0}, line = {0};

    (void)ui_check_keys(all->config, &lines);
    (void)ui_check_aliases(all->config, &lines);
    for (const char *at = strbuf_text(&lines); *at;) {
        size_t n = strcspn(at, "\n");

        strbuf_clear(&line);
        strbuf_format(&line, "%.*s", (int)n, at);
        add_problem(all, strbuf_text(&line));
        at += n + (at[n] == '\n');
    }
    strbuf_done(&line);
    strbuf_done(&lines);
}

size_t check_config(const struct config *config)
{
    struct problems all = {.config = config};
    struct state *state = state_new("", 0);
    size_t count;

    for (size_t i = 0; i < config_problem_count(config); i++)
        add_problem(&all, config_problem(config, i));
    (void)runtime_add_rules(state, config, &all, add_problem);
    state_free(state);
    check_keys(&all);
    theme_each(config_config_folder(config), &all, check_theme);
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, by_place);
    for (size_t i = 0; i < all.count; i++)
        (void)fprintf(stderr, "tapewatch: %s\n", all.items[i].text);
    count = all.count;
    free(all.items);
    arena_done(&all.texts);
    return count;
}
