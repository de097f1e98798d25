/* SPDX-License-Identifier: MIT */
/* Freezing the state.
 *
 * Blocks that do not change (instruments, series, company figures, headlines,
 * read ids, plans) are held, not copied; the rest is copied into one arena,
 * which lives and ends with the snapshot. */
#include "tapewatch/state/snapshot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "freeze.h"
#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/breadth.h"

/* Its price is of a session before the last one that has begun: a day was
 * missed. Funds and series have their figures days later. */
static bool is_of_the_past(const struct listing *l, int64_t now_ms)
{
    enum instrument_type type = l->instrument->type;

    return (type == INSTRUMENT_equity || type == INSTRUMENT_etf ||
            type == INSTRUMENT_index) &&
           l->session != NO_DATE &&
           l->session < calendar_begun(instrument_hours(l->instrument),
                                       now_ms);
}

static bool is_stale(const struct listing *l, int64_t now_ms)
{
    int64_t interval = l->interval_ms > 0 ? l->interval_ms : USUAL_INTERVAL_MS;

    if (l->phase != SESSION_REGULAR)
        return is_of_the_past(l, now_ms);
    return !listing_is_halted(l, now_ms) &&
           QUOTE_HAS(&l->quote, as_of) &&
           now_ms - l->quote.as_of > STALE_AFTER * interval;
}

/* Each exchange is looked up once. */
static enum session phase_of(enum session *phases, const struct listing *l,
                             int64_t now_ms)
{
    enum market_hours hours = instrument_hours(l->instrument);

    if (phases[hours] == SESSION_UNKNOWN)
        phases[hours] = calendar_session(hours, now_ms);
    return phases_of(l, phases[hours], now_ms);
}

static void freeze_listings(const struct state *s, struct frozen *f)
{
    struct snapshot *to = &f->snapshot;
    enum session phases[HOURS_COUNT] = {SESSION_UNKNOWN};

    to->us_session = NO_DATE;
    to->listing_count = s->market.count;
    to->listings =
        arena_new(&f->memory, s->market.count * sizeof *to->listings);
    to->by_symbol = frozen_copy(f, s->market.by_symbol, s->market.count,
                                sizeof *to->by_symbol);
    for (size_t i = 0; i < s->market.count; i++) {
        struct listing *l = &to->listings[i];
        int64_t interval;

        filings_settle(&s->market.entries[i], s->now_ms);
        *l = s->market.entries[i].pub;
        l->instrument = shared_hold(l->instrument);
        l->news_24h = 0; /* counted anew below, as of now */
        l->actions = shared_hold(l->actions);
        l->company = shared_hold(l->company);
        for (int span = 0; span < BAR_SPAN_COUNT; span++)
            l->series[span] = shared_hold(l->series[span]);
        l->phase = phase_of(phases, l, to->now_ms);
        interval = s->market.entries[i].pace_ms;
        if (interval == 0)
            interval = sources_interval(&s->sources, l->source);
        if (interval > 0)
            l->interval_ms = interval;
        l->is_stale = is_stale(l, to->now_ms);
        to->us_session = breadth_session(to->us_session, l);
        if (QUOTE_HAS(&l->quote, price) && l->quote.price > to->highest_price)
            to->highest_price = l->quote.price;
    }
}

struct listing *frozen_listing(const struct state *s, struct snapshot *to,
                               const char *symbol)
{
    const struct entry *e = market_find(&s->market, symbol);

    return e ? &to->listings[e - s->market.entries] : NULL;
}

/* Dates pass without an update: the live listings may hold one that has. */
static void freeze_dates(const struct state *s, struct snapshot *to)
{
    for (size_t i = 0; i < to->listing_count; i++)
        to->listings[i].earnings_at = 0;
    for (size_t i = 0; s->kept.dates && i < s->kept.dates->count; i++) {
        const struct known_date *d = &s->kept.dates->items[i];
        struct listing *l;

        if (d->at < to->now_ms || strcmp(d->type, "earnings") != 0)
            continue;
        l = frozen_listing(s, to, d->symbol);
        if (l && (l->earnings_at == 0 || d->at < l->earnings_at))
            l->earnings_at = d->at;
    }
}

/* A group counts a tenth of its sum: its largest companies, which have events
 * of their own, come before it. */
static double weight_of(const struct event *e)
{
    double weight =
        e->known & EVENT_HAS_CAP_CHANGE_USD ? fabs(e->cap_change_usd) : -1;

    return *e->key.symbol == '@' && weight > 0 ? weight / 10 : weight;
}

/* Newest session first, then the largest change of value, then what is graver,
 * then the largest measure, then by name: the same order on every machine. */
static int by_weight(const void *left, const void *right)
{
    const struct event *a = *(const struct event *const *)left;
    const struct event *b = *(const struct event *const *)right;
    double x = weight_of(a), y = weight_of(b);
    int order;

    if (a->key.session != b->key.session)
        return a->key.session > b->key.session ? -1 : 1;
    if (x != y)
        return x > y ? -1 : 1;
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    x = fabs(a->last.measure);
    y = fabs(b->last.measure);
    if (x != y)
        return x > y ? -1 : 1;
    order = strcmp(a->key.rule, b->key.rule);
    return order ? order : strcmp(a->key.symbol, b->key.symbol);
}

