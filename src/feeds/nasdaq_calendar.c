/* SPDX-License-Identifier: MIT */
/* Nasdaq's calendar: the companies that report on a day. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "nasdaq.h"
#include "nasdaq_listing.h"
#include "reply.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/utf8.h"
#include "wire.h"

enum { BODY_MAX = 4 << 20, TITLE_MOST = 160, WORDS_MOST = 120 };

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    char day[11];
    enum err e;

    if (ask->date == NO_DATE)
        return why_set(why, ERR_USAGE, "%s: no day is asked for", ask->name);
    civil_format_date(ask->date, day);
    strbuf_format(&url, "%s/api/calendar/earnings?date=%s",
                  ask->base_url ? ask->base_url : NASDAQ_URL, day);
    e = nasdaq_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

struct day {
    const struct reply *reply;
    struct updates *out;
    const char *source;
    int32_t date; /* NO_DATE: neither request nor reply says */
    struct trading_day hours;
    bool is_open; /* a trading day */
};

/* The rows do not say of which day they are: the request does, or, of a file,
 * "asOf": "Wed, Aug 26, 2026". */
static void find_date(struct day *d, json data)
{
    const char *url = d->reply->request ? d->reply->request->url : "";
    const char *at = strstr(url, "date=");
    const char *as_of = json_text_of(data, "asOf");
    int64_t ms;

    d->date = NO_DATE;
    if ((!at || strlen(at) < 15 || !civil_parse_date(at + 5, 10, &d->date)) &&
        as_of && civil_parse_feed_date(as_of, &ms))
        d->date = civil_utc_date(ms);
    if (d->date != NO_DATE)
        d->is_open = calendar_day(HOURS_US, d->date, &d->hours);
}

struct moment {
    const char *words;
    int64_t at; /* ms, 0: not known */
};

/* A time of day is all that is told. */
static struct moment moment_of(const struct day *d, const char *time)
{
    struct moment m = {.words = "time not given"};

    if (time && strcmp(time, "time-pre-market") == 0) {
        m.words = "before the open";
        m.at = d->is_open ? d->hours.pre_ms : 0;
    } else if (time && strcmp(time, "time-after-hours") == 0) {
        m.words = "after the close";
        m.at = d->is_open ? d->hours.close_ms : 0;
    }
    if (!m.at && d->date != NO_DATE)
        m.at = civil_from_new_york(d->date, 0, 0);
    return m;
}

/* "results after the close, quarter to Jul/2026, EPS forecast $2.01". */
static const char *title_of(struct day *d, json row, const char *when)
{
    const char *quarter = json_text_of(row, "fiscalQuarterEnding");
    const char *forecast = json_text_of(row, "epsForecast");
    struct strbuf title = {0};
    const char *kept;
    double eps;

    strbuf_format(&title, "results %s", when);
    if (quarter && quarter[0])
        strbuf_format(&title, ", quarter to %.20s", quarter);
    if (forecast && wire_number(forecast, &eps))
        strbuf_format(&title, ", EPS forecast %s%.2f", eps < 0 ? "-$" : "$",
                      eps < 0 ? -eps : eps);
    kept = updates_text_n(d->out, title.text, title.len, TITLE_MOST);
    strbuf_done(&title);
    return kept;
}

static bool read_row(struct day *d, json row)
{
    const char *symbol = json_text_of(row, "symbol");
    char ours[SYMBOL_MAX];
    struct moment m;

    if (!symbol || !nasdaq_symbol(symbol, strlen(symbol), ours))
        return false;
    m = moment_of(d, json_text_of(row, "time"));
    updates_add(d->out, d->reply->received_ms, UPDATE_calendar, ours,
                d->source)->of.calendar =
        (struct calendar_entry){.type = "earnings", .at = m.at,
                                .title = title_of(d, row, m.words)};
    return true;
}

/* An error that comes with HTTP 200: {"data":null,"status":{"rCode":400,
 * "bCodeMessage":[{"errorMessage":"..."}]}} */
static enum err find_error(const struct day *d, json root, struct why *why)
{
    json status = json_get(root, "status");
    const char *text = json_text_of(
        json_first(json_get(status, "bCodeMessage")), "errorMessage");
    struct strbuf words = {0};
    int64_t code;
    enum err e;

    if (!json_int_of(status, "rCode", &code) || code == 200)
        return ERR_OK;
    if (text)
        utf8_clean(&words, text, strlen(text), WORDS_MOST);
    e = why_set(why, code == 429 || code == 403 ? ERR_REFUSED : ERR_RANGE,
                "%s: %s (rCode %lld)", d->source,
                words.len ? words.text : "refused", (long long)code);
    strbuf_done(&words);
    return e;
}

static enum err read_rows(struct day *d, json root, struct why *why)
{
    json data = json_get(root, "data"), rows = json_get(data, "rows");
    enum err e = find_error(d, root, why);
    size_t bad = 0;

    if (e != ERR_OK)
        return e;
    if (json_is_object(data) && (!rows || json_is_null(rows)))
        return ERR_OK; /* nobody reports on that day */
    if (!json_is_array(rows))
        return why_set(why, ERR_CORRUPT, "%s: data.rows: not an array",
                       d->source);
    find_date(d, data);
    for (json i = json_first(rows); i; i = json_next(i))
        bad += !read_row(d, i);
    if (bad)
        return why_set(why, ERR_CORRUPT,
                       "%s: data.rows: %zu of %zu without a symbol",
                       d->source, bad, json_count(rows));
    return ERR_OK;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct day d = {.reply = reply, .out = out};
    struct json_doc *doc = NULL;
    enum err e;

    d.source = reply_source(reply, "nasdaq-calendar");
    e = reply_status(reply, d.source, why);
    if (e == ERR_OK && reply_is_html(reply))
        e = why_set(why, ERR_REFUSED, "%s: an HTML page instead of dates",
                    d.source);
    if (e != ERR_OK)
        return e;
    e = json_parse(reply->body, reply->size, BODY_MAX, &doc, why);
    if (e != ERR_OK)
        why_prefix(why, d.source);
    else
        e = read_rows(&d, json_root(doc), why);
    json_doc_free(doc);
    return e;
}

const struct provider provider_nasdaq_calendar = {
    .name = "nasdaq-calendar",
    .help = "Nasdaq: the companies that report results on a day, no key",
    .jobs = 1u << JOB_EARNINGS,
    .min_interval_ms = 10000,
    .base_url = NASDAQ_URL,
    .rates = {{.requests = 1, .seconds = 2}},
    .plan = plan,
    .decode = decode,
};
