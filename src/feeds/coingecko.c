/* SPDX-License-Identifier: MIT */
/* CoinGecko: averages over many venues; several coins in one call. */
#include "tapewatch/feeds/provider.h"

#include <string.h>
#include <strings.h>

#include "reply.h"
#include "source.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

/*
 * DESIGN. Coins go by names (bitcoin), which coins.def knows for the large
 * ones; others are refused. Prices are asked in US dollars alone, so coins in
 * anything else are refused, too. High, low, volume and changes are of the
 * last 24 hours and not of the UTC day, so they are left out.
 */

#define URL "https://api.coingecko.com"

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    struct pair p;
    const char *id;

    if (!pair_of_coin(symbol, type, &p) || strcmp(p.quote, "USD") != 0)
        return false;
    id = pair_gecko_id(p.base);
    if (id)
        name_copy(out, SYMBOL_MAX, id);
    return id != NULL;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : URL;
    struct strbuf url = {0};
    char id[SYMBOL_MAX];
    enum err e = ERR_OK;

    *out = (struct request){.limit_bytes = SOURCE_BODY_MAX};
    if (ask->symbol_count == 0 || ask->symbol_count > REQUEST_SYMBOLS_MAX)
        return why_set(why, ERR_USAGE, "coingecko: 1 to %d symbols a request",
                       REQUEST_SYMBOLS_MAX);
    strbuf_format(&url, "%s/api/v3/coins/markets?vs_currency=usd&ids=", base);
    for (size_t i = 0; e == ERR_OK && i < ask->symbol_count; i++) {
        if (!spell(ask->symbols[i], ask->types[i], id))
            e = why_set(why, ERR_USAGE, "coingecko: %s: not a coin we know",
                        ask->symbols[i]);
        if (i)
            strbuf_add(&url, "%2C");
        wire_url_text(&url, id);
    }
    if (e == ERR_OK)
        e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* {"error":"..."}, {"error":{"status":{"error_message":"..."}}} or
 * {"status":{"error_message":"..."}} */
static const char *words(json root)
{
    json error = json_get(root, "error");
    const char *text = json_text(error);

    if (!text)
        text = json_text(json_path(error, "status.error_message"));
    return text ? text : json_text(json_path(root, "status.error_message"));
}

static enum err error_kind(json root)
{
    json status = json_get(root, "status");
    int64_t code = 0;

    if (!status)
        status = json_path(root, "error.status");
    (void)json_int_of(status, "error_code", &code);
    return code == 429 || code == 403 ? ERR_REFUSED : ERR_CORRUPT;
}

/* Our plain ticker of a coin: the table's, else the one that it says. */
static bool ticker_of(json coin, struct pair *out)
{
    const char *id = json_text_of(coin, "id");
    const char *ticker = id ? pair_of_gecko(id) : NULL;

    *out = (struct pair){.quote = "USD"};
    if (!ticker)
        ticker = json_text_of(coin, "symbol");
    return ticker && symbol_from_text(ticker, strlen(ticker), out->base);
}

static enum err read_coin(const struct source *s, json coin)
{
    struct instrument about = {.type = INSTRUMENT_crypto, .currency = "USD",
                               .venue = "CoinGecko average"};
    const char *updated = json_text_of(coin, "last_updated");
    char symbol[SYMBOL_MAX];
    struct quote *q;
    struct pair p;
    int64_t ms;
    double price;

    if (!ticker_of(coin, &p) || !pair_coin_symbol(s, &p, symbol))
        return source_error(s, ERR_CORRUPT, NULL, "id",
                            "a coin that cannot be told apart");
    if (json_is_null(json_get(coin, "current_price")))
        return ERR_OK; /* listed, but not traded */
    if (!source_price_of(coin, "current_price", &price))
        return source_error(s, ERR_CORRUPT, symbol, "current_price",
                            "not a price");
    about.name = json_text_of(coin, "name");
    source_instrument(s, symbol, &about);
    q = source_quote(s, symbol);
    QUOTE_SET(q, price, price);
    if (updated && civil_parse_feed_date(updated, &ms))
        QUOTE_SET(q, as_of, ms);
    return ERR_OK;
}

static enum err read_coins(const struct source *s, json coins)
{
    enum err e = ERR_OK;

    for (json i = json_first(coins); i; i = json_next(i)) {
        struct why now = {""};
        struct source one = *s;
        enum err wrong;

        one.why = &now;
        wrong = read_coin(&one, i);
        if (wrong != ERR_OK && e == ERR_OK)
            e = why_set(s->why, wrong, "%s", now.text);
    }
    return e == ERR_OK ? source_came(s) : e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "coingecko"),
                       .from = out->count};
    struct json_doc *doc;
    enum err e = source_json(&s, words, &doc);
    json root;

    if (e != ERR_OK)
        return e;
    root = json_root(doc);
    if (words(root))
        e = source_told(&s, error_kind(root), words(root));
    else if (!json_is_array(root))
        e = source_error(&s, ERR_CORRUPT, NULL, "reply", "not an array");
    else
        e = read_coins(&s, root);
    json_doc_free(doc);
    return e;
}

const struct provider provider_coingecko = {
    .name = "coingecko",
    .help = "CoinGecko: the large coins in US dollars, 20 in one request, "
            "no key",
    .jobs = 1u << JOB_QUOTES,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 30000,
    .base_url = URL,
    .rates = {{.requests = 1, .seconds = 2}},
    .leads = TYPE_BIT(crypto),
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
