/* SPDX-License-Identifier: MIT */
/* Splits and dividends: every figure in the shares of today.
 *
 * DESIGN. What a source says on a day is in the shares of that day: sources
 * of history send it adjusted for all splits so far (Yahoo's chart does), and
 * what was kept before a split is adjusted for it by nobody. So each split is
 * applied once, when its day has come and it is known: to the bars that became
 * known before its day (struct bar.day), to the quote, the close before and
 * the share count of a date before it. What comes in later and was known
 * before (from the store, or a tape) is restated on its way in; so the order
 * of arrival does not matter, and a split that is told twice counts once.
 *
 * Two checks catch sources that keep to the old shares after the day. History
 * that falls at the split's day by just its ratio is restated back to where
 * the levels meet; and a line's prices of an older session, or its previous
 * close, are divided when that brings them nearer to what is known.
 *
 * Dividends change nothing: they are kept for display. */
#include <math.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { ACTIONS_MAX = 60 };

/* New shares for one old, of the splits after `from` up to `to`. */
static double ratio_between(const struct entry *e, int32_t from, int32_t to)
{
    double ratio = 1;

    for (size_t i = 0; i < e->pub.action_count; i++) {
        const struct action *a = &e->pub.actions[i];

        if (a->type == ACTION_SPLIT && a->ex > from && a->ex <= to)
            ratio *= a->ratio;
    }
    return ratio;
}

static void scale_bar(struct bar *b, double ratio)
{
    b->open /= ratio;
    b->high /= ratio;
    b->low /= ratio;
    b->close /= ratio;
    b->volume *= ratio;
}

/* All of a quote but its extended hours. */
static void scale_quote(struct quote *q, double ratio)
{
    q->price /= ratio;
    q->prev_close /= ratio;
    q->open /= ratio;
    q->high /= ratio;
    q->low /= ratio;
    q->bid /= ratio;
    q->ask /= ratio;
    q->volume *= ratio;
    q->bid_size *= ratio;
    q->ask_size *= ratio;
}

static bool is_nearer(double price, double ratio, double known)
{
    return price > 0 && known > 0 &&
           fabs(log(price / ratio / known)) < fabs(log(price / known));
}

/* ---- history */

static void scale_series(struct entry *e, int span, const struct action *a)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    struct series **s = &e->series[span];

    if (!*s)
        return;
    series_own(s);
    e->pub.series[span] = *s;
    for (size_t i = 0; i < (*s)->count; i++) {
        struct bar *b = &(*s)->bars[i];

        if ((int32_t)b->day >= a->ex)
            continue;
        if (bar_date(hours, (enum bar_span)span, b) < a->ex)
            scale_bar(b, a->ratio);
    }
}

/* The price at which trading began with the new shares; 0 unknown. */
static double level_after(const struct series *d, size_t at)
{
    if (at >= d->count)
        return 0;
    return d->bars[at].known & BAR_HAS_OHL ? d->bars[at].open
                                           : d->bars[at].close;
}

static void check_at(struct entry *e, const struct action *a)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    size_t at = session_daily_at(hours, e->series[BAR_1d], a->ex);
    double after = level_after(e->series[BAR_1d], at);
    struct series *d;

    /* Small ratios look like any other day's move. */
    if (at == 0 || fabs(log(a->ratio)) < log(1.5) ||
        !is_nearer(e->series[BAR_1d]->bars[at - 1].close, a->ratio, after))
        return;
    series_own(&e->series[BAR_1d]);
    e->pub.series[BAR_1d] = d = e->series[BAR_1d];
    while (at-- > 0 && is_nearer(d->bars[at].close, a->ratio, after)) {
        scale_bar(&d->bars[at], a->ratio);
        after = d->bars[at].close;
    }
    dayrange_bars_changed(e);
}

void actions_check_history(struct entry *e)
{
    for (size_t i = 0; i < e->pub.action_count; i++) {
        const struct action *a = &e->pub.actions[i];

        if (a->type == ACTION_SPLIT && a->ex <= e->split_day)
            check_at(e, a);
    }
}

/* ---- what is known already */

static void scale_shares(struct entry *e, const struct action *a)
{
    const struct instrument *old = e->pub.instrument;
    struct instrument i = *old;

    if (i.shares <= 0 || i.shares_asof == NO_DATE || i.shares_asof >= a->ex)
        return;
    i.shares *= a->ratio;
    e->pub.instrument = instrument_share(&i);
    shared_release(old);
}

static void scale_said(struct said *s, double ratio)
{
    s->open /= ratio;
    s->high /= ratio;
    s->low /= ratio;
    s->volume *= ratio;
}

/* A previous close that was said may be in either shares on the day. */
static void fit_prev_close(const struct entry *e, const struct action *a,
                           int32_t session, struct quote *q)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    double known = q->price;

    if (!QUOTE_HAS(q, prev_close) || a->ex > session ||
        a->ex <= calendar_previous(hours, session))
        return;
    if (e->pub.session == session)
        (void)dayrange_official_prev(e, &known);
    if (!QUOTE_HAS(q, price) && known <= 0)
        return;
    if (is_nearer(q->prev_close, a->ratio, known))
        q->prev_close /= a->ratio;
}

