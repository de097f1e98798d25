/*
 * What is typed behind "/": plain words, or an expression of the language
 * over the record that a row shows.
 */
#ifndef TAPEWATCH_UI_FILTER_H
#define TAPEWATCH_UI_FILTER_H

#include "list.h"
#include "panel.h"
#include "tapewatch/query/query.h"

/* What expressions over a panel's rows speak of. */
struct row_records {
    const struct language *(*language)(void);
    enum truth (*truth)(const struct query *q, const struct frame *f,
                        const struct list_rows *r, uint32_t at);
};
/* Where a row's `at` is the event's or the headline's place in the snapshot. */
extern const struct row_records event_records;
extern const struct row_records headline_records;
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
