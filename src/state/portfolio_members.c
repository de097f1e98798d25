/* SPDX-License-Identifier: MIT */
/* From the book to positions: lots by symbol, cash by currency. */
#include <stdlib.h>
#include <string.h>

#include "portfolio_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

bool lot_is_ahead(const struct lot *l, const struct instrument *of,
                  int64_t now_ms)
{
    enum market_hours hours = of ? instrument_hours(of) : HOURS_US;

    return l->date != NO_DATE && l->date > calendar_date(hours, now_ms);
}

struct members members_begun(const struct snapshot *s,
                             const struct members *m)
{
    const struct instrument *of = m->listing ? m->listing->instrument : NULL;
    struct members out = {mem_new(m->count + 1, sizeof *out.lots), 0,
                          m->listing};

    for (size_t i = 0; i < m->count; i++)
        if (!lot_is_ahead(m->lots[i], of, s->now_ms))
            out.lots[out.count++] = m->lots[i];
    return out;
}

void members_currency(const struct members *m, char out[CURRENCY_MAX])
{
    out[0] = '\0';
    if (m->listing)
        (void)currency_major(m->listing->instrument->currency, out);
    for (size_t i = 0; i < m->count && !*out; i++)
        (void)currency_major(m->lots[i]->currency, out);
}

struct factors factors_of(const struct snapshot *s, const struct members *m,
                          const char *currency)
{
    struct factors f = {mem_new(m->count + 1, sizeof *f.values), true};

    for (size_t i = 0; i < m->count; i++) {
        const char *own = m->lots[i]->currency;
        struct fx_rate r = {.value = 1};

        if (*own && !fx_find(s, own, currency, &r))
            r.value = 0;
        f.values[i] = r.value;
        f.all_known = f.all_known && r.value > 0;
    }
    return f;
}

void factors_done(struct factors *f)
{
    free(f->values);
}

/* Cash of GBp stands with that of GBP. */
static int compare_key(const struct lot *a, const struct lot *b)
{
    char x[CURRENCY_MAX], y[CURRENCY_MAX];

    if (lot_is_cash(a) != lot_is_cash(b))
        return lot_is_cash(a) ? 1 : -1;
    if (!lot_is_cash(a))
        return strcmp(a->symbol, b->symbol);
    (void)currency_major(a->currency, x);
    (void)currency_major(b->currency, y);
    return strcmp(x, y);
}

/* All lots are in one array: their order is that of writing. */
static int by_key(const void *a, const void *b)
{
    const struct lot *x = *(const struct lot *const *)a;
    const struct lot *y = *(const struct lot *const *)b;
    int order = compare_key(x, y);

    return order ? order : (x > y) - (x < y);
}

static int by_first(const void *a, const void *b)
{
    const struct members *x = a, *y = b;
    int order = (int)lot_is_cash(x->lots[0]) - (int)lot_is_cash(y->lots[0]);

    return order ? order : (x->lots[0] > y->lots[0]) -
                               (x->lots[0] < y->lots[0]);
}

void grouped_make(const struct snapshot *s, const char *portfolio,
                  struct grouped *out)
{
    const struct book *b = s->book;
    struct members *m = NULL;

    *out = (struct grouped){
        .lots = mem_new(b->lot_count + 1, sizeof *out->lots),
        .members = mem_new(b->lot_count + 1, sizeof *out->members)};
    for (size_t i = 0; i < b->lot_count; i++)
        if (strcmp(b->lots[i].portfolio, portfolio) == 0)
            out->lots[out->lot_count++] = &b->lots[i];
    qsort(out->lots, out->lot_count, sizeof *out->lots, by_key);
    for (size_t i = 0; i < out->lot_count; i++) {
        if (!m || compare_key(m->lots[0], out->lots[i]) != 0) {
            m = &out->members[out->count++];
            m->lots = &out->lots[i];
            m->listing = snapshot_find(s, out->lots[i]->symbol);
        }
        m->count++;
    }
    qsort(out->members, out->count, sizeof *out->members, by_first);
}

void grouped_done(struct grouped *g)
{
    free(g->lots);
    free(g->members);
}

struct portfolio *portfolio_new(const struct snapshot *s, const char *name,
                                const char *currency)
{
    size_t at = *name ? book_find(s->book, name) : 0;
    const struct portfolio_setup *setup;
    struct portfolio *p;
    struct grouped g;

    if (!s->book || at >= s->book->portfolio_count)
        return NULL;
    setup = &s->book->portfolios[at];
    grouped_make(s, setup->name, &g);
    p = mem_new(1, sizeof *p + g.count * sizeof *p->positions);
    p->positions = (struct position *)(p + 1);
    p->setup = setup;
    (void)currency_major(currency && *currency ? currency : setup->currency,
                         p->currency);
    p->benchmark =
        setup->benchmark[0] ? snapshot_find(s, setup->benchmark) : NULL;
    p->lot_count = g.lot_count;
    p->position_count = g.count;
    for (size_t i = 0; i < g.count; i++)
        position_make(s, &g.members[i], p->currency, &p->positions[i]);
    portfolio_sum(p);
    grouped_done(&g);
    return p;
}

void portfolio_free(struct portfolio *p)
{
    free(p);
}
