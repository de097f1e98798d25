/* SPDX-License-Identifier: MIT */
/* Which symbols and feeds are wanted, and from which source: quotes of all
 * from the batching one, history once in a while from the chart, the focused
 * symbol in detail; what the batching source does not know, from the chart. */
#include <stdlib.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"

static const char quotes_source[] = "yahoo-spark";
static const char chart_source[] = "yahoo-chart";
static const char news_provider[] = "rss";

static void add_source(struct poller *p, const char *name,
                       const struct provider *provider, const char *url,
                       bool is_on)
{
    bool is_feed = (provider->jobs & (1u << JOB_NEWS)) != 0;
    struct reported *r;

    p->sources = mem_room(p->sources, p->source_count, &p->source_cap,
                          sizeof(*p->sources));
    r = &p->sources[p->source_count++];
    *r = (struct reported){.provider = provider,
                           .url = mem_text(url),
                           .is_feed = is_feed,
                           .state = SOURCE_STATE_COUNT};
    name_copy(r->source, sizeof(r->source), name);
    state_set_interval(
        p->parts.state, r->source,
        config_ms(p->parts.config, is_feed ? OPT_news_interval : OPT_interval),
        is_feed);
    if (!is_on) {
        poller_report(p, r->source, SOURCE_off, "switched off in the config",
                      0);
        return;
    }
    if (p->parts.mode == RUN_OFFLINE)
        poller_report(p, r->source, SOURCE_off, "offline: nothing is asked",
                      0);
    schedule_add_source(p->schedule, r->source, url, provider->batch,
                        provider->min_interval_ms);
}

static void add_provider(struct poller *p, const char *name)
{
    const struct provider *provider = provider_find(name);
    const struct config *c = p->parts.config;

    if (provider)
        add_source(p, name, provider,
                   config_provider_url(c, name, provider->base_url),
                   config_provider_on(c, name, !provider->is_opt_in));
}

void poller_add_sources(struct poller *p)
{
    const struct provider *news = provider_find(news_provider);
    const struct config *c = p->parts.config;

    add_provider(p, quotes_source);
    add_provider(p, chart_source);
    for (size_t i = 0; news && i < config_feed_count(c); i++) {
        struct config_feed feed = config_feed(c, i);
        add_source(p, feed.name, news, feed.url, feed.enabled);
    }
}

static struct watched *poller_watched(struct poller *p, const char *symbol)
{
    for (size_t i = 0; i < p->watched_count; i++)
        if (strcmp(p->watched[i].symbol, symbol) == 0)
            return &p->watched[i];
    return NULL;
}

/* Until a source has said what it is, the form of the name must do. */
static enum market_hours look_of(const char *symbol)
{
    struct instrument i = {.type = instrument_type_of_symbol(symbol)};

    name_copy(i.symbol, sizeof i.symbol, symbol);
    return instrument_hours(&i);
}

static struct watched *watch(struct poller *p, const char *symbol)
{
    struct watched *w = poller_watched(p, symbol);

    if (!w) {
        p->watched = mem_room(p->watched, p->watched_count, &p->watched_cap,
                              sizeof(*p->watched));
        w = &p->watched[p->watched_count++];
        *w = (struct watched){.hours = look_of(symbol)};
        name_copy(w->symbol, sizeof(w->symbol), symbol);
    }
    w->is_seen = true;
    return w;
}

/* The store still has its days up to the last one: no need to ask at once. */
static bool has_history(const struct poller *p, const struct listing *l)
{
    enum market_hours hours = instrument_hours(l->instrument);
    const struct series *daily = l->series[BAR_1d];
    int32_t today = calendar_date(hours, p->real_ms);

    return daily && daily->count > 0 &&
           bar_date(hours, BAR_1d, &daily->bars[daily->count - 1]) >=
               calendar_previous(hours, today);
}

static void watch_lists(struct poller *p)
{
    struct snapshot *s = poller_freeze(p, p->real_ms);
    const char *at = config_text(p->parts.config, OPT_indices);
    const char *item;
    size_t n = 0;

    while ((item = ini_item(&at, &n)) != NULL) {
        char symbol[SYMBOL_MAX];
        if (symbol_from_text(item, n, symbol))
            watch(p, symbol);
    }
    for (size_t i = 0; i < s->watchlist_count; i++)
        for (size_t k = 0; k < s->watchlists[i].count; k++)
            watch(p, s->watchlists[i].symbols[k]);
    /* What a source or the store said of them decides over the name. */
    for (size_t i = 0; i < s->listing_count; i++) {
        const struct instrument *known = s->listings[i].instrument;
        struct watched *w = poller_watched(p, known->symbol);
        if (!w)
            continue;
        if (known->type != INSTRUMENT_unknown)
            w->hours = instrument_hours(known);
        w->has_history = has_history(p, &s->listings[i]);
    }
    snapshot_free(s);
}

