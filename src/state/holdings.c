/* SPDX-License-Identifier: MIT */
/* Lots of one symbol: which sale closes which purchase. */
#include <math.h>
#include <stdlib.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/portfolio.h"

/* What adding and taking away leaves of 0.1 + 0.2 - 0.3. */
#define DUST 1e-9

struct trade {
    const struct lot *lot;
    double quantity, unit;
    size_t place; /* as written, where dates are the same */
};

/* Undated purchases are the oldest, undated sales the latest. */
static int64_t order_of(const struct lot *l)
{
    if (l->date != NO_DATE)
        return l->date;
    return l->quantity > 0 ? INT64_MIN : INT64_MAX;
}

static int by_date(const void *a, const void *b)
{
    const struct trade *x = a, *y = b;
    int64_t p = order_of(x->lot), q = order_of(y->lot);

    if (p != q)
        return p < q ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static struct trade *sorted(const struct holding_ask *ask)
{
    struct trade *trades = mem_new(ask->count + 1, sizeof *trades);

    for (size_t i = 0; i < ask->count; i++) {
        const struct lot *l = ask->lots[i];
        double factor = ask->factors ? ask->factors[i] : 1;

        trades[i] = (struct trade){
            l, l->quantity, (l->price + l->fee / l->quantity) * factor, i};
    }
    qsort(trades, ask->count, sizeof *trades, by_date);
    return trades;
}

static void realise(struct holding *h, const struct trade *t, double gain,
                    int year)
{
    h->realised += gain;
    h->closings++;
    if (t->lot->date == NO_DATE)
        h->undated_sales++;
    else if (civil_utc(t->lot->date * MS_PER_DAY).year == year)
        h->realised_year += gain;
}

/* Closes as much of the oldest open lots as the trade does; returns what is
 * left of it. */
static double close_oldest(struct holding *h, size_t *first,
                           const struct trade *t, int year)
{
    double left = t->quantity, gain = 0;
    bool has_closed = false;

    while (*first < h->open_count && h->open[*first].quantity * left < 0) {
        struct open_lot *o = &h->open[*first];
        double part = fmin(fabs(o->quantity), fabs(left));
        double side = left < 0 ? 1 : -1; /* sold what was bought, or back */

        gain += side * part * (t->unit - o->unit);
        o->quantity -= side * part;
        left += side * part;
        has_closed = true;
        if (fabs(o->quantity) < DUST * fabs(o->lot->quantity))
            ++*first;
        if (fabs(left) < DUST * fabs(t->quantity))
            left = 0;
    }
    if (has_closed)
        realise(h, t, gain, year);
    return left;
}

void holding_make(const struct holding_ask *ask, struct holding *out)
{
    struct trade *trades = sorted(ask);
    size_t first = 0;

    *out = (struct holding){
        .open = mem_new(ask->count + 1, sizeof *out->open)};
    for (size_t i = 0; i < ask->count; i++) {
        double left = close_oldest(out, &first, &trades[i], ask->year);

        if (left != 0)
            out->open[out->open_count++] =
                (struct open_lot){trades[i].lot, left, trades[i].unit};
    }
    for (size_t i = first; i < out->open_count; i++) {
        out->open[i - first] = out->open[i];
        out->quantity += out->open[i].quantity;
    }
    out->open_count -= first;
    free(trades);
}

void holding_done(struct holding *h)
{
    free(h->open);
    *h = (struct holding){0};
}
