/* SPDX-License-Identifier: MIT */
/* What the config says of companies, given to the state when it starts. */
#include "poller_parts.h"
#include "tapewatch/base/civil.h"

/* What the user noted of the companies' own words. */
static void load_notes(struct poller *p)
{
    const struct config *c = p->parts.config;

    for (size_t i = 0; i < config_note_count(c); i++) {
        const struct config_note *note = config_note(c, i);
        int64_t t = civil_from_new_york(note->date, 0, 0);
        struct update *u = updates_add(&p->scratch, t, UPDATE_plan,
                                       note->symbol, "note");

        u->of.plan = note->plan;
        if (t <= p->now_ms)
            state_restore(p->parts.state, u);
    }
    updates_clear(&p->scratch);
}

/* What the user wrote about instruments. A replay tells its own story and
 * must tell the same one everywhere. */
static void load_instruments(struct poller *p)
{
    const struct config *c = p->parts.config;

    for (size_t i = 0; i < config_instrument_count(c); i++) {
        const struct instrument *known = config_instrument(c, i);
        struct update *u = updates_add(&p->scratch, 0, UPDATE_instrument,
                                       known->symbol, "config");
        u->of.instrument = *known;
        state_restore(p->parts.state, u);
        poller_note(p, u);
    }
    updates_clear(&p->scratch);
}

void poller_config_load(struct poller *p)
{
    load_instruments(p);
    load_notes(p);
}