static void want(struct poller *p, const char *source, enum job job,
                 const struct watched *w, enum setting interval)
{
    const struct reported *r = poller_source(p, source);
    struct wish wish = {
        .source = source,
        .symbol = w->symbol,
        .job = job,
        .hours = w->hours,
        .interval_ms = config_ms(p->parts.config, interval),
        .is_focused = strcmp(w->symbol, p->focus) == 0,
    };

    if (job == JOB_HISTORY && w->has_history)
        wish.not_before_ms = p->real_ms + wish.interval_ms;
    if (r && (r->provider->jobs & (1u << job)))
        schedule_want(p->schedule, &wish, p->real_ms);
}

static void wish_symbol(struct poller *p, const struct watched *w)
{
    bool is_focused = strcmp(w->symbol, p->focus) == 0;

    want(p, quotes_source, JOB_QUOTES, w, OPT_interval);
    if (is_focused)
        want(p, chart_source, JOB_INTRADAY, w, OPT_interval);
    if (w->is_missing && !is_focused)
        want(p, chart_source, JOB_QUOTES, w, OPT_interval);
    if (!w->is_failed)
        want(p, chart_source, JOB_HISTORY, w, OPT_history_interval);
}

static void forget_unseen(struct poller *p)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->watched_count; i++)
        if (p->watched[i].is_seen)
            p->watched[kept++] = p->watched[i];
    p->watched_count = kept;
}

static void wish_feeds(struct poller *p)
{
    for (size_t i = 0; i < p->source_count; i++) {
        struct wish wish = {
            .source = p->sources[i].source,
            .symbol = "",
            .job = JOB_NEWS,
            .hours = HOURS_ALWAYS,
            .interval_ms = config_ms(p->parts.config, OPT_news_interval),
        };
        if (p->sources[i].is_feed)
            schedule_want(p->schedule, &wish, p->real_ms);
    }
}

void poller_wish(struct poller *p)
{
    if (!p->are_wishes_stale)
        return;
    p->are_wishes_stale = false;
    for (size_t i = 0; i < p->watched_count; i++)
        p->watched[i].is_seen = false;
    watch_lists(p);
    if (p->focus[0])
        watch(p, p->focus);
    forget_unseen(p);
    schedule_begin_wishes(p->schedule);
    for (size_t i = 0; i < p->watched_count; i++)
        wish_symbol(p, &p->watched[i]);
    wish_feeds(p);
    schedule_end_wishes(p->schedule, p->real_ms);
}

/* What an update says about a symbol's hours. */
void poller_note(struct poller *p, const struct update *u)
{
    struct watched *w;
    struct instrument said = u->of.instrument;
    enum market_hours hours;

    if (u->kind != UPDATE_instrument ||
        u->of.instrument.type == INSTRUMENT_unknown)
        return;
    w = poller_watched(p, u->symbol);
    name_copy(said.symbol, sizeof said.symbol, u->symbol);
    hours = instrument_hours(&said);
    if (!w || w->hours == hours)
        return;
    w->hours = hours;
    p->are_wishes_stale = true;
}

void poller_symbol_missing(struct poller *p, const struct batch *b,
                           const char *symbol)
{
    struct watched *w = poller_watched(p, symbol);

    if (!w)
        return;
    if (strcmp(b->source, quotes_source) == 0 && !w->is_missing)
        w->is_missing = true; /* the chart is asked, too */
    if (w->is_failed || !w->is_missing) /* no history alone is no failure */
        return;
    w->is_failed = true;
    p->are_wishes_stale = true;
    state_set_failed(p->parts.state, symbol, true);
    p->is_dirty = true;
}

void poller_symbol_found(struct poller *p, const struct batch *b,
                         const char *symbol)
{
    struct watched *w = poller_watched(p, symbol);

    if (!w)
        return;
    if (strcmp(b->source, quotes_source) == 0 && w->is_missing) {
        w->is_missing = false;
        p->are_wishes_stale = true;
    }
    if (!w->is_failed)
        return;
    w->is_failed = false;
    p->are_wishes_stale = true;
    state_set_failed(p->parts.state, symbol, false);
    p->is_dirty = true;
}
