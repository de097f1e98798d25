/* SPDX-License-Identifier: MIT */
/* News feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0. */
#include "rss_read.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "reply.h"
#include "tapewatch/feeds/provider.h"
#include "wire.h"

#define SYMBOL_MARK "{symbol}" /* in the URL of a feed for each symbol */

enum { BODY_MAX = 4 << 20, DEPTH_MAX = 64 };

/* What the transport says of the encoding: "text/xml; charset=x". */
static bool charset_of(const struct reply *reply, char *out, size_t size)
{
    const char *p = strcasestr(reply->content_type, "charset=");
    size_t n;

    if (!p)
        return false;
    p += strlen("charset=");
    p += *p == '"';
    n = strcspn(p, "\"; ");
    if (n == 0 || n >= size)
        return false;
    memcpy(out, p, n);
    out[n] = '\0';
    return true;
}

/* What a feed for one symbol brings is tagged with that by its publisher. */
static void tag_all(struct feed *f, const struct reply *reply)
{
    const struct request *r = reply->request;

    for (size_t i = f->from; r && r->symbol_count == 1 && i < f->out->count;
         i++) {
        struct headline *h = &f->out->items[i].of.headline;
        bool is_there = h->symbol_count == HEADLINE_SYMBOLS_MAX;

        for (size_t k = 0; k < h->symbol_count; k++)
            is_there = is_there || strcmp(h->symbols[k], r->symbols[0]) == 0;
        if (!is_there)
            name_copy(h->symbols[h->symbol_count++], SYMBOL_MAX,
                      r->symbols[0]);
    }
}

static enum err read_feed(struct feed *f, const struct reply *reply,
                          struct why *why)
{
    const struct xml_handler handler = feed_handler(f);
    const struct xml_limits limits = {.bytes = BODY_MAX, .depth = DEPTH_MAX};
    char charset[40];
    bool said = charset_of(reply, charset, sizeof charset);
    enum err e = xml_parse(reply->body, reply->size, said ? charset : NULL,
                           limits, &handler, why);

    feed_name_publisher(f);
    tag_all(f, reply);
    if (e != ERR_OK)
        why_prefix(why, f->label);
    else if (!f->is_feed)
        e = why_set(why, ERR_SYNTAX, "%s: not a feed (its root is <%s>)",
                    f->label, f->root);
    return e;
}

enum err feed_decode(struct feed *f, const struct reply *reply,
                     struct why *why)
{
    enum err e;

    if (reply->failure == REPLY_DONE && reply->status == 304)
        return ERR_OK; /* nothing new */
    e = reply_status(reply, f->label, why);
    if (e == ERR_OK && reply_is_html(reply))
        e = why_set(why, ERR_REFUSED, "%s: not a feed (an HTML page)",
                    f->label);
    else if (e == ERR_OK && reply->size == 0)
        e = why_set(why, ERR_CORRUPT, "%s: empty reply", f->label);
    return e == ERR_OK ? read_feed(f, reply, why) : e;
}

static void name_feed(struct feed *f, const struct request *r)
{
    bool has_name = strcmp(f->source, "rss") != 0;
    bool has_symbol = r && r->symbol_count == 1;

    (void)snprintf(f->label, sizeof f->label, "rss%s%s%s%s",
                   has_name ? ": " : "", has_name ? f->source : "",
                   has_symbol ? ": " : "", has_symbol ? r->symbols[0] : "");
}

static enum err decode(const struct reply *reply, struct updates *out,
                       struct why *why)
{
    const char *source = reply_source(reply, "rss");
    struct feed f = {
        .out = out,
        .source = source,
        .url = reply->request ? reply->request->url : "",
        .t = reply->received_ms,
        .from = out->count,
    };
    enum err e;

    name_feed(&f, reply->request);
    e = feed_decode(&f, reply, why);
    feed_done(&f);
    return e;
}

/* The feed's address, with the symbol in each {symbol}. */
static void add_url(struct strbuf *url, const struct ask *ask)
{
    const char *at = ask->base_url, *next;

    while ((next = strstr(at, SYMBOL_MARK)) != NULL) {
        strbuf_add_n(url, at, (size_t)(next - at));
        wire_url_text(url, ask->symbols[0]);
        at = next + strlen(SYMBOL_MARK);
    }
    strbuf_add(url, at);
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    struct strbuf url = {0};
    bool is_per_symbol;
    enum err e;

    *out = (struct request){.limit_bytes = BODY_MAX};
    if (!ask->base_url || !ask->base_url[0])
        return why_set(why, ERR_USAGE, "rss: %s: no URL", ask->name);
    is_per_symbol = strstr(ask->base_url, SYMBOL_MARK) != NULL;
    if (is_per_symbol != (ask->symbol_count == 1))
        return why_set(why, ERR_USAGE, "rss: %s: %s", ask->name,
                       is_per_symbol ? "wants one symbol a request"
                                     : "takes no symbols");
    add_url(&url, ask);
    e = wire_request(&url, ask, out, why);
    out->is_private = true; /* the user's own, with a token perhaps */
    strbuf_done(&url);
    return e;
}

const struct provider provider_rss = {
    .name = "rss",
    .help = "Any news feed in RSS, RDF or Atom: [feed NAME] url = ...",
    .jobs = 1u << JOB_NEWS,
    .batch = 0,
    .min_interval_ms = 60000,
    .base_url = NULL,
    .plan = plan,
    .decode = decode,
};
