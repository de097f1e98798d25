/* SPDX-License-Identifier: MIT */
/* tapewatch lists: watchlists as they are, in from files, out as CSV. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "infile.h"
#include "rows.h"
#include "runtime.h"
#include "subcommands.h"
#include "tapewatch/base/arena.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/config/list_file.h"

enum { FILE_LIMIT = 4 * 1024 * 1024 };

/* A list in force: one that was changed or imported stands in user.db, in
 * place of the config's. */
struct owned {
    char name[LIST_NAME_MAX];
    const char *group; /* "" none */
    bool is_stored;
    const char **symbols; /* texts of the arena */
    size_t count, cap;
    struct list_mark *marks;
    size_t mark_count;
};
struct all {
    struct owned *items;
    size_t count, cap;
    struct arena texts;
};

static struct owned *find(struct all *a, const char *name)
{
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->items[i].name, name) == 0)
            return &a->items[i];
    return NULL;
}

static struct owned *find_or_add(struct all *a, const char *name)
{
    struct owned *one = find(a, name);

    if (one)
        return one;
    a->items = mem_room(a->items, a->count, &a->cap, sizeof *a->items);
    one = &a->items[a->count++];
    *one = (struct owned){.group = ""};
    name_copy(one->name, sizeof one->name, name);
    return one;
}

static bool add_symbol(struct all *a, struct owned *to, const char *symbol)
{
    for (size_t i = 0; i < to->count; i++)
        if (strcmp(to->symbols[i], symbol) == 0)
            return false;
    to->symbols = mem_room(to->symbols, to->count, &to->cap,
                           sizeof *to->symbols);
    to->symbols[to->count++] = arena_text(&a->texts, symbol);
    return true;
}

static void add_mark(struct owned *to, const struct list_mark *from)
{
    struct list_mark *mark;

    if (!from->section[0] && !from->label[0])
        return;
    mark = list_mark_add(&to->marks, &to->mark_count, from->symbol);
    if (from->section[0])
        name_copy(mark->section, sizeof mark->section, from->section);
    if (from->label[0])
        name_copy(mark->label, sizeof mark->label, from->label);
}

/* ---- reading them */

/* The first item of a stored list puts the config's away. */
static void take_stored(void *self, const char *list, const char *symbol)
{
    struct all *a = self;
    struct owned *one = find_or_add(a, list);

    if (!one->is_stored)
        one->count = one->mark_count = 0;
    one->is_stored = true;
    if (symbol[0])
        (void)add_symbol(a, one, symbol);
}

static void take_mark(void *self, const char *list,
                      const struct list_mark *mark)
{
    struct owned *one = find(self, list);

    if (one && one->is_stored)
        add_mark(one, mark);
}

static void take_said(const struct config *c, struct all *a)
{
    for (size_t i = 0; i < config_list_count(c); i++) {
        struct config_list list = config_list(c, i);
        struct owned *one = find_or_add(a, list.name);

        one->group = list.group;
        for (size_t k = 0; k < list.count; k++)
            (void)add_symbol(a, one, list.symbols[k]);
        for (size_t k = 0; k < list.mark_count; k++)
            add_mark(one, &list.marks[k]);
    }
}

static enum err read_all(struct runtime *rt, struct all *a, struct why *why)
{
    const struct store_list_reader r = {.self = a, .item = take_stored};
    enum err e = ERR_OK;

    take_said(rt->config, a);
    if (rt->store)
        e = store_lists(rt->store, &r, why);
    if (rt->store && e == ERR_OK)
        e = store_list_marks(rt->store, a, take_mark, why);
    return e;
}

static void all_done(struct all *a)
{
    for (size_t i = 0; i < a->count; i++) {
        free(a->items[i].symbols);
        free(a->items[i].marks);
    }
    free(a->items);
    arena_done(&a->texts);
}

/* ---- what there is */

static const struct list_mark *mark_of(const struct owned *one, size_t i)
{
    return list_mark_find(one->marks, one->mark_count, one->symbols[i]);
}

static size_t section_count(const struct owned *one)
{
    const char *last = "";
    size_t n = 0;

    for (size_t i = 0; i < one->count; i++) {
        const struct list_mark *m = mark_of(one, i);
        const char *now = m ? m->section : "";

        n += now[0] && strcmp(now, last) != 0;
        last = now;
    }
    return n;
}

