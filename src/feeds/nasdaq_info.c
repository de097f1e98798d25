/* SPDX-License-Identifier: MIT */
/* Nasdaq quote/SYMBOL/info: one symbol's last price, bid and ask. */
#include <string.h>
#include <strings.h>

#include "nasdaq.h"
#include "reply.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

extern const struct provider provider_nasdaq_info;

enum { NAME_MAX_BYTES = 160 };

struct info {
    const struct reply *reply;
    struct updates *out;
    const char *source;
    char symbol[SYMBOL_MAX];
    json data;
    enum session session;
};

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e = nasdaq_quote_url(ask, "info", &url, why);

    if (e == ERR_OK)
        e = nasdaq_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* " 12:35 PM ET": minutes of the day in New York. */
static bool clock_of(const char *s, int *minutes)
{
    int hour = 0, minute;
    bool is_pm;

    while (*s && (*s < '0' || *s > '9'))
        s++;
    for (int n = 0; *s >= '0' && *s <= '9' && n < 2; s++, n++)
        hour = hour * 10 + *s - '0';
    if (s[0] != ':' || s[1] < '0' || s[1] > '5' || s[2] < '0' || s[2] > '9')
        return false;
    minute = (s[1] - '0') * 10 + s[2] - '0';
    s += 3;
    if (*s == ':') /* seconds, of no use */
        s += 1 + strspn(s + 1, "0123456789");
    s += strspn(s, " ");
    is_pm = (*s | 0x20) == 'p';
    if (((*s | 0x20) != 'a' && !is_pm) || hour < 1 || hour > 12)
        return false;
    *minutes = (hour % 12 + (is_pm ? 12 : 0)) * 60 + minute;
    return true;
}

/* "Sep 24, 2026 12:35 PM ET", "Closed at Sep 24, 2026 4:00 PM ET", or a date
 * alone, which means its close. */
static bool time_of(json price, int64_t *out)
{
    const char *text = json_text_of(price, "lastTradeTimestamp"), *rest;
    struct trading_day day;
    int32_t date;
    int minutes;

    if (!text || !nasdaq_date(text, &date, &rest))
        return false;
    if (clock_of(rest, &minutes)) {
        *out = civil_from_new_york(date, minutes / 60, minutes % 60);
        return true;
    }
    if (strchr(rest, ':') || !calendar_day(HOURS_US, date, &day))
        return false;
    *out = day.close_ms;
    return true;
}

static bool begins(const char *text, const char *word)
{
    return strncasecmp(text, word, strlen(word)) == 0;
}

static enum session session_of(const char *status)
{
    if (!status)
        return SESSION_UNKNOWN;
    if (begins(status, "open") || begins(status, "market open"))
        return SESSION_REGULAR;
    if (begins(status, "pre"))
        return SESSION_PRE;
    if (begins(status, "after"))
        return SESSION_POST;
    return begins(status, "closed") || begins(status, "market closed")
               ? SESSION_CLOSED
               : SESSION_UNKNOWN;
}

static void add_instrument(struct info *n, json price)
{
    static const struct {
        const char *word;
        enum instrument_type type;
    } types[] = {
        {"STOCKS", INSTRUMENT_equity},
        {"ETF", INSTRUMENT_etf},
        {"INDEX", INSTRUMENT_index},
    };
    const char *asset = json_text_of(n->data, "assetClass");
    const char *last = json_text_of(price, "lastSalePrice");
    struct update *u = updates_add(n->out, n->reply->received_ms,
                                   UPDATE_instrument, n->symbol, n->source);
    struct instrument *i = &u->of.instrument;

    i->name = updates_text(n->out, json_text_of(n->data, "companyName"),
                           NAME_MAX_BYTES);
    i->venue = updates_text(n->out, json_text_of(n->data, "exchange"),
                            NAME_MAX_BYTES);
    for (size_t t = 0; asset && t < sizeof types / sizeof *types; t++)
        if (strcasecmp(types[t].word, asset) == 0)
            i->type = types[t].type;
    (void)wire_currency(json_text_of(price, "currency"), i->currency);
    if (!i->currency[0] && last && last[0] == '$')
        name_copy(i->currency, sizeof i->currency, "USD");
    if (i->type == INSTRUMENT_unknown && !i->name && !i->venue &&
        !i->currency[0])
        n->out->count--; /* nothing was said */
}

/* "221.09 - 223.93" */
static void put_range(struct quote *q, json stats)
{
    const char *text = json_text_of(json_get(stats, "dayrange"), "value");
    const char *dash = text ? strstr(text, " - ") : NULL;
    char low_text[32];
    double low, high;

    if (!dash || (size_t)(dash - text) >= sizeof low_text)
        return;
    memcpy(low_text, text, (size_t)(dash - text));
    low_text[dash - text] = '\0';
    if (!wire_number(low_text, &low) || !wire_number(dash + 3, &high) ||
        low <= 0 || high < low)
        return;
    QUOTE_SET(q, low, low);
    QUOTE_SET(q, high, high);
}

