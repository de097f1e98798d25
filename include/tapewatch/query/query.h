/*
 * The expression language (product notes, section 2): parsed once, typed,
 * evaluated without allocation, three-valued (true, false, unknown).
 *
 * The language knows no market: a caller gives the table of fields that its
 * records have. Fields are rows of fields.def (state/fields.h).
 *
 * Here now: literals, comparison, and/or/not, + - * /, abs min max known(),
 * `in`, `~`, `now`, true and false.
 * Series functions and @lists come with the full language.
 */
#ifndef TAPEWATCH_QUERY_QUERY_H
#define TAPEWATCH_QUERY_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/err.h"

enum value_type {
    VALUE_UNKNOWN, /* only as a result */
    VALUE_NUMBER,
    VALUE_PERCENT, /* a number that "%" may follow */
    VALUE_TEXT,
    VALUE_TIME, /* ms UTC */
    VALUE_DATE, /* days since 1970 (written yyyy-mm-dd) */
    VALUE_BOOL,
    VALUE_LIST, /* of texts */
};

struct value {
    enum value_type type; /* VALUE_UNKNOWN: not known */
    union {
        double number;
        const char *text; /* borrowed from the record */
        int64_t time;
        int32_t date;
        bool truth;
        struct {
            const char *first; /* `count` strings, `stride` bytes apart */
            size_t count, stride;
        } list;
    } of;
};
struct value value_number(double v);
struct value value_text(const char *s); /* NULL or "": unknown */
struct value value_time(int64_t ms);    /* 0: unknown */
struct value value_date(int32_t d);     /* NO_DATE: unknown */
struct value value_bool(bool b);
struct value value_unknown(void);

struct field {
    const char *name; /* snake_case; the same in JSON, CSV and queries */
    enum value_type type;
    const char *unit; /* "USD", "%", "ms", "" */
    const char *help; /* one line */
    struct value (*get)(const void *record);
};
/* NULL when there is none of that name. */
const struct field *field_find(const struct field *fields, size_t n,
                               const char *name);

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

struct query;
/* Compiles; `fields` must outlive the query. On error `why` is three lines:
 * message, the text (the part around the place, if long), a caret under the
 * place. Limits: 4,096 bytes, 64 levels; more is ERR_TOO_BIG. */
enum err query_compile(const char *text, const struct field *fields, size_t n,
                       struct query **out, struct why *why);
void query_free(struct query *q);
/* `now` in the expression is now_ms. */
enum truth query_truth(const struct query *q, const void *record,
                       int64_t now_ms);
/* The value of a numeric expression, e.g. a rule's measure. */
struct value query_value(const struct query *q, const void *record,
                         int64_t now_ms);
/* Type of the expression as a whole (times and dates keep theirs). */
enum value_type query_type(const struct query *q);
/* Whether it looks at any field whose name starts with `prefix`. */
bool query_uses(const struct query *q, const char *prefix);

#endif