static void write_json(const struct owned *one, struct strbuf *out)
{
    strbuf_add(out, "{\"name\":");
    json_write_text(out, one->name);
    strbuf_add(out, ",\"group\":");
    json_write_text(out, one->group[0] ? one->group : NULL);
    strbuf_format(out, ",\"from\":\"%s\",\"symbols\":[",
                  one->is_stored ? "user.db" : "config");
    for (size_t i = 0; i < one->count; i++) {
        const struct list_mark *m = mark_of(one, i);

        strbuf_add(out, i ? ",{\"symbol\":" : "{\"symbol\":");
        json_write_text(out, one->symbols[i]);
        strbuf_add(out, ",\"section\":");
        json_write_text(out, m && m->section[0] ? m->section : NULL);
        strbuf_add(out, ",\"label\":");
        json_write_text(out, m && m->label[0] ? m->label : NULL);
        strbuf_add_char(out, '}');
    }
    strbuf_add(out, "]}");
}

static void write_all(const struct cli *cli, const struct all *a,
                      struct strbuf *out)
{
    bool is_json = rows_wanted(cli);

    strbuf_add(out, is_json ? "["
                            : "SYMBOLS  SECTIONS  GROUP            FROM     "
                              "NAME\n");
    for (size_t i = 0; i < a->count; i++) {
        const struct owned *one = &a->items[i];

        if (is_json) {
            strbuf_add(out, i ? ",\n" : "");
            write_json(one, out);
        } else {
            strbuf_format(out, "%7zu  %8zu  %-15s  %-7s  %s\n", one->count,
                          section_count(one), one->group[0] ? one->group : "-",
                          one->is_stored ? "user.db" : "config", one->name);
        }
    }
    if (is_json)
        strbuf_add(out, "]\n");
}

static int unknown(const char *name)
{
    return cli_fail(EXIT_USAGE, "there is no watchlist '%s'; tapewatch lists "
                    "shows them", name);
}

static int export(struct all *a, const char *name, struct strbuf *out)
{
    if (name && !find(a, name))
        return unknown(name);
    list_file_write_header(out);
    for (size_t i = 0; i < a->count; i++) {
        const struct owned *one = &a->items[i];

        for (size_t k = 0; k < one->count; k++) {
            const struct list_mark *m = mark_of(one, k);
            struct list_item item = {.list = ""};

            if (name && strcmp(one->name, name) != 0)
                continue;
            item.mark = m ? *m : item.mark;
            name_copy(item.list, sizeof item.list, one->name);
            name_copy(item.mark.symbol, SYMBOL_MAX, one->symbols[k]);
            list_file_write(&item, out);
        }
    }
    return EXIT_OK;
}

/* ---- in */

static enum err keep(struct store *s, const struct owned *one,
                     struct why *why)
{
    enum err e = store_set_list(s, one->name, one->symbols, one->count, why);

    return e ? e : store_set_list_marks(s, one->name, one->marks,
                                        one->mark_count, why);
}

/* "my list.csv" of any folder is "my list". */
static void name_of_file(const char *path, char out[LIST_NAME_MAX])
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    name_copy(out, LIST_NAME_MAX, strcmp(path, "-") == 0 ? "imported" : name);
    if (dot && dot > name && (size_t)(dot - name) < LIST_NAME_MAX)
        out[dot - name] = '\0';
}

static int put_in(struct runtime *rt, struct all *a, const struct list_file *f,
                  struct strbuf *out)
{
    struct why why = {{0}};
    size_t added = 0;

    for (size_t i = 0; i < f->count; i++) {
        struct owned *one = find_or_add(a, f->items[i].list);

        added += add_symbol(a, one, f->items[i].mark.symbol);
        add_mark(one, &f->items[i].mark);
        one->is_stored = true;
    }
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i].count > LIST_SYMBOLS_MAX)
            return cli_fail(EXIT_ERROR, "nothing is imported: '%s' would have "
                            "%zu symbols, at most %d can be watched",
                            a->items[i].name, a->items[i].count,
                            LIST_SYMBOLS_MAX);
    for (size_t i = 0; i < a->count; i++) {
        bool is_meant = false;

        for (size_t k = 0; k < f->count && !is_meant; k++)
            is_meant = strcmp(f->items[k].list, a->items[i].name) == 0;
        if (is_meant && keep(rt->store, &a->items[i], &why) != ERR_OK)
            return cli_fail(EXIT_ERROR, "%s: %s", a->items[i].name, why.text);
    }
    strbuf_format(out, "%zu symbol%s imported", added,
                  added == 1 ? "" : "s");
    if (added < f->count)
        strbuf_format(out, ", %zu were there already", f->count - added);
    strbuf_add_char(out, '\n');
    if (f->unused.len)
        strbuf_format(out, "not used: column %s\n", strbuf_text(&f->unused));
    return EXIT_OK;
}

