/*
 * What the files of this room share: the chosen columns, the chosen records,
 * and the table of formats.
 */
#ifndef TAPEWATCH_REPORT_SHEET_H
#define TAPEWATCH_REPORT_SHEET_H

#include "tapewatch/base/arena.h"
#include "tapewatch/report/report.h"

/* One record of any kind; the fields' get functions take its address. */
struct subject {
    union {
        struct listing_record listing;
        struct headline_record headline;
        struct event_record event;
        struct term_record term;
        struct fact_record fact;
    } of;
    int64_t now_ms;
};

enum precision {
    PRECISION_ALL,    /* as received, reading back the same */
    PRECISION_WHOLE,  /* money */
    PRECISION_2,      /* percentages, ratios */
    PRECISION_6,      /* a difference of prices */
    PRECISION_MEASURE /* whatever unit the rule's measure has */
};

struct sheet;
struct column {
    char *name;                /* "price", "opened.t" */
    const struct field *field; /* NULL: a list that only JSON can hold */
    struct query *query; /* an expression; `field` is `made` then */
    struct field *made;
    void (*write_list)(const struct sheet *s, const struct subject *r);
    enum precision precision;
};

struct sheet {
    const struct snapshot *snapshot;
    enum report_kind kind;
    const struct report_request *request;
    const struct language *language;
    struct surroundings around;
    struct key_set *keys; /* of those asked for; NULL: all */
    const char **lists; /* names that @ knows */
    size_t list_count;
    struct column *columns;
    size_t column_count;
    struct subject *subjects; /* those chosen, in order */
    size_t subject_count;
    struct narrative *terms; /* of REPORT_TERMS */
    struct arena texts; /* of the subjects, where they are made for them */
    struct strbuf *out;
};

/* Compiles over this sheet's records. */
enum err sheet_compile(const struct sheet *s, const char *text,
                       struct query **out, struct why *why);

struct report_format {
    bool has_lists;     /* can hold headlines[], peers[], terms[] */
    bool is_for_people; /* fewer columns when none are asked for */
    void (*write)(const struct sheet *s);
};

#define FORMAT(name) extern const struct report_format report_format_##name;
#include "formats.def"
#undef FORMAT

/* ---- columns.c */
enum err columns_choose(struct sheet *s, const char *names,
                        const struct report_format *format, struct why *why);
void columns_done(struct sheet *s);
/* A column's value with the precision that reports give it. */
struct value column_value(const struct column *c, const struct subject *r);

/* ---- select.c */
enum err select_subjects(struct sheet *s, const struct report_request *r,
                         struct why *why);
/* Fills in a headline's reasons, in storage of REASONS_MAX. */
void select_reasons(const struct sheet *s, struct subject *r,
                    char (*storage)[REASON_MAX]);

/* ---- select_facts.c */
enum err select_facts(struct sheet *s, const struct report_request *r,
                      struct why *why);
/* The concepts asked for, or the usual ones: "revenue,capex". */
const char *select_concepts(const struct report_request *r);

/* ---- facts_text.c */
/* The chosen figures side by side: a table for each concept, a column for each
 * company; then what companies announced. */
void facts_compare(const struct sheet *s);

/* ---- facts_plans.c */
/* What these companies announced. */
void facts_write_plans(const struct sheet *s, const char *const *symbols,
                       size_t symbol_count);

/* ---- events_extra.c */
void extra_headlines(const struct sheet *s, const struct subject *r);
void extra_peers(const struct sheet *s, const struct subject *r);
void extra_terms(const struct sheet *s, const struct subject *r);

#endif
