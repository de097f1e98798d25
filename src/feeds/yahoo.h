/*
 * What spark and chart share: both wrap the same "meta" and series.
 */
#ifndef TAPEWATCH_SRC_FEEDS_YAHOO_H
#define TAPEWATCH_SRC_FEEDS_YAHOO_H

#include "tapewatch/base/json.h"
#include "tapewatch/base/strbuf.h"
#include "tapewatch/feeds/provider.h"
#include "tapewatch/model/request.h"
#include "tapewatch/model/update.h"

#define YAHOO_URL "https://query1.finance.yahoo.com"

enum { YAHOO_BODY_MAX = 8 << 20 };

struct yahoo_period { /* ms; both 0 when not known */
    int64_t start, end;
};

/* One symbol of a reply while it is read. */
struct yahoo {
    const struct reply *reply;
    struct updates *out;
    struct why *why;
    const char *source;
    char symbol[SYMBOL_MAX];
    double divisor;  /* 100 where prices come in pence or cents, else 1 */
    int64_t as_of;   /* ms of the last regular price, 0 unknown */
    int64_t gmtoffset_ms;
    struct yahoo_period pre, regular, post;
    size_t quote;    /* index in out->items, or NO_QUOTE */
};
#define YAHOO_NO_QUOTE SIZE_MAX

/* Classifies and parses a reply; an error that it tells, at KEY.error or
 * elsewhere, is one of ours. Free *doc, NULL unless ERR_OK. */
enum err yahoo_parse(const struct reply *reply, const char *source,
                     const char *key, struct json_doc **doc, struct why *why);
/* The same, and finds KEY.result. Free *doc in any case. */
enum err yahoo_open(const struct reply *reply, const char *source,
                    const char *key, struct json_doc **doc, json *result,
                    struct why *why);

/* Adds instrument and quote of a meta; fills y for what follows. */
enum err yahoo_meta(struct yahoo *y, json meta);

/* Adds the bars of a result's timestamp[] and indicators.quote[0], and lays
 * the price of extended hours on the quote. */
enum err yahoo_bars(struct yahoo *y, json result, json meta);

/* "why: SYMBOL: place: reason". */
enum err yahoo_error(const struct yahoo *y, enum err e, const char *place,
                     const char *reason);

/* Unknown symbols are simply absent. The asker sees which; only when none of
 * them came (out->items from `from` on) the reply is about unknown ones. */
enum err yahoo_absent(const struct reply *reply, const char *source,
                      const struct updates *out, size_t from,
                      struct why *why);

enum instrument_type yahoo_type(const char *word); /* "EQUITY", ... */

/* A time in seconds as ms; false when absent or not of this world. */
bool yahoo_seconds(json v, int64_t *ms);

/* Its spelling is ours; what names another source ("FRED:DGS10") it has not. */
bool yahoo_spell(const char *symbol, enum instrument_type type,
                 char out[SYMBOL_MAX]);

/* The cookie and the crumb of the endpoints that want them. */
extern const struct pass_ops yahoo_pass;
/* ERR_REFUSED when the reply is a consent page, or a redirect to one. */
enum err yahoo_consent(const struct reply *reply, const char *source,
                       struct why *why);
/* Of a reply that is no good: whether the crumb is why. */
bool yahoo_crumb_refused(const struct reply *reply);

/* Appends a symbol for a URL: ^GSPC is %5EGSPC. */
void yahoo_url_symbol(struct strbuf *url, const char *symbol);
/* Ends a plan: copies the URL and the symbols asked for. */
enum err yahoo_request(const struct strbuf *url, size_t symbol_count,
                       const char symbols[][SYMBOL_MAX], struct request *out,
                       struct why *why);

#endif
