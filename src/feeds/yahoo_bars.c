/* SPDX-License-Identifier: MIT */
/* Yahoo's series: parallel arrays with holes, and a last "live" element. */
#include <string.h>

#include "yahoo.h"

/*
 * DESIGN. An element without a close is a hole and gives no bar. One that
 * stands off the grid is no bar either but a last price with its own time and
 * without volume: the live one at the end, or the closing price. For the
 * poller (symbols were asked for) only bars that are over count: a bar on the
 * tape is final. A file's moment is unknown, so there every element counts,
 * the live one as the close of the bar that it stands in.
 */

enum column { OPEN, HIGH, LOW, CLOSE, VOLUME, COLUMNS };

static const char *const column_names[COLUMNS] = {
    "open", "high", "low", "close", "volume",
};

struct series {
    struct yahoo *y;
    enum bar_span span;
    json time, at[COLUMNS]; /* the element to read next */
    size_t bars;            /* added so far */
    int64_t last_start;     /* of the last bar added */
    int64_t ext_start;      /* of the last close there is, and that close */
    double ext_close;
    bool has_ext;
};

/* A file answers nobody: no request, or one without symbols. */
static bool was_asked(const struct yahoo *y)
{
    return y->reply->request && y->reply->request->symbol_count > 0;
}

static void advance(struct series *s)
{
    s->time = json_next(s->time);
    for (int i = 0; i < COLUMNS; i++)
        if (s->at[i])
            s->at[i] = json_next(s->at[i]);
}

static bool read_bar(const struct series *s, struct bar *b)
{
    double d = s->y->divisor;

    *b = (struct bar){0};
    if (!yahoo_seconds(s->time, &b->start) ||
        !json_number(s->at[CLOSE], &b->close))
        return false;
    b->close /= d;
    if (json_number(s->at[OPEN], &b->open) &&
        json_number(s->at[HIGH], &b->high) &&
        json_number(s->at[LOW], &b->low)) {
        b->open /= d;
        b->high /= d;
        b->low /= d;
        b->known |= BAR_HAS_OHL;
    }
    if (json_number(s->at[VOLUME], &b->volume) && b->volume >= 0)
        b->known |= BAR_HAS_VOLUME;
    return true;
}

static int64_t grid_start(const struct series *s, int64_t t)
{
    int64_t span = bar_span_ms(s->span);
    int64_t past = (t - s->y->regular.start) % span;

    return t - (past < 0 ? past + span : past);
}

/* Today's daily bar may carry the time of its last trade. */
static void place_daily(const struct series *s, struct bar *b)
{
    struct yahoo_period r = s->y->regular;

    if (r.end && b->start > r.start && b->start < r.start + 86400000)
        b->start = r.start;
}

/* False: the live element tells nothing that a bar could hold. */
static bool place_live(const struct series *s, struct bar *b)
{
    struct yahoo_period r = s->y->regular;
    int64_t start = grid_start(s, b->start);

    if (was_asked(s->y))
        return false;
    if (r.end && (b->start < r.start || b->start >= r.end))
        return false; /* the closing price, or one of extended hours */
    if (s->bars && start <= s->last_start)
        return false;
    *b = (struct bar){.start = start, .close = b->close};
    return true;
}

static bool is_over(const struct series *s, const struct bar *b)
{
    struct yahoo_period r = s->y->regular;
    int64_t end = b->start + bar_span_ms(s->span);

    if (!was_asked(s->y))
        return true;
    if (r.end && b->start >= r.start && b->start < r.end &&
        (s->span == BAR_1d || end > r.end))
        end = r.end;
    return end <= s->y->reply->received_ms;
}

static void add_bar(struct series *s, const struct bar *b)
{
    struct updates *out = s->y->out;
    struct update *u;

    if (s->bars && s->last_start == b->start) /* the later one knows more */
        u = &out->items[out->count - 1];
    else
        u = updates_add(out, s->y->reply->received_ms, UPDATE_bar,
                        s->y->symbol, s->y->source);
    u->of.bar.span = s->span;
    u->of.bar.bar = *b;
    s->bars++;
    s->last_start = b->start;
}

static void take(struct series *s, bool is_last)
{
    struct bar b;
    bool is_live;

    if (!read_bar(s, &b))
        return;
    if (s->span == BAR_1d) {
        place_daily(s, &b);
    } else {
        is_live = grid_start(s, b.start) != b.start ||
                  (is_last && b.start == s->y->as_of);
        if (b.start != s->y->as_of) {
            s->has_ext = true;
            s->ext_start = b.start;
            s->ext_close = b.close;
        }
        if (is_live && !place_live(s, &b))
            return;
    }
    if (is_over(s, &b))
        add_bar(s, &b);
}

