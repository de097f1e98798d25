/* SPDX-License-Identifier: MIT */
/* Sources of prices that were not heard for so long that what lives from them
 * is old. A tape's too: its silence looks like any other. */
#include <string.h>

#include "market.h"

struct rows { /* the listings that live from a source */
    size_t all, stale, open, open_stale;
};

static struct rows rows_of(const struct snapshot *s, const char *source)
{
    struct rows n = {0};

    for (size_t i = 0; i < s->listing_count; i++) {
        const struct listing *l = &s->listings[i];
        bool is_open = l->phase == SESSION_REGULAR &&
                       !listing_is_halted(l, s->now_ms);

        if (!l->quote_t || strcmp(l->source, source) != 0)
            continue;
        n.all++;
        n.stale += l->is_stale;
        n.open += is_open;
        n.open_stale += is_open && l->is_stale;
    }
    return n;
}

void sources_settle(const struct snapshot *s, struct source_status *items)
{
    for (size_t i = 0; i < s->source_count; i++) {
        struct source_status *item = &items[i];
        int64_t interval =
            item->interval_ms > 0 ? item->interval_ms : USUAL_INTERVAL_MS;
        struct rows n;

        if (!item->last_good || item->is_news ||
            s->now_ms - item->last_good <= STALE_AFTER * interval)
            continue;
        n = rows_of(s, item->source);
        item->is_late = n.open ? n.open_stale == n.open
                               : n.all > 0 && n.stale == n.all;
    }
}
