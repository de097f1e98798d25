/*
 * Company figures: what a company filed, and what follows from it.
 *
 *   quarter     as filed (75 to 105 days); else the difference of two figures
 *               that begin on the same day; else a year less its three other
 *               quarters. What is filed beats what is derived.
 *   year        as filed (350 to 380 days)
 *   ttm         sum of four quarters in a row
 *   yoy_pct     (value / the same a year before - 1) x 100, where that is
 *               positive
 *   free cash flow = operating cash flow - capital expenditure, period by
 *               period
 *   margins, shares of revenue: of the twelve months, in percent
 *
 * Of a period that was filed more than once the latest filing counts. Each
 * figure is made from one tag and one unit; earnings a share are never
 * subtracted; they and share counts are in today's shares after splits.
 *
 * A struct fundamentals is a shared block (base/mem.h), never changed: what it
 * points to lives as long as it does.
 */
#ifndef TAPEWATCH_STATE_FUNDAMENTALS_H
#define TAPEWATCH_STATE_FUNDAMENTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum concept {
#define CONCEPT(name, kind, help) CONCEPT_##name,
#include "tapewatch/state/concepts.def"
    CONCEPT_COUNT
};
const char *concept_name(enum concept c); /* "free_cash_flow" */
const char *concept_help(enum concept c);
bool concept_from_name(const char *name, size_t n, enum concept *out);

enum { PERIOD_HAS_YOY = 1, PERIOD_HAS_TTM = 2, PERIOD_HAS_TTM_YOY = 4 };

/* One figure: a quarter, a year, or (start NO_DATE) a day's count. */
struct period {
    int32_t start, end; /* dates, both included */
    int32_t filed;      /* date of the filing, NO_DATE: not known */
    unsigned known;     /* PERIOD_HAS_* */
    double value;
    double yoy_pct, ttm, ttm_yoy_pct;
    int64_t t;          /* ms: when it became known */
    uint64_t accn;      /* digits of the accession number, 0: not known */
    const char *form, *source; /* "" not known */
    bool is_derived;
};

struct concept_figures {
    const char *unit;   /* "USD", "" when there is nothing */
    size_t quarter_count, year_count;
    const struct period *quarters, *years; /* oldest first */
};

#define FUNDAMENTALS(_) /* name, unit; of the newest quarter that is known */ \
    _(revenue_yoy, "%") _(revenue_ttm, "currency") _(revenue_ttm_yoy, "%")  \
    _(capex_yoy, "%") _(capex_ttm, "currency") _(capex_ttm_yoy, "%")        \
    _(research_ttm, "currency") _(net_income_yoy, "%")                      \
    _(net_income_ttm, "currency") _(fcf_ttm, "currency")                    \
    _(operating_margin, "%") _(net_margin, "%") _(capex_share, "%")         \
    _(filing_change, "%")

enum fundamental_bit {
#define FUNDAMENTAL_BIT(name, unit) FUNDAMENTAL_BIT_##name,
    FUNDAMENTALS(FUNDAMENTAL_BIT)
#undef FUNDAMENTAL_BIT
};
#define FUNDAMENTAL_HAS(f, name)                                            \
    ((f) && (((f)->known >> FUNDAMENTAL_BIT_##name) & 1u))

struct fundamentals {
    int32_t quarter_end; /* of the newest quarter; NO_DATE: none */
    int32_t filed;       /* of its filing; NO_DATE: not known */
    int64_t filing_t;    /* ms: when that filing became known, by its date
                            when it was old news by then; 0: not known */
    uint32_t known;
#define FUNDAMENTAL_FIELD(name, unit) double name;
    FUNDAMENTALS(FUNDAMENTAL_FIELD)
#undef FUNDAMENTAL_FIELD
    struct concept_figures of[CONCEPT_COUNT];
};

/* The newest quarter (or count) of a concept; NULL: none. f may be NULL. */
const struct period *fundamentals_newest(const struct fundamentals *f,
                                         enum concept c);
/* Part of the twelve months' revenue that `c` is, in percent, at the newest
 * quarter of `c`; false if not known. */
bool fundamentals_share(const struct fundamentals *f, enum concept c,
                        double *out);
/* Why a figure of the newest quarter is not known (twelve months, growth), as
 * a sentence without its stop; "" when all is known. */
void fundamentals_why(const struct fundamentals *f, enum concept c, char *out,
                      size_t size);
/* Whether a quarter has 14 weeks, which bends growth; the same of a year with
 * 53. */
bool period_is_long(const struct period *p);
/* "0000320193-25-000008"; "" when not known. */
enum { ACCN_MAX = 24 };
void period_accn(const struct period *p, char out[ACCN_MAX]);

#endif