/* The last close, if it was made outside the regular session and after the
 * last regular price. */
static void extended(const struct series *s)
{
    struct yahoo *y = s->y;
    bool is_pre = s->ext_start >= y->pre.start && s->ext_start < y->pre.end;
    bool is_post = s->ext_start >= y->post.start && s->ext_start < y->post.end;
    int64_t at = s->ext_start, end = is_pre ? y->pre.end : y->post.end;
    struct quote *q;

    if (y->quote == YAHOO_NO_QUOTE || !s->has_ext || (!is_pre && !is_post))
        return;
    if (grid_start(s, at) == at) /* a bar: some time until its end */
        at += bar_span_ms(s->span);
    if (at > end)
        at = end;
    if (was_asked(y) && at > y->reply->received_ms)
        at = y->reply->received_ms;
    if (at <= y->as_of)
        return;
    q = &y->out->items[y->quote].of.quote;
    QUOTE_SET(q, ext_price, s->ext_close);
    QUOTE_SET(q, ext_as_of, at);
    q->ext_session = is_pre ? SESSION_PRE : SESSION_POST;
}

static enum err find_span(const struct yahoo *y, json meta,
                          enum bar_span *out)
{
    const char *text = json_text_of(meta, "dataGranularity");
    double seconds;

    if (json_number_of(meta, "dataGranularity", &seconds)) {
        for (int i = 0; i < BAR_SPAN_COUNT; i++) {
            if (seconds * 1000 != (double)bar_span_ms((enum bar_span)i))
                continue;
            *out = (enum bar_span)i;
            return ERR_OK;
        }
        return yahoo_error(y, ERR_RANGE, "meta.dataGranularity",
                           "no span that we keep");
    }
    if (!text && was_asked(y)) {
        *out = y->reply->request->span;
        return ERR_OK;
    }
    if (!text)
        return yahoo_error(y, ERR_CORRUPT, "meta.dataGranularity", "missing");
    if (bar_span_from_name(strcmp(text, "60m") == 0 ? "1h" : text, out))
        return ERR_OK;
    return yahoo_error(y, ERR_RANGE, "meta.dataGranularity",
                       "no span that we keep");
}

/* Finds the columns; a missing one stays NULL, but for the close. */
static enum err find_columns(struct series *s, json times, json quote)
{
    char place[64] = "indicators.quote[0].";
    size_t n = strlen(place);

    for (int i = 0; i < COLUMNS; i++) {
        json column = json_get(quote, column_names[i]);

        strncpy(place + n, column_names[i], sizeof place - n - 1);
        if (column && !json_is_null(column) && !json_is_array(column))
            return yahoo_error(s->y, ERR_CORRUPT, place, "not an array");
        if (i == CLOSE && !json_is_array(column))
            return yahoo_error(s->y, ERR_CORRUPT, place, "missing");
        if (json_is_array(column) && json_count(column) != json_count(times))
            return yahoo_error(s->y, ERR_CORRUPT, place,
                               "not as long as timestamp");
        s->at[i] = json_first(column);
    }
    return ERR_OK;
}

enum err yahoo_bars(struct yahoo *y, json result, json meta)
{
    struct series s = {.y = y};
    json times = json_get(result, "timestamp");
    json quotes = json_path(result, "indicators.quote");
    /* The flat kind of spark has its columns at the top. */
    json quote = json_get(result, "indicators") ? json_first(quotes) : result;
    json close = json_get(quote, "close");
    enum err e;

    if (!times || json_is_null(times))
        return json_count(close) == 0
                   ? ERR_OK /* no trade in the range */
                   : yahoo_error(y, ERR_CORRUPT, "timestamp", "missing");
    if (!json_is_array(times))
        return yahoo_error(y, ERR_CORRUPT, "timestamp", "not an array");
    if (json_count(times) == 0)
        return ERR_OK;
    if (quotes && !json_is_array(quotes))
        return yahoo_error(y, ERR_CORRUPT, "indicators.quote", "not an array");
    e = find_span(y, meta, &s.span);
    if (e == ERR_OK)
        e = find_columns(&s, times, quote);
    if (e != ERR_OK)
        return e;
    for (s.time = json_first(times); s.time; advance(&s))
        take(&s, json_next(s.time) == NULL);
    if (s.span != BAR_1d)
        extended(&s);
    return ERR_OK;
}
