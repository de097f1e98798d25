/* SPDX-License-Identifier: MIT */
/* Yahoo v7/finance/quote: quotes with bid, ask, share counts and dates of
 * earnings. Wants a cookie and a crumb, so it is off unless switched on. */
#include "tapewatch/feeds/provider.h"

#include <math.h>
#include <string.h>

#include "reply.h"
#include "wire.h"
#include "yahoo.h"

enum { NAME_MAX_BYTES = 160, DELAY_MOST_MIN = 1440 };

/* Counts that differ by less are the same one, rounded. */
#define SAME_COUNT 0.001

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;

    *out = (struct request){.limit_bytes = YAHOO_BODY_MAX,
                            .wants_cookies = true};
    if (ask->symbol_count == 0 || ask->symbol_count > REQUEST_SYMBOLS_MAX)
        return why_set(why, ERR_USAGE, "%s: 1 to %d symbols a request",
                       ask->name, REQUEST_SYMBOLS_MAX);
    if (!ask->pass || !ask->pass[0])
        return why_set(why, ERR_EXPIRED, "%s: no crumb yet", ask->name);
    strbuf_format(&url, "%s/v7/finance/quote?symbols=",
                  ask->base_url ? ask->base_url : YAHOO_URL);
    for (size_t i = 0; i < ask->symbol_count; i++) {
        strbuf_add(&url, i ? "," : "");
        yahoo_url_symbol(&url, ask->symbols[i]);
    }
    strbuf_add(&url, "&crumb=");
    wire_url_text(&url, ask->pass);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    if (e == ERR_OK && !request_secret(out, ask->pass))
        e = why_set(why, ERR_USAGE, "%s: crumb too long", ask->name);
    return e;
}

/* A figure, plain or as {"raw": 1.5, "fmt": "1.50"}. */
static bool figure(json item, const char *key, double *out)
{
    json v = json_get(item, key);

    return json_number(json_is_object(v) ? json_get(v, "raw") : v, out);
}

/* The same where 0 stands for what there is not. */
static bool positive(json item, const char *key, double *out)
{
    double v;

    if (!figure(item, key, &v) || v <= 0)
        return false;
    *out = v;
    return true;
}

static bool time_of(json item, const char *key, int64_t *ms)
{
    json v = json_get(item, key);

    return yahoo_seconds(json_is_object(v) ? json_get(v, "raw") : v, ms) &&
           *ms > 0;
}

/* ---- the instrument */

/*
 * DESIGN. sharesOutstanding is of one class only; marketCap and
 * impliedSharesOutstanding are of the whole company. Where the total is the
 * same count but for rounding, that class is all there is.
 */
static void put_shares(struct instrument *i, json item, double divisor)
{
    double one = 0, all = 0, cap, price;
    bool is_implied = positive(item, "impliedSharesOutstanding", &all);

    (void)positive(item, "sharesOutstanding", &one);
    if (!is_implied && positive(item, "marketCap", &cap) &&
        positive(item, "regularMarketPrice", &price))
        all = cap / (price / divisor);
    if (one > 0 && all > 0 && fabs(all - one) < one * SAME_COUNT) {
        i->shares = one;
        i->shares_kind = "outstanding, one class that is all";
    } else if (all > 0) {
        i->shares = round(all);
        i->shares_kind = is_implied ? "implied, all classes"
                                    : "market cap / price, all classes";
    } else if (one > 0) {
        i->shares = one;
        i->shares_kind = "outstanding, of this class only";
    }
    if (i->shares > 0)
        i->shares_source = "Yahoo quote";
}

static void add_instrument(struct yahoo *y, json item)
{
    struct update *u = updates_add(y->out, y->reply->received_ms,
                                   UPDATE_instrument, y->symbol, y->source);
    struct instrument *i = &u->of.instrument;
    const char *name = json_text_of(item, "longName");
    const char *venue = json_text_of(item, "fullExchangeName");

    if (!name)
        name = json_text_of(item, "shortName");
    if (!venue)
        venue = json_text_of(item, "exchange");
    i->type = yahoo_type(json_text_of(item, "quoteType"));
    i->name = updates_text(y->out, name, NAME_MAX_BYTES);
    i->venue = updates_text(y->out, venue, NAME_MAX_BYTES);
    y->divisor = wire_currency(json_text_of(item, "currency"), i->currency);
    if (i->type == INSTRUMENT_equity)
        put_shares(i, item, y->divisor);
    if (i->type == INSTRUMENT_unknown && !i->name && !i->venue &&
        !i->currency[0])
        y->out->count--; /* nothing was said */
}

/* ---- the quote */

static enum session session_of(const char *word)
{
    static const struct {
        const char *word;
        enum session session;
    } words[] = {
        {"REGULAR", SESSION_REGULAR}, {"PRE", SESSION_PRE},
        {"POST", SESSION_POST},       {"PREPRE", SESSION_CLOSED},
        {"POSTPOST", SESSION_CLOSED}, {"CLOSED", SESSION_CLOSED},
    };

    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].session;
    return SESSION_UNKNOWN;
}

static void put_regular(const struct yahoo *y, struct quote *q, json item)
{
    double d = y->divisor, v;
    int64_t at;

    if (time_of(item, "regularMarketTime", &at))
        QUOTE_SET(q, as_of, at);
    if (positive(item, "regularMarketPreviousClose", &v))
        QUOTE_SET(q, prev_close, v / d);
    if (positive(item, "regularMarketOpen", &v))
        QUOTE_SET(q, open, v / d);
    if (positive(item, "regularMarketDayHigh", &v))
        QUOTE_SET(q, high, v / d);
    if (positive(item, "regularMarketDayLow", &v))
        QUOTE_SET(q, low, v / d);
    if (positive(item, "exchangeDataDelayedBy", &v) && v <= DELAY_MOST_MIN)
        QUOTE_SET(q, delay_s, (int32_t)(v * 60));
    else if (figure(item, "exchangeDataDelayedBy", &v) && v == 0)
        QUOTE_SET(q, delay_s, 0);
}

