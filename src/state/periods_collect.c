/* SPDX-License-Identifier: MIT */
/* From what was filed to quarters and years.
 *
 * Filers change their tags over the years, and file cash flows from the
 * year's first day only. So each tag (in each unit) makes a list of its own:
 * quarters as filed, then differences of two figures that begin on the same
 * day, then what a year leaves after three quarters. The lists are laid over
 * each other, that of the tag with the newest figure first: no difference ever
 * mixes two tags. */
#include <stdlib.h>
#include <string.h>

#include "periods.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum {
    QUARTER_LEAST = 75,
    QUARTER_MOST = 105,
    YEAR_LEAST = 350,
    YEAR_MOST = 380,
    RUNS_MAX = 40,
};

static bool is_quarter(int32_t start, int32_t end)
{
    int32_t days = end - start + 1;

    return days >= QUARTER_LEAST && days <= QUARTER_MOST;
}

static bool is_year(const struct filed *f)
{
    int32_t days;

    if (f->start == NO_DATE)
        return false;
    days = f->end - f->start + 1;
    return days >= YEAR_LEAST && days <= YEAR_MOST;
}

static struct period period_of(const struct company *c, const struct filed *f)
{
    return (struct period){
        .start = f->start,
        .end = f->end,
        .filed = f->filed,
        .value = f->value,
        .t = f->t,
        .accn = f->accn,
        .form = c->words[f->form].text,
        .source = c->words[f->source].text,
    };
}

/* ---- lists that wait to be added, the one to prefer first */

static int form_rank(const char *form)
{
    static const char *const annual[] = {"10-K", "20-F", "40-F"};

    for (size_t i = 0; i < sizeof annual / sizeof *annual; i++)
        if (strncmp(form, annual[i], 4) == 0)
            return 0;
    return *form != '\0';
}

static int by_filing(const void *left, const void *right)
{
    const struct period *a = left, *b = right;

    if (a->filed != b->filed)
        return a->filed > b->filed ? -1 : 1;
    if (a->t != b->t)
        return a->t > b->t ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return (a->start < b->start) - (a->start > b->start);
}

/* Some file the last twelve months with every quarter: those are no years. */
static int by_annual_filing(const void *left, const void *right)
{
    const struct period *a = left, *b = right;
    int order = form_rank(a->form) - form_rank(b->form);

    return order ? order : by_filing(left, right);
}

static void append(struct periods *list, const struct period *p)
{
    list->at = mem_room(list->at, list->count, &list->cap, sizeof *list->at);
    list->at[list->count++] = *p;
}

static void move_all(struct periods *to, struct periods *waiting,
                     int (*order)(const void *, const void *))
{
    if (waiting->count > 1)
        qsort(waiting->at, waiting->count, sizeof *waiting->at, order);
    for (size_t i = 0; i < waiting->count; i++)
        (void)periods_add(to, &waiting->at[i]);
    waiting->count = 0;
}

/* ---- quarters of one run of facts */

static void add_filed(const struct company *c, const struct run_of_facts *run,
                      struct periods *waiting)
{
    for (size_t i = 0; i < run->count; i++) {
        const struct filed *f = &run->first[i];
        struct period p;

        if (f->start == NO_DATE || !is_quarter(f->start, f->end))
            continue;
        p = period_of(c, f);
        append(waiting, &p);
    }
}

static struct period difference(const struct company *c,
                                const struct filed *more,
                                const struct filed *less)
{
    struct period p = period_of(c, more);

    p.start = less->end + 1;
    p.value = more->value - less->value;
    p.is_derived = true;
    if (less->t > p.t)
        p.t = less->t;
    return p;
}

/* Facts of the same start stand together, by end. */
static void add_differences(const struct company *c,
                            const struct run_of_facts *run,
                            struct periods *waiting)
{
    for (size_t i = 1; i < run->count; i++) {
        const struct filed *more = &run->first[i];

        for (size_t k = i; k-- > 0;) {
            const struct filed *less = &run->first[k];
            struct period p;

            if (less->start != more->start || less->start == NO_DATE ||
                more->end - less->end > QUARTER_MOST)
                break;
            if (!is_quarter(less->end + 1, more->end))
                continue;
            p = difference(c, more, less);
            append(waiting, &p);
            break;
        }
    }
}

/* The first of three quarters in a row that begin a year; -1: not known. */
static long first_three(const struct periods *q, int32_t start)
{
    for (size_t i = 0; i + 3 <= q->count; i++) {
        if (abs(q->at[i].start - start) > 7)
            continue;
        if (abs(q->at[i + 1].start - q->at[i].end - 1) <= 7 &&
            abs(q->at[i + 2].start - q->at[i + 1].end - 1) <= 7)
            return (long)i;
    }
    return -1;
}

