/*
 * Shared by the files that write portfolios.
 */
#ifndef TAPEWATCH_REPORT_PORTFOLIO_H
#define TAPEWATCH_REPORT_PORTFOLIO_H

#include "tapewatch/base/strbuf.h"
#include "tapewatch/state/portfolio.h"

/* portfolio_text.c */
void portfolio_write_text(const struct snapshot *s, const struct portfolio *p,
                          struct strbuf *out);
/* portfolio_json.c */
void portfolio_write_json(const struct snapshot *s, const struct portfolio *p,
                          struct strbuf *out);
void position_write_json(const struct portfolio *p, const struct position *one,
                         struct strbuf *out);

/* A position's figure as reports give it: prices and rates as they are,
 * money and percentages with two decimals. */
double position_rounded(enum position_bit bit, double v);

#endif
