/* SPDX-License-Identifier: MIT */
/* Yahoo's envelope and "meta": errors, instrument, quote. */
#include <stdio.h>
#include <string.h>

#include "tapewatch/base/utf8.h"
#include "reply.h"
#include "wire.h"
#include "yahoo.h"

enum { NAME_MAX_BYTES = 160, REASON_MAX = 120 };

enum err yahoo_error(const struct yahoo *y, enum err e, const char *place,
                     const char *reason)
{
    return why_set(y->why, e, "%s: %s%s%s: %s", y->source, y->symbol,
                   y->symbol[0] ? ": " : "", place, reason);
}

bool yahoo_seconds(json v, int64_t *ms)
{
    const int64_t most = INT64_C(100000000000); /* the year 5138 */
    int64_t s;

    if (!json_int(v, &s) || s > most || s < -most)
        return false;
    *ms = s * 1000;
    return true;
}

/* The error of a reply, wherever it stands: {"chart":{"error":...}},
 * {"finance":{"error":...}}, {"error":...}, an object or a string. */
static json find_error(json root, const char *key)
{
    const char *const places[] = {key, "finance", NULL};

    for (size_t i = 0; places[i]; i++) {
        json e = json_get(json_get(root, places[i]), "error");

        if (e && !json_is_null(e))
            return e;
    }
    json e = json_get(root, "error");

    return e && !json_is_null(e) ? e : NULL;
}

static enum err error_kind(long status, const char *code)
{
    if (status == 404 || strcmp(code, "Not Found") == 0)
        return ERR_NOT_FOUND;
    if (status == 429 || status == 401 || status == 403 ||
        strcmp(code, "Unauthorized") == 0 ||
        strcmp(code, "Too Many Requests") == 0)
        return ERR_REFUSED;
    if (status == 400 || status == 422)
        return ERR_RANGE;
    return ERR_CORRUPT;
}

/* Passes on the reply's own words, cleaned. */
static enum err told_error(const struct reply *reply, const char *source,
                           json error, struct why *why)
{
    const char *code = json_text_of(error, "code");
    const char *words = json_text_of(error, "description");
    const struct request *r = reply->request;
    bool one = r && r->symbol_count == 1;
    struct strbuf clean = {0};
    enum err e;

    if (!words)
        words = json_text(error) ? json_text(error)
                : code           ? code
                                 : "an error without words";
    utf8_clean(&clean, words, strlen(words), REASON_MAX);
    e = error_kind(reply->status, code ? code : "");
    (void)why_set(why, e, "%s: %s%s%s", source, one ? r->symbols[0] : "",
                  one ? ": " : "", strbuf_text(&clean));
    strbuf_done(&clean);
    return e;
}

/* What can be said without parsing. */
static enum err classify(const struct reply *reply, const char *source,
                         struct why *why)
{
    enum err e = reply_status(reply, source, why);
    char first = reply_first_byte(reply);
    size_t head = reply->size < 200 ? reply->size : 200;

    if (reply->failure != REPLY_DONE || reply->status == 429)
        return e;
    if (head && memmem(reply->body, head, "Too Many Requests", 17))
        return why_set(why, ERR_REFUSED, "%s: too many requests", source);
    if (first == '{') /* also errors come as JSON, with better words */
        return ERR_OK;
    if (e != ERR_OK)
        return e;
    if (first == '<' || strncmp(reply->content_type, "text/html", 9) == 0)
        return why_set(why, ERR_REFUSED,
                       "%s: not JSON but a web page (consent or block page)",
                       source);
    if (first == '\0')
        return why_set(why, ERR_CORRUPT, "%s: empty reply", source);
    return why_set(why, ERR_SYNTAX, "%s: not JSON", source);
}

enum err yahoo_parse(const struct reply *reply, const char *source,
                     const char *key, struct json_doc **doc, struct why *why)
{
    enum err e = classify(reply, source, why);
    json error;

    *doc = NULL;
    if (e != ERR_OK)
        return e;
    e = json_parse(reply->body, reply->size, YAHOO_BODY_MAX, doc, why);
    if (e != ERR_OK) {
        *doc = NULL;
        reply_prefix(reply, source, why);
        return reply_status(reply, source, NULL) == ERR_OK
                   ? e
                   : reply_status(reply, source, why);
    }
    error = find_error(json_root(*doc), key);
    e = error ? told_error(reply, source, error, why)
              : reply_status(reply, source, why);
    if (e == ERR_OK)
        return ERR_OK;
    json_doc_free(*doc);
    *doc = NULL;
    return e;
}

