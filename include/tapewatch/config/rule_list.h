/*
 * The rules of the config and those made in the program, in one list.
 */
#ifndef TAPEWATCH_CONFIG_RULE_LIST_H
#define TAPEWATCH_CONFIG_RULE_LIST_H

#include "tapewatch/config/config.h"
#include "tapewatch/model/rule.h"

/* A new shared block: the config's (all of them on), then `made`, whose
 * origin, standing and `wrong` are taken as they are. A made one that is not
 * dropped replaces the config's of its name. */
struct rule_list *rule_list_share(const struct config *config,
                                  const struct rule_card *made, size_t n);

#endif
