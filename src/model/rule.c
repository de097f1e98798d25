/* SPDX-License-Identifier: MIT */
/* Rules that were made in the program: names, texts, lists of them. */
#include "tapewatch/model/rule.h"

#include <string.h>

#include "tapewatch/base/mem.h"

struct rule_text rule_text_of(const struct made_rule *rule, const char *place)
{
    struct rule_text text = {
        .when = rule->when,
        .measure = rule->measure[0] ? rule->measure : NULL,
        .severity = rule->severity,
        .worsen_pct = rule->worsen_pct,
        .ways = rule->ways,
        .run = rule->run[0] ? rule->run : NULL,
        .place = place,
    };

    name_copy(text.name, sizeof text.name, rule->name);
    return text;
}

static bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

void rule_name_clean(char name[RULE_MAX])
{
    size_t n = 0;

    for (const char *from = name; *from; from++) {
        bool is_gap = *from == ' ' || *from == ',';

        if (is_of_name(*from))
            name[n++] = *from;
        else if (is_gap && n > 0 && name[n - 1] != '-')
            name[n++] = '-';
    }
    while (n > 0 && name[n - 1] == '-')
        n--;
    name[n] = '\0';
}

void rule_ways_write(unsigned ways, struct strbuf *out)
{
    const char *gap = "";

    for (int i = 0; i < NOTIFY_BIT_COUNT; i++) {
        if (!(ways >> i & 1u) || i == NOTIFY_BIT_run)
            continue;
        strbuf_format(out, "%s%s", gap, notify_word((enum notify_bit)i));
        gap = ", ";
    }
    if (!*gap)
        strbuf_add(out, "none");
}

void rule_write(const struct made_rule *rule, bool is_on, struct strbuf *out)
{
    strbuf_format(out, "[rule %s]\nwhen     = %s\n", rule->name, rule->when);
    if (rule->measure[0])
        strbuf_format(out, "measure  = %s\n", rule->measure);
    strbuf_format(out, "severity = %d\nworsen   = %g%%\nnotify   = ",
                  rule->severity, rule->worsen_pct);
    rule_ways_write(rule->ways, out);
    strbuf_add(out, "\n");
    if (rule->run[0])
        strbuf_format(out, "run      = %s\n", rule->run);
    if (!is_on)
        strbuf_add(out, "enabled  = no\n");
}

/* A later one is in the place of an earlier one, a dropped one in nobody's. */
const struct rule_card *rule_list_find(const struct rule_list *l,
                                       const char *name)
{
    const struct rule_card *found = NULL;

    for (size_t i = 0; l && i < l->count; i++) {
        const struct rule_card *card = &l->items[i];

        if (strcmp(card->rule.name, name) == 0 &&
            (!found || card->standing != RULE_DROPPED))
            found = card;
    }
    return found;
}
