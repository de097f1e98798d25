/* SPDX-License-Identifier: MIT */
/* Nasdaq Trader's trading halts of all US exchanges: RSS with fields of its
 * own. Its times are New York's clock; pubDate is only the day. */
#include "tapewatch/feeds/provider.h"

#include <string.h>

#include "nasdaq_listing.h"
#include "reply.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/xml.h"
#include "wire.h"

enum { BODY_MAX = 4 << 20, DEPTH_MAX = 32, CODE_MOST = 12, HALTS_MAX = 5000 };
#define HALTS_URL "https://www.nasdaqtrader.com"

#define FIELDS(_)                                                           \
    _(HaltDate) _(HaltTime) _(IssueSymbol) _(ReasonCode)                    \
    _(ResumptionDate) _(ResumptionTradeTime)

enum field {
#define FIELD_ENUM(name) FIELD_##name,
    FIELDS(FIELD_ENUM)
#undef FIELD_ENUM
    FIELD_COUNT
};

static const char *const field_names[] = {
#define FIELD_NAME(name) #name,
    FIELDS(FIELD_NAME)
#undef FIELD_NAME
};

struct page {
    const struct reply *reply;
    struct updates *out;
    const char *source;
    size_t from; /* out->count before us */
    unsigned depth, item; /* of the open element; of the item, 0 outside */
    int field;            /* being read, FIELD_COUNT: none */
    bool is_feed;
    size_t bad;
    char text[FIELD_COUNT][40];
    size_t length[FIELD_COUNT];
};

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;

    *out = (struct request){.limit_bytes = BODY_MAX};
    strbuf_format(&url, "%s/rss.aspx?feed=tradehalts",
                  ask->base_url ? ask->base_url : HALTS_URL);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* n digits exactly. */
static bool digits(const char **at, int n, int *out)
{
    int v = 0;

    for (int i = 0; i < n; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        v = v * 10 + (**at - '0');
    }
    *out = v;
    return true;
}

/* "06/16/2023" */
static bool us_date(const char *s, int32_t *out)
{
    int year, month, day;
    struct civil c;

    if (!digits(&s, 2, &month) || *s++ != '/' || !digits(&s, 2, &day) ||
        *s++ != '/' || !digits(&s, 4, &year) || *s)
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1970)
        return false;
    *out = civil_date(year, month, day);
    c = civil_utc(*out * MS_PER_DAY);
    return c.month == month && c.day == day;
}

/* "06/16/2023" and "19:50:01" or "19:50:01.123" in New York. */
static bool instant(const char *date, const char *time, int64_t *out)
{
    int hour, minute, second, milli = 0;
    int32_t day;

    if (!us_date(date, &day) || !digits(&time, 2, &hour) || *time++ != ':' ||
        !digits(&time, 2, &minute) || *time++ != ':' ||
        !digits(&time, 2, &second) || hour > 23 || minute > 59 || second > 59)
        return false;
    if (*time == '.') {
        int scale = 100;

        for (time++; *time >= '0' && *time <= '9'; time++, scale /= 10)
            milli += (*time - '0') * scale;
    }
    if (*time)
        return false;
    *out = civil_from_new_york(day, hour, minute) + second * MS_PER_SECOND +
           milli;
    return true;
}

static void emit(struct page *p)
{
    struct halt h = {.code = NULL};
    char symbol[SYMBOL_MAX];

    if (!nasdaq_symbol(p->text[FIELD_IssueSymbol],
                       p->length[FIELD_IssueSymbol], symbol) ||
        !instant(p->text[FIELD_HaltDate], p->text[FIELD_HaltTime], &h.from)) {
        p->bad++;
        return;
    }
    if (p->text[FIELD_ReasonCode][0])
        h.code = updates_text(p->out, p->text[FIELD_ReasonCode], CODE_MOST);
    if (!instant(p->text[FIELD_ResumptionDate],
                 p->text[FIELD_ResumptionTradeTime], &h.until) ||
        h.until < h.from)
        h.until = 0;
    updates_add(p->out, p->reply->received_ms, UPDATE_halt, symbol, p->source)
        ->of.halt = h;
}

