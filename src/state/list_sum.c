/* SPDX-License-Identifier: MIT */
/* A watchlist in figures. */
#include "tapewatch/state/list_sum.h"

static void add_change(struct list_sum *sum, const struct listing *l)
{
    double pct = l->figures.change_pct;

    sum->known++;
    sum->up += pct > 0;
    sum->down += pct < 0;
    sum->stale += l->is_stale;
    sum->mean_pct += pct;
    if (!sum->best || pct > sum->best->figures.change_pct)
        sum->best = l;
    if (!sum->worst || pct < sum->worst->figures.change_pct)
        sum->worst = l;
}

struct list_sum list_sum_of(const struct snapshot *s, const struct watchlist *w)
{
    struct list_sum sum = {.count = w->count};

    for (size_t i = 0; i < w->count; i++) {
        const struct listing *l = snapshot_find(s, w->symbols[i]);

        if (l && FIGURE_HAS(&l->figures, change_pct))
            add_change(&sum, l);
        if (l && FIGURE_HAS(&l->figures, cap_change_usd)) {
            sum.cap_change_usd += l->figures.cap_change_usd;
            sum.cap_known++;
        }
    }
    if (sum.known > 0)
        sum.mean_pct /= (double)sum.known;
    return sum;
}
