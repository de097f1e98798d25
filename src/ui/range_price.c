/* SPDX-License-Identifier: MIT */
/* The price now behind the last bar. */
#include <string.h>

#include "range_parts.h"

static bool ends_with(const struct range_data *d, double price)
{
    return d->bar_count > 0 && d->bars[d->bar_count - 1].bar.close == price;
}

/* The first price of a session that has no bars yet. */
static bool opens_session(const struct listing *l, enum range r, int64_t last)
{
    struct trading_day day;

    return r != RANGE_1d && calendar_day(range_hours(l), l->session, &day) &&
           last < day.open_ms;
}

void range_add_extended_price(const struct listing *l, struct range_data *d)
{
    const struct quote *q = &l->quote;

    if (QUOTE_HAS(q, ext_price) && QUOTE_HAS(q, ext_as_of) &&
        q->ext_as_of >= d->bars[d->bar_count - 1].bar.start &&
        !ends_with(d, q->ext_price))
        range_add_bar(d, &(struct range_bar){
                             .bar = {.start = q->ext_as_of,
                                     .close = q->ext_price},
                             .is_extended = true, .is_now = true});
}

/* After the last bar of regular hours; 0: there is none. */
static size_t end_of_regular(const struct range_data *d)
{
    size_t i = d->bar_count;

    while (i > 0 && d->bars[i - 1].is_extended)
        i--;
    return i;
}

static void insert_bar(struct range_data *d, size_t at,
                       const struct range_bar *b)
{
    range_add_bar(d, b);
    memmove(&d->bars[at + 1], &d->bars[at],
            (d->bar_count - 1 - at) * sizeof(*d->bars));
    d->bars[at] = *b;
}

/* The quote is newer than the last regular bar: one more sample. */
void range_add_price(const struct listing *l, enum range r,
                     struct range_data *d)
{
    const struct quote *q = &l->quote;
    int64_t at = QUOTE_HAS(q, as_of) ? q->as_of : l->quote_t;
    size_t end = end_of_regular(d);
    int64_t last = end ? d->bars[end - 1].bar.start : 0;
    struct range_bar b = {.bar = {.start = last, .close = q->price},
                          .is_now = true};
    struct trading_day day;

    if (end == 0 || !range_has_price(l) || (!l->is_official && at < last))
        return;
    if (opens_session(l, r, last)) {
        calendar_day(range_hours(l), l->session, &day);
        b.bar.start = day.open_ms;
        b.opens_session = true;
    } else if (range_is_by_time(l) && at >= last + bar_span_ms(d->span)) {
        b.bar.start = at; /* at its own time, be there bars between or not */
    } else if (d->bars[end - 1].bar.close == q->price) {
        return;
    }
    insert_bar(d, end, &b);
}

void range_add_close(struct range_data *d, double close)
{
    if (d->bar_count && !ends_with(d, close))
        range_add_bar(d, &(struct range_bar){
                             .bar = {.start = d->bars[d->bar_count - 1]
                                                  .bar.start,
                                     .close = close}});
}
