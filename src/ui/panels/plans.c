/* SPDX-License-Identifier: MIT */
/* What the shown company announced itself: plans and figures of its own, with
 * their source. They stand apart from what it filed. */
#include <stdio.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/format.h"

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;

    snprintf(out, size, "%lld %u", (long long)f->now->plans[at].t, at);
}

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (size_t i = f->now->plan_count; i-- > 0;) {
        const struct plan_entry *p = &f->now->plans[i];

        if (strcmp(p->symbol, f->subject->symbol) == 0 &&
            list_matches(f->filter, p->plan.text ? p->plan.text : ""))
            list_add(out, (uint32_t)i);
    }
}

/* "up to 65.00B", "60.00B-65.00B", "80.00B", "" */
static void plan_text(const struct plan *p, char *out, size_t size)
{
    char value[FORMAT_MAX] = "", low[FORMAT_MAX] = "", high[FORMAT_MAX] = "";

    if (p->known & PLAN_HAS_VALUE)
        format_money(value, p->value);
    if (p->known & PLAN_HAS_LOW)
        format_money(low, p->low);
    if (p->known & PLAN_HAS_HIGH)
        format_money(high, p->high);
    if (value[0])
        snprintf(out, size, "%s", value);
    else if (low[0] && high[0])
        snprintf(out, size, "%s-%s", low, high);
    else
        snprintf(out, size, "%s%s",
                 high[0] ? "up to " : low[0] ? "at least " : "",
                 high[0] ? high : low);
}

/* "%", " USD a share"; a currency alone is understood. */
static void unit_text(const char *unit, char *out, size_t size)
{
    size_t n = unit ? strlen(unit) : 0;

    snprintf(out, size, "%s%s", n > 3 ? " " : "", n == 3 || !n ? "" : unit);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct plan_entry *e = &f->now->plans[at];
    char day[11], value[3 * FORMAT_MAX], unit[24], text[400];

    (void)r;
    civil_format_date(civil_new_york_date(e->t), day);
    plan_text(&e->plan, value, sizeof(value));
    unit_text(value[0] ? e->plan.unit : NULL, unit, sizeof(unit));
    snprintf(text, sizeof(text), "%s%s%s%.200s%s%.40s (%.20s)", value, unit,
             value[0] ? "  " : "",
             e->plan.text ? e->plan.text : e->plan.concept,
             e->plan.period ? ", " : "", e->plan.period ? e->plan.period : "",
             e->source);
    canvas_text(c, area.x + 1, area.y, area.width - 1, ROLE_dim, day);
    show_text(c, (struct place){area.x + 13, area.y, area.width - 13},
              ROLE_fg, text);
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "nothing that it announced is known";
}

static enum truth of_plan(const struct query *q, const struct frame *f,
                          const struct list_rows *r, uint32_t at)
{
    const struct plan_entry *p = &f->now->plans[at];
    const struct fact_record record = {
        .symbol = p->symbol, .concept = p->plan.concept,
        .unit = p->plan.unit, .plan = p, .accn = "", .reason = "",
        .now_ms = f->now->now_ms};

    (void)r;
    return query_truth(q, &record, f->now->now_ms);
}

static const struct row_records records = {.language = language_of_fact,
                                           .truth = of_plan};

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)f;
    snprintf(left, size, "Announced by the company");
    snprintf(right, size, "not filed");
}

const struct panel_ops panel_plans = {
    .name = "plans", .help = "what the shown company announced",
    .contexts = CONTEXT_list, .min_width = 20, .min_height = 2,
    LIST_PANEL(list), .records = &records,
    .title = title, .act = list_panel_act,
};
