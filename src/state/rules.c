/* SPDX-License-Identifier: MIT */
/* Rules: text to compiled expressions. */
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

/* "rules:3:8: ", where the word begins that is wrong, if that is known. */
static void put_place(const struct rule_text *text, const struct ini_place *at,
                      const char *expression, const char *wrong,
                      struct why *why)
{
    struct strbuf place = {0};

    if (at)
        ini_place_write(ini_word(*at, expression, wrong), &place);
    else
        strbuf_add(&place, text->place ? text->place : "rule");
    why_prefix(why, strbuf_text(&place));
    strbuf_done(&place);
}

static enum err compile(const struct rule_text *text, const char *key,
                        const char *expression, struct query **out,
                        struct why *why)
{
    bool is_when = strcmp(key, "when") == 0;
    const char *wrong = expression;
    enum err e = query_compile_at(expression, language_of_listing(), out,
                                  &wrong, why);

    if (e == ERR_OK)
        return e;
    why_prefix(why, key);
    why_prefix(why, text->name);
    put_place(text, is_when ? text->when_at : text->measure_at, expression,
              wrong, why);
    return e;
}

static enum err check(const struct rule_text *text, const struct rule *rule,
                      struct why *why)
{
    enum value_type t = query_type(rule->measure);
    enum err e = ERR_OK;

    if (query_type(rule->when) != VALUE_BOOL) {
        e = why_set(why, ERR_SYNTAX, "%s: when is not a condition",
                    text->name);
        put_place(text, text->when_at, text->when, text->when, why);
    } else if (t != VALUE_NUMBER && t != VALUE_PERCENT) {
        e = why_set(why, ERR_SYNTAX, "%s: measure is not a number",
                    text->name);
        put_place(text, text->measure_at, text->measure, text->measure, why);
    }
    return e;
}

void rule_done(struct rule *rule)
{
    query_free(rule->when);
    query_free(rule->measure);
}

const struct rule *rules_find(const struct rules *r, const char *name)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->items[i].name, name) == 0)
            return &r->items[i];
    return NULL;
}

static struct rule *place_for(struct rules *r, const char *name)
{
    const struct rule *old = rules_find(r, name);

    if (old) {
        struct rule *place = &r->items[old - r->items];

        rule_done(place);
        return place;
    }
    r->items = mem_room(r->items, r->count, &r->cap, sizeof *r->items);
    return &r->items[r->count++];
}

/* What must change for a rule to be looked at: by the first of these that its
 * condition speaks of. */
unsigned rules_look_at(const struct query *when)
{
    static const struct {
        const char *begins;
        unsigned changed;
    } rows[] = {
        {"group_", CHANGED_GROUP},
        {"feed_", CHANGED_FEED},
        {"term_", CHANGED_TERM},
        {"filing_", CHANGED_FACTS},
        {"halt", CHANGED_HALT},
        {"ext_", CHANGED_EXT},
        {"news_count", CHANGED_REGULAR | CHANGED_NEWS},
        {"news_", CHANGED_NEWS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (query_uses(when, rows[i].begins))
            return rows[i].changed;
    return CHANGED_REGULAR;
}

/* "price-level", which is no rule by itself: what levels are besides. */
static bool rule_is_of_levels(const char *name)
{
    return strcmp(name, "price-level") == 0;
}

static enum err check_words(const struct rule_text *text, struct why *why)
{
    const char *place = text->place ? text->place : "rule";

    if (!*text->name || !text->when || !*text->when)
        return why_set(why, ERR_MISSING, "%s: a rule needs a name and when",
                       place);
    if (text->severity < 1 || text->severity > 4)
        return why_set(why, ERR_RANGE, "%s: %s: severity is 1 to 4", place,
                       text->name);
    return ERR_OK;
}

static enum err make(const struct rule_text *text, struct rule *rule,
                     struct why *why)
{
    const struct field_table fields = fields_of_listing();
    const char *measure =
        text->measure && *text->measure ? text->measure : "change_pct";
    enum err e = check_words(text, why);

    *rule = (struct rule){.severity = text->severity,
                          .worsen_pct = text->worsen_pct};
    if (e == ERR_OK)
        e = compile(text, "when", text->when, &rule->when, why);
    if (e == ERR_OK)
        e = compile(text, "measure", measure, &rule->measure, why);
    if (e == ERR_OK)
        e = check(text, rule, why);
    if (e != ERR_OK) {
        rule_done(rule);
        return e;
    }
    name_copy(rule->name, sizeof rule->name, text->name);
    rule->runs_on = rule->looks_at = rules_look_at(rule->when);
    rule->measured = field_find(fields.fields, fields.count, measure);
    return ERR_OK;
}

enum err rules_check(const struct rule_text *text, struct why *why)
{
    struct rule rule;
    enum err e = make(text, &rule, why);

    if (e == ERR_OK)
        rule_done(&rule);
    return e;
}

enum err rules_add(struct rules *r, const struct rule_text *text,
                   struct why *why)
{
    struct rule rule;
    enum err e = make(text, &rule, why);

    if (e != ERR_OK)
        return e;
    if (rule_is_of_levels(text->name)) {
        r->level_severity = rule.severity;
        rule_done(&rule);
        return ERR_OK;
    }
    *place_for(r, rule.name) = rule;
    return ERR_OK;
}

bool rules_switch(struct rules *r, const char *name, bool is_on)
{
    bool is_of_levels = rule_is_of_levels(name), found = is_of_levels;

    if (is_of_levels)
        r->are_levels_off = !is_on;
    for (size_t i = 0; i < r->count; i++) {
        struct rule *rule = &r->items[i];

        if (is_of_levels ? !*rule->symbol : strcmp(rule->name, name) != 0)
            continue;
        rule->runs_on = is_on ? rule->looks_at : 0;
        found = true;
    }
    return found;
}

void rules_done(struct rules *r)
{
    for (size_t i = 0; i < r->count; i++)
        rule_done(&r->items[i]);
    free(r->items);
    *r = (struct rules){0};
}
