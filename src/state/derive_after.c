/* SPDX-License-Identifier: MIT */
/* What followed moves like that of an event. */
#include "tapewatch/state/aftermath.h"

#include <math.h>
#include <stdlib.h>

#include "market.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

const int after_sessions[AFTER_HORIZONS] = {1, 5, 20, 60};

struct changes {
    double *at;
    size_t count, cap;
};

static void add(struct changes *f, double v)
{
    if (!isfinite(v))
        return;
    f->at = mem_room(f->at, f->count, &f->cap, sizeof(*f->at));
    f->at[f->count++] = v;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static double change(const struct bar *from, const struct bar *to)
{
    return derive_percent(to->close, from->close);
}

/* How many of the bars lie before the event's session. */
static size_t bars_before(const struct listing *l, int32_t session)
{
    const struct series *s = l->series[BAR_1d];
    size_t n = s ? s->count : 0;

    while (n > 0 && bar_date(instrument_hours(l->instrument), BAR_1d,
                             &s->bars[n - 1]) >= session)
        n--;
    return n;
}

/* The session just before: a hole between two bars is no move of a day. */
static bool is_next(const struct listing *l, const struct bar *a,
                    const struct bar *b)
{
    enum market_hours hours = instrument_hours(l->instrument);

    return calendar_previous(hours, bar_date(hours, BAR_1d, b)) ==
           bar_date(hours, BAR_1d, a);
}

static void look_at(const struct listing *l, int32_t session,
                    struct aftermath *out, struct changes found[AFTER_HORIZONS])
{
    const struct series *s = l->series[BAR_1d];
    size_t n = bars_before(l, session);
    int32_t first;

    if (n < 2)
        return;
    first = bar_date(instrument_hours(l->instrument), BAR_1d, &s->bars[0]);
    out->companies++;
    if (out->since == NO_DATE || first < out->since)
        out->since = first;
    for (size_t i = 1; i < n; i++) {
        double moved = change(&s->bars[i - 1], &s->bars[i]);

        if (!(out->least_pct < 0 ? moved <= out->least_pct
                                 : moved >= out->least_pct) ||
            !is_next(l, &s->bars[i - 1], &s->bars[i]))
            continue;
        out->moves++;
        for (int h = 0; h < AFTER_HORIZONS; h++)
            if (i + (size_t)after_sessions[h] < n)
                add(&found[h], change(&s->bars[i],
                                      &s->bars[i + (size_t)
                                                       after_sessions[h]]));
    }
}

static double median_of(const struct changes *f)
{
    size_t half = f->count / 2;

    return f->count % 2 ? f->at[half] : f->at[half - 1] / 2 + f->at[half] / 2;
}

bool derive_aftermath(const struct snapshot *s, const struct event *e,
                      struct aftermath *out)
{
    struct changes found[AFTER_HORIZONS] = {{0}};
    struct classes classes = {0};

    *out = (struct aftermath){.since = NO_DATE};
    if (!(e->known & EVENT_HAS_CHANGE_PCT) || e->change_pct == 0)
        return false;
    out->least_pct = e->change_pct / 2;
    for (size_t i = 0; i < s->listing_count; i++) {
        const struct listing *l = &s->listings[s->by_symbol[i]];

        if (team_may_have(l->instrument) && l->series[BAR_1d] &&
            classes_is_first(&classes, classes_cik(l->instrument), 0))
            look_at(l, e->key.session, out, found);
    }
    classes_done(&classes);
    for (int h = 0; h < AFTER_HORIZONS; h++) {
        out->of[h].n = found[h].count;
        if (found[h].count) {
            qsort(found[h].at, found[h].count, sizeof(double), by_value);
            out->of[h].median = median_of(&found[h]);
            out->of[h].lowest = found[h].at[0];
        }
        free(found[h].at);
    }
    return true;
}
