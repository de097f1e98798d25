/*
 * The rows of the alerts, by their number: first the rules of the snapshot, in
 * its order, then its price levels. What is returned is the snapshot's.
 */
#ifndef TAPEWATCH_UI_ALERT_ROW_H
#define TAPEWATCH_UI_ALERT_ROW_H

#include "../list.h"
#include "../panel.h"

size_t alert_row_rules(const struct frame *f); /* how many rows are rules */
/* The rule of a row; NULL: it is a level. */
const struct rule_card *alert_row_card(const struct frame *f, uint32_t at);
/* The level of a row; NULL: it is a rule. */
const struct price_level *alert_row_level(const struct frame *f, uint32_t at);

/* As a list_panel has it; `r` is not looked at. */
bool alert_row_subject(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct subject *out);
/* Drops, switches or opens it; nothing at all other actions. */
void alert_row_act(const struct frame *f, uint32_t at, enum ui_action a,
                   struct wish *wish);

#endif
