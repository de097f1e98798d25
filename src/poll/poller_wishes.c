/* SPDX-License-Identifier: MIT */
/* What is wanted, of whom, and how often: quotes and history of every symbol
 * from the first source that is well, the focused one in detail, news of the
 * market and of the list, filings, halts, dates. */
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"

enum {
    PACE_MOST_MS = 100 * 1000, /* older than three of these is stale */
    SLOWER_STREAMED = 6, /* what a source sends by itself */
    EXT_LEAST_MS = 30 * 1000,   /* between quotes in extended hours */
    HALTS_MS = 60 * 1000,
    FILINGS_MS = 6 * 60 * 60 * 1000,
    FILINGS_FOCUS_MS = 15 * 60 * 1000,
    FACTS_MS = 24 * 60 * 60 * 1000,
    EARNINGS_MS = 6 * 60 * 60 * 1000,
    EARNINGS_DAYS = 10,         /* trading days that are looked ahead */
    DIRECTORY_MS = 24 * 60 * 60 * 1000,
    PASS_MS = 60 * 60 * 1000
};

static bool is_focused(const struct poller *p, const struct watched *w)
{
    return strcmp(w->symbol, p->focus) == 0;
}

/* Whether it has filings and stories of its own. */
static bool is_company(const struct watched *w)
{
    return w->type == INSTRUMENT_unknown || w->type == INSTRUMENT_equity ||
           w->type == INSTRUMENT_etf;
}

static void want(struct poller *p, const char *source,
                 const struct watched *w, struct wish wish)
{
    int64_t said = config_provider_ms(p->parts.config, source);

    wish.source = source;
    wish.symbol = w->symbol;
    wish.hours = wish.job <= JOB_INTRADAY ? w->hours : HOURS_ALWAYS;
    wish.is_focused = is_focused(p, w);
    if (said > wish.interval_ms)
        wish.interval_ms = said;
    schedule_want(p->schedule, &wish, p->real_ms);
}

/* From the first that is well; and from one that may be well again. Returns
 * the former's place in the chain. */
static size_t want_of_chain(struct poller *p, const struct watched *w,
                            struct wish wish)
{
    struct chain_wish which = poller_chain_wish(w, wish.job);
    size_t probe, at;

    which.is_first = is_focused(p, w);
    which.interval_ms = wish.interval_ms;
    if (wish.job == JOB_QUOTES)
        which.before = w->quoted_by;
    at = chain_choose(&p->chain, &which, p->real_ms, &probe);
    if (at != CHAIN_NONE)
        want(p, p->chain.sources[at].name, w, wish);
    if (probe != CHAIN_NONE)
        want(p, p->chain.sources[probe].name, w, wish);
    return at;
}

static void want_quotes(struct poller *p, struct watched *w)
{
    int64_t interval = config_ms(p->parts.config, OPT_interval);
    struct wish wish = {.job = JOB_QUOTES, .interval_ms = interval};

    if (poller_is_streamed(p, w->symbol))
        wish.interval_ms *= SLOWER_STREAMED;
    else if (!w->is_shown)
        wish.interval_ms *= SLOWER_UNSEEN;
    wish.ext_interval_ms = wish.interval_ms * 2 > EXT_LEAST_MS
                               ? wish.interval_ms * 2
                               : EXT_LEAST_MS;
    w->quoted_by = want_of_chain(p, w, wish);
    w->quoted_ms = wish.interval_ms;
    if (!is_focused(p, w))
        return;
    wish.job = JOB_INTRADAY;
    want_of_chain(p, w, wish);
}

static void want_history(struct poller *p, const struct watched *w)
{
    struct wish wish = {
        .job = JOB_HISTORY,
        .interval_ms = config_ms(p->parts.config, OPT_history_interval)};

    if (w->is_failed || (p->parts.of_bars && !poller_is_named(p, w->symbol)))
        return;
    if (w->has_history && !w->from_ms)
        wish.not_before_ms = p->real_ms + wish.interval_ms;
    want_of_chain(p, w, wish);
}

