/* SPDX-License-Identifier: MIT */
/* Massive (formerly Polygon): daily bars; free accounts have each day's after
 * its close. The last two of them are the quote. */
#include <string.h>

#include "answer.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

static const char base_url[] = "https://api.massive.com";

enum { YEAR_DAYS = 380, QUOTE_DAYS = 10 };

static const struct answer_names names = {"o", "h", "l", "c", "v", NULL};

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '.', out);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    int32_t today = civil_new_york_date(ask->now_ms);
    struct strbuf url = {0};
    char name[SYMBOL_MAX], from[11], to[11];
    enum err e = answer_plan(ask, 1, out, why);

    if (e != ERR_OK)
        return e;
    if (!spell(ask->symbols[0], ask->types[0], name))
        return why_set(why, ERR_USAGE, "%s: %s: not a US share", ask->name,
                       ask->symbols[0]);
    out->span = BAR_1d;
    civil_format_date(
        today - (ask->job == JOB_HISTORY ? YEAR_DAYS : QUOTE_DAYS), from);
    civil_format_date(today, to);
    strbuf_format(&url, "%s/v2/aggs/ticker/",
                  ask->base_url ? ask->base_url : base_url);
    wire_url_text(&url, name);
    strbuf_format(&url, "/range/1/day/%s/%s?adjusted=true&sort=asc&limit=1000"
                        "&apiKey=", from, to);
    wire_url_text(&url, ask->key);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* A day begins at its midnight: New York's, or in some answers UTC's. */
static int32_t date_of(json bar)
{
    int64_t ms;

    if (!json_int_of(bar, "t", &ms) || ms <= 0 ||
        ms > INT64_C(4102444800000))
        return NO_DATE;
    return ms % MS_PER_DAY == 0 ? civil_utc_date(ms)
                                : civil_new_york_date(ms);
}

/* The newest day and the one before it, whatever the order. */
static void add_quote(const struct answer *a, const char *symbol, json days)
{
    json last = NULL, before = NULL;
    struct quote q = {0};
    double v;

    for (json i = json_first(days); i; i = json_next(i)) {
        if (date_of(i) == NO_DATE)
            continue;
        if (!last || date_of(i) > date_of(last)) {
            before = last;
            last = i;
        } else if (!before || date_of(i) > date_of(before)) {
            before = i;
        }
    }
    if (!last || !answer_price(last, "c", &v))
        return;
    QUOTE_SET(&q, price, v);
    if (before && answer_price(before, "c", &v) &&
        date_of(before) == calendar_previous(HOURS_US, date_of(last)))
        QUOTE_SET(&q, prev_close, v);
    answer_set_day(&q, last, &names);
    answer_as_of_day(&q, date_of(last), a->reply->received_ms);
    updates_add(a->out, a->reply->received_ms, UPDATE_quote, symbol,
                a->source)->of.quote = q;
}

static enum err read_days(struct answer *a)
{
    json days = json_get(a->root, "results");
    char symbol[SYMBOL_MAX];

    if (!answer_ours(a, json_text_of(a->root, "ticker"), symbol))
        return answer_error(a, "", "ticker", "missing or none");
    if (!days) /* so an unknown symbol is answered */
        return answer_absent(a);
    if (!json_is_array(days))
        return answer_error(a, symbol, "results", "not an array");
    for (json i = json_first(days); i; i = json_next(i))
        answer_add_day(a, symbol, date_of(i), i, &names, 1);
    answer_sort_days(a);
    add_quote(a, symbol, days);
    return answer_absent(a);
}

/* {"status":"NOT_AUTHORIZED","message":...}, {"status":"ERROR","error":...} */
static enum err read_any(struct answer *a)
{
    const char *status = json_text_of(a->root, "status");
    const char *words = answer_words(a->root);

    if (!status)
        return words ? answer_told(a, ERR_REFUSED, words)
                     : answer_error(a, "", "status", "missing");
    if (strcmp(status, "OK") == 0 || strcmp(status, "DELAYED") == 0)
        return read_days(a);
    if (words && strcasestr(words, "api key"))
        return answer_told(a, ERR_EXPIRED, words);
    return answer_told(a, ERR_REFUSED, words ? words : status);
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("massive", reply, out, why, read_any);
}

const struct provider provider_massive = {
    .name = "massive",
    .help = "Massive (Polygon): daily bars of US shares, the last as quote, "
            "one symbol a request",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = 1,
    .min_interval_ms = 12000,
    .base_url = base_url,
    .rates = {{.requests = 5, .seconds = 60}},
    .key_name = "MASSIVE_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
