/*
 * The rows of the dashboard's alerts, by their number: events, behind those
 * price levels, behind those rules. The events that a rule told of on a day are
 * one row: that of the worst that is not seen, the latest of equals. What is
 * returned is the snapshot's.
 */
#ifndef TAPEWATCH_UI_ARMED_ROWS_H
#define TAPEWATCH_UI_ARMED_ROWS_H

#include "../list_panel.h"

/* Each NULL when the row is another thing. */
const struct event *armed_event(const struct frame *f, uint32_t at);
const struct price_level *armed_level(const struct frame *f, uint32_t at);
const struct rule_card *armed_rule(const struct frame *f, uint32_t at);

/* Those told today, then levels, nearest first, then rules that are armed. */
void armed_build(const struct frame *f, struct list_rows *out);
/* How many rows fired, and how many levels and rules are armed. */
void armed_count(const struct frame *f, size_t *fired, size_t *armed);
/* How many the row of the event stands for; 0: another one's row does. */
size_t armed_group_size(const struct frame *f, size_t at);
/* Is the event, too, what the row stands for? */
bool armed_is_of_row(const struct frame *f, const struct event *row,
                     const struct event *e);
/* As the rule was written; a level's name says it. */
const char *armed_when(const struct frame *f, const char *rule);
/* In percent of the price of now; NaN: no price is known. */
double armed_distance(const struct snapshot *now, const struct price_level *p);

#endif
