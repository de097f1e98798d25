/* SPDX-License-Identifier: MIT */
/* Alpha Vantage: the day's quote and daily bars, at 25 requests a day. Errors
 * come with HTTP 200. */
#include <string.h>

#include "answer.h"
#include "wire.h"

static const char base_url[] = "https://www.alphavantage.co";

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '-', out);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    char name[SYMBOL_MAX];
    enum err e = answer_plan(ask, 1, out, why);

    if (e != ERR_OK)
        return e;
    if (!spell(ask->symbols[0], ask->types[0], name))
        return why_set(why, ERR_USAGE, "%s: %s: not a US share", ask->name,
                       ask->symbols[0]);
    out->span = BAR_1d;
    strbuf_format(&url, "%s/query?function=%s&symbol=",
                  ask->base_url ? ask->base_url : base_url,
                  ask->job == JOB_HISTORY ? "TIME_SERIES_DAILY"
                                          : "GLOBAL_QUOTE");
    wire_url_text(&url, name);
    strbuf_add(&url, "&apikey=");
    wire_url_text(&url, ask->key);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* Note and Information speak of limits and plans; an Error Message of the
 * key, or else of the symbol. True when there is one. */
static bool told(const struct answer *a, enum err *e)
{
    const char *words = json_text_of(a->root, "Error Message");

    if (words) {
        *e = answer_told(a, strcasestr(words, "apikey") ? ERR_EXPIRED
                                                        : ERR_NOT_FOUND,
                         words);
        return true;
    }
    words = answer_words(a->root);
    if (words)
        *e = answer_told(a, ERR_REFUSED, words);
    return words != NULL;
}

static enum err read_quote(const struct answer *a, json v)
{
    static const struct answer_names names = {
        .open = "02. open", .high = "03. high", .low = "04. low",
        .volume = "06. volume", .prev_close = "08. previous close"};
    struct quote q = {0};
    char symbol[SYMBOL_MAX];
    double n;

    if (!json_is_object(v))
        return answer_error(a, "", "Global Quote", "not an object");
    if (!json_first(v)) /* so an unknown symbol is answered */
        return answer_absent(a);
    if (!answer_ours(a, json_text_of(v, "01. symbol"), symbol))
        return answer_error(a, "", "01. symbol", "missing or none");
    if (!answer_price(v, "05. price", &n))
        return answer_error(a, symbol, "05. price", "missing or no price");
    QUOTE_SET(&q, price, n);
    answer_set_day(&q, v, &names);
    answer_as_of_day(&q, answer_date(json_text_of(v, "07. latest trading day")),
                     a->reply->received_ms);
    updates_add(a->out, a->reply->received_ms, UPDATE_quote, symbol,
                a->source)->of.quote = q;
    return ERR_OK;
}

/* An object of days, each an object of texts with numbered names. */
static enum err read_days(struct answer *a, json days)
{
    static const struct answer_names names = {
        "1. open", "2. high", "3. low", "4. close", "5. volume", NULL};
    const char *told_symbol =
        json_text_of(json_get(a->root, "Meta Data"), "2. Symbol");
    char symbol[SYMBOL_MAX];

    if (!answer_ours(a, told_symbol, symbol))
        return answer_error(a, "", "2. Symbol", "missing or none");
    if (!json_is_object(days))
        return answer_error(a, symbol, "Time Series (Daily)",
                            "not an object");
    for (json i = json_first(days); i; i = json_next(i))
        answer_add_day(a, symbol, answer_date(json_key(i)), i, &names, 1);
    answer_sort_days(a);
    return ERR_OK;
}

static enum err read_any(struct answer *a)
{
    json quote = json_get(a->root, "Global Quote");
    json days = json_get(a->root, "Time Series (Daily)");
    enum err e;

    if (told(a, &e))
        return e;
    if (quote)
        return read_quote(a, quote);
    return days ? read_days(a, days)
                : answer_error(a, "", "Global Quote", "missing");
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("alphavantage", reply, out, why, read_any);
}

const struct provider provider_alphavantage = {
    .name = "alphavantage",
    .help = "Alpha Vantage: the day's quote and daily bars of US shares, not "
            "adjusted for splits, 25 requests a day",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = 1,
    .min_interval_ms = 15000,
    .base_url = base_url,
    .rates = {{.requests = 25, .seconds = 86400}},
    .key_name = "ALPHAVANTAGE_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