enum err yahoo_open(const struct reply *reply, const char *source,
                    const char *key, struct json_doc **doc, json *result,
                    struct why *why)
{
    enum err e = yahoo_parse(reply, source, key, doc, why);

    if (e != ERR_OK)
        return e;
    *result = json_get(json_get(json_root(*doc), key), "result");
    if (!json_is_array(*result))
        return why_set(why, ERR_CORRUPT, "%s: %s.result: %s", source, key,
                       *result ? "not an array" : "missing");
    return ERR_OK;
}

enum instrument_type yahoo_type(const char *word)
{
    static const struct {
        const char *word;
        enum instrument_type type;
    } types[] = {
        {"EQUITY", INSTRUMENT_equity},
        {"ETF", INSTRUMENT_etf},
        {"INDEX", INSTRUMENT_index},
        {"CRYPTOCURRENCY", INSTRUMENT_crypto},
        {"CURRENCY", INSTRUMENT_fx},
        {"FUTURE", INSTRUMENT_future},
        {"MUTUALFUND", INSTRUMENT_fund},
    };

    for (size_t i = 0; word && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].word, word) == 0)
            return types[i].type;
    return INSTRUMENT_unknown;
}

static void add_instrument(struct yahoo *y, json meta)
{
    struct update *u = updates_add(y->out, y->reply->received_ms,
                                   UPDATE_instrument, y->symbol, y->source);
    struct instrument *i = &u->of.instrument;
    const char *name = json_text_of(meta, "longName");
    const char *venue = json_text_of(meta, "fullExchangeName");

    if (!name)
        name = json_text_of(meta, "shortName");
    if (!venue)
        venue = json_text_of(meta, "exchangeName");
    i->type = yahoo_type(json_text_of(meta, "instrumentType"));
    i->name = updates_text(y->out, name, NAME_MAX_BYTES);
    i->venue = updates_text(y->out, venue, NAME_MAX_BYTES);
    y->divisor = wire_currency(json_text_of(meta, "currency"), i->currency);
    if (i->type == INSTRUMENT_unknown && !i->name && !i->venue &&
        !i->currency[0])
        y->out->count--; /* nothing was said */
}

static struct yahoo_period period(json periods, const char *name)
{
    json one = json_get(periods, name);
    struct yahoo_period p;

    if (!yahoo_seconds(json_get(one, "start"), &p.start) ||
        !yahoo_seconds(json_get(one, "end"), &p.end) || p.end <= p.start)
        return (struct yahoo_period){0};
    return p;
}

static bool is_in(struct yahoo_period p, int64_t t)
{
    return t >= p.start && t < p.end;
}

static enum session session_at(const struct yahoo *y, int64_t t)
{
    int64_t end = y->post.end > y->regular.end ? y->post.end : y->regular.end;

    if (is_in(y->regular, t))
        return SESSION_REGULAR;
    if (is_in(y->pre, t))
        return SESSION_PRE;
    if (is_in(y->post, t))
        return SESSION_POST;
    return end > 0 && t >= end ? SESSION_CLOSED : SESSION_UNKNOWN;
}

/* The close before: said so, or the one before a range of one day. Before a
 * longer range it is some old close, no use to anybody. */
static bool previous_close(json meta, double *out)
{
    const char *range = json_text_of(meta, "range");

    if (json_number_of(meta, "previousClose", out))
        return true;
    return range && strcmp(range, "1d") == 0 &&
           json_number_of(meta, "chartPreviousClose", out);
}

static void add_quote(struct yahoo *y, json meta)
{
    struct quote q = {0};
    double v;

    y->quote = YAHOO_NO_QUOTE;
    if (!json_number_of(meta, "regularMarketPrice", &v))
        return;
    QUOTE_SET(&q, price, v / y->divisor);
    if (previous_close(meta, &v))
        QUOTE_SET(&q, prev_close, v / y->divisor);
    if (json_number_of(meta, "regularMarketOpen", &v))
        QUOTE_SET(&q, open, v / y->divisor);
    if (json_number_of(meta, "regularMarketDayHigh", &v))
        QUOTE_SET(&q, high, v / y->divisor);
    if (json_number_of(meta, "regularMarketDayLow", &v))
        QUOTE_SET(&q, low, v / y->divisor);
    if (json_number_of(meta, "regularMarketVolume", &v) && v >= 0)
        QUOTE_SET(&q, volume, v);
    if (y->as_of) {
        QUOTE_SET(&q, as_of, y->as_of);
        q.session = session_at(y, y->as_of);
    }
    y->quote = y->out->count;
    updates_add(y->out, y->reply->received_ms, UPDATE_quote, y->symbol,
                y->source)->of.quote = q;
}

