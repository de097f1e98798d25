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

/* What functions and @lists ask beyond the record itself; of a state or of a
 * snapshot, which it must not outlive. */
struct surroundings {
    const void *self;
    /* The i-th headline, newest first; NULL behind the last. */
    const struct headline *(*headline)(const void *self, size_t i);
    /* Whether a symbol is in a watchlist or group; names in any case. */
    enum truth (*in_list)(const void *self, const char *list,
                          const char *symbol);
};
struct surroundings surroundings_of_snapshot(const struct snapshot *s);

/* Names of all watchlists and groups of a snapshot, for struct language;
 * free() the array, not the names. */
const char **surroundings_lists(const struct snapshot *s, size_t *count);

/* Records that the get functions take. */
struct listing_record { /* instrument fields; also what rules see */
    const struct listing *listing;
    int64_t now_ms;
    const struct surroundings *around; /* NULL: what asks them is unknown */
};
enum { REASON_MAX = 96 };
struct headline_record {
    const struct headline *headline;
    bool is_read;
    int64_t now_ms;
    const struct surroundings *around;
    /* Why it is linked to its symbols (link_reasons()); NULL: not asked. */
    const char (*reasons)[REASON_MAX];
    size_t reason_count;
};
struct event_record {
    const struct event *event;
    int64_t now_ms;
    const struct listing *listing; /* of its symbol; may be NULL */
    struct listing_record instrument; /* the same, for expressions */
    const struct surroundings *around;
};
struct event_record event_record(const struct event *e, const struct listing *l,
                                 int64_t now_ms,
                                 const struct surroundings *around);
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

/* What expressions over these records may speak of. */
const struct language *language_of_listing(void);
const struct language *language_of_headline(void);
const struct language *language_of_event(void);

#endif
