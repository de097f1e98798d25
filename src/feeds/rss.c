/* SPDX-License-Identifier: MIT */
/* News feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0. */
#include "rss_read.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "reply.h"
#include "tapewatch/feeds/provider.h"

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

    name_copy(f.label, sizeof f.label, "rss");
    if (strcmp(source, "rss") != 0)
        (void)snprintf(f.label, sizeof f.label, "rss: %s", source);
    e = feed_decode(&f, reply, why);
    feed_done(&f);
    return e;
}

static enum err plan(const struct ask *ask, struct request *out,
                     struct why *why)
{
    size_t n = ask->base_url ? strlen(ask->base_url) : 0;

    if (n == 0 || n >= sizeof out->url)
        return why_set(why, ERR_USAGE, "rss: %s: no URL, or one too long",
                       ask->name);
    *out = (struct request){.limit_bytes = BODY_MAX};
    name_copy(out->source, sizeof out->source, ask->name);
    memcpy(out->url, ask->base_url, n + 1);
    return ERR_OK;
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
