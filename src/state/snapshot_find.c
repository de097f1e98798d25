/* SPDX-License-Identifier: MIT */
/* Finding things in what was frozen. */
#include <string.h>

#include "tapewatch/state/snapshot.h"

bool listing_is_halted(const struct listing *l, int64_t now_ms)
{
    return l->halt.from && l->halt.from <= now_ms && now_ms < l->halt.ends;
}

const char *listing_phase_name(const struct listing *l, int64_t now_ms)
{
    enum market_hours hours = instrument_hours(l->instrument);

    if (listing_is_halted(l, now_ms))
        return "halted";
    if (l->phase == SESSION_CLOSED &&
        calendar_holiday(hours, calendar_date(hours, now_ms)))
        return "holiday";
    return session_name(l->phase);
}

const struct listing *snapshot_find(const struct snapshot *s,
                                    const char *symbol)
{
    size_t low = 0, high = s->listing_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct listing *l = &s->listings[s->by_symbol[middle]];
        int order = strcmp(l->instrument->symbol, symbol);

        if (order == 0)
            return l;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct event *snapshot_event(const struct snapshot *s,
                                   const struct event_key *key)
{
    for (size_t i = 0; i < s->event_count; i++)
        if (event_key_equal(&s->events[i].key, key))
            return &s->events[i];
    return NULL;
}

const char *event_term(const struct event *e)
{
    size_t n = strlen(TERM_PREFIX);

    return strncmp(e->key.symbol, TERM_PREFIX, n) == 0 ? e->key.symbol + n
                                                       : NULL;
}

const struct watchlist *snapshot_watchlist(const struct snapshot *s,
                                           const char *name)
{
    for (size_t i = 0; i < s->watchlist_count; i++)
        if (strcmp(s->watchlists[i].name, name) == 0)
            return &s->watchlists[i];
    return NULL;
}

const struct field *snapshot_measure(const struct snapshot *s,
                                     const char *rule)
{
    for (size_t i = 0; i < s->measure_count; i++)
        if (strcmp(s->measures[i].rule, rule) == 0)
            return s->measures[i].field;
    return NULL;
}
