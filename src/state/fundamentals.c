/* SPDX-License-Identifier: MIT */
/* The figures of a company as one block: what follows from several concepts,
 * and the key figures of the newest quarter. */
#include "tapewatch/state/fundamentals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "periods.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum {
    QUARTERS_MOST = 40,
    YEARS_MOST = 15,
    SAME_END_DAYS = 7,
};

#define FUNDAMENTAL_SET(f, name, value)                                        \
    set(f, FUNDAMENTAL_BIT_##name, &(f)->name, value)

static void set(struct fundamentals *f, enum fundamental_bit bit, double *field,
                double value)
{
    if (!isfinite(value))
        return;
    *field = value;
    f->known |= 1u << bit;
}

/* ---- free cash flow */

static const struct period *same_period(const struct periods *in,
                                        const struct period *p)
{
    for (size_t i = 0; i < in->count; i++)
        if (in->at[i].start == p->start && in->at[i].end == p->end)
            return &in->at[i];
    return NULL;
}

static void subtract(const struct periods *from, const struct periods *what,
                     struct periods *out)
{
    for (size_t i = 0; i < from->count; i++) {
        struct period p = from->at[i];
        const struct period *less = same_period(what, &p);

        if (!less)
            continue;
        p.value -= less->value;
        p.is_derived = true;
        p.known = 0;
        if (less->t > p.t)
            p.t = less->t;
        (void)periods_add(out, &p);
    }
}

static void add_free_cash_flow(struct concept_periods all[CONCEPT_COUNT])
{
    const struct concept_periods *cash = &all[CONCEPT_operating_cash_flow];
    const struct concept_periods *capex = &all[CONCEPT_capex];
    struct concept_periods *out = &all[CONCEPT_free_cash_flow];

    if (*out->unit == '\0')
        out->unit = cash->unit;
    if (strcmp(cash->unit, capex->unit) != 0 ||
        strcmp(cash->unit, out->unit) != 0)
        return;
    subtract(&cash->quarters, &capex->quarters, &out->quarters);
    subtract(&cash->years, &capex->years, &out->years);
}

/* ---- the block */

struct block {
    struct fundamentals *to;
    struct period *periods; /* free ones */
    const struct word *from;
    const struct word *words; /* the copies of `from` */
};

static const char *moved(const struct block *b, const char *word)
{
    return b->words->text + (word - b->from->text);
}

/* The last `most` of a list. */
static size_t keep(struct block *b, const struct periods *list, size_t most,
                   const struct period **out)
{
    size_t n = list->count < most ? list->count : most;

    *out = b->periods;
    for (size_t i = 0; i < n; i++) {
        struct period *p = b->periods++;

        *p = list->at[list->count - n + i];
        p->form = moved(b, p->form);
        p->source = moved(b, p->source);
    }
    return n;
}

static struct fundamentals *make_block(const struct company *c,
                                       const struct concept_periods *all)
{
    struct fundamentals *to;
    struct block b = {.from = c->words};
    size_t words = c->word_count * sizeof *c->words;
    size_t count = 0;

    for (int i = 0; i < CONCEPT_COUNT; i++) {
        size_t quarters = all[i].quarters.count, years = all[i].years.count;

        count += quarters < QUARTERS_MOST ? quarters : QUARTERS_MOST;
        count += years < YEARS_MOST ? years : YEARS_MOST;
    }
    to = shared_new(sizeof *to + count * sizeof(struct period) + words, NULL);
    b.to = to;
    b.periods = (struct period *)(to + 1);
    b.words = (const struct word *)(b.periods + count);
    if (words > 0)
        memcpy(b.periods + count, c->words, words);
    for (int i = 0; i < CONCEPT_COUNT; i++) {
        struct concept_figures *of = &to->of[i];

        of->unit = *all[i].unit ? moved(&b, all[i].unit) : "";
        of->quarter_count = keep(&b, &all[i].quarters, QUARTERS_MOST,
                                 &of->quarters);
        of->year_count = keep(&b, &all[i].years, YEARS_MOST, &of->years);
    }
    return to;
}

/* ---- key figures */

const struct period *fundamentals_newest(const struct fundamentals *f,
                                         enum concept c)
{
    const struct concept_figures *of = f ? &f->of[c] : NULL;

    return of && of->quarter_count > 0 ? &of->quarters[of->quarter_count - 1]
                                       : NULL;
}

static bool is_of_filing(enum concept c)
{
    return concept_kind(c) == CONCEPT_KIND_FLOW;
}

static void find_newest(struct fundamentals *f)
{
    f->quarter_end = f->filed = NO_DATE;
    for (int i = 0; i < CONCEPT_COUNT; i++) {
        const struct period *p = fundamentals_newest(f, (enum concept)i);

        if (p && is_of_filing((enum concept)i) && p->end > f->quarter_end)
            f->quarter_end = p->end;
    }
}

/* The newest quarter of a concept if it is the company's newest: a figure of
 * the quarter before must not stand beside those of this one. */
static const struct period *current(const struct fundamentals *f,
                                    enum concept c)
{
    const struct period *p = fundamentals_newest(f, c);

    if (!p || f->quarter_end == NO_DATE)
        return NULL;
    return f->quarter_end - p->end <= SAME_END_DAYS ? p : NULL;
}

/* When the newest quarter became known. What is first heard of weeks after
 * its filing is as old as the filing. */
static void find_filing(struct fundamentals *f)
{
    for (int i = 0; i < CONCEPT_COUNT; i++) {
        const struct period *p = current(f, (enum concept)i);

        if (!p || !is_of_filing((enum concept)i) || p->filed == NO_DATE)
            continue;
        if (f->filing_t == 0 || p->t < f->filing_t) {
            f->filing_t = p->t;
            f->filed = p->filed;
        }
    }
    if (f->filing_t == 0)
        return;
    if (civil_new_york_date(f->filing_t) - f->filed > FACT_NEWS_DAYS)
        f->filing_t = civil_from_new_york(f->filed, 0, 0);
}

static double yoy_of(const struct fundamentals *f, enum concept c)
{
    const struct period *p = current(f, c);

    return p && (p->known & PERIOD_HAS_YOY) ? p->yoy_pct : NAN;
}

static double ttm_of(const struct fundamentals *f, enum concept c)
{
    const struct period *p = current(f, c);

    return p && (p->known & PERIOD_HAS_TTM) ? p->ttm : NAN;
}

static double ttm_yoy_of(const struct fundamentals *f, enum concept c)
{
    const struct period *p = current(f, c);

    return p && (p->known & PERIOD_HAS_TTM_YOY) ? p->ttm_yoy_pct : NAN;
}

static double share_of(const struct fundamentals *f, enum concept c)
{
    double part;

    return current(f, c) && fundamentals_share(f, c, &part) ? part : NAN;
}

static void set_key_figures(struct fundamentals *f)
{
    double revenue = yoy_of(f, CONCEPT_revenue);
    double capex = yoy_of(f, CONCEPT_capex);

    FUNDAMENTAL_SET(f, revenue_yoy, revenue);
    FUNDAMENTAL_SET(f, revenue_ttm, ttm_of(f, CONCEPT_revenue));
    FUNDAMENTAL_SET(f, revenue_ttm_yoy, ttm_yoy_of(f, CONCEPT_revenue));
    FUNDAMENTAL_SET(f, capex_yoy, capex);
    FUNDAMENTAL_SET(f, capex_ttm, ttm_of(f, CONCEPT_capex));
    FUNDAMENTAL_SET(f, capex_ttm_yoy, ttm_yoy_of(f, CONCEPT_capex));
    FUNDAMENTAL_SET(f, research_ttm, ttm_of(f, CONCEPT_research));
    FUNDAMENTAL_SET(f, net_income_yoy, yoy_of(f, CONCEPT_net_income));
    FUNDAMENTAL_SET(f, net_income_ttm, ttm_of(f, CONCEPT_net_income));
    FUNDAMENTAL_SET(f, fcf_ttm, ttm_of(f, CONCEPT_free_cash_flow));
    FUNDAMENTAL_SET(f, operating_margin, share_of(f, CONCEPT_operating_income));
    FUNDAMENTAL_SET(f, net_margin, share_of(f, CONCEPT_net_income));
    FUNDAMENTAL_SET(f, capex_share, share_of(f, CONCEPT_capex));
    if (isnan(revenue) || fabs(capex) > fabs(revenue))
        FUNDAMENTAL_SET(f, filing_change, capex);
    else
        FUNDAMENTAL_SET(f, filing_change, revenue);
}

struct fundamentals *fundamentals_new(const struct company *c, int32_t today)
{
    struct concept_periods all[CONCEPT_COUNT];
    struct fundamentals *f;

    for (int i = 0; i < CONCEPT_COUNT; i++)
        periods_collect(c, (enum concept)i, today, &all[i]);
    add_free_cash_flow(all);
    for (int i = 0; i < CONCEPT_COUNT; i++) {
        periods_grow(&all[i].quarters,
                     concept_kind((enum concept)i) != CONCEPT_KIND_COUNT);
        periods_grow(&all[i].years, false);
    }
    f = make_block(c, all);
    for (int i = 0; i < CONCEPT_COUNT; i++) {
        periods_done(&all[i].quarters);
        periods_done(&all[i].years);
    }
    find_newest(f);
    find_filing(f);
    set_key_figures(f);
    return f;
}
