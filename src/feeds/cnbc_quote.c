/* SPDX-License-Identifier: MIT */
/* One of CNBC's quotes: its times, its instrument, its figures. */
#include "cnbc.h"

#include <string.h>

#include "tapewatch/base/civil.h"
#include "wire.h"

enum { NAME_MAX_BYTES = 160 };

/* ---- times */

/* "2026-07-02T05:04:00.000+0100"; without a zone it tells no instant. */
static bool instant(const char *text, int64_t *out)
{
    const char *clock = text ? strchr(text, 'T') : NULL;

    return clock && strpbrk(clock, "Z+-") && civil_parse_feed_date(text, out);
}

static int two_digits(const char *s)
{
    return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9'
               ? (s[0] - '0') * 10 + s[1] - '0'
               : -1;
}

/* "2026-10-02" or "10/02/26 EDT": an older day, of which the close is meant. */
static bool close_of(const char *text, int64_t *out)
{
    struct trading_day day;
    size_t n = text ? strlen(text) : 0;
    int32_t date;

    if (n >= 8 && text[2] == '/' && text[5] == '/') {
        int month = two_digits(text), d = two_digits(text + 3);
        int year = two_digits(text + 6);

        if (month < 1 || month > 12 || d < 1 || d > 31 || year < 0)
            return false;
        date = civil_date(2000 + year, month, d);
    } else if (!civil_parse_date(text ? text : "", n, &date)) {
        return false;
    }
    if (!calendar_day(HOURS_US, date, &day))
        return false;
    *out = day.close_ms;
    return true;
}

static bool is_american(const struct cnbc *c, json q)
{
    const char *country = json_text_of(q, "countryCode");

    return c->type != INSTRUMENT_future &&
           (country ? strcmp(country, "US") == 0
                    : c->type != INSTRUMENT_index);
}

static bool time_of(const struct cnbc *c, json q, int64_t *out)
{
    const int64_t most = INT64_C(100000000000000); /* the year 5138 */
    double ms;

    if (instant(json_text_of(q, "reg_last_time"), out) ||
        instant(json_text_of(q, "last_time"), out))
        return true;
    if (wire_number_of(q, "last_time_msec", &ms) && ms > 0 &&
        ms < (double)most) {
        *out = (int64_t)ms;
        return true;
    }
    return is_american(c, q) &&
           (close_of(json_text_of(q, "last_time"), out) ||
            close_of(json_text_of(q, "last_timedate"), out));
}

static enum session session_of(const char *word)
{
    static const struct {
        const char *word;
        enum session session;
    } words[] = {
        {"REG_MKT", SESSION_REGULAR},
        {"PRE_MKT", SESSION_PRE},
        {"POST_MKT", SESSION_POST},
        {"CLOSED", SESSION_CLOSED},
    };

    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].session;
    return SESSION_UNKNOWN;
}

/* ---- the instrument */

static enum instrument_type type_of(json q)
{
    static const struct {
        const char *word;
        enum instrument_type type;
    } types[] = {
        {"STOCK", INSTRUMENT_equity},      {"INDEX", INSTRUMENT_index},
        {"DERIVATIVE", INSTRUMENT_future}, {"FUND", INSTRUMENT_fund},
        {"CURRENCY", INSTRUMENT_fx},
    };
    const char *word = json_text_of(q, "type");
    const char *sub = json_text_of(q, "subType");

    if (!word)
        word = json_text_of(q, "assetType");
    if (!sub)
        sub = json_text_of(q, "assetSubType");
    if (sub && strstr(sub, "Exchange Traded Fund"))
        return INSTRUMENT_etf;
    for (size_t i = 0; word && i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].word, word) == 0)
            return types[i].type;
    return INSTRUMENT_unknown;
}

static void add_instrument(struct cnbc *c, json q)
{
    struct update *u = updates_add(c->out, c->reply->received_ms,
                                   UPDATE_instrument, c->symbol, c->source);
    struct instrument *i = &u->of.instrument;

    i->name = updates_text(c->out, json_text_of(q, "name"), NAME_MAX_BYTES);
    i->venue =
        updates_text(c->out, json_text_of(q, "exchange"), NAME_MAX_BYTES);
    (void)wire_currency(json_text_of(q, "currencyCode"), i->currency);
    i->type = c->type;
    if (i->type == INSTRUMENT_unknown && !i->name && !i->venue &&
        !i->currency[0])
        c->out->count--; /* nothing was said */
}

/* ---- the quote */

bool cnbc_figure(json q, const char *key, double *out)
{
    double v;

    if (!wire_number_of(q, key, &v) || v == 0)
        return false;
    *out = v;
    return true;
}

static void put_day(struct quote *out, json q)
{
    double v;

    if (cnbc_figure(q, "open", &v))
        QUOTE_SET(out, open, v);
    if (cnbc_figure(q, "high", &v))
        QUOTE_SET(out, high, v);
    if (cnbc_figure(q, "low", &v))
        QUOTE_SET(out, low, v);
    if (cnbc_figure(q, "volume", &v) && v > 0)
        QUOTE_SET(out, volume, v);
    if (cnbc_figure(q, "bid", &v))
        QUOTE_SET(out, bid, v);
    if (cnbc_figure(q, "ask", &v))
        QUOTE_SET(out, ask, v);
}

/* Before the opening bell it already names the close that `last` still is:
 * that is no close before it. */
static void put_previous(struct quote *out, json q)
{
    double v;

    if (!cnbc_figure(q, "previous_day_closing", &v))
        return;
    if (out->session == SESSION_PRE && v == out->price &&
        !cnbc_figure(q, "prev_prev_closing", &v))
        return;
    QUOTE_SET(out, prev_close, v);
}

static void put_extended(const struct cnbc *c, struct quote *out, json q)
{
    json ext = json_get(q, "ExtendedMktQuote");
    const char *word = json_text_of(ext, "type");
    enum session part = word ? session_of(word) : out->session;
    int64_t at;
    double v;

    if ((part != SESSION_PRE && part != SESSION_POST) ||
        !cnbc_figure(ext, "last", &v))
        return;
    if (instant(json_text_of(ext, "afthrs_last_time"), &at) ||
        time_of(c, ext, &at))
        QUOTE_SET(out, ext_as_of, at);
    else if (part != out->session)
        return; /* of some other time, nobody knows when */
    QUOTE_SET(out, ext_price, v);
    out->ext_session = part;
}

static void add_quote(struct cnbc *c, json q, double price)
{
    const char *real_time = json_text_of(q, "realTime");
    struct quote out = {0};
    int64_t at;

    QUOTE_SET(&out, price, price);
    out.session = session_of(json_text_of(q, "curmktstatus"));
    if (time_of(c, q, &at))
        QUOTE_SET(&out, as_of, at);
    put_previous(&out, q);
    put_day(&out, q);
    put_extended(c, &out, q);
    if (real_time && strcmp(real_time, "true") == 0)
        QUOTE_SET(&out, delay_s, 0); /* "false" does not say how much */
    updates_add(c->out, c->reply->received_ms, UPDATE_quote, c->symbol,
                c->source)->of.quote = out;
    c->quotes++;
}

void cnbc_add(struct cnbc *c, json q, double price)
{
    c->type = instrument_type_of_symbol(c->symbol);
    if (c->type == INSTRUMENT_unknown)
        c->type = type_of(q);
    add_instrument(c, q);
    add_quote(c, q, price);
}
