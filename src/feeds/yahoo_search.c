/* SPDX-License-Identifier: MIT */
/* Yahoo v1/finance/search: instruments by name or symbol, with their news. */
#include "tapewatch/feeds/provider.h"

#include <string.h>
#include <strings.h>

#include "reply.h"
#include "wire.h"
#include "yahoo.h"

enum { NAME_MAX_BYTES = 160, TITLE_MAX_BYTES = 4096, URL_MAX_BYTES = 2000 };

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    enum err e;

    *out = (struct request){.limit_bytes = YAHOO_BODY_MAX};
    if (!ask->text || !ask->text[0])
        return why_set(why, ERR_USAGE, "%s: nothing to look for", ask->name);
    strbuf_format(&url, "%s/v1/finance/search?q=",
                  ask->base_url ? ask->base_url : YAHOO_URL);
    wire_url_text(&url, ask->text);
    strbuf_add(&url, "&quotesCount=10&newsCount=10&listsCount=0"
                     "&enableFuzzyQuery=false");
    e = wire_request(&url, ask, out, why);
    strbuf_done(&url);
    return e;
}

/* Private companies are found too, but have no symbol. */
static bool add_instrument(struct yahoo *y, json item)
{
    const char *symbol = json_text_of(item, "symbol");
    const char *name = json_text_of(item, "longname");
    struct instrument *i;

    if (!symbol || !symbol_from_text(symbol, strlen(symbol), y->symbol))
        return json_is_object(item) && !symbol;
    i = &updates_add(y->out, y->reply->received_ms, UPDATE_instrument,
                     y->symbol, y->source)->of.instrument;
    if (!name)
        name = json_text_of(item, "shortname");
    i->type = yahoo_type(json_text_of(item, "quoteType"));
    i->name = updates_text(y->out, name, NAME_MAX_BYTES);
    i->venue = updates_text(y->out, json_text_of(item, "exchDisp"),
                            NAME_MAX_BYTES);
    i->sector = updates_text(y->out, json_text_of(item, "sector"),
                             NAME_MAX_BYTES);
    return true;
}

static void put_symbols(struct headline *h, json tickers)
{
    for (json t = json_first(tickers);
         t && h->symbol_count < HEADLINE_SYMBOLS_MAX; t = json_next(t)) {
        const char *text = json_text(t);

        if (text && symbol_from_text(text, strlen(text),
                                     h->symbols[h->symbol_count]))
            h->symbol_count++;
    }
}

static const char *text_of(struct yahoo *y, json item, const char *key,
                           size_t most)
{
    const char *text = updates_text(y->out, json_text_of(item, key), most);

    return text && text[0] ? text : NULL;
}

static bool add_headline(struct yahoo *y, json item)
{
    struct headline h = {.seen = y->reply->received_ms};
    const char *link = text_of(y, item, "link", URL_MAX_BYTES);

    h.title = text_of(y, item, "title", TITLE_MAX_BYTES);
    h.id = text_of(y, item, "uuid", URL_MAX_BYTES);
    if (link && (strncasecmp(link, "https://", 8) == 0 ||
                 strncasecmp(link, "http://", 7) == 0))
        h.url = link;
    if (!h.id)
        h.id = h.url;
    if (!h.id || !h.title)
        return false;
    h.publisher = text_of(y, item, "publisher", NAME_MAX_BYTES);
    if (!yahoo_seconds(json_get(item, "providerPublishTime"), &h.published))
        h.published = 0;
    put_symbols(&h, json_get(item, "relatedTickers"));
    name_copy(h.source, sizeof h.source, y->source);
    updates_add(y->out, y->reply->received_ms, UPDATE_headline, "",
                y->source)->of.headline = h;
    return true;
}

static enum err read_list(struct yahoo *y, json list, const char *place,
                          bool (*add)(struct yahoo *y, json item))
{
    enum err e = ERR_OK;

    y->symbol[0] = '\0';
    if (list && !json_is_null(list) && !json_is_array(list))
        return yahoo_error(y, ERR_CORRUPT, place, "not an array");
    for (json i = json_first(list); i; i = json_next(i))
        if (!add(y, i)) /* the others are read all the same */
            e = ERR_CORRUPT;
    y->symbol[0] = '\0';
    return e == ERR_OK ? e : yahoo_error(y, e, place, "one without a name");
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    struct yahoo y = {.reply = reply, .out = out, .why = why};
    struct json_doc *doc;
    json root, quotes, news;
    enum err e, more;

    y.source = reply_source(reply, "yahoo-search");
    e = yahoo_parse(reply, y.source, "finance", &doc, why);
    if (e != ERR_OK)
        return e;
    root = json_root(doc);
    quotes = json_get(root, "quotes");
    news = json_get(root, "news");
    if (!quotes && !news) {
        e = why_set(why, ERR_CORRUPT, "%s: quotes: missing", y.source);
    } else {
        e = read_list(&y, quotes, "quotes", add_instrument);
        more = read_list(&y, news, "news", add_headline);
        e = e == ERR_OK ? more : e;
    }
    json_doc_free(doc);
    return e;
}

const struct provider provider_yahoo_search = {
    .name = "yahoo-search",
    .help = "Yahoo search: instruments by name or symbol and their news, no "
            "key",
    .jobs = 1u << JOB_SEARCH,
    .batch = 0,
    .min_interval_ms = 1000,
    .base_url = YAHOO_URL,
    .plan = plan,
    .decode = decode,
};
