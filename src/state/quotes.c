/* SPDX-License-Identifier: MIT */
/* Prices as they become known: quote lines and bars make the quote.
 *
 * The regular price moves forward only: to a later session, to a later time,
 * or at the same time to a better source (enum price_rank). Bars and lines of
 * a session before the update's own are history: they may fill in what is
 * not known yet, and report no change, so that no rule runs on them.
 *
 * Price and prev_close are of one source, which `source` names: when another
 * takes over, its price counts with its own prev_close, or with an official
 * close, never with what the older source said. */
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

/* What is offered as the regular price. */
struct offer {
    int32_t session;
    int64_t as_of;
    double price;
    enum price_rank rank;
};

static size_t most_bars(enum bar_span span)
{
    static const size_t most[BAR_SPAN_COUNT] = {
        [BAR_1m] = 4000,
        [BAR_5m] = 4000,
        [BAR_1h] = 4000,
        [BAR_1d] = 4000,
    };

    return most[span];
}

static enum price_rank rank_of(enum bar_span span)
{
    static const enum price_rank ranks[BAR_SPAN_COUNT] = {
        [BAR_1m] = PRICE_1m,
        [BAR_5m] = PRICE_5m,
        [BAR_1h] = PRICE_1h,
        [BAR_1d] = PRICE_DAILY_SO_FAR,
    };

    return ranks[span];
}

static bool is_newer(const struct entry *e, const struct offer *o)
{
    const struct quote *q = &e->pub.quote;

    if (e->pub.session == NO_DATE || o->session > e->pub.session ||
        !QUOTE_HAS(q, price))
        return o->session >= e->pub.session;
    if (o->session < e->pub.session)
        return false;
    if (e->price_rank == PRICE_OFFICIAL || o->rank == PRICE_OFFICIAL)
        return o->rank == PRICE_OFFICIAL;
    return o->as_of > q->as_of ||
           (o->as_of == q->as_of && o->rank >= e->price_rank);
}

static void start_session(struct entry *e, int32_t session)
{
    if (e->pub.session == NO_DATE || session > e->pub.session)
        dayrange_start(e, session);
}

static void take(struct entry *e, const struct offer *o)
{
    struct quote *q = &e->pub.quote;

    QUOTE_SET(q, price, o->price);
    QUOTE_SET(q, as_of, o->as_of);
    e->price_rank = o->rank;
    q->session = day_phase(e, o->as_of);
    e->pub.is_official = o->rank == PRICE_OFFICIAL ||
                         (o->rank == PRICE_LINE && o->as_of >= day_close(e));
}

/* Source and age stay those of the price when only the rest came, and from
 * somebody else. */
static void note_source(struct entry *e, const struct update *u,
                        int64_t interval_ms, bool has_price)
{
    e->pub.failed = false;
    if (!has_price && QUOTE_HAS(&e->pub.quote, price) &&
        strcmp(e->pub.source, u->source) != 0)
        return;
    e->pub.quote_t = u->t;
    e->pub.interval_ms = interval_ms;
    name_copy(e->pub.source, sizeof e->pub.source, u->source);
}

/* Whether the row is this source's, or nobody's yet. */
static bool is_own(const struct entry *e, const char *source)
{
    return strcmp(e->pub.source, source) == 0 ||
           (!QUOTE_HAS(&e->pub.quote, price) && !e->prev_is_said);
}

/* Whether a newer price may stand in the row: it must not be set against a
 * prev_close that another source said, unless none is better. */
static bool may_take(const struct entry *e, const struct offer *o,
                     const char *source, bool has_prev)
{
    double close;

    return has_prev || o->rank == PRICE_OFFICIAL ||
           o->session > e->pub.session || is_own(e, source) ||
           !e->prev_is_said ||
           !QUOTE_HAS(&e->pub.quote, price) ||
           dayrange_official_prev(e, &close);
}

/* Another source takes over and brings no prev_close. */
static void drop_said_prev(struct entry *e)
{
    if (!e->prev_is_said)
        return;
    e->prev_is_said = false;
    e->pub.quote.known &= ~(1u << QUOTE_BIT_prev_close);
    dayrange_find_prev_close(e);
}

