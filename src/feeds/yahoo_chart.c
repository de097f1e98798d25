/* SPDX-License-Identifier: MIT */
/* Yahoo v8/finance/chart: one symbol's bars, dividends and splits. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "tapewatch/base/civil.h"
#include "reply.h"
#include "yahoo.h"

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    const char *base = ask->base_url ? ask->base_url : YAHOO_URL;
    struct strbuf url = {0};
    enum err e;

    if (ask->symbol_count != 1)
        return why_set(why, ERR_USAGE, "yahoo-chart: one symbol a request");
    *out = (struct request){0};
    name_copy(out->source, sizeof out->source, ask->name);
    strbuf_format(&url, "%s/v8/finance/chart/", base);
    yahoo_url_symbol(&url, ask->symbols[0]);
    if (ask->job == JOB_HISTORY) {
        out->span = BAR_1d;
        if (ask->from_ms)
            strbuf_format(&url, "?period1=%lld&period2=%lld",
                          (long long)(ask->from_ms / MS_PER_SECOND),
                          (long long)(ask->now_ms / MS_PER_SECOND));
        else
            strbuf_add(&url, "?range=1y");
        strbuf_add(&url, "&interval=1d&events=div,split");
    } else {
        out->span = BAR_5m;
        strbuf_add(&url, "?range=5d&interval=5m&includePrePost=true");
    }
    e = yahoo_request(&url, 1, ask->symbols, out, why);
    strbuf_done(&url);
    return e;
}

/* The exchange's date of an event; its stamp is some time of that day. */
static bool event_date(const struct yahoo *y, json event, int32_t *out)
{
    struct civil c;
    int64_t ms;

    if (!yahoo_seconds(json_get(event, "date"), &ms) &&
        !yahoo_seconds(event, &ms))
        return false;
    c = civil_utc(ms + y->gmtoffset_ms);
    *out = civil_date(c.year, c.month, c.day);
    return true;
}

static bool read_action(const struct yahoo *y, json event, struct action *a)
{
    double over, under;

    if (!event_date(y, event, &a->ex))
        return false;
    if (a->type == ACTION_DIVIDEND) {
        if (!json_number_of(event, "amount", &a->amount) || a->amount <= 0)
            return false;
        a->amount /= y->divisor;
        return true;
    }
    if (!json_number_of(event, "numerator", &over) ||
        !json_number_of(event, "denominator", &under) || over <= 0 ||
        under <= 0)
        return false;
    a->ratio = over / under;
    return true;
}

/* All that can be read of one kind; says so if one could not. */
static enum err add_actions(struct yahoo *y, json events, const char *key,
                            enum action_type type)
{
    json all = json_get(events, key);
    enum err e = ERR_OK;

    if (!all || json_is_null(all))
        return ERR_OK;
    for (json i = json_first(all); i; i = json_next(i)) {
        struct action a = {.type = type};

        if (read_action(y, i, &a))
            updates_add(y->out, y->reply->received_ms, UPDATE_action,
                        y->symbol, y->source)->of.action = a;
        else
            e = yahoo_error(y, ERR_CORRUPT, key, "one without date or amount");
    }
    return e;
}

static enum err read_result(struct yahoo *y, json result)
{
    json meta = json_get(result, "meta");
    json events = json_get(result, "events");
    enum err e = yahoo_meta(y, meta), bars, splits, dividends;

    if (e != ERR_OK)
        return e;
    dividends = add_actions(y, events, "dividends", ACTION_DIVIDEND);
    splits = add_actions(y, events, "splits", ACTION_SPLIT);
    bars = yahoo_bars(y, result, meta);
    return bars != ERR_OK ? bars : splits != ERR_OK ? splits : dividends;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    const struct request *r = reply->request;
    struct yahoo y = {.reply = reply, .out = out, .why = why};
    struct json_doc *doc;
    json results;
    enum err e;

    y.source = reply_source(reply, "yahoo-chart");
    if (r && r->symbol_count == 1)
        (void)symbol_from_text(r->symbols[0], strlen(r->symbols[0]),
                               y.symbol);
    e = yahoo_open(reply, y.source, "chart", &doc, &results, why);
    if (e == ERR_OK && json_count(results) == 0)
        e = why_set(why, ERR_CORRUPT, "%s: chart.result: empty", y.source);
    if (e == ERR_OK)
        e = read_result(&y, json_first(results));
    json_doc_free(doc);
    return e;
}

const struct provider provider_yahoo_chart = {
    .name = "yahoo-chart",
    .help = "Yahoo chart: bars, extended hours, dividends, splits; one symbol "
            "a request, no key",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY | 1u << JOB_INTRADAY,
    .batch = 1,
    .min_interval_ms = 2000,
    .base_url = YAHOO_URL,
    .spell = yahoo_spell,
    .plan = plan,
    .decode = decode,
};
