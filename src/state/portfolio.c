/* SPDX-License-Identifier: MIT */
/* Positions and totals of a portfolio; formulas in portfolio.h. */
#include "tapewatch/state/portfolio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "portfolio_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

#define POSITION_SET(p, name, v)                                            \
    position_set(p, POSITION_BIT_##name, &(p)->name, v)

static void position_set(struct position *p, enum position_bit bit,
                         double *field, double v)
{
    if (!isfinite(v))
        return;
    *field = v + 0.0;
    p->known |= 1u << bit;
}

static double percent(double part, double whole)
{
    return whole == 0 ? NAN : part / whole * 100;
}

/* ---- one position */

static bool is_old(const struct listing *l, int64_t now_ms)
{
    enum market_hours hours = instrument_hours(l->instrument);

    return l->is_stale || l->session < calendar_begun(hours, now_ms);
}

/* What the lots themselves say, in the position's currency. */
static void fill_cost(struct position *p, const struct holding *h)
{
    double cost = 0;

    if (h->closings == 0) { /* nothing, whatever the rate is */
        POSITION_SET(p, realised, 0);
        POSITION_SET(p, realised_year, 0);
    }
    for (size_t i = 0; i < h->open_count; i++)
        cost += h->open[i].quantity * h->open[i].unit;
    if (h->quantity != 0)
        POSITION_SET(p, avg, cost / h->quantity);
    if (!POSITION_HAS(p, rate))
        return;
    POSITION_SET(p, cost, cost * p->rate);
    POSITION_SET(p, realised, h->realised * p->rate);
    if (h->undated_sales == 0)
        POSITION_SET(p, realised_year, h->realised_year * p->rate);
}

static void fill_profit(struct position *p)
{
    if (!POSITION_HAS(p, value) || !POSITION_HAS(p, cost))
        return;
    POSITION_SET(p, profit, p->value - p->cost);
    POSITION_SET(p, profit_pct, percent(p->profit, fabs(p->cost)));
}

/* Lots of the session itself gain from their own price on; what is dated
 * after it (a weekend's) has no day yet. */
static void fill_day(struct position *p, const struct members *m,
                     const struct factors *f)
{
    const struct quote *q = &p->listing->quote;
    double before = 0, day = 0, bought = 0;
    bool is_known = true;

    for (size_t i = 0; i < m->count; i++) {
        const struct lot *l = m->lots[i];
        double unit = (l->price + l->fee / l->quantity) * f->values[i];

        if (l->date == NO_DATE || l->date < p->listing->session) {
            before += l->quantity;
        } else if (l->date == p->listing->session) {
            is_known = is_known && f->all_known;
            day += l->quantity * (q->price - unit);
            bought += fmax(l->quantity, 0) * unit;
        }
    }
    if (!is_known || (before != 0 && !QUOTE_HAS(q, prev_close)))
        return;
    if (before != 0)
        day += before * (q->price - q->prev_close);
    POSITION_SET(p, day, day * p->rate);
    POSITION_SET(p, day_base,
                 (fabs(before * q->prev_close) + bought) * p->rate);
    p->day_net = (before * q->prev_close + bought) * p->rate;
    POSITION_SET(p, day_pct, percent(p->day, p->day_base));
}

static void fill_price(struct position *p, int64_t now_ms)
{
    const struct listing *l = p->listing;

    p->as_of = QUOTE_HAS(&l->quote, as_of) ? l->quote.as_of : l->quote_t;
    POSITION_SET(p, price, l->quote.price);
    if (FIGURE_HAS(&l->figures, change_pct))
        POSITION_SET(p, change_pct, l->figures.change_pct);
    p->is_stale = is_old(l, now_ms);
    if (POSITION_HAS(p, rate))
        POSITION_SET(p, value, p->quantity * l->quote.price * p->rate);
}

static bool is_split_since(const struct listing *l, const struct holding *h)
{
    for (size_t i = 0; l && i < l->action_count; i++)
        for (size_t k = 0; k < h->open_count; k++)
            if (l->actions[i].type == ACTION_SPLIT &&
                h->open[k].lot->date != NO_DATE &&
                l->actions[i].ex > h->open[k].lot->date)
                return true;
    return false;
}

/* Why a position has no value, in words. */
static void find_gap(struct position *p, const struct holding *h)
{
    bool has_price = p->listing && QUOTE_HAS(&p->listing->quote, price);

    if (h->quantity == 0 && h->open_count == 0) {
        POSITION_SET(p, value, 0); /* all of it is sold */
        return;
    }
    if (POSITION_HAS(p, value))
        return;
    p->missing = !has_price             ? "no price"
                 : p->currency[0] == 0 ? "currency not known"
                                       : "no rate";
}

static void fill_trades(struct position *p, const struct members *m,
                        const struct snapshot *s)
{
    struct factors f = factors_of(s, m, p->currency);
    const struct holding_ask ask = {m->lots, m->count,
                                    civil_new_york(s->now_ms).year, f.values};
    struct holding h;

    holding_make(&ask, &h);
    p->quantity = h.quantity;
    p->lot_count = h.open_count;
    if (p->listing && QUOTE_HAS(&p->listing->quote, price))
        fill_price(p, s->now_ms);
    if (f.all_known)
        fill_cost(p, &h);
    if (p->listing && POSITION_HAS(p, price) && POSITION_HAS(p, rate))
        fill_day(p, m, &f);
    p->is_split_since = is_split_since(p->listing, &h);
    p->is_stale = p->is_stale || (POSITION_HAS(p, rate) &&
                                  p->to_total.is_stale);
    find_gap(p, &h);
    fill_profit(p);
    factors_done(&f);
    holding_done(&h);
}

static void fill_cash(struct position *p, const struct members *m)
{
    char ignored[CURRENCY_MAX];

    for (size_t i = 0; i < m->count; i++)
        p->quantity += m->lots[i]->quantity /
                       currency_major(m->lots[i]->currency, ignored);
    if (POSITION_HAS(p, rate))
        POSITION_SET(p, value, p->quantity * p->rate);
    else
        p->missing = "no rate";
    p->is_stale = POSITION_HAS(p, rate) && p->to_total.is_stale;
}

void position_make(const struct snapshot *s, const struct members *m,
                   const char *total, struct position *p)
{
    struct members begun = members_begun(s, m);

    *p = (struct position){.listing = m->listing};
    name_copy(p->symbol, sizeof p->symbol, m->lots[0]->symbol);
    members_currency(m, p->currency);
    if (fx_find(s, p->currency, total, &p->to_total))
        POSITION_SET(p, rate, p->to_total.value);
    if (p->symbol[0])
        fill_trades(p, &begun, s);
    else
        fill_cash(p, &begun);
    free(begun.lots);
}

/* ---- sums */

#define ADD(p, total, from, name)                                           \
    add(&(p)->total, from, POSITION_HAS(from, name), (from)->name)

static void add(struct total *t, const struct position *p, bool is_known,
                double v)
{
    if (!is_known) {
        t->missing++;
        return;
    }
    t->value += v;
    t->known++;
    t->stale += p->is_stale;
}

static void add_position(struct portfolio *to, const struct position *p)
{
    if (!p->symbol[0]) {
        ADD(to, value, p, value);
        ADD(to, cash, p, value);
        ADD(to, day_base, p, value);
        return;
    }
    ADD(to, realised, p, realised);
    ADD(to, realised_year, p, realised_year);
    if (p->lot_count > 0) {
        ADD(to, value, p, value);
        ADD(to, cost, p, cost);
        ADD(to, profit, p, profit);
    }
    if (p->lot_count > 0 || POSITION_HAS(p, day_base)) {
        ADD(to, day, p, day);
        add(&to->day_base, p, POSITION_HAS(p, day_base), p->day_net);
    }
}

/* Only of positions whose profit is known too. */
static double cost_of_profit(const struct portfolio *p)
{
    double sum = 0;

    for (size_t i = 0; i < p->position_count; i++)
        if (POSITION_HAS(&p->positions[i], profit))
            sum += fabs(p->positions[i].cost);
    return sum;
}

/* Cash alone is no whole while it is not known what the others are worth. */
static bool can_weigh(const struct portfolio *p)
{
    bool has_other = p->value.missing == 0;

    for (size_t i = 0; i < p->position_count; i++)
        has_other |= p->positions[i].symbol[0] &&
                     p->positions[i].lot_count > 0 &&
                     POSITION_HAS(&p->positions[i], value);
    return has_other && p->value.value > 0;
}

static void share_out(struct portfolio *p)
{
    double lost = 0;

    p->has_weights = can_weigh(p);
    for (size_t i = 0; i < p->position_count; i++)
        if (POSITION_HAS(&p->positions[i], day))
            lost += fmin(p->positions[i].day, 0);
    for (size_t i = 0; i < p->position_count; i++) {
        struct position *one = &p->positions[i];

        if (POSITION_HAS(one, value) && p->has_weights)
            POSITION_SET(one, weight_pct,
                         percent(one->value, p->value.value));
        if (POSITION_HAS(one, day) && one->day < 0)
            POSITION_SET(one, loss_share_pct, percent(one->day, lost));
    }
}

/* The oldest rate that a value was made with. */
static void note_rate(struct portfolio *to, const struct position *p)
{
    int64_t as_of = POSITION_HAS(p, value) ? p->to_total.as_of : 0;

    if (as_of && (to->rate_as_of == 0 || as_of < to->rate_as_of))
        to->rate_as_of = as_of;
}

void portfolio_sum(struct portfolio *p)
{
    double cost;

    for (size_t i = 0; i < p->position_count; i++) {
        add_position(p, &p->positions[i]);
        note_rate(p, &p->positions[i]);
    }
    share_out(p);
    cost = cost_of_profit(p);
    p->has_profit_pct = p->profit.known > 0 && cost > 0;
    if (p->has_profit_pct)
        p->profit_pct = percent(p->profit.value, cost);
    p->has_day_pct = p->day.known > 0 && p->day_base.value > 0;
    if (p->has_day_pct)
        p->day_pct = percent(p->day.value, p->day_base.value);
}