static void freeze_events(const struct state *s, struct frozen *f)
{
    struct snapshot *to = &f->snapshot;
    const struct event **order;
    size_t n = s->tracker.count;

    to->event_count = n;
    to->events = arena_new(&f->memory, n * sizeof *to->events);
    order = mem_new(n, sizeof *order);
    for (size_t i = 0; i < n; i++) {
        const struct event *e = &s->tracker.items[i].event;
        struct listing *l = NULL;

        order[i] = e;
        if (e->state != EVENT_closed)
            l = frozen_listing(s, to, e->key.symbol);
        if (l)
            l->events_open++;
    }
    qsort(order, n, sizeof *order, by_weight);
    for (size_t i = 0; i < n; i++)
        to->events[i] = *order[i];
    free(order);
    groups_mark_rough(&s->market, to);
    to->level_count = levels_count(&s->rules);
    to->levels = arena_new(&f->memory, to->level_count * sizeof *to->levels);
    levels_freeze(&s->rules, to->levels);
    to->turn_count = s->tracker.turn_count;
    to->turns = frozen_copy(f, s->tracker.turns, to->turn_count,
                            sizeof *to->turns);
}

static void freeze_rules(const struct state *s, struct frozen *f)
{
    struct snapshot *to = &f->snapshot;

    to->measure_count = s->rules.count;
    to->measures =
        arena_new(&f->memory, s->rules.count * sizeof *to->measures);
    for (size_t i = 0; i < s->rules.count; i++) {
        memcpy(to->measures[i].rule, s->rules.items[i].name, RULE_MAX);
        to->measures[i].field = s->rules.items[i].measured;
    }
    to->rules = shared_hold(s->rule_list);
    to->trial = shared_hold(s->trial);
}

static void freeze_sources(const struct state *s, struct frozen *f)
{
    struct source_status *items =
        frozen_copy(f, s->sources.items, s->sources.count, sizeof *items);

    f->snapshot.source_count = s->sources.count;
    sources_settle(&f->snapshot, items);
    f->snapshot.sources = items;
}

static size_t waiting_in(const struct state *s, const struct watchlist *w)
{
    size_t n = 0;

    for (size_t i = 0; i < w->count; i++) {
        const struct entry *e = market_find(&s->market, w->symbols[i]);

        n += !e || (e->pub.quote_t == 0 && !e->pub.failed);
    }
    return n;
}

static void freeze_watchlist(const struct state *s, struct frozen *f,
                             struct watchlist *w)
{
    w->waiting = waiting_in(s, w);
    w->symbols = frozen_copy(f, w->symbols, w->count, sizeof *w->symbols);
    if (w->mark_count == 0)
        w->marks = NULL;
    else
        w->marks = frozen_copy(f, w->marks, w->mark_count, sizeof *w->marks);
}

static void freeze_lists(const struct state *s, struct frozen *f)
{
    struct snapshot *to = &f->snapshot;

    to->watchlist_count = s->lists.count;
    to->watchlists = frozen_copy(f, s->lists.items, s->lists.count,
                                 sizeof *to->watchlists);
    for (size_t i = 0; i < s->lists.count; i++)
        freeze_watchlist(s, f, &to->watchlists[i]);
    to->group_count = s->market.group_count;
    to->groups = frozen_copy(f, s->market.groups, s->market.group_count,
                             sizeof *to->groups);
    to->health = shared_hold(s->health);
    to->book = shared_hold(s->book);
    to->search = shared_hold(s->search);
    to->dates = shared_hold(s->kept.dates);
    freeze_sources(s, f);
    to->record_count = s->records.count;
    to->records = frozen_copy(f, s->records.rows, s->records.count,
                              sizeof *to->records);
    to->plan_count = s->kept.plan_count;
    to->plans = shared_hold(s->kept.plans);
}

struct snapshot *state_freeze(const struct state *s,
                              const struct freeze_info *info)
{
    struct frozen *f = mem_new(1, sizeof *f);
    struct snapshot *to = &f->snapshot;

    to->serial = ++s->freezing->serial;
    to->now_ms = info->now_ms;
    to->mode = info->mode;
    to->timeline = info->timeline;
    to->replay_ended = info->replay_ended;
    to->lines = info->lines;
    to->skipped = info->skipped;
    to->malformed = info->malformed;
    freeze_listings(s, f);
    freeze_news(s, f);
    freeze_dates(s, to);
    freeze_events(s, f);
    freeze_rules(s, f);
    freeze_lists(s, f);
    memcpy(to->notice, s->notice, sizeof to->notice);
    to->notice_serial = s->notice_serial;
    to->looked_ms = s->looked_ms;
    return to;
}

void snapshot_free(struct snapshot *s)
{
    struct frozen *f = (struct frozen *)s;

    if (!s)
        return;
    for (size_t i = 0; i < s->listing_count; i++) {
        shared_release(s->listings[i].instrument);
        shared_release(s->listings[i].actions);
        shared_release(s->listings[i].company);
        for (int span = 0; span < BAR_SPAN_COUNT; span++)
            shared_release(s->listings[i].series[span]);
    }
    for (size_t i = 0; i < s->headline_count; i++)
        shared_release(s->headlines[i]);
    shared_release(s->read_ids);
    shared_release(s->bookmarks);
    shared_release(s->found);
    shared_release(s->tagged);
    shared_release(s->plans);
    shared_release(s->health);
    shared_release(s->book);
    shared_release(s->search);
    shared_release(s->rules);
    shared_release(s->trial);
    shared_release(s->dates);
    arena_done(&f->memory);
    free(f);
}
