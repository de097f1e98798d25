/*
 * The only currency of the program: one fact that became known. Every source
 * ends in these; the tape is these as lines.
 */
#ifndef TAPEWATCH_MODEL_UPDATE_H
#define TAPEWATCH_MODEL_UPDATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/arena.h"
#include "tapewatch/model/bar.h"
#include "tapewatch/model/instrument.h"
#include "tapewatch/model/quote.h"
#include "tapewatch/model/symbol.h"

#define UPDATE_KINDS(_)                                                     \
    _(instrument) _(quote) _(bar) _(headline) _(fact) _(action) _(halt)     \
    _(calendar) _(status) _(plan)

enum update_kind {
#define UPDATE_ENUM(name) UPDATE_##name,
    UPDATE_KINDS(UPDATE_ENUM)
#undef UPDATE_ENUM
    UPDATE_KIND_COUNT
};
const char *update_kind_name(enum update_kind k);
bool update_kind_from_name(const char *name, enum update_kind *out);

enum { HEADLINE_SYMBOLS_MAX = 12 };

/* Why a symbol belongs to a headline: the publisher's tag, which is all that
 * an update brings (0), a name in its title (`length` bytes from `at`), a
 * cash-tag. */
enum { MARK_UNTAGGED = 1, MARK_NAME = 2, MARK_CASHTAG = 4 };
struct mark {
    uint16_t at;
    uint8_t length;
    uint8_t bits; /* MARK_* */
};

/* A word of a title that a narrative can be made of; the state finds them. */
struct term {
    uint32_t hash; /* of its small letters */
    uint16_t at;   /* in the title */
    uint8_t length;
    bool is_common; /* any market headline may have it */
};

/* In an update the texts are borrowed from its struct updates; in the market
 * and in snapshots a headline is a shared block (headline_share). */
struct headline {
    const char *id; /* unique within its source: guid, or the URL */
    const char *title, *summary, *publisher, *url; /* NULL: not known */
    int64_t published; /* ms, 0: not known */
    uint8_t others;    /* outlets that told the same story later */
    size_t symbol_count;
    char symbols[HEADLINE_SYMBOLS_MAX][SYMBOL_MAX];
    struct mark marks[HEADLINE_SYMBOLS_MAX]; /* why each of them */
    size_t term_count;
    const struct term *terms; /* in order, each word once */
    int64_t seen; /* ms: the update's t */
    char source[SOURCE_MAX];
};
const struct headline *headline_share(const struct headline *from);
/* Is the symbol among its own? */
bool headline_is_of(const struct headline *h, const char *symbol);

/* A filed figure. Dates are NO_DATE when not known; `start` is NO_DATE for an
 * instant (share counts). */
struct fact {
    const char *concept; /* "revenue", "capex", ... */
    int32_t start, end, filed;
    double value;
    const char *unit, *form, *accn;
};
/* When anybody could know a figure that became known here at `t` (ms): what
 * comes later after its filing than some days is old news, public at the end
 * of the day it was filed. A figure that became known before its filing stood
 * in an earlier one; of this filing it is from then on, too. */
enum { FACT_NEWS_DAYS = 4 };
int64_t fact_known_since(int32_t filed, int64_t t);

enum action_type { ACTION_SPLIT, ACTION_DIVIDEND };
struct action {
    enum action_type type;
    int32_t ex;          /* date */
    double ratio, amount; /* new shares per old; money a share; 0 unknown */
};

struct halt {
    const char *code;
    int64_t from, until; /* ms, 0: not known */
};

struct calendar_entry {
    const char *type; /* earnings, holiday, half_day, macro, ... */
    const char *title;
    int64_t at; /* ms */
    bool confirmed;
};

#define SOURCE_STATES(_) /* name, word on screens */                        \
    _(idle, "standby")                                                      \
    _(loading, "loading")                                                   \
    _(ok, "ok")                                                             \
    _(slow, "slow")                                                         \
    _(backoff, "backoff")                                                   \
    _(failed, "failed")                                                     \
    _(off, "off")

enum source_state {
#define SOURCE_ENUM(name, word) SOURCE_##name,
    SOURCE_STATES(SOURCE_ENUM)
#undef SOURCE_ENUM
    SOURCE_STATE_COUNT
};
const char *source_state_name(enum source_state s); /* as on the tape */
const char *source_state_word(enum source_state s);
bool source_state_from_name(const char *name, enum source_state *out);

struct source_report { /* state of the update's source */
    enum source_state state;
    const char *reason; /* a sentence, NULL when all is well */
    int64_t retry_at;   /* ms, 0: none */
};

/* Announced by the company, never mixed with filed figures. */
/* What companies say of themselves. */
#define PLAN_CONCEPTS(_) _(capex_guidance) _(reported_metric)
struct plan {
    const char *concept; /* one of these */
    double value, low, high;
    unsigned known; /* PLAN_HAS_* */
    const char *unit, *period, *text, *url;
};
enum { PLAN_HAS_VALUE = 1, PLAN_HAS_LOW = 2, PLAN_HAS_HIGH = 4 };

struct update {
    int64_t t; /* ms UTC: when it became known */
    enum update_kind kind;
    char symbol[SYMBOL_MAX]; /* "" where there is none */
    char source[SOURCE_MAX];
    union {
        struct instrument instrument;
        struct quote quote;
        struct {
            enum bar_span span;
            struct bar bar;
        } bar;
        struct headline headline;
        struct fact fact;
        struct action action;
        struct halt halt;
        struct calendar_entry calendar;
        struct source_report status;
        struct plan plan;
    } of;
};

/* A batch of updates and the storage of their texts. Zero-initialise. */
struct updates {
    struct update *items;
    size_t count, cap;
    struct arena texts;
};
/* A new zeroed update at the end (pointer valid until the next add); dates in
 * `of` are set to NO_DATE, numbers unknown. */
struct update *updates_add(struct updates *u, int64_t t, enum update_kind kind,
                           const char *symbol, const char *source);
/* Cleans text from outside (utf8_clean) into the batch's storage; NULL gives
 * NULL; `most` bytes at most. */
const char *updates_text(struct updates *u, const char *s, size_t most);
const char *updates_text_n(struct updates *u, const char *s, size_t n,
                           size_t most);
void updates_clear(struct updates *u);
void updates_done(struct updates *u);

#endif
