/* SPDX-License-Identifier: MIT */
/* News feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0. */
#include "rss.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "reply.h"
#include "tapewatch/base/utf8.h"
#include "tapewatch/base/xml.h"
#include "tapewatch/feeds/provider.h"

/*
 * DESIGN. One walk over the elements. Where an element stands decides as much
 * as its name: a field of an item is its child (media:* may lie deeper), the
 * publisher is the title that is a child of the channel. The channel's title
 * may come behind the items, so it is laid on them at the end.
 */

enum { BODY_MAX = 4 << 20, DEPTH_MAX = 64, ITEMS_MAX = 2000 };

struct feed {
    struct updates *out;
    const char *source, *url; /* the feed's own address, or "" */
    char label[40];           /* "rss: NAME", for messages */
    int64_t t;
    size_t from;    /* out->count before us */
    size_t items;
    unsigned depth; /* of the element that is open */
    unsigned channel, item; /* their depths, 0 when not inside */
    unsigned capture;       /* depth of the element being read, 0 none */
    enum rss_field field;
    bool in_channel_title, skips, is_symbol;
    bool is_feed;   /* the root is one that we know */
    char root[40];
    struct strbuf title, base;
    struct rss_item now;
};

static const char *attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static const char *xml_base(const char **attributes)
{
    return attribute(attributes, "http://www.w3.org/XML/1998/namespace|base");
}

static void set_base(struct strbuf *base, const char *outer,
                     const char **attributes)
{
    const char *said = xml_base(attributes);
    struct strbuf url = {0};

    if (!said || !rss_url(&url, outer, said)) {
        strbuf_clear(&url);
        strbuf_add(&url, outer);
    }
    strbuf_clear(base);
    strbuf_add(base, strbuf_text(&url));
    strbuf_done(&url);
}

static void start_root(struct feed *f, const char *local,
                       const char **attributes)
{
    static const char *const roots[] = {"rss", "RDF", "feed", "channel"};

    struct strbuf clean = {0};

    utf8_clean(&clean, local, strlen(local), sizeof f->root - 1);
    name_copy(f->root, sizeof f->root, strbuf_text(&clean));
    strbuf_done(&clean);
    set_base(&f->base, f->url, attributes);
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        if (strcmp(roots[i], local) == 0)
            f->is_feed = true;
    if (strcmp(local, "feed") == 0 || strcmp(local, "channel") == 0)
        f->channel = 1;
}

/* Atom's links: the first alternate one to a page on the web wins. */
static void atom_link(struct feed *f, const char *href,
                      const char **attributes)
{
    const char *rel = attribute(attributes, "rel");
    const char *type = attribute(attributes, "type");
    struct strbuf url = {0};
    int rank;

    if (rel && strcmp(rel, "alternate") != 0)
        return;
    rank = !type || strstr(type, "html") ? 2 : 1;
    if (rank > f->now.link_rank &&
        rss_url(&url, strbuf_text(&f->now.base), href)) {
        struct strbuf *link = &f->now.fields[RSS_LINK];

        strbuf_clear(link);
        strbuf_add_n(link, url.text, url.len);
        f->now.link_rank = rank;
    }
    strbuf_done(&url);
}

static void open_field(struct feed *f, enum rss_field field,
                       const char **attributes)
{
    const char *type = attribute(attributes, "type");
    const char *permalink = attribute(attributes, "isPermaLink");
    const char *domain = attribute(attributes, "domain");
    const char *href = attribute(attributes, "href");

    if (field == RSS_LINK && href) {
        atom_link(f, href, attributes);
        return;
    }
    /* What came first counts, but for categories, of which each does. */
    f->skips = f->now.fields[field].len > 0;
    if (field == RSS_CATEGORY || field == RSS_TICKERS) {
        strbuf_clear(&f->now.fields[field]);
        f->skips = false;
    }
    f->capture = f->depth;
    f->field = field;
    f->is_symbol = field == RSS_TICKERS ||
                   (domain && strstr(domain, "stock") != NULL);
    if (f->skips)
        return;
    if (field == RSS_ID)
        f->now.id_is_link = !permalink || strcasecmp(permalink, "false") != 0;
    f->now.is_plain[field] = type && (strcmp(type, "text") == 0 ||
                                      strcmp(type, "xhtml") == 0);
}

static void start_in_item(struct feed *f, enum rss_space space,
                          const char *local, const char **attributes)
{
    enum rss_field field =
        rss_field_of(space, local, f->depth == f->item + 1);

    if (field != RSS_NONE)
        open_field(f, field, attributes);
}

static bool is_item(const struct feed *f, enum rss_space space,
                    const char *local)
{
    return !f->item && space == RSS_CORE && f->depth >= 2 &&
           (strcmp(local, "item") == 0 || strcmp(local, "entry") == 0);
}

/* Atom's source is a feed's head in small; only its title is wanted. */
static void start_in_source(struct feed *f, const char *local)
{
    f->skips = f->depth != f->capture + 1 || strcmp(local, "title") != 0;
    if (!f->skips)
        strbuf_clear(&f->now.fields[RSS_SOURCE]);
}

