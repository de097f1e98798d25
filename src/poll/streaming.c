/* SPDX-License-Identifier: MIT */
/* One source that sends by itself. */
#include "streaming.h"

#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/strbuf.h"

enum {
    RETRY_MS = 2000,
    RETRY_MOST_MS = 5 * 60 * 1000,
    LOOK_MS = 50 /* where nothing can be waited for: while it connects */
};

enum phase { CLOSED, OPENING, OPEN };

struct streaming {
    const struct provider *provider;
    const struct stream *stream;
    const char *url;
    enum phase phase;
    struct request wanted; /* its symbols, as a reply's request has them */
    int64_t seen_ms[REQUEST_SYMBOLS_MAX]; /* last frame of each, 0 none */
    bool is_changed;   /* what is wanted, since it was last said */
    int64_t said_ms;   /* when it was */
    int64_t frame_ms;  /* last sign of life */
    int64_t retry_ms;  /* closed until then */
    int64_t turned_ms; /* the last turn */
    unsigned failures; /* in a row */
    bool was_pinged;
    struct why why;
};

struct streaming *streaming_new(const struct provider *provider,
                                const struct stream *stream, const char *url)
{
    struct streaming *s = mem_new(1, sizeof *s);

    s->provider = provider;
    s->stream = stream;
    s->url = url ? url : provider->base_url;
    name_copy(s->wanted.source, SOURCE_MAX, provider->name);
    return s;
}

void streaming_free(struct streaming *s)
{
    if (s && s->phase != CLOSED)
        s->stream->close(s->stream->self);
    free(s);
}

static size_t index_of(const struct streaming *s, const char *symbol)
{
    size_t i = 0;

    while (i < s->wanted.symbol_count &&
           strcmp(s->wanted.symbols[i], symbol) != 0)
        i++;
    return i;
}

static void shut(struct streaming *s)
{
    if (s->phase != CLOSED)
        s->stream->close(s->stream->self);
    s->phase = CLOSED;
    s->failures = 0;
    s->retry_ms = 0;
    s->why.text[0] = '\0';
}

void streaming_want(struct streaming *s, size_t count,
                    const char symbols[][SYMBOL_MAX])
{
    struct request next = {.symbol_count = 0};
    int64_t seen[REQUEST_SYMBOLS_MAX] = {0};
    bool is_new = false;
    char spelled[SYMBOL_MAX];

    for (size_t i = 0; i < count && next.symbol_count < REQUEST_SYMBOLS_MAX;
         i++) {
        size_t old = index_of(s, symbols[i]);

        if (!s->provider->spell(symbols[i],
                                instrument_type_of_symbol(symbols[i]),
                                spelled))
            continue;
        if (old < s->wanted.symbol_count)
            seen[next.symbol_count] = s->seen_ms[old];
        else
            is_new = true;
        name_copy(next.symbols[next.symbol_count++], SYMBOL_MAX, symbols[i]);
    }
    s->is_changed = s->is_changed || is_new ||
                    next.symbol_count != s->wanted.symbol_count;
    memcpy(s->wanted.symbols, next.symbols, sizeof next.symbols);
    s->wanted.symbol_count = next.symbol_count;
    memcpy(s->seen_ms, seen, sizeof seen);
    if (next.symbol_count == 0)
        shut(s);
}

static void broke(struct streaming *s, int64_t now_ms, const struct why *why)
{
    int64_t wait_ms = RETRY_MS;

    for (unsigned i = 0; i < s->failures && wait_ms < RETRY_MOST_MS; i++)
        wait_ms *= 2;
    s->stream->close(s->stream->self);
    s->phase = CLOSED;
    s->failures++;
    s->retry_ms = now_ms + (wait_ms < RETRY_MOST_MS ? wait_ms : RETRY_MOST_MS);
    (void)why_set(&s->why, ERR_IO, "%s", why->text);
}

static void begin(struct streaming *s, int64_t now_ms)
{
    struct why why = {""};

    if (s->wanted.symbol_count == 0 || now_ms < s->retry_ms)
        return;
    if (s->stream->open(s->stream->self, s->url, &why) != ERR_OK) {
        broke(s, now_ms, &why);
        return;
    }
    s->phase = OPENING;
    s->frame_ms = now_ms;
}

static int64_t say_again_ms(const struct streaming *s)
{
    unsigned every = s->provider->stream->resubscribe_ms;

    if (s->is_changed)
        return 0;
    return every ? s->said_ms + every : INT64_MAX;
}

