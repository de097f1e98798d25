/*
 * A world for a poller to ask: two sites with three kinds of replies, whose
 * weather changes at random, and that count what they are asked. Every figure
 * can be told from its symbol, source and time, so that a wrong one is seen.
 */
#ifndef TAPEWATCH_TESTS_POLL_WORLD_H
#define TAPEWATCH_TESTS_POLL_WORLD_H

#include <math.h>
#include <stdlib.h>

#include "fake.h"
#include "../../../src/poll/host.h"
#include "tapewatch/base/strbuf.h"

enum { WORLD_SYMBOLS = 500, WORLD_OUT = 64, WEATHER_MS = 20 * 60 * 1000 };

enum weather {
    FINE,
    REFUSES,        /* 429 */
    REFUSES_LONGER, /* 429 with Retry-After */
    FAILS,          /* 500 */
    HANGS,
    CUTS,           /* the reply ends in the middle */
    BLANK,
    PAGE,           /* HTML where JSON should be */
    FORGETS,        /* a third of the symbols is missing */
    OLD,            /* figures of ten minutes ago */
    WEATHERS
};

struct site {
    const char *part; /* of its URLs */
    enum weather weather;
    int64_t weather_until_ms;
    double level;     /* of a bucket that leaks limits.per_s */
    int64_t asked_ms;
    int64_t closed_until_ms; /* it said no; nothing may come before */
    bool is_closed;   /* until a probe succeeds, one request at a time */
    unsigned out;
    unsigned asked, refused, faults;
};

struct sent {
    struct request request;
    int64_t ready_ms;
    struct site *site;
    bool is_used;
};

struct world {
    struct site sites[2];
    struct sent sent[WORLD_OUT];
    struct sent *handed;
    struct strbuf body;
    uint64_t random;
    int64_t now_ms;
    int64_t given_ms[WORLD_SYMBOLS]; /* of the newest figures that left us */
    unsigned weathers[WEATHERS];
    bool is_always_fine;
};

static double world_chance(struct world *w)
{
    w->random = w->random * UINT64_C(6364136223846793005) +
                UINT64_C(1442695040888963407);
    return (double)(w->random >> 40) / (double)(1 << 24);
}

static void world_symbol(size_t i, char out[SYMBOL_MAX])
{
    snprintf(out, SYMBOL_MAX, "Q%c%c", (char)('A' + i / 26),
             (char)('A' + i % 26));
}

/* WORLD_SYMBOLS when it is none of ours. */
static size_t world_index(const char *symbol)
{
    if (strlen(symbol) != 3 || symbol[0] != 'Q')
        return WORLD_SYMBOLS;
    return (size_t)(symbol[1] - 'A') * 26 + (size_t)(symbol[2] - 'A');
}

static struct trading_day world_day(int32_t date)
{
    struct trading_day day;

    assert_true(calendar_day(HOURS_US, date, &day));
    return day;
}

/* The last moment at which the shares were traded. */
static int64_t world_traded_ms(int64_t ms)
{
    int32_t date = calendar_date(HOURS_US, ms);

    if (calendar_session(HOURS_US, ms) == SESSION_REGULAR)
        return ms / 1000 * 1000;
    date = calendar_previous(HOURS_US, date + 1);
    if (world_day(date).close_ms > ms)
        date = calendar_previous(HOURS_US, date);
    return world_day(date).close_ms;
}

/* Prices of CNBC end in 5 tenths of a cent, those of Yahoo in none. */
static double world_price(size_t i, int64_t traded_ms, bool is_cnbc)
{
    int64_t minute = traded_ms / 60000;

    return 50 + (double)(i % 100) +
           (double)((minute + (int64_t)i * 7) % 13) / 100 +
           (is_cnbc ? 0.005 : 0);
}

static double world_previous(size_t i, bool is_cnbc)
{
    return 50 + (double)(i % 100) + (is_cnbc ? 0.005 : 0);
}

static void world_gives(struct world *w, const struct sent *s, size_t i,
                        int64_t at)
{
    if (s->site->weather != CUTS && at > w->given_ms[i])
        w->given_ms[i] = at;
}

