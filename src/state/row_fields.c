/* SPDX-License-Identifier: MIT */
/* The fields and languages of rows, made from row_fields.def. */
#include "tapewatch/state/row_fields.h"

#include "functions.h"
#include "tapewatch/base/civil.h"

/* ---- values */

#define OVER_0(v) ((v) > 0 ? value_number((double)(v)) : value_unknown())
#define AT_LEAST_0(v) ((v) >= 0 ? value_number((double)(v)) : value_unknown())
#define KNOWN_POSITION(name)                                                \
    (POSITION_HAS(x, name) ? value_number(x->name) : value_unknown())
#define FILED(concept) filed_value(x, CONCEPT_##concept)
#define GROWTH(concept) filed_growth(x, CONCEPT_##concept)

static struct value filed_value(const struct filed_row *x, enum concept c)
{
    const struct period *p = x->of[c];

    if (!p || (x->is_ttm && !(p->known & PERIOD_HAS_TTM)))
        return value_unknown();
    return value_number(x->is_ttm ? p->ttm : p->value);
}

static struct value filed_growth(const struct filed_row *x, enum concept c)
{
    const struct period *p = x->of[c];
    unsigned bit = x->is_ttm ? PERIOD_HAS_TTM_YOY : PERIOD_HAS_YOY;

    if (!p || !(p->known & bit))
        return value_unknown();
    return value_number(x->is_ttm ? p->ttm_yoy_pct : p->yoy_pct);
}

static struct value list_change(const struct list_row *x)
{
    if (x->sector)
        return value_number(x->sector->change_pct);
    return x->sum && x->sum->known ? value_number(x->sum->mean_pct)
                                   : value_unknown();
}

static struct value list_cap_change(const struct list_row *x)
{
    if (x->sector)
        return value_number(x->sector->cap_change_usd);
    return x->sum && x->sum->cap_known ? value_number(x->sum->cap_change_usd)
                                       : value_unknown();
}

static struct value list_member(const struct listing *l)
{
    return l ? value_text(l->instrument->symbol) : value_unknown();
}

/* ---- a function a row of the table */

#define TYPE_source struct health
#define TYPE_lot struct lot_figures
#define TYPE_position struct position
#define TYPE_list struct list_row
#define TYPE_rule struct rule_row
#define TYPE_date struct date_row
#define TYPE_filing struct filing_row
#define TYPE_filed struct filed_row
#define TYPE_found struct found
#define TYPE_loss struct loss_row
#define TYPE_moment struct moment_row
#define TYPE_setting struct setting_row

#define ROW(record, name, type, unit, help, expression)                     \
    static struct value record##_##name(const void *r)                      \
    {                                                                       \
        const TYPE_##record *x = ((const struct row_record *)r)->row;       \
                                                                            \
        return expression;                                                  \
    }
#include "row_fields.def"

/* ---- the tables: all in one, a record's together */

static const struct field fields[] = {
#define ROW(record, name, type, unit, help, expression)                     \
    {#name, VALUE_##type, unit, help, record##_##name},
#include "row_fields.def"
};

enum place { /* where a record's fields begin and end in it */
#define RECORD(record) BEGIN_##record, BEFORE_##record = BEGIN_##record - 1,
#define ROW(record, name, type, unit, help, expression)                     \
    PLACE_##record##_##name,
#define DONE(record) END_##record, LAST_##record = END_##record - 1,
#include "row_fields.def"
};

static const void *base_of(const void *record)
{
    const struct row_record *r = record;

    return r->instrument.listing ? &r->instrument : NULL;
}

static enum truth in_list(const void *record, const char *list,
                          const char *symbol)
{
    const struct surroundings *a =
        ((const struct row_record *)record)->instrument.around;

    return a ? a->in_list(a->self, list, symbol) : TRUTH_UNKNOWN;
}

const char *row_kind_name(enum row_kind k)
{
    static const char *const names[] = {
#define NAME(record) #record,
        ROW_RECORDS(NAME)
#undef NAME
    };
    return names[k];
}

const struct language *language_of_row(enum row_kind k)
{
    static const struct language languages[] = {
#define LANGUAGE(record)                                                    \
    {                                                                       \
        .fields = fields + BEGIN_##record,                                  \
        .field_count = END_##record - BEGIN_##record,                       \
        .base_fields = listing_fields,                                      \
        .base_field_count = FIELDS_OF_LISTING,                              \
        .base = base_of,                                                    \
        .functions = functions_of_listing,                                  \
        .function_count = FUNCTIONS_OF_LISTING,                             \
        .series = function_series,                                          \
        .series_count = FUNCTION_SERIES,                                    \
        .previous = listing_previous,                                       \
        .in_list = in_list,                                                 \
    },
        ROW_RECORDS(LANGUAGE)
#undef LANGUAGE
    };
    return &languages[k];
}
