/*
 * For the fuzzers of decoders: any bytes as the reply of each provider of one
 * kind. The first byte chooses status, content type and whether the reply was
 * asked for.
 */
#ifndef TAPEWATCH_TESTS_FUZZ_REPLY_H
#define TAPEWATCH_TESTS_FUZZ_REPLY_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tapewatch/base/mem.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/feeds/provider.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum kind { KIND_QUOTES, KIND_CHART, KIND_NEWS, KIND_FACTS, KIND_LISTS,
            KIND_STREAM };

/* What is not named here has quotes. */
static inline enum kind kind_of(const char *provider)
{
    static const struct {
        const char *provider;
        enum kind kind;
    } rows[] = {
        {"yahoo-chart", KIND_CHART},     {"nasdaq-historical", KIND_CHART},
        {"rss", KIND_NEWS},              {"tickertick", KIND_NEWS},
        {"finnhub-news", KIND_NEWS},     {"halts", KIND_NEWS},
        {"sec-current", KIND_NEWS},      {"ecb", KIND_NEWS},
        {"sec-facts", KIND_FACTS},       {"sec-submissions", KIND_FACTS},
        {"sec-tickers", KIND_LISTS},     {"nasdaq-symbols", KIND_LISTS},
        {"nasdaq-calendar", KIND_LISTS}, {"fred", KIND_LISTS},
        {"yahoo-stream", KIND_STREAM},   {"coinbase-stream", KIND_STREAM},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].provider, provider) == 0)
            return rows[i].kind;
    return KIND_QUOTES;
}

static inline void check(int is_so)
{
    if (!is_so)
        abort();
}

static inline void check_text(const char *s)
{
    if (!s)
        return;
    check(utf8_is_valid(s, strlen(s)));
    for (; *s; s++)
        check((unsigned char)*s >= 0x20 && *s != 0x7f);
}

/* What leaves a decoder is clean, and an error has its words. */
static inline void check_updates(const struct updates *out)
{
    for (size_t i = 0; i < out->count; i++) {
        const struct update *u = &out->items[i];

        check_text(u->symbol);
        check_text(u->source);
        if (u->kind == UPDATE_headline) {
            check(u->of.headline.id && u->of.headline.title);
            check_text(u->of.headline.id);
            check_text(u->of.headline.title);
            check_text(u->of.headline.summary);
            check_text(u->of.headline.publisher);
            check_text(u->of.headline.url);
        } else if (u->kind == UPDATE_instrument) {
            check_text(u->of.instrument.name);
            check_text(u->of.instrument.venue);
        }
    }
}

static inline void check_decode(const struct provider *p,
                                const struct reply *reply)
{
    struct updates out = {0};
    struct why why = {""};

    if (p->decode(reply, &out, &why) != ERR_OK)
        check(strncmp(why.text, p->name, strlen(p->name)) == 0);
    check_text(why.text);
    check_updates(&out);
    updates_done(&out);
}

/* A copy: a decoder may rely on the NUL behind the body, on nothing else. */
static inline void fuzz_body(enum kind kind, struct reply *reply,
                             struct request *asked, const uint8_t *data,
                             size_t size)
{
    char *body = mem_new(size + 1, 1);

    if (size)
        memcpy(body, data, size);
    reply->body = body;
    reply->size = size;
    for (const struct provider *const *p = providers; *p; p++) {
        if (kind_of((*p)->name) != kind)
            continue;
        name_copy(asked->source, SOURCE_MAX, (*p)->name);
        check_decode(*p, reply);
    }
    free(body);
}

static inline int fuzz_reply(enum kind kind, const uint8_t *data, size_t size)
{
    static const long statuses[] = {200, 200, 200, 404, 429, 500, 0, 422};
    static const char *const types[] = {"", "text/html",
                                        "text/xml; charset=windows-1252",
                                        "text/plain;charset=\""};
    uint8_t how = size ? data[0] : 0;
    struct request asked = {.symbol_count = 1, .span = BAR_5m};
    struct reply reply = {.status = statuses[how & 7],
                          .received_ms = INT64_C(1735944600000)};

    memcpy(reply.content_type, types[how >> 3 & 3],
           strlen(types[how >> 3 & 3]) + 1);
    name_copy(asked.symbols[0], SYMBOL_MAX, "TEST");
    name_copy(asked.url, URL_MAX, "https://example.com/a/b?c");
    if (how & 0x20)
        reply.request = &asked;
    fuzz_body(kind, &reply, &asked, data + (size ? 1 : 0),
              size - (size ? 1 : 0));
    return 0;
}

#endif
