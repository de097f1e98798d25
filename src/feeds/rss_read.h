/*
 * The walk over a feed's elements. Set what comes before `items`; the rest of
 * struct feed starts as zero.
 */
#ifndef TAPEWATCH_SRC_FEEDS_RSS_READ_H
#define TAPEWATCH_SRC_FEEDS_RSS_READ_H

#include "rss.h"
#include "tapewatch/base/xml.h"

struct feed {
    struct updates *out;
    const char *source, *url; /* the feed's own address, or "" */
    /* "rss: NAME: SYMBOL", for messages */
    char label[SOURCE_MAX + SYMBOL_MAX + 8];
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

/* Reads a reply into f->out; feed_done() frees what is left in f. */
struct reply;
enum err feed_decode(struct feed *f, const struct reply *reply,
                     struct why *why);
/* What the parser is to call; headlines go to f->out. */
struct xml_handler feed_handler(struct feed *f);
/* Headlines without a publisher of their own have the channel's title. */
void feed_name_publisher(struct feed *f);
void feed_done(struct feed *f);

#endif
