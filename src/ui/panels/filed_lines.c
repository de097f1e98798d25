/* SPDX-License-Identifier: MIT */
/* What follows from filed figures, a line each. */
#include "filed_lines.h"

#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

static void add_share(char *out, size_t size, const char *label, bool known,
                      double pct)
{
    size_t n = strlen(out);

    if (known)
        snprintf(out + n, size - n, "%s %.1f%%  ", label,
                 format_round(pct, 1));
}

static void add_twelve(char *out, size_t size, const char *label,
                       const struct fundamentals *g, enum concept of)
{
    const struct period *p = fundamentals_newest(g, of);
    char value[FORMAT_MAX], growth[FORMAT_MAX] = "";
    size_t n = strlen(out);

    if (!p || !(p->known & PERIOD_HAS_TTM))
        return;
    format_money(value, p->ttm);
    if (p->known & PERIOD_HAS_TTM_YOY)
        show_growth_text(p->ttm_yoy_pct, growth);
    snprintf(out + n, size - n, "%s %.12s%s%.12s  ", label, value,
             *growth ? " " : "", growth);
}

void filed_twelve_line(const struct fundamentals *g, char *out,
                       size_t size)
{
    char why[120];

    snprintf(out, size, "12 months  ");
    add_twelve(out, size, "revenue", g, CONCEPT_revenue);
    add_twelve(out, size, "capex", g, CONCEPT_capex);
    add_twelve(out, size, "FCF", g, CONCEPT_free_cash_flow);
    if (strcmp(out, "12 months  ") != 0)
        return;
    fundamentals_why(g, CONCEPT_revenue, why, sizeof(why));
    snprintf(out, size, "12 months  %s", why);
}

void filed_margins_line(const struct fundamentals *g, char *out,
                        size_t size)
{
    out[0] = '\0';
    if (!g)
        return;
    add_share(out, size, "Op m", FUNDAMENTAL_HAS(g, operating_margin),
              g->operating_margin);
    add_share(out, size, "Net m", FUNDAMENTAL_HAS(g, net_margin),
              g->net_margin);
    add_share(out, size, "Capex/revenue", FUNDAMENTAL_HAS(g, capex_share),
              g->capex_share);
}

static bool is_guidance(const struct plan_entry *p)
{
    return p->plan.concept && strcmp(p->plan.concept, "capex_guidance") == 0;
}

/* The newest guidance; else the newest of its own figures. */
static const struct plan_entry *announced(const struct frame *f)
{
    const struct plan_entry *found = NULL;

    for (size_t i = 0; i < f->now->plan_count; i++) {
        const struct plan_entry *p = &f->now->plans[i];

        if (strcmp(p->symbol, f->subject->symbol) == 0 &&
            (!found || is_guidance(p) || !is_guidance(found)))
            found = p;
    }
    return found;
}

void filed_announced_line(const struct frame *f, char *out, size_t size)
{
    const struct plan_entry *p = announced(f);
    char day[11], value[FORMAT_MAX] = "";
    const struct plan *plan;

    out[0] = '\0';
    if (!p)
        return;
    plan = &p->plan;
    civil_format_date(civil_new_york_date(p->t), day);
    if (plan->known & PLAN_HAS_VALUE)
        format_money(value, plan->value);
    else if (plan->known & PLAN_HAS_HIGH)
        format_money(value, plan->high);
    snprintf(out, size, "announced %s: %.80s %.20s%.12s (%.20s)", day,
             plan->text ? plan->text : plan->concept,
             plan->known & PLAN_HAS_VALUE ? ""
             : plan->known & PLAN_HAS_HIGH ? "up to " : "",
             value, p->source);
}
