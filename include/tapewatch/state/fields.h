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
    /* Where today's loss of value stands among all one-day losses that are
     * known; 0: it is none, or below them all. */
    int (*loss_rank)(const void *self, const struct listing *l);
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
enum { REASONS_MAX = 3 * HEADLINE_SYMBOLS_MAX };
struct headline_record {
    const struct headline *headline;
    bool is_read, is_bookmarked;
    const struct tags *tags; /* the user's; NULL: none */
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
    const char *change; /* event_became(); NULL: not asked */
    const struct surroundings *around;
};
struct event_record event_record(const struct event *e, const struct listing *l,
                                 int64_t now_ms,
                                 const struct surroundings *around);
struct term_record {
    const struct narrative *term;
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
/* Fills in `reasons` of a headline: one or more for each symbol, at most
 * REASONS_MAX; returns how many. */
size_t link_reasons(const struct headline *h, char (*out)[REASON_MAX]);

/* Whether each of the words stands in title or summary (base/words.h). */
bool headline_has_words(const struct headline *h, const char *words);

struct field_table {
    const struct field *fields;
    size_t count;
};
struct field_table fields_of_listing(void);

/* What expressions over these records may speak of. */
const struct language *language_of_listing(void);
const struct language *language_of_headline(void);
const struct language *language_of_event(void);
const struct language *language_of_term(void);
const struct language *language_of_fact(void);

#endif
