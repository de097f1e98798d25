/* SPDX-License-Identifier: MIT */
/* Open, high, low and volume of the session so far, and the close before it.
 *
 * They are worked out from the session's bars whenever one of them changes,
 * not kept running: providers send the bar of the moment again and again, and
 * a bar that is replaced must leave no trace. The official daily bar settles
 * them. */
#include "market.h"
#include "tapewatch/base/civil.h"

/* A coarser source counts only for what it has beyond the finer ones. */
static void widen(struct range *r, double high, double low, int64_t t)
{
    if (!r->has_price || high > r->high) {
        r->high = high;
        r->high_t = t;
    }
    if (!r->has_price || low < r->low) {
        r->low = low;
        r->low_t = t;
    }
    r->has_price = true;
}

/* Where a bar ends takes a look at the calendar: once for each extreme, not
 * once for each bar. */
static void date_extremes(struct range *r, const struct entry *e,
                          enum bar_span span)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);

    if (r->high_bar)
        r->high_t = bar_end(hours, span, r->high_bar);
    if (r->low_bar)
        r->low_t = bar_end(hours, span, r->low_bar);
    r->high_bar = r->low_bar = NULL;
}

static void widen_by_bar(struct range *r, const struct bar *b)
{
    bool has_ohl = b->known & BAR_HAS_OHL;
    double high = has_ohl ? b->high : b->close;
    double low = has_ohl ? b->low : b->close;

    if (!r->has_price || high > r->high)
        r->high_bar = b;
    if (!r->has_price || low < r->low)
        r->low_bar = b;
    widen(r, high, low, 0);
}

/* Adds the session's regular bars of one span; call the finest first. */
static void add_span(struct range *r, const struct entry *e, enum bar_span span,
                     const struct trading_day *day)
{
    const struct series *s = e->series[span];
    size_t first = series_at(s, day->open_ms);
    size_t end = series_at(s, day->close_ms);
    bool volume_is_mine = !r->has_volume;

    for (size_t i = first; i < end; i++) {
        const struct bar *b = &s->bars[i];

        widen_by_bar(r, b);
        if ((b->known & BAR_HAS_OHL) && b->start == day->open_ms &&
            !r->has_open) {
            r->open = b->open;
            r->has_open = true;
        }
        if (volume_is_mine && (b->known & BAR_HAS_VOLUME)) {
            r->volume += b->volume;
            r->has_volume = true;
        }
    }
    date_extremes(r, e, span);
}

static void add_said(struct range *r, const struct said *said)
{
    if ((said->known >> QUOTE_BIT_high & 1u) &&
        (!r->has_price || said->high > r->high)) {
        r->high = said->high;
        r->high_t = said->high_t;
    }
    if ((said->known >> QUOTE_BIT_low & 1u) &&
        (!r->has_price || said->low < r->low)) {
        r->low = said->low;
        r->low_t = said->low_t;
    }
    if (said->known >> QUOTE_BIT_open & 1u) {
        r->open = said->open;
        r->has_open = true;
    }
    if ((said->known >> QUOTE_BIT_volume & 1u) &&
        (!r->has_volume || said->volume > r->volume)) {
        r->volume = said->volume;
        r->has_volume = true;
    }
}

/* The official figures replace the sums; only where the extremes lay in time
 * is better known from the finer bars. */
static void settle(struct range *r, const struct bar *b, int64_t close_ms)
{
    if (b->known & BAR_HAS_OHL) {
        widen(r, b->high, b->low, close_ms);
        r->open = b->open;
        r->high = b->high;
        r->low = b->low;
        r->has_open = true;
    }
    if (b->known & BAR_HAS_VOLUME) {
        r->volume = b->volume;
        r->has_volume = true;
    }
}

static const struct bar *official_bar(const struct entry *e,
                                      enum market_hours hours)
{
    const struct series *d = e->series[BAR_1d];
    size_t at;

    if (e->price_rank != PRICE_OFFICIAL)
        return NULL;
    at = session_daily_at(hours, d, e->pub.session);
    if (!d || at == d->count ||
        bar_date(hours, BAR_1d, &d->bars[at]) != e->pub.session)
        return NULL;
    return &d->bars[at];
}

