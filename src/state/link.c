/* SPDX-License-Identifier: MIT */
/* Headlines of an event, before and after, each with the reason. */
#include <stdio.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/state/fields.h"

enum { BEFORE_HOURS = 72, AFTER_HOURS = 24 };

_Static_assert(sizeof((struct event_link *)0)->reason == REASON_MAX,
               "both kinds of reasons are written by the same function");

static void tagged(char out[REASON_MAX], const char *symbol)
{
    (void)snprintf(out, REASON_MAX, "tagged %s by publisher", symbol);
}

size_t link_reasons(const struct headline *h, char (*out)[REASON_MAX])
{
    for (size_t i = 0; i < h->symbol_count; i++)
        tagged(out[i], h->symbols[i]);
    return h->symbol_count;
}

static bool has_symbol(const struct headline *h, const char *symbol)
{
    for (size_t i = 0; i < h->symbol_count; i++)
        if (strcmp(h->symbols[i], symbol) == 0)
            return true;
    return false;
}

static int64_t close_of(const struct snapshot *s, const struct event *e)
{
    const struct listing *l = snapshot_find(s, e->key.symbol);

    return session_day(l ? instrument_hours(l->instrument) : HOURS_US,
                       e->key.session)
        .close_ms;
}

size_t snapshot_links(const struct snapshot *s, const struct event *e,
                      struct event_link *out, size_t most)
{
    int64_t from = e->opened.t - BEFORE_HOURS * MS_PER_HOUR;
    int64_t to = close_of(s, e) + AFTER_HOURS * MS_PER_HOUR;
    size_t n = 0;

    /* The snapshot has them newest first. */
    for (size_t i = s->headline_count; i-- > 0;) {
        const struct headline *h = s->headlines[i];
        int64_t t = news_time(h);

        if (t < from || t > to || !has_symbol(h, e->key.symbol))
            continue;
        if (n < most) {
            out[n] =
                (struct event_link){.headline = h, .is_after = t > e->opened.t};
            tagged(out[n].reason, e->key.symbol);
        }
        n++;
    }
    return n;
}
