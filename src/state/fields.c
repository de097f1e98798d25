/* SPDX-License-Identifier: MIT */
/* The tables of fields, made from fields.def. */
#include "tapewatch/state/fields.h"

#include "functions.h"
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

/* A group has no price. */
#define POINT_PRICE(point)                                                     \
    (*e->key.symbol == '@' ? value_unknown() : value_number(e->point.price))

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

static struct value tags_of(const struct headline_record *r)
{
    static const struct tags none = {.count = 0};
    const struct tags *t = r->tags ? r->tags : &none;

    return list_of(t->at[0], t->count, TAG_MAX);
}

static struct value halt_age(const struct listing *l, int64_t now_ms)
{
    int64_t to = now_ms < l->halt.ends ? now_ms : l->halt.ends;

    return l->halt.from && l->halt.from <= to
               ? value_number((double)(to - l->halt.from) / MS_PER_SECOND)
               : value_unknown();
}

static struct value rank_of(const struct listing_record *r)
{
    int rank = r->around ? r->around->loss_rank(r->around->self, r->listing)
                         : 0;

    return rank > 0 ? value_number(rank) : value_unknown();
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
#define TERM(name, type, unit, help, expression)                               \
    static struct value term_##name(const void *record)                        \
    {                                                                          \
        const struct term_record *r = record;                                  \
        const struct narrative *n = r->term;                                   \
                                                                               \
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

const struct field listing_fields[FIELDS_OF_LISTING] = {
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

static const struct field term_fields[] = {
#define TERM(name, type, unit, help, expression)                               \
    ROW(term, name, #name, type, unit, help)
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

struct event_record event_record(const struct event *e, const struct listing *l,
                                 int64_t now_ms,
                                 const struct surroundings *around)
{
    return (struct event_record){
        .event = e,
        .now_ms = now_ms,
        .listing = l,
        .instrument = {.listing = l, .now_ms = now_ms, .around = around},
        .around = around,
    };
}

/* ---- the languages */

static enum truth ask_list(const struct surroundings *a, const char *list,
                           const char *symbol)
{
    return a ? a->in_list(a->self, list, symbol) : TRUTH_UNKNOWN;
}

static enum truth listing_in_list(const void *record, const char *list,
                                  const char *symbol)
{
    return ask_list(((const struct listing_record *)record)->around, list,
                    symbol);
}

static enum truth headline_in_list(const void *record, const char *list,
                                   const char *symbol)
{
    return ask_list(((const struct headline_record *)record)->around, list,
                    symbol);
}

static enum truth event_in_list(const void *record, const char *list,
                                const char *symbol)
{
    return ask_list(((const struct event_record *)record)->around, list,
                    symbol);
}

static const void *event_base(const void *record)
{
    const struct event_record *r = record;

    return r->instrument.listing ? &r->instrument : NULL;
}

static const struct language listing_language = {
    .fields = listing_fields,
    .field_count = COUNT(listing_fields),
    .functions = functions_of_listing,
    .function_count = FUNCTIONS_OF_LISTING,
    .series = function_series,
    .series_count = FUNCTION_SERIES,
    .previous = listing_previous,
    .in_list = listing_in_list,
    .foreign = headline_fields,
    .foreign_count = COUNT(headline_fields),
    .advice = "belongs to headlines; count them: news_count(2h, \"words\")",
};

static const struct language headline_language = {
    .fields = headline_fields,
    .field_count = COUNT(headline_fields),
    .in_list = headline_in_list,
};

static const struct language event_language = {
    .fields = event_fields,
    .field_count = COUNT(event_fields),
    .base_fields = listing_fields,
    .base_field_count = COUNT(listing_fields),
    .base = event_base,
    .functions = functions_of_listing,
    .function_count = FUNCTIONS_OF_LISTING,
    .series = function_series,
    .series_count = FUNCTION_SERIES,
    .previous = listing_previous,
    .in_list = event_in_list,
    .foreign = headline_fields,
    .foreign_count = COUNT(headline_fields),
    .advice = "belongs to headlines; count them: news_count(2h, \"words\")",
};

const struct language *language_of_listing(void)
{
    return &listing_language;
}

const struct language *language_of_headline(void)
{
    return &headline_language;
}

const struct language *language_of_event(void)
{
    return &event_language;
}

static const struct language term_language = {
    .fields = term_fields,
    .field_count = COUNT(term_fields),
};

static const struct language fact_language = {
    .fields = fact_fields,
    .field_count = COUNT(fact_fields),
};

const struct language *language_of_term(void)
{
    return &term_language;
}

const struct language *language_of_fact(void)
{
    return &fact_language;
}