/* ---- extended hours */

static unsigned put_ext(struct entry *e, double price, int64_t as_of, int64_t t)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    struct quote *q = &e->pub.quote;
    enum session part = calendar_session(hours, as_of);
    int32_t date = calendar_date(hours, as_of);

    if (QUOTE_HAS(q, ext_as_of) && as_of < q->ext_as_of)
        return 0;
    if (e->pub.session != NO_DATE && date < e->pub.session)
        return 0;
    QUOTE_SET(q, ext_price, price);
    QUOTE_SET(q, ext_as_of, as_of);
    /* The last trade of the evening is stamped with its very end. */
    if (part != SESSION_PRE)
        part = as_of <= session_day(hours, date).open_ms ? SESSION_PRE
                                                         : SESSION_POST;
    q->ext_session = part;
    return date >= day_session_of_update(e, t) ? CHANGED_EXT : 0;
}

/* ---- quote lines */

static void take_extras(struct entry *e, const struct quote *from)
{
    struct quote *q = &e->pub.quote;

    if (QUOTE_HAS(from, bid))
        QUOTE_SET(q, bid, from->bid);
    if (QUOTE_HAS(from, ask))
        QUOTE_SET(q, ask, from->ask);
    if (QUOTE_HAS(from, bid_size))
        QUOTE_SET(q, bid_size, from->bid_size);
    if (QUOTE_HAS(from, ask_size))
        QUOTE_SET(q, ask_size, from->ask_size);
    if (QUOTE_HAS(from, delay_s))
        QUOTE_SET(q, delay_s, from->delay_s);
}

static bool has_regular(const struct quote *q)
{
    return QUOTE_HAS(q, price) || QUOTE_HAS(q, prev_close) ||
           QUOTE_HAS(q, open) || QUOTE_HAS(q, high) || QUOTE_HAS(q, low) ||
           QUOTE_HAS(q, volume) || QUOTE_HAS(q, bid) || QUOTE_HAS(q, ask);
}

/* The regular part of a line; true when it was not older than what is known. */
static bool put_regular(struct entry *e, const struct quote *q,
                        const struct offer *o, const char *source)
{
    bool has_price = QUOTE_HAS(q, price), has_prev = QUOTE_HAS(q, prev_close);
    bool newer = is_newer(e, o), own;

    if (!has_price &&
        (o->session != e->pub.session ||
         (QUOTE_HAS(&e->pub.quote, as_of) && o->as_of < e->pub.quote.as_of)))
        return false;
    if (!newer && e->price_rank != PRICE_OFFICIAL)
        return false;
    if (o->session < e->pub.session ||
        (has_price && newer && !may_take(e, o, source, has_prev)))
        return false;
    start_session(e, o->session);
    own = is_own(e, source);
    newer = newer && has_price;
    if (has_prev && (own || newer)) {
        QUOTE_SET(&e->pub.quote, prev_close, q->prev_close);
        e->prev_is_said = true;
    } else if (newer && !own) {
        drop_said_prev(e);
    }
    dayrange_put_line(e, q, o->as_of);
    take_extras(e, q);
    if (newer)
        take(e, o);
    dayrange_update(e);
    return true;
}

unsigned quotes_put_line(struct entry *e, const struct update *u)
{
    struct quote line = u->of.quote;
    const struct quote *q = &line;
    int64_t as_of = QUOTE_HAS(q, as_of) ? q->as_of : u->t;
    int64_t ext_as_of = QUOTE_HAS(q, ext_as_of) ? q->ext_as_of : u->t;
    struct offer o = {.price = q->price, .rank = PRICE_LINE};
    unsigned changed = 0;

    /* A clock ahead of ours must not lock out what comes after. */
    o.as_of = as_of < u->t ? as_of : u->t;
    o.session = day_session_of_price(e, o.as_of);
    actions_restate_line(e, o.session, &line);
    o.price = line.price;
    if (has_regular(q) && put_regular(e, q, &o, u->source)) {
        note_source(e, u, 0,
                    QUOTE_HAS(q, price) && e->price_rank == PRICE_LINE);
        if (o.session >= day_session_of_update(e, u->t))
            changed |= CHANGED_REGULAR;
    }
    if (QUOTE_HAS(q, ext_price)) {
        unsigned ext =
            put_ext(e, q->ext_price, ext_as_of < u->t ? ext_as_of : u->t, u->t);

        if (ext && !changed)
            note_source(e, u, 0, false);
        changed |= ext;
    }
    return changed;
}

