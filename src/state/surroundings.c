/* SPDX-License-Identifier: MIT */
/* What expressions ask beyond their record: headlines, lists and groups. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "market.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

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
    const struct entry *e;

    if (found == TRUTH_TRUE)
        return found;
    e = market_find(&s->market, symbol);
    if (e && has_group(e->pub.instrument, list))
        return TRUTH_TRUE;
    return market_has_group(&s->market, list) ? TRUTH_FALSE : found;
}

struct surroundings surroundings_of_state(const struct state *s)
{
    return (struct surroundings){s, state_headline, state_in_list};
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
    const struct listing *l;

    if (found == TRUTH_TRUE)
        return found;
    l = snapshot_find(s, symbol);
    if (l && has_group(l->instrument, list))
        return TRUTH_TRUE;
    return frozen_has_group(s, list) ? TRUTH_FALSE : found;
}

struct surroundings surroundings_of_snapshot(const struct snapshot *s)
{
    return (struct surroundings){s, frozen_headline, frozen_in_list};
}

const char **surroundings_lists(const struct snapshot *s, size_t *count)
{
    const char **names =
        mem_new(s->watchlist_count + s->group_count + 1, sizeof *names);
    size_t n = 0;

    for (size_t i = 0; i < s->watchlist_count; i++)
        names[n++] = s->watchlists[i].name;
    for (size_t i = 0; i < s->group_count; i++)
        names[n++] = s->groups[i];
    *count = n;
    return names;
}
