/* SPDX-License-Identifier: MIT */
/* Sources that were well and are silent now. Only what is asked again and
 * again has an interval: a tape has none, and no such event. */
#include <stdio.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"

enum { AWAKE_MINUTES = 2 };

static bool is_wanted(const struct rules *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].runs_on == CHANGED_FEED)
            return true;
    return false;
}

/* Quotes may rest while the market is closed; who is not asked is not late. */
static bool is_expected(const struct source_status *source, int64_t now_ms)
{
    return source->interval_ms > 0 && source->last_good > 0 &&
           source->state != SOURCE_idle && source->state != SOURCE_off &&
           (source->is_news ||
            calendar_session(HOURS_US, now_ms) == SESSION_REGULAR);
}

static void look(struct state *s, const struct source_status *source,
                 int64_t now_ms)
{
    char symbol[SOURCE_MAX + 1];
    const struct instrument *own;
    struct entry *e;

    (void)snprintf(symbol, sizeof symbol, "@%.22s", source->source);
    if (!symbol_is_valid(symbol))
        return;
    e = market_add(&s->group_market, symbol);
    own = e->pub.instrument;
    e->pub = (struct listing){
        .instrument = own,
        .session = calendar_date(HOURS_US, now_ms),
        .feed_late = (double)(now_ms - source->last_good) /
                     (double)source->interval_ms,
    };
    QUOTE_SET(&e->pub.quote, as_of, now_ms);
    tracker_run(s, e, CHANGED_FEED);
}

void late_advance(struct state *s, int64_t now_ms)
{
    int64_t minute = now_ms / MS_PER_MINUTE, gone = minute - s->late_minute;

    s->late_minute = minute;
    /* After a sleep they get the time to answer first. */
    if (gone < 1 || gone > AWAKE_MINUTES || !is_wanted(&s->rules))
        return;
    for (size_t i = 0; i < s->sources.count; i++)
        if (is_expected(&s->sources.items[i], now_ms))
            look(s, &s->sources.items[i], now_ms);
}
