/* SPDX-License-Identifier: MIT */
/* Company figures in the market: facts to their company, share counts to its
 * instrument, filings to the rules.
 *
 * A first reply holds thousands of facts, so figures are made when somebody
 * looks. Only what is news runs the rules: filed these days, of a quarter that
 * just ended. */
#include <string.h>

#include "company.h"
#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { QUARTER_AGE_MOST = 200 };

static struct company *company_of(struct entry *e)
{
    if (!e->company)
        e->company = mem_new(1, sizeof *e->company);
    return e->company;
}

void filings_settle(struct entry *e, int64_t now_ms)
{
    struct fundamentals *fresh;

    if (!e->company || !e->company->is_changed)
        return;
    fresh = fundamentals_new(e->company, civil_new_york_date(now_ms));
    shared_release(e->pub.company);
    e->pub.company = fresh;
    e->company->is_changed = false;
}

static bool is_news(const struct update *u)
{
    const struct fact *f = &u->of.fact;
    int32_t known = civil_new_york_date(u->t);

    return f->filed != NO_DATE && known - f->filed <= FACT_NEWS_DAYS &&
           f->filed - f->end <= QUARTER_AGE_MOST;
}

/* Share counts may come after prices: what was unknown may now be true. */
static void give_shares(struct state *s, struct entry *e, bool rules)
{
    const struct instrument *i = e->pub.instrument;
    struct update u = {.kind = UPDATE_instrument};
    struct share_count found;

    if (!market_wants_filed_shares(i) ||
        !company_shares(e->company, civil_new_york_date(s->now_ms), &found) ||
        (found.count == i->shares && found.asof == i->shares_asof))
        return;
    name_copy(u.symbol, sizeof u.symbol, i->symbol);
    u.of.instrument = (struct instrument){.shares = found.count,
                                          .shares_asof = found.asof,
                                          .shares_kind = found.kind,
                                          .shares_source = FILED_SHARES};
    market_put_instrument(&s->market, &u);
    market_refigure(&s->market, e);
    if (rules && e->pub.session >= session_of_update(
                     instrument_hours(e->pub.instrument), s->now_ms))
        tracker_run(s, e, CHANGED_REGULAR);
}

static bool is_of_shares(const struct fact *f)
{
    struct tag_range range = concept_tags(CONCEPT_shares);
    uint8_t tag;

    return tag_from_text(f->concept, &tag) && tag >= range.first &&
           tag < range.end;
}

void filings_put_fact(struct state *s, const struct update *u, bool rules)
{
    struct entry *e;
    uint8_t tag;

    if (!*u->symbol || !u->of.fact.concept ||
        !tag_from_text(u->of.fact.concept, &tag))
        return;
    e = market_add(&s->market, u->symbol);
    if (!company_put_fact(company_of(e), u))
        return;
    if (is_of_shares(&u->of.fact))
        give_shares(s, e, rules);
    if (rules && is_news(u))
        tracker_run(s, e, CHANGED_FACTS);
}

void filings_put_action(struct state *s, const struct update *u, bool rules)
{
    struct entry *e;

    if (!*u->symbol || u->of.action.type != ACTION_SPLIT)
        return;
    e = market_add(&s->market, u->symbol);
    if (company_put_split(company_of(e), &u->of.action))
        give_shares(s, e, rules);
}

void filings_done(struct entry *e)
{
    company_free(e->company);
    shared_release(e->pub.company);
}
