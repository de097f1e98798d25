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

/* As the rule that a level is: "price-level >130". */
void alert_row_level_name(const struct price_level *l, char out[RULE_MAX]);
/* What the row is known by; `items` is the frame. */
void alert_row_key(const void *items, uint32_t at, char *out, size_t size);

struct alert_told {
    size_t count;
    int64_t last_ms; /* of the latest one, 0 with none */
};
/* What it told on the day that is shown. */
struct alert_told alert_row_told(const struct frame *f, uint32_t at);
/* Levels are told as the rule price-level is. *ways: bits of NOTIFY_. */
int alert_row_severity(const struct frame *f, uint32_t at, unsigned *ways);
/* Where the rule comes from: "built in", "config:7"; NULL: a level. */
void alert_row_from(const struct rule_card *card, char *out, size_t size);

/* As a list_panel has it; `r` is not looked at. */
bool alert_row_subject(const struct frame *f, const struct list_rows *r,
                       uint32_t at, struct subject *out);
/* Drops, switches or opens it; nothing at all other actions. */
void alert_row_act(const struct frame *f, uint32_t at, enum ui_action a,
                   struct wish *wish);

#endif
