/* SPDX-License-Identifier: MIT */
/* From the raw fields of an item to a headline. */
#include "rss.h"

#include <string.h>
#include <strings.h>

#include "tapewatch/base/civil.h"
#include "tapewatch/base/html.h"

void rss_item_clear(struct rss_item *item)
{
    for (int i = 0; i < RSS_FIELD_COUNT; i++) {
        strbuf_clear(&item->fields[i]);
        item->is_plain[i] = false;
    }
    strbuf_clear(&item->base);
    item->link_rank = 0;
    item->id_is_link = false;
    item->symbol_count = 0;
}

void rss_item_done(struct rss_item *item)
{
    for (int i = 0; i < RSS_FIELD_COUNT; i++)
        strbuf_done(&item->fields[i]);
    strbuf_done(&item->base);
    strbuf_done(&item->plain);
}

static bool is_american(const char *exchange, size_t n)
{
    static const char *const names[] = {
        "nasdaq", "nyse",     "nyse american", "nyse arca", "nysearca",
        "amex",   "nyse mkt", "nysemkt",       "bats",      "cboe",
        "otc",    "otcqb",    "otcqx",         "otcpk",     "otcbb",
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == n && strncasecmp(names[i], exchange, n) == 0)
            return true;
    return false;
}

static void trim(const char **s, size_t *n)
{
    while (*n && (unsigned char)(*s)[0] <= ' ') {
        (*s)++;
        (*n)--;
    }
    while (*n && (unsigned char)(*s)[*n - 1] <= ' ')
        (*n)--;
}

void rss_item_add_symbol(struct rss_item *item, const char *text, size_t n,
                         bool needs_exchange)
{
    const char *colon = n ? memchr(text, ':', n) : NULL;
    char symbol[SYMBOL_MAX];

    if (colon) {
        const char *exchange = text;
        size_t length = (size_t)(colon - text);

        trim(&exchange, &length);
        if (!is_american(exchange, length))
            return;
        n -= (size_t)(colon + 1 - text);
        text = colon + 1;
    } else if (needs_exchange) {
        return;
    }
    trim(&text, &n);
    if (item->symbol_count == HEADLINE_SYMBOLS_MAX ||
        !symbol_from_text(text, n, symbol))
        return;
    if (n > 2 && symbol[n - 2] == '.') /* BRK.B is BRK-B here */
        symbol[n - 2] = '-';
    for (size_t i = 0; i < item->symbol_count; i++)
        if (strcmp(item->symbols[i], symbol) == 0)
            return;
    memcpy(item->symbols[item->symbol_count++], symbol, sizeof symbol);
}

static bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '#';
}

/* True when the text still holds "&name;" or "&#1;". */
static bool is_escaped(const struct strbuf *text)
{
    const char *p = strbuf_text(text);

    while ((p = strchr(p, '&')) != NULL) {
        const char *name = ++p;

        while (is_of_name(*p))
            p++;
        if (p > name + 1 && *p == ';')
            return true;
    }
    return false;
}

void rss_plain(struct strbuf *out, const struct strbuf *raw, bool is_plain)
{
    struct strbuf once;

    if (is_plain) {
        strbuf_add_n(out, strbuf_text(raw), raw->len);
        return;
    }
    html_text(out, strbuf_text(raw), raw->len);
    if (!is_escaped(out))
        return;
    once = *out;
    *out = (struct strbuf){0};
    html_text(out, once.text, once.len);
    strbuf_done(&once);
}

static bool is_web(const char *s)
{
    return strncasecmp(s, "http://", 7) == 0 ||
           strncasecmp(s, "https://", 8) == 0;
}

/* Length of "https://host" in a web address. */
static size_t origin(const char *url)
{
    size_t scheme = (size_t)(strchr(url, '/') - url) + 2;

    return scheme + strcspn(url + scheme, "/?#");
}

bool rss_url(struct strbuf *out, const char *base, const char *link)
{
    size_t n = strlen(link);

    trim(&link, &n);
    if (n == 0 || n > RSS_URL_MAX)
        return false;
    if (is_web(link)) {
        strbuf_add_n(out, link, n);
        return true;
    }
    /* Another scheme ("gemini:") ends before the first "/", "?" or "#". */
    if (!is_web(base) || link[strcspn(link, ":/?#")] == ':')
        return false;
    if (n >= 2 && link[0] == '/' && link[1] == '/') {
        strbuf_add_n(out, base, (size_t)(strchr(base, '/') - base));
    } else if (link[0] == '/') {
        strbuf_add_n(out, base, origin(base));
    } else {
        size_t path = strcspn(base, "?#");

        while (path > origin(base) && base[path - 1] != '/')
            path--;
        strbuf_add_n(out, base, path);
        if (base[path - 1] != '/')
            strbuf_add_char(out, '/');
    }
    strbuf_add_n(out, link, n);
    return true;
}

