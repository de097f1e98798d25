/* SPDX-License-Identifier: MIT */
/* Which rows the dashboard's alerts have, and in which order. */
#include "armed_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/calendar.h"

/* ---- what a row is: an event, behind those a level, behind those a rule */

const struct event *armed_event(const struct frame *f, uint32_t at)
{
    return at < f->now->event_count ? &f->now->events[at] : NULL;
}

const struct price_level *armed_level(const struct frame *f, uint32_t at)
{
    size_t i = at - f->now->event_count;

    return at >= f->now->event_count && i < f->now->level_count
               ? &f->now->levels[i] : NULL;
}

const struct rule_card *armed_rule(const struct frame *f, uint32_t at)
{
    size_t before = f->now->event_count + f->now->level_count;

    return at >= before ? &f->now->rules->items[at - before] : NULL;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;
    const struct event *e = armed_event(f, at);
    const struct price_level *l = armed_level(f, at);

    if (e) /* of its group: whichever of them the row shows */
        snprintf(out, size, "%s %ld", e->key.rule, (long)e->key.session);
    else if (l)
        snprintf(out, size, "%s %.10g", l->symbol, l->level);
    else
        snprintf(out, size, "%s", armed_rule(f, at)->rule.name);
}

/* ---- those of a rule and a day are one row: the worst that is not seen, the
 * latest of equals */

static bool is_of_today(const struct frame *f, const struct event *e)
{
    return e->told_count > 0 && calendar_date(HOURS_US, e->opened.t) ==
                                    calendar_date(HOURS_US, f->shown_ms);
}

static bool is_of_group(const struct event *a, const struct event *b)
{
    return a->key.session == b->key.session &&
           strcmp(a->key.rule, b->key.rule) == 0;
}

static int by_need(const struct event *a, const struct event *b)
{
    if (a->acknowledged != b->acknowledged)
        return a->acknowledged ? 1 : -1;
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    return a->opened.t > b->opened.t ? -1 : a->opened.t < b->opened.t;
}

bool armed_is_of_row(const struct frame *f, const struct event *row,
                     const struct event *e)
{
    return is_of_group(row, e) && is_of_today(f, e);
}

size_t armed_group_size(const struct frame *f, size_t at)
{
    const struct event *e = &f->now->events[at];
    size_t n = 0;

    for (size_t i = 0; i < f->now->event_count; i++) {
        const struct event *o = &f->now->events[i];
        int order = is_of_group(o, e) && is_of_today(f, o) ? by_need(o, e) : 1;

        if (order < 0 || (order == 0 && i < at))
            return 0;
        n += is_of_group(o, e) && is_of_today(f, o);
    }
    return n;
}

static bool has_fired(const struct frame *f, const char *rule)
{
    for (size_t i = 0; i < f->now->event_count; i++)
        if (strcmp(f->now->events[i].key.rule, rule) == 0 &&
            is_of_today(f, &f->now->events[i]))
            return true;
    return false;
}

static bool is_armed(const struct frame *f, const struct rule_card *card)
{
    return card->standing == RULE_ON && !card->wrong[0] &&
           !has_fired(f, card->rule.name);
}

double armed_distance(const struct snapshot *now, const struct price_level *p)
{
    const struct listing *l = snapshot_find(now, p->symbol);

    return l && QUOTE_HAS(&l->quote, price)
               ? derive_percent(p->level, l->quote.price) : NAN;
}

static int nearest(const struct snapshot *now, const struct price_level *a,
                   const struct price_level *b)
{
    double x = fabs(armed_distance(now, a)), y = fabs(armed_distance(now, b));

    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return x < y ? -1 : x > y;
}

static int compare(const void *items, uint32_t a, uint32_t b, int sort)
{
    const struct frame *f = items;

    (void)sort;
    if (armed_event(f, a) && armed_event(f, b))
        return by_need(armed_event(f, a), armed_event(f, b));
    if (armed_level(f, a) && armed_level(f, b))
        return nearest(f->now, armed_level(f, a), armed_level(f, b));
    return a < b ? -1 : a > b;
}

/* ---- rows */

const char *armed_when(const struct frame *f, const char *rule)
{
    const struct rule_card *card = rule_list_find(f->now->rules, rule);

    return card ? card->rule.when : rule;
}

static void add(const struct frame *f, struct list_rows *out, size_t at)
{
    const struct event *e = armed_event(f, (uint32_t)at);
    const struct price_level *l = armed_level(f, (uint32_t)at);
    const struct rule_card *card = armed_rule(f, (uint32_t)at);
    char text[RULE_WHEN_MAX + RULE_MAX + SYMBOL_MAX + 2];

    if (e)
        snprintf(text, sizeof(text), "%s %s %s", e->key.symbol, e->key.rule,
                 armed_when(f, e->key.rule));
    else
        snprintf(text, sizeof(text), "%s %s", l ? l->symbol : card->rule.name,
                 l ? "" : card->rule.when);
    if (list_matches(f->filter, text))
        list_add(out, (uint32_t)at);
}

void armed_build(const struct frame *f, struct list_rows *out)
{
    size_t events = f->now->event_count, levels = f->now->level_count;

    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < events; i++)
        if (is_of_today(f, &f->now->events[i]) && armed_group_size(f, i) > 0)
            add(f, out, i);
    for (size_t i = 0; i < levels; i++)
        add(f, out, events + i);
    for (size_t i = 0; f->now->rules && i < f->now->rules->count; i++)
        if (is_armed(f, &f->now->rules->items[i]))
            add(f, out, events + levels + i);
    list_sort(out, false, compare, 0);
}

void armed_count(const struct frame *f, size_t *fired, size_t *armed)
{
    *fired = 0;
    *armed = f->now->level_count;
    for (size_t i = 0; i < f->now->event_count; i++)
        *fired += is_of_today(f, &f->now->events[i]) &&
                  armed_group_size(f, i) > 0;
    for (size_t i = 0; f->now->rules && i < f->now->rules->count; i++)
        *armed += is_armed(f, &f->now->rules->items[i]);
}
