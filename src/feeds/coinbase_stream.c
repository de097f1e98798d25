/* SPDX-License-Identifier: MIT */
/* Coinbase's ticker channel: one frame for each trade. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "reply.h"
#include "source.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

/* open_24h, high_24h, low_24h and volume_24h are not of the UTC day: they are
 * left out. */

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    struct strbuf both = {0};
    struct pair p;
    bool fits;

    if (!pair_of_coin(symbol, type, &p))
        return false;
    strbuf_format(&both, "%s-%s", p.base, p.quote);
    fits = symbol_from_text(strbuf_text(&both), both.len, out);
    strbuf_done(&both);
    return fits;
}

static enum err subscribe(const struct ask *ask, struct strbuf *out,
                          struct why *why)
{
    char word[SYMBOL_MAX];

    if (ask->symbol_count == 0)
        return why_set(why, ERR_USAGE, "coinbase-stream: no symbols");
    strbuf_add(out, "{\"type\":\"subscribe\",\"product_ids\":[");
    for (size_t i = 0; i < ask->symbol_count; i++) {
        if (!spell(ask->symbols[i], ask->types[i], word))
            return why_set(why, ERR_USAGE, "coinbase-stream: %s: not a coin",
                           ask->symbols[i]);
        if (i)
            strbuf_add_char(out, ',');
        json_write_text(out, word);
    }
    strbuf_add(out, "],\"channels\":[\"ticker\"]}");
    return ERR_OK;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    (void)ask;
    (void)out;
    return why_set(why, ERR_USAGE, "coinbase-stream: sends by itself");
}

static bool our_symbol(const struct source *s, const char *id,
                       char out[SYMBOL_MAX])
{
    const char *dash = id ? strrchr(id, '-') : NULL;
    struct pair p = {0};

    if (!dash || dash - id >= SYMBOL_MAX)
        return false;
    memcpy(p.base, id, (size_t)(dash - id));
    name_copy(p.quote, sizeof p.quote, dash + 1);
    return pair_coin_symbol(s, &p, out);
}

static enum err read_ticker(const struct source *s, json frame)
{
    const char *time = json_text_of(frame, "time");
    char symbol[SYMBOL_MAX];
    struct quote *q;
    double price, v;
    int64_t ms;

    if (!our_symbol(s, json_text_of(frame, "product_id"), symbol))
        return source_error(s, ERR_CORRUPT, NULL, "product_id",
                            "not a symbol");
    if (!source_price_of(frame, "price", &price))
        return source_error(s, ERR_CORRUPT, symbol, "price", "not a price");
    q = source_quote(s, symbol);
    QUOTE_SET(q, price, price);
    if (source_price_of(frame, "best_bid", &v))
        QUOTE_SET(q, bid, v);
    if (source_price_of(frame, "best_bid_size", &v))
        QUOTE_SET(q, bid_size, v);
    if (source_price_of(frame, "best_ask", &v))
        QUOTE_SET(q, ask, v);
    if (source_price_of(frame, "best_ask_size", &v))
        QUOTE_SET(q, ask_size, v);
    if (time && civil_parse_feed_date(time, &ms))
        QUOTE_SET(q, as_of, ms);
    return ERR_OK;
}

/* {"type":"error","message":"Failed to subscribe","reason":"..."} */
static enum err read_error(const struct source *s, json frame)
{
    const char *reason = json_text_of(frame, "reason");

    if (!reason)
        reason = json_text_of(frame, "message");
    return source_told(s,
                       reason && strstr(reason, "not a valid product")
                           ? ERR_NOT_FOUND
                           : ERR_REFUSED,
                       reason);
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "coinbase-stream"),
                       .from = out->count};
    struct json_doc *doc;
    enum err e = source_json(&s, NULL, &doc);
    const char *type;

    if (e != ERR_OK)
        return e;
    type = json_text_of(json_root(doc), "type");
    if (!type)
        e = source_error(&s, ERR_CORRUPT, NULL, "type", "missing");
    else if (strcmp(type, "ticker") == 0)
        e = read_ticker(&s, json_root(doc));
    else if (strcmp(type, "error") == 0)
        e = read_error(&s, json_root(doc));
    json_doc_free(doc);
    return e;
}

static const struct stream_ops stream = {.subscribe = subscribe};

const struct provider provider_coinbase_stream = {
    .name = "coinbase-stream",
    .help = "Coinbase ticker: coins at each trade, over a WebSocket, no key",
    .batch = REQUEST_SYMBOLS_MAX,
    .base_url = "wss://ws-feed.exchange.coinbase.com",
    .leads = TYPE_BIT(crypto),
    .stream = &stream,
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
