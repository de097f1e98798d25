/* SPDX-License-Identifier: MIT */
/* Tiingo: reference prices from IEX, daily bars, dividends and splits. */
#include <string.h>

#include "answer.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

/*
 * DESIGN. `last` is the last trade on IEX and null when there is none today.
 * `tngoLast` is then the middle of bid and ask, and after the close the
 * official price: it is taken, as of the time that `timestamp` says, or none.
 * The volume is a part of the day's (IEX's own) and is not taken.
 */

static const char base_url[] = "https://api.tiingo.com";

enum { YEAR_DAYS = 380 };

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '-', out);
}

static void add_symbols(struct strbuf *url, const struct ask *ask, size_t *n)
{
    char name[SYMBOL_MAX];

    *n = 0;
    for (size_t i = 0; i < ask->symbol_count; i++)
        if (spell(ask->symbols[i], ask->types[i], name)) {
            strbuf_add(url, (*n)++ ? "," : "");
            wire_url_text(url, name);
        }
}

static enum err add_key(const struct ask *ask, struct request *out,
                        struct why *why)
{
    char value[HEADER_MAX] = "Token ";
    size_t n = strlen(value);

    name_copy(value + n, sizeof value - n, ask->key);
    return request_header(out, "Authorization", value)
               ? ERR_OK
               : why_set(why, ERR_USAGE, "%s: a key cannot look so",
                         ask->name);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : base_url;
    bool is_history = ask->job == JOB_HISTORY;
    struct strbuf url = {0};
    char from[11];
    size_t n;
    enum err e = answer_plan(ask, is_history ? 1 : REQUEST_SYMBOLS_MAX, out,
                             why);

    if (e == ERR_OK)
        e = add_key(ask, out, why);
    if (e != ERR_OK)
        return e;
    out->span = BAR_1d;
    strbuf_format(&url, is_history ? "%s/tiingo/daily/" : "%s/iex/?tickers=",
                  base);
    add_symbols(&url, ask, &n);
    civil_format_date(civil_utc_date(ask->now_ms) - YEAR_DAYS, from);
    if (is_history)
        strbuf_format(&url, "/prices?startDate=%s", from);
    e = n ? wire_request(&url, ask, out, why)
          : why_set(why, ERR_USAGE, "%s: no US share among them", ask->name);
    strbuf_done(&url);
    return e;
}

static int64_t time_of(json item, const char *key)
{
    const char *text = json_text_of(item, key);
    int64_t ms;

    return text && civil_parse_instant(text, &ms) && ms > 0 ? ms : 0;
}

static void take_day(json item, struct quote *q)
{
    double v;

    if (answer_price(item, "prevClose", &v))
        QUOTE_SET(q, prev_close, v);
    if (answer_price(item, "open", &v))
        QUOTE_SET(q, open, v);
    if (answer_price(item, "high", &v))
        QUOTE_SET(q, high, v);
    if (answer_price(item, "low", &v))
        QUOTE_SET(q, low, v);
    if (answer_price(item, "bidPrice", &v))
        QUOTE_SET(q, bid, v);
    if (answer_price(item, "askPrice", &v))
        QUOTE_SET(q, ask, v);
}

/* A trade before or after the regular session goes to extended hours. */
static bool take_price(json item, struct quote *q)
{
    bool is_trade;
    enum session session;
    double v;
    int64_t t;

    is_trade = answer_price(item, "last", &v);
    if (!is_trade && !answer_price(item, "tngoLast", &v))
        return false;
    t = is_trade ? time_of(item, "lastSaleTimestamp") : 0;
    if (!t)
        t = time_of(item, "timestamp");
    session = t ? calendar_session(HOURS_US, t) : SESSION_UNKNOWN;
    if (session == SESSION_PRE || (session == SESSION_POST && is_trade)) {
        QUOTE_SET(q, ext_price, v);
        QUOTE_SET(q, ext_as_of, t);
        q->ext_session = session;
        return true;
    }
    QUOTE_SET(q, price, v);
    if (session == SESSION_POST)
        answer_as_of_day(q, civil_new_york_date(t), t);
    else
        answer_as_of(q, t);
    take_day(item, q);
    return true;
}

static enum err read_quote(const struct answer *a, json item)
{
    struct quote q = {0};
    char symbol[SYMBOL_MAX];

    if (!answer_ours(a, json_text_of(item, "ticker"), symbol))
        return answer_error(a, "", "ticker", "missing or none");
    if (!take_price(item, &q))
        return answer_error(a, symbol, "tngoLast", "missing or no price");
    updates_add(a->out, a->reply->received_ms, UPDATE_quote, symbol,
                a->source)->of.quote = q;
    return ERR_OK;
}

static double split_of(json day)
{
    double v;

    return answer_price(day, "splitFactor", &v) ? v : 1;
}

/* What a share of the first day has become by now. */
static bool all_splits(json days, double *out)
{
    *out = 1;
    for (json i = json_first(days); i; i = json_next(i)) {
        *out *= split_of(i);
        if (!(*out > 1e-6 && *out < 1e6))
            return false;
    }
    return true;
}

static void add_actions(const struct answer *a, const char *symbol, json day,
                        int32_t date)
{
    struct action cash = {.type = ACTION_DIVIDEND, .ex = date};
    struct action split = {.type = ACTION_SPLIT, .ex = date,
                           .ratio = split_of(day)};

    if (answer_price(day, "divCash", &cash.amount))
        updates_add(a->out, a->reply->received_ms, UPDATE_action, symbol,
                    a->source)->of.action = cash;
    if (split.ratio != 1)
        updates_add(a->out, a->reply->received_ms, UPDATE_action, symbol,
                    a->source)->of.action = split;
}

/* The bars are as traded: each is divided by the splits that came after. */
static enum err read_days(struct answer *a)
{
    static const struct answer_names names = {"open", "high", "low", "close",
                                              "volume", NULL};
    int32_t before = NO_DATE;
    char symbol[SYMBOL_MAX];
    double split;

    if (!answer_symbol(a, "/tiingo/daily/", symbol))
        return answer_error(a, "", "reply", "does not say whose bars it has");
    if (!all_splits(a->root, &split))
        return answer_error(a, symbol, "splitFactor", "out of range");
    for (json i = json_first(a->root); i; i = json_next(i)) {
        int32_t date = answer_date(json_text_of(i, "date"));

        if (date <= before)
            return answer_error(a, symbol, "date", "not in order of time");
        before = date;
        split /= split_of(i);
        add_actions(a, symbol, i, date);
        answer_add_day(a, symbol, date, i, &names, split);
    }
    return ERR_OK;
}

static enum err read_any(struct answer *a)
{
    enum err e = ERR_OK;

    if (!json_is_array(a->root))
        return answer_words(a->root)
                   ? answer_told(a, ERR_REFUSED, answer_words(a->root))
                   : answer_error(a, "", "reply", "not an array");
    if (json_get(json_first(a->root), "date"))
        return read_days(a);
    for (json i = json_first(a->root); i; i = json_next(i)) {
        enum err one = read_quote(a, i);

        e = one != ERR_OK ? one : e;
    }
    return e == ERR_OK ? answer_absent(a) : e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("tiingo", reply, out, why, read_any);
}

const struct provider provider_tiingo = {
    .name = "tiingo",
    .help = "Tiingo: reference prices (IEX) and daily bars of US shares",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 72000, /* 50 an hour */
    .base_url = base_url,
    .rates = {{.requests = 50, .seconds = 3600}},
    .key_name = "TIINGO_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
