/* SPDX-License-Identifier: MIT */
/* Headlines of an event, before and after, each with the reason. */
#include <stdio.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/words.h"
#include "tapewatch/state/fields.h"

enum { BEFORE_HOURS = 72, AFTER_HOURS = 24, NAME_SHOWN = 40 };

enum { TERM_LINKS = 3, EVENT_TERMS = 10 };
#define TERM_SCORE_MIN 2.0 /* a chance of some percent in quiet times */

/* Reasons of symbol `i`: the publisher's, then what the title says. */
static size_t reasons_of(const struct headline *h, size_t i,
                         char (*out)[REASON_MAX])
{
    const struct mark *m = &h->marks[i];
    size_t n = 0;

    if (!(m->bits & MARK_UNTAGGED))
        (void)snprintf(out[n++], REASON_MAX, "tagged %s by publisher",
                       h->symbols[i]);
    if (m->bits & MARK_CASHTAG)
        (void)snprintf(out[n++], REASON_MAX, "cash-tag $%s", h->symbols[i]);
    if (m->bits & MARK_NAME)
        (void)snprintf(out[n++], REASON_MAX, "names \"%.*s\"",
                       m->length < NAME_SHOWN ? m->length : NAME_SHOWN,
                       h->title + m->at);
    return n;
}

size_t link_reasons(const struct headline *h, char (*out)[REASON_MAX])
{
    size_t n = 0;

    for (size_t i = 0; i < h->symbol_count; i++)
        n += reasons_of(h, i, out + n);
    return n;
}

bool headline_has_words(const struct headline *h, const char *words)
{
    const char *const texts[] = {h->title, h->summary};

    return words_fit(words, texts, 2);
}

static struct trading_day day_of(const struct snapshot *s,
                                 const struct event *e)
{
    const struct listing *l = snapshot_find(s, e->key.symbol);

    return session_day(l ? instrument_hours(l->instrument) : HOURS_US,
                       e->key.session);
}

/* When an event's terms are counted. */
static int64_t terms_at(const struct snapshot *s, const struct event *e)
{
    int64_t at = day_of(s, e).close_ms;

    if (at < e->opened.t)
        at = e->opened.t;
    return at < s->now_ms ? at : s->now_ms;
}

size_t snapshot_event_terms(const struct snapshot *s, const struct event *e,
                            struct narrative *out, size_t most)
{
    const char *term = event_term(e);
    size_t n, kept;

    if (term && most > 0) {
        snapshot_term(s, terms_at(s, e), term, &out[0]);
        return out[0].score > 0;
    }
    n = snapshot_terms(s, terms_at(s, e), e->key.symbol, out, most);
    kept = n < most ? n : most;

    while (kept > 0 && out[kept - 1].score <= 0)
        kept--;
    return kept;
}

/* The first terms that tell headlines apart. */
static size_t linking_terms(const struct snapshot *s, const struct event *e,
                            struct narrative *out)
{
    size_t n = snapshot_event_terms(s, e, out, EVENT_TERMS), kept = 0;

    for (size_t i = 0; i < n && kept < TERM_LINKS; i++)
        if (event_term(e) ||
            (!out[i].is_common && out[i].score >= TERM_SCORE_MIN))
            out[kept++] = out[i];
    return kept;
}

static bool find_reasons(const struct event *e, const struct narrative *terms,
                         size_t term_count, struct event_link *link)
{
    const struct headline *h = link->headline;
    size_t n = 0;

    for (size_t i = 0; i < h->symbol_count && n == 0; i++)
        if (strcmp(h->symbols[i], e->key.symbol) == 0)
            n = reasons_of(h, i, link->reasons);
    for (size_t i = 0; i < term_count; i++) {
        if (!narrative_has(h, terms[i].term))
            continue;
        (void)snprintf(link->reasons[n++], REASON_MAX,
                       "shares term \"%.*s\" (%u in 24 h against %.1f a day)",
                       NAME_SHOWN, terms[i].term, terms[i].count,
                       terms[i].baseline);
        break;
    }
    link->reason_count = n;
    return n > 0;
}

size_t snapshot_links(const struct snapshot *s, const struct event *e,
                      struct event_link *out, size_t most)
{
    int64_t from = e->opened.t - BEFORE_HOURS * MS_PER_HOUR;
    int64_t to = day_of(s, e).close_ms + AFTER_HOURS * MS_PER_HOUR;
    struct narrative terms[EVENT_TERMS];
    size_t term_count = linking_terms(s, e, terms), n = 0;

    /* The snapshot has them newest first. */
    for (size_t i = s->headline_count; i-- > 0;) {
        const struct headline *h = s->headlines[i];
        int64_t t = news_time(h);
        struct event_link link = {.headline = h, .is_after = t > e->opened.t};

        if (t < from || t > to ||
            !find_reasons(e, terms, term_count, &link))
            continue;
        if (n < most)
            out[n] = link;
        n++;
    }
    return n;
}