static bool on_start(void *self, const char *name, const char **attributes)
{
    struct feed *f = self;
    const char *local;
    enum rss_space space = rss_space_of(name, &local);

    f->depth++;
    if (f->depth == 1) {
        start_root(f, local, attributes);
        return f->is_feed;
    }
    if (f->capture) { /* markup inside a text */
        if (f->field == RSS_SOURCE)
            start_in_source(f, local);
        return true;
    }
    if (is_item(f, space, local)) {
        if (f->items++ == ITEMS_MAX)
            return false;
        f->item = f->depth;
        rss_item_clear(&f->now);
        set_base(&f->now.base, strbuf_text(&f->base), attributes);
    } else if (f->item) {
        start_in_item(f, space, local, attributes);
    } else if (space == RSS_CORE && strcmp(local, "channel") == 0) {
        f->channel = f->depth;
    } else if (space == RSS_CORE && strcmp(local, "title") == 0 &&
               f->channel && f->depth == f->channel + 1 && !f->title.len) {
        f->in_channel_title = true;
        f->capture = f->depth;
    }
    return true;
}

static size_t most_of(enum rss_field field)
{
    return field == RSS_SUMMARY || field == RSS_CONTENT ? RSS_TEXT_MAX
                                                        : RSS_TITLE_MAX;
}

static bool on_text(void *self, const char *text, size_t n)
{
    struct feed *f = self;
    struct strbuf *to = f->in_channel_title ? &f->title
                                            : &f->now.fields[f->field];
    size_t most = f->in_channel_title ? RSS_TITLE_MAX : most_of(f->field);

    if (!f->capture || f->skips)
        return true;
    if (n > most - to->len)
        n = most - to->len;
    strbuf_add_n(to, text, n);
    return true;
}

/* "AAPL,MSFT" or "NASDAQ:AAPL". */
static void take_symbols(struct feed *f)
{
    const char *p = strbuf_text(&f->now.fields[f->field]);

    while (*p) {
        size_t n = strcspn(p, ",;");

        rss_item_add_symbol(&f->now, p, n, f->field == RSS_CATEGORY);
        p += n + (p[n] != '\0');
    }
}

static void close_field(struct feed *f)
{
    if (!f->in_channel_title && f->is_symbol)
        take_symbols(f);
    f->capture = 0;
    f->field = RSS_NONE;
    f->in_channel_title = f->skips = f->is_symbol = false;
}

static bool on_end(void *self, const char *name)
{
    struct feed *f = self;

    (void)name;
    if (f->capture && f->depth > f->capture)
        (void)on_text(f, "\n", 1); /* the end of markup inside a text */
    if (f->field == RSS_SOURCE && f->depth > f->capture)
        f->skips = true;
    if (f->capture == f->depth)
        close_field(f);
    if (f->item == f->depth) {
        rss_item_emit(&f->now, f->out, f->t, f->source);
        f->item = 0;
    }
    if (f->channel == f->depth)
        f->channel = 0;
    f->depth--;
    return true;
}

static void on_reset(void *self)
{
    struct feed *f = self;

    f->out->count = f->from;
    f->items = 0;
    f->depth = f->channel = f->item = f->capture = 0;
    f->field = RSS_NONE;
    f->in_channel_title = f->skips = f->is_symbol = f->is_feed = false;
    strbuf_clear(&f->title);
    rss_item_clear(&f->now);
}

/* Headlines without a publisher of their own have the channel's title. */
static void name_publisher(struct feed *f)
{
    struct strbuf plain = {0};
    const char *title;

    rss_plain(&plain, &f->title, false);
    title = updates_text_n(f->out, strbuf_text(&plain), plain.len,
                           RSS_TITLE_MAX);
    strbuf_done(&plain);
    for (size_t i = f->from; title && title[0] && i < f->out->count; i++)
        if (!f->out->items[i].of.headline.publisher)
            f->out->items[i].of.headline.publisher = title;
}

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
    const struct xml_handler handler = {
        .self = f,
        .reset = on_reset,
        .start = on_start,
        .text = on_text,
        .end = on_end,
    };
    const struct xml_limits limits = {.bytes = BODY_MAX, .depth = DEPTH_MAX};
    char charset[40];
    bool said = charset_of(reply, charset, sizeof charset);
    enum err e = xml_parse(reply->body, reply->size, said ? charset : NULL,
                           limits, &handler, why);

    name_publisher(f);
    if (e != ERR_OK)
        why_prefix(why, f->label);
    else if (!f->is_feed)
        e = why_set(why, ERR_SYNTAX, "%s: not a feed (its root is <%s>)",
                    f->label, f->root);
    return e;
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

    if (reply->failure == REPLY_DONE && reply->status == 304)
        return ERR_OK; /* nothing new */
    name_copy(f.label, sizeof f.label, "rss");
    if (strcmp(source, "rss") != 0)
        (void)snprintf(f.label, sizeof f.label, "rss: %s", source);
    e = reply_status(reply, f.label, why);
    if (e == ERR_OK && reply_is_html(reply))
        e = why_set(why, ERR_REFUSED, "%s: not a feed (an HTML page)",
                    f.label);
    else if (e == ERR_OK && reply->size == 0)
        e = why_set(why, ERR_CORRUPT, "%s: empty reply", f.label);
    if (e == ERR_OK)
        e = read_feed(&f, reply, why);
    strbuf_done(&f.title);
    strbuf_done(&f.base);
    rss_item_done(&f.now);
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
