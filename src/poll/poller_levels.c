/* SPDX-License-Identifier: MIT */
/* Price levels of the user, kept in user.db as settings: "level.NVDA" and the
 * rule's name, "level.NVDA price-level >130". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "poller_parts.h"

enum { NAME_MAX_BYTES = SYMBOL_MAX + RULE_MAX + 8 };

static void keep(struct poller *p, const char *symbol, const char *name,
                 const char *value)
{
    char key[NAME_MAX_BYTES];
    struct why why = {{0}};

    if (!poller_keeps(p))
        return;
    snprintf(key, sizeof key, "level.%s %s", symbol, name);
    poller_store_failed(
        p, store_set_setting(p->parts.store, key, value, &why), &why);
}

struct dropping {
    struct poller *poller;
    const char *symbol;
};

static void level_gone(void *self, const char *name)
{
    const struct dropping *d = self;

    keep(d->poller, d->symbol, name, "");
    name_copy(d->poller->edit.rule.name, RULE_MAX, name);
}

static void set_level(struct poller *p, const struct command *c)
{
    char name[RULE_MAX];
    struct why why = {{0}};

    if (state_set_level(p->parts.state, c->symbol, c->number, c->index,
                        name, &why) != ERR_OK) {
        poller_notice(p, "not set: %s", why.text);
        return;
    }
    keep(p, c->symbol, name, "1");
    poller_notice(p, "%s: told when the price %s %.10g", c->symbol,
                  strchr(name, '>') ? "rises to" : "falls to", c->number);
}

static void drop_level(struct poller *p, const struct command *c)
{
    struct dropping d = {p, c->symbol};
    size_t n;

    p->edit = (struct last_edit){.kind = COMMAND_NONE};
    n = state_drop_level(p->parts.state, c->symbol, c->number, &d,
                                level_gone);

    if (n == 0)
        poller_notice(p, "%s has no such level", c->symbol);
    else
        poller_notice(p, "%s: %zu price level%s dropped", c->symbol, n,
                      n == 1 ? "" : "s");
    if (n != 1)
        return;
    p->edit.kind = COMMAND_DROP_LEVEL;
    name_copy(p->edit.symbol, sizeof p->edit.symbol, c->symbol);
}

/* "price-level >130" */
static enum err put_back(struct poller *p, const char *symbol,
                         const char *name)
{
    const char *sign = strpbrk(name, "<>");
    char same[RULE_MAX];

    return sign ? state_set_level(p->parts.state, symbol,
                                  strtod(sign + 1, NULL),
                                  *sign == '>' ? 1 : -1, same, NULL)
                : ERR_SYNTAX;
}

bool poller_level_undo(struct poller *p, const struct last_edit *edit)
{
    if (edit->kind != COMMAND_DROP_LEVEL)
        return false;
    if (put_back(p, edit->symbol, edit->rule.name) == ERR_OK) {
        keep(p, edit->symbol, edit->rule.name, "1");
        poller_notice(p, "%s: the price level is back", edit->symbol);
    }
    p->are_wishes_stale = true;
    return true;
}

void poller_level_command(struct poller *p, const struct command *c)
{
    if (c->kind == COMMAND_SET_LEVEL)
        set_level(p, c);
    else
        drop_level(p, c);
    p->are_wishes_stale = true;
    p->is_dirty = true;
}

void poller_restore_level(struct poller *p, const char *key)
{
    const char *name = strchr(key, ' ');
    char symbol[SYMBOL_MAX];

    if (!name || (size_t)(name - key) >= sizeof symbol)
        return;
    snprintf(symbol, sizeof symbol, "%.*s", (int)(name - key), key);
    (void)put_back(p, symbol, name);
}
