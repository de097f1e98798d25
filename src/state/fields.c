/* SPDX-License-Identifier: MIT */
/* The tables of fields, made from fields.def. */
#include "tapewatch/state/fields.h"

#include "tapewatch/base/civil.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define KNOWN_QUOTE(name)                                                      \
    (QUOTE_HAS(q, name) ? value_number(q->name) : value_unknown())
#define KNOWN_FIGURE(name)                                                     \
    (FIGURE_HAS(&l->figures, name) ? value_number(l->figures.name)             \
                                   : value_unknown())
#define KNOWN_FILED(name)                                                      \
    (FUNDAMENTAL_HAS(l->company, name) ? value_number(l->company->name)        \
                                       : value_unknown())
#define KNOWN_EVENT(name, bit)                                                 \
    (e->known & EVENT_HAS_##bit ? value_number(e->name) : value_unknown())

#define KNOWN_PERIOD(name, bit)                                                \
    (p && (p->known & PERIOD_HAS_##bit) ? value_number(p->name)                \
                                        : value_unknown())
#define KNOWN_PLAN(name, bit)                                                  \
    (a && (a->plan.known & PLAN_HAS_##bit) ? value_number(a->plan.name)        \
                                           : value_unknown())

static struct value value_of_fact(const struct period *p,
                                  const struct plan_entry *a)
{
    return p ? value_number(p->value) : KNOWN_PLAN(value, VALUE);
}

static struct value list_of(const char *first, size_t count, size_t stride)
{
    return (struct value){
        .type = VALUE_LIST,
        .of.list = {.first = first, .count = count, .stride = stride}};
}

static struct value groups_of(const struct instrument *i)
{
    size_t n = 0;

    while (n < GROUPS_MAX && *i->groups[n])
        n++;
    return list_of(i->groups[0], n, GROUP_MAX);
}

static struct value symbols_of(const struct headline *h)
{
    return list_of(h->symbols[0], h->symbol_count, SYMBOL_MAX);
}

static struct value reasons_of(const struct headline_record *r)
{
    return r->reasons ? list_of(r->reasons[0], r->reason_count, REASON_MAX)
                      : value_unknown();
}

static struct value halt_age(const struct listing *l, int64_t now_ms)
{
    int64_t to = now_ms < l->halt.ends ? now_ms : l->halt.ends;

    return l->halt.from && l->halt.from <= to
               ? value_number((double)(to - l->halt.from) / MS_PER_SECOND)
               : value_unknown();
}

/* ---- one function a row */

#define LISTING(name, type, unit, help, expression)                            \
    static struct value listing_##name(const void *record)                     \
    {                                                                          \
        const struct listing_record *r = record;                               \
        const struct listing *l = r->listing;                                  \
        const struct quote *q = &l->quote;                                     \
        const struct instrument *i = l->instrument;                            \
        int64_t now_ms = r->now_ms;                                            \
                                                                               \
        (void)q, (void)i, (void)now_ms;                                        \
        return expression;                                                     \
    }
#define HEADLINE(name, type, unit, help, expression)                           \
    static struct value headline_##name(const void *record)                    \
    {                                                                          \
        const struct headline_record *r = record;                              \
        const struct headline *h = r->headline;                                \
                                                                               \
        (void)h;                                                               \
        return expression;                                                     \
    }
#define EVENT_DOTTED(id, name, type, unit, help, expression)                   \
    static struct value event_##id(const void *record)                         \
    {                                                                          \
        const struct event_record *r = record;                                 \
        const struct event *e = r->event;                                      \
        const struct instrument *i =                                           \
            r->listing ? r->listing->instrument : NULL;                        \
                                                                               \
        (void)e, (void)i;                                                      \
        return expression;                                                     \
    }
#define EVENT(name, type, unit, help, expression)                              \
    EVENT_DOTTED(name, #name, type, unit, help, expression)
#define FACT(name, type, unit, help, expression)                               \
    static struct value fact_##name(const void *record)                        \
    {                                                                          \
        const struct fact_record *r = record;                                  \
        const struct period *p = r->period;                                    \
        const struct plan_entry *a = r->plan;                                  \
                                                                               \
        (void)p, (void)a;                                                      \
        return expression;                                                     \
    }
#include "fields.def"

/* ---- the tables */

#define ROW(record, id, text, type, unit, help)                                \
    {text, VALUE_##type, unit, help, record##_##id},

static const struct field listing_fields[] = {
#define LISTING(name, type, unit, help, expression)                            \
    ROW(listing, name, #name, type, unit, help)
#include "fields.def"
};

static const struct field headline_fields[] = {
#define HEADLINE(name, type, unit, help, expression)                           \
    ROW(headline, name, #name, type, unit, help)
#include "fields.def"
};

static const struct field event_fields[] = {
#define EVENT_DOTTED(id, name, type, unit, help, expression)                   \
    ROW(event, id, name, type, unit, help)
#define EVENT(name, type, unit, help, expression)                              \
    ROW(event, name, #name, type, unit, help)
#include "fields.def"
};

static const struct field fact_fields[] = {
#define FACT(name, type, unit, help, expression)                               \
    ROW(fact, name, #name, type, unit, help)
#include "fields.def"
};

struct field_table fields_of_listing(void)
{
    return (struct field_table){listing_fields, COUNT(listing_fields)};
}

struct field_table fields_of_headline(void)
{
    return (struct field_table){headline_fields, COUNT(headline_fields)};
}

struct field_table fields_of_event(void)
{
    return (struct field_table){event_fields, COUNT(event_fields)};
}

struct field_table fields_of_fact(void)
{
    return (struct field_table){fact_fields, COUNT(fact_fields)};
}
