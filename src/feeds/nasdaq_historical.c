/* SPDX-License-Identifier: MIT */
/* Nasdaq quote/SYMBOL/historical: a year of daily bars, newest first. */
#include <string.h>

#include "nasdaq.h"
#include "reply.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

extern const struct provider provider_nasdaq_historical;

enum { DAYS = 366, ROWS_MOST = 10000 };

struct history {
    const struct reply *reply;
    struct updates *out;
    const char *source;
    struct why *why;
    char symbol[SYMBOL_MAX];
};

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    int32_t today = civil_new_york_date(ask->now_ms);
    char from[11], to[11];
    struct strbuf url = {0};
    enum err e = nasdaq_quote_url(ask, "historical", &url, why);

    civil_format_date(ask->from_ms ? civil_new_york_date(ask->from_ms)
                                   : today - DAYS, from);
    civil_format_date(today, to);
    strbuf_format(&url, "&fromdate=%s&todate=%s&limit=5000", from, to);
    if (e == ERR_OK)
        e = nasdaq_request(&url, ask, out, why);
    if (e == ERR_OK)
        out->span = BAR_1d;
    strbuf_done(&url);
    return e;
}

/* "01/31/2025" */
static bool date_of(const char *text, int32_t *out)
{
    char iso[11];

    if (!text || strlen(text) != 10 || text[2] != '/' || text[5] != '/')
        return false;
    memcpy(iso, text + 6, 4);
    iso[4] = iso[7] = '-';
    memcpy(iso + 5, text, 2);
    memcpy(iso + 8, text + 3, 2);
    iso[10] = '\0';
    return civil_parse_date(iso, 10, out);
}

static void read_prices(json row, struct bar *b)
{
    if (wire_number_of(row, "open", &b->open) && b->open > 0 &&
        wire_number_of(row, "high", &b->high) && b->high > 0 &&
        wire_number_of(row, "low", &b->low) && b->low > 0)
        b->known |= BAR_HAS_OHL;
    if (wire_number_of(row, "volume", &b->volume) && b->volume >= 0)
        b->known |= BAR_HAS_VOLUME;
}

/* The session's open, as other sources of daily bars have it. */
static int64_t start_of(int32_t date)
{
    struct trading_day day;

    return calendar_day(HOURS_US, date, &day)
               ? day.open_ms
               : civil_from_new_york(date, 9, 30);
}

/* A day is no bar while it lasts; a file tells nothing of now. */
static bool is_over(const struct history *h, const struct bar *b)
{
    const struct request *r = h->reply->request;

    return !r || r->symbol_count == 0 ||
           bar_end(HOURS_US, BAR_1d, b) <= h->reply->received_ms;
}

static enum err read_row(struct history *h, json row, struct why *why)
{
    struct bar b = {0};
    const char *date_text = json_text_of(row, "date");
    struct update *u;
    int32_t date;

    if (!date_of(date_text, &date))
        return why_set(why, ERR_CORRUPT, "%s: %s: rows: date: %s", h->source,
                       h->symbol, date_text ? "not a date" : "missing");
    if (!wire_number_of(row, "close", &b.close) || b.close <= 0)
        return ERR_OK; /* N/A: a day without a price */
    read_prices(row, &b);
    b.start = start_of(date);
    if (!is_over(h, &b))
        return ERR_OK;
    u = updates_add(h->out, h->reply->received_ms, UPDATE_bar, h->symbol,
                    h->source);
    u->of.bar.span = BAR_1d;
    u->of.bar.bar = b;
    return ERR_OK;
}

/* Rows come newest first; bars leave oldest first. */
static void turn_round(struct updates *out, size_t from)
{
    for (size_t i = from, j = out->count; i + 1 < j; i++, j--) {
        struct update u = out->items[i];

        out->items[i] = out->items[j - 1];
        out->items[j - 1] = u;
    }
}

static enum err read_rows(struct history *h, json data)
{
    json table = json_get(data, "tradesTable");
    json rows = json_get(table, "rows");
    size_t from = h->out->count;
    enum err e = ERR_OK;

    if (!json_is_object(table) && !json_is_null(table))
        return why_set(h->why, ERR_CORRUPT, "%s: %s: tradesTable: missing",
                       h->source, h->symbol);
    if (rows && !json_is_null(rows) && !json_is_array(rows))
        return why_set(h->why, ERR_CORRUPT, "%s: %s: rows: not an array",
                       h->source, h->symbol);
    if (json_count(rows) == 0)
        return why_set(h->why, ERR_NOT_FOUND, "%s: %s: no prices in the range",
                       h->source, h->symbol);
    if (json_count(rows) > ROWS_MOST)
        return why_set(h->why, ERR_TOO_BIG, "%s: %s: over %d rows", h->source,
                       h->symbol, ROWS_MOST);
    for (json row = json_first(rows); row; row = json_next(row)) {
        /* The others are read all the same. */
        enum err one = read_row(h, row, e == ERR_OK ? h->why : NULL);

        e = e == ERR_OK ? one : e;
    }
    turn_round(h->out, from);
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct history h = {.reply = reply, .out = out, .why = why};
    const char *symbol;
    struct json_doc *doc;
    json data = NULL;
    enum err e;

    h.source = reply_source(reply, "nasdaq-historical");
    e = nasdaq_open(reply, h.source, &doc, &data, why);
    symbol = e == ERR_OK ? json_text_of(data, "symbol") : NULL;
    if (e == ERR_OK &&
        (!symbol || !wire_symbol(reply, &provider_nasdaq_historical, symbol,
                                 h.symbol)))
        e = why_set(why, ERR_CORRUPT, "%s: data.symbol: %s", h.source,
                    symbol ? "not a symbol" : "missing");
    if (e == ERR_OK)
        e = read_rows(&h, data);
    json_doc_free(doc);
    return e;
}

const struct provider provider_nasdaq_historical = {
    .name = "nasdaq-historical",
    .help = "Nasdaq daily bars of a year: US shares and funds, one symbol a "
            "request, no key",
    .jobs = 1u << JOB_HISTORY,
    .batch = 1,
    .min_interval_ms = 2000,
    .base_url = NASDAQ_URL,
    .rates = {{.requests = 1, .seconds = 2}},
    .spell = nasdaq_spell,
    .plan = plan,
    .decode = decode,
};
