/* SPDX-License-Identifier: MIT */
/* [watchlist NAME]: symbols, headings, short names, and the group that its
 * companies make. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"

static void drop_shipped(struct config *c)
{
    watchlists_done(c);
    c->list_count = 0;
    c->has_own_lists = true;
}

static struct watchlist *find_list(struct config *c, struct ini_place at,
                                   const char *name)
{
    if (!c->is_shipping && !c->has_own_lists)
        drop_shipped(c);
    for (size_t i = 0; i < c->list_count; i++) {
        if (strcmp(c->lists[i].name, name) == 0)
            return &c->lists[i];
    }
    c->lists = mem_room(c->lists, c->list_count, &c->list_cap,
                        sizeof *c->lists);
    struct watchlist *list = &c->lists[c->list_count++];
    *list = (struct watchlist){.name = arena_text(&c->arena, name),
                               .origin = place_text(c, at), .group = ""};
    return list;
}

static bool has_symbol(const struct watchlist *list, const char *symbol)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->symbols[i], symbol) == 0)
            return true;
    }
    return false;
}

static void add_symbol(struct config *c, struct watchlist *list,
                       const char *symbol)
{
    if (has_symbol(list, symbol))
        return;
    list->symbols = mem_room(list->symbols, list->count, &list->cap,
                             sizeof *list->symbols);
    list->symbols[list->count++] = arena_text(&c->arena, symbol);
    if (list->section[0]) {
        struct list_mark *mark =
            list_mark_add(&list->marks, &list->mark_count, symbol);
        name_copy(mark->section, sizeof mark->section, list->section);
    }
}

static void add_symbols(struct config *c, struct ini_place at,
                        struct watchlist *list, const char *value)
{
    const char *item, *before = value;
    size_t n;
    while ((item = ini_item(&value, &n))) {
        at = ini_word(at, before, item);
        before = item;
        char symbol[SYMBOL_MAX];
        if (symbol_from_text(item, n, symbol))
            add_symbol(c, list, symbol);
        else
            problem_add(c, at, "'%.*s' is not a symbol",
                        (int)(n > 40 ? 40 : n), item);
    }
}

/* "7203.T Toyota" */
static void add_label(struct config *c, struct ini_place at,
                      struct watchlist *list, const char *value)
{
    size_t n = strcspn(value, " ");
    const char *label = value + n + strspn(value + n, " =");
    char symbol[SYMBOL_MAX];
    if (!symbol_from_text(value, n, symbol) || !label[0]) {
        problem_add(c, at, "'%.80s' is not a symbol and its label, such as "
                    "7203.T Toyota", value);
    } else if (strlen(label) >= LABEL_MAX) {
        problem_add(c, ini_word(at, value, label),
                    "label '%.40s' is longer than %d letters", label,
                    LABEL_MAX - 1);
    } else {
        struct list_mark *mark =
            list_mark_add(&list->marks, &list->mark_count, symbol);
        name_copy(mark->label, sizeof mark->label, label);
    }
}

static void set_group(struct config *c, struct ini_place at,
                      struct watchlist *list, const char *value)
{
    char ignored[SYMBOL_MAX];
    if (strlen(value) >= GROUP_MAX ||
        !symbol_from_text(value, strlen(value), ignored)) {
        problem_add(c, at, "'%.80s' is not a group: one word of at most %d "
                    "letters", value, GROUP_MAX - 1);
        return;
    }
    list->group = arena_text(&c->arena, value);
}

void watchlist_entry(struct config *c, struct ini_place at, const char *name,
                     const char *key, const char *value)
{
    struct watchlist *list = find_list(c, at, name);
    if (!key)
        list->section[0] = '\0';
    else if (strcmp(key, "symbols") == 0)
        add_symbols(c, at, list, value);
    else if (strcmp(key, "section") == 0)
        name_copy(list->section, sizeof list->section, value);
    else if (strcmp(key, "label") == 0)
        add_label(c, at, list, value);
    else
        set_group(c, at, list, value);
}

static const char *section_of(const struct watchlist *list, size_t i)
{
    const struct list_mark *mark =
        list_mark_find(list->marks, list->mark_count, list->symbols[i]);
    return mark ? mark->section : "";
}

static void print_one(const struct watchlist *list, struct strbuf *out)
{
    strbuf_format(out, "\n# %s\n[watchlist %s]\n", list->origin, list->name);
    if (list->group[0])
        strbuf_format(out, "group = %s\n", list->group);
    strbuf_add(out, "symbols =");
    for (size_t i = 0; i < list->count; i++) {
        const char *section = section_of(list, i);
        if (strcmp(section, i ? section_of(list, i - 1) : "") != 0)
            strbuf_format(out, "\nsection = %s\nsymbols =", section);
        strbuf_format(out, " %s", list->symbols[i]);
    }
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < list->mark_count; i++) {
        if (list->marks[i].label[0])
            strbuf_format(out, "label = %s %s\n", list->marks[i].symbol,
                          list->marks[i].label);
    }
}

void watchlists_print(const struct config *c, struct strbuf *out)
{
    for (size_t i = 0; i < c->list_count; i++)
        print_one(&c->lists[i], out);
}

void watchlists_done(struct config *c)
{
    for (size_t i = 0; i < c->list_count; i++) {
        free(c->lists[i].symbols);
        free(c->lists[i].marks);
    }
}
