/* SPDX-License-Identifier: MIT */
/* What companies announced, apart from the figures that they filed. */
#include <string.h>

#include "sheet.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

static void add_amount(struct strbuf *out, const char *before, double v,
                       const char *unit)
{
    char text[FORMAT_MAX];

    if (strcmp(unit, "USD") == 0 || v >= 1e6)
        format_money(text, v);
    else
        format_price(text, v, -1);
    strbuf_format(out, "%s%s %s", before, text, unit);
}

static void write_plan(struct strbuf *out, const struct plan_entry *e)
{
    const struct plan *p = &e->plan;
    const char *unit = p->unit ? p->unit : "";
    char date[11];

    civil_format_date(civil_new_york_date(e->t), date);
    strbuf_format(out, "%-8s %s %-15s", e->symbol, date, p->concept);
    if (p->known & PLAN_HAS_VALUE)
        add_amount(out, " ", p->value, unit);
    if (p->known & PLAN_HAS_LOW)
        add_amount(out, " from ", p->low, unit);
    if (p->known & PLAN_HAS_HIGH)
        add_amount(out, " up to ", p->high, unit);
    strbuf_format(out, "%s%s  %s (%s%s%s)\n", p->period ? "  " : "",
                  p->period ? p->period : "", p->text ? p->text : "",
                  e->source[0] ? e->source : "no source", p->url ? ", " : "",
                  p->url ? p->url : "");
}

void facts_write_plans(const struct sheet *s, const char *const *symbols,
                       size_t symbol_count)
{
    const struct snapshot *from = s->snapshot;
    bool is_first = true;

    for (size_t i = 0; i < from->plan_count; i++) {
        bool is_shown = false;

        for (size_t k = 0; k < symbol_count && !is_shown; k++)
            is_shown = strcmp(from->plans[i].symbol, symbols[k]) == 0;
        if (!is_shown)
            continue;
        if (is_first)
            strbuf_format(s->out, "%sannounced by the companies: no filed "
                          "figures\n", s->out->len > 0 ? "\n" : "");
        is_first = false;
        write_plan(s->out, &from->plans[i]);
    }
}
