/* SPDX-License-Identifier: MIT */
/* The European Central Bank's own file of reference rates: all currencies of
 * one day, or of ninety, for one euro. */
#include "tapewatch/feeds/provider.h"

#include <stdlib.h>
#include <string.h>

#include "fx_rates.h"
#include "reply.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/xml.h"
#include "wire.h"

#define URL "https://www.ecb.europa.eu"

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    struct pair p;

    (void)type;
    if (!pair_of_fx(symbol, &p))
        return false;
    name_copy(out, SYMBOL_MAX, symbol); /* one file has them all */
    return true;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    bool is_history = ask->job == JOB_HISTORY;
    struct strbuf url = {0};
    enum err e;

    *out = (struct request){.limit_bytes = SOURCE_BODY_MAX};
    if (ask->symbol_count == 0 || ask->symbol_count > REQUEST_SYMBOLS_MAX)
        return why_set(why, ERR_USAGE, "ecb: 1 to %d symbols a request",
                       REQUEST_SYMBOLS_MAX);
    if (is_history)
        out->span = BAR_1d;
    strbuf_format(&url, "%s/stats/eurofxref/eurofxref-%s.xml",
                  ask->base_url ? ask->base_url : URL,
                  is_history ? "hist-90d" : "daily");
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

struct walk {
    struct fx_rates table;
    int32_t date; /* of the Cube that we stand in, NO_DATE none yet */
    bool has_wrong;
};

static void reset(void *self)
{
    struct walk *w = self;

    w->table.count = 0;
    w->date = NO_DATE;
    w->has_wrong = false;
}

static const char *attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static bool start(void *self, const char *name, const char **attributes)
{
    struct walk *w = self;
    const char *bar = strrchr(name, '|');
    const char *time, *currency, *rate;
    double v;

    if (strcmp(bar ? bar + 1 : name, "Cube") != 0)
        return true;
    time = attribute(attributes, "time");
    currency = attribute(attributes, "currency");
    rate = attribute(attributes, "rate");
    if (time && !civil_parse_date(time, strlen(time), &w->date)) {
        w->date = NO_DATE;
        w->has_wrong = true;
    }
    if (currency && (w->date == NO_DATE || !rate || !wire_number(rate, &v) ||
                     !fx_rates_add(&w->table, currency, w->date, v)))
        w->has_wrong = true;
    return true;
}

static bool text(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}

static bool end(void *self, const char *name)
{
    (void)self;
    (void)name;
    return true;
}

static enum err read_cubes(const struct source *s, struct walk *w)
{
    static const struct xml_limits limits = {.bytes = SOURCE_BODY_MAX,
                                             .depth = 16};
    const struct xml_handler handler = {.self = w, .reset = reset,
                                        .start = start, .text = text,
                                        .end = end};
    enum err e = xml_parse(s->reply->body, s->reply->size, NULL, limits,
                           &handler, s->why);

    if (e != ERR_OK && s->why)
        why_prefix(s->why, s->name);
    else if (e == ERR_OK && w->has_wrong)
        e = source_error(s, ERR_CORRUPT, NULL, "Cube",
                         "one that is no rate of a currency and day");
    else if (e == ERR_OK && w->table.count == 0)
        e = source_error(s, ERR_CORRUPT, NULL, "Cube", "no rates");
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "ecb"),
                       .from = out->count};
    struct walk w = {.table = {.base = "EUR"}, .date = NO_DATE};
    enum err e = reply_status(reply, s.name, why), told;

    if (e != ERR_OK)
        return e;
    if (reply_is_html(reply))
        return source_error(&s, ERR_REFUSED, NULL, "reply",
                            "a page instead of rates");
    e = read_cubes(&s, &w);
    if (w.table.count) {
        s.why = e == ERR_OK ? why : NULL; /* the first reason stays */
        told = fx_rates_tell(&s, &w.table);
        e = e == ERR_OK ? told : e;
    }
    fx_rates_done(&w.table);
    return e;
}

const struct provider provider_ecb = {
    .name = "ecb",
    .help = "European Central Bank: reference rates of the euro and crosses "
            "of it, one a working day (16:00 in Frankfurt), no key",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 3600000,
    .base_url = URL,
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