static void want_company(struct poller *p, const struct watched *w)
{
    struct wish wish = {.job = JOB_NEWS,
                        .interval_ms =
                            config_ms(p->parts.config, OPT_news_interval)};

    if (!is_company(w) || w->is_failed)
        return;
    want_of_chain(p, w, wish);
    if (!w->cik[0])
        return;
    wish.job = JOB_FILINGS;
    wish.interval_ms = is_focused(p, w) || poller_is_reporting(p, w)
                           ? FILINGS_FOCUS_MS
                           : FILINGS_MS;
    want_of_chain(p, w, wish);
    wish.job = JOB_FACTS;
    wish.interval_ms = FACTS_MS;
    if (w->wants_facts)
        want_of_chain(p, w, wish);
}

static void want_feeds(struct poller *p)
{
    const struct watched *w = p->focus[0] ? poller_watched(p, p->focus) : NULL;

    for (size_t i = 0; i < p->source_count; i++) {
        const struct reported *r = &p->sources[i];
        struct wish wish = {
            .source = r->source,
            .symbol = r->is_per_symbol ? p->focus : "",
            .job = JOB_NEWS,
            .hours = HOURS_ALWAYS,
            .interval_ms = config_ms(p->parts.config, OPT_news_interval),
            .is_focused = r->is_per_symbol,
        };
        if (!r->is_feed || !r->is_on ||
            (r->is_per_symbol && (!w || !is_company(w))))
            continue;
        schedule_want(p->schedule, &wish, p->real_ms);
    }
}

/* Something that is not about one symbol of ours. */
static void want_whole(struct poller *p, const struct reported *r,
                       enum job job, const char *symbol, int64_t interval_ms)
{
    int64_t said = config_provider_ms(p->parts.config, r->source);
    struct wish wish = {.source = r->source,
                        .symbol = symbol,
                        .job = job,
                        .hours = job == JOB_HALTS ? HOURS_US : HOURS_ALWAYS,
                        .interval_ms = said > interval_ms ? said
                                                          : interval_ms};

    if (job == JOB_DIRECTORY && p->parts.store) {
        int64_t kept = store_directory_ms(p->parts.store, r->source);
        wish.not_before_ms = kept ? kept + interval_ms : 0;
    }
    schedule_want(p->schedule, &wish, p->real_ms);
}

/* Reported figures of the coming days: a request a day. */
static void want_earnings(struct poller *p, const struct reported *r)
{
    int32_t date = calendar_date(HOURS_US, p->real_ms);

    for (int i = 0; i < EARNINGS_DAYS; i++) {
        char text[SYMBOL_MAX];
        date = calendar_next(HOURS_US, date);
        civil_format_date(date, text);
        want_whole(p, r, JOB_EARNINGS, text, EARNINGS_MS);
        date++;
    }
}

/* The exchanges' directory comes in two files, the SEC's in one. */
static void want_directory(struct poller *p, const struct reported *r)
{
    static const char *const files[] = {"NASDAQLISTED", "OTHERLISTED"};

    if (r->provider->batch == 0)
        want_whole(p, r, JOB_DIRECTORY, "", DIRECTORY_MS);
    for (size_t i = 0; r->provider->batch > 0 && i < 2; i++)
        want_whole(p, r, JOB_DIRECTORY, files[i], DIRECTORY_MS);
}

static void want_wholes(struct poller *p)
{
    int64_t news_ms = config_ms(p->parts.config, OPT_news_interval);

    for (size_t i = 0; i < p->source_count; i++) {
        const struct reported *r = &p->sources[i];
        unsigned jobs = r->provider->jobs;
        if (!r->is_on || r->is_feed)
            continue;
        if (jobs & 1u << JOB_HALTS)
            want_whole(p, r, JOB_HALTS, "", HALTS_MS);
        if (jobs & 1u << JOB_EARNINGS)
            want_earnings(p, r);
        if (jobs & 1u << JOB_DIRECTORY)
            want_directory(p, r);
        if (jobs & 1u << JOB_NEWS && r->provider->batch == 0)
            want_whole(p, r, JOB_NEWS, "", news_ms);
        if (jobs & 1u << JOB_FILINGS && r->provider->batch == 0)
            want_whole(p, r, JOB_FILINGS, "", news_ms);
        if (jobs & 1u << JOB_SEARCH)
            poller_want_search(p, r);
        if (r->provider->pass)
            want_whole(p, r, JOB_PASS, "", PASS_MS);
    }
}

