/* SPDX-License-Identifier: MIT */
/* The user's lots: those of the config and those of user.db are one book,
 * which the state shows. What the user puts in goes to user.db; a replay keeps
 * it for as long as it runs. Costs nothing where there are none. */
#include <stdlib.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fx.h"

enum { LOOK_MS = 2000 }; /* for what another program put in */

/* ---- the book */

static void keep(struct poller *p, const struct lot *l)
{
    struct kept_lots *k = &p->lots;

    if (k->count >= LOTS_MAX)
        return;
    k->items = mem_room(k->items, k->count, &k->cap, sizeof *k->items);
    k->items[k->count++] = *l;
}

static void keep_stored(void *self, const struct lot *l)
{
    keep(self, l);
}

static size_t find_setup(const struct portfolio_setup *all, size_t n,
                         const char *name)
{
    size_t i = 0;

    while (i < n && strcmp(all[i].name, name) != 0)
        i++;
    return i;
}

static void add_setup(struct portfolio_setup *all, size_t *n,
                      const struct portfolio_setup *said)
{
    struct portfolio_setup *one = &all[*n];

    if (find_setup(all, *n, said->name) < *n)
        return;
    *one = *said;
    if (!one->currency[0])
        name_copy(one->currency, sizeof one->currency, "USD");
    if (!one->benchmark[0])
        name_copy(one->benchmark, sizeof one->benchmark, "^GSPC");
    ++*n;
}

/* Portfolios of the config, then those that only user.db has. */
static void publish(struct poller *p)
{
    const struct config *c = p->parts.config;
    size_t said = config_portfolio_count(c), n = 0;
    struct portfolio_setup *all =
        mem_new(said + p->lots.count + 1, sizeof *all);
    struct book b = {.portfolios = all, .lots = p->lots.items,
                     .lot_count = p->lots.count};

    for (size_t i = 0; i < said; i++)
        add_setup(all, &n, config_portfolio(c, i));
    for (size_t i = 0; i < p->lots.count; i++) {
        struct portfolio_setup own = {.name = ""};

        name_copy(own.name, sizeof own.name, p->lots.items[i].portfolio);
        add_setup(all, &n, &own);
    }
    b.portfolio_count = n;
    shared_release(p->lots.book);
    p->lots.book = book_share(&b);
    state_set_book(p->parts.state, p->lots.book);
    p->are_wishes_stale = p->is_dirty = true;
    free(all);
}

void poller_lots_load(struct poller *p)
{
    size_t n = 0;
    const struct lot *said = config_lots(p->parts.config, &n);
    struct why why = {{0}};

    p->lots.count = 0;
    for (size_t i = 0; i < n; i++)
        keep(p, &said[i]);
    if (p->parts.store) {
        poller_store_failed(
            p, store_lots(p->parts.store, p, keep_stored, &why), &why);
        (void)store_user_has_changed(p->parts.store);
    }
    if (p->lots.count > 0 || p->lots.book ||
        config_portfolio_count(p->parts.config) > 0)
        publish(p);
}

void poller_lots_look(struct poller *p)
{
    if (!p->parts.store || p->parts.mode == RUN_REPLAY)
        return;
    if (p->real_ms < p->lots.look_ms &&
        p->lots.look_ms <= p->real_ms + LOOK_MS)
        return;
    p->lots.look_ms = p->real_ms + LOOK_MS;
    if (!store_user_has_changed(p->parts.store))
        return;
    poller_lists_load(p);
    poller_lots_load(p);
    poller_rules_load(p);
}

void poller_lots_free(struct poller *p)
{
    free(p->lots.items);
    shared_release(p->lots.book);
}

/* ---- what must be asked for them */

static void watch_currency(struct poller *p, const char *currency)
{
    char pair[SYMBOL_MAX];

    if (fx_pair(currency, pair))
        poller_watch(p, pair);
}

void poller_lots_watch(struct poller *p, const struct snapshot *s)
{
    const struct book *b = p->lots.book;

    for (size_t i = 0; b && i < b->portfolio_count; i++) {
        poller_watch(p, b->portfolios[i].benchmark);
        watch_currency(p, b->portfolios[i].currency);
    }
    for (size_t i = 0; b && i < b->lot_count; i++) {
        const struct listing *l = snapshot_find(s, b->lots[i].symbol);

        if (!lot_is_cash(&b->lots[i]))
            poller_watch(p, b->lots[i].symbol);
        watch_currency(p, b->lots[i].currency);
        if (l)
            watch_currency(p, l->instrument->currency);
    }
}

void poller_lots_note(struct poller *p, const struct update *u)
{
    char pair[SYMBOL_MAX];

    if (p->lots.book && u->kind == UPDATE_instrument &&
        fx_pair(u->of.instrument.currency, pair) &&
        !poller_watched(p, pair))
        p->are_wishes_stale = true;
}

