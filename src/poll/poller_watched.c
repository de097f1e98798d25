/* SPDX-License-Identifier: MIT */
/* The symbols that are wanted, and what is known of them: when they trade,
 * who has them, what of them is kept already. */
#include <stdio.h>
#include <string.h>

#include "poller_parts.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/ini.h"
#include "tapewatch/base/mem.h"

enum {
    ENOUGH_DAYS = 14, /* bars need not begin to the day */
    UNKNOWN_MS = 10 * 60 * 1000, /* then doubling ... */
    UNKNOWN_MOST_MS = 6 * 60 * 60 * 1000
};

struct watched *poller_watched(struct poller *p, const char *symbol)
{
    for (size_t n = 0, i = p->watched_found; n < p->watched_count; n++, i++) {
        i = i < p->watched_count ? i : 0;
        if (strcmp(p->watched[i].symbol, symbol) == 0) {
            p->watched_found = i; /* most ask for it again */
            return &p->watched[i];
        }
    }
    return NULL;
}

/* Until a source has said what it is, the form of the name must do. */
static enum market_hours hours_of(const char *symbol,
                                  enum instrument_type type)
{
    struct instrument i = {.type = type};

    name_copy(i.symbol, sizeof(i.symbol), symbol);
    return instrument_hours(&i);
}

static struct watched *watch(struct poller *p, const char *symbol,
                             bool is_shown)
{
    struct watched *w = poller_watched(p, symbol);

    if (!w) {
        p->watched = mem_room(p->watched, p->watched_count, &p->watched_cap,
                              sizeof(*p->watched));
        w = &p->watched[p->watched_count++];
        *w = (struct watched){.type = instrument_type_of_symbol(symbol),
                              .quoted_by = CHAIN_NONE};
        w->hours = hours_of(symbol, w->type);
        name_copy(w->symbol, sizeof(w->symbol), symbol);
        if (p->parts.store)
            (void)store_directory_cik(p->parts.store, symbol, w->cik);
    }
    w->is_seen = true;
    w->is_shown = w->is_shown || is_shown;
    return w;
}

/* Whether a rule of the user names the symbol: "NVDA" in quotes. */
static bool is_in_rule(const struct poller *p, const char *symbol)
{
    const struct config *c = p->parts.config;
    size_t n = strlen(symbol);
    char quoted[SYMBOL_MAX + 3];

    snprintf(quoted, sizeof quoted, "\"%s\"", symbol);
    if (poller_rules_name(p, quoted))
        return true;
    for (size_t i = 0; i < config_rule_count(c); i++) {
        const char *at = config_rule(c, i)->when;
        while (at && (at = strstr(at, symbol)) != NULL) {
            if (at[-1] == '"' && at[n] == '"')
                return true;
            at += n;
        }
    }
    return false;
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

void poller_watch(struct poller *p, const char *symbol)
{
    watch(p, symbol, true);
}

static void watch_list(struct poller *p, const struct watchlist *list)
{
    bool is_shown =
        !p->shown_list[0] || strcmp(p->shown_list, list->name) == 0;

    for (size_t i = 0; i < list->count; i++)
        watch(p, list->symbols[i],
              is_shown || is_in_rule(p, list->symbols[i]));
}

bool poller_is_named(const struct poller *p, const char *symbol)
{
    for (size_t i = 0; i < p->parts.symbol_count; i++)
        if (strcmp(p->parts.symbols[i], symbol) == 0)
            return true;
    return false;
}

/* A command wants older bars than there are. */
static void want_named_bars(const struct poller *p, const struct listing *l,
                            struct watched *w)
{
    const struct series *daily = l->series[BAR_1d];
    int64_t from = p->parts.bars_from_ms;

    if (!from || w->reached_ms || !poller_is_named(p, w->symbol) ||
        (daily && daily->count &&
         daily->bars[0].start <= from + ENOUGH_DAYS * MS_PER_DAY))
        return;
    w->from_ms = from;
}

/* What a source or the store said of them decides over the name. */
static void learn(struct poller *p, const struct listing *l)
{
    const struct instrument *known = l->instrument;
    struct watched *w = poller_watched(p, known->symbol);

    if (!w)
        return;
    if (known->type != INSTRUMENT_unknown) {
        w->type = known->type;
        w->hours = instrument_hours(known);
    }
    if (known->cik[0])
        name_copy(w->cik, sizeof(w->cik), known->cik);
    w->has_history = has_history(p, l);
    want_named_bars(p, l, w);
    w->has_facts = w->has_facts || l->company;
}

/* A command that was asked for figures does not wait for a filing. */
static void want_named_facts(struct poller *p)
{
    for (size_t i = 0; p->parts.of_facts && i < p->parts.symbol_count; i++) {
        struct watched *w = poller_watched(p, p->parts.symbols[i]);
        if (w && !w->has_facts)
            w->wants_facts = true;
    }
}

static void forget_unseen(struct poller *p)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->watched_count; i++)
        if (p->watched[i].is_seen)
            p->watched[kept++] = p->watched[i];
    p->watched_count = kept;
}

void poller_want_older(struct poller *p, const char *symbol, int64_t from_ms)
{
    struct watched *w = poller_watched(p, symbol);

    if (!w || p->parts.mode != RUN_LIVE ||
        (w->reached_ms && w->reached_ms <= from_ms) ||
        (w->from_ms && w->from_ms <= from_ms))
        return;
    w->from_ms = from_ms;
    p->are_wishes_stale = true;
    poller_wish(p); /* so that there is a task to hasten */
    schedule_hasten(p->schedule, JOB_HISTORY, symbol, p->real_ms);
}

