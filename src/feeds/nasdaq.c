/* SPDX-License-Identifier: MIT */
/* Nasdaq's envelope: an HTTP 200 whose own code says how it went. */
#include "nasdaq.h"

#include <string.h>
#include <strings.h>

#include "reply.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/utf8.h"
#include "wire.h"

enum { WORDS_MAX = 120, BODY_MAX = 4 << 20 };

bool nasdaq_spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    static const char *const indices[][2] = {
        {"^IXIC", "COMP"}, {"^NDX", "NDX"}, {"^GSPC", "SPX"}, {"^VIX", "VIX"},
    };

    for (size_t i = 0; i < sizeof indices / sizeof *indices; i++) {
        if (strcmp(indices[i][0], symbol) != 0)
            continue;
        name_copy(out, SYMBOL_MAX, indices[i][1]);
        return true;
    }
    return type != INSTRUMENT_fund &&
           wire_us_symbol(symbol, type, '.', out);
}

static const char *class_of(const char *symbol, enum instrument_type type)
{
    if (symbol[0] == '^' || type == INSTRUMENT_index)
        return "index";
    return type == INSTRUMENT_etf ? "etf" : "stocks";
}

enum err nasdaq_quote_url(const struct ask *ask, const char *what,
                          struct strbuf *url, struct why *why)
{
    char theirs[SYMBOL_MAX];

    if (ask->symbol_count != 1)
        return why_set(why, ERR_USAGE, "%s: one symbol a request", ask->name);
    if (!nasdaq_spell(ask->symbols[0], ask->types[0], theirs))
        return why_set(why, ERR_USAGE, "%s: %s: has no such thing", ask->name,
                       ask->symbols[0]);
    strbuf_format(url, "%s/api/quote/",
                  ask->base_url ? ask->base_url : NASDAQ_URL);
    wire_url_text(url, theirs);
    strbuf_format(url, "/%s?assetclass=%s", what,
                  class_of(ask->symbols[0], ask->types[0]));
    return ERR_OK;
}

enum err nasdaq_request(const struct strbuf *url, const struct ask *ask,
                        struct request *out, struct why *why)
{
    enum err e;

    *out = (struct request){.limit_bytes = BODY_MAX};
    e = wire_request(url, ask, out, why);
    if (e != ERR_OK)
        return e;
    if (!request_header(out, "Accept", "application/json, text/plain, */*") ||
        !request_header(out, "Accept-Language", "en-US,en;q=0.9") ||
        !request_header(out, "Origin", "https://www.nasdaq.com") ||
        !request_header(out, "Referer", "https://www.nasdaq.com/"))
        return why_set(why, ERR_USAGE, "%s: no room for headers", ask->name);
    return ERR_OK;
}

/* Its own words, wherever it put them, cleaned; "" when there are none. */
static void told(json root, struct strbuf *out)
{
    json codes = json_path(root, "status.bCodeMessage");
    const char *words = json_text_of(json_first(codes), "errorMessage");

    if (!words)
        words = json_text_of(root, "message");
    if (!words)
        words = json_text_of(json_get(root, "status"), "developerMessage");
    if (words)
        utf8_clean(out, words, strlen(words), WORDS_MAX);
}

static enum err refusal(const struct reply *reply, const char *source,
                        double code, json root, struct why *why)
{
    const struct request *r = reply->request;
    const char *symbol = r && r->symbol_count == 1 ? r->symbols[0] : "";
    struct strbuf words = {0};
    enum err e = code == 400 || code == 404 ? ERR_NOT_FOUND
                 : code == 403 || code == 429 ? ERR_REFUSED
                 : code >= 500                ? ERR_IO
                                              : ERR_CORRUPT;

    told(root, &words);
    if (!words.len && code == 200)
        strbuf_add(&words, "no data");
    else if (!words.len)
        strbuf_format(&words, "its code is %g", code);
    (void)why_set(why, e, "%s: %s%s%s%s", source, symbol, *symbol ? ": " : "",
                  e == ERR_NOT_FOUND ? "unknown symbol: " : "",
                  strbuf_text(&words));
    strbuf_done(&words);
    return e;
}

enum err nasdaq_open(const struct reply *reply, const char *source,
                     struct json_doc **doc, json *data, struct why *why)
{
    enum err e = wire_json(reply, source, doc, why);
    double code = 200;
    json root;

    if (e != ERR_OK)
        return e;
    root = json_root(*doc);
    (void)wire_number_of(json_get(root, "status"), "rCode", &code);
    if (code == 200) {
        e = reply_status(reply, source, why);
        if (e != ERR_OK)
            return e;
    }
    *data = json_get(root, "data");
    if (code != 200 || json_is_null(*data))
        return refusal(reply, source, code, root, why);
    if (!json_is_object(*data))
        return why_set(why, ERR_CORRUPT, "%s: data: %s", source,
                       *data ? "not an object" : "missing");
    return ERR_OK;
}

static bool number_at(const char **s, int *out)
{
    int v = 0, n = 0;

    for (; **s >= '0' && **s <= '9' && n < 4; (*s)++, n++)
        v = v * 10 + **s - '0';
    *out = v;
    return n > 0;
}

/* "24, 2026" behind the name of a month. */
static bool day_and_year(const char **s, int month, int32_t *date)
{
    int day, year;

    while (**s == ' ' || **s == '.')
        (*s)++;
    if (!number_at(s, &day) || day < 1 || day > 31)
        return false;
    while (**s == ' ' || **s == ',')
        (*s)++;
    if (!number_at(s, &year) || year < 1900)
        return false;
    *date = civil_date(year, month, day);
    return true;
}

bool nasdaq_date(const char *text, int32_t *date, const char **rest)
{
    static const char *const months[] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun",
        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    };

    for (; *text; text++) {
        for (int m = 0; m < 12; m++) {
            const char *at = text + 3;

            if (strncasecmp(text, months[m], 3) != 0)
                continue;
            while ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'))
                at++; /* "Sept", "September" */
            if (!day_and_year(&at, m + 1, date))
                continue;
            *rest = at;
            return true;
        }
    }
    return false;
}