static void add_rests(const struct company *c, const struct run_of_facts *run,
                      const struct periods *quarters, struct periods *waiting)
{
    for (size_t i = 0; i < run->count; i++) {
        const struct filed *f = &run->first[i];
        struct period p;
        long first;

        if (!is_year(f))
            continue;
        first = first_three(quarters, f->start);
        if (first < 0 || !is_quarter(quarters->at[first + 2].end + 1, f->end))
            continue;
        p = period_of(c, f);
        p.start = quarters->at[first + 2].end + 1;
        p.is_derived = true;
        for (long k = first; k < first + 3; k++) {
            p.value -= quarters->at[k].value;
            if (quarters->at[k].t > p.t)
                p.t = quarters->at[k].t;
        }
        append(waiting, &p);
    }
}

static void add_years(const struct company *c, const struct run_of_facts *run,
                      struct periods *waiting)
{
    for (size_t i = 0; i < run->count; i++) {
        struct period p;

        if (!is_year(&run->first[i]))
            continue;
        p = period_of(c, &run->first[i]);
        append(waiting, &p);
    }
}

static void collect_run(const struct company *c, enum concept_kind kind,
                        const struct run_of_facts *run,
                        struct concept_periods *out)
{
    struct periods mine = {0}, waiting = {0};

    add_filed(c, run, &waiting);
    move_all(&mine, &waiting, by_filing);
    if (kind == CONCEPT_KIND_FLOW) {
        add_differences(c, run, &waiting);
        move_all(&mine, &waiting, by_filing);
        add_rests(c, run, &mine, &waiting);
        move_all(&mine, &waiting, by_filing);
    }
    for (size_t i = 0; i < mine.count; i++)
        (void)periods_add(&out->quarters, &mine.at[i]);
    add_years(c, run, &waiting);
    move_all(&out->years, &waiting, by_annual_filing);
    periods_done(&mine);
    periods_done(&waiting);
}

/* ---- counts of shares */

/* Of averages that end on the same day the one of the fewest days, which
 * stands last. */
static void collect_counts(const struct company *c, int32_t today,
                           struct concept_periods *out)
{
    struct run_of_facts run;

    if (!company_share_run(c, today, &run))
        return;
    out->unit = c->words[run.first->unit].text;
    for (size_t i = run.count; i-- > 0;) {
        struct period p = period_of(c, &run.first[i]);

        p.start = NO_DATE;
        if (p.value >= SHARES_LEAST)
            (void)periods_add(&out->quarters, &p);
    }
}

/* ---- all of a concept */

static int by_newest(const void *left, const void *right)
{
    const struct run_of_facts *a = left, *b = right;

    if (a->newest != b->newest)
        return a->newest > b->newest ? -1 : 1;
    if (a->first->tag != b->first->tag)
        return a->first->tag < b->first->tag ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static void adjust(const struct company *c, enum concept_kind kind,
                   int32_t today, struct periods *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct filed when = {.filed = list->at[i].filed,
                             .end = list->at[i].end};
        double factor = company_split_factor(c, &when, today);

        if (kind == CONCEPT_KIND_COUNT)
            list->at[i].value *= factor;
        else
            list->at[i].value /= factor;
    }
}

static void collect_runs(const struct company *c, enum concept of,
                         struct concept_periods *out)
{
    struct run_of_facts runs[RUNS_MAX];
    size_t n = 0, at = 0;

    while (n < RUNS_MAX && company_next_run(c, of, &at, &runs[n]))
        n++;
    if (n == 0)
        return;
    qsort(runs, n, sizeof *runs, by_newest);
    out->unit = c->words[runs[0].first->unit].text;
    for (size_t i = 0; i < n; i++)
        if (runs[i].first->unit == runs[0].first->unit)
            collect_run(c, concept_kind(of), &runs[i], out);
}

void periods_collect(const struct company *c, enum concept of, int32_t today,
                     struct concept_periods *out)
{
    enum concept_kind kind = concept_kind(of);

    *out = (struct concept_periods){.unit = ""};
    if (kind == CONCEPT_KIND_COUNT)
        collect_counts(c, today, out);
    else
        collect_runs(c, of, out);
    if (kind != CONCEPT_KIND_FLOW) {
        adjust(c, kind, today, &out->quarters);
        adjust(c, kind, today, &out->years);
    }
}
