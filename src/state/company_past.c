/* SPDX-License-Identifier: MIT */
/* Company figures as they were known at a moment in the past. */
#include <stdlib.h>

#include "company.h"
#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static bool was_known(const struct filed *f, int64_t t)
{
    return fact_known_since(f->filed, f->t) <= t;
}

/* The last of what was known of a period by then; NULL: nothing. `at` moves
 * behind its earlier ones. */
static const struct filed *last_known(const struct company *c,
                                      const struct filed *now, int64_t t,
                                      size_t *at)
{
    const struct filed *last = NULL;

    while (*at < c->earlier_count &&
           company_compare(&c->earlier[*at], now) < 0)
        ++*at;
    for (; *at < c->earlier_count &&
           company_compare(&c->earlier[*at], now) == 0; ++*at)
        if (was_known(&c->earlier[*at], t))
            last = &c->earlier[*at];
    return was_known(now, t) ? now : last;
}

/* A figure that came later than some days after its filing was known at the end
 * of the day it was filed. `out` borrows all but its facts, which the caller
 * frees. */
static void read_as_of(const struct company *c, int64_t t,
                       struct company *out)
{
    size_t at = 0;

    *out = *c;
    out->facts = mem_new(c->count + 1, sizeof *out->facts);
    out->count = 0;
    for (size_t i = 0; i < c->count; i++) {
        const struct filed *f = last_known(c, &c->facts[i], t, &at);

        if (f)
            out->facts[out->count++] = *f;
    }
}

/* The count that was known then. Of when one that only a quote gave is, nobody
 * says: it is one of now. What the user said stands. */
static void give_shares(struct state *s, struct entry *e,
                        const struct company *past, int64_t t)
{
    const struct instrument *now = e->pub.instrument;
    struct instrument then = *now;
    struct share_count found;

    if (!market_wants_filed_shares(&then))
        return;
    then.shares = 0;
    then.shares_asof = NO_DATE;
    then.shares_kind = then.shares_source = NULL;
    if (past && company_shares(past, civil_new_york_date(t), &found)) {
        then.shares = found.count;
        then.shares_asof = found.asof;
        then.shares_kind = found.kind;
        then.shares_source = FILED_SHARES;
    }
    e->pub.instrument = instrument_share(&then);
    shared_release(now);
    market_refigure(&s->market, e);
}

static void look_back(struct state *s, struct entry *e, int64_t t)
{
    struct company past;

    if (!e->company) {
        give_shares(s, e, NULL, t);
        return;
    }
    read_as_of(e->company, t, &past);
    shared_release(e->pub.company);
    e->pub.company = fundamentals_new(&past, civil_new_york_date(t));
    e->company->is_changed = false;
    give_shares(s, e, &past, t);
    free(past.facts);
}

void state_look_back(struct state *s, int64_t t)
{
    for (size_t i = 0; i < s->market.count; i++)
        look_back(s, &s->market.entries[i], t);
    kept_drop_plans_after(&s->kept, t);
}
