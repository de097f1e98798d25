/*
 * The expression language (product notes, section 2): parsed once, typed,
 * evaluated without allocation, three-valued (true, false, unknown).
 *
 * The language knows no market: a caller gives the tables of fields and
 * functions that its records have, and what answers for the previous close
 * and for @lists (struct language; state/fields.h has one a record).
 *
 * The language's own: literals, comparison, and/or/not, + - * /, `in`, `~`,
 * `now`, true, false, abs min max known prev crosses_above crosses_below.
 *
 * What one evaluation can cost is worked out when the expression is read:
 * more than QUERY_STEPS_MAX steps is ERR_TOO_BIG. A step is about as much as
 * one operation, or one bar looked at.
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

/* ---- functions of a language beyond its own */

struct pattern;
/* Whether a regular expression of a query is found in the text. */
bool query_matches(const struct pattern *p, const char *text);

/* What stands between the brackets; all of it is known when it is read. */
struct call_arguments {
    unsigned count;     /* n: how many bars */
    int64_t span_ms;    /* a duration */
    unsigned series;    /* which of the language's series names */
    const struct pattern *pattern; /* NULL: none was given */
};

enum function_shape {
    FUNCTION_OF_BARS,   /* f(n) or f(series, n) */
    FUNCTION_OF_COUNT,  /* f(n) */
    FUNCTION_OF_NEWS    /* f(duration) or f(duration, "pattern") */
};

struct function {
    const char *name;
    enum function_shape shape;
    enum value_type type; /* of the result */
    const char *unit;     /* as a field's */
    const char *usage;    /* "sma(n) sma(series, n)" */
    const char *help;     /* one line */
    unsigned least;       /* smallest n */
    unsigned steps;       /* of one call, and n more */
    unsigned series;      /* where none is named */
    struct value (*call)(const void *record, const struct call_arguments *a);
};
enum { FUNCTION_COUNT_MAX = 1000 }; /* largest n */

/* The functions that every language has, for lists of all there is; NULL
 * behind the last. Their `call` is NULL. */
const struct function *query_own_function(size_t i);

/* ---- what an expression may speak of. Zero-initialise; the tables must
 * outlive the queries, `lists` only their compiling. */
struct language {
    const struct field *fields; /* of the record itself */
    size_t field_count;
    /* Fields and functions of the record that it belongs to (the instrument
     * of an event), for names that are none of its own. `base` finds it: NULL
     * when it is not known, and all its fields with it. Without `base` the
     * functions take the record itself. */
    const struct field *base_fields;
    size_t base_field_count;
    const void *(*base)(const void *record);
    const struct function *functions;
    size_t function_count;
    const char *const *series; /* names that FUNCTION_OF_BARS take */
    size_t series_count;
    /* Calls then(self, record as it was at the previous close) and returns
     * true; false when that is not known. */
    bool (*previous)(const void *record,
                     void (*then)(void *self, const void *record), void *self);
    /* Whether the text is one of a list's; unknown when there is no list of
     * that name. Takes the record itself. */
    enum truth (*in_list)(const void *record, const char *list,
                          const char *text);
    /* When not NULL, other lists are errors. */
    const char *const *lists;
    size_t list_count;
    /* Fields of another record and what to write instead of them. */
    const struct field *foreign;
    size_t foreign_count;
    const char *advice;
};

struct query;
/* Compiles; `fields` must outlive the query. On error `why` is three lines:
 * message, the text (the part around the place, if long), a caret under the
 * place. Limits: 4,096 bytes, 64 levels, QUERY_STEPS_MAX; more is
 * ERR_TOO_BIG. */
enum { QUERY_STEPS_MAX = 30000 };
enum err query_compile_in(const char *text, const struct language *language,
                          struct query **out, struct why *why);
/* The same; on error *wrong is the place in the text. */
enum err query_compile_at(const char *text, const struct language *language,
                          struct query **out, const char **wrong,
                          struct why *why);
/* The same with fields only. */
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
/* Whether it looks at any field or function whose name starts with
 * `prefix`. */
bool query_uses(const struct query *q, const char *prefix);
/* Most steps that one evaluation takes. */
size_t query_steps(const struct query *q);

#endif
