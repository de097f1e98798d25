/* SPDX-License-Identifier: MIT */
/* Price levels: rules of one symbol each, made from a number. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

enum { SEVERITY = 3 }; /* without a rule that says it */

/* Beyond it, and not so all the session, nor at the close before. */
static enum err compile(struct rule *rule, bool is_above, struct why *why)
{
    const char *beyond = is_above ? ">=" : "<=", *before = is_above ? "<" : ">";
    char text[200];
    enum err e;

    (void)snprintf(text, sizeof text,
                   "price %s %.10g and (prev_close %s %.10g or %s %s %.10g)",
                   beyond, rule->level, before, rule->level,
                   is_above ? "low" : "high", before, rule->level);
    e = query_compile_in(text, language_of_listing(), &rule->when, why);
    if (e == ERR_OK)
        e = query_compile_in("price", language_of_listing(), &rule->measure,
                             why);
    return e;
}

static struct rule *find(struct rules *r, const char *symbol, double level)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->items[i].symbol, symbol) == 0 &&
            r->items[i].level == level)
            return &r->items[i];
    return NULL;
}

static enum err direction_of(const struct state *s, const char *symbol,
                             double level, int *out, struct why *why)
{
    const struct entry *e = market_find(&s->market, symbol);

    if (*out)
        return ERR_OK;
    if (!e || !QUOTE_HAS(&e->pub.quote, price))
        return why_set(why, ERR_MISSING, "no price of %s is known yet; "
                       "say from where: %s > %.10g, or <", symbol, symbol,
                       level);
    *out = e->pub.quote.price < level ? 1 : -1;
    return ERR_OK;
}

enum err state_set_level(struct state *s, const char *symbol, double level,
                         int direction, char name[RULE_MAX], struct why *why)
{
    struct rules *r = &s->rules;
    struct rule rule = {
        .level = level, .looks_at = CHANGED_REGULAR,
        .runs_on = r->are_levels_off ? 0 : CHANGED_REGULAR};
    struct rule *old = find(r, symbol, level);
    enum err e;

    if (!(level > 0) || !isfinite(level) || !symbol_is_valid(symbol))
        return why_set(why, ERR_RANGE, "a level is a price above 0");
    if (!old && levels_count(r) >= LEVELS_MAX)
        return why_set(why, ERR_TOO_BIG, "there are %d levels already",
                       LEVELS_MAX);
    e = direction_of(s, symbol, level, &direction, why);
    if (e == ERR_OK)
        e = compile(&rule, direction > 0, why);
    if (e != ERR_OK) {
        rule_done(&rule);
        return e;
    }
    rule.severity = r->level_severity ? r->level_severity : SEVERITY;
    name_copy(rule.symbol, sizeof rule.symbol, symbol);
    (void)snprintf(rule.name, sizeof rule.name, "price-level %c%.10g",
                   direction > 0 ? '>' : '<', level);
    name_copy(name, RULE_MAX, rule.name);
    if (!old) {
        r->items = mem_room(r->items, r->count, &r->cap, sizeof *r->items);
        old = &r->items[r->count++];
    } else {
        rule_done(old);
    }
    *old = rule;
    return ERR_OK;
}

size_t state_drop_level(struct state *s, const char *symbol, double level,
                        void *self, void (*gone)(void *self, const char *name))
{
    struct rules *r = &s->rules;
    size_t kept = 0, dropped;

    for (size_t i = 0; i < r->count; i++) {
        struct rule *rule = &r->items[i];

        if (!*rule->symbol || strcmp(rule->symbol, symbol) != 0 ||
            (level > 0 && rule->level != level)) {
            r->items[kept++] = *rule;
            continue;
        }
        gone(self, rule->name);
        rule_done(rule);
    }
    dropped = r->count - kept;
    r->count = kept;
    return dropped;
}

size_t levels_count(const struct rules *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->count; i++)
        n += *r->items[i].symbol != '\0';
    return n;
}

void levels_freeze(const struct rules *r, struct price_level *out)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct rule *rule = &r->items[i];

        if (!*rule->symbol)
            continue;
        name_copy(out->symbol, sizeof out->symbol, rule->symbol);
        out->level = rule->level;
        out->is_above = strchr(rule->name, '>') != NULL;
        out++;
    }
}
