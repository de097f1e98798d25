/* SPDX-License-Identifier: MIT */
/* The state's front: updates to their parts, rules after what changed. */
#include "tapewatch/state/state.h"

#include <stdlib.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/base/embed.h"
#include "tapewatch/base/log.h"
#include "tapewatch/base/mem.h"

struct state *state_new(const char *records_text, size_t n)
{
    struct state *s = mem_new(1, sizeof *s);
    struct why why;

    s->freezing = mem_new(1, sizeof *s->freezing);
    s->told_phase = NO_DATE;
    s->around = surroundings_of_state(s);
    /* Without the table events still come, only without ranks among all. */
    if (records_text &&
        records_read(records_text, n, &s->records, &why) != ERR_OK)
        log_line(LOG_ERROR, "%s", why.text);
    return s;
}

void state_free(struct state *s)
{
    if (!s)
        return;
    market_done(&s->market);
    market_done(&s->group_market);
    news_done(&s->news);
    names_done(&s->names);
    free(s->sources.items);
    shared_release(s->health);
    shared_release(s->book);
    shared_release(s->search);
    shared_release(s->rule_list);
    shared_release(s->trial);
    kept_done(&s->kept);
    lists_done(&s->lists);
    rules_done(&s->rules);
    tracker_done(&s->tracker);
    records_done(&s->records);
    shared_release(s->freezing->tagged);
    free(s->freezing);
    free(s);
}

enum err state_read_names(struct state *s, const char *text, size_t n,
                          struct why *why)
{
    return names_read_aliases(&s->names, text, n, why);
}

enum err state_read_words(struct state *s, const char *text, size_t n,
                          struct why *why)
{
    return names_read_words(&s->names, text, n, why);
}

enum err state_read_shipped_names(struct state *s, struct why *why)
{
    const struct embedded *names = embed_find("data/aliases.tsv");
    const struct embedded *words = embed_find("data/words.tsv");
    enum err e;

    if (!names || !words)
        return why_set(why, ERR_MISSING, "the tables of names are not built "
                       "in");
    e = state_read_names(s, (const char *)names->bytes, names->size, why);
    return e == ERR_OK ? state_read_words(s, (const char *)words->bytes,
                                          words->size, why)
                       : e;
}

void state_add_name(struct state *s, const char *symbol, const char *alias)
{
    names_add(&s->names, symbol, alias);
}

enum err state_add_rule(struct state *s, const struct rule_text *rule,
                        struct why *why)
{
    return rules_add(&s->rules, rule, why);
}

enum err state_check_rule(const struct rule_text *rule, struct why *why)
{
    return rules_check(rule, why);
}

bool state_switch_rule(struct state *s, const char *name, bool is_on)
{
    return rules_switch(&s->rules, name, is_on);
}

/* Share counts may come after prices: what was unknown may now be true. */
static unsigned put_instrument(struct state *s, const struct update *u)
{
    struct entry *e;

    market_put_instrument(&s->market, u);
    e = market_find(&s->market, u->symbol);
    return e->pub.session >= day_session_of_update(e, u->t) ? CHANGED_REGULAR
                                                            : 0;
}

/* A headline is a reason to look at its symbols, if it is of today. */
static void apply_headline(struct state *s, const struct update *u, bool rules)
{
    const struct headline *h = news_put(s, u);

    s->has_headline |= h && rules;
    if (!h || !rules || news_time(h) <= s->now_ms - 24 * MS_PER_HOUR)
        return;
    for (size_t i = 0; i < h->symbol_count; i++) {
        struct entry *e = market_find(&s->market, h->symbols[i]);

        if (e)
            tracker_run(s, e, CHANGED_NEWS);
    }
}

/* Prices and instruments; returns what rules should look at. */
static unsigned put_price(struct state *s, struct entry *e,
                          const struct update *u)
{
    if (u->kind == UPDATE_quote)
        return quotes_put_line(e, u);
    if (u->kind == UPDATE_bar)
        return quotes_put_bar(e, u);
    return put_instrument(s, u);
}

/* The next date of earnings as rules see it: looked up when the listing is
 * new and when the date has passed. */
