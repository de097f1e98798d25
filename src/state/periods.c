/* SPDX-License-Identifier: MIT */
/* Lists of quarters or years, and growth along them. */
#include "periods.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum {
    OVERLAP_MOST = 10,
    GAP_MOST = 7,
    YEAR_DAYS = 364,
    YEAR_TOLERANCE = 20,
    QUARTERS = 4,
};

static int32_t overlap(const struct period *a, const struct period *b)
{
    int32_t from = a->start > b->start ? a->start : b->start;
    int32_t to = a->end < b->end ? a->end : b->end;

    return to - from + 1;
}

bool periods_add(struct periods *to, const struct period *p)
{
    size_t at = to->count;

    for (size_t i = 0; i < to->count; i++)
        if (p->start == NO_DATE ? to->at[i].end == p->end
                                : overlap(&to->at[i], p) > OVERLAP_MOST)
            return false;
    to->at = mem_room(to->at, to->count, &to->cap, sizeof *to->at);
    while (at > 0 && to->at[at - 1].end > p->end)
        at--;
    memmove(to->at + at + 1, to->at + at, (to->count - at) * sizeof *p);
    to->at[at] = *p;
    to->count++;
    return true;
}

void periods_done(struct periods *p)
{
    free(p->at);
    *p = (struct periods){0};
}

const struct period *periods_year_before(const struct period *p, size_t n,
                                         size_t i)
{
    const struct period *best = NULL;
    int32_t wanted = p[i].end - YEAR_DAYS, best_off = YEAR_TOLERANCE + 1;

    for (size_t k = 0; k < n; k++) {
        int32_t off = abs(p[k].end - wanted);

        if (off < best_off) {
            best = &p[k];
            best_off = off;
        }
    }
    return best;
}

/* Whether the four that end with p[i] follow one another. */
static bool are_in_a_row(const struct period *p, size_t i)
{
    if (i + 1 < QUARTERS)
        return false;
    for (size_t k = i + 2 - QUARTERS; k <= i; k++)
        if (abs(p[k].start - p[k - 1].end - 1) > GAP_MOST)
            return false;
    return true;
}

static void add_ttm(struct period *p, size_t i)
{
    if (!are_in_a_row(p, i))
        return;
    p[i].ttm = 0;
    for (size_t k = i + 1 - QUARTERS; k <= i; k++)
        p[i].ttm += p[k].value;
    p[i].known |= PERIOD_HAS_TTM;
}

/* From nothing or a loss there is no growth in percent. */
static void add_growth(struct period *p, size_t n, size_t i)
{
    const struct period *base = periods_year_before(p, n, i);

    if (!base)
        return;
    if (base->value > 0) {
        p[i].yoy_pct = (p[i].value / base->value - 1) * 100;
        p[i].known |= PERIOD_HAS_YOY;
    }
    if ((p[i].known & base->known & PERIOD_HAS_TTM) && base->ttm > 0) {
        p[i].ttm_yoy_pct = (p[i].ttm / base->ttm - 1) * 100;
        p[i].known |= PERIOD_HAS_TTM_YOY;
    }
}

void periods_grow(struct periods *p, bool has_ttm)
{
    for (size_t i = 0; has_ttm && i < p->count; i++)
        add_ttm(p->at, i);
    for (size_t i = 0; i < p->count; i++)
        add_growth(p->at, p->count, i);
}
