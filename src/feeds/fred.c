/* SPDX-License-Identifier: MIT */
/* FRED: a series of the St. Louis Fed's data base, as the CSV of its graph.
 * "FRED:DGS10" is ours, DGS10 is its name there. */
#include "tapewatch/feeds/provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reply.h"
#include "source.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

/*
 * DESIGN. A quote is the last observation, and the one before it is the
 * previous close, whatever the series' rhythm. An observation stands for its
 * date's close in New York; when it was published is not said. "." and
 * nothing are days without one.
 */

#define URL "https://fred.stlouisfed.org"
#define PREFIX "FRED:"

enum {
    QUOTE_DAYS = 1100, /* two observations even of a yearly series */
    LINE_MAX_BYTES = 256
};

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    const char *id = symbol + strlen(PREFIX);

    (void)type; /* the prefix says it all */
    if (strncmp(symbol, PREFIX, strlen(PREFIX)) != 0 || !*id ||
        strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != strlen(id))
        return false;
    name_copy(out, SYMBOL_MAX, id);
    return true;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    char id[SYMBOL_MAX], from[11];
    enum err e;

    *out = (struct request){.limit_bytes = SOURCE_BODY_MAX};
    if (ask->symbol_count != 1)
        return why_set(why, ERR_USAGE, "fred: one series a request");
    if (!spell(ask->symbols[0], ask->types[0], id))
        return why_set(why, ERR_USAGE, "fred: %s: not a series",
                       ask->symbols[0]);
    strbuf_format(&url, "%s/graph/fredgraph.csv?id=%s",
                  ask->base_url ? ask->base_url : URL, id);
    if (ask->job == JOB_HISTORY) {
        out->span = BAR_1d;
    } else if (ask->now_ms > 0) {
        civil_format_date(civil_utc_date(ask->now_ms) - QUOTE_DAYS, from);
        strbuf_format(&url, "&cosd=%s", from);
    }
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

struct table {
    const struct source *source;
    char symbol[SYMBOL_MAX];
    double last, before;
    int32_t date; /* of the last observation */
    size_t count; /* of observations */
    size_t line;  /* from 1, the header's */
    bool wants_bars;
};

static enum err wrong_line(const struct table *t, const char *reason)
{
    char place[32];

    (void)snprintf(place, sizeof place, "line %zu", t->line);
    return source_error(t->source, ERR_CORRUPT,
                        t->symbol[0] ? t->symbol : NULL, place, reason);
}

/* "observation_date,DGS10" */
static enum err read_header(struct table *t, const char *line)
{
    const char *comma = strchr(line, ',');
    const char *only = source_only(t->source);
    char id[SYMBOL_MAX], said[SYMBOL_MAX + sizeof PREFIX];

    if (!comma || (strncmp(line, "observation_date,", 17) != 0 &&
                   strncmp(line, "DATE,", 5) != 0))
        return wrong_line(t, "not a table of observations");
    if (!symbol_from_text(comma + 1, strlen(comma + 1), id))
        return wrong_line(t, "not one series");
    (void)snprintf(said, sizeof said, PREFIX "%s", id);
    if (only && strcmp(only, said) != 0)
        return wrong_line(t, "the reply is about another series");
    if (!symbol_from_text(said, strlen(said), t->symbol))
        return wrong_line(t, "the series' name is too long");
    return ERR_OK;
}

static enum err read_row(struct table *t, const char *line)
{
    const char *comma = strchr(line, ',');
    struct bar b = {0};
    int32_t date;
    double v;

    if (!comma || !civil_parse_date(line, (size_t)(comma - line), &date))
        return wrong_line(t, "not a date");
    if (!comma[1] || strcmp(comma + 1, ".") == 0)
        return ERR_OK;
    if (!wire_number(comma + 1, &v))
        return wrong_line(t, "not a number");
    if (t->count && date <= t->date)
        return wrong_line(t, "not in order of dates");
    t->before = t->last;
    t->last = v;
    t->date = date;
    t->count++;
    b.start = date * MS_PER_DAY;
    b.close = v;
    if (t->wants_bars)
        source_bar(t->source, t->symbol, BAR_1d, &b);
    return ERR_OK;
}

/* Line by line, CR LF or LF; the first error ends it. */
static enum err read_lines(struct table *t)
{
    const char *at = t->source->reply->body;
    const char *end = at + t->source->reply->size;
    enum err e = ERR_OK;

    while (at < end && e == ERR_OK) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        char line[LINE_MAX_BYTES];
        size_t n = (size_t)((stop ? stop : end) - at);

        t->line++;
        if (n >= sizeof line || memchr(at, '\0', n))
            return wrong_line(t, "not a line of a table");
        memcpy(line, at, n);
        while (n > 0 && (line[n - 1] == '\r' || line[n - 1] == ' '))
            n--;
        line[n] = '\0';
        if (t->line == 1)
            e = read_header(t, line);
        else if (n > 0)
            e = read_row(t, line);
        at = stop ? stop + 1 : end;
    }
    return e;
}

static void add_quote(const struct table *t)
{
    const struct instrument about = {
        .type = INSTRUMENT_index,
        .name = t->symbol + strlen(PREFIX),
        .venue = "FRED, St. Louis Fed",
    };
    struct quote *q;

    source_instrument(t->source, t->symbol, &about);
    q = source_quote(t->source, t->symbol);
    QUOTE_SET(q, price, t->last);
    if (t->count > 1)
        QUOTE_SET(q, prev_close, t->before);
    QUOTE_SET(q, as_of, civil_from_new_york(t->date, 16, 0));
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct source s = {.reply = reply, .out = out, .why = why,
                       .name = reply_source(reply, "fred"),
                       .from = out->count};
    struct table t = {.source = &s, .date = NO_DATE};
    enum err e = reply_status(reply, s.name, why);

    if (e == ERR_NOT_FOUND)
        return source_told(&s, e, "no such series");
    if (e != ERR_OK)
        return e;
    if (reply_first_byte(reply) == '<')
        return source_error(&s, ERR_REFUSED, source_only(&s), "reply",
                            "a page instead of a table");
    t.wants_bars = !source_was_asked(&s) || reply->request->span == BAR_1d;
    e = read_lines(&t);
    if (t.count)
        add_quote(&t);
    else if (e == ERR_OK)
        e = source_error(&s, ERR_MISSING, source_only(&s), "table",
                         "no observations");
    return e;
}

const struct provider provider_fred = {
    .name = "fred",
    .help = "FRED: rates, prices and other series of the St. Louis Fed "
            "(FRED:DGS10), no key",
    .jobs = 1u << JOB_QUOTES | 1u << JOB_HISTORY,
    .batch = 1,
    .min_interval_ms = 900000,
    .base_url = URL,
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