static void scale_prices(struct entry *e, const struct action *a)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    struct quote *q = &e->pub.quote;
    int32_t known = calendar_date(hours, e->pub.quote_t);

    if (e->closed_day != NO_DATE && e->closed_day < a->ex)
        e->closed_price /= a->ratio;
    if (QUOTE_HAS(q, ext_as_of) && calendar_date(hours, q->ext_as_of) < a->ex)
        q->ext_price /= a->ratio;
    if (e->pub.session == NO_DATE)
        return;
    if (e->pub.session < a->ex && known < a->ex) {
        scale_quote(q, a->ratio);
        scale_said(&e->said, a->ratio);
    } else if (e->prev_is_said) {
        fit_prev_close(e, a, e->pub.session, q);
    }
}

static void apply_split(struct entry *e, const struct action *a)
{
    for (int span = 0; span < BAR_SPAN_COUNT; span++)
        scale_series(e, span, a);
    if (e->series[BAR_1d])
        check_at(e, a);
    scale_prices(e, a);
    scale_shares(e, a);
    dayrange_bars_changed(e);
    if (e->pub.session == NO_DATE)
        return;
    dayrange_find_prev_close(e);
    dayrange_update(e);
}

void actions_advance(struct entry *e, int64_t t)
{
    int32_t today, before = e->split_day;

    if (e->pub.action_count == 0)
        return;
    today = calendar_date(instrument_hours(e->pub.instrument), t);
    if (today <= before)
        return;
    e->split_day = today;
    for (size_t i = e->pub.action_count; i-- > 0;) {
        const struct action *a = &e->pub.actions[i];

        if (a->type == ACTION_SPLIT && a->ex > before && a->ex <= today)
            apply_split(e, a);
    }
}

/* ---- what comes in */

/* Filed counts (filings.c) come in with their splits, by the filing's date. */
void actions_restate_shares(const struct entry *e, struct instrument *i)
{
    if (i->shares_source && strcmp(i->shares_source, FILED_SHARES) == 0)
        return;
    if (e->pub.action_count && i->shares > 0 && i->shares_asof != NO_DATE)
        i->shares *= ratio_between(e, i->shares_asof, e->split_day);
}

void actions_restate_bar(const struct entry *e, int64_t t, enum bar_span span,
                         struct bar *b)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    int32_t day = calendar_date(hours, t);

    b->day = day > 0 && day < UINT16_MAX ? (uint16_t)day : 0;
    if (e->pub.action_count && bar_date(hours, span, b) < e->split_day)
        scale_bar(b, ratio_between(e, day, e->split_day));
}

void actions_restate_line(const struct entry *e, int32_t session,
                          struct quote *q)
{
    double ratio, known = e->pub.quote.price;

    if (e->pub.action_count == 0)
        return;
    ratio = ratio_between(e, session, e->split_day);
    if (ratio != 1 && QUOTE_HAS(q, price) &&
        QUOTE_HAS(&e->pub.quote, price) &&
        is_nearer(q->price, ratio, known)) {
        scale_quote(q, ratio);
        return;
    }
    for (size_t i = 0; i < e->pub.action_count; i++)
        if (e->pub.actions[i].type == ACTION_SPLIT &&
            e->pub.actions[i].ex <= e->split_day)
            fit_prev_close(e, &e->pub.actions[i], session, q);
}

/* ---- the list */

static bool is_sound(const struct action *a)
{
    if (a->ex == NO_DATE)
        return false;
    return a->type == ACTION_SPLIT
               ? isfinite(a->ratio) && a->ratio > 0 && a->ratio != 1
               : isfinite(a->amount) && a->amount > 0;
}

/* Newest first; false if there is one of that kind and day, or no room. */
static bool insert(struct entry *e, const struct action *a)
{
    const struct action *old = e->pub.actions;
    size_t n = e->pub.action_count, at = 0;
    struct action *fresh;

    for (size_t i = 0; i < n; i++) {
        if (old[i].type == a->type && old[i].ex == a->ex)
            return false;
        at += old[i].ex >= a->ex;
    }
    if (n == ACTIONS_MAX && at == n)
        return false;
    fresh = shared_new((n + 1) * sizeof *fresh, NULL);
    if (at > 0)
        memcpy(fresh, old, at * sizeof *fresh);
    fresh[at] = *a;
    if (n > at)
        memcpy(fresh + at + 1, old + at, (n - at) * sizeof *fresh);
    shared_release(old);
    e->pub.actions = fresh;
    e->pub.action_count = n < ACTIONS_MAX ? n + 1 : ACTIONS_MAX;
    return true;
}

bool actions_put(struct entry *e, const struct update *u)
{
    const struct action *a = &u->of.action;
    int32_t before;

    actions_advance(e, u->t);
    before = e->split_day;
    if (!is_sound(a) || !insert(e, a))
        return false;
    actions_advance(e, u->t); /* the first of all */
    if (a->type == ACTION_SPLIT && before != NO_DATE && a->ex <= before)
        apply_split(e, a);
    return true;
}
