/* SPDX-License-Identifier: MIT */
/* Bars of a day, or of a few. */
#include "range_parts.h"
#include "tapewatch/base/civil.h"

static bool is_regular(const struct listing *l, enum bar_span span,
                       const struct bar *b)
{
    return range_hours(l) == HOURS_ALWAYS ||
           bar_session(range_hours(l), span, b) == SESSION_REGULAR;
}

/* Does the series hold bars of the session: regular ones, or any? */
static bool has_session(const struct listing *l, enum bar_span span,
                        int32_t date, bool is_any)
{
    const struct series *s = l->series[span];

    for (size_t i = s ? s->count : 0; i-- > 0;) {
        int32_t d = bar_date(range_hours(l), span, &s->bars[i]);

        if (d < date)
            return false;
        if (d == date && (is_any || is_regular(l, span, &s->bars[i])))
            return true;
    }
    return false;
}

/* The finest bars that the session has; false if none. */
static bool intraday_span(const struct listing *l, int32_t date, bool is_any,
                          enum bar_span *out)
{
    static const enum bar_span order[] = {BAR_5m, BAR_1m, BAR_1h};

    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
        *out = order[i];
        if (has_session(l, order[i], date, is_any))
            return true;
    }
    return false;
}

bool range_has_session(const struct listing *l, int32_t session, bool is_any)
{
    enum bar_span span;

    return session != NO_DATE && intraday_span(l, session, is_any, &span);
}

/* The first bar that is wanted, the lead included. */
static size_t first_bar(const struct listing *l, const struct day_span *want)
{
    const struct series *s = l->series[want->span];
    size_t i = s ? s->count : 0, lead = want->lead;

    for (; i > 0; i--)
        if (bar_date(range_hours(l), want->span, &s->bars[i - 1]) <
                want->from && lead-- == 0)
            return i;
    return i;
}

static void read_intraday(const struct listing *l,
                          const struct day_span *want, struct range_data *d)
{
    const struct series *s = l->series[want->span];
    int32_t last = NO_DATE;

    d->words = range_words_of(want->span);
    d->span = want->span;
    for (size_t i = first_bar(l, want); s && i < s->count; i++) {
        struct range_bar b = {.bar = s->bars[i]};
        int32_t date = bar_date(range_hours(l), want->span, &b.bar);

        b.is_extended = !is_regular(l, want->span, &b.bar);
        if (date > want->to || (b.is_extended && !want->has_extended))
            continue;
        b.opens_session = date != last;
        last = date;
        d->lead += date < want->from;
        range_add_bar(d, &b);
    }
}

/* How many bars the whole session has. */
static size_t session_slots(const struct trading_day *day, enum bar_span span)
{
    return (size_t)((day->close_ms - day->open_ms -
                     (day->lunch_end_ms - day->lunch_ms) + bar_span_ms(span) -
                     1) /
                    bar_span_ms(span));
}

/* Bars of one session, with room for those that are still to come. */
void range_read_session(const struct listing *l, int32_t session,
                        const struct day_span *like, struct range_data *d)
{
    struct day_span want = *like;
    size_t before = 0;

    want.from = want.to = session;
    if (session == NO_DATE ||
        !intraday_span(l, session, want.has_extended, &want.span))
        return;
    read_intraday(l, &want, d);
    while (d->lead + before < d->bar_count &&
           d->bars[d->lead + before].is_extended)
        before++;
    if (calendar_day(range_hours(l), session, &d->day))
        d->slots = before + session_slots(&d->day, want.span);
}

/* A session that has just begun has no bars yet: the last one with bars says
 * which span is read. */
void range_read_sessions(const struct listing *l, const struct range_view *v,
                         struct range_data *d)
{
    struct day_span want = {.lead = v->lead, .to = l->session};
    int32_t date = l->session;
    bool found = false;

    if (date == NO_DATE)
        return;
    for (int i = 0; i < range_sessions(v->range); i++) {
        if (i > 0)
            date = calendar_previous(range_hours(l), date);
        if (!found)
            found = intraday_span(l, date, false, &want.span);
    }
    want.from = date;
    if (found)
        read_intraday(l, &want, d);
}