static void renew_earnings(struct state *s, struct entry *e, bool is_new)
{
    if (is_new || (e->pub.earnings_at && e->pub.earnings_at < s->now_ms))
        e->pub.earnings_at = kept_next_earnings(
            &s->kept, e->pub.instrument->symbol, s->now_ms);
}

static void apply_price(struct state *s, const struct update *u, bool rules)
{
    size_t before = s->market.count;
    struct entry *e;
    unsigned changed;

    if (!*u->symbol)
        return;
    e = market_add(&s->market, u->symbol);
    actions_advance(e, u->t);
    renew_earnings(s, e, s->market.count > before);
    changed = put_price(s, e, u);
    if (u->kind == UPDATE_quote && rules)
        phases_hear(s, e, u);
    e->pub.phase = phases_of(&e->pub, day_phase(e, u->t), u->t);
    market_refigure(&s->market, e);
    s->has_priced |= rules && changed;
    if (rules && changed)
        tracker_run(s, e, changed);
}

static void apply_date(struct state *s, const struct update *u)
{
    struct entry *e = market_find(&s->market, u->symbol);

    kept_put_date(&s->kept, u);
    if (e)
        renew_earnings(s, e, true);
}

/* A split may show that a fall was none. */
static void apply_action(struct state *s, const struct update *u, bool rules)
{
    struct entry *e;

    if (!*u->symbol)
        return;
    e = market_add(&s->market, u->symbol);
    if (!actions_put(e, u) || u->of.action.type != ACTION_SPLIT)
        return;
    market_refigure(&s->market, e);
    if (rules && e->pub.session != NO_DATE)
        tracker_run(s, e, CHANGED_REGULAR |
                              (QUOTE_HAS(&e->pub.quote, ext_price)
                                   ? CHANGED_EXT : 0u));
}

static void apply_halt(struct state *s, const struct update *u, bool rules)
{
    struct entry *e;

    halts_put(s, u);
    e = market_find(&s->market, u->symbol);
    if (e && rules)
        tracker_run(s, e, CHANGED_HALT);
}

static void apply(struct state *s, const struct update *u, bool rules)
{
    state_advance(s, u->t);
    sources_heard(&s->sources, u);
    switch (u->kind) {
    case UPDATE_instrument:
    case UPDATE_quote:
    case UPDATE_bar:
        apply_price(s, u, rules);
        break;
    case UPDATE_headline:
        apply_headline(s, u, rules);
        break;
    case UPDATE_fact:
        filings_put_fact(s, u, rules);
        break;
    case UPDATE_calendar:
        apply_date(s, u);
        break;
    case UPDATE_plan:
        kept_put_plan(&s->kept, u);
        break;
    case UPDATE_action: /* daily series come adjusted; filed counts do not */
        apply_action(s, u, rules);
        filings_put_action(s, u, rules);
        break;
    case UPDATE_halt:
        apply_halt(s, u, rules);
        break;
    case UPDATE_status: /* heard above */
    case UPDATE_KIND_COUNT:
        break;
    }
}

void state_apply(struct state *s, const struct update *u)
{
    apply(s, u, true);
}

void state_restore(struct state *s, const struct update *u)
{
    apply(s, u, false);
}

void state_restore_event(struct state *s, const struct event *e)
{
    tracker_restore(s, e);
}

void state_advance(struct state *s, int64_t now_ms)
{
    if (now_ms <= s->now_ms)
        return;
    halts_advance(s, now_ms);
    s->now_ms = now_ms;
    groups_advance(s, now_ms);
    bursts_advance(s, now_ms);
    late_advance(s, now_ms);
    tracker_advance(s, now_ms);
}

size_t state_changed_events(struct state *s, const struct event **out,
                            size_t most)
{
    struct tracker *t = &s->tracker;
    size_t n = t->changed_count < most ? t->changed_count : most;

    for (size_t i = 0; i < n; i++) {
        out[i] = &t->items[t->changed[i]].event;
        t->items[t->changed[i]].is_changed = false;
    }
    t->changed_count -= n;
    if (t->changed_count > 0)
        memmove(t->changed, t->changed + n,
                t->changed_count * sizeof *t->changed);
    return n;
}

uint64_t state_told(const struct state *s)
{
    return s->tracker.told;
}
