/* SPDX-License-Identifier: MIT */
/* Binance: pairs of coins and stablecoins; several in one call. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "reply.h"
#include "source.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

/*
 * DESIGN. Binance has no US dollars. A tether is not a dollar: BTC-USD is
 * refused here and BTC-USDT is priced in USDT, as the instrument's currency
 * says. Open, high, low, volume and "previous close" of the ticker are of
 * the last 24 hours and not of the UTC day, so they are left out; the close
 * before comes from the daily bars.
 */

#define URL "https://data-api.binance.vision"

enum { ROWS_MOST = 1000 };

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    struct pair p;
    struct strbuf both = {0};
    bool fits;

    if (!pair_of_coin(symbol, type, &p) || strcmp(p.quote, "USD") == 0)
        return false;
    strbuf_format(&both, "%s%s", p.base, p.quote);
    fits = symbol_from_text(strbuf_text(&both), both.len, out);
    strbuf_done(&both);
    return fits;
}

/* symbols=["BTCUSDT","ETHUSDT"], with its quotes and brackets escaped. */
static enum err add_symbols(const struct ask *ask, struct strbuf *url,
                            struct why *why)
{
    char word[SYMBOL_MAX];

    strbuf_add(url, "%5B");
    for (size_t i = 0; i < ask->symbol_count; i++) {
        if (!spell(ask->symbols[i], ask->types[i], word))
            return why_set(why, ERR_USAGE, "binance: %s: no pair of it",
                           ask->symbols[i]);
        strbuf_add(url, i ? "%2C%22" : "%22");
        wire_url_text(url, word);
        strbuf_add(url, "%22");
    }
    strbuf_add(url, "%5D");
    return ERR_OK;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : URL;
    bool is_ticker = ask->job == JOB_QUOTES;
    struct strbuf url = {0};
    char word[SYMBOL_MAX];
    enum err e = ERR_OK;

    *out = (struct request){.limit_bytes = SOURCE_BODY_MAX};
    if (ask->symbol_count == 0 ||
        ask->symbol_count > (is_ticker ? REQUEST_SYMBOLS_MAX : 1))
        return why_set(why, ERR_USAGE, "binance: %zu symbols in one request",
                       ask->symbol_count);
    if (is_ticker) {
        strbuf_format(&url, "%s/api/v3/ticker/24hr?symbols=", base);
        e = add_symbols(ask, &url, why);
    } else if (!spell(ask->symbols[0], ask->types[0], word)) {
        e = why_set(why, ERR_USAGE, "binance: %s: no pair of it",
                    ask->symbols[0]);
    } else {
        out->span = ask->job == JOB_HISTORY ? BAR_1d : BAR_5m;
        strbuf_format(&url, "%s/api/v3/klines?symbol=%s&interval=%s&limit=%d",
                      base, word, bar_span_name(out->span), ROWS_MOST);
    }
    if (e == ERR_OK)
        e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

static const char *words(json root)
{
    return json_text_of(root, "msg");
}

static bool read_ms(json v, int64_t *out)
{
    int64_t ms;

    if (!json_int(v, &ms) || ms <= 0 || ms > INT64_C(100000000000000))
        return false;
    *out = ms;
    return true;
}

static enum err read_ticker(const struct source *s, json t)
{
    const char *word = json_text_of(t, "symbol");
    struct instrument about = {.type = INSTRUMENT_crypto, .venue = "Binance"};
    char symbol[SYMBOL_MAX];
    struct quote *q;
    struct pair p;
    int64_t ms;
    double v;

    if (!word || !pair_from_word(word, &p) ||
        !pair_coin_symbol(s, &p, symbol))
        return source_error(s, ERR_CORRUPT, NULL, "symbol",
                            "a pair that cannot be told apart");
    if (!source_price_of(t, "lastPrice", &v))
        return source_error(s, ERR_CORRUPT, symbol, "lastPrice",
                            "not a price");
    name_copy(about.currency, sizeof about.currency, strrchr(symbol, '-') + 1);
    source_instrument(s, symbol, &about);
    q = source_quote(s, symbol);
    QUOTE_SET(q, price, v);
    if (source_price_of(t, "bidPrice", &v))
        QUOTE_SET(q, bid, v);
    if (source_price_of(t, "bidQty", &v))
        QUOTE_SET(q, bid_size, v);
    if (source_price_of(t, "askPrice", &v))
        QUOTE_SET(q, ask, v);
    if (source_price_of(t, "askQty", &v))
        QUOTE_SET(q, ask_size, v);
    if (read_ms(json_get(t, "closeTime"), &ms))
        QUOTE_SET(q, as_of, ms);
    return ERR_OK;
}

/* [start ms, open, high, low, close, volume, end ms, ...] */
static enum err read_row(const struct source *s, json row)
{
    const char *symbol = source_only(s);
    struct bar b = {0};

