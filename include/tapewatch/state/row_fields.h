/*
 * The fields of what is only ever a row of a list: sources, lots, watchlists,
 * rules, dates, filings ... Made from row_fields.def, as fields.h is from
 * fields.def, for expressions over such lists and for `tapewatch fields`.
 *
 * Where a row is of a symbol, names that are none of its own are those of the
 * instrument. Pure; any thread.
 */
#ifndef TAPEWATCH_STATE_ROW_FIELDS_H
#define TAPEWATCH_STATE_ROW_FIELDS_H

#include "tapewatch/model/search.h"
#include "tapewatch/state/breadth.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/state/list_sum.h"
#include "tapewatch/state/portfolio.h"
#include "tapewatch/state/records.h"

/* In the order of `tapewatch fields`; the struct of each stands below, or is
 * that of its own header. */
#define ROW_RECORDS(_)                                                      \
    _(source) /* struct health */                                           \
    _(lot)    /* struct lot_figures */                                      \
    _(position) _(list) _(rule) _(date) _(filing) _(filed)                  \
    _(found)  /* struct found */                                            \
    _(loss) _(moment) _(setting)
enum row_kind {
#define ROW_KIND(record) ROW_KIND_##record,
    ROW_RECORDS(ROW_KIND)
#undef ROW_KIND
    ROW_KIND_COUNT
};
const char *row_kind_name(enum row_kind k);
const struct language *language_of_row(enum row_kind k);

/* What those languages take. */
struct row_record {
    struct listing_record instrument; /* of its symbol; listing NULL: none, or
                                         nothing is known of it */
    const void *row;
};

/* ---- rows that are nothing else elsewhere; texts "" or NULL: not known */

struct list_row { /* a watchlist, a sector, a group of settings, an outlet */
    const char *name;
    size_t count;
    const struct list_sum *sum;      /* of a watchlist */
    const struct sector_sum *sector; /* of a sector */
};
struct rule_row { /* a rule, a price level */
    const char *name, *when, *origin, *state, *symbol;
    int severity; /* 0: not known */
    size_t told;  /* times it has told of something today */
    int64_t told_at; /* ms: the last time; 0 never */
    bool has_level;
    double level;
};
struct date_row { /* of the calendar */
    int64_t at; /* ms */
    const char *type, *title, *symbol;
    bool is_confirmed;
    double days; /* to come; 0 is today */
};
struct filing_row {
    int32_t filed, end; /* NO_DATE: not known */
    const char *form, *accn, *title;
    unsigned figures;
};
struct filed_row { /* what was filed of one period; NULL: not known */
    const struct period *of[CONCEPT_COUNT], *lead;
    bool is_ttm;
};
struct loss_row {
    struct record of;
    int rank; /* 0: none */
};
struct moment_row {
    int64_t t;
    bool has_price;
    double price;
    const char *words;
    int mark; /* 0: none */
};
struct setting_row {
    const char *name, *value, *text, *group, *origin;
    bool is_default;
};

#endif
