/* SPDX-License-Identifier: MIT */
/* [portfolio NAME]: its currency, its benchmark, its lots. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

static struct portfolio_said *find(struct config *c, struct ini_place at,
                                   const char *name)
{
    struct portfolios *all = &c->portfolios;
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->items[i].setup.name, name) == 0)
            return &all->items[i];
    }
    all->items = mem_room(all->items, all->count, &all->cap,
                          sizeof *all->items);
    struct portfolio_said *p = &all->items[all->count++];
    *p = (struct portfolio_said){.origin = place_text(c, at)};
    name_copy(p->setup.name, sizeof p->setup.name, name);
    return p;
}

/* `value` is the end of `line`, and what stands at the place. */
static void add_lot(struct config *c, struct ini_place at, const char *name,
                    const char *line, const char *value)
{
    struct portfolios *all = &c->portfolios;
    struct lot l;
    const char *wrong;
    struct why why = {{0}};
    if (all->lot_count == LOTS_MAX) {
        problem_add(c, at, "more than %d lots", LOTS_MAX);
        return;
    }
    if (lot_parse_at(line, &l, &wrong, &why) != ERR_OK) {
        problem_add(c, ini_word(at, value, wrong),
                    "%s; a lot is written NVDA 10 @ 118.42 USD "
                    "2025-01-27", why.text);
        return;
    }
    all->lots = mem_room(all->lots, all->lot_count, &all->lot_cap,
                         sizeof *all->lots);
    name_copy(l.portfolio, sizeof l.portfolio, name);
    all->lots[all->lot_count++] = l;
}

static void add_cash(struct config *c, struct ini_place at, const char *name,
                     const char *value)
{
    struct strbuf line = {0};
    strbuf_format(&line, "cash %s", value);
    add_lot(c, at, name, line.text, line.text + strlen("cash "));
    strbuf_done(&line);
}

static void set_currency(struct config *c, struct ini_place at,
                         struct portfolio_setup *setup, const char *value)
{
    char code[CURRENCY_MAX];
    if (!currency_from_text(value, strlen(value), code) ||
        !currency_is_known(code)) {
        problem_add(c, at, "'%.80s' is not a currency such as USD", value);
        return;
    }
    (void)currency_major(code, setup->currency);
}

void portfolio_entry(struct config *c, struct ini_place at, const char *name,
                     const char *key, const char *value)
{
    if (strlen(name) >= PORTFOLIO_MAX) {
        if (!key)
            problem_add(c, at, "portfolio name is longer than %d letters",
                        PORTFOLIO_MAX - 1);
        return;
    }
    struct portfolio_said *p = find(c, at, name);
    if (!key)
        return;
    if (strcmp(key, "currency") == 0) {
        set_currency(c, at, &p->setup, value);
    } else if (strcmp(key, "benchmark") == 0) {
        if (!symbol_from_text(value, strlen(value), p->setup.benchmark))
            problem_add(c, at, "'%.80s' is not a symbol", value);
    } else if (strcmp(key, "cash") == 0) {
        add_cash(c, at, name, value);
    } else {
        add_lot(c, at, name, value, value);
    }
}

void portfolios_print(const struct config *c, struct strbuf *out)
{
    for (size_t i = 0; i < c->portfolios.count; i++) {
        const struct portfolio_said *p = &c->portfolios.items[i];
        strbuf_format(out, "\n# %s\n[portfolio %s]\n", p->origin,
                      p->setup.name);
        if (p->setup.currency[0])
            strbuf_format(out, "currency = %s\n", p->setup.currency);
        if (p->setup.benchmark[0])
            strbuf_format(out, "benchmark = %s\n", p->setup.benchmark);
        for (size_t k = 0; k < c->portfolios.lot_count; k++) {
            const struct lot *l = &c->portfolios.lots[k];
            if (strcmp(l->portfolio, p->setup.name) != 0)
                continue;
            strbuf_add(out, "lot = ");
            lot_write(l, out);
            strbuf_add_char(out, '\n');
        }
    }
}

void portfolios_done(struct config *c)
{
    free(c->portfolios.items);
    free(c->portfolios.lots);
}

size_t config_portfolio_count(const struct config *c)
{
    return c->portfolios.count;
}

const struct portfolio_setup *config_portfolio(const struct config *c,
                                               size_t i)
{
    return &c->portfolios.items[i].setup;
}

const struct lot *config_lots(const struct config *c, size_t *count)
{
    *count = c->portfolios.lot_count;
    return c->portfolios.lots;
}
