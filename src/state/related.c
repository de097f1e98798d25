/* SPDX-License-Identifier: MIT */
/* The one headline that a story goes best with. */
#include <stdio.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"

enum { RELATED_HOURS = 72, NAME_SHOWN = 40 };
#define TERM_SCORE_MIN 2.0 /* a chance of some percent in quiet times */

/* The more it weighs, the more they have to do with each other. */
enum weight { NOTHING, SAME_SYMBOL, SAME_TERM, BOTH, FILING };

struct relation {
    enum weight weight;
    const char *symbol, *term;
};

static const char *shared_symbol(const struct headline *a,
                                 const struct headline *b)
{
    for (size_t i = 0; i < a->symbol_count; i++)
        for (size_t k = 0; k < b->symbol_count; k++)
            if (strcmp(a->symbols[i], b->symbols[k]) == 0)
                return a->symbols[i];
    return NULL;
}

/* The first of the terms of now that tells headlines apart and that both
 * have. */
static const char *shared_term(const struct snapshot *s,
                               const struct headline *a,
                               const struct headline *b)
{
    for (size_t i = 0; i < s->term_count; i++) {
        const struct narrative *n = &s->terms[i];

        if (!n->is_common && n->score >= TERM_SCORE_MIN &&
            narrative_has(a, n->term) && narrative_has(b, n->term))
            return n->term;
    }
    return NULL;
}

static struct relation relation_of(const struct snapshot *s,
                                   const struct headline *h,
                                   const struct headline *to)
{
    struct relation r = {NOTHING, shared_symbol(h, to), NULL};

    if (r.symbol && strncmp(to->source, "sec-", 4) == 0) {
        r.weight = FILING;
        return r;
    }
    r.term = shared_term(s, h, to);
    r.weight = r.symbol && r.term ? BOTH
               : r.term           ? SAME_TERM
               : r.symbol         ? SAME_SYMBOL
                                  : NOTHING;
    return r;
}

static void write_reason(const struct relation *r, char out[REASON_MAX])
{
    if (r->weight == FILING)
        (void)snprintf(out, REASON_MAX, "filed by %s", r->symbol);
    else if (r->term)
        (void)snprintf(out, REASON_MAX, "shares term \"%.*s\"", NAME_SHOWN,
                       r->term);
    else
        (void)snprintf(out, REASON_MAX, "of %s too", r->symbol);
}

static int64_t apart(const struct headline *a, const struct headline *b)
{
    int64_t ms = news_time(a) - news_time(b);

    return ms < 0 ? -ms : ms;
}

const struct headline *
snapshot_related(const struct snapshot *s, const struct headline *h,
                 bool (*is_left_out)(const struct headline *to,
                                     const void *self),
                 const void *self, char reason[REASON_MAX])
{
    struct relation best = {NOTHING, NULL, NULL};
    const struct headline *found = NULL;

    for (size_t i = 0; i < s->headline_count; i++) {
        const struct headline *to = s->headlines[i];
        struct relation r;

        if (to == h || strcmp(to->id, h->id) == 0 ||
            apart(h, to) > RELATED_HOURS * MS_PER_HOUR ||
            (is_left_out && is_left_out(to, self)))
            continue;
        r = relation_of(s, h, to);
        if (r.weight < best.weight || r.weight == NOTHING ||
            (r.weight == best.weight && apart(h, to) >= apart(h, found)))
            continue;
        best = r;
        found = to;
    }
    if (found)
        write_reason(&best, reason);
    return found;
}
