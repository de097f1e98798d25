/* SPDX-License-Identifier: MIT */
/* The walk over a feed's elements, and the headlines it finds. */
#include "rss_read.h"

#include <string.h>
#include <strings.h>

#include "tapewatch/base/utf8.h"

/*
 * DESIGN. One walk over the elements. Where an element stands decides as much
 * as its name: a field of an item is its child (media:* may lie deeper), the
 * publisher is the title that is a child of the channel. The channel's title
 * may come behind the items, so it is laid on them at the end.
 */

enum { ITEMS_MAX = 2000 };

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

    strbuf_clear(base);
    if (said && rss_url(base, outer, said))
        return;
    strbuf_clear(base);
    strbuf_add(base, outer);
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
    struct strbuf *to;
    size_t most;

    if (!f->capture || f->skips)
        return true;
    to = f->in_channel_title ? &f->title : &f->now.fields[f->field];
    most = f->in_channel_title ? RSS_TITLE_MAX : most_of(f->field);
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

void feed_name_publisher(struct feed *f)
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

struct xml_handler feed_handler(struct feed *f)
{
    return (struct xml_handler){
        .self = f,
        .reset = on_reset,
        .start = on_start,
        .text = on_text,
        .end = on_end,
    };
}

void feed_done(struct feed *f)
{
    strbuf_done(&f->title);
    strbuf_done(&f->base);
    rss_item_done(&f->now);
}