/* What it does first, for the first symbol that it has. */
static void want_once(struct poller *p, const struct reported *r)
{
    unsigned jobs = r->provider->jobs;
    struct wish wish = {.source = r->source,
                        .job = JOB_QUOTES,
                        .hours = HOURS_ALWAYS,
                        .interval_ms = MS_PER_DAY};

    while (wish.job < JOB_FACTS && !(jobs >> wish.job & 1))
        wish.job++;
    if (wish.job > JOB_FACTS || r->provider->batch == 0)
        return;
    for (size_t i = 0; i < p->watched_count; i++) {
        const struct watched *w = &p->watched[i];
        char spelled[SYMBOL_MAX];
        if ((wish.job >= JOB_FILINGS && !w->cik[0]) ||
            (r->provider->spell &&
             !r->provider->spell(w->symbol, w->type, spelled)))
            continue;
        wish.symbol = w->symbol;
        schedule_want(p->schedule, &wish, p->real_ms);
        return;
    }
}

static void want_each(struct poller *p)
{
    for (size_t i = 0; i < p->source_count; i++)
        if (p->sources[i].is_on && !p->sources[i].is_feed &&
            !p->sources[i].provider->stream)
            want_once(p, &p->sources[i]);
}

/* Those that nobody knew are tried again, from the first source on. */
static void forget_unknown(struct poller *p)
{
    for (size_t i = 0; i < p->watched_count; i++) {
        struct watched *w = &p->watched[i];
        if (!w->unknown_to || w->unknown_until_ms > p->real_ms)
            continue;
        w->unknown_to = 0;
        w->unknown_until_ms = 0;
    }
}

/* How often a symbol's quotes come round; with very many of them their age is
 * a fault all the same. */
static int64_t pace_of(const struct poller *p, const struct watched *w)
{
    const char *source = p->chain.sources[w->quoted_by].name;
    int64_t said = config_provider_ms(p->parts.config, source);
    int64_t ms = said > w->quoted_ms ? said : w->quoted_ms;
    int64_t most = ms > PACE_MOST_MS ? ms : PACE_MOST_MS;
    int64_t pace = schedule_pace_ms(p->schedule, source, ms);

    return pace < most ? pace : most;
}

/* How old a quote may grow is told by how often it can be asked for. */
static void tell_pace(struct poller *p)
{
    for (size_t i = 0; i < p->watched_count; i++)
        if (p->watched[i].quoted_by != CHAIN_NONE)
            state_set_pace(p->parts.state, p->watched[i].symbol,
                           pace_of(p, &p->watched[i]));
}

void poller_wish(struct poller *p)
{
    if (p->real_ms >= p->rewish_ms)
        p->are_wishes_stale = true;
    if (!p->are_wishes_stale)
        return;
    p->are_wishes_stale = false;
    poller_watch_lists(p);
    forget_unknown(p);
    chain_begin(&p->chain, config_ms(p->parts.config, OPT_interval),
                p->limits.per_s);
    schedule_begin_wishes(p->schedule);
    for (size_t i = 0; i < p->watched_count; i++) /* it takes room first */
        if (is_focused(p, &p->watched[i]))
            want_quotes(p, &p->watched[i]);
    for (size_t i = 0; i < p->watched_count; i++) {
        if (!is_focused(p, &p->watched[i]))
            want_quotes(p, &p->watched[i]);
        want_history(p, &p->watched[i]);
        want_company(p, &p->watched[i]);
    }
    want_feeds(p);
    want_wholes(p);
    if (p->parts.asks_each)
        want_each(p);
    schedule_end_wishes(p->schedule, p->real_ms);
    tell_pace(p);
    p->rewish_ms = poller_rewish_ms(p);
    poller_streams_want(p);
}
