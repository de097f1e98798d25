/*
 * Lines under a company's filed figures; "" where there is nothing to say.
 */
#ifndef TAPEWATCH_UI_FILED_LINES_H
#define TAPEWATCH_UI_FILED_LINES_H

#include "../panel.h"

/* "Op m 62.7%  Net m 55.7%  Capex/revenue 2.1%" */
void filed_margins_line(const struct fundamentals *g, char *out, size_t size);
/* "12 months  revenue 113.3B +152%  capex 2.413B +82%", or why not. */
void filed_twelve_line(const struct fundamentals *g, char *out, size_t size);
/* What the company announced itself: guidance before all else. */
void filed_announced_line(const struct frame *f, char *out, size_t size);

#endif
