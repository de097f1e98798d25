/*
 * The fields of each kind of record, made from fields.def: names, types,
 * units, help and functions. The same table serves queries, --columns,
 * machine output and `tapewatch fields`.
 */
#ifndef TAPEWATCH_STATE_FIELDS_H
#define TAPEWATCH_STATE_FIELDS_H

#include <stddef.h>

#include "tapewatch/query/query.h"
#include "tapewatch/state/snapshot.h"

/* Records that the get functions take. */
struct listing_record { /* instrument fields; also what rules see */
    const struct listing *listing;
    int64_t now_ms;
};
enum { REASON_MAX = 96 };
struct headline_record {
    const struct headline *headline;
    bool is_read;
    int64_t now_ms;
    /* Why it is linked to its symbols (link_reasons()); NULL: not asked. */
    const char (*reasons)[REASON_MAX];
    size_t reason_count;
};
struct event_record {
    const struct event *event;
    int64_t now_ms;
    const struct listing *listing; /* of its symbol; may be NULL */
};
/* A company figure, or what a company announced (then `period` is NULL). */
struct fact_record {
    const char *symbol, *concept, *unit; /* "" not known */
    const struct period *period;
    const struct plan_entry *plan; /* else NULL */
    const char *accn;   /* "" not known */
    const char *reason; /* why twelve months or growth are not known, "" */
    int64_t now_ms;
};
/* Fills in `reasons` of a headline: one for each symbol, at most
 * HEADLINE_SYMBOLS_MAX; returns how many. */
size_t link_reasons(const struct headline *h, char (*out)[REASON_MAX]);

struct field_table {
    const struct field *fields;
    size_t count;
};
struct field_table fields_of_listing(void);
struct field_table fields_of_headline(void);
struct field_table fields_of_event(void);
struct field_table fields_of_fact(void);

#endif
