/* SPDX-License-Identifier: MIT */
/* Trading halts: who stands still, since when and until when.
 *
 * A halt has an end from the start: the one that was said, else the end of
 * the trading day that it was last spoken of. So whether a listing is halted
 * is a matter of the time alone. Rules look when a halt is told, and at each
 * moment that one begins or ends. */
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"

/* Halts of the whole market are told; listings that nobody asked for are not
 * made of them. */
static bool is_watched(const struct state *s, const char *symbol)
{
    for (size_t i = 0; i < s->lists.count; i++)
        for (size_t k = 0; k < s->lists.items[i].count; k++)
            if (strcmp(s->lists.items[i].symbols[k], symbol) == 0)
                return true;
    return false;
}

static struct halt_mark mark_of(const struct entry *e, const struct update *u)
{
    const struct halt *said = &u->of.halt;
    const struct halt_mark *old = &e->pub.halt;
    struct halt_mark h = {.from = said->from ? said->from : u->t,
                          .until = said->until};
    int64_t spoken = h.from > u->t ? h.from : u->t;
    enum market_hours hours = instrument_hours(e->pub.instrument);

    name_copy(h.code, sizeof h.code, said->code ? said->code : "");
    if (!*h.code && h.from == old->from)
        name_copy(h.code, sizeof h.code, old->code);
    h.ends = h.until ? h.until
                     : session_day(hours, calendar_date(hours, spoken))
                           .post_end_ms;
    return h;
}

/* The next moment after `after` that a halt begins or ends. */
static void expect(struct state *s, int64_t after)
{
    s->next_halt = 0;
    for (size_t i = 0; i < s->market.count; i++) {
        const struct halt_mark *h = &s->market.entries[i].pub.halt;
        int64_t times[] = {h->from, h->ends};

        for (size_t k = 0; k < 2; k++)
            if (times[k] > after &&
                (s->next_halt == 0 || times[k] < s->next_halt))
                s->next_halt = times[k];
    }
}

void halts_put(struct state *s, const struct update *u)
{
    struct entry *e = market_find(&s->market, u->symbol);
    struct halt_mark h;

    if (!e && *u->symbol && is_watched(s, u->symbol))
        e = market_add(&s->market, u->symbol);
    if (!e)
        return;
    h = mark_of(e, u);
    if (h.from < e->pub.halt.from)
        return;
    e->pub.halt = h;
    expect(s, s->now_ms);
}

void halts_advance(struct state *s, int64_t now_ms)
{
    while (s->next_halt && s->next_halt <= now_ms) {
        int64_t t = s->next_halt;

        s->now_ms = t > s->now_ms ? t : s->now_ms;
        for (size_t i = 0; i < s->market.count; i++) {
            struct entry *e = &s->market.entries[i];

            if (e->pub.halt.from == t || e->pub.halt.ends == t)
                tracker_run(s, e, CHANGED_HALT);
        }
        expect(s, t);
    }
}
