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

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct yahoo y = {.reply = reply, .out = out};
    size_t from = out->count;
    struct why first = {""};
    struct json_doc *doc;
    json results;
    enum err e;

    y.source = reply_source(reply, "yahoo-spark");
    e = yahoo_open(reply, y.source, "spark", &doc, &results, why);
    if (e != ERR_OK) {
        json_doc_free(doc);
        return e;
    }
    for (json i = json_first(results); i; i = json_next(i)) {
        struct why now = {""};
        enum err one;

        y.why = &now;
        one = read_symbol(&y, i);
        /* The others are read all the same. */
        if (one != ERR_OK && e == ERR_OK) {
            e = one;
            first = now;
        }
    }
    json_doc_free(doc);
    if (e != ERR_OK)
        return why_set(why, e, "%s", first.text);
    return yahoo_absent(reply, y.source, out, from, why);
}

const struct provider provider_yahoo_spark = {
    .name = "yahoo-spark",
    .help = "Yahoo spark: quotes of up to 20 symbols in one request, no key",
    .jobs = 1u << JOB_QUOTES,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 10000,
    .base_url = YAHOO_URL,
    .plan = plan,
    .decode = decode,
};