/* ---- bars */

/* Daily bars come stamped with midnights or the open: one form for all, so
 * that a session has one bar. */
static struct bar normal_bar(enum market_hours hours, enum bar_span span,
                             const struct bar *from)
{
    struct bar b = *from;
    struct trading_day day;

    if (span == BAR_1d &&
        calendar_day(hours, bar_date(hours, span, from), &day))
        b.start = day.open_ms;
    return b;
}

static void keep_bar(struct entry *e, enum bar_span span, const struct bar *b)
{
    if (!e->series[span])
        e->series[span] = series_new(span);
    series_put(&e->series[span], b, most_bars(span));
    e->pub.series[span] = e->series[span];
    dayrange_bars_changed(e);
    if (span == BAR_1d && e->pub.action_count)
        actions_check_history(e);
}

static unsigned put_regular_bar(struct entry *e, const struct update *u,
                                const struct bar *b)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    enum bar_span span = u->of.bar.span;
    int64_t end = bar_end(hours, span, b);
    struct offer o = {
        .session = bar_date(hours, span, b),
        .as_of = end < u->t ? end : u->t, /* a bar that is still growing */
        .price = b->close,
        .rank = span == BAR_1d && u->t >= end ? PRICE_OFFICIAL : rank_of(span),
    };

    if (e->pub.session != NO_DATE && o.session < e->pub.session) {
        dayrange_find_prev_close(e);
        return 0;
    }
    start_session(e, o.session);
    if (is_newer(e, &o) && may_take(e, &o, u->source, false)) {
        if (!is_own(e, u->source))
            drop_said_prev(e);
        take(e, &o);
        note_source(e, u, bar_span_ms(span), true);
    }
    if (span == BAR_1d && o.rank != PRICE_OFFICIAL) {
        struct quote so_far = {.open = b->open,
                               .high = b->high,
                               .low = b->low,
                               .volume = b->volume};

        if (b->known & BAR_HAS_OHL)
            so_far.known |= 1u << QUOTE_BIT_open | 1u << QUOTE_BIT_high |
                            1u << QUOTE_BIT_low;
        if (b->known & BAR_HAS_VOLUME)
            so_far.known |= 1u << QUOTE_BIT_volume;
        dayrange_put_line(e, &so_far, o.as_of);
    }
    dayrange_update(e);
    return o.session >= day_session_of_update(e, u->t) ? CHANGED_REGULAR : 0;
}

unsigned quotes_put_bar(struct entry *e, const struct update *u)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    enum bar_span span = u->of.bar.span;
    struct bar b = normal_bar(hours, span, &u->of.bar.bar);
    int64_t end = bar_end(hours, span, &b);
    unsigned changed = 0;

    actions_restate_bar(e, u->t, span, &b);
    /* A day that is not over is no completed session: its figures count, but
     * the bar would pass for an official close tomorrow. */
    if (span != BAR_1d || u->t >= end)
        keep_bar(e, span, &b);
    switch (bar_session(hours, span, &b)) {
    case SESSION_REGULAR:
        return put_regular_bar(e, u, &b);
    case SESSION_PRE:
    case SESSION_POST:
        changed = put_ext(e, b.close, end < u->t ? end : u->t, u->t);
        if (changed)
            note_source(e, u, bar_span_ms(span), false);
        return changed;
    case SESSION_CLOSED:
    case SESSION_UNKNOWN:
        break;
    }
    return 0;
}
