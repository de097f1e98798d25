/* SPDX-License-Identifier: MIT */
/* An event's place among the largest one-day losses. */
#include <string.h>

#include "market.h"

enum { RANK_GRAVE = 10, SEVERITY_MAX = 4 };

/* Records are of whole sessions: what happens outside of them has no part. */
static bool is_ranked(const struct rule *rule)
{
    return !rule || rule->looks_at != CHANGED_EXT;
}

/* The session's loss in USD, positive; false when there is none. */
static bool loss_of(const struct entry *e, int32_t session, double *out)
{
    const struct figures *f = &e->pub.figures;

    if (*e->pub.instrument->symbol == '@' || e->pub.session != session ||
        !FIGURE_HAS(f, cap_change_usd) || f->cap_change_usd >= 0)
        return false;
    *out = -f->cap_change_usd;
    return true;
}

/* The symbol that the company has in the records: perhaps that of another
 * class of its shares, for they lose the same money. */
static const char *name_of(const struct state *s, const struct entry *e)
{
    for (size_t i = 0; e->cik && i < s->records.count; i++) {
        const char *symbol = s->records.rows[i].symbol;
        const struct entry *other = market_find(&s->market, symbol);

        if (other && other->cik == e->cik)
            return symbol;
    }
    return e->pub.instrument->symbol;
}

void ranking_update(const struct state *s, const struct entry *e,
                    struct event *event)
{
    const struct rule *rule = rules_find(&s->rules, event->key.rule);
    double loss;

    event->rank = event->rank_own = 0;
    if (is_ranked(rule) && loss_of(e, event->key.session, &loss))
        event->rank = records_rank(&s->records, name_of(s, e),
                                   event->key.session, loss, &event->rank_own);
    if (!rule)
        return; /* of a rule that is gone: its severity stays */
    event->severity = rule->severity;
    if (event->rank >= 1 && event->rank <= RANK_GRAVE)
        event->severity++;
    if (event->severity > SEVERITY_MAX)
        event->severity = SEVERITY_MAX;
}

static bool is_entered(const struct records *r, const char *symbol,
                       int32_t date, double loss)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].date == date && r->rows[i].loss_usd == loss &&
            r->rows[i].is_live != RECORD_TABLE &&
            strcmp(r->rows[i].symbol, symbol) == 0)
            return true;
    return false;
}

void ranking_enter(struct state *s, const struct entry *e, int64_t now_ms)
{
    char symbol[SYMBOL_MAX];
    int32_t session = e->pub.session;
    double loss;

    name_copy(symbol, sizeof symbol, name_of(s, e)); /* its row may move */
    if (!loss_of(e, session, &loss) ||
        is_entered(&s->records, symbol, session, loss))
        return;
    records_put_live(&s->records, symbol, session, loss,
                     e->pub.figures.change_pct);
    for (size_t i = 0; i < s->tracker.count; i++) {
        struct tracked *t = &s->tracker.items[i];
        int rank = t->event.rank, own = t->event.rank_own;

        if (t->event.key.session != session || t->event.state == EVENT_closed)
            continue;
        ranking_update(s, tracker_entry(s, t->event.key.symbol),
                       &t->event);
        if (t->event.rank != rank || t->event.rank_own != own)
            tracker_mark(&s->tracker, t, now_ms);
    }
}
