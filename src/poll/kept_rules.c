/* SPDX-License-Identifier: MIT */
/* The user's rules by their names, and the names that are off. */
#include "kept_rules.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

struct rule_card *kept_rules_find(const struct kept_rules *k,
                                  const char *name)
{
    for (size_t i = 0; i < k->count; i++)
        if (strcmp(k->items[i].rule.name, name) == 0)
            return &k->items[i];
    return NULL;
}

struct rule_card *kept_rules_put(struct kept_rules *k,
                                 const struct made_rule *rule,
                                 enum rule_standing standing)
{
    struct rule_card *card = kept_rules_find(k, rule->name);

    if (!card) {
        k->items = mem_room(k->items, k->count, &k->cap, sizeof *k->items);
        card = &k->items[k->count++];
    }
    *card = (struct rule_card){
        .rule = *rule, .origin = RULE_MADE, .standing = standing};
    return card;
}

static size_t find_off(const struct kept_rules *k, const char *name)
{
    size_t i = 0;

    while (i < k->off_count && strcmp(k->off[i], name) != 0)
        i++;
    return i;
}

bool kept_rules_is_off(const struct kept_rules *k, const char *name)
{
    return find_off(k, name) < k->off_count;
}

void kept_rules_switch(struct kept_rules *k, const char *name, bool off)
{
    size_t at = find_off(k, name);

    if (off && at == k->off_count) {
        k->off = mem_room(k->off, k->off_count, &k->off_cap, sizeof *k->off);
        name_copy(k->off[k->off_count++], RULE_MAX, name);
    } else if (!off && at < k->off_count) {
        k->off_count--;
        memmove(&k->off[at], &k->off[at + 1],
                (k->off_count - at) * sizeof *k->off);
    }
}

void kept_rules_done(struct kept_rules *k)
{
    free(k->items);
    free(k->off);
}
