/*
 * What the decoders of prices share: a reply on its way into updates, errors
 * with their place, and pairs: coins ("BTC-USD") and currencies ("EURUSD=X").
 */
#ifndef TAPEWATCH_SRC_FEEDS_SOURCE_H
#define TAPEWATCH_SRC_FEEDS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tapewatch/base/json.h"
#include "tapewatch/feeds/provider.h"

enum { SOURCE_BODY_MAX = 8 << 20, SOURCE_TEXT_MAX = 160 };

struct source {
    const struct reply *reply;
    struct updates *out;
    struct why *why;
    const char *name; /* as updates carry it */
    size_t from;      /* updates that were there before */
};

/* A file answers nobody: no request, or one without symbols. */
bool source_was_asked(const struct source *s);
/* The symbol of a reply about a single one; NULL when it is about more, or
 * nobody asked. */
const char *source_only(const struct source *s);

/* "name: SYMBOL: place: reason"; symbol NULL: none. */
enum err source_error(const struct source *s, enum err e, const char *symbol,
                      const char *place, const char *reason);
/* The reply's own words, cleaned; NULL counts as none. */
enum err source_told(const struct source *s, enum err e, const char *words);

/* Parses the body. An HTTP error is told in the words that `words` finds in
 * it (NULL: it never has any); free *doc in any case, it may be NULL. */
enum err source_json(const struct source *s, const char *(*words)(json root),
                     struct json_doc **doc);

/* Adds what is known of an instrument; its texts are cleaned and kept. */
void source_instrument(const struct source *s, const char *symbol,
                       const struct instrument *about);
/* Adds an empty quote to fill in; valid until the next update is added. */
struct quote *source_quote(const struct source *s, const char *symbol);
/* Adds a bar, unless it was asked for and is not over yet. */
void source_bar(const struct source *s, const char *symbol,
                enum bar_span span, const struct bar *b);
/* Puts the updates added since `from`, all of them bars, in order of time. */
void source_sort_bars(const struct source *s, size_t from);
/* The end of decoding: ERR_NOT_FOUND with their names when none of the
 * symbols that were asked for came. */
enum err source_came(const struct source *s);

/* A time in whole seconds, a number or a text; false when not of this world. */
bool source_seconds(json v, int64_t *ms);
/* A price: a number or a text, above zero. */
bool source_price(json v, double *out);
bool source_price_of(json object, const char *key, double *out);
/* The n-th element, NULL if there are fewer. */
json source_item(json array, unsigned n);

struct pair {
    char base[SYMBOL_MAX]; /* plain: UNI where the symbol says UNI7083 */
    char quote[CURRENCY_MAX];
};
/* Of "BTC-USD". False for what is no coin, or one whose number behind the
 * name says that the name alone is ambiguous and that we do not know. */
bool pair_of_coin(const char *symbol, enum instrument_type type,
                  struct pair *out);
/* Of "EURUSD=X", and of "JPY=X", which is US dollars in yen. */
bool pair_of_fx(const char *symbol, struct pair *out);
/* Our symbol of a coin: the one that was asked for, else made of both. */
bool pair_coin_symbol(const struct source *s, const struct pair *p,
                      char out[SYMBOL_MAX]);
/* Splits "BTCUSDT" at the money at its end. */
bool pair_from_word(const char *word, struct pair *out);
/* CoinGecko's name of a coin and back; NULL if it is not in our table. */
const char *pair_gecko_id(const char *base);
const char *pair_of_gecko(const char *id);

#endif