/* ---- the user's wishes */

static struct lot *find_lot(struct poller *p, int64_t id)
{
    for (size_t i = 0; i < p->lots.count; i++)
        if (id != 0 && p->lots.items[i].id == id)
            return &p->lots.items[i];
    return NULL;
}

static const char *name_of(const struct lot *l)
{
    return lot_is_cash(l) ? "cash" : l->symbol;
}

static void put_back(struct poller *p, const struct lot *l)
{
    struct lot *old = find_lot(p, l->id);
    struct why why = {{0}};

    if (poller_keeps(p))
        poller_store_failed(p, store_put_lot(p->parts.store, l, &why), &why);
    if (old)
        *old = *l;
    else
        keep(p, l);
    publish(p);
}

static void take_out(struct poller *p, const struct lot *l)
{
    struct lot *at = find_lot(p, l->id);
    struct why why = {{0}};

    if (!at)
        return;
    if (poller_keeps(p))
        poller_store_failed(p, store_drop_lot(p->parts.store, l->id, &why),
                            &why);
    memmove(at, at + 1,
            (size_t)(p->lots.items + p->lots.count - at - 1) * sizeof *at);
    p->lots.count--;
    publish(p);
}

static void remember(struct poller *p, enum command_kind kind,
                     const struct lot *l)
{
    p->edit = (struct last_edit){.kind = kind, .lot = *l};
}

static const char *portfolio_of(const struct poller *p,
                                const struct command *c)
{
    const struct book *b = p->lots.book;

    return c->list[0] ? c->list : b ? b->portfolios[0].name : "main";
}

static void add_lot(struct poller *p, const struct command *c)
{
    struct why why = {{0}};
    struct lot l;

    if (lot_parse(c->text, &l, &why) != ERR_OK) {
        poller_notice(p, "not put in: %s", why.text);
        return;
    }
    if (p->lots.count >= LOTS_MAX) {
        poller_notice(p, "not put in: there are %d lots already", LOTS_MAX);
        return;
    }
    name_copy(l.portfolio, sizeof l.portfolio, portfolio_of(p, c));
    if (!poller_is_kept(p)) {
        l.id = --p->lots.last_id;
    } else if (store_add_lots(p->parts.store, &l, 1, &why) != ERR_OK) {
        poller_notice(p, "not put in: %s", why.text);
        return;
    }
    keep(p, &l);
    remember(p, COMMAND_ADD_LOT, &l);
    publish(p);
    poller_notice(p, "%s is in %s%s; u takes it back", name_of(&l),
                  l.portfolio,
                  poller_is_kept(p)    ? ""
                  : p->parts.read_only ? " (read only: this is not kept)"
                                       : " until this replay ends");
}

static void change_lot(struct poller *p, const struct command *c)
{
    const struct lot *old = find_lot(p, (int64_t)c->number);
    struct why why = {{0}};
    struct lot l;

    if (!old) {
        poller_notice(p, "that lot is gone");
        return;
    }
    if (lot_parse(c->text, &l, &why) != ERR_OK) {
        poller_notice(p, "not changed: %s", why.text);
        return;
    }
    l.id = old->id;
    name_copy(l.portfolio, sizeof l.portfolio, old->portfolio);
    name_copy(l.note, sizeof l.note, old->note);
    remember(p, COMMAND_CHANGE_LOT, old);
    put_back(p, &l);
    poller_notice(p, "%s is changed; u takes it back", name_of(&l));
}

static void drop_lot(struct poller *p, const struct command *c)
{
    const struct lot *old = find_lot(p, (int64_t)c->number);

    if (!old) {
        poller_notice(p, "that lot is gone");
        return;
    }
    remember(p, COMMAND_DROP_LOT, old);
    poller_notice(p, "a lot of %s is out of %s; u takes it back",
                  name_of(old), old->portfolio);
    take_out(p, &p->edit.lot);
}

void poller_lot_command(struct poller *p, const struct command *c)
{
    if (c->kind == COMMAND_ADD_LOT)
        add_lot(p, c);
    else if (c->kind == COMMAND_CHANGE_LOT)
        change_lot(p, c);
    else
        drop_lot(p, c);
    p->is_dirty = true;
}

bool poller_lot_undo(struct poller *p, const struct last_edit *edit)
{
    if (edit->kind == COMMAND_ADD_LOT)
        take_out(p, &edit->lot);
    else if (edit->kind == COMMAND_CHANGE_LOT ||
             edit->kind == COMMAND_DROP_LOT)
        put_back(p, &edit->lot);
    else
        return false;
    poller_notice(p, "%s: taken back", name_of(&edit->lot));
    return true;
}
