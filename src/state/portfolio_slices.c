/* SPDX-License-Identifier: MIT */
/* The parts of a portfolio: slices by sector or currency, what its totals
 * lack, single lots. */
#include "portfolio_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"

/* ---- slices */

static const char *slice_name(const struct position *p, enum slicing by)
{
    const struct instrument *i = p->listing ? p->listing->instrument : NULL;

    if (by == SLICE_CURRENCY)
        return p->currency;
    if (!p->symbol[0])
        return "cash";
    return i && i->sector && *i->sector ? i->sector : "sector not known";
}

static struct slice *slice_add(struct slice *all, size_t *n, const char *name)
{
    struct slice *s;
    char cut[sizeof s->name];

    name_copy(cut, sizeof cut, name);
    for (size_t i = 0; i < *n; i++)
        if (strcmp(all[i].name, cut) == 0)
            return &all[i];
    s = &all[(*n)++];
    *s = (struct slice){.value = 0};
    memcpy(s->name, cut, sizeof cut);
    return s;
}

static int by_value(const void *a, const void *b)
{
    const struct slice *x = a, *y = b;

    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return strcmp(x->name, y->name);
}

size_t portfolio_slices(const struct portfolio *p, enum slicing by,
                        struct slice *out, size_t most)
{
    struct slice *all = mem_new(p->position_count + 1, sizeof *all);
    size_t n = 0;

    for (size_t i = 0; p->has_weights && i < p->position_count; i++) {
        const struct position *one = &p->positions[i];
        struct slice *s;

        if (!POSITION_HAS(one, value) || one->value == 0)
            continue;
        s = slice_add(all, &n, slice_name(one, by));
        s->value += one->value;
        s->count++;
        s->weight_pct = s->value / p->value.value * 100;
    }
    qsort(all, n, sizeof *all, by_value);
    for (size_t i = 0; i < n && i < most; i++)
        out[i] = all[i];
    free(all);
    return n;
}

/* ---- what is missing, what is old */

static const char *name_of(const struct position *p)
{
    return p->symbol[0] ? p->symbol : "cash";
}

static void add_name(struct strbuf *out, const char *before,
                     const struct position *p, size_t n)
{
    strbuf_add(out, n == 0 ? before : ", ");
    strbuf_add(out, name_of(p));
}

void portfolio_gaps(const struct portfolio *p, struct strbuf *out)
{
    size_t missing = 0, old = 0;

    for (size_t i = 0; i < p->position_count; i++) {
        const struct position *one = &p->positions[i];

        if (!one->missing)
            continue;
        add_name(out, "without ", one, missing++);
        if (strcmp(one->missing, "no rate") == 0)
            strbuf_format(out, " (no rate from %s)", one->currency);
        else
            strbuf_format(out, " (%s)", one->missing);
    }
    for (size_t i = 0; i < p->position_count; i++)
        if (p->positions[i].is_stale && !p->positions[i].missing)
            add_name(out, missing ? "; old: " : "old: ", &p->positions[i],
                     old++);
}

/* ---- lots */

static const struct open_lot *find_open(const struct holding *h,
                                        const struct lot *l)
{
    for (size_t i = 0; i < h->open_count; i++)
        if (h->open[i].lot == l)
            return &h->open[i];
    return NULL;
}

static void fill_lot(const struct position *p, const struct open_lot *o,
                     bool is_known, struct lot_figures *out)
{
    double side = o->quantity < 0 ? -1 : 1;

    out->open = o->quantity;
    if (!is_known || !POSITION_HAS(p, price) || !POSITION_HAS(p, rate))
        return;
    out->has_profit = true;
    out->value = o->quantity * p->price * p->rate;
    out->profit = o->quantity * (p->price - o->unit) * p->rate;
    if (o->unit > 0)
        out->profit_pct = (p->price - o->unit) / o->unit * 100 * side;
}

static const struct position *find(const struct portfolio *p,
                                   const struct members *m)
{
    for (size_t i = 0; i < p->position_count; i++)
        if (strcmp(p->positions[i].symbol, m->lots[0]->symbol) == 0)
            return &p->positions[i];
    return NULL;
}

static void fill_members(const struct snapshot *s, const struct position *p,
                         const struct members *m, struct lot_figures *out,
                         size_t most)
{
    const struct instrument *of = m->listing ? m->listing->instrument : NULL;
    struct members begun = members_begun(s, m);
    struct factors f = factors_of(s, &begun, p->currency);
    struct holding h;

    holding_make(
        &(struct holding_ask){begun.lots, begun.count, 0, f.values}, &h);
    for (size_t i = 0; i < m->count && i < most; i++) {
        const struct open_lot *o = find_open(&h, m->lots[i]);

        out[i] = (struct lot_figures){
            .lot = m->lots[i],
            .is_ahead = lot_is_ahead(m->lots[i], of, s->now_ms)};
        if (out[i].is_ahead)
            continue;
        if (lot_is_cash(m->lots[i]))
            out[i].open = m->lots[i]->quantity;
        else if (o)
            fill_lot(p, o, f.all_known, &out[i]);
    }
    holding_done(&h);
    factors_done(&f);
    free(begun.lots);
}

size_t portfolio_lots(const struct snapshot *s, const struct portfolio *p,
                      const char *symbol, struct lot_figures *out, size_t most)
{
    struct grouped g;
    size_t n = 0;

    grouped_make(s, p->setup->name, &g);
    for (size_t i = 0; i < g.count; i++) {
        const struct members *m = &g.members[i];
        const struct position *one = find(p, m);

        if (!one || strcmp(one->symbol, symbol) != 0)
            continue;
        fill_members(s, one, m, n < most ? out + n : out,
                     n < most ? most - n : 0);
        n += m->count;
    }
    grouped_done(&g);
    return n;
}
