/*
 * What the user made of the rules in the program: those made there, and which
 * of the config's are switched off. Zeroed, it is empty.
 */
#ifndef TAPEWATCH_POLL_KEPT_RULES_H
#define TAPEWATCH_POLL_KEPT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/model/rule.h"

struct kept_rules {
    struct rule_card *items; /* made in the program, dropped ones too */
    size_t count, cap;
    char (*off)[RULE_MAX]; /* rules of the config that are switched off */
    size_t off_count, off_cap;
};

/* NULL: not made here. */
struct rule_card *kept_rules_find(const struct kept_rules *k,
                                  const char *name);
/* Adds it, or puts it in the place of that of its name. */
struct rule_card *kept_rules_put(struct kept_rules *k,
                                 const struct made_rule *rule,
                                 enum rule_standing standing);
bool kept_rules_is_off(const struct kept_rules *k, const char *name);
void kept_rules_switch(struct kept_rules *k, const char *name, bool off);
void kept_rules_done(struct kept_rules *k);

#endif
