/*
 * What a company filed, as it became known: one figure for each tag, unit and
 * period, that of the latest filing, and what earlier ones said of it. Only tags of concepts.def are kept.
 */
#ifndef TAPEWATCH_STATE_COMPANY_H
#define TAPEWATCH_STATE_COMPANY_H

#include "tapewatch/model/update.h"
#include "tapewatch/state/fundamentals.h"

enum concept_kind {
    CONCEPT_KIND_FLOW,
    CONCEPT_KIND_PER_SHARE,
    CONCEPT_KIND_COUNT
};
enum concept_kind concept_kind(enum concept c);

/* Tags are numbered in the order of concepts.def; a concept's tags follow one
 * another. */
struct tag_range {
    uint8_t first, end;
};
struct tag_range concept_tags(enum concept c);
bool tag_from_text(const char *text, uint8_t *out);
const char *tag_text(uint8_t tag);

enum { WORD_MAX = SOURCE_MAX, WORDS_MAX = 250, FACTS_MAX = 8000 };

struct filed {
    double value;
    int64_t t;     /* ms: when this value became known */
    uint64_t accn; /* digits of the accession number */
    int32_t start, end, filed;
    uint8_t tag;
    uint8_t unit, form, source; /* of the company's words; 0: "" */
};

struct split {
    int32_t ex;
    double ratio; /* new shares for an old one */
};

struct word {
    char text[WORD_MAX];
};

struct company {
    struct filed *facts; /* by tag, unit, start, end */
    size_t count, cap;
    /* What later filings replaced: by tag, unit, start, end, then by filing; of
     * those that say the same, one after the other, the first. */
    struct filed *earlier;
    size_t earlier_count, earlier_cap;
    struct word *words;
    size_t word_count, word_cap;
    struct split *splits;
    size_t split_count, split_cap;
    bool is_changed; /* since its fundamentals were made */
};

void company_free(struct company *c); /* may be NULL */
/* Whether anything is new in it. */
bool company_put_fact(struct company *c, const struct update *u);
bool company_put_split(struct company *c, const struct action *a);
/* New shares for one of the day that `f` was filed (its period ended, when
 * that is not known), by splits up to `today`. */
double company_split_factor(const struct company *c, const struct filed *f,
                            int32_t today);

/* The run of facts of one tag and unit; `at` moves behind it. */
struct run_of_facts {
    const struct filed *first;
    size_t count;
    int32_t newest; /* end */
};
bool company_next_run(const struct company *c, enum concept of, size_t *at,
                      struct run_of_facts *out);

/* What is known today; a shared block. */
struct fundamentals *fundamentals_new(const struct company *c, int32_t today);
/* The order of `facts`. */
int company_compare(const struct filed *a, const struct filed *b);

/* ---- share_count.c */
enum { SHARES_LEAST = 100000 }; /* fewer: a placeholder */

/* The count of shares to go by: a count of a day before an average, then the
 * newest, then by the order of tags; none of fewer than SHARES_LEAST or older
 * than 15 months. In today's shares. */
struct share_count {
    double count;
    int32_t asof;
    const char *kind; /* "cover page" */
};
bool company_shares(const struct company *c, int32_t today,
                    struct share_count *out);
/* The tag that it stands in. */
bool company_share_run(const struct company *c, int32_t today,
                       struct run_of_facts *out);

#endif
