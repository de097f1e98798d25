/*
 * What a portfolio is worth, and what it gained and lost: pure functions of a
 * snapshot, which holds the book of lots. Every figure is derived here, in the
 * files portfolio*.c and holdings.c, and nowhere else.
 *
 * A sale closes the oldest lots first (lots without a date are the oldest,
 * sales without one the latest); a sale of more than is held is short, closed
 * by the next purchases. Quantities and prices are in the shares of today. A
 * lot dated after the snapshot's moment waits for its day.
 *
 *   unit     = price + fee / quantity    of a lot: a fee makes a purchase dearer
 *                                        and a sale yield less
 *   cost     = sum of open quantity x unit               (short: negative)
 *   avg      = cost / open quantity
 *   value    = quantity x price
 *   profit   = value - cost                              of what is open
 *   profit_pct = profit / |cost| x 100
 *   realised = sum of closed quantity x (unit sold - unit bought)
 *   day      = quantity held before the session x (price - prev_close)
 *              + sum over lots of the session: quantity x (price - unit)
 *   day_base = |quantity held before x prev_close| + purchases of the session
 *   day_pct  = day / day_base x 100
 *   weight_pct = value / value of the portfolio x 100
 *   loss_share_pct = day / sum of the negative day figures x 100
 *
 * Of the whole portfolio day_base is net: what is short counts against it, cash
 * belongs to it; without anything above 0 there is no day_pct. Its parts weigh
 * what they are of the net value, shorts less than nothing; they weigh nothing
 * that is known when it is 0 or less, or cash alone while the others' value is
 * not known.
 *
 * Figures in another currency are turned into the portfolio's at the rate of
 * now: what a currency itself gained is in none of the profits. Cash is what
 * is said to be there; trades do not move it.
 *
 * A total says how many of its members it lacks: nothing is left out silently.
 */
#ifndef TAPEWATCH_STATE_PORTFOLIO_H
#define TAPEWATCH_STATE_PORTFOLIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/lot.h"
#include "tapewatch/state/fx.h"
#include "tapewatch/state/snapshot.h"

#define POSITION_FIGURES(_) /* name, unit: own currency, or "total" for the     \
                               portfolio's */                                   \
    _(avg, "own") _(price, "own") _(change_pct, "%") _(rate, "total")           \
    _(value, "total") _(cost, "total") _(profit, "total") _(profit_pct, "%")    \
    _(realised, "total") _(realised_year, "total") _(day, "total")              \
    _(day_base, "total") _(day_pct, "%") _(weight_pct, "%")                     \
    _(loss_share_pct, "%")

enum position_bit {
#define POSITION_BIT(name, unit) POSITION_BIT_##name,
    POSITION_FIGURES(POSITION_BIT)
#undef POSITION_BIT
};
#define POSITION_HAS(p, name) (((p)->known >> POSITION_BIT_##name) & 1u)

/* A symbol's lots together, or the cash of one currency. */
struct position {
    char symbol[SYMBOL_MAX];     /* "": cash */
    char currency[CURRENCY_MAX]; /* own; "" not known */
    const struct listing *listing; /* NULL: nothing is known of it */
    double quantity;             /* open; 0: all is sold */
    size_t lot_count;            /* open lots */
    uint32_t known;
#define POSITION_FIELD(name, unit) double name;
    POSITION_FIGURES(POSITION_FIELD)
#undef POSITION_FIELD
    double day_net;      /* with `day_base`: short ones less than nothing */
    bool is_stale;       /* its price or its rate is old */
    bool is_split_since; /* split after a lot that is open was bought */
    int64_t as_of;       /* ms: of the price; 0 not known */
    struct fx_rate to_total; /* with `rate` only */
    const char *missing; /* why there is no value: "no price", "no rate from
                            SEK", ... ; NULL: there is one */
};

/* A sum, and what is not in it. */
struct total {
    double value;
    unsigned known, missing, stale; /* members; stale ones are in it */
};
#define TOTALS(_)                                                           \
    _(value) _(cash) _(cost) _(profit) _(realised) _(realised_year) _(day)  \
    _(day_base)

/* A part of the whole: a sector, a currency. */
struct slice {
    char name[32];
    double value, weight_pct; /* of the value of the portfolio */
    unsigned count;
};
enum slicing { SLICE_SECTOR, SLICE_CURRENCY };

