/*
 * Shared by the files of portfolios: the lots of one position, and what turns
 * their currencies into the position's.
 */
#ifndef TAPEWATCH_STATE_PORTFOLIO_PARTS_H
#define TAPEWATCH_STATE_PORTFOLIO_PARTS_H

#include "tapewatch/state/portfolio.h"

/* ---- portfolio_members.c */

/* The lots of one symbol, or of one currency's cash, as they were written. */
struct members {
    const struct lot **lots;
    size_t count;
    const struct listing *listing; /* NULL: not known */
};
/* Those of them whose day has come: a lot is not known before it. Owned by the
 * caller: free(lots). */
struct members members_begun(const struct snapshot *s,
                             const struct members *m);
bool lot_is_ahead(const struct lot *l, const struct instrument *of,
                  int64_t now_ms);
/* The listing's, else the first lot's; "" not known. A major unit. */
void members_currency(const struct members *m, char out[CURRENCY_MAX]);

struct factors {
    double *values; /* for each lot: position's currency for one of its */
    bool all_known; /* else those that are not are 0 */
};
struct factors factors_of(const struct snapshot *s, const struct members *m,
                          const char *currency);
void factors_done(struct factors *f);

/* All lots of a portfolio, by position. */
struct grouped {
    const struct lot **lots; /* owned; the members point into it */
    size_t lot_count;
    struct members *members;
    size_t count;
};
void grouped_make(const struct snapshot *s, const char *portfolio,
                  struct grouped *out);
void grouped_done(struct grouped *g);

/* ---- portfolio.c */
void position_make(const struct snapshot *s, const struct members *m,
                   const char *total, struct position *p);
void portfolio_sum(struct portfolio *p);

#endif