static int import(const struct cli *cli, struct runtime *rt, struct all *a,
                  struct strbuf *out)
{
    char list[LIST_NAME_MAX];
    struct strbuf text = {0};
    struct list_file f = {0};
    struct why why = {{0}};
    int code = EXIT_OK;

    name_of_file(cli->operands[1], list);
    if (cli->value[CLI_list])
        name_copy(list, sizeof list, cli->value[CLI_list]);
    if (infile_read(cli->operands[1], FILE_LIMIT, &text, &why) != ERR_OK)
        code = cli_fail(EXIT_ERROR, "%s", why.text);
    else
        list_file_read(strbuf_text(&text), text.len, cli->operands[1], list,
                       &f);
    if (code == EXIT_OK && f.wrong > 0) {
        (void)fputs(strbuf_text(&f.problems), stderr);
        code = cli_fail(EXIT_ERROR, "nothing is imported: mend %s, then "
                        "import it again", cli->operands[1]);
    } else if (code == EXIT_OK) {
        code = put_in(rt, a, &f, out);
    }
    list_file_done(&f);
    strbuf_done(&text);
    return code;
}

static int drop(struct runtime *rt, struct all *a, const char *name,
                struct strbuf *out)
{
    const struct owned *one = find(a, name);
    struct why why = {{0}};

    if (!one)
        return unknown(name);
    if (!one->is_stored)
        return cli_fail(EXIT_USAGE, "'%s' stands in the config: take it out "
                        "there", name);
    if (store_drop_list(rt->store, name, &why) != ERR_OK)
        return cli_fail(EXIT_ERROR, "%s", why.text);
    strbuf_format(out, "'%s' is dropped\n", name);
    return EXIT_OK;
}

/* ---- */

static int act(const struct cli *cli, struct runtime *rt, struct all *a,
               struct strbuf *out)
{
    const char *word = cli->operand_count ? cli->operands[0] : "";
    const char *name = cli->operand_count > 1 ? cli->operands[1] : NULL;
    bool writes = strcmp(word, "import") == 0 || strcmp(word, "drop") == 0;

    if (!*word) {
        write_all(cli, a, out);
        return EXIT_OK;
    }
    if (strcmp(word, "export") == 0)
        return export(a, name, out);
    if (!writes)
        return cli_fail(EXIT_USAGE, "lists %s: write import FILE, export "
                        "[NAME] or drop NAME", word);
    if (!name)
        return cli_fail(EXIT_USAGE, "%s what? See tapewatch lists --help",
                        word);
    if (!rt->store)
        return cli_fail(EXIT_ERROR, "there is no store to keep lists in: %s",
                        rt->notice.text);
    return strcmp(word, "import") == 0 ? import(cli, rt, a, out)
                                       : drop(rt, a, name, out);
}

int command_watchlists(const struct cli *cli)
{
    struct runtime rt = {0};
    struct all a = {.count = 0};
    struct strbuf out = {0};
    struct why why = {{0}};
    bool writes = cli->operand_count &&
                  strcmp(cli->operands[0], "export") != 0;
    enum err e = runtime_open(cli, writes ? RUNTIME_WRITES : 0, &rt, &why);
    int code;

    if (e == ERR_OK)
        e = read_all(&rt, &a, &why);
    if (e != ERR_OK)
        code = cli_fail(e == ERR_USAGE ? EXIT_USAGE : EXIT_ERROR, "%s",
                        why.text);
    else
        code = act(cli, &rt, &a, &out);
    if (code == EXIT_OK)
        code = rows_print(cli, &out, EXIT_OK);
    strbuf_done(&out);
    all_done(&a);
    runtime_close(&rt);
    return code;
}