    if (!symbol)
        return source_error(s, ERR_MISSING, NULL, "klines",
                            "of which pair is not said");
    if (!read_ms(source_item(row, 0), &b.start) ||
        !source_price(source_item(row, 4), &b.close))
        return source_error(s, ERR_CORRUPT, symbol, "klines",
                            "a row without time or close");
    if (source_price(source_item(row, 1), &b.open) &&
        source_price(source_item(row, 2), &b.high) &&
        source_price(source_item(row, 3), &b.low))
        b.known |= BAR_HAS_OHL;
    if (source_price(source_item(row, 5), &b.volume))
        b.known |= BAR_HAS_VOLUME;
    source_bar(s, symbol, s->reply->request->span, &b);
    return ERR_OK;
}

static enum err read_all(const struct source *s, json root)
{
    enum err e = ERR_OK;

    if (json_is_object(root))
        return read_ticker(s, root);
    for (json i = json_first(root); i; i = json_next(i)) {
        struct why now = {""};
        struct source one = *s;
        enum err wrong;

        one.why = &now;
        wrong = json_is_array(i) ? read_row(&one, i) : read_ticker(&one, i);
        if (wrong != ERR_OK && e == ERR_OK)
            e = why_set(s->why, wrong, "%s", now.text);
    }
    return e;
}

/* 418 is a ban after too many 429, 451 says that this country is not served;
 * code -1121 is an unknown symbol, -1003 too many requests. */
static enum err error_kind(const struct source *s, enum err e, json root)
{
    int64_t code = 0;

    if (s->reply->status == 418 || s->reply->status == 451)
        return ERR_REFUSED;
    (void)json_int_of(root, "code", &code);
    if (code == -1003)
        return ERR_REFUSED;
    if (code == -1121)
        return source_was_asked(s) && !source_only(s) ? ERR_RANGE
                                                      : ERR_NOT_FOUND;
    return e == ERR_OK ? ERR_CORRUPT : e;
}

static enum err told(const struct source *s, enum err e)
{
    struct json_doc *doc = NULL;
    const char *text;

    if (s->reply->failure != REPLY_DONE)
        return e;
    if (json_parse(s->reply->body, s->reply->size, SOURCE_BODY_MAX, &doc,
                   NULL) != ERR_OK)
        return error_kind(s, e, NULL);
    text = words(json_root(doc));
    e = error_kind(s, e, json_root(doc));
    if (text)
        (void)source_told(s, e, text);
    json_doc_free(doc);
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "binance"),
                       .from = out->count};
    struct json_doc *doc;
    enum err e = source_json(&s, words, &doc);
    json root;

    if (e != ERR_OK)
        return reply_status(reply, s.name, NULL) != ERR_OK ? told(&s, e) : e;
    root = json_root(doc);
    if (words(root))
        e = source_told(&s, error_kind(&s, ERR_OK, root), words(root));
    else if (!json_is_array(root) && !json_is_object(root))
        e = source_error(&s, ERR_CORRUPT, NULL, "reply", "not an array");
    else
        e = read_all(&s, root);
    json_doc_free(doc);
    return e == ERR_OK ? source_came(&s) : e;
}

const struct provider provider_binance = {
    .name = "binance",
    .help = "Binance: coins in USDT and other coins (not in USD), 20 in one "
            "request; daily and 5 min bars, no key",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY | 1u << JOB_INTRADAY,
    .batch = REQUEST_SYMBOLS_MAX,
    .single = 1u << JOB_HISTORY | 1u << JOB_INTRADAY,
    .min_interval_ms = 10000,
    .base_url = URL,
    .rates = {{.requests = 300, .seconds = 60}},
    .leads = TYPE_BIT(crypto),
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
