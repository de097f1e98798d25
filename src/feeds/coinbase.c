/* SPDX-License-Identifier: MIT */
/* Coinbase: last prices of several products in one call, candles of one. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "reply.h"
#include "source.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

/*
 * DESIGN. The list of products tells the last price only: its changes and
 * volumes are of the last 24 hours, not of the UTC day, so they are left out.
 * The close before comes from the daily candles.
 */

#define URL "https://api.coinbase.com"
#define PRODUCTS "/api/v3/brokerage/market/products"

enum { CANDLES_MOST = 350 }; /* in one reply, says its documentation */

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    struct pair p;
    struct strbuf both = {0};
    bool fits;

    if (!pair_of_coin(symbol, type, &p))
        return false;
    strbuf_format(&both, "%s-%s", p.base, p.quote);
    fits = symbol_from_text(strbuf_text(&both), both.len, out);
    strbuf_done(&both);
    return fits;
}

static enum err plan_quotes(const struct ask *ask, struct strbuf *url,
                            struct why *why)
{
    char product[SYMBOL_MAX];

    for (size_t i = 0; i < ask->symbol_count; i++) {
        if (!spell(ask->symbols[i], ask->types[i], product))
            return why_set(why, ERR_USAGE, "coinbase: %s: not a coin",
                           ask->symbols[i]);
        strbuf_add(url, i ? "&product_ids=" : "?product_ids=");
        wire_url_text(url, product);
    }
    return ERR_OK;
}

static enum err plan_candles(const struct ask *ask, enum bar_span span,
                             struct strbuf *url, struct why *why)
{
    int64_t end = ask->now_ms / MS_PER_SECOND;
    int64_t length = bar_span_ms(span) / MS_PER_SECOND;
    char product[SYMBOL_MAX];

    if (ask->symbol_count != 1)
        return why_set(why, ERR_USAGE, "coinbase: candles of one at a time");
    if (!spell(ask->symbols[0], ask->types[0], product))
        return why_set(why, ERR_USAGE, "coinbase: %s: not a coin",
                       ask->symbols[0]);
    strbuf_format(url, "/%s/candles?start=%lld&end=%lld&granularity=%s",
                  product, (long long)(end - (CANDLES_MOST - 1) * length),
                  (long long)end, span == BAR_1d ? "ONE_DAY" : "FIVE_MINUTE");
    return ERR_OK;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;

    *out = (struct request){.limit_bytes = SOURCE_BODY_MAX};
    if (ask->symbol_count == 0 || ask->symbol_count > REQUEST_SYMBOLS_MAX)
        return why_set(why, ERR_USAGE, "coinbase: 1 to %d symbols a request",
                       REQUEST_SYMBOLS_MAX);
    strbuf_format(&url, "%s" PRODUCTS, ask->base_url ? ask->base_url : URL);
    if (ask->job == JOB_QUOTES) {
        e = plan_quotes(ask, &url, why);
    } else {
        out->span = ask->job == JOB_HISTORY ? BAR_1d : BAR_5m;
        e = plan_candles(ask, out->span, &url, why);
    }
    if (e == ERR_OK)
        e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

static const char *words(json root)
{
    const char *text = json_text_of(root, "message");

    if (!text || !*text)
        text = json_text_of(root, "error_details");
    return text && *text ? text : json_text_of(root, "error");
}

static bool is_traded(json product)
{
    const char *status = json_text_of(product, "status");
    bool off = false;

    (void)json_bool(json_get(product, "is_disabled"), &off);
    return !off && (!status || strcmp(status, "online") == 0);
}

static enum err read_product(const struct source *s, json product)
{
    const char *id = json_text_of(product, "product_id");
    const char *dash = id ? strrchr(id, '-') : NULL;
    struct instrument about = {.type = INSTRUMENT_crypto, .venue = "Coinbase"};
    struct pair p = {0};
    char symbol[SYMBOL_MAX];
    struct quote *q;
    double price;