static void show(struct entry *e, const struct range *r)
{
    struct quote *q = &e->pub.quote;
    bool has_high = r->has_price || (e->said.known >> QUOTE_BIT_high & 1u);
    bool has_low = r->has_price || (e->said.known >> QUOTE_BIT_low & 1u);

    if (r->has_open)
        QUOTE_SET(q, open, r->open);
    if (has_high)
        QUOTE_SET(q, high, r->high);
    if (has_low)
        QUOTE_SET(q, low, r->low);
    if (r->has_volume)
        QUOTE_SET(q, volume, r->volume);
    e->high_t = has_high ? r->high_t : 0;
    e->low_t = has_low ? r->low_t : 0;
}

static bool has_intraday(const struct entry *e)
{
    for (int span = 0; span < BAR_1d; span++)
        if (e->series[span])
            return true;
    return false;
}

static struct range range_of_bars(const struct entry *e,
                                  enum market_hours hours)
{
    struct range r = {0};
    struct trading_day day;

    if (!has_intraday(e))
        return r;
    day = session_day(hours, e->pub.session);
    for (int span = 0; span < BAR_1d; span++)
        add_span(&r, e, (enum bar_span)span, &day);
    return r;
}

void dayrange_bars_changed(struct entry *e)
{
    e->has_range = e->has_basis = false;
}

void dayrange_update(struct entry *e)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    const struct bar *official = official_bar(e, hours);
    struct range r;

    if (!e->has_range)
        e->range = range_of_bars(e, hours);
    e->has_range = true;
    r = e->range;
    if (official)
        settle(&r, official, day_close(e));
    else
        add_said(&r, &e->said);
    show(e, &r);
}

void dayrange_put_line(struct entry *e, const struct quote *q, int64_t as_of)
{
    struct said *said = &e->said;
    const uint32_t mine = 1u << QUOTE_BIT_open | 1u << QUOTE_BIT_high |
                          1u << QUOTE_BIT_low | 1u << QUOTE_BIT_volume;

    if (QUOTE_HAS(q, open))
        said->open = q->open;
    if (QUOTE_HAS(q, volume))
        said->volume = q->volume;
    if (QUOTE_HAS(q, high) &&
        (!(said->known >> QUOTE_BIT_high & 1u) || said->high != q->high)) {
        said->high = q->high;
        said->high_t = as_of;
    }
    if (QUOTE_HAS(q, low) &&
        (!(said->known >> QUOTE_BIT_low & 1u) || said->low != q->low)) {
        said->low = q->low;
        said->low_t = as_of;
    }
    said->known |= q->known & mine;
}

bool dayrange_official_prev(const struct entry *e, double *out)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    const struct series *d = e->series[BAR_1d];
    size_t at = session_daily_at(hours, d, e->pub.session);
    int32_t date = e->closed_session;
    double close = e->closed_price;

    if (at > 0 && bar_date(hours, BAR_1d, &d->bars[at - 1]) >= date) {
        date = bar_date(hours, BAR_1d, &d->bars[at - 1]);
        close = d->bars[at - 1].close;
    }
    if (date == NO_DATE ||
        date < session_oldest_close(e->pub.instrument, e->pub.session))
        return false;
    *out = close;
    return true;
}

void dayrange_find_prev_close(struct entry *e)
{
    double close;

    if (!e->prev_is_said && dayrange_official_prev(e, &close))
        QUOTE_SET(&e->pub.quote, prev_close, close);
}

void dayrange_start(struct entry *e, int32_t session)
{
    struct quote *q = &e->pub.quote;
    const uint32_t kept = 1u << QUOTE_BIT_ext_price | 1u << QUOTE_BIT_ext_as_of;
    enum market_hours hours = instrument_hours(e->pub.instrument);

    if (e->pub.is_official && QUOTE_HAS(q, price)) {
        e->closed_session = e->pub.session;
        e->closed_price = q->price;
        e->closed_day = calendar_date(hours, e->pub.quote_t);
    }
    q->known &= kept;
    if (QUOTE_HAS(q, ext_as_of) &&
        calendar_date(hours, q->ext_as_of) < session) {
        q->known = 0;
        q->ext_session = SESSION_UNKNOWN;
    }
    e->said = (struct said){0};
    e->price_rank = PRICE_NONE;
    e->prev_is_said = false;
    e->high_t = e->low_t = 0;
    e->pub.session = session;
    e->pub.is_official = false;
    dayrange_bars_changed(e);
    day_find(e);
    dayrange_find_prev_close(e);
}
