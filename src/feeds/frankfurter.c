/* SPDX-License-Identifier: MIT */
/* Frankfurter: the European Central Bank's reference rates of any base, by
 * day or as a series whose days come in no order. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "fx_rates.h"
#include "reply.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

#define URL "https://api.frankfurter.dev"

/* A quote wants the working day before as well, which may lie behind a long
 * holiday. */
enum { QUOTE_DAYS = 14, HISTORY_DAYS = 366 };

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    struct pair p;

    (void)type; /* the form of the symbol says it all */
    if (!pair_of_fx(symbol, &p))
        return false;
    memcpy(out, p.base, 3);
    memcpy(out + 3, p.quote, 4);
    return true;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : URL;
    int days = ask->job == JOB_HISTORY ? HISTORY_DAYS : QUOTE_DAYS;
    struct strbuf url = {0};
    char from[11];
    struct pair p;
    enum err e;

    *out = (struct request){.limit_bytes = SOURCE_BODY_MAX};
    if (ask->symbol_count != 1)
        return why_set(why, ERR_USAGE, "frankfurter: one symbol a request");
    if (!pair_of_fx(ask->symbols[0], &p))
        return why_set(why, ERR_USAGE, "frankfurter: %s: no pair of "
                       "currencies", ask->symbols[0]);
    if (ask->job == JOB_HISTORY)
        out->span = BAR_1d;
    civil_format_date(civil_utc_date(ask->now_ms) - days, from);
    if (ask->now_ms > 0)
        strbuf_format(&url, "%s/v1/%s..", base, from);
    else
        strbuf_format(&url, "%s/v1/latest", base);
    strbuf_format(&url, "?base=%s&symbols=%s", p.base, p.quote);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

static const char *words(json root)
{
    return json_text_of(root, "message");
}

/* {"EUR":0.8707,...} of one day. */
static enum err read_day(const struct source *s, json day, const char *date,
                         struct fx_rates *t)
{
    int32_t d;

    if (!date || !civil_parse_date(date, strlen(date), &d))
        return source_error(s, ERR_CORRUPT, source_only(s), "date",
                            "not a date");
    if (!json_is_object(day))
        return source_error(s, ERR_CORRUPT, source_only(s), "rates",
                            "not an object");
    for (json i = json_first(day); i; i = json_next(i)) {
        double rate;

        if (!json_number(i, &rate) ||
            !fx_rates_add(t, json_key(i), d, rate))
            return source_error(s, ERR_CORRUPT, source_only(s), "rates",
                                "one that is no rate of a currency");
    }
    return ERR_OK;
}

static enum err read_rates(const struct source *s, json root,
                           struct fx_rates *t)
{
    const char *base = json_text_of(root, "base");
    json rates = json_get(root, "rates");
    double amount = 1;
    enum err e = ERR_OK;

    if (!base || strlen(base) != 3)
        return source_error(s, ERR_CORRUPT, source_only(s), "base",
                            base ? "no currency" : "missing");
    memcpy(t->base, base, 4);
    if (json_number_of(root, "amount", &amount) && amount != 1)
        return source_error(s, ERR_CORRUPT, source_only(s), "amount",
                            "not one");
    if (!json_is_object(rates))
        return source_error(s, ERR_CORRUPT, source_only(s), "rates",
                            rates ? "not an object" : "missing");
    if (json_get(root, "date"))
        return read_day(s, rates, json_text_of(root, "date"), t);
    for (json i = json_first(rates); i && e == ERR_OK; i = json_next(i))
        e = read_day(s, i, json_key(i), t);
    return e;
}

/* 422 is a pair of the same currency twice, 404 one that it does not have. */
static enum err status_kind(const struct reply *reply, enum err e)
{
    return reply->status == 422 ? ERR_NOT_FOUND : e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "frankfurter"),
                       .from = out->count};
    struct fx_rates table = {0};
    struct json_doc *doc;
    enum err e = source_json(&s, words, &doc), told;

    if (e != ERR_OK)
        return status_kind(reply, e);
    if (words(json_root(doc))) {
        e = source_told(&s, ERR_CORRUPT, words(json_root(doc)));
    } else {
        e = read_rates(&s, json_root(doc), &table);
        if (e == ERR_OK || table.count) {
            s.why = e == ERR_OK ? why : NULL; /* the first reason stays */
            told = fx_rates_tell(&s, &table);
            e = e == ERR_OK ? told : e;
        }
    }
    fx_rates_done(&table);
    json_doc_free(doc);
    return e;
}

const struct provider provider_frankfurter = {
    .name = "frankfurter",
    .help = "Frankfurter: the ECB's reference rates, one a working day "
            "(16:00 in Frankfurt), no key",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = 1,
    .min_interval_ms = 3600000,
    .base_url = URL,
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
