/*
 * One item of a feed while it is read, and the headline made of it.
 */
#ifndef TAPEWATCH_SRC_FEEDS_RSS_H
#define TAPEWATCH_SRC_FEEDS_RSS_H

#include <stdbool.h>
#include <stdint.h>

#include "tapewatch/base/strbuf.h"
#include "tapewatch/model/update.h"

#define RSS_FIELDS(_)                                                       \
    _(NONE) _(TITLE) _(TITLE_SPARE) _(LINK) _(ID) _(SUMMARY) _(CONTENT)     \
    _(DATE) _(UPDATED) _(SOURCE) _(CATEGORY) _(TICKERS)

enum rss_field {
#define RSS_ENUM(name) RSS_##name,
    RSS_FIELDS(RSS_ENUM)
#undef RSS_ENUM
    RSS_FIELD_COUNT
};

enum rss_space { /* CORE: RSS of all ages and Atom */
    RSS_CORE, RSS_BING, RSS_DUBLIN, RSS_MODULE, RSS_MEDIA, RSS_NASDAQ,
    RSS_OTHER
};

/* Of a name as base/xml.h gives it; *local is what follows the "|". */
enum rss_space rss_space_of(const char *name, const char **local);
/* What an element inside an item holds; is_child: directly inside. */
enum rss_field rss_field_of(enum rss_space space, const char *local,
                            bool is_child);

enum { RSS_TITLE_MAX = 4096, RSS_TEXT_MAX = 65536, RSS_SUMMARY_MAX = 600,
       RSS_URL_MAX = 2000 };

struct rss_item {
    struct strbuf fields[RSS_FIELD_COUNT]; /* raw; text that may be HTML */
    bool is_plain[RSS_FIELD_COUNT];        /* Atom's type="text" and "xhtml" */
    int link_rank;    /* how good the link is that we have; 0 none */
    bool id_is_link;  /* a guid that is not said to be no link */
    struct strbuf base; /* of relative links, "" unknown */
    struct strbuf plain; /* what is being made of a field */
    size_t symbol_count;
    char symbols[HEADLINE_SYMBOLS_MAX][SYMBOL_MAX];
};

void rss_item_clear(struct rss_item *item);
void rss_item_done(struct rss_item *item);

/* Adds a symbol as exchanges write it: "NASDAQ:AAPL", or "AAPL" when the
 * feed is American anyway. Others ("Paris:IPS") are not ours to name. */
void rss_item_add_symbol(struct rss_item *item, const char *text, size_t n,
                         bool needs_exchange);

/* Adds the headline of an item; an item that says nothing adds none. */
void rss_item_emit(struct rss_item *item, struct updates *out, int64_t t,
                   const char *source);

/* Plain text of a field: tags and entities gone, also doubly escaped ones.
 * `out` comes empty. */
void rss_plain(struct strbuf *out, const struct strbuf *raw, bool is_plain);

/* Writes an http or https address, relative to base where need be; false when
 * it is none. */
bool rss_url(struct strbuf *out, const char *base, const char *link);

#endif