/* Coins' volume is money of 24 hours, rates have none: no units traded. */
static void put_trading(const struct yahoo *y, struct quote *q, json item)
{
    enum instrument_type type =
        yahoo_type(json_text_of(item, "quoteType"));
    double d = y->divisor, v;

    if (type != INSTRUMENT_crypto && type != INSTRUMENT_fx &&
        figure(item, "regularMarketVolume", &v) && v >= 0)
        QUOTE_SET(q, volume, v);
    if (positive(item, "bid", &v)) {
        QUOTE_SET(q, bid, v / d);
        if (positive(item, "bidSize", &v))
            QUOTE_SET(q, bid_size, v);
    }
    if (positive(item, "ask", &v)) {
        QUOTE_SET(q, ask, v / d);
        if (positive(item, "askSize", &v))
            QUOTE_SET(q, ask_size, v);
    }
}

/* The later of the two; one without a time only while its session lasts. */
static void put_extended(const struct yahoo *y, struct quote *q, json item,
                         enum session part)
{
    bool is_pre = part == SESSION_PRE;
    int64_t at = 0;
    double v;

    if (!positive(item, is_pre ? "preMarketPrice" : "postMarketPrice", &v))
        return;
    if (!time_of(item, is_pre ? "preMarketTime" : "postMarketTime", &at) &&
        q->session != part)
        return;
    if (QUOTE_HAS(q, ext_price) && at < q->ext_as_of)
        return;
    QUOTE_SET(q, ext_price, v / y->divisor);
    q->ext_session = part;
    if (at)
        QUOTE_SET(q, ext_as_of, at);
    else
        q->known &= ~(1u << QUOTE_BIT_ext_as_of);
}

static void add_quote(struct yahoo *y, json item, double price)
{
    struct quote q = {0};

    QUOTE_SET(&q, price, price / y->divisor);
    q.session = session_of(json_text_of(item, "marketState"));
    put_regular(y, &q, item);
    put_trading(y, &q, item);
    put_extended(y, &q, item, SESSION_PRE);
    put_extended(y, &q, item, SESSION_POST);
    updates_add(y->out, y->reply->received_ms, UPDATE_quote, y->symbol,
                y->source)->of.quote = q;
}

/* earningsTimestamp may be the last report; ...Start is the next one. */
static void add_earnings(struct yahoo *y, json item)
{
    bool is_estimate = true;
    struct update *u;
    int64_t at;

    if (!time_of(item, "earningsTimestampStart", &at) &&
        !time_of(item, "earningsTimestamp", &at))
        return;
    (void)json_bool(json_get(item, "isEarningsDateEstimate"), &is_estimate);
    u = updates_add(y->out, y->reply->received_ms, UPDATE_calendar, y->symbol,
                    y->source);
    u->of.calendar.type = "earnings";
    u->of.calendar.at = at;
    u->of.calendar.confirmed = !is_estimate;
}

static enum err read_item(struct yahoo *y, json item)
{
    const char *symbol = json_text_of(item, "symbol");
    double price;

    y->symbol[0] = '\0';
    if (!symbol || !symbol_from_text(symbol, strlen(symbol), y->symbol))
        return yahoo_error(y, ERR_CORRUPT, "quoteResponse.result",
                           "one without a symbol");
    add_instrument(y, item);
    if (figure(item, "regularMarketPrice", &price) && price != 0)
        add_quote(y, item, price);
    add_earnings(y, item);
    return ERR_OK;
}

/* ---- the reply */

static enum err read_all(struct yahoo *y, json results, struct why *why)
{
    size_t from = y->out->count;
    struct why first = {""};
    enum err e = ERR_OK;

    for (json i = json_first(results); i; i = json_next(i)) {
        struct why now = {""};
        enum err one;

        y->why = &now;
        one = read_item(y, i);
        if (one != ERR_OK && e == ERR_OK) {
            e = one;
            first = now;
        }
    }
    y->why = why;
    if (e != ERR_OK)
        return why_set(why, e, "%s", first.text);
    if (json_count(results) == 0 &&
        (!y->reply->request || y->reply->request->symbol_count == 0))
        return why_set(why, ERR_NOT_FOUND,
                       "%s: unknown symbol: every one that was asked for",
                       y->source);
    return yahoo_absent(y->reply, y->source, y->out, from, why);
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct yahoo y = {.reply = reply, .out = out};
    struct json_doc *doc = NULL;
    json results = NULL;
    enum err e;

    y.source = reply_source(reply, "yahoo-quote");
    e = yahoo_consent(reply, y.source, why);
    if (e != ERR_OK)
        return e;
    e = yahoo_open(reply, y.source, "quoteResponse", &doc, &results, why);
    if (e == ERR_OK)
        e = read_all(&y, results, why);
    else if (yahoo_crumb_refused(reply))
        e = why_set(why, ERR_EXPIRED, "%s: crumb refused, a new one is needed",
                    y.source);
    json_doc_free(doc);
    return e;
}

const struct provider provider_yahoo_quote = {
    .name = "yahoo-quote",
    .help = "Yahoo quotes with bid, ask, share counts and dates of earnings; "
            "wants a cookie, so it is off: enabled = yes",
    .jobs = 1u << JOB_QUOTES,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 10000,
    .base_url = YAHOO_URL,
    .is_opt_in = true,
    .pass = &yahoo_pass,
    .spell = yahoo_spell,
    .plan = plan,
    .decode = decode,
};
