/* SPDX-License-Identifier: MIT */
/* Kinds of events, and the words that are of one kind alone. */
#include "event_kind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "show.h"
#include "tapewatch/state/fields.h"

bool event_is_of(const struct snapshot *now, const struct event *e,
                 const char *name)
{
    const struct field *field = snapshot_measure(now, e->key.rule);

    return field && strcmp(field->name, name) == 0;
}

const char *event_unit(const struct snapshot *now, const struct event *e)
{
    const struct field *field = snapshot_measure(now, e->key.rule);

    return field ? field->unit : "";
}

bool event_is_money(const char *unit)
{
    return strcmp(unit, "USD") == 0 || strcmp(unit, "currency") == 0;
}

void event_clock(int64_t t, char out[16])
{
    show_clock_text(t, out);
    out[5] = '\0';
}

const char *event_filed_what(const struct snapshot *now,
                             const struct event *e)
{
    const struct listing *l = snapshot_find(now, e->key.symbol);
    const struct fundamentals *c = l ? l->company : NULL;
    double measure = e->last.measure;

    if (FUNDAMENTAL_HAS(c, capex_yoy) && fabs(c->capex_yoy - measure) < 0.005)
        return "capex";
    if (FUNDAMENTAL_HAS(c, revenue_yoy) &&
        fabs(c->revenue_yoy - measure) < 0.005)
        return "revenue";
    return "revenue or capex";
}

void event_halt_words(const struct event *e, char *out, size_t size)
{
    char from[16], until[16];

    event_clock(e->opened.t, from);
    event_clock(e->last.t, until);
    if (e->state == EVENT_open || e->last.t <= e->opened.t)
        snprintf(out, size, "halted since %s",
                 e->state == EVENT_open ? until : from);
    else
        snprintf(out, size, "halted %s-%s", from, until);
}
