/*
 * Quarters and years made from what was filed. Only for fundamentals.c.
 */
#ifndef TAPEWATCH_STATE_PERIODS_H
#define TAPEWATCH_STATE_PERIODS_H

#include "company.h"

/* By end; no two overlap by more than ten days. `form` and `source` point
 * into the company's words. */
struct periods {
    struct period *at;
    size_t count, cap;
};

/* False, and nothing changes, when it overlaps one that is there. */
bool periods_add(struct periods *to, const struct period *p);
void periods_done(struct periods *p);
/* The one that ended a year before p[i] (364 days, give or take 20). */
const struct period *periods_year_before(const struct period *p, size_t n,
                                         size_t i);
/* Growth on the year, and for quarters of a FLOW the twelve months. */
void periods_grow(struct periods *p, bool has_ttm);

/* All that is known of a concept; *unit becomes what the figures are in. */
struct concept_periods {
    struct periods quarters, years;
    const char *unit; /* in the company's words, "" when there is nothing */
};
void periods_collect(const struct company *c, enum concept of, int32_t today,
                     struct concept_periods *out);

#endif