static void world_meta(struct strbuf *b, const char *symbol, int64_t at)
{
    size_t i = world_index(symbol);

    strbuf_format(b,
                  "{\"symbol\":\"%s\",\"currency\":\"USD\","
                  "\"instrumentType\":\"EQUITY\",\"regularMarketTime\":%lld,"
                  "\"regularMarketPrice\":%.4f,\"previousClose\":%.4f,"
                  "\"chartPreviousClose\":%.4f}",
                  symbol, (long long)(at / 1000), world_price(i, at, false),
                  world_previous(i, false), world_previous(i, false));
}

static void world_spark(struct world *w, const struct sent *s, int64_t at)
{
    const char *comma = "";

    strbuf_add(&w->body, "{\"spark\":{\"result\":[");
    for (size_t i = 0; i < s->request.symbol_count; i++) {
        const char *symbol = s->request.symbols[i];
        if (s->site->weather == FORGETS && world_index(symbol) % 3 == 0)
            continue;
        world_gives(w, s, world_index(symbol), at);
        strbuf_format(&w->body, "%s{\"symbol\":\"%s\",\"response\":[{\"meta\":",
                      comma, symbol);
        world_meta(&w->body, symbol, at);
        strbuf_add(&w->body, "}]}");
        comma = ",";
    }
    strbuf_add(&w->body, "],\"error\":null}}");
}

/* Ten sessions of daily bars. */
static void world_chart(struct world *w, const struct sent *s, int64_t at)
{
    const char *symbol = s->request.symbols[0];
    struct strbuf closes = {0};
    int32_t date = calendar_date(HOURS_US, at) - 14;

    world_gives(w, s, world_index(symbol), at);
    strbuf_add(&w->body, "{\"chart\":{\"result\":[{\"meta\":");
    world_meta(&w->body, symbol, at);
    strbuf_add(&w->body, ",\"timestamp\":[");
    for (int i = 0; s->request.span == BAR_1d && i < 9; i++) {
        date = calendar_next(HOURS_US, date);
        strbuf_format(&w->body, "%s%lld", i ? "," : "",
                      (long long)(world_day(date).open_ms / 1000));
        strbuf_format(&closes, "%s%.4f", i ? "," : "",
                      world_previous(world_index(symbol), false));
        date++;
    }
    strbuf_format(&w->body, "],\"indicators\":{\"quote\":[{\"close\":[%s]}]}}]"
                  ",\"error\":null}}", strbuf_text(&closes));
    strbuf_done(&closes);
}

static void world_cnbc(struct world *w, const struct sent *s, int64_t at)
{
    struct civil c = civil_new_york(at);
    const char *comma = "";

    strbuf_add(&w->body,
               "{\"FormattedQuoteResult\":{\"FormattedQuote\":[");
    for (size_t i = 0; i < s->request.symbol_count; i++) {
        size_t k = world_index(s->request.symbols[i]);
        if (s->site->weather == FORGETS && k % 3 == 0)
            continue;
        world_gives(w, s, k, at);
        strbuf_format(&w->body,
                      "%s{\"symbol\":\"%s\",\"code\":0,\"type\":\"STOCK\","
                      "\"currencyCode\":\"USD\",\"last\":\"%.4f\","
                      "\"previous_day_closing\":\"%.4f\",\"last_time\":"
                      "\"%04d-%02d-%02dT%02d:%02d:%02d.000-0500\","
                      "\"realTime\":\"true\",\"curmktstatus\":\"REG_MKT\"}",
                      comma, s->request.symbols[i], world_price(k, at, true),
                      world_previous(k, true), c.year, c.month, c.day, c.hour,
                      c.minute, c.second);
        comma = ",";
    }
    strbuf_add(&w->body, "]}}");
}

static void world_write(struct world *w, const struct sent *s)
{
    bool is_old = s->site->weather == OLD;
    int64_t at = world_traded_ms(w->now_ms - (is_old ? 600000 : 0));

    strbuf_clear(&w->body);
    if (strstr(s->request.url, "/spark?"))
        world_spark(w, s, at);
    else if (strstr(s->request.url, "/chart/"))
        world_chart(w, s, at);
    else
        world_cnbc(w, s, at);
    if (s->site->weather == CUTS)
        w->body.text[w->body.len / 2] = '\0';
}

