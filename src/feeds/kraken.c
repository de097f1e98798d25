/* SPDX-License-Identifier: MIT */
/* Kraken: the UTC day so far of several pairs in one call, bars of one. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "reply.h"
#include "source.h"
#include "wire.h"

/*
 * DESIGN. Errors come with HTTP 200, in error[]; one unknown pair spoils the
 * whole reply. Old pairs answer under names of their own: XBTUSD is asked
 * for and XXBTZUSD comes. The ticker's `o` and the first of each of h, l and
 * v are of the UTC day; a market that never closes ended the day before
 * where this one opened, so `o` is the previous close, too.
 */

#define URL "https://api.kraken.com"

/* Its own names of coins, beside everybody's. */
static const struct {
    const char *ours, *theirs;
} names[] = {{"BTC", "XBT"}, {"DOGE", "XDG"}};

static const char *to_kraken(const char *coin)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].ours, coin) == 0)
            return names[i].theirs;
    return coin;
}

static void from_kraken(char *coin, size_t size)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].theirs, coin) == 0)
            name_copy(coin, size, names[i].ours);
}

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    struct pair p;
    struct strbuf both = {0};
    bool fits;

    if (!pair_of_coin(symbol, type, &p))
        return false;
    strbuf_format(&both, "%s%s", to_kraken(p.base), to_kraken(p.quote));
    fits = symbol_from_text(strbuf_text(&both), both.len, out);
    strbuf_done(&both);
    return fits;
}