static bool positive(json object, const char *key, double *out)
{
    double v;

    if (!wire_number_of(object, key, &v) || v <= 0)
        return false;
    *out = v;
    return true;
}

/* `regular` holds the last price of the session, `now` what the page shows. */
static void put_regular(const struct info *n, struct quote *q, json regular,
                        json now)
{
    json stats = json_get(n->data, "keyStats");
    bool is_real_time;
    int64_t at;
    double v;

    if (time_of(regular, &at))
        QUOTE_SET(q, as_of, at);
    /* In the morning the "previous" close is the one that is shown. */
    if (n->session != SESSION_PRE &&
        (positive(json_get(stats, "previousclose"), "value", &v) ||
         positive(json_get(stats, "PreviousClose"), "value", &v)))
        QUOTE_SET(q, prev_close, v);
    put_range(q, stats);
    if (regular == now && positive(regular, "volume", &v))
        QUOTE_SET(q, volume, v);
    if (positive(now, "bidPrice", &v))
        QUOTE_SET(q, bid, v);
    if (positive(now, "askPrice", &v))
        QUOTE_SET(q, ask, v);
    if (QUOTE_HAS(q, bid) && positive(now, "bidSize", &v))
        QUOTE_SET(q, bid_size, v);
    if (QUOTE_HAS(q, ask) && positive(now, "askSize", &v))
        QUOTE_SET(q, ask_size, v);
    if (json_bool(json_get(now, "isRealTime"), &is_real_time) && is_real_time)
        QUOTE_SET(q, delay_s, 0);
}

/* The price outside the session, when the page shows one. */
static void put_extended(const struct info *n, struct quote *q, json now)
{
    enum session part = n->session;
    int64_t at;
    double v;

    if (!positive(now, "lastSalePrice", &v))
        return;
    if (time_of(now, &at)) {
        part = calendar_session(HOURS_US, at);
        QUOTE_SET(q, ext_as_of, at);
        if (part == SESSION_CLOSED) /* 8:00 PM is when the evening ends */
            part = SESSION_POST;
    }
    if (part != SESSION_PRE && part != SESSION_POST) {
        q->known &= ~(1u << QUOTE_BIT_ext_as_of);
        return;
    }
    QUOTE_SET(q, ext_price, v);
    q->ext_session = part;
}

static enum err read_info(struct info *n, struct why *why)
{
    json now = json_get(n->data, "primaryData");
    json after = json_get(n->data, "secondaryData");
    json regular = json_is_object(after) ? after : now;
    struct quote q = {0};
    double price;

    if (!json_is_object(now))
        return why_set(why, ERR_CORRUPT, "%s: %s: primaryData: %s", n->source,
                       n->symbol, now ? "not an object" : "missing");
    if (!positive(regular, "lastSalePrice", &price))
        return why_set(why, ERR_NOT_FOUND, "%s: %s: has no price", n->source,
                       n->symbol);
    n->session = session_of(json_text_of(n->data, "marketStatus"));
    add_instrument(n, regular);
    QUOTE_SET(&q, price, price);
    q.session = n->session;
    put_regular(n, &q, regular, now);
    if (regular != now)
        put_extended(n, &q, now);
    updates_add(n->out, n->reply->received_ms, UPDATE_quote, n->symbol,
                n->source)->of.quote = q;
    return ERR_OK;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct info n = {.reply = reply, .out = out};
    const char *symbol;
    struct json_doc *doc;
    enum err e;

    n.source = reply_source(reply, "nasdaq-info");
    e = nasdaq_open(reply, n.source, &doc, &n.data, why);
    symbol = e == ERR_OK ? json_text_of(n.data, "symbol") : NULL;
    if (e == ERR_OK &&
        (!symbol ||
         !wire_symbol(reply, &provider_nasdaq_info, symbol, n.symbol)))
        e = why_set(why, ERR_CORRUPT, "%s: data.symbol: %s", n.source,
                    symbol ? "not a symbol" : "missing");
    if (e == ERR_OK)
        e = read_info(&n, why);
    json_doc_free(doc);
    return e;
}

const struct provider provider_nasdaq_info = {
    .name = "nasdaq-info",
    .help = "Nasdaq quotes with bid and ask: US shares and funds, one symbol "
            "a request, no key",
    .jobs = 1u << JOB_QUOTES,
    .batch = 1,
    .min_interval_ms = 20000,
    .base_url = NASDAQ_URL,
    .rates = {{.requests = 1, .seconds = 2}},
    .spell = nasdaq_spell,
    .plan = plan,
    .decode = decode,
};
