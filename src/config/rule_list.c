/* SPDX-License-Identifier: MIT */
/* All rules there are as cards: what the screen shows and edits. */
#include "tapewatch/config/rule_list.h"

#include <string.h>

#include "tapewatch/base/mem.h"

static bool copy(char *to, size_t size, const char *from)
{
    name_copy(to, size, from ? from : "");
    return !from || strlen(from) < size;
}

static struct rule_card card_of(const struct rule_text *text)
{
    struct rule_card card = {.standing = RULE_ON, .origin = RULE_OF_FILE};
    struct made_rule *rule = &card.rule;
    bool is_whole;

    name_copy(rule->name, sizeof rule->name, text->name);
    is_whole = copy(rule->when, sizeof rule->when, text->when);
    is_whole &= copy(rule->measure, sizeof rule->measure, text->measure);
    is_whole &= copy(rule->run, sizeof rule->run, text->run);
    card.is_cut = !is_whole;
    rule->severity = text->severity;
    rule->worsen_pct = text->worsen_pct;
    rule->ways = text->ways;
    if (!text->place || strcmp(text->place, "default") == 0)
        card.origin = RULE_SHIPPED;
    else
        (void)copy(card.place, sizeof card.place, text->place);
    return card;
}

static bool is_replaced(const char *name, const struct rule_card *made,
                        size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (made[i].standing != RULE_DROPPED &&
            strcmp(made[i].rule.name, name) == 0)
            return true;
    return false;
}

struct rule_list *rule_list_share(const struct config *config,
                                  const struct rule_card *made, size_t n)
{
    size_t most = config_rule_count(config) + n;
    struct rule_list *l =
        shared_new(sizeof *l + most * sizeof *l->items, NULL);

    for (size_t i = 0; i < config_rule_count(config); i++)
        if (!is_replaced(config_rule(config, i)->name, made, n))
            l->items[l->count++] = card_of(config_rule(config, i));
    for (size_t i = 0; i < n; i++) {
        struct rule_card *card = &l->items[l->count++];

        *card = made[i];
        card->replaces = config_find_rule(config, card->rule.name) != NULL;
    }
    return l;
}
