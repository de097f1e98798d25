/* SPDX-License-Identifier: MIT */
/* Yahoo v7/finance/spark: up to 20 symbols' quotes in one reply. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "reply.h"
#include "yahoo.h"

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : YAHOO_URL;
    struct strbuf url = {0};
    enum err e;

    if (ask->symbol_count == 0 || ask->symbol_count > REQUEST_SYMBOLS_MAX)
        return why_set(why, ERR_USAGE, "yahoo-spark: 1 to %d symbols a request",
                       REQUEST_SYMBOLS_MAX);
    *out = (struct request){.span = BAR_5m};
    name_copy(out->source, sizeof out->source, ask->name);
    strbuf_format(&url, "%s/v7/finance/spark?symbols=", base);
    for (size_t i = 0; i < ask->symbol_count; i++) {
        if (i)
            strbuf_add_char(&url, ',');
        yahoo_url_symbol(&url, ask->symbols[i]);
    }
    strbuf_add(&url, "&range=1d&interval=5m&indicators=close"
                     "&includeTimestamps=true&includePrePost=false");
    e = yahoo_request(&url, ask->symbol_count, ask->symbols, out, why);
    strbuf_done(&url);
    return e;
}

static enum err read_symbol(struct yahoo *y, json item)
{
    const char *symbol = json_text_of(item, "symbol");
    json response = json_first(json_get(item, "response"));
    json meta = json_get(response, "meta");
    enum err e;

    y->symbol[0] = '\0';
    if (!symbol || !symbol_from_text(symbol, strlen(symbol), y->symbol))
        return why_set(y->why, ERR_CORRUPT, "%s: spark.result: %s", y->source,
                       "one without a symbol");
    if (!response)
        return yahoo_error(y, ERR_CORRUPT, "response", "missing");
    e = yahoo_meta(y, meta);
    return e == ERR_OK ? yahoo_bars(y, response, meta) : e;
}

/* The last close there is, with its time, as the quote: this kind of reply
 * has no other price. */
static void add_flat_quote(struct yahoo *y, json item)
{
    bool was_asked = y->reply->request && y->reply->request->symbol_count > 0;
    json time = json_first(json_get(item, "timestamp"));
    struct quote q = {0};
    double v;

    for (json c = json_first(json_get(item, "close")); c && time;
         c = json_next(c), time = json_next(time)) {
        int64_t at;

        if (!json_number(c, &v) || !yahoo_seconds(time, &at))
            continue;
        QUOTE_SET(&q, price, v);
        QUOTE_SET(&q, as_of, at);
    }
    if (!QUOTE_HAS(&q, price))
        return;
    /* We ask for one day, so the close before the chart is yesterday's. */
    if (json_number_of(item, "previousClose", &v) ||
        (was_asked && json_number_of(item, "chartPreviousClose", &v)))
        QUOTE_SET(&q, prev_close, v);
    updates_add(y->out, y->reply->received_ms, UPDATE_quote, y->symbol,
                y->source)->of.quote = q;
}

/* {"AAA":{"symbol":"AAA","timestamp":[],"close":[],"previousClose":1}} */
static enum err read_flat(struct yahoo *y, json item)
{
    const char *symbol = json_text_of(item, "symbol");

    *y = (struct yahoo){.reply = y->reply, .out = y->out, .why = y->why,
                        .source = y->source, .divisor = 1,
                        .quote = YAHOO_NO_QUOTE};
    if (!symbol)
        symbol = json_key(item);
    if (!symbol || !json_is_object(item) ||
        !symbol_from_text(symbol, strlen(symbol), y->symbol))
        return why_set(y->why, ERR_CORRUPT, "%s: %s", y->source,
                       "an item without a symbol");
    if (!json_is_array(json_get(item, "close")))
        return yahoo_error(y, ERR_CORRUPT, "close",
                           json_get(item, "close") ? "not an array"
                                                   : "missing");
    add_flat_quote(y, item);
    return yahoo_bars(y, item, item);
}

/* The list of v7, or the object of v8 that has the symbols as its keys. */
static enum err find_items(const struct reply *reply, const char *source,
                           json root, json *items, struct why *why)
{
    json spark = json_get(root, "spark");
    bool was_asked = reply->request && reply->request->symbol_count > 0;

    if (spark || (json_count(root) == 0 && !was_asked)) {
        *items = json_get(spark, "result");
        if (!json_is_array(*items))
            return why_set(why, ERR_CORRUPT, "%s: spark.result: %s", source,
                           *items ? "not an array" : "missing");
    } else {
        *items = root;
    }
    return ERR_OK;
}

static enum err read_items(struct yahoo *y, json items, struct why *why)
{
    bool is_flat = json_is_object(items);
    size_t from = y->out->count;
    struct why first = {""};
    enum err e = ERR_OK;

    for (json i = json_first(items); i; i = json_next(i)) {
        struct why now = {""};
        enum err one;

        if (is_flat && json_is_null(i))
            continue; /* "error": null */
        y->why = &now;
        one = is_flat ? read_flat(y, i) : read_symbol(y, i);
        /* The others are read all the same. */
        if (one != ERR_OK && e == ERR_OK) {
            e = one;
            first = now;
        }
    }
    y->why = why;
    if (e != ERR_OK)
        return why_set(why, e, "%s", first.text);
    return yahoo_absent(y->reply, y->source, y->out, from, why);
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct yahoo y = {.reply = reply, .out = out};
    struct json_doc *doc;
    json items = NULL;
    enum err e;

    y.source = reply_source(reply, "yahoo-spark");
    e = yahoo_parse(reply, y.source, "spark", &doc, why);
    if (e == ERR_OK)
        e = find_items(reply, y.source, json_root(doc), &items, why);
    if (e == ERR_OK)
        e = read_items(&y, items, why);
    json_doc_free(doc);
    return e;
}

const struct provider provider_yahoo_spark = {
    .name = "yahoo-spark",
    .help = "Yahoo spark: quotes of up to 20 symbols in one request, no key",
    .jobs = 1u << JOB_QUOTES,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 10000,
    .base_url = YAHOO_URL,
    .spell = yahoo_spell,
    .plan = plan,
    .decode = decode,
};
