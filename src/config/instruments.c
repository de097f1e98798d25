/* SPDX-License-Identifier: MIT */
/* One line of an [instrument SYMBOL]: what the user knows better. */
#include "internal.h"

#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum { ALIAS_MOST = 80 };

static void set_type(struct config *c, struct instrument *i,
                     struct ini_place at, const char *value)
{
    static const char *const names[] = {
#define TYPE_NAME(name) #name,
        INSTRUMENT_TYPES(TYPE_NAME)
#undef TYPE_NAME
    };
    enum instrument_type type = instrument_type_from_name(value);
    if (type == INSTRUMENT_unknown) {
        problem_unknown(c, at, "type", value,
                        ini_nearest(value, names,
                                    sizeof names / sizeof *names));
        return;
    }
    i->type = type;
}

static void set_currency(struct config *c, struct instrument *i,
                         struct ini_place at, const char *value)
{
    size_t n = strlen(value);
    if (n < 3 || n >= CURRENCY_MAX ||
        strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != n) {
        problem_add(c, at, "'%.80s' is not a currency such as USD", value);
        return;
    }
    name_copy(i->currency, CURRENCY_MAX, value);
}

static void add_group(struct config *c, struct instrument *i,
                      struct ini_place at, const char *item, size_t n)
{
    char name[GROUP_MAX];
    if (n >= GROUP_MAX) {
        problem_add(c, at, "group '%.*s' is longer than %d letters", 40, item,
                    GROUP_MAX - 1);
        return;
    }
    memcpy(name, item, n);
    name[n] = '\0';
    for (int g = 0; g < GROUPS_MAX; g++) {
        if (strcmp(i->groups[g], name) == 0)
            return;
        if (i->groups[g][0] == '\0') {
            name_copy(i->groups[g], GROUP_MAX, name);
            return;
        }
    }
    problem_add(c, at, "more than %d groups", GROUPS_MAX);
}

/* Names have blanks, so only commas separate them. */
static void add_aliases(struct config *c, const char *symbol,
                        struct ini_place at, const char *value)
{
    const char *before = value;
    while (*value) {
        size_t n = strcspn(value, ","), length = n;
        const char *name = value;

        value += n + (value[n] == ',');
        for (; length > 0 && *name == ' '; name++)
            length--;
        while (length > 0 && name[length - 1] == ' ')
            length--;
        at = ini_word(at, before, name);
        before = name;
        if (length < 2 || length > ALIAS_MOST) {
            problem_add(c, at, "alias '%.*s' is not a name of 2 to %d letters",
                        (int)(length > 40 ? 40 : length), name, ALIAS_MOST);
            continue;
        }
        c->aliases = mem_room(c->aliases, c->alias_count, &c->alias_cap,
                              sizeof *c->aliases);
        c->aliases[c->alias_count++] = (struct config_alias){
            .symbol = arena_text(&c->arena, symbol),
            .alias = arena_text_n(&c->arena, name, length)};
    }
}

static void set_shares(struct config *c, struct instrument *i,
                       struct ini_place at, const char *value)
{
    double shares;
    if (!format_parse_number(value, strlen(value), &shares) ||
        !(shares > 0 && shares < 1e15)) {
        problem_add(c, at, "'%.80s' is not a count of shares such as 24.5B",
                    value);
        return;
    }
    i->shares = shares;
    i->shares_source = "config";
}

static void set_asof(struct config *c, struct instrument *i,
                     struct ini_place at, const char *value)
{
    if (!civil_parse_date(value, strlen(value), &i->shares_asof))
        problem_add(c, at, "'%.80s' is not a date such as 2025-01-27", value);
}

void instrument_entry(struct config *c, struct instrument *i,
                      struct ini_place at, const char *key, const char *value)
{
    if (strcmp(key, "type") == 0) {
        set_type(c, i, at, value);
    } else if (strcmp(key, "currency") == 0) {
        set_currency(c, i, at, value);
    } else if (strcmp(key, "shares") == 0) {
        set_shares(c, i, at, value);
    } else if (strcmp(key, "shares_asof") == 0) {
        set_asof(c, i, at, value);
    } else if (strcmp(key, "alias") == 0) {
        add_aliases(c, i->symbol, at, value);
    } else if (strcmp(key, "note") == 0) {
        note_entry(c, i->symbol, at, value);
    } else if (strcmp(key, "groups") == 0) {
        const char *item, *before = value;
        size_t n;
        while ((item = ini_item(&value, &n))) {
            at = ini_word(at, before, item);
            before = item;
            add_group(c, i, at, item, n);
        }
    } else {
        const char **text = strcmp(key, "name") == 0    ? &i->name
                            : strcmp(key, "venue") == 0 ? &i->venue
                                                        : &i->sector;
        *text = arena_text(&c->arena, value);
    }
}
