/* SPDX-License-Identifier: MIT */
/* Which company figures a report has: symbol by symbol, concept by concept,
 * oldest first; then, when they are asked for, plans. */
#include <stdio.h>
#include <string.h>

#include "sheet.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

static const char usual[] = "revenue,operating_income,net_income,research,"
                            "capex,free_cash_flow,shares";
static const char *const announced[] = {
#define PLAN_NAME(name) #name,
    PLAN_CONCEPTS(PLAN_NAME)
#undef PLAN_NAME
};
enum { ANNOUNCED = sizeof announced / sizeof *announced, WHY_MAX = 120 };

struct wanted {
    enum concept concepts[CONCEPT_COUNT];
    size_t count;
    bool plans[ANNOUNCED];
};

static void want_concept(struct wanted *w, enum concept c)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->concepts[i] == c)
            return;
    w->concepts[w->count++] = c;
}

static bool want_plan(struct wanted *w, const char *name, size_t n)
{
    for (size_t i = 0; i < ANNOUNCED; i++) {
        if (strlen(announced[i]) == n && memcmp(announced[i], name, n) == 0) {
            w->plans[i] = true;
            return true;
        }
    }
    return false;
}

static enum err no_concept(const char *name, size_t n, struct why *why)
{
    struct strbuf all = {0};

    for (int i = 0; i < CONCEPT_COUNT; i++)
        strbuf_format(&all, "%s ", concept_name((enum concept)i));
    for (size_t i = 0; i < ANNOUNCED; i++)
        strbuf_format(&all, "%s%s", i > 0 ? " " : "", announced[i]);
    (void)why_set(why, ERR_USAGE, "no concept \"%.*s\": choose from %s",
                  n > 40 ? 40 : (int)n, name, strbuf_text(&all));
    strbuf_done(&all);
    return ERR_USAGE;
}

static enum err read_wanted(const char *list, struct wanted *out,
                            struct why *why)
{
    const char *at = list;

    *out = (struct wanted){.count = 0};
    for (;;) {
        size_t n = strcspn(at, ",");
        enum concept c;

        if (concept_from_name(at, n, &c))
            want_concept(out, c);
        else if (!want_plan(out, at, n))
            return no_concept(at, n, why);
        if (!at[n])
            return ERR_OK;
        at += n + 1;
    }
}

static void add(struct sheet *s, struct fact_record r)
{
    s->subjects = mem_grow(s->subjects, s->subject_count + 1,
                           sizeof *s->subjects);
    s->subjects[s->subject_count++] = (struct subject){.of.fact = r};
}

/* The last `n` of a list. */
static void add_periods(struct sheet *s, struct fact_record r,
                        const struct period *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char accn[ACCN_MAX];

        period_accn(&list[i], accn);
        r.period = &list[i];
        r.accn = arena_text(&s->texts, accn);
        add(s, r);
    }
}

/* Nothing filed is known, but a count that somebody gave. */
static void add_given_shares(struct sheet *s, const struct instrument *i,
                             struct fact_record record)
{
    struct period *p = arena_new(&s->texts, sizeof *p);

    if (!(i->shares > 0) || i->shares_asof == NO_DATE)
        return;
    *p = (struct period){.start = NO_DATE,
                         .end = i->shares_asof,
                         .filed = NO_DATE,
                         .value = i->shares,
                         .form = "",
                         .source = i->shares_source ? i->shares_source : ""};
    record.period = p;
    record.unit = "shares";
    record.reason = "the only count that is known";
    add(s, record);
}

static void add_concept(struct sheet *s, const struct report_request *r,
                        const struct listing *l, enum concept c)
{
    static const struct concept_figures none = {.unit = ""};
    const struct concept_figures *of = l->company ? &l->company->of[c] : &none;
    size_t n = r->quarters ? r->quarters : r->has_ttm;
    struct fact_record record = {.symbol = l->instrument->symbol,
                                 .concept = concept_name(c),
                                 .unit = of->unit,
                                 .accn = "",
                                 .reason = "",
                                 .now_ms = s->snapshot->now_ms};
    char why[WHY_MAX];

    if (n > 0 && of->quarter_count == 0 && c == CONCEPT_shares)
        add_given_shares(s, l->instrument, record);

    if (r->has_years)
        add_periods(s, record, of->years, of->year_count);
    n = n < of->quarter_count ? n : of->quarter_count;
    if (n == 0)
        return;
    add_periods(s, record, of->quarters + of->quarter_count - n, n);
    fundamentals_why(l->company, c, why, sizeof why);
    s->subjects[s->subject_count - 1].of.fact.reason =
        arena_text(&s->texts, why);
}

static void add_plans(struct sheet *s, const struct wanted *w,
                      const char *symbol)
{
    const struct snapshot *from = s->snapshot;

    for (size_t i = 0; i < from->plan_count; i++) {
        const struct plan_entry *p = &from->plans[i];

        if (strcmp(p->symbol, symbol) != 0)
            continue;
        for (size_t k = 0; k < ANNOUNCED; k++)
            if (w->plans[k] && strcmp(p->plan.concept, announced[k]) == 0)
                add(s, (struct fact_record){.symbol = p->symbol,
                                            .concept = p->plan.concept,
                                            .unit = p->plan.unit,
                                            .plan = p,
                                            .accn = "",
                                            .reason = "",
                                            .now_ms = from->now_ms});
    }
}

static void add_company(struct sheet *s, const struct report_request *r,
                        const struct wanted *w, const struct listing *l)
{
    for (size_t i = 0; i < w->count; i++)
        add_concept(s, r, l, w->concepts[i]);
    add_plans(s, w, l->instrument->symbol);
}

const char *select_concepts(const struct report_request *r)
{
    return r->concepts ? r->concepts : usual;
}

enum err select_facts(struct sheet *s, const struct report_request *r,
                      struct why *why)
{
    const struct snapshot *from = s->snapshot;
    struct wanted wanted;
    enum err e = read_wanted(select_concepts(r), &wanted, why);

    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < r->symbol_count; i++) {
        const struct listing *l = snapshot_find(from, r->symbols[i]);

        if (l)
            add_company(s, r, &wanted, l);
    }
    for (size_t i = 0; r->symbol_count == 0 && i < from->listing_count; i++)
        add_company(s, r, &wanted, &from->listings[i]);
    return ERR_OK;
}
