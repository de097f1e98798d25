/* SPDX-License-Identifier: MIT */
/* Company figures as they were known at a moment in the past. */
#include <stdlib.h>

#include "company.h"
#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

/* When anybody could know it. */
static int64_t known_since(const struct filed *f)
{
    if (f->filed == NO_DATE ||
        civil_new_york_date(f->t) - f->filed <= NEWS_DAYS)
        return f->t;
    return civil_from_new_york(f->filed + 1, 0, 0);
}

struct fundamentals *company_as_of(const struct company *c, int64_t t)
{
    struct company past = *c;
    struct fundamentals *out;

    past.facts = mem_new(c->count, sizeof *past.facts);
    past.count = 0;
    for (size_t i = 0; i < c->count; i++)
        if (known_since(&c->facts[i]) <= t)
            past.facts[past.count++] = c->facts[i];
    out = fundamentals_new(&past, civil_new_york_date(t));
    free(past.facts);
    return out;
}

void state_look_back(struct state *s, int64_t t)
{
    for (size_t i = 0; i < s->market.count; i++) {
        struct entry *e = &s->market.entries[i];

        if (!e->company)
            continue;
        shared_release(e->pub.company);
        e->pub.company = company_as_of(e->company, t);
        e->company->is_changed = false;
    }
    kept_drop_plans_after(&s->kept, t);
}