static void change_weather(struct world *w, struct site *s)
{
    if (w->now_ms < s->weather_until_ms || w->is_always_fine)
        return;
    s->weather = world_chance(w) < 0.6
                     ? FINE
                     : (enum weather)(world_chance(w) * WEATHERS);
    s->weather_until_ms =
        w->now_ms + (int64_t)(world_chance(w) * WEATHER_MS);
    w->weathers[s->weather]++;
}

/* The rules of the house, counted anew and apart from host.c. */
static void check_manners(struct site *s, int64_t now_ms)
{
    const struct host_limits *l = &host_default_limits;

    assert_true(s->asked_ms == 0 || now_ms - s->asked_ms >= l->gap_ms);
    s->level -= (double)(now_ms - s->asked_ms) / 1000 * l->per_s;
    s->level = s->level < 0 ? 1 : s->level + 1;
    assert_true(s->level <= l->burst + 0.01);
    if (s->is_closed) {
        assert_true(now_ms >= s->closed_until_ms);
        assert_int_equal(s->out, 0); /* a probe comes alone */
    }
    s->asked_ms = now_ms;
}

static enum err world_submit(void *self, const struct request *r,
                             struct why *why)
{
    struct world *w = self;
    struct site *s = &w->sites[strstr(r->url, w->sites[0].part) ? 0 : 1];
    size_t i = 0;

    (void)why;
    assert_non_null(strstr(r->url, s->part));
    while (i < WORLD_OUT && w->sent[i].is_used)
        i++;
    assert_true(i < WORLD_OUT);
    change_weather(w, s);
    check_manners(s, w->now_ms);
    s->asked++;
    s->out++;
    w->sent[i] = (struct sent){
        .request = *r,
        .is_used = true,
        .site = s,
        .ready_ms = w->now_ms + (s->weather == HANGS
                                     ? 20000
                                     : 50 + (int64_t)(world_chance(w) * 750)),
    };
    return ERR_OK;
}

static int64_t world_ready_ms(const struct world *w)
{
    int64_t ms = INT64_MAX;

    for (size_t i = 0; i < WORLD_OUT; i++)
        if (w->sent[i].is_used && w->sent[i].ready_ms < ms)
            ms = w->sent[i].ready_ms;
    return ms;
}

static void refuse(struct world *w, struct site *s, struct reply *out)
{
    int64_t least_ms = 60 * 1000;

    out->status = 429;
    out->body = "Too Many Requests";
    if (s->weather == REFUSES_LONGER)
        least_ms = out->retry_after_ms = 300 * 1000;
    if (w->now_ms + least_ms > s->closed_until_ms)
        s->closed_until_ms = w->now_ms + least_ms;
    s->is_closed = true;
    s->refused++;
}

static void answer(struct world *w, struct sent *s, struct reply *out)
{
    enum weather weather = s->site->weather;

    out->status = 200;
    out->body = "";
    s->site->faults += weather != FINE;
    if (weather == HANGS) {
        out->status = 0;
        out->failure = REPLY_TIMEOUT;
        snprintf(out->error, sizeof(out->error), "no answer in 20 s");
    } else if (weather == REFUSES || weather == REFUSES_LONGER) {
        refuse(w, s->site, out);
    } else if (weather == FAILS) {
        out->status = 500;
    } else if (weather == PAGE) {
        out->body = "<!DOCTYPE html><html>One moment</html>";
    } else if (weather != BLANK) {
        world_write(w, s);
        out->body = strbuf_text(&w->body);
    }
    if (out->status == 200 && weather != PAGE && weather != BLANK &&
        weather != CUTS)
        s->site->is_closed = false;
    out->size = strlen(out->body);
}

static int world_collect(void *self, int wait_ms, struct reply *out)
{
    struct world *w = self;

    (void)wait_ms;
    for (size_t i = 0; i < WORLD_OUT; i++) {
        struct sent *s = &w->sent[i];
        if (!s->is_used || s->ready_ms > w->now_ms)
            continue;
        s->is_used = false; /* its request stays until the next submit */
        s->site->out--;
        *out = (struct reply){.id = s->request.id,
                              .request = &s->request,
                              .received_ms = w->now_ms};
        answer(w, s, out);
        return 1;
    }
    return 0;
}

static unsigned world_pending(const void *self)
{
    const struct world *w = self;
    unsigned n = 0;

    for (size_t i = 0; i < WORLD_OUT; i++)
        n += w->sent[i].is_used;
    return n;
}

#endif
