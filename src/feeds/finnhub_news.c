/* SPDX-License-Identifier: MIT */
/* Finnhub: news of one US company, of the last days. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "story.h"
#include "tapewatch/base/civil.h"
#include "wire.h"

static const char base_url[] = "https://finnhub.io";

enum { DAYS = 3, STORIES_MAX = 250 };

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    return answer_spell_us(symbol, type, '.', out);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    int32_t today = civil_utc_date(ask->now_ms);
    struct strbuf url = {0};
    char name[SYMBOL_MAX], from[11], to[11];
    enum err e = answer_plan(ask, 1, out, why);

    if (e != ERR_OK)
        return e;
    if (!spell(ask->symbols[0], ask->types[0], name))
        return why_set(why, ERR_USAGE, "%s: %s: not a US share", ask->name,
                       ask->symbols[0]);
    if (!request_header(out, "X-Finnhub-Token", ask->key))
        return why_set(why, ERR_USAGE, "%s: a key cannot look so", ask->name);
    civil_format_date(today - DAYS, from);
    civil_format_date(today, to);
    strbuf_format(&url, "%s/api/v1/company-news?symbol=",
                  ask->base_url ? ask->base_url : base_url);
    wire_url_text(&url, name);
    strbuf_format(&url, "&from=%s&to=%s", from, to);
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

static void add_related(struct story *s, const char *related)
{
    while (related && *related) {
        size_t n = strcspn(related, ", ");

        story_add_symbol(s, related, n);
        related += n + (related[n] != '\0');
    }
}

static bool add_story(const struct answer *a, json item)
{
    char id[24], asked[SYMBOL_MAX];
    int64_t number, seconds;
    struct story s = {
        .id = json_text_of(item, "id"),
        .title = json_text_of(item, "headline"),
        .summary = json_text_of(item, "summary"),
        .publisher = json_text_of(item, "source"),
        .url = json_text_of(item, "url"),
    };

    if (json_int_of(item, "id", &number) && number != 0) {
        (void)snprintf(id, sizeof id, "%" PRId64, number);
        s.id = id;
    }
    if (json_int_of(item, "datetime", &seconds) && seconds < INT32_MAX)
        s.published = seconds * 1000;
    if (answer_symbol(a, "symbol=", asked))
        story_add_symbol(&s, asked, strlen(asked));
    add_related(&s, json_text_of(item, "related"));
    return story_emit(&s, a->out, a->reply->received_ms, a->source);
}

static enum err read_news(struct answer *a)
{
    enum err e = ERR_OK;
    int n = 0;

    if (!json_is_array(a->root))
        return answer_words(a->root)
                   ? answer_told(a, ERR_REFUSED, answer_words(a->root))
                   : answer_error(a, "", "reply", "not an array");
    for (json i = json_first(a->root); i && n < STORIES_MAX;
         i = json_next(i), n++)
        if (!add_story(a, i))
            e = answer_error(a, "", "headline", "one without words");
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("finnhub-news", reply, out, why, read_news);
}

const struct provider provider_finnhub_news = {
    .name = "finnhub-news",
    .help = "Finnhub: company news of US shares, one symbol a request",
    .jobs = 1u << JOB_NEWS,
    .batch = 1,
    .min_interval_ms = 60000,
    .base_url = base_url,
    .rates = {{.requests = 60, .seconds = 60}, {.requests = 30, .seconds = 1}},
    .key_name = "FINNHUB_API_KEY",
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