static void on_reset(void *self)
{
    struct page *p = self;

    p->out->count = p->from;
    p->depth = p->item = 0;
    p->bad = 0;
    p->field = FIELD_COUNT;
    p->is_feed = false;
}

static bool on_start(void *self, const char *name, const char **attributes)
{
    const char *bar = strrchr(name, '|'), *local = bar ? bar + 1 : name;
    struct page *p = self;

    (void)attributes;
    p->depth++;
    if (p->depth == 1) {
        p->is_feed = strcmp(local, "rss") == 0;
        return p->is_feed;
    }
    if (!p->item && strcmp(local, "item") == 0) {
        p->item = p->depth;
        memset(p->text, 0, sizeof p->text);
        memset(p->length, 0, sizeof p->length);
        return p->out->count - p->from < HALTS_MAX;
    }
    p->field = FIELD_COUNT;
    for (int i = 0; p->item && p->depth == p->item + 1 && i < FIELD_COUNT; i++)
        if (strcmp(local, field_names[i]) == 0)
            p->field = i;
    return true;
}

/* Blanks say nothing in any of these. */
static bool on_text(void *self, const char *text, size_t n)
{
    struct page *p = self;

    if (p->field == FIELD_COUNT)
        return true;
    for (size_t i = 0; i < n; i++) {
        size_t *length = &p->length[p->field];

        if ((unsigned char)text[i] > ' ' &&
            *length + 1 < sizeof p->text[p->field])
            p->text[p->field][(*length)++] = text[i];
    }
    return true;
}

static bool on_end(void *self, const char *name)
{
    struct page *p = self;

    (void)name;
    if (p->item && p->depth == p->item) {
        emit(p);
        p->item = 0;
    }
    p->field = FIELD_COUNT;
    p->depth--;
    return true;
}

static enum err read_page(struct page *p, struct why *why)
{
    const struct xml_handler handler = {.self = p, .reset = on_reset,
                                        .start = on_start, .text = on_text,
                                        .end = on_end};
    const struct xml_limits limits = {.bytes = BODY_MAX, .depth = DEPTH_MAX};
    enum err e = xml_parse(p->reply->body, p->reply->size, NULL, limits,
                           &handler, why);

    if (e != ERR_OK)
        why_prefix(why, p->source);
    else if (!p->is_feed)
        e = why_set(why, ERR_CORRUPT, "%s: not a feed", p->source);
    else if (p->bad)
        e = why_set(why, ERR_CORRUPT, "%s: %zu of %zu halts without symbol "
                    "or time", p->source, p->bad,
                    p->bad + p->out->count - p->from);
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct page p = {.reply = reply, .out = out, .from = out->count,
                     .field = FIELD_COUNT};
    enum err e;

    p.source = reply_source(reply, "halts");
    if (reply->failure == REPLY_DONE && reply->status == 304)
        return ERR_OK; /* nothing new */
    e = reply_status(reply, p.source, why);
    if (e == ERR_OK && reply_is_html(reply))
        e = why_set(why, ERR_REFUSED, "%s: not a feed (an HTML page)",
                    p.source);
    else if (e == ERR_OK && reply->size == 0)
        e = why_set(why, ERR_CORRUPT, "%s: empty reply", p.source);
    return e == ERR_OK ? read_page(&p, why) : e;
}

const struct provider provider_halts = {
    .name = "halts",
    .help = "Nasdaq Trader: trading halts of all US exchanges, with reasons, "
            "no key",
    .jobs = 1u << JOB_HALTS,
    .min_interval_ms = 60000,
    .base_url = HALTS_URL,
    .plan = plan,
    .decode = decode,
};
