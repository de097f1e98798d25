/* SPDX-License-Identifier: MIT */
/* Twelve Data: quotes and daily bars. A symbol costs a credit of eight a
 * minute, so each is asked by itself. Figures come as texts. */
#include <string.h>

#include "answer.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

static const char base_url[] = "https://api.twelvedata.com";

enum { NAME_BYTES = 160 };

static const struct answer_names names = {
    "open", "high", "low", "close", "volume", "previous_close"};

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '.', out);
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
    strbuf_format(&url, "%s/%s?symbol=",
                  ask->base_url ? ask->base_url : base_url,
                  ask->job == JOB_HISTORY ? "time_series" : "quote");
    wire_url_text(&url, name);
    if (ask->job == JOB_HISTORY) {
        out->span = BAR_1d;
        strbuf_add(&url, "&interval=1day&outputsize=260");
    }
    strbuf_add(&url, "&apikey=");
    wire_url_text(&url, ask->key);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

static bool is_error(json v)
{
    const char *status = json_text_of(v, "status");

    return status && strcmp(status, "error") == 0;
}

/* {"code":429,"message":"...","status":"error"}, with HTTP 200 or not. */
static enum err told(const struct answer *a, json v)
{
    const char *words = answer_words(v);
    int64_t code = 0;

    (void)json_int_of(v, "code", &code);
    return answer_told(a,
                       code == 401                  ? ERR_EXPIRED
                       : code == 404 || code == 400 ? ERR_NOT_FOUND
                       : code == 429 || code == 403 ? ERR_REFUSED
                       : code >= 500                ? ERR_IO
                                                    : ERR_CORRUPT,
                       words ? words : "an error without words");
}

static void add_instrument(const struct answer *a, const char *symbol, json v)
{
    struct instrument *i = &updates_add(a->out, a->reply->received_ms,
                                        UPDATE_instrument, symbol,
                                        a->source)->of.instrument;
    const char *currency = json_text_of(v, "currency");

    i->name = updates_text(a->out, json_text_of(v, "name"), NAME_BYTES);
    i->venue = updates_text(a->out, json_text_of(v, "exchange"), NAME_BYTES);
    if (currency && strlen(currency) == 3 && symbol_is_valid(currency))
        name_copy(i->currency, CURRENCY_MAX, currency);
    if (!i->name && !i->venue && !i->currency[0])
        a->out->count--;
}

/* The last trade's time, if it lies within the day that the quote is of:
 * some answers have the day's midnight there. */
static void set_time(const struct answer *a, json v, struct quote *q)
{
    int32_t date = answer_date(json_text_of(v, "datetime"));
    struct trading_day day;
    bool is_open = false;
    int64_t s;

    if (!calendar_day(HOURS_US, date, &day))
        return;
    if (json_int_of(v, "last_quote_at", &s) && s < INT32_MAX &&
        s * 1000 >= day.open_ms && s * 1000 <= day.post_end_ms)
        answer_as_of(q, s * 1000);
    else if (json_bool(json_get(v, "is_market_open"), &is_open) && !is_open)
        answer_as_of_day(q, date, a->reply->received_ms);
}

static enum err read_quote(const struct answer *a, json v)
{
    struct quote q = {0};
    char symbol[SYMBOL_MAX];
    double n;

    if (!answer_ours(a, json_text_of(v, "symbol"), symbol))
        return answer_error(a, "", "symbol", "missing or none");
    if (!answer_price(v, "close", &n))
        return answer_error(a, symbol, "close", "missing or no price");
    QUOTE_SET(&q, price, n);
    answer_set_day(&q, v, &names);
    set_time(a, v, &q);
    add_instrument(a, symbol, v);
    updates_add(a->out, a->reply->received_ms, UPDATE_quote, symbol,
                a->source)->of.quote = q;
    return ERR_OK;
}

static enum err read_series(struct answer *a, json values)
{
    char symbol[SYMBOL_MAX];

    if (!answer_ours(a, json_text_of(json_get(a->root, "meta"), "symbol"),
                     symbol))
        return answer_error(a, "", "meta.symbol", "missing or none");
    if (!json_is_array(values))
        return answer_error(a, symbol, "values", "not an array");
    for (json i = json_first(values); i; i = json_next(i))
        answer_add_day(a, symbol, answer_date(json_text_of(i, "datetime")), i,
                       &names, 1);
    answer_sort_days(a);
    return ERR_OK;
}

/* One quote, or an object of them by symbol. */
static enum err read_any(struct answer *a)
{
    json values = json_get(a->root, "values");
    enum err e = ERR_OK;

    if (is_error(a->root))
        return told(a, a->root);
    if (values)
        return read_series(a, values);
    if (json_get(a->root, "symbol") || !json_is_object(a->root) ||
        !json_is_object(json_first(a->root)))
        return read_quote(a, a->root);
    for (json i = json_first(a->root); i; i = json_next(i)) {
        enum err one = is_error(i) ? told(a, i) : read_quote(a, i);

        if (one != ERR_OK && one != ERR_NOT_FOUND)
            e = one;
    }
    return e == ERR_OK ? answer_absent(a) : e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct answer a = {
        .name = "twelvedata", .reply = reply, .out = out, .why = why};
    enum err e = answer_open(&a);

    if (e == ERR_OK)
        e = read_any(&a);
    else if (a.doc && is_error(a.root)) /* its own code is the better one */
        e = told(&a, a.root);
    answer_close(&a);
    return e;
}

const struct provider provider_twelvedata = {
    .name = "twelvedata",
    .help = "Twelve Data: quotes and daily bars of US shares, one symbol a "
            "request",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = 1,
    .min_interval_ms = 8000,
    .base_url = base_url,
    .rates = {{.requests = 8, .seconds = 60},
              {.requests = 800, .seconds = 86400}},
    .key_name = "TWELVEDATA_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