enum err yahoo_meta(struct yahoo *y, json meta)
{
    const char *symbol = json_text_of(meta, "symbol");
    json periods = json_get(meta, "currentTradingPeriod");
    char said[SYMBOL_MAX];
    int64_t offset;

    if (!json_is_object(meta))
        return yahoo_error(y, ERR_CORRUPT, "meta",
                           meta ? "not an object" : "missing");
    if (symbol && !symbol_from_text(symbol, strlen(symbol), said))
        return yahoo_error(y, ERR_CORRUPT, "meta.symbol", "not a symbol");
    if (symbol && y->symbol[0] && strcmp(said, y->symbol) != 0)
        return yahoo_error(y, ERR_CORRUPT, "meta.symbol",
                           "the reply is about another one");
    if (symbol)
        name_copy(y->symbol, sizeof y->symbol, said);
    if (!y->symbol[0])
        return why_set(y->why, ERR_CORRUPT, "%s: meta.symbol: missing",
                       y->source);
    if (!yahoo_seconds(json_get(meta, "regularMarketTime"), &y->as_of))
        y->as_of = 0;
    y->gmtoffset_ms = 0;
    if (json_int_of(meta, "gmtoffset", &offset) && offset >= -86400 &&
        offset <= 86400)
        y->gmtoffset_ms = offset * 1000;
    y->pre = period(periods, "pre");
    y->regular = period(periods, "regular");
    y->post = period(periods, "post");
    add_instrument(y, meta);
    add_quote(y, meta);
    return ERR_OK;
}

bool yahoo_spell(const char *symbol, enum instrument_type type,
                 char out[SYMBOL_MAX])
{
    (void)type;
    if (strchr(symbol, ':'))
        return false;
    name_copy(out, SYMBOL_MAX, symbol);
    return true;
}

static bool was_told(const struct updates *out, size_t from,
                     const char *symbol)
{
    char plain[SYMBOL_MAX];

    if (!symbol_from_text(symbol, strlen(symbol), plain))
        return false;
    for (size_t i = from; i < out->count; i++)
        if (strcmp(out->items[i].symbol, plain) == 0)
            return true;
    return false;
}

enum err yahoo_absent(const struct reply *reply, const char *source,
                      const struct updates *out, size_t from,
                      struct why *why)
{
    const struct request *r = reply->request;
    struct strbuf absent = {0};
    enum err e;

    if (!r || r->symbol_count == 0)
        return ERR_OK;
    for (size_t i = 0; i < r->symbol_count; i++) {
        if (was_told(out, from, r->symbols[i])) {
            strbuf_done(&absent);
            return ERR_OK;
        }
        strbuf_format(&absent, "%s%s", i ? ", " : "", r->symbols[i]);
    }
    e = why_set(why, ERR_NOT_FOUND, "%s: unknown symbol: %s", source,
                strbuf_text(&absent));
    strbuf_done(&absent);
    return e;
}

void yahoo_url_symbol(struct strbuf *url, const char *symbol)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789-._~";

    for (; *symbol; symbol++) {
        if (strchr(plain, *symbol))
            strbuf_add_char(url, *symbol);
        else
            strbuf_format(url, "%%%02X", (unsigned)(unsigned char)*symbol);
    }
}

enum err yahoo_request(const struct strbuf *url, size_t symbol_count,
                       const char symbols[][SYMBOL_MAX], struct request *out,
                       struct why *why)
{
    if (url->len >= sizeof out->url)
        return why_set(why, ERR_TOO_BIG, "%s: URL of %zu bytes", out->source,
                       url->len);
    memcpy(out->url, url->text, url->len + 1);
    out->symbol_count = symbol_count;
    for (size_t i = 0; i < symbol_count; i++)
        name_copy(out->symbols[i], SYMBOL_MAX, symbols[i]);
    out->limit_bytes = YAHOO_BODY_MAX;
    return ERR_OK;
}
