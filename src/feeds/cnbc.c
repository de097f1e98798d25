/* SPDX-License-Identifier: MIT */
/* CNBC: quotes of shares, indices, yields and futures; figures are texts. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "cnbc.h"
#include "reply.h"
#include "wire.h"

#define CNBC_URL "https://quote.cnbc.com"

enum { BODY_MAX = 4 << 20 };

static const struct {
    const char *ours, *theirs;
} names[] = {
#define NAME(ours, theirs) {ours, theirs},
#include "cnbc_names.def"
#undef NAME
};

extern const struct provider provider_cnbc;

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].ours, symbol) != 0)
            continue;
        name_copy(out, SYMBOL_MAX, names[i].theirs);
        return true;
    }
    return wire_us_symbol(symbol, type, '.', out);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;

    *out = (struct request){.limit_bytes = BODY_MAX};
    if (ask->symbol_count == 0 || ask->symbol_count > REQUEST_SYMBOLS_MAX)
        return why_set(why, ERR_USAGE, "%s: 1 to %d symbols a request",
                       ask->name, REQUEST_SYMBOLS_MAX);
    strbuf_format(&url, "%s/quote-html-webservice/restQuote/symbolType/symbol"
                        "?symbols=",
                  ask->base_url ? ask->base_url : CNBC_URL);
    for (size_t i = 0; i < ask->symbol_count; i++) {
        char theirs[SYMBOL_MAX];

        if (!spell(ask->symbols[i], ask->types[i], theirs)) {
            strbuf_done(&url);
            return why_set(why, ERR_USAGE, "%s: %s: has no such thing",
                           ask->name, ask->symbols[i]);
        }
        strbuf_add(&url, i ? "%7C" : "");
        wire_url_text(&url, theirs);
    }
    strbuf_add(&url, "&requestMethod=itv&noform=1&partnerId=2&fund=1&exthrs=1"
                     "&output=json&events=1");
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    if (e == ERR_OK && !request_header(out, "Accept", "application/json"))
        e = why_set(why, ERR_USAGE, "%s: no room for headers", ask->name);
    return e;
}

static void damaged(struct cnbc *c, const char *place, const char *reason)
{
    if (c->damage == ERR_OK)
        c->damage = why_set(&c->first, ERR_CORRUPT, "%s: %s%s%s: %s",
                            c->source, c->symbol, c->symbol[0] ? ": " : "",
                            place, reason);
}

static void read_quote(struct cnbc *c, json q)
{
    const char *wire = json_text_of(q, "symbol");
    double code, price;

    c->symbol[0] = '\0';
    if (!wire || !wire_symbol(c->reply, &provider_cnbc, wire, c->symbol)) {
        damaged(c, "symbol", wire ? "not a symbol" : "missing");
        return;
    }
    if (wire_number_of(q, "code", &code) && code != 0) {
        strbuf_format(&c->unknown, "%s%s", c->unknown.len ? ", " : "",
                      c->symbol);
        return;
    }
    if (!cnbc_figure(q, "last", &price)) {
        damaged(c, "last", json_get(q, "last") ? "not a price" : "missing");
        return;
    }
    cnbc_add(c, q, price);
}

/* The quotes under any of the three names that they go by. */
static enum err find_quotes(const struct cnbc *c, json root, json *out,
                            struct why *why)
{
    static const char *const shapes[][2] = {
        {"FormattedQuoteResult", "FormattedQuote"},
        {"ITVQuoteResult", "ITVQuote"},
        {"QuickQuoteResult", "QuickQuote"},
    };

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        json result = json_get(root, shapes[i][0]);
        json quotes = json_get(result, shapes[i][1]);

        if (!result)
            continue;
        if (!json_is_array(quotes) && !json_is_object(quotes))
            return why_set(why, ERR_CORRUPT, "%s: %s.%s: %s", c->source,
                           shapes[i][0], shapes[i][1],
                           quotes ? "not a list" : "missing");
        *out = quotes;
        return ERR_OK;
    }
    return why_set(why, ERR_CORRUPT, "%s: FormattedQuoteResult: missing",
                   c->source);
}

static enum err read_all(struct cnbc *c, json root, struct why *why)
{
    json quotes = NULL;
    enum err e = find_quotes(c, root, &quotes, why);

    if (e != ERR_OK)
        return e;
    if (json_is_object(quotes))
        read_quote(c, quotes); /* one symbol comes without a list */
    else
        for (json q = json_first(quotes); q; q = json_next(q))
            read_quote(c, q);
    if (c->damage != ERR_OK)
        return why_set(why, c->damage, "%s", c->first.text);
    if (c->quotes > 0)
        return ERR_OK; /* who asked sees what did not come */
    return why_set(why, ERR_NOT_FOUND, "%s: unknown symbol: %s", c->source,
                   c->unknown.len ? c->unknown.text : "none was known");
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct cnbc c = {.reply = reply, .out = out};
    struct json_doc *doc;
    enum err e;

    c.source = reply_source(reply, "cnbc");
    e = wire_json(reply, c.source, &doc, why);
    if (e == ERR_OK)
        e = reply_status(reply, c.source, why);
    if (e == ERR_OK)
        e = read_all(&c, json_root(doc), why);
    strbuf_done(&c.unknown);
    json_doc_free(doc);
    return e;
}

const struct provider provider_cnbc = {
    .name = "cnbc",
    .help = "CNBC: indices, yields, futures and US shares, up to 20 in one "
            "request, no key",
    .jobs = 1u << JOB_QUOTES,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 15000,
    .base_url = CNBC_URL,
    .leads = TYPE_BIT(index) | TYPE_BIT(future),
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