    if (!dash || dash - id >= SYMBOL_MAX)
        return source_error(s, ERR_CORRUPT, NULL, "products",
                            "one without a product_id");
    memcpy(p.base, id, (size_t)(dash - id));
    name_copy(p.quote, sizeof p.quote, dash + 1);
    if (!pair_coin_symbol(s, &p, symbol))
        return source_error(s, ERR_CORRUPT, NULL, "product_id",
                            "not a symbol");
    if (!is_traded(product) || !json_text_of(product, "price") ||
        !*json_text_of(product, "price"))
        return ERR_OK; /* known but without a price: as good as unknown */
    if (!source_price_of(product, "price", &price))
        return source_error(s, ERR_CORRUPT, symbol, "price", "not a price");
    name_copy(about.currency, sizeof about.currency, strrchr(symbol, '-') + 1);
    about.name = json_text_of(product, "base_name");
    source_instrument(s, symbol, &about);
    q = source_quote(s, symbol);
    QUOTE_SET(q, price, price);
    return ERR_OK;
}

static enum err read_products(const struct source *s, json products)
{
    enum err e = ERR_OK;

    if (!json_is_array(products))
        return source_error(s, ERR_CORRUPT, NULL, "products", "not an array");
    for (json i = json_first(products); i; i = json_next(i)) {
        struct why now = {""};
        struct source one = *s;
        enum err wrong;

        one.why = &now;
        wrong = read_product(&one, i);
        if (wrong != ERR_OK && e == ERR_OK) /* the others are read as well */
            e = why_set(s->why, wrong, "%s", now.text);
    }
    return e == ERR_OK ? source_came(s) : e;
}

static bool read_candle(json candle, struct bar *b)
{
    *b = (struct bar){0};
    if (!source_seconds(json_get(candle, "start"), &b->start) ||
        !source_price_of(candle, "close", &b->close))
        return false;
    if (source_price_of(candle, "open", &b->open) &&
        source_price_of(candle, "high", &b->high) &&
        source_price_of(candle, "low", &b->low))
        b->known |= BAR_HAS_OHL;
    if (wire_number_of(candle, "volume", &b->volume) && b->volume >= 0)
        b->known |= BAR_HAS_VOLUME;
    return true;
}

static enum err read_candles(const struct source *s, json candles)
{
    const char *symbol = source_only(s);
    size_t from = s->out->count;
    enum err e = ERR_OK;
    struct bar b;

    if (!json_is_array(candles))
        return source_error(s, ERR_CORRUPT, symbol, "candles",
                            "not an array");
    if (!symbol)
        return source_error(s, ERR_MISSING, NULL, "candles",
                            "of which product is not said");
    for (json i = json_first(candles); i; i = json_next(i)) {
        if (read_candle(i, &b))
            source_bar(s, symbol, s->reply->request->span, &b);
        else
            e = source_error(s, ERR_CORRUPT, symbol, "candles",
                             "one without start or close");
    }
    source_sort_bars(s, from); /* they come newest first */
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "coinbase"),
                       .from = out->count};
    struct json_doc *doc;
    enum err e = source_json(&s, words, &doc);
    json root, products, candles;

    if (e != ERR_OK)
        return e;
    root = json_root(doc);
    products = json_get(root, "products");
    candles = json_get(root, "candles");
    if (products)
        e = read_products(&s, products);
    else if (candles)
        e = read_candles(&s, candles);
    else if (words(root))
        e = source_told(&s, ERR_CORRUPT, words(root));
    else
        e = source_error(&s, ERR_CORRUPT, NULL, "products", "missing");
    json_doc_free(doc);
    return e;
}

const struct provider provider_coinbase = {
    .name = "coinbase",
    .help = "Coinbase: coins, 20 in one request; daily and 5 min candles, "
            "no key",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY | 1u << JOB_INTRADAY,
    .batch = REQUEST_SYMBOLS_MAX,
    .single = 1u << JOB_HISTORY | 1u << JOB_INTRADAY,
    .min_interval_ms = 10000,
    .base_url = URL,
    .leads = TYPE_BIT(crypto),
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
