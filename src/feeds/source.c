/* SPDX-License-Identifier: MIT */
/* A reply on its way into updates, and errors with their place. */
#include "source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reply.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/utf8.h"
#include "wire.h"

bool source_was_asked(const struct source *s)
{
    return s->reply->request && s->reply->request->symbol_count > 0;
}

const char *source_only(const struct source *s)
{
    const struct request *r = s->reply->request;

    return r && r->symbol_count == 1 ? r->symbols[0] : NULL;
}

enum err source_error(const struct source *s, enum err e, const char *symbol,
                      const char *place, const char *reason)
{
    return why_set(s->why, e, "%s: %s%s%s: %s", s->name, symbol ? symbol : "",
                   symbol ? ": " : "", place, reason);
}

enum err source_told(const struct source *s, enum err e, const char *words)
{
    const char *symbol = source_only(s);
    struct strbuf clean = {0};

    if (words)
        utf8_clean(&clean, words, strlen(words), SOURCE_TEXT_MAX);
    (void)why_set(s->why, e, "%s: %s%s%s", s->name, symbol ? symbol : "",
                  symbol ? ": " : "",
                  clean.len ? strbuf_text(&clean) : "an error without words");
    strbuf_done(&clean);
    return e;
}

/* What the body of an HTTP error says is better than its number alone. */
static enum err told_status(const struct source *s, enum err e,
                            const char *(*words)(json root))
{
    struct json_doc *doc = NULL;
    const char *text = NULL;

    if (words && reply_first_byte(s->reply) == '{' &&
        json_parse(s->reply->body, s->reply->size, SOURCE_BODY_MAX, &doc,
                   NULL) == ERR_OK)
        text = words(json_root(doc));
    if (text && *text)
        e = source_told(s, e, text);
    json_doc_free(doc);
    return e;
}

enum err source_json(const struct source *s, const char *(*words)(json root),
                     struct json_doc **doc)
{
    enum err e = reply_status(s->reply, s->name, s->why);

    *doc = NULL;
    if (e != ERR_OK)
        return s->reply->failure == REPLY_DONE ? told_status(s, e, words) : e;
    if (reply_first_byte(s->reply) == '<')
        return source_error(s, ERR_REFUSED, source_only(s), "reply",
                            "a page instead of JSON");
    e = json_parse(s->reply->body, s->reply->size, SOURCE_BODY_MAX, doc,
                   s->why);
    if (e != ERR_OK) {
        *doc = NULL;
        if (s->why)
            reply_prefix(s->reply, s->name, s->why);
    }
    return e;
}

void source_instrument(const struct source *s, const char *symbol,
                       const struct instrument *about)
{
    const char *name = updates_text(s->out, about->name, SOURCE_TEXT_MAX);
    const char *venue = updates_text(s->out, about->venue, SOURCE_TEXT_MAX);
    struct instrument *i =
        &updates_add(s->out, s->reply->received_ms, UPDATE_instrument, symbol,
                     s->name)
             ->of.instrument;

    i->type = about->type;
    memcpy(i->currency, about->currency, sizeof i->currency);
    i->name = name;
    i->venue = venue;
}

struct quote *source_quote(const struct source *s, const char *symbol)
{
    return &updates_add(s->out, s->reply->received_ms, UPDATE_quote, symbol,
                        s->name)
                ->of.quote;
}

void source_bar(const struct source *s, const char *symbol,
                enum bar_span span, const struct bar *b)
{
    struct update *u;

    /* A bar on the tape is final: one that still grows is left out. What a
     * file tells was over whenever it was written. */
    if (source_was_asked(s) &&
        b->start + bar_span_ms(span) > s->reply->received_ms)
        return;
    u = updates_add(s->out, s->reply->received_ms, UPDATE_bar, symbol,
                    s->name);
    u->of.bar.span = span;
    u->of.bar.bar = *b;
}

static int by_start(const void *a, const void *b)
{
    const struct update *x = a, *y = b;
    int64_t left = x->of.bar.bar.start, right = y->of.bar.bar.start;

    return (left > right) - (left < right);
}

void source_sort_bars(const struct source *s, size_t from)
{
    if (s->out->count > from)
        qsort(s->out->items + from, s->out->count - from,
              sizeof *s->out->items, by_start);
}

static bool came(const struct source *s, const char *symbol)
{
    for (size_t i = s->from; i < s->out->count; i++)
        if (strcmp(s->out->items[i].symbol, symbol) == 0)
            return true;
    return false;
}

enum err source_came(const struct source *s)
{
    const struct request *r = s->reply->request;
    struct strbuf absent = {0};
    enum err e = ERR_OK;

    for (size_t i = 0; r && i < r->symbol_count; i++) {
        if (came(s, r->symbols[i])) {
            strbuf_done(&absent);
            return ERR_OK;
        }
        strbuf_format(&absent, "%s%s", i ? ", " : "", r->symbols[i]);
    }
    if (absent.len)
        e = why_set(s->why, ERR_NOT_FOUND, "%s: unknown symbol: %s", s->name,
                    strbuf_text(&absent));
    strbuf_done(&absent);
    return e;
}

static bool number(json v, double *out)
{
    const char *text = json_text(v);

    return text ? wire_number(text, out) : json_number(v, out);
}

bool source_seconds(json v, int64_t *ms)
{
    double s;

    if (!number(v, &s) || s <= 0 || s > 1e11 || floor(s) != s)
        return false;
    *ms = (int64_t)s * MS_PER_SECOND;
    return true;
}

bool source_price(json v, double *out)
{
    double price;

    if (!number(v, &price) || price <= 0)
        return false;
    *out = price;
    return true;
}

bool source_price_of(json object, const char *key, double *out)
{
    return source_price(json_get(object, key), out);
}

json source_item(json array, unsigned n)
{
    json v = json_is_array(array) ? json_first(array) : NULL;

    while (v && n-- > 0)
        v = json_next(v);
    return v;
}
