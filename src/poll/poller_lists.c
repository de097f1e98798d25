/* SPDX-License-Identifier: MIT */
/* Watchlists: those of the config, those that user.db has in their place, what
 * the user changes in them, and the groups that they make. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

/* ---- groups: "group = chips" in [watchlist NAME] */

static bool is_in_group(const struct instrument *i, const char *group)
{
    for (size_t k = 0; i && k < GROUPS_MAX; k++)
        if (strcasecmp(i->groups[k], group) == 0)
            return true;
    return false;
}

/* What it is in already stays; with GROUPS_MAX of them there is no room. */
static void put_in_group(struct poller *p, const struct listing *l,
                         const char *symbol, const char *group)
{
    struct update *u =
        updates_add(&p->scratch, 0, UPDATE_instrument, symbol, "config");
    struct instrument *i = &u->of.instrument;
    size_t k = 0;

    i->shares_asof = NO_DATE;
    if (l && l->instrument)
        memcpy(i->groups, l->instrument->groups, sizeof i->groups);
    while (k < GROUPS_MAX && i->groups[k][0])
        k++;
    if (k < GROUPS_MAX) {
        name_copy(i->groups[k], GROUP_MAX, group);
        state_restore(p->parts.state, u);
    }
    updates_clear(&p->scratch);
}

static void make_group(struct poller *p, const struct snapshot *s,
                       const struct config_list *said)
{
    const struct watchlist *w = snapshot_watchlist(s, said->name);

    for (size_t i = 0; w && i < w->count; i++) {
        const struct listing *l = snapshot_find(s, w->symbols[i]);

        if (!is_in_group(l ? l->instrument : NULL, said->group))
            put_in_group(p, l, w->symbols[i], said->group);
    }
}

/* Who is taken out of a list leaves its group with the next start. A replay
 * tells its own story. */
static void make_groups(struct poller *p)
{
    const struct config *c = p->parts.config;

    for (size_t i = 0; p->parts.mode != RUN_REPLAY && i < config_list_count(c);
         i++) {
        struct config_list said = config_list(c, i);
        struct snapshot *s;

        if (!said.group[0])
            continue;
        s = poller_snapshot(p, p->real_ms);
        make_group(p, s, &said);
        snapshot_free(s);
    }
}

/* ---- reading them */

void poller_lists_init(struct poller *p)
{
    const struct config *c = p->parts.config;

    for (size_t i = 0; i < config_list_count(c); i++) {
        struct config_list list = config_list(c, i);

        state_set_watchlist(p->parts.state, list.name, list.symbols,
                            list.count);
        for (size_t k = 0; k < list.mark_count; k++)
            state_mark_listed(p->parts.state, list.name, &list.marks[k]);
    }
    if (!p->parts.store)
        make_groups(p);
}

/* One list being read; whole once the next one begins. */
struct list_reading {
    struct poller *poller;
    char name[LIST_NAME_MAX];
    char (*symbols)[SYMBOL_MAX];
    size_t count, cap;
    bool is_open;
};

static void list_ends(struct list_reading *l)
{
    const char **symbols;

    if (!l->is_open)
        return;
    symbols = mem_new(l->count + 1, sizeof(*symbols));
    for (size_t i = 0; i < l->count; i++)
        symbols[i] = l->symbols[i];
    state_set_watchlist(l->poller->parts.state, l->name, symbols, l->count);
    free(symbols);
    l->count = 0;
    l->is_open = false;
}

/* An emptied list comes as one item without a symbol. */
static void list_item(void *self, const char *list, const char *symbol)
{
    struct list_reading *l = self;

    if (l->is_open && strcmp(l->name, list) != 0)
        list_ends(l);
    name_copy(l->name, sizeof(l->name), list);
    l->is_open = true;
    if (!symbol || !symbol[0])
        return;
    l->symbols = mem_room(l->symbols, l->count, &l->cap,
                          sizeof(*l->symbols));
    name_copy(l->symbols[l->count++], SYMBOL_MAX, symbol);
}

static void restore_mark(void *self, const char *list,
                         const struct list_mark *mark)
{
    struct poller *p = self;

    state_mark_listed(p->parts.state, list, mark);
}

void poller_lists_load(struct poller *p)
{
    struct list_reading l = {.poller = p};
    const struct store_list_reader reader = {.self = &l, .item = list_item};
    struct why why = {{0}};

    poller_store_failed(p, store_lists(p->parts.store, &reader, &why), &why);
    list_ends(&l);
    free(l.symbols);
    poller_store_failed(
        p, store_list_marks(p->parts.store, p, restore_mark, &why), &why);
    make_groups(p);
}

/* ---- writing them */

static void write_list(struct poller *p, const struct watchlist *w)
{
    const char **symbols = mem_new(w->count + 1, sizeof(*symbols));
    struct why why = {{0}};
    enum err e;

    for (size_t i = 0; i < w->count; i++)
        symbols[i] = w->symbols[i];
    e = store_set_list(p->parts.store, w->name, symbols, w->count, &why);
    /* one that was taken out leaves its mark */
    if (e == ERR_OK &&
        (w->mark_count > 0 || p->edit.kind == COMMAND_REMOVE_SYMBOL))
        e = store_set_list_marks(p->parts.store, w->name, w->marks,
                                 w->mark_count, &why);
    poller_store_failed(p, e, &why);
    free(symbols);
}

/* Keeps the list as it is now. */
static void keep_list(struct poller *p, const char *name)
{
    struct snapshot *s;
    const struct watchlist *list;

    p->are_wishes_stale = true;
    p->is_dirty = true;
    make_groups(p);
    if (!poller_keeps(p))
        return;
    s = poller_snapshot(p, p->real_ms);
    list = snapshot_watchlist(s, name);
    if (list)
        write_list(p, list);
    snapshot_free(s);
}

