/* SPDX-License-Identifier: MIT */
/* Questions to a block of company figures, and why some have no answer. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "periods.h"
#include "tapewatch/base/civil.h"

enum { LONG_QUARTER = 97, LONG_YEAR = 369 };

static bool has_revenue(const struct fundamentals *f,
                        const struct period *p, double *out)
{
    const struct concept_figures *revenue = &f->of[CONCEPT_revenue];

    for (size_t i = 0; i < revenue->quarter_count; i++) {
        const struct period *r = &revenue->quarters[i];

        if (r->end != p->end || !(r->known & PERIOD_HAS_TTM) || r->ttm <= 0)
            continue;
        *out = r->ttm;
        return true;
    }
    return false;
}

bool fundamentals_share(const struct fundamentals *f, enum concept c,
                        double *out)
{
    const struct period *p = fundamentals_newest(f, c);
    double revenue;

    if (!p || !(p->known & PERIOD_HAS_TTM) ||
        strcmp(f->of[c].unit, f->of[CONCEPT_revenue].unit) != 0 ||
        !has_revenue(f, p, &revenue))
        return false;
    *out = p->ttm / revenue * 100;
    return true;
}

bool period_is_long(const struct period *p)
{
    int32_t days = p->start == NO_DATE ? 0 : p->end - p->start + 1;

    return (days >= LONG_QUARTER && days < 2 * LONG_QUARTER) ||
           days >= LONG_YEAR;
}

void period_accn(const struct period *p, char out[ACCN_MAX])
{
    const uint64_t serials = 1000000, years = 100;

    *out = '\0';
    if (p->accn)
        (void)snprintf(out, ACCN_MAX, "%010" PRIu64 "-%02" PRIu64
                       "-%06" PRIu64, p->accn / serials / years,
                       p->accn / serials % years, p->accn % serials);
}

/* ---- why not */

/* Between which dates the newest four quarters have a hole. */
static void why_no_ttm(const struct concept_figures *of, char *out,
                       size_t size)
{
    size_t n = of->quarter_count;
    char from[11], to[11];

    for (size_t i = n; i-- > 1 && i + 4 > n;) {
        if (of->quarters[i].start - of->quarters[i - 1].end <= 8)
            continue;
        civil_format_date(of->quarters[i - 1].end + 1, from);
        civil_format_date(of->quarters[i].start - 1, to);
        (void)snprintf(out, size, "no figures from %s to %s", from, to);
        return;
    }
    (void)snprintf(out, size, "only %zu quarter%s known", n,
                   n == 1 ? " is" : "s are");
}

static void why_no_growth(const struct concept_figures *of, char *out,
                          size_t size)
{
    const struct period *base = periods_year_before(
        of->quarters, of->quarter_count, of->quarter_count - 1);

    if (base && base->value <= 0)
        (void)snprintf(out, size, "n/m: it was not positive a year before");
    else if (!base)
        (void)snprintf(out, size, "the same quarter a year before is missing");
    else
        (void)snprintf(out, size, "a quarter of the year before is missing");
}

static void why_nothing(const struct fundamentals *f, enum concept c,
                        char *out, size_t size)
{
    const char *missing = "nothing filed of it is known";

    if (c == CONCEPT_free_cash_flow && f) {
        if (!f->of[CONCEPT_operating_cash_flow].quarter_count)
            missing = "operating cash flow is not known";
        else if (!f->of[CONCEPT_capex].quarter_count)
            missing = "capital expenditure is not known";
        else
            missing = "cash flow and capital expenditure are known of "
                      "different quarters only";
    }
    (void)snprintf(out, size, "%s", missing);
}

void fundamentals_why(const struct fundamentals *f, enum concept c, char *out,
                      size_t size)
{
    const struct period *p = fundamentals_newest(f, c);
    enum concept_kind kind = concept_kind(c);
    unsigned wanted = kind == CONCEPT_KIND_FLOW
                          ? PERIOD_HAS_YOY | PERIOD_HAS_TTM |
                                PERIOD_HAS_TTM_YOY
                          : PERIOD_HAS_YOY;

    *out = '\0';
    if (!p)
        why_nothing(f, c, out, size);
    else if ((wanted & ~p->known) & PERIOD_HAS_TTM)
        why_no_ttm(&f->of[c], out, size);
    else if (wanted & ~p->known)
        why_no_growth(&f->of[c], out, size);
}