void poller_history_read(struct poller *p, const struct batch *b)
{
    struct watched *w = poller_watched(p, b->symbols[0]);

    if (!w || !w->from_ms)
        return;
    w->reached_ms = w->from_ms;
    w->from_ms = 0;
}

void poller_watch_lists(struct poller *p)
{
    struct snapshot *s = poller_snapshot(p, p->real_ms);
    const char *at = config_text(p->parts.config, OPT_indices), *item;
    size_t n = 0;

    for (size_t i = 0; i < p->watched_count; i++)
        p->watched[i].is_seen = p->watched[i].is_shown = false;
    while ((item = ini_item(&at, &n)) != NULL) {
        char symbol[SYMBOL_MAX];
        if (symbol_from_text(item, n, symbol))
            watch(p, symbol, true);
    }
    for (size_t i = 0; i < s->watchlist_count; i++)
        watch_list(p, &s->watchlists[i]);
    for (size_t i = 0; i < p->parts.symbol_count; i++)
        watch(p, p->parts.symbols[i], true);
    if (p->focus[0])
        watch(p, p->focus, true);
    poller_lots_watch(p, s);
    poller_rules_watch(p, s);
    for (size_t i = 0; i < s->listing_count; i++)
        learn(p, &s->listings[i]);
    forget_unseen(p);
    want_named_facts(p);
    snapshot_free(s);
}

/* The next results, unless those of just now are still being looked at. */
static void note_date(struct poller *p, struct watched *w,
                      const struct calendar_entry *c)
{
    if (!c->type || strcmp(c->type, "earnings") != 0 ||
        c->at == w->results_ms ||
        (poller_is_reporting(p, w) && c->at > w->results_ms))
        return;
    w->results_ms = c->at;
    p->are_wishes_stale = true;
}

void poller_note(struct poller *p, const struct update *u)
{
    struct watched *w;
    enum market_hours hours;

    if (u->kind != UPDATE_instrument && u->kind != UPDATE_calendar)
        return;
    w = poller_watched(p, u->symbol);
    if (!w)
        return;
    if (u->kind == UPDATE_calendar) {
        note_date(p, w, &u->of.calendar);
        return;
    }
    poller_lots_note(p, u);
    if (u->of.instrument.cik[0] && !w->cik[0]) {
        name_copy(w->cik, sizeof(w->cik), u->of.instrument.cik);
        p->are_wishes_stale = true;
    }
    if (u->of.instrument.type == INSTRUMENT_unknown)
        return;
    hours = instrument_hours(&u->of.instrument);
    if (w->type == u->of.instrument.type && w->hours == hours)
        return;
    w->type = u->of.instrument.type;
    w->hours = hours;
    p->are_wishes_stale = true;
}

struct chain_wish poller_chain_wish(const struct watched *w, enum job job)
{
    return (struct chain_wish){.job = job,
                               .symbol = w->symbol,
                               .type = w->type,
                               .unknown_to = w->unknown_to,
                               .before = CHAIN_NONE};
}

static void set_failed(struct poller *p, struct watched *w, bool is_failed)
{
    if (w->is_failed == is_failed)
        return;
    w->is_failed = is_failed;
    p->are_wishes_stale = true;
    state_set_failed(p->parts.state, w->symbol, is_failed);
    p->is_dirty = true;
}

void poller_symbol_missing(struct poller *p, const struct batch *b,
                           const char *symbol)
{
    struct watched *w = poller_watched(p, symbol);
    size_t link = chain_find(&p->chain, b->source);
    struct chain_wish wish;
    int64_t ms = UNKNOWN_MS;

    if (!w || link == CHAIN_NONE || b->job != JOB_QUOTES)
        return; /* no history alone is no failure */
    if (!(w->unknown_to >> link & 1))
        p->are_wishes_stale = true; /* the next one is asked */
    w->unknown_to |= UINT64_C(1) << link;
    for (unsigned i = 0; i < w->unknown_times && ms < UNKNOWN_MOST_MS; i++)
        ms *= 2;
    w->unknown_until_ms =
        p->real_ms + (ms < UNKNOWN_MOST_MS ? ms : UNKNOWN_MOST_MS);
    wish = poller_chain_wish(w, JOB_QUOTES);
    if (chain_serves(&p->chain, &wish) || w->is_failed)
        return;
    w->unknown_times++;
    set_failed(p, w, true);
}

void poller_symbol_found(struct poller *p, const struct batch *b,
                         const char *symbol)
{
    struct watched *w = poller_watched(p, symbol);
    size_t link = chain_find(&p->chain, b->source);

    if (!w || link == CHAIN_NONE)
        return;
    if (w->unknown_to >> link & 1) {
        w->unknown_to &= ~(UINT64_C(1) << link);
        p->are_wishes_stale = true;
    }
    w->unknown_times = 0;
    set_failed(p, w, false);
}

int64_t poller_rewish_ms(const struct poller *p)
{
    int64_t next = chain_next_ms(&p->chain, p->real_ms);
    int64_t tomorrow = p->real_ms - p->real_ms % MS_PER_DAY + MS_PER_DAY;

    for (size_t i = 0; i < p->watched_count; i++) {
        const struct watched *w = &p->watched[i];
        int64_t edge = poller_reporting_ms(p, w);
        if (w->unknown_to && w->unknown_until_ms < next)
            next = w->unknown_until_ms;
        next = edge < next ? edge : next;
    }
    return next < tomorrow ? next : tomorrow;
}