/* ---- the user's wishes */

static void remember_edit(struct poller *p, const struct command *c,
                          int index, const struct list_mark *mark)
{
    struct list_edits *edits = &p->list_edits;
    struct list_edit *e;

    if (!edits->is_open)
        edits->count = 0;
    edits->is_open = true;
    p->edit = (struct last_edit){.kind = c->kind};
    edits->items = mem_room(edits->items, edits->count, &edits->cap,
                            sizeof(*edits->items));
    e = &edits->items[edits->count++];
    *e = (struct list_edit){.kind = c->kind, .index = index, .mark = *mark};
    name_copy(e->list, sizeof(e->list), c->list);
    name_copy(e->symbol, sizeof(e->symbol), c->symbol);
}

/* "A B C": of what one undo takes back. */
static void name_edits(const struct list_edits *edits, char *out, size_t size)
{
    size_t len = 0;

    out[0] = '\0';
    for (size_t i = 0; i < edits->count && len + SYMBOL_MAX + 8 < size; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? " " : "",
                                edits->items[i].symbol);
}

static bool are_several(const char *names)
{
    return strchr(names, ' ') != NULL;
}

/* Of several that were to be added: which are in the list now, and which were
 * before. */
static void tell_listed(struct poller *p, const char *list)
{
    const struct list_edits *edits = &p->list_edits;
    char added[LIST_NAMED_MAX] = "";

    if (!edits->listed[0])
        return;
    if (edits->is_open)
        name_edits(edits, added, sizeof(added));
    poller_notice(p, "%s %s in %.40s already%s%.80s%s", edits->listed,
                  are_several(edits->listed) ? "are" : "is", list,
                  added[0] ? "; added: " : "", added,
                  added[0] ? " (u)" : "");
}

static void note_listed(struct poller *p, const char *symbol)
{
    char *listed = p->list_edits.listed;
    size_t len = strlen(listed);

    (void)snprintf(listed + len, LIST_NAMED_MAX - len, "%s%s", len ? " " : "",
                   symbol);
}

/* Whether the list has changed. */
static bool add_symbol(struct poller *p, const struct command *c)
{
    static const struct list_mark none;

    if (!symbol_is_valid(c->symbol)) {
        poller_notice(p, "not a symbol: %s", c->symbol);
        return false;
    }
    if (!state_list_add(p->parts.state, c->list, c->symbol, c->index)) {
        note_listed(p, c->symbol);
        return false;
    }
    remember_edit(p, c, c->index, &none);
    return true;
}

/* All of them go to the disk together. */
static void add_symbols(struct poller *p, const struct command *c)
{
    bool has_changed = add_symbol(p, c);
    struct command one = *c;
    size_t n;

    for (const char *at = c->text; *at; at += n + (at[n] == ' ')) {
        n = strcspn(at, " ");
        (void)snprintf(one.symbol, sizeof(one.symbol), "%.*s", (int)n, at);
        has_changed |= n > 0 && add_symbol(p, &one);
    }
    if (has_changed)
        keep_list(p, c->list);
    tell_listed(p, c->list);
}

static struct list_mark mark_of(struct poller *p, const struct command *c)
{
    struct snapshot *s = poller_snapshot(p, p->real_ms);
    const struct watchlist *w = snapshot_watchlist(s, c->list);
    const struct list_mark *found =
        w ? list_mark_find(w->marks, w->mark_count, c->symbol) : NULL;
    struct list_mark mark = {.symbol = ""};

    if (found)
        mark = *found;
    snapshot_free(s);
    return mark;
}

static void remove_symbol(struct poller *p, const struct command *c)
{
    struct list_mark mark = mark_of(p, c);
    int index = state_list_remove(p->parts.state, c->list, c->symbol);

    if (index < 0) {
        poller_notice(p, "%s is not in %s", c->symbol, c->list);
        return;
    }
    remember_edit(p, c, index, &mark);
    keep_list(p, c->list);
}

void poller_list_command(struct poller *p, const struct command *c)
{
    if (!c->joins) {
        p->list_edits.is_open = false;
        p->list_edits.listed[0] = '\0';
    }
    if (c->kind == COMMAND_ADD_SYMBOL)
        add_symbols(p, c);
    else
        remove_symbol(p, c);
}

static void take_back(struct poller *p, const struct list_edit *e)
{
    if (e->kind == COMMAND_ADD_SYMBOL) {
        (void)state_list_remove(p->parts.state, e->list, e->symbol);
    } else {
        (void)state_list_add(p->parts.state, e->list, e->symbol, e->index);
        if (e->mark.symbol[0])
            state_mark_listed(p->parts.state, e->list, &e->mark);
    }
    keep_list(p, e->list);
}

bool poller_list_undo(struct poller *p, const struct last_edit *edit)
{
    struct list_edits *edits = &p->list_edits;
    bool was_added = edit->kind == COMMAND_ADD_SYMBOL;
    char names[LIST_NAMED_MAX];

    if ((!was_added && edit->kind != COMMAND_REMOVE_SYMBOL) ||
        edits->count == 0)
        return false;
    name_edits(edits, names, sizeof(names));
    for (size_t i = edits->count; i > 0; i--)
        take_back(p, &edits->items[i - 1]);
    poller_notice(p, "%s %s %s %.40s%s", names,
                  are_several(names) ? "are" : "is",
                  was_added ? "out of" : "back in", edits->items[0].list,
                  was_added ? " again" : "");
    edits->count = 0;
    edits->is_open = false;
    return true;
}
