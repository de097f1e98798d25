/* SPDX-License-Identifier: MIT */
/* Daily bars, the running session among them. */
#include "range_parts.h"
#include "tapewatch/base/civil.h"

enum { SESSIONS_A_YEAR = 252, DAYS_A_YEAR = 365 };

bool range_has_price(const struct listing *l)
{
    return QUOTE_HAS(&l->quote, price) && l->session != NO_DATE;
}

/* The running session as a bar of its own. */
static struct bar bar_of_today(const struct listing *l)
{
    const struct quote *q = &l->quote;
    struct bar b = {.start = l->session * MS_PER_DAY, .close = q->price};

    if (QUOTE_HAS(q, open) && QUOTE_HAS(q, high) && QUOTE_HAS(q, low)) {
        b.open = q->open;
        b.high = q->high;
        b.low = q->low;
        b.known |= BAR_HAS_OHL;
    }
    if (QUOTE_HAS(q, volume)) {
        b.volume = q->volume;
        b.known |= BAR_HAS_VOLUME;
    }
    return b;
}

static size_t count_of_year(const struct range_data *d)
{
    size_t n = 0;
    int year = 0;

    for (size_t i = d->bar_count; i-- > 0; n++) {
        struct civil t = civil_new_york(d->bars[i].bar.start +
                                        12 * MS_PER_HOUR);

        if (n > 0 && t.year != year)
            break;
        year = t.year;
    }
    return n;
}

/* A market that never closes has a bar for each day of the range. */
static size_t bars_wanted(const struct listing *l, const struct range_data *d,
                          enum range r)
{
    size_t want = range_sessions(r) < 0 ? count_of_year(d)
                                         : (size_t)range_sessions(r);

    if (range_hours(l) == HOURS_ALWAYS && range_sessions(r) > 0 &&
        r != RANGE_5d)
        want = want * DAYS_A_YEAR / SESSIONS_A_YEAR;
    return want && want < d->bar_count ? want : d->bar_count;
}

void range_read_daily(const struct listing *l, enum range r,
                      struct range_data *d)
{
    const struct series *s = l->series[BAR_1d];
    size_t n = s ? s->count : 0;
    int32_t last = n ? bar_date(range_hours(l), BAR_1d, &s->bars[n - 1])
                     : NO_DATE;

    d->words = range_words_of(BAR_1d);
    d->span = BAR_1d;
    d->is_daily = true;
    for (size_t i = 0; i < n; i++)
        range_add_bar(d, &(struct range_bar){.bar = s->bars[i]});
    if (n && range_has_price(l) && last < l->session)
        range_add_bar(d, &(struct range_bar){.bar = bar_of_today(l)});
    else if (n && range_has_price(l) && last == l->session)
        d->bars[d->bar_count - 1].bar.close = l->quote.price;
    range_fill_days(l, d);
    d->lead = d->bar_count - bars_wanted(l, d, r);
}
