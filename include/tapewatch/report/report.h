/*
 * Answers without a screen: a snapshot's records as JSON, NDJSON, CSV or text.
 * Formats are rows of formats.def; columns are rows of fields.def.
 */
#ifndef TAPEWATCH_REPORT_REPORT_H
#define TAPEWATCH_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "tapewatch/base/err.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/state/fields.h"
#include "tapewatch/state/snapshot.h"

enum report_kind {
    REPORT_QUOTES, REPORT_EVENTS, REPORT_NEWS, REPORT_TERMS, REPORT_FACTS
};

struct report_request {
    enum report_kind kind;
    const char *format;  /* "json" "ndjson" "csv" "text" */
    const char *where;   /* expression or NULL */
    const char *sort;    /* field, "-field" descending, or NULL */
    const char *columns; /* "symbol,change_pct" or NULL: the kind's own (for
                            "text", those that fit a terminal) */
    const char *const *symbols; /* only these; count 0: all */
    size_t symbol_count;
    bool is_of_bookmarks; /* only headlines that the user keeps */
    /* Only the headlines of these ids, or events as event_key_write() names
     * them, one a line; NULL: all. */
    const char *keys;
    const char *search; /* only headlines with all these words; NULL: all */
    /* Facts: "revenue,capex" or NULL for the usual ones; words of plans
     * ("capex_guidance", "reported_metric") are concepts too. */
    const char *concepts;
    size_t quarters; /* the last so many quarters of each; 0: none */
    bool has_years;  /* the fiscal years */
    bool has_ttm;    /* the newest quarter, if `quarters` is 0 */
    int64_t since_ms, until_ms; /* 0: open (events: opened; news: published) */
    /* Only events and headlines that this earlier snapshot lacks; NULL: all.
     * (Prices and stories are older than the moment they become known, so no
     * time tells what is new.) */
    const struct snapshot *before;
    /* With `before`, of events also those that were told again, recovered,
     * came back or were closed since; the first column says which. */
    bool has_changes;
    /* With `before`, as text: the columns' names come first. */
    bool has_header;
    const struct event_key *event; /* only this one; NULL: all */
};
/* Appends the answer. ERR_USAGE with a sentence for a wrong expression, field
 * or format. *rows gets how many records were written. */
enum err report_write(const struct snapshot *s, const struct report_request *r,
                      struct strbuf *out, size_t *rows, struct why *why);

/*
 * Portfolios: `name` alone, or all (NULL), totals in `currency` (NULL: their
 * own). JSON is an object for one, an array for all, with totals, parts and
 * positions; NDJSON and CSV are a record for each position; money has two
 * decimals. *missing gets how many positions no total could take in.
 * ERR_USAGE for an unknown name or format, ERR_MISSING when there is none.
 */
struct portfolio_request {
    const char *format, *name, *currency;
};
enum err report_portfolio(const struct snapshot *s,
                          const struct portfolio_request *r,
                          struct strbuf *out, size_t *missing,
                          struct why *why);

/* Of a replay: "as of Mon 2025-01-27 16:05 ET", below a text. */
void report_moment(const struct snapshot *s, struct strbuf *out);
/* The market as one text page: watchlist, events, headlines. */
void report_page(const struct snapshot *s, const char *watchlist,
                 struct strbuf *out);

#endif
