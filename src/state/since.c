/* SPDX-License-Identifier: MIT */
/* What changed since a moment. */
#include "tapewatch/state/since.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/state/derive.h"

bool since_is_event(const struct event *e, int64_t since_ms)
{
    return e->opened.t > since_ms || e->worst.t > since_ms;
}

/* The close of the bar that ended last by then, of whatever span. */
static bool price_at(const struct listing *l, int64_t ms, double *out)
{
    enum market_hours hours = instrument_hours(l->instrument);
    int64_t newest = INT64_MIN;

    for (int span = 0; span < BAR_SPAN_COUNT; span++) {
        const struct series *s = l->series[span];
        size_t i = series_at(s, ms);

        while (i > 0 && bar_end(hours, span, &s->bars[i - 1]) > ms)
            i--;
        if (i == 0 || bar_end(hours, span, &s->bars[i - 1]) <= newest)
            continue;
        newest = bar_end(hours, span, &s->bars[i - 1]);
        *out = s->bars[i - 1].close;
    }
    return newest != INT64_MIN && *out > 0;
}

static bool move_of(const struct listing *l, int64_t since_ms,
                    struct since_move *out)
{
    *out = (struct since_move){.listing = l};
    if (!QUOTE_HAS(&l->quote, price) || !QUOTE_HAS(&l->quote, as_of) ||
        l->quote.as_of <= since_ms || !price_at(l, since_ms, &out->then))
        return false;
    out->change_pct = derive_percent(l->quote.price, out->then);
    return out->change_pct != 0;
}

size_t since_moves(const struct snapshot *s, int64_t since_ms,
                   struct since_move *out, size_t most)
{
    size_t count = 0;

    for (size_t i = 0; i < s->listing_count && most > 0; i++) {
        struct since_move now;
        size_t at = count;

        if (!move_of(&s->listings[i], since_ms, &now))
            continue;
        while (at > 0 &&
               fabs(out[at - 1].change_pct) < fabs(now.change_pct))
            at--;
        if (at == most)
            continue;
        count += count < most;
        memmove(out + at + 1, out + at, (count - at - 1) * sizeof *out);
        out[at] = now;
    }
    return count;
}

static const char *subject_of(const struct snapshot *s,
                              const struct headline *h)
{
    const struct listing *l =
        h->symbol_count ? snapshot_find(s, h->symbols[0]) : NULL;

    return l ? l->instrument->symbol : "";
}

static int by_count(const void *a, const void *b)
{
    const struct since_unread *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->symbol, y->symbol);
}

size_t since_unread(const struct snapshot *s, int64_t since_ms,
                    struct since_unread *out, size_t most, unsigned *total)
{
    size_t count = 0;

    *total = 0;
    for (size_t i = 0; i < s->headline_count; i++) {
        const struct headline *h = s->headlines[i];
        const char *symbol;
        size_t at = 0;

        if ((h->published ? h->published : h->seen) <= since_ms ||
            snapshot_is_read(s, h->id))
            continue;
        ++*total;
        symbol = subject_of(s, h);
        while (at < count && strcmp(out[at].symbol, symbol) != 0)
            at++;
        if (at == most)
            continue;
        if (at == count)
            out[count++] =
                (struct since_unread){.symbol = symbol, .newest = h};
        out[at].count++;
    }
    qsort(out, count, sizeof *out, by_count);
    return count;
}
