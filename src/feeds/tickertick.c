/* SPDX-License-Identifier: MIT */
/* TickerTick: news of a whole watchlist in one call. */
#include "tapewatch/feeds/provider.h"

#include <ctype.h>
#include <string.h>

#include "answer.h"
#include "story.h"
#include "wire.h"

static const char base_url[] = "https://api.tickertick.com";

enum { STORIES_MAX = 200, SIMILAR_MAX = 100 };

static bool spell(const char *symbol, enum instrument_type type,
                  char out[SYMBOL_MAX])
{
    if (!answer_spell_us(symbol, type, '.', out))
        return false;
    for (char *c = out; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return true;
}

/* tt:aapl, or (or tt:aapl tt:nvda). Returns how many there are. */
static size_t query(const struct ask *ask, struct strbuf *out)
{
    struct strbuf terms = {0};
    char name[SYMBOL_MAX];
    size_t n = 0;

    for (size_t i = 0; i < ask->symbol_count; i++)
        if (spell(ask->symbols[i], ask->types[i], name)) {
            strbuf_format(&terms, " tt:%s", name);
            n++;
        }
    if (n == 1)
        strbuf_add(out, strbuf_text(&terms) + 1);
    else
        strbuf_format(out, "(or%s)", strbuf_text(&terms));
    strbuf_done(&terms);
    return n;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0}, q = {0};
    enum err e;

    *out = (struct request){0};
    if (ask->symbol_count > REQUEST_SYMBOLS_MAX || query(ask, &q) == 0) {
        strbuf_done(&q);
        return why_set(why, ERR_USAGE,
                       "tickertick: 1 to %d US symbols a request",
                       REQUEST_SYMBOLS_MAX);
    }
    strbuf_format(&url, "%s/feed?q=",
                  ask->base_url ? ask->base_url : base_url);
    wire_url_text(&url, strbuf_text(&q));
    strbuf_add(&url, "&n=50");
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    strbuf_done(&q);
    return e;
}

static const char *id_of(json story)
{
    return json_text_of(story, "id");
}

/* True when an earlier story of the reply has said that it is much like this
 * one: the same news from another site. */
static bool is_told(json stories, json story)
{
    const char *id = id_of(story);

    for (json s = json_first(stories); id && s != story; s = json_next(s)) {
        json like = json_get(s, "similar_stories");
        int n = 0;

        for (json i = json_is_array(like) ? json_first(like) : NULL;
             i && n < SIMILAR_MAX; i = json_next(i), n++)
            if (json_text(i) && strcmp(json_text(i), id) == 0)
                return true;
    }
    return false;
}

static bool add_story(const struct answer *a, json item)
{
    struct story s = {
        .id = id_of(item),
        .title = json_text_of(item, "title"),
        .summary = json_text_of(item, "description"),
        .publisher = json_text_of(item, "site"),
        .url = json_text_of(item, "url"),
    };
    json tickers = json_get(item, "tickers");

    if (!json_int_of(item, "time", &s.published))
        s.published = 0;
    if (!json_is_array(tickers)) /* only some versions have both */
        tickers = json_get(item, "tags");
    for (json t = json_is_array(tickers) ? json_first(tickers) : NULL; t;
         t = json_next(t))
        if (json_text(t))
            story_add_symbol(&s, json_text(t), strlen(json_text(t)));
    return story_emit(&s, a->out, a->reply->received_ms, a->source);
}

static enum err read_stories(struct answer *a)
{
    json stories = json_get(a->root, "stories");
    enum err e = ERR_OK;
    int n = 0;

    if (!stories && answer_words(a->root))
        return answer_told(a, ERR_REFUSED, answer_words(a->root));
    if (!json_is_array(stories))
        return answer_error(a, "", "stories",
                            stories ? "not an array" : "missing");
    for (json s = json_first(stories); s && n < STORIES_MAX;
         s = json_next(s), n++)
        if (!is_told(stories, s) && !add_story(a, s))
            e = answer_error(a, "", "stories", "one without a title");
    return e;
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    return answer_decode("tickertick", reply, out, why, read_stories);
}

const struct provider provider_tickertick = {
    .name = "tickertick",
    .help = "TickerTick: news of up to 20 symbols in one request, free to use",
    .jobs = 1u << JOB_NEWS,
    .batch = REQUEST_SYMBOLS_MAX,
    .min_interval_ms = 120000,
    .base_url = base_url,
    .rates = {{.requests = 10, .seconds = 60}},
    .spell = spell,
    .plan = plan,
    .decode = decode,
};
