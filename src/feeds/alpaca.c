/* SPDX-License-Identifier: MIT */
/* Alpaca: quotes from one exchange (IEX), daily bars of all. */
#include <string.h>

#include "answer.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

/*
 * DESIGN. Free quotes are those of IEX alone: its trades are real prices, but
 * its first and last ones are no official open or close, and its volume, high
 * and low are a part of the day's. So only the last trade is taken; the daily
 * bars (all exchanges, free once 15 minutes old) have the rest.
 */

static const char base_url[] = "https://data.alpaca.markets";

enum { YEAR_DAYS = 380, FREE_AFTER_MS = 16 * 60 * 1000 };

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '.', out);
}

/* The key is "ID:SECRET", each in a header of its own. */
static enum err add_key(const struct ask *ask, struct request *out,
                        struct why *why)
{
    const char *colon = strchr(ask->key, ':');
    char id[SECRET_MAX];

    if (!colon || colon == ask->key || !colon[1])
        return why_set(why, ERR_USAGE,
                       "%s: the key must read ID:SECRET, both from Alpaca",
                       ask->name);
    memset(out->secrets, 0, sizeof out->secrets); /* of the pair: the halves */
    name_copy(id, sizeof id, ask->key);
    id[colon - ask->key] = '\0';
    if (!request_secret(out, colon + 1) || !request_secret(out, id) ||
        !request_header(out, "APCA-API-KEY-ID", id) ||
        !request_header(out, "APCA-API-SECRET-KEY", colon + 1))
        return why_set(why, ERR_USAGE, "%s: a key cannot look so", ask->name);
    return ERR_OK;
}

static void add_range(struct strbuf *url, int64_t now_ms)
{
    int64_t end = now_ms - FREE_AFTER_MS;
    char from[11], to[25];

    civil_format_date(civil_utc_date(end) - YEAR_DAYS, from);
    civil_format_instant(end - end % MS_PER_SECOND, to);
    strbuf_format(url, "&timeframe=1Day&start=%s&end=", from);
    wire_url_text(url, to);
    strbuf_add(url, "&limit=1000&adjustment=split&feed=sip");
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    bool is_history = ask->job == JOB_HISTORY;
    struct strbuf url = {0};
    char name[SYMBOL_MAX];
    size_t n = 0;
    enum err e = answer_plan(ask, is_history ? 1 : REQUEST_SYMBOLS_MAX, out,
                             why);

    if (e == ERR_OK)
        e = add_key(ask, out, why);
    if (e != ERR_OK)
        return e;
    strbuf_format(&url, "%s/v2/stocks/%s?symbols=",
                  ask->base_url ? ask->base_url : base_url,
                  is_history ? "bars" : "snapshots");
    for (size_t i = 0; i < ask->symbol_count; i++)
        if (spell(ask->symbols[i], ask->types[i], name)) {
            strbuf_add(&url, n++ ? "," : "");
            wire_url_text(&url, name);
        }
    out->span = BAR_1d;
    if (is_history)
        add_range(&url, ask->now_ms);
    else
        strbuf_add(&url, "&feed=iex");
    e = n ? wire_request(&url, ask, out, why)
          : why_set(why, ERR_USAGE, "%s: no US share among them", ask->name);
    strbuf_done(&url);
    return e;
}

static int64_t time_of(json v)
{
    const char *text = json_text_of(v, "t");
    int64_t ms;

    return text && civil_parse_instant(text, &ms) ? ms : 0;
}

static void take_offer(json offer, struct quote *q)
{
    double v;

    if (answer_price(offer, "bp", &v))
        QUOTE_SET(q, bid, v);
    if (answer_price(offer, "ap", &v))
        QUOTE_SET(q, ask, v);
}

/* A trade of the regular session is the price, any other the extended one. */
static bool take_trade(json item, struct quote *q)
{
    json trade = json_get(item, "latestTrade");
    enum session session;
    double v;
    int64_t t;

    if (!answer_price(trade, "p", &v)) {
        trade = json_get(item, "minuteBar");
        if (!answer_price(trade, "c", &v))
            return false;
    }
    t = time_of(trade);
    session = t ? calendar_session(HOURS_US, t) : SESSION_UNKNOWN;
    if (session == SESSION_PRE || session == SESSION_POST) {
        QUOTE_SET(q, ext_price, v);
        QUOTE_SET(q, ext_as_of, t);
        q->ext_session = session;
    } else {
        QUOTE_SET(q, price, v);
        answer_as_of(q, t);
    }
    return true;
}

static enum err read_snapshots(struct answer *a, json all)
{
    enum err e = ERR_OK;

    for (json i = json_first(all); i; i = json_next(i)) {
        struct quote q = {0};
        char symbol[SYMBOL_MAX];

        if (json_is_null(i))
            continue;
        if (!answer_ours(a, json_key(i), symbol)) {
            e = answer_error(a, "", "symbol", "missing or none");
        } else if (!take_trade(i, &q)) {
            e = answer_error(a, symbol, "latestTrade", "missing or no price");
        } else {
            take_offer(json_get(i, "latestQuote"), &q);
            updates_add(a->out, a->reply->received_ms, UPDATE_quote, symbol,
                        a->source)->of.quote = q;
        }
    }
    return e == ERR_OK ? answer_absent(a) : e;
}

static enum err read_bars(struct answer *a, json bars)
{
    static const struct answer_names names = {"o", "h", "l", "c", "v",
                                              NULL};

    for (json s = json_first(bars); s; s = json_next(s)) {
        char symbol[SYMBOL_MAX];

        if (!json_is_array(s) || !answer_ours(a, json_key(s), symbol))
            return answer_error(a, "", "bars", "not arrays by symbol");
        for (json i = json_first(s); i; i = json_next(i))
            answer_add_day(a, symbol, answer_date(json_text_of(i, "t")), i,
                           &names, 1);
    }
    answer_sort_days(a);
    return answer_absent(a);
}

static enum err read_any(struct answer *a)
{
    json bars = json_get(a->root, "bars");
    json wrapped = json_get(a->root, "snapshots");

    if (!json_is_object(a->root))
        return answer_error(a, "", "reply", "not an object");
    if (answer_words(a->root))
        return answer_told(a, ERR_REFUSED, answer_words(a->root));
    if (json_is_null(bars) || json_is_object(bars))
        return read_bars(a, bars);
    return read_snapshots(a, json_is_object(wrapped) ? wrapped : a->root);
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("alpaca", reply, out, why, read_any);
}

const struct provider provider_alpaca = {
    .name = "alpaca",
    .help = "Alpaca: last trades on IEX, daily bars of all US exchanges; key "
            "is ID:SECRET",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 5000,
    .base_url = base_url,
    .rates = {{.requests = 200, .seconds = 60}},
    .key_name = "ALPACA_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
