/* SPDX-License-Identifier: MIT */
/* How an event looks: its arrow and its roles. */
#include <string.h>

#include "event_words.h"
#include "show.h"
#include "tapewatch/state/fields.h"

/* Measures of their own kind: of no price, or of one that is no better for
 * being higher; and those that an official close does not settle. */
static const struct kind {
    const char *field;
    bool has_direction, may_be_official;
} kinds[] = {
    {"vol_ratio", false, true},     {"price", false, true},
    {"news_burst", false, false},   {"term_score", false, false},
    {"halt_age_s", false, false},   {"feed_late", false, false},
    {"filing_change", true, false}, {"ext_change_pct", true, false},
};

static struct kind kind_of(const struct snapshot *now, const struct event *e)
{
    const struct field *field = snapshot_measure(now, e->key.rule);

    for (size_t i = 0; field && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(field->name, kinds[i].field) == 0)
            return kinds[i];
    return (struct kind){.has_direction = true, .may_be_official = true};
}

bool event_is_provisional(const struct snapshot *now, const struct event *e)
{
    return !e->official && kind_of(now, e).may_be_official;
}

const char *event_arrow(const struct snapshot *now, const struct event *e,
                        const struct glyphs *g)
{
    return !kind_of(now, e).has_direction  ? g->state_ok
           : e->last.measure < 0 ? g->down : g->up;
}

enum role event_change_role(const struct snapshot *now, const struct event *e)
{
    if (e->acknowledged)
        return ROLE_dim;
    return e->is_rough ? ROLE_stale
           : kind_of(now, e).has_direction ? show_change_role(e->last.measure)
                                   : ROLE_value;
}

enum role event_role(const struct event *e)
{
    int s = e->severity < 1 ? 1 : e->severity > 4 ? 4 : e->severity;

    return (enum role)(ROLE_sev1 + s - 1);
}
