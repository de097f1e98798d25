/* SPDX-License-Identifier: MIT */
/* What an event carries in JSON besides its fields: the headlines before and
 * after it, and its peers. */
#include <stdlib.h>

#include "sheet.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/json.h"
#include "tapewatch/base/mem.h"

enum { EXTRA_MOST = 200, TERMS_MOST = 10 };

static void write_link(struct strbuf *out, const struct event_link *link)
{
    const struct headline *h = link->headline;

    strbuf_add(out, "{\"id\":");
    json_write_text(out, h->id);
    strbuf_add(out, ",\"title\":");
    json_write_text(out, h->title);
    strbuf_add(out, ",\"publisher\":");
    json_write_text(out, h->publisher);
    strbuf_add(out, ",\"published\":");
    if (h->published)
        json_write_int(out, h->published);
    else
        strbuf_add(out, "null");
    strbuf_format(out, ",\"when\":\"%s\",\"reasons\":[",
                  link->is_after ? "after" : "before");
    for (size_t i = 0; i < link->reason_count; i++) {
        if (i > 0)
            strbuf_add_char(out, ',');
        json_write_text(out, link->reasons[i]);
    }
    strbuf_add(out, "]}");
}

void extra_headlines(const struct sheet *s, const struct subject *r)
{
    struct event_link *links = mem_new(EXTRA_MOST, sizeof *links);
    size_t n =
        snapshot_links(s->snapshot, r->of.event.event, links, EXTRA_MOST);

    strbuf_add_char(s->out, '[');
    for (size_t i = 0; i < n && i < EXTRA_MOST; i++) {
        if (i > 0)
            strbuf_add_char(s->out, ',');
        write_link(s->out, &links[i]);
    }
    strbuf_add_char(s->out, ']');
    free(links);
}

static void write_number(struct strbuf *out, bool is_known, double v,
                         int digits)
{
    if (is_known)
        json_write_number(out, format_round(v, digits));
    else
        strbuf_add(out, "null");
}

static void write_peer(struct strbuf *out, const struct event_peer *peer)
{
    const struct figures *f = &peer->listing->figures;

    strbuf_add(out, "{\"symbol\":");
    json_write_text(out, peer->listing->instrument->symbol);
    strbuf_add(out, ",\"change_pct\":");
    write_number(out, FIGURE_HAS(f, change_pct), f->change_pct, 2);
    strbuf_add(out, ",\"cap_change_usd\":");
    write_number(out, FIGURE_HAS(f, cap_change_usd), f->cap_change_usd, 0);
    strbuf_add(out, ",\"share\":");
    write_number(out, peer->share >= 0, peer->share, 4);
    strbuf_add(out, ",\"corr\":");
    write_number(out, peer->has_corr, peer->corr, 2);
    strbuf_add_char(out, '}');
}

void extra_peers(const struct sheet *s, const struct subject *r)
{
    struct event_peer *peers = mem_new(EXTRA_MOST, sizeof *peers);
    size_t n =
        snapshot_peers(s->snapshot, r->of.event.event, peers, EXTRA_MOST);

    strbuf_add_char(s->out, '[');
    for (size_t i = 0; i < n && i < EXTRA_MOST; i++) {
        if (i > 0)
            strbuf_add_char(s->out, ',');
        write_peer(s->out, &peers[i]);
    }
    strbuf_add_char(s->out, ']');
    free(peers);
}

void extra_terms(const struct sheet *s, const struct subject *r)
{
    struct narrative *terms = mem_new(TERMS_MOST, sizeof *terms);
    size_t n = snapshot_event_terms(s->snapshot, r->of.event.event, terms,
                                    TERMS_MOST);

    strbuf_add_char(s->out, '[');
    for (size_t i = 0; i < n; i++) {
        strbuf_add(s->out, i > 0 ? ",{\"term\":" : "{\"term\":");
        json_write_text(s->out, terms[i].term);
        strbuf_format(s->out, ",\"count\":%u,\"baseline\":", terms[i].count);
        write_number(s->out, true, terms[i].baseline, 2);
        strbuf_add_char(s->out, '}');
    }
    strbuf_add_char(s->out, ']');
    free(terms);
}
