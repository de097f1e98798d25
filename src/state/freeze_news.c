/* SPDX-License-Identifier: MIT */
/* Headlines in a snapshot: what each symbol has of them, and their terms. */
#include "freeze.h"

#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"

enum { COUNTED_HOURS = 72 };

/* Of the last 72 h, of the window's day, of the days before that. */
struct news_span {
    int64_t counted_from;
    struct news_window window;
    unsigned *before; /* for each listing */
};

static void count_headline(const struct state *s, struct snapshot *to,
                           const struct news_item *item,
                           const struct news_span *span)
{
    int64_t t = news_time(item->headline);

    for (size_t i = 0; i < item->headline->symbol_count; i++) {
        struct listing *l = frozen_listing(s, to, item->headline->symbols[i]);

        if (!l)
            continue;
        if (t > span->counted_from) {
            l->headlines++;
            l->unread += !item->is_read;
        }
        if (t > span->window.from)
            l->news_24h += t <= to->now_ms;
        else
            span->before[l - to->listings]++;
    }
}

static void set_bursts(struct snapshot *to, const struct news_span *span)
{
    for (size_t i = 0; i < to->listing_count; i++) {
        struct listing *l = &to->listings[i];

        l->has_news_burst = span->window.is_whole;
        l->news_burst =
            narrative_score(l->news_24h, span->before[i] / span->window.days);
    }
}

/* Counting takes longer than copying, and changes little in a minute. */
static void freeze_terms(const struct state *s, struct frozen *f)
{
    struct snapshot *to = &f->snapshot;
    struct freezing *z = s->freezing;
    int64_t minute = to->now_ms / MS_PER_MINUTE;

    if (z->news_version != s->news.version || z->minute != minute) {
        z->term_count = snapshot_terms(to, to->now_ms, NULL, z->terms,
                                       TOP_TERMS);
        if (z->term_count > TOP_TERMS)
            z->term_count = TOP_TERMS;
        z->news_version = s->news.version;
        z->minute = minute;
    }
    to->term_count = z->term_count;
    to->terms = frozen_copy(f, z->terms, z->term_count, sizeof *to->terms);
}

void freeze_news(const struct state *s, struct frozen *f)
{
    struct snapshot *to = &f->snapshot;
    struct news_span span = {
        .counted_from = to->now_ms - COUNTED_HOURS * MS_PER_HOUR,
        .window = narrative_window(to->now_ms, s->news.first_seen),
        .before = arena_new(&f->memory,
                            to->listing_count * sizeof *span.before),
    };

    to->headline_count = s->news.count;
    to->headlines =
        arena_new(&f->memory, s->news.count * sizeof *to->headlines);
    for (size_t i = 0; i < s->news.count; i++) {
        const struct news_item *item = &s->news.items[i];

        to->headlines[i] = shared_hold(item->headline);
        if (news_time(item->headline) >= span.window.base_from)
            count_headline(s, to, item, &span);
    }
    set_bursts(to, &span);
    to->read_count = s->news.read.count;
    to->read_ids = shared_hold(s->news.read.items);
    to->bookmark_count = s->news.bookmarks.count;
    to->bookmarks = shared_hold(s->news.bookmarks.items);
    name_copy(to->wanted, sizeof to->wanted, s->news.wanted);
    to->found_count = s->news.found.count;
    to->found = shared_hold(s->news.found.items);
    to->tagged = tagged_freeze(&s->news, s->freezing);
    freeze_terms(s, f);
}