struct portfolio {
    const struct portfolio_setup *setup;
    char currency[CURRENCY_MAX]; /* of the totals */
    struct position *positions;  /* in the order of their first lots, cash
                                    last */
    size_t position_count;
    size_t lot_count; /* as they were written */
#define TOTAL_FIELD(name) struct total name;
    TOTALS(TOTAL_FIELD)
#undef TOTAL_FIELD
    bool has_day_pct, has_profit_pct, has_weights;
    double day_pct, profit_pct;
    int64_t rate_as_of; /* ms: of the oldest rate used; 0: none was */
    const struct listing *benchmark; /* NULL: none, or not known */
};

/* Of the first of that name ("": of the first there is), in `currency` ("" or
 * NULL: its own). NULL when there is none. It borrows from the snapshot; one
 * block: portfolio_free() or free(). */
struct portfolio *portfolio_new(const struct snapshot *s, const char *name,
                                const char *currency);
void portfolio_free(struct portfolio *p);

/* Largest first, shorts below zero last; none without a value, and none at all
 * without `has_weights`. Returns how many there are. */
size_t portfolio_slices(const struct portfolio *p, enum slicing by,
                        struct slice *out, size_t most);
/* "without VOD.L (no price), 7203.T (no rate from JPY)"; "" when nothing is
 * missing. Then, after "; ", whose figures are old. */
void portfolio_gaps(const struct portfolio *p, struct strbuf *out);

/* ---- holdings.c: lots and what they close */

struct open_lot {
    const struct lot *lot;
    double quantity; /* that is still open; negative: short */
    double unit;     /* in the position's currency */
};
struct holding {
    struct open_lot *open; /* oldest first */
    size_t open_count;
    double quantity;
    double realised, realised_year;
    size_t closings;      /* lots that closed others */
    size_t undated_sales; /* those of which no year is known */
};
/* Lots of one symbol, as they were written. Free with holding_done(). */
struct holding_ask {
    const struct lot *const *lots;
    size_t count;
    int year; /* of realised_year */
    const double *factors; /* units of the position's currency for one of each
                              lot's; NULL: 1 */
};
void holding_make(const struct holding_ask *ask, struct holding *out);
void holding_done(struct holding *h);

/* A symbol's lots in a portfolio ("": its cash), sold ones too, as they were
 * written, for tables of them; fills up to `most`, returns how many there
 * are. */
struct lot_figures {
    const struct lot *lot;
    bool is_ahead;    /* its day is still to come: in no other figure */
    double open;      /* quantity that no later trade has closed */
    bool has_profit;  /* of what is open, and value */
    double value, profit, profit_pct; /* in the portfolio's currency */
};
size_t portfolio_lots(const struct snapshot *s, const struct portfolio *p,
                      const char *symbol, struct lot_figures *out,
                      size_t most);

/* ---- portfolio_curve.c: what is held today, at past closes */

enum { CURVE_MAX = 260 };
struct curve_point {
    int32_t date;
    double value;
    bool has_benchmark;
    double benchmark; /* its close */
};
struct curve {
    struct curve_point points[CURVE_MAX]; /* oldest first, by session */
    size_t count;
    unsigned known, missing; /* positions that are in it, and that are not:
                                no close in or before its first session, or no
                                rate */
    unsigned todays_rates;   /* positions whose past rates are not known:
                                turned over at the rate of now */
    bool has_change, has_benchmark, has_volatility, has_beta, has_drawdown;
    bool has_correlation, has_risk_day;
    double change_pct, benchmark_pct; /* over the curve */
    double drawdown_pct;   /* the deepest fall from a high before, <= 0 */
    double volatility_pct; /* of daily log returns, a year of 252; like beta
                              not of cash alone */
    double beta; /* slope of daily returns against the benchmark's */
    double correlation;  /* of the same, -1 to 1 */
    double risk_day_pct; /* value at risk, 95 %, one day: of the daily returns
                            the worst that one in twenty was as bad as (the
                            n / 20 th, rounded up); not of cash alone */
    double risk_day;     /* of the value of now, in the total's currency */
};
enum { CURVE_RETURNS_LEAST = 20 }; /* for volatility, beta and the like */
/* The last `sessions` of them (at most CURVE_MAX), today's price last. Cash is
 * in all of it. */
void portfolio_curve(const struct portfolio *p, size_t sessions,
                     struct curve *out);

#endif