/* "XXBTZUSD" (X or Z before each of two names of three) or "SOLUSD". */
static bool split(const char *word, struct pair *out)
{
    size_t n = strlen(word);

    *out = (struct pair){0};
    if (n == 8 && word[0] == 'X' && (word[4] == 'X' || word[4] == 'Z')) {
        name_copy(out->base, 4, word + 1);
        name_copy(out->quote, 4, word + 5);
    } else if (!pair_from_word(word, out)) {
        return false;
    }
    from_kraken(out->base, sizeof out->base);
    from_kraken(out->quote, sizeof out->quote);
    return true;
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
        return why_set(why, ERR_USAGE, "kraken: %zu symbols in one request",
                       ask->symbol_count);
    strbuf_format(&url, "%s/0/public/%s?pair=", base,
                  is_ticker ? "Ticker" : "OHLC");
    for (size_t i = 0; e == ERR_OK && i < ask->symbol_count; i++) {
        if (!spell(ask->symbols[i], ask->types[i], word))
            e = why_set(why, ERR_USAGE, "kraken: %s: not a coin",
                        ask->symbols[i]);
        if (i)
            strbuf_add_char(&url, ',');
        wire_url_text(&url, word);
    }
    if (!is_ticker) {
        out->span = ask->job == JOB_HISTORY ? BAR_1d : BAR_5m;
        strbuf_format(&url, "&interval=%d", out->span == BAR_1d ? 1440 : 5);
    }
    if (e == ERR_OK)
        e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

static const char *words(json root)
{
    return json_text(json_first(json_get(root, "error")));
}

/* "EQuery:Unknown asset pair", "EAPI:Rate limit exceeded", ... */
static enum err error_kind(const struct source *s, const char *text)
{
    static const char *const limits[] = {"Rate limit", "Too many requests",
                                         "Throttled", "Temporary lockout"};

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (strstr(text, limits[i]))
            return ERR_REFUSED;
    if (strstr(text, "Unknown asset pair"))
        return source_was_asked(s) && !source_only(s) ? ERR_RANGE
                                                      : ERR_NOT_FOUND;
    return strncmp(text, "EService", 8) == 0 ? ERR_IO : ERR_CORRUPT;
}

/* The best price on one side of the book: [price, whole lots, size]. */
static void read_quote(struct quote *q, json t)
{
    double v;

    if (source_price(source_item(json_get(t, "b"), 0), &v))
        QUOTE_SET(q, bid, v);
    if (source_price(source_item(json_get(t, "b"), 2), &v))
        QUOTE_SET(q, bid_size, v);
    if (source_price(source_item(json_get(t, "a"), 0), &v))
        QUOTE_SET(q, ask, v);
    if (source_price(source_item(json_get(t, "a"), 2), &v))
        QUOTE_SET(q, ask_size, v);
    if (source_price(source_item(json_get(t, "h"), 0), &v))
        QUOTE_SET(q, high, v);
    if (source_price(source_item(json_get(t, "l"), 0), &v))
        QUOTE_SET(q, low, v);
    if (source_price(source_item(json_get(t, "v"), 0), &v))
        QUOTE_SET(q, volume, v);
    if (source_price_of(t, "o", &v)) {
        QUOTE_SET(q, open, v);
        QUOTE_SET(q, prev_close, v);
    }
}

static enum err read_ticker(const struct source *s, const char *symbol,
                            json t)
{
    struct instrument about = {.type = INSTRUMENT_crypto, .venue = "Kraken"};
    struct quote *q;
    double price;

    if (!source_price(source_item(json_get(t, "c"), 0), &price))
        return source_error(s, ERR_CORRUPT, symbol, "c[0]", "not a price");
    name_copy(about.currency, sizeof about.currency, strrchr(symbol, '-') + 1);
    source_instrument(s, symbol, &about);
    q = source_quote(s, symbol);
    QUOTE_SET(q, price, price);
    read_quote(q, t);
    return ERR_OK;
}

/* [time, open, high, low, close, vwap, volume, count] */
static bool read_bar(json row, struct bar *b)
{
    *b = (struct bar){0};
    if (!source_seconds(source_item(row, 0), &b->start) ||
        !source_price(source_item(row, 4), &b->close))
        return false;
    if (source_price(source_item(row, 1), &b->open) &&
        source_price(source_item(row, 2), &b->high) &&
        source_price(source_item(row, 3), &b->low))
        b->known |= BAR_HAS_OHL;
    if (source_price(source_item(row, 6), &b->volume))
        b->known |= BAR_HAS_VOLUME;
    return true;
}

static enum err read_bars(const struct source *s, const char *symbol,
                          json rows)
{
    enum bar_span span = s->reply->request ? s->reply->request->span : BAR_1d;
    size_t from = s->out->count;
    enum err e = ERR_OK;
    struct bar b;

    for (json i = json_first(rows); i; i = json_next(i)) {
        if (read_bar(i, &b))
            source_bar(s, symbol, span, &b);
        else
            e = source_error(s, ERR_CORRUPT, symbol, "result",
                             "a row without time or close");
    }
    source_sort_bars(s, from);
    return e;
}

static enum err read_member(const struct source *s, json member)
{
    struct pair p;
    char symbol[SYMBOL_MAX];

    if (strcmp(json_key(member), "last") == 0)
        return ERR_OK; /* where a later call for bars would go on */
    if (!split(json_key(member), &p) || !pair_coin_symbol(s, &p, symbol))
        return source_error(s, ERR_CORRUPT, NULL, "result",
                            "a pair that cannot be told apart");
    if (json_is_array(member))
        return read_bars(s, symbol, member);
    if (json_is_object(member))
        return read_ticker(s, symbol, member);
    return source_error(s, ERR_CORRUPT, symbol, "result",
                        "neither ticker nor bars");
}

static enum err read_result(const struct source *s, json result)
{
    enum err e = ERR_OK;

    if (!json_is_object(result))
        return source_error(s, ERR_CORRUPT, NULL, "result",
                            result ? "not an object" : "missing");
    for (json i = json_first(result); i; i = json_next(i)) {
        struct why now = {""};
        struct source one = *s;
        enum err wrong;

        one.why = &now;
        wrong = read_member(&one, i);
        if (wrong != ERR_OK && e == ERR_OK)
            e = why_set(s->why, wrong, "%s", now.text);
    }
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "kraken"),
                       .from = out->count};
    struct json_doc *doc;
    enum err e = source_json(&s, words, &doc);
    const char *text;

    if (e != ERR_OK)
        return e;
    text = words(json_root(doc));
    if (text)
        e = source_told(&s, error_kind(&s, text), text);
    else
        e = read_result(&s, json_get(json_root(doc), "result"));
    json_doc_free(doc);
    return e;
}

const struct provider provider_kraken = {
    .name = "kraken",
    .help = "Kraken: coins of the UTC day, 20 in one request; daily and "
            "5 min bars, no key",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY | 1u << JOB_INTRADAY,
    .batch = REQUEST_SYMBOLS_MAX,
    .single = 1u << JOB_HISTORY | 1u << JOB_INTRADAY,
    .min_interval_ms = 10000,
    .base_url = URL,
    .rates = {{.requests = 1, .seconds = 1}},
    .leads = TYPE_BIT(crypto),
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
