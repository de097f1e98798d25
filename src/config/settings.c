/* SPDX-License-Identifier: MIT */
/* Reading the lists of the settings. */
#include "internal.h"

#include <string.h>

size_t config_list_count(const struct config *c)
{
    return c->list_count;
}

struct config_list config_list(const struct config *c, size_t i)
{
    const struct watchlist *list = &c->lists[i];
    return (struct config_list){
        .name = list->name, .symbols = list->symbols, .count = list->count,
        .marks = list->marks, .mark_count = list->mark_count,
        .group = list->group};
}

size_t config_feed_count(const struct config *c)
{
    return c->feed_count;
}

struct config_feed config_feed(const struct config *c, size_t i)
{
    const struct feed *feed = &c->feeds[i];
    return (struct config_feed){
        .name = feed->name,
        .url = feed->url,
        .enabled = feed->is_enabled,
        .is_per_symbol = strstr(feed->url, "{symbol}") != NULL,
    };
}

size_t config_rule_count(const struct config *c)
{
    return c->rule_count;
}

const struct rule_text *config_rule(const struct config *c, size_t i)
{
    return &c->rules[i].text;
}

const struct rule_text *config_find_rule(const struct config *c,
                                         const char *name)
{
    for (size_t i = 0; i < c->rule_count; i++) {
        if (strcmp(config_rule(c, i)->name, name) == 0)
            return config_rule(c, i);
    }
    return NULL;
}

size_t config_instrument_count(const struct config *c)
{
    return c->instrument_count;
}

const struct instrument *config_instrument(const struct config *c, size_t i)
{
    return &c->instruments[i].instrument;
}

size_t config_alias_count(const struct config *c)
{
    return c->alias_count;
}

struct config_alias config_alias(const struct config *c, size_t i)
{
    return c->aliases[i];
}
