/* SPDX-License-Identifier: MIT */
/* The companies that are watched, as a whole and by sector. */
#include "tapewatch/state/breadth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"

bool listing_is_company(const struct listing *l)
{
    return l->instrument->type == INSTRUMENT_equity ||
           (l->instrument->type == INSTRUMENT_unknown &&
            l->instrument->sector);
}

int32_t breadth_session(int32_t so_far, const struct listing *l)
{
    bool is_later = l->session != NO_DATE &&
                    (so_far == NO_DATE || l->session > so_far);

    return is_later && listing_is_company(l) &&
                   instrument_hours(l->instrument) == HOURS_US
               ? l->session : so_far;
}

/* The newest session of each market's companies. */
struct newest {
    int32_t session[HOURS_COUNT];
};

static struct newest newest_of(const struct snapshot *s)
{
    struct newest n;

    for (int i = 0; i < HOURS_COUNT; i++)
        n.session[i] = NO_DATE;
    for (size_t i = 0; i < s->listing_count; i++) {
        const struct listing *l = &s->listings[i];
        int32_t *at = &n.session[instrument_hours(l->instrument)];

        if (listing_is_company(l) && l->session != NO_DATE &&
            (*at == NO_DATE || l->session > *at))
            *at = l->session;
    }
    return n;
}

static bool is_current(const struct newest *n, const struct listing *l)
{
    return listing_is_company(l) && l->session != NO_DATE &&
           l->session == n->session[instrument_hours(l->instrument)] &&
           FIGURE_HAS(&l->figures, change_pct);
}

static void add_range(struct breadth *b, const struct listing *l)
{
    const struct figures *f = &l->figures;

    if (!FIGURE_HAS(f, high_252) || !FIGURE_HAS(f, low_252) ||
        !QUOTE_HAS(&l->quote, high) || !QUOTE_HAS(&l->quote, low))
        return;
    b->range_known++;
    b->highs += l->quote.high > f->high_252;
    b->lows += l->quote.low < f->low_252;
}

static void add_value(struct breadth *b, const struct listing *l)
{
    if (!FIGURE_HAS(&l->figures, cap_change_usd))
        return;
    b->value_known++;
    if (l->figures.cap_change_usd > 0)
        b->gained_usd += l->figures.cap_change_usd;
    else
        b->lost_usd -= l->figures.cap_change_usd;
}

static void add_volume(struct breadth *b, const struct listing *l)
{
    double change = l->figures.change_pct;

    if (!QUOTE_HAS(&l->quote, volume))
        return;
    if (change > 0) {
        b->volume_up++;
        b->up_volume += l->quote.volume;
    } else if (change < 0) {
        b->volume_down++;
        b->down_volume += l->quote.volume;
    }
}

double breadth_trin(const struct breadth *b)
{
    if (b->up_volume <= 0 || b->down_volume <= 0)
        return NAN;
    return (double)b->volume_up / (double)b->volume_down /
           (b->up_volume / b->down_volume);
}

/* Classes of shares of one company: known, and current ones. */
enum { KNOWN, CURRENT };

struct breadth breadth_of(const struct snapshot *s)
{
    struct newest newest = newest_of(s);
    struct classes classes = {0};
    struct breadth b = {0};

    for (size_t i = 0; i < s->listing_count; i++) {
        const struct listing *l = &s->listings[s->by_symbol[i]];

        uint64_t cik = classes_cik(l->instrument);

        if (!listing_is_company(l))
            continue;
        b.companies += classes_is_first(&classes, cik, KNOWN);
        if (!is_current(&newest, l) ||
            !classes_is_first(&classes, cik, CURRENT))
            continue;
        b.current++;
        b.up += l->figures.change_pct > 0;
        b.down += l->figures.change_pct < 0;
        b.stale += l->is_stale;
        add_range(&b, l);
        add_volume(&b, l);
        add_value(&b, l);
    }
    classes_done(&classes);
    return b;
}

/* NULL when there are too many. */
static struct sector_sum *sector_in(struct sector_sum *all, size_t *n,
                                    const char *name)
{
    for (size_t i = 0; i < *n; i++)
        if (strncmp(all[i].name, name, SECTOR_MAX - 1) == 0)
            return &all[i];
    if (*n == SECTORS_MAX)
        return NULL;
    all[*n] = (struct sector_sum){.count = 0};
    name_copy(all[*n].name, SECTOR_MAX, name);
    return &all[(*n)++];
}

static int worst_first(const void *a, const void *b)
{
    const struct sector_sum *x = a, *y = b;

    if (x->change_pct != y->change_pct)
        return x->change_pct < y->change_pct ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Those without a known change leave the list. */
static size_t finish(struct sector_sum *all, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        all[i].change_pct =
            derive_percent(all[i].cap_usd,
                           all[i].cap_usd - all[i].cap_change_usd);
        if (isfinite(all[i].change_pct))
            all[kept++] = all[i];
    }
    qsort(all, kept, sizeof(*all), worst_first);
    return kept;
}

size_t breadth_sectors(const struct snapshot *s,
                       struct sector_sum out[SECTORS_MAX])
{
    struct newest newest = newest_of(s);
    struct classes classes = {0};
    size_t n = 0;

    for (size_t i = 0; i < s->listing_count; i++) {
        const struct listing *l = &s->listings[s->by_symbol[i]];
        const char *name = l->instrument->sector;
        struct sector_sum *sum;

        if (!is_current(&newest, l) || !FIGURE_HAS(&l->figures, cap_usd) ||
            !FIGURE_HAS(&l->figures, cap_change_usd) ||
            !classes_is_first(&classes, classes_cik(l->instrument), CURRENT))
            continue;
        sum = sector_in(out, &n, name ? name : "");
        if (!sum)
            continue;
        sum->count++;
        sum->stale += l->is_stale;
        sum->cap_usd += l->figures.cap_usd;
        sum->cap_change_usd += l->figures.cap_change_usd;
    }
    classes_done(&classes);
    return finish(out, n);
}
