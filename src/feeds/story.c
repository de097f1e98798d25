/* SPDX-License-Identifier: MIT */
/* From the members of a JSON object to a headline. */
#include "story.h"

#include <string.h>

#include "rss.h"

static void one_symbol(const char *text, size_t n, char out[SYMBOL_MAX])
{
    if (!symbol_from_text(text, n, out))
        return;
    if (n > 2 && out[n - 2] == '.') /* BRK.B is BRK-B here */
        out[n - 2] = '-';
}

void story_add_symbol(struct story *s, const char *text, size_t n)
{
    char symbol[SYMBOL_MAX];

    one_symbol(text, n, symbol);
    if (!symbol[0] || s->symbol_count == HEADLINE_SYMBOLS_MAX)
        return;
    for (size_t i = 0; i < s->symbol_count; i++)
        if (strcmp(s->symbols[i], symbol) == 0)
            return;
    memcpy(s->symbols[s->symbol_count++], symbol, sizeof symbol);
}

/* Without entities and tags, which some publishers leave in; NULL when
 * nothing visible is in it. */
static const char *plain(struct updates *out, const char *raw, size_t most)
{
    struct strbuf text = {0}, bare = {0};
    const char *kept;

    if (!raw)
        return NULL;
    strbuf_add_n(&text, raw, strnlen(raw, RSS_TEXT_MAX));
    rss_plain(&bare, &text, !strpbrk(raw, "&<"));
    kept = updates_text_n(out, strbuf_text(&bare), bare.len, most);
    strbuf_done(&text);
    strbuf_done(&bare);
    return kept && kept[0] ? kept : NULL;
}

static const char *web(struct updates *out, const char *raw)
{
    struct strbuf url = {0};
    const char *kept = NULL;

    if (raw && rss_url(&url, "", raw))
        kept = updates_text_n(out, url.text, url.len, RSS_URL_MAX);
    strbuf_done(&url);
    return kept && kept[0] ? kept : NULL;
}

bool story_emit(const struct story *s, struct updates *out, int64_t t,
                const char *source)
{
    const int64_t most = INT64_C(4102444800000); /* the year 2100 */
    struct headline h = {.seen = t, .symbol_count = s->symbol_count};

    h.title = plain(out, s->title, RSS_TITLE_MAX);
    h.summary = plain(out, s->summary, RSS_SUMMARY_MAX);
    if (!h.title)
        h.title = h.summary;
    if (!h.title)
        return false;
    h.publisher = plain(out, s->publisher, RSS_TITLE_MAX);
    h.url = web(out, s->url);
    h.id = s->id ? updates_text(out, s->id, RSS_URL_MAX) : NULL;
    if (!h.id || !h.id[0])
        h.id = h.url ? h.url : h.title;
    if (s->published > 0 && s->published < most)
        h.published = s->published;
    memcpy(h.symbols, s->symbols, sizeof h.symbols);
    name_copy(h.source, sizeof h.source, source);
    updates_add(out, t, UPDATE_headline, "", source)->of.headline = h;
    return true;
}
