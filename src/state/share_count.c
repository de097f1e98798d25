/* SPDX-License-Identifier: MIT */
/* Which of the counts that a company filed is its number of shares.
 *
 * Some file none on the cover page, some did so once and stopped, some left
 * placeholders of 1 or 1000 shares: so old and tiny ones do not count. */
#include <string.h>

#include "company.h"
#include "tapewatch/base/civil.h"

enum { AGE_MOST = 457 }; /* days: 15 months */

static bool is_average(const struct filed *f)
{
    return strstr(tag_text(f->tag), "WeightedAverage") != NULL;
}

static const char *kind_of(const struct filed *f)
{
    const char *tag = tag_text(f->tag);

    if (is_average(f))
        return "diluted weighted average";
    if (strncmp(tag, "dei:", 4) == 0)
        return "cover page";
    return strchr(tag, ':') ? "balance sheet" : "as filed";
}

static const struct filed *newest_of(const struct run_of_facts *run,
                                     int32_t today)
{
    const struct filed *best = NULL;

    for (size_t i = 0; i < run->count; i++) {
        const struct filed *f = &run->first[i];

        if (f->value < SHARES_LEAST || today - f->end > AGE_MOST)
            continue;
        /* Of averages to the same day the one of the fewest days. */
        if (!best || f->end >= best->end)
            best = f;
    }
    return best;
}

static bool is_better(const struct filed *a, const struct filed *b)
{
    if (!b || is_average(a) != is_average(b))
        return !b || is_average(b);
    return a->end > b->end; /* at equal ends the better tag came first */
}

static const struct filed *choose(const struct company *c, int32_t today,
                                  struct run_of_facts *out)
{
    const struct filed *best = NULL;
    struct run_of_facts run;
    size_t at = 0;

    while (company_next_run(c, CONCEPT_shares, &at, &run)) {
        const struct filed *f = newest_of(&run, today);

        if (f && is_better(f, best)) {
            best = f;
            *out = run;
        }
    }
    return best;
}

bool company_share_run(const struct company *c, int32_t today,
                       struct run_of_facts *out)
{
    return choose(c, today, out) != NULL;
}

bool company_shares(const struct company *c, int32_t today,
                    struct share_count *out)
{
    struct run_of_facts run;
    const struct filed *f = choose(c, today, &run);

    if (!f)
        return false;
    *out = (struct share_count){
        .count = f->value * company_split_factor(c, f, today),
        .asof = f->end,
        .kind = kind_of(f),
    };
    return true;
}
