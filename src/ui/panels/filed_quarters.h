/*
 * The last quarters of a company side by side in two lines.
 */
#ifndef TAPEWATCH_UI_FILED_QUARTERS_H
#define TAPEWATCH_UI_FILED_QUARTERS_H

#include "../panel.h"

/* Revenue over capital expenditure, a bar each: "Oct 24 35.08B ███▊". */
void filed_quarters_draw(const struct fundamentals *g, struct canvas *c,
                         struct rect area);

#endif
