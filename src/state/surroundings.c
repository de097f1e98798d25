/* SPDX-License-Identifier: MIT */
/* What expressions ask beyond their record: headlines, lists and groups. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "market.h"
#include "portfolio_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

/* What adding and taking away leaves of 0.1 + 0.2 - 0.3. */
#define HELD_LEAST 1e-9

static bool is_same_name(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

static bool list_has(const struct watchlist *w, const char *symbol)
{
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->symbols[i], symbol) == 0)
            return true;
    return false;
}

static bool has_group(const struct instrument *i, const char *group)
{
    for (size_t k = 0; i && k < GROUPS_MAX && *i->groups[k]; k++)
        if (is_same_name(i->groups[k], group))
            return true;
    return false;
}

/* Of all watchlists of that name; unknown when there is none. */
static enum truth in_watchlists(const struct watchlist *w, size_t n,
                                const char *list, const char *symbol)
{
    enum truth found = TRUTH_UNKNOWN;

    for (size_t i = 0; i < n && found != TRUTH_TRUE; i++)
        if (is_same_name(w[i].name, list))
            found = list_has(&w[i], symbol) ? TRUTH_TRUE : TRUTH_FALSE;
    return found;
}

/* Whose lots, and when. */
struct holder {
    const struct book *book; /* or NULL */
    const struct instrument *of; /* or NULL */
    int64_t now_ms;
};

/* What is held of it: in all portfolios ("portfolio"), or in one. */
static enum truth in_book(const struct holder *h, const char *list,
                          const char *symbol)
{
    const struct book *b = h->book;
    bool is_any = is_same_name(list, "portfolio"), is_one = false;
    double held = 0;

    for (size_t i = 0; b && i < b->portfolio_count; i++)
        is_one |= is_same_name(b->portfolios[i].name, list);
    if (!b || (!is_any && !is_one))
        return TRUTH_UNKNOWN;
    for (size_t i = 0; i < b->lot_count; i++)
        if (strcmp(b->lots[i].symbol, symbol) == 0 &&
            !lot_is_ahead(&b->lots[i], h->of, h->now_ms) &&
            (is_any || is_same_name(b->lots[i].portfolio, list)))
            held += b->lots[i].quantity;
    return fabs(held) > HELD_LEAST ? TRUTH_TRUE : TRUTH_FALSE;
}

/* What the lists do not know, a group may. */
static enum truth in_others(const struct holder *h, const char *list,
                            const char *symbol)
{
    return h->of && has_group(h->of, list) ? TRUTH_TRUE
                                           : in_book(h, list, symbol);
}

/* What a symbol is; NULL: nothing is known of it. */
typedef const struct instrument *find_instrument(const void *self,
                                                 const char *symbol);

/* The symbol that the company has in the records: perhaps that of another
 * class of its shares, for they lose the same money. */
static const char *record_name(const struct records *r, const struct listing *l,
                               const void *self, find_instrument *find)
{
    const struct instrument *i = l->instrument, *other;

    for (size_t k = 0; i->cik[0] && k < r->count; k++) {
        if (!r->rows[k].is_live || r->rows[k].date != l->session)
            continue;
        other = find(self, r->rows[k].symbol);
        if (other && strcmp(other->cik, i->cik) == 0)
            return r->rows[k].symbol;
    }
    return i->symbol;
}

static int loss_rank(const struct records *r, const struct listing *l,
                     const void *self, find_instrument *find)
{
    int own;

    if (l->session == NO_DATE || *l->instrument->symbol == '@' ||
        !FIGURE_HAS(&l->figures, cap_change_usd) ||
        l->figures.cap_change_usd >= 0)
        return 0;
    return records_rank(r, record_name(r, l, self, find), l->session,
                        -l->figures.cap_change_usd, &own);
}

/* ---- of a state */

static const struct headline *state_headline(const void *self, size_t i)
{
    const struct state *s = self;

    return i < s->news.count ? s->news.items[i].headline : NULL;
}

static enum truth state_in_list(const void *self, const char *list,
                                const char *symbol)
{
    const struct state *s = self;
    enum truth found =
        in_watchlists(s->lists.items, s->lists.count, list, symbol);
    struct holder h = {s->book, NULL, s->now_ms};
    const struct entry *e;
    enum truth other;

    if (found == TRUTH_TRUE)
        return found;
    e = market_find(&s->market, symbol);
    h.of = e ? e->pub.instrument : NULL;
    other = in_others(&h, list, symbol);
    if (other != TRUTH_UNKNOWN)
        return other;
    return market_has_group(&s->market, list) ? TRUTH_FALSE : found;
}

static const struct instrument *state_instrument(const void *self,
                                                 const char *symbol)
{
    const struct entry *e =
        market_find(&((const struct state *)self)->market, symbol);

    return e ? e->pub.instrument : NULL;
}

static int state_loss_rank(const void *self, const struct listing *l)
{
    return loss_rank(&((const struct state *)self)->records, l, self,
                     state_instrument);
}

struct surroundings surroundings_of_state(const struct state *s)
{
    return (struct surroundings){s, state_headline, state_in_list,
                                 state_loss_rank};
}

/* ---- of a snapshot */

static const struct headline *frozen_headline(const void *self, size_t i)
{
    const struct snapshot *s = self;

    return i < s->headline_count ? s->headlines[i] : NULL;
}

static bool frozen_has_group(const struct snapshot *s, const char *group)
{
    for (size_t i = 0; i < s->group_count; i++)
        if (is_same_name(s->groups[i], group))
            return true;
    return false;
}

static enum truth frozen_in_list(const void *self, const char *list,
                                 const char *symbol)
{
    const struct snapshot *s = self;
    enum truth found =
        in_watchlists(s->watchlists, s->watchlist_count, list, symbol);
    struct holder h = {s->book, NULL, s->now_ms};
    const struct listing *l;
    enum truth other;

    if (found == TRUTH_TRUE)
        return found;
    l = snapshot_find(s, symbol);
    h.of = l ? l->instrument : NULL;
    other = in_others(&h, list, symbol);
    if (other != TRUTH_UNKNOWN)
        return other;
    return frozen_has_group(s, list) ? TRUTH_FALSE : found;
}

static const struct instrument *frozen_instrument(const void *self,
                                                  const char *symbol)
{
    const struct listing *l = snapshot_find(self, symbol);

    return l ? l->instrument : NULL;
}

static int frozen_loss_rank(const void *self, const struct listing *l)
{
    const struct snapshot *s = self;

    return loss_rank(&(struct records){s->records, s->record_count, 0}, l,
                     self, frozen_instrument);
}

struct surroundings surroundings_of_snapshot(const struct snapshot *s)
{
    return (struct surroundings){s, frozen_headline, frozen_in_list,
                                 frozen_loss_rank};
}

const char **surroundings_lists(const struct snapshot *s, size_t *count)
{
    const char **names =
        mem_new(s->watchlist_count + s->group_count + 1 +
                    (s->book ? s->book->portfolio_count + 1 : 0),
                sizeof *names);
    size_t n = 0;

    for (size_t i = 0; i < s->watchlist_count; i++)
        names[n++] = s->watchlists[i].name;
    for (size_t i = 0; i < s->group_count; i++)
        names[n++] = s->groups[i];
    if (s->book)
        names[n++] = "portfolio";
    for (size_t i = 0; s->book && i < s->book->portfolio_count; i++)
        names[n++] = s->book->portfolios[i].name;
    *count = n;
    return names;
}