static void say(struct streaming *s, int64_t now_ms)
{
    struct ask ask = {.name = s->provider->name,
                      .symbol_count = s->wanted.symbol_count};
    struct strbuf text = {0};
    struct why why = {""};
    enum err e;

    if (now_ms < say_again_ms(s))
        return;
    memcpy(ask.symbols, s->wanted.symbols, sizeof ask.symbols);
    e = s->provider->stream->subscribe(&ask, &text, &why);
    if (e == ERR_OK)
        e = s->stream->send(s->stream->self, strbuf_text(&text), text.len,
                            &why);
    strbuf_done(&text);
    s->is_changed = false;
    s->said_ms = now_ms;
    if (e != ERR_OK)
        broke(s, now_ms, &why);
}

/* A line that is dead says nothing: a ping, and then the end of it. */
static void check_silence(struct streaming *s, int64_t now_ms)
{
    static const struct why silent = {"nothing came for two minutes"};
    static const struct why late = {"no connection in time"};
    struct why why = {""};
    int64_t quiet_ms = now_ms - s->frame_ms;

    if (s->phase == OPENING && quiet_ms >= STREAMING_SILENT_MS) {
        broke(s, now_ms, &late);
    } else if (s->phase == OPEN && quiet_ms >= 2 * STREAMING_SILENT_MS) {
        broke(s, now_ms, &silent);
    } else if (s->phase == OPEN && quiet_ms >= STREAMING_SILENT_MS &&
               !s->was_pinged) {
        s->was_pinged = true;
        if (s->stream->ping(s->stream->self, &why) != ERR_OK)
            broke(s, now_ms, &why);
    }
}

static enum err read_frame(struct streaming *s, const struct stream_news *news,
                           int64_t now_ms, struct updates *out,
                           struct why *why)
{
    const struct reply reply = {.request = &s->wanted,
                                .status = 200,
                                .body = news->text,
                                .size = news->size,
                                .received_ms = now_ms};
    size_t from = out->count;
    enum err e = s->provider->decode(&reply, out, why);

    for (size_t i = from; i < out->count; i++) {
        size_t at = index_of(s, out->items[i].symbol);

        if (out->items[i].kind == UPDATE_quote && at < s->wanted.symbol_count)
            s->seen_ms[at] = now_ms;
    }
    if (out->count > from)
        s->failures = 0; /* it is of use again */
    s->frame_ms = now_ms;
    s->was_pinged = false;
    return e;
}

bool streaming_turn(struct streaming *s, int64_t now_ms, struct updates *out,
                    enum err *e, struct why *why)
{
    struct stream_news news = {.code = 0};

    s->turned_ms = now_ms;
    if (s->phase == CLOSED)
        begin(s, now_ms);
    if (s->phase == CLOSED)
        return false;
    switch (s->stream->next(s->stream->self, &news)) {
    case STREAM_NOTHING:
        break;
    case STREAM_OPENED:
        s->phase = OPEN;
        s->is_changed = true; /* the other side knows of nothing */
        s->frame_ms = now_ms;
        s->was_pinged = false;
        s->why.text[0] = '\0';
        break;
    case STREAM_FRAME:
        *e = read_frame(s, &news, now_ms, out, why);
        return true;
    case STREAM_CLOSED:
        broke(s, now_ms, &news.why);
        return false;
    }
    if (s->phase == OPEN)
        say(s, now_ms);
    check_silence(s, now_ms);
    return false;
}

int64_t streaming_next_ms(const struct streaming *s)
{
    int64_t silent_ms = s->frame_ms + STREAMING_SILENT_MS, again_ms;

    if (s->wanted.symbol_count == 0)
        return INT64_MAX;
    if (s->phase == CLOSED)
        return s->retry_ms;
    if (streaming_fd(s) < 0)
        return s->turned_ms + LOOK_MS;
    if (s->was_pinged)
        silent_ms += STREAMING_SILENT_MS;
    again_ms = say_again_ms(s);
    return again_ms < silent_ms ? again_ms : silent_ms;
}

bool streaming_is_fresh(const struct streaming *s, const char *symbol,
                        int64_t now_ms)
{
    size_t at = index_of(s, symbol);

    return s->phase == OPEN && at < s->wanted.symbol_count &&
           s->seen_ms[at] > 0 && now_ms - s->seen_ms[at] < STREAMING_FRESH_MS;
}

bool streaming_is_open(const struct streaming *s)
{
    return s->phase == OPEN;
}

bool streaming_is_wanted(const struct streaming *s)
{
    return s->wanted.symbol_count > 0;
}

int streaming_fd(const struct streaming *s)
{
    return s->phase == OPEN ? s->stream->fd(s->stream->self) : -1;
}

const char *streaming_reason(const struct streaming *s)
{
    return s->phase == OPEN ? "" : s->why.text;
}
