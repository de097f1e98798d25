/*
 * What is typed behind "/": plain words, or an expression of the language
 * over the record that a row shows.
 */
#ifndef TAPEWATCH_UI_FILTER_H
#define TAPEWATCH_UI_FILTER_H

#include "list.h"
#include "panel.h"
#include "tapewatch/query/query.h"
#include "tapewatch/state/row_fields.h"

/* What expressions over a panel's rows speak of. */
struct row_records {
    const struct language *(*language)(void); /* NULL: that of `kind` */
    enum row_kind kind;
    enum truth (*truth)(const struct query *q, const struct frame *f,
                        const struct list_rows *r, uint32_t at);
};
#define ROWS_OF(record, truth_) {.kind = ROW_KIND_##record, .truth = (truth_)}
/* Where a row's `at` is the event's or the headline's place in the snapshot. */
extern const struct row_records event_records;
extern const struct row_records headline_records;
/* A row of row_fields.h, and what is known of its symbol ("": of none). */
enum truth filter_row(const struct query *q, const struct frame *f,
                      const char *symbol, const void *row);
/* What is known of a symbol itself. */
enum truth filter_symbol(const struct query *q, const struct frame *f,
                         const char *symbol);
/* f->where for panels that mark rows, or have them of their own; NULL: there
 * is none, or it is not right. query_free() it. */
struct query *filter_query(const struct frame *f);
bool filter_wants(const struct frame *f, enum truth truth);

/* Of any headline, for panels that list them in their own way. */
enum truth filter_headline(const struct query *q, const struct frame *f,
                           const struct headline *h);

/* A sign that no plain text has (`<`, `==`, `~`, `in @`, `sma(`), or a name
 * of the language before a lonely `=`. A `!` before it all turns it round. */
bool filter_is_expression(const char *text, const struct row_records *of);
/* Whether an expression can be used; else `*place` is the byte it is about,
 * and `message` (may be NULL) says why not. */
bool filter_is_right(const char *text, const struct row_records *of,
                     size_t *place, char *message, size_t size);

/* Takes the rows out for which f->where is not true. One that is not right
 * (it may be only half typed) takes out none. */
void filter_rows(const struct frame *f, struct list_rows *r);

#endif
