/* SPDX-License-Identifier: MIT */
/* Financial Modeling Prep: quotes and daily bars, by its "stable" addresses;
 * those of v3 answer new accounts 403 "Legacy". */
#include <string.h>

#include "answer.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

static const char base_url[] = "https://financialmodelingprep.com";

enum { YEAR_DAYS = 380, NAME_BYTES = 160 };

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '-', out);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    bool is_history = ask->job == JOB_HISTORY;
    struct strbuf url = {0};
    char name[SYMBOL_MAX], from[11];
    enum err e = answer_plan(ask, 1, out, why);

    if (e != ERR_OK)
        return e;
    if (!spell(ask->symbols[0], ask->types[0], name))
        return why_set(why, ERR_USAGE, "%s: %s: not a US share", ask->name,
                       ask->symbols[0]);
    out->span = BAR_1d;
    strbuf_format(&url, "%s/stable/%s?symbol=",
                  ask->base_url ? ask->base_url : base_url,
                  is_history ? "historical-price-eod/full" : "quote");
    wire_url_text(&url, name);
    civil_format_date(civil_utc_date(ask->now_ms) - YEAR_DAYS, from);
    if (is_history)
        strbuf_format(&url, "&from=%s", from);
    strbuf_add(&url, "&apikey=");
    wire_url_text(&url, ask->key);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

static void add_instrument(const struct answer *a, const char *symbol, json v)
{
    struct instrument *i = &updates_add(a->out, a->reply->received_ms,
                                        UPDATE_instrument, symbol,
                                        a->source)->of.instrument;

    i->name = updates_text(a->out, json_text_of(v, "name"), NAME_BYTES);
    i->venue = updates_text(a->out, json_text_of(v, "exchange"), NAME_BYTES);
    if (!i->name && !i->venue)
        a->out->count--;
}

static enum err read_quote(const struct answer *a, json v)
{
    static const struct answer_names names = {
        .open = "open", .high = "dayHigh", .low = "dayLow",
        .volume = "volume", .prev_close = "previousClose"};
    struct quote q = {0};
    char symbol[SYMBOL_MAX];
    int64_t s;
    double n;

    if (!answer_ours(a, json_text_of(v, "symbol"), symbol))
        return answer_error(a, "", "symbol", "missing or none");
    if (!answer_price(v, "price", &n))
        return answer_error(a, symbol, "price", "missing or no price");
    QUOTE_SET(&q, price, n);
    answer_set_day(&q, v, &names);
    if (json_int_of(v, "timestamp", &s) && s < INT32_MAX)
        answer_as_of(&q, s * 1000);
    add_instrument(a, symbol, v);
    updates_add(a->out, a->reply->received_ms, UPDATE_quote, symbol,
                a->source)->of.quote = q;
    return ERR_OK;
}

/* Errors of all statuses are {"Error Message": ...}. */
static enum err told(const struct answer *a, const char *words)
{
    return answer_told(a,
                       strcasestr(words, "invalid api key") ? ERR_EXPIRED
                                                            : ERR_REFUSED,
                       words);
}

static enum err read_any(struct answer *a)
{
    static const struct answer_names names = {"open", "high", "low", "close",
                                              "volume", NULL};
    enum err e = ERR_OK;

    if (!json_is_array(a->root))
        return answer_words(a->root)
                   ? told(a, answer_words(a->root))
                   : answer_error(a, "", "reply", "not an array");
    for (json i = json_first(a->root); i; i = json_next(i)) {
        int32_t date = answer_date(json_text_of(i, "date"));
        char symbol[SYMBOL_MAX];

        if (date == NO_DATE)
            e = read_quote(a, i) != ERR_OK ? ERR_CORRUPT : e;
        else if (answer_ours(a, json_text_of(i, "symbol"), symbol))
            answer_add_day(a, symbol, date, i, &names, 1);
        else
            e = answer_error(a, "", "symbol", "missing or none");
    }
    if (e != ERR_OK)
        return e;
    if (json_first(a->root) && json_get(json_first(a->root), "date")) {
        answer_sort_days(a);
        return ERR_OK;
    }
    return answer_absent(a);
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("fmp", reply, out, why, read_any);
}

const struct provider provider_fmp = {
    .name = "fmp",
    .help = "Financial Modeling Prep: quotes and daily bars of US shares, 250 "
            "requests a day",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = 1,
    .min_interval_ms = 10000,
    .base_url = base_url,
    .rates = {{.requests = 250, .seconds = 86400}},
    .key_name = "FMP_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