/* Without tags and references HTML means what cleaning leaves of it; but it
 * has its own view of C1 characters. */
static bool may_be_html(const struct strbuf *text)
{
    return memchr(text->text, '<', text->len) ||
           memchr(text->text, '&', text->len) ||
           memchr(text->text, 0xc2, text->len);
}

/* Cleaned text of a field, or NULL when nothing visible is in it. */
static const char *text_of(struct rss_item *item, enum rss_field field,
                           struct updates *out, size_t most)
{
    const struct strbuf *text_in = &item->fields[field];
    const char *text;

    if (text_in->len == 0)
        return NULL;
    if (!item->is_plain[field] && may_be_html(text_in)) {
        strbuf_clear(&item->plain);
        rss_plain(&item->plain, text_in, false);
        text_in = &item->plain;
    }
    text = updates_text_n(out, strbuf_text(text_in), text_in->len, most);
    return text && text[0] ? text : NULL;
}

/* A news site of news sites ends each title in " - Outlet"; the outlet is
 * told by itself too, so the title does without. */
static const char *without_outlet(struct updates *out, const char *title,
                                  const char *outlet)
{
    size_t n = title ? strlen(title) : 0, m = outlet ? strlen(outlet) : 0;

    if (m == 0 || n < m + 4 || strcmp(title + n - m, outlet) != 0 ||
        memcmp(title + n - m - 3, " - ", 3) != 0)
        return title;
    return updates_text_n(out, title, n - m - 3, RSS_TITLE_MAX);
}

static const char *url_of(struct rss_item *item, struct updates *out)
{
    const char *base = strbuf_text(&item->base);
    struct strbuf *url = &item->plain;
    const char *kept = NULL;

    strbuf_clear(url);
    if (rss_url(url, base, strbuf_text(&item->fields[RSS_LINK])) ||
        (item->id_is_link &&
         rss_url(url, "", strbuf_text(&item->fields[RSS_ID]))))
        kept = updates_text_n(out, url->text, url->len, RSS_URL_MAX);
    return kept && kept[0] ? kept : NULL;
}

static int64_t date_of(const struct rss_item *item)
{
    int64_t t = 0;

    if (civil_parse_feed_date(strbuf_text(&item->fields[RSS_DATE]), &t) ||
        civil_parse_feed_date(strbuf_text(&item->fields[RSS_UPDATED]), &t))
        return t;
    return 0;
}

static const char *either(const char *a, const char *b)
{
    return a ? a : b;
}

void rss_item_emit(struct rss_item *item, struct updates *out, int64_t t,
                   const char *source)
{
    struct headline h = {.published = date_of(item), .seen = t};
    const char *id;

    item->is_plain[RSS_ID] = item->is_plain[RSS_LINK] = true;
    h.title = either(text_of(item, RSS_TITLE, out, RSS_TITLE_MAX),
                     text_of(item, RSS_TITLE_SPARE, out, RSS_TITLE_MAX));
    h.summary = either(text_of(item, RSS_SUMMARY, out, RSS_SUMMARY_MAX),
                       text_of(item, RSS_CONTENT, out, RSS_SUMMARY_MAX));
    h.publisher = text_of(item, RSS_SOURCE, out, RSS_TITLE_MAX);
    h.title = without_outlet(out, h.title, h.publisher);
    h.url = url_of(item, out);
    id = text_of(item, RSS_ID, out, RSS_URL_MAX);
    h.id = either(either(id, h.url), either(h.title, h.summary));
    if (!h.id)
        return;
    /* RSS allows items without a title: what else they say names them. */
    h.title = either(h.title, either(h.summary, h.id));
    h.symbol_count = item->symbol_count;
    memcpy(h.symbols, item->symbols, sizeof h.symbols);
    name_copy(h.source, sizeof h.source, source);
    updates_add(out, t, UPDATE_headline, "", source)->of.headline = h;
}
