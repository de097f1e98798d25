/*
 * JSON answers of sources that tell their errors in many ways: a status, a
 * page, a text, an object with HTTP 200. And figures that several of them
 * write alike.
 */
#ifndef TAPEWATCH_SRC_FEEDS_ANSWER_H
#define TAPEWATCH_SRC_FEEDS_ANSWER_H

#include "tapewatch/base/json.h"
#include "tapewatch/feeds/provider.h"

struct answer { /* set the first four, then answer_open() */
    const char *name; /* the provider's */
    const struct reply *reply;
    struct updates *out;
    struct why *why;
    const char *source;
    struct json_doc *doc;
    json root;
    size_t from; /* out->count before us */
};

/*
 * Classifies the reply and parses its body: ERR_EXPIRED for 401, ERR_REFUSED
 * for 402, 403, 429 and pages, ERR_NOT_FOUND for 404, ERR_RANGE for 400 and
 * 422, each with the body's own words where it has any. Call answer_close()
 * in any case.
 */
enum err answer_open(struct answer *a);
void answer_close(struct answer *a);
/* A whole decode(): opens, reads with `read` what is no error, closes. */
enum err answer_decode(const char *name, const struct reply *reply,
                       struct updates *out, struct why *why,
                       enum err (*read)(struct answer *a));

/* Words of an error in the body ("error", "message", "detail", ...), or
 * NULL. Borrowed. */
const char *answer_words(json root);
/* "source: SYMBOL: words", where one symbol was asked for. The words are the
 * other side's: they are cleaned, and a key that they repeat is written
 * over. */
enum err answer_told(const struct answer *a, enum err e, const char *words);
/* "source: SYMBOL: place: reason". */
enum err answer_error(const struct answer *a, const char *symbol,
                      const char *place, const char *reason);
/* ERR_NOT_FOUND with the symbols when none that was asked for has come. */
enum err answer_absent(const struct answer *a);

/* The one symbol of a reply that does not say whose it is: as asked, or in
 * the URL behind `parameter` ("symbol="). False, "" for a file alone. */
bool answer_symbol(const struct answer *a, const char *parameter,
                   char out[SYMBOL_MAX]);
/* Our name of what the source calls `wire`; false when that is no symbol. */
bool answer_ours(const struct answer *a, const char *wire,
                 char out[SYMBOL_MAX]);
/* Whether somebody waits for it: not so for a recorded file. */
bool answer_is_live(const struct answer *a);

/* Begins a plan: checks symbols and key, which every keyed source wants;
 * ERR_USAGE with a sentence. The key becomes a secret of the request. */
enum err answer_plan(const struct ask *ask, size_t most, struct request *out,
                     struct why *why);

/* Shares and ETFs of the US alone; class B of X is "X-B" here and "X" mark
 * "B" there. */
bool answer_spell_us(const char *symbol, enum instrument_type type, char mark,
                     char out[SYMBOL_MAX]);

/* A positive figure, a number or a text. */
bool answer_price(json object, const char *key, double *out);
/* The time of a price, and which part of New York's day it is in; nothing
 * when it is no time. */
void answer_as_of(struct quote *q, int64_t ms);
/* The same from the date of a session that is over by `now_ms`; one that is
 * not gives no time. */
void answer_as_of_day(struct quote *q, int32_t date, int64_t now_ms);

struct answer_names { /* of the members of a bar or a quote */
    const char *open, *high, *low, *close;
    const char *volume, *prev_close; /* NULL: it has none */
};
/* What there is of the day beside its price. */
void answer_set_day(struct quote *q, json item,
                    const struct answer_names *names);
/* Adds the daily bar of a date, prices divided by `split`; none without a
 * close, and none of a session that is not over (unless from a file). */
void answer_add_day(struct answer *a, const char *symbol, int32_t date,
                    json item, const struct answer_names *names, double split);
/* Puts the bars added since answer_open() in order of time. */
void answer_sort_days(struct answer *a);
/* "2025-01-27" at the start of a text; NO_DATE if it is none. */
int32_t answer_date(const char *text);

#endif
