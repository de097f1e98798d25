/* SPDX-License-Identifier: MIT */
/* Rules on a listing: events opened, made worse, recovered, told.
 *
 * One event per (rule, symbol, session), updated in place. Session rules look
 * at the regular price, extended rules at ext_price; each runs only when its
 * price changed. What is worst is asked of the session's low and high as well
 * as of the last price, so that a bar's extreme counts though nobody saw it
 * as a last price. */
#include <math.h>
#include <string.h>

#include "market.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/fields.h"

/* One run of one rule on one listing. */
struct run {
    const struct rule *rule;
    const struct entry *entry;
    struct listing seen; /* for an extended rule: ext_price as the price */
    struct event_point now;
    bool has_measure;
    bool is_new; /* its event was opened by this run */
    bool is_back; /* it was over before the open, and is told anew */
};

static bool measure_of(const struct state *s, const struct run *r,
                       const struct listing *l, double *out)
{
    struct listing_record record = {
        .listing = l, .now_ms = s->now_ms, .around = &s->around};
    struct value v = query_value(r->rule->measure, &record, s->now_ms);

    if (v.type == VALUE_UNKNOWN)
        return false;
    *out = v.of.number;
    return true;
}

/* Before the market opens a halt or a headline is of the new day, and the
 * change of the day before is none of its. */
static struct listing seen_that_day(const struct entry *e, int32_t session)
{
    struct listing seen = e->pub;

    if (e->pub.session != session) {
        seen.quote.known &= ~(1u << QUOTE_BIT_prev_close);
        seen.figures = (struct figures){0};
    }
    return seen;
}

/* The listing as the rule's event shows it. */
static struct listing seen_by(const struct state *s, const struct entry *e,
                              const struct rule *rule, int32_t session)
{
    struct listing seen = e->pub;
    struct derive_input in = market_input(&s->market, e);
    double base;

    if (rule->runs_on == CHANGED_HALT || rule->runs_on == CHANGED_NEWS)
        return seen_that_day(e, session);
    if (rule->runs_on != CHANGED_EXT)
        return seen;
    if (derive_ext_base(&in, &base))
        QUOTE_SET(&seen.quote, prev_close, base);
    else
        seen.quote.known &= ~(1u << QUOTE_BIT_prev_close);
    QUOTE_SET(&seen.quote, price, seen.quote.ext_price);
    in.quote = &seen.quote;
    seen.figures = derive_figures(&in);
    return seen;
}

static void set_figures(struct event *event, const struct listing *l)
{
    const struct figures *f = &l->figures;

    event->known = 0;
    if (QUOTE_HAS(&l->quote, price))
        event->known |= EVENT_HAS_PRICE;
    if (QUOTE_HAS(&l->quote, prev_close))
        event->known |= EVENT_HAS_PREV_CLOSE;
    if (FIGURE_HAS(f, change_pct))
        event->known |= EVENT_HAS_CHANGE_PCT;
    if (FIGURE_HAS(f, cap_change))
        event->known |= EVENT_HAS_CAP_CHANGE;
    if (FIGURE_HAS(f, cap_change_usd))
        event->known |= EVENT_HAS_CAP_CHANGE_USD;
    if (l->instrument->shares > 0)
        event->known |= EVENT_HAS_SHARES;
    event->price = l->quote.price;
    event->prev_close = l->quote.prev_close;
    event->change_pct = f->change_pct;
    event->cap_change = f->cap_change;
    event->cap_change_usd = f->cap_change_usd;
    event->shares = l->instrument->shares;
    event->shares_asof = l->instrument->shares_asof;
}

/* Takes a point that is worse: further in the direction of the first one. */
static void worsen(struct event *event, const struct event_point *p)
{
    if (event->opened.measure * p->measure < 0)
        return;
    if (fabs(p->measure) > fabs(event->worst.measure))
        event->worst = *p;
}

/* The measure had the session's low (or high) been the price. */
static void worsen_at(struct state *s, const struct run *r, double price,
                      int64_t t, struct event *event)
{
    struct listing l = r->entry->pub;
    struct derive_input in = market_input(&s->market, r->entry);
    struct event_point p = {.t = t, .price = price};

    QUOTE_SET(&l.quote, price, price);
    in.quote = &l.quote;
    l.figures = derive_figures(&in);
    if (measure_of(s, r, &l, &p.measure))
        worsen(event, &p);
}

static void update_worst(struct state *s, const struct run *r,
                         struct event *event)
{
    const struct quote *q = &r->entry->pub.quote;

    if (r->has_measure)
        worsen(event, &r->now);
    if (r->rule->runs_on != CHANGED_REGULAR)
        return;
    if (QUOTE_HAS(q, low) && r->entry->low_t)
        worsen_at(s, r, q->low, r->entry->low_t, event);
    if (QUOTE_HAS(q, high) && r->entry->high_t)
        worsen_at(s, r, q->high, r->entry->high_t, event);
}

static void tell(struct state *s, const struct run *r, struct event *event)
{
    double m = r->now.measure;
    double limit = fabs(event->told) * (1 + r->rule->worsen_pct / 100);
    bool is_first = event->told_count == 0 || r->is_back;
    bool is_worse = r->rule->worsen_pct > 0 && r->has_measure &&
                    event->told != 0 && event->told * m > 0 && fabs(m) >= limit;

    if (event->state != EVENT_open || (!is_first && !is_worse))
        return;
    event->told = r->has_measure ? m : 0;
    event->told_count++;
    s->tracker.told++;
}

static void set_state(struct event *event, enum truth truth)
{
    if (truth == TRUTH_TRUE && event->state != EVENT_open) {
        event->state = EVENT_open;
        event->reopened++;
    } else if (truth == TRUTH_FALSE) {
        event->state = EVENT_recovered;
    }
}

static void update_event(struct state *s, const struct run *r,
                         struct event *event, enum truth truth)
{
    const struct listing *l = &r->entry->pub;

    set_state(event, truth);
    /* A filing is many facts of one moment: what its last one says is what
     * opened the event. */
    if (r->rule->runs_on == CHANGED_FACTS && r->has_measure &&
        event->opened.t == r->now.t)
        event->opened = event->worst = r->now;
    event->last.t = r->now.t;
    event->last.price = r->now.price;
    if (r->has_measure)
        event->last.measure = r->now.measure;
    set_figures(event, &r->seen);
    update_worst(s, r, event);
    event->official =
        (r->rule->runs_on & (CHANGED_REGULAR | CHANGED_GROUP)) &&
        l->is_official;
    ranking_update(s, r->entry, event);
    tell(s, r, event);
}

static struct tracked *open_event(struct state *s, struct entry *e,
                                  const struct run *r,
                                  const struct event_key *key)
{
    struct event event = {
        .key = *key,
        .state = EVENT_open,
        .severity = r->rule->severity,
        .opened = r->now,
        .worst = r->now,
        .last = r->now,
    };

    return tracker_add(s, e, &event);
}

static struct event_key key_of(const struct rule *rule, const struct entry *e,
                               int64_t now_ms)
{
    enum market_hours hours = instrument_hours(e->pub.instrument);
    struct event_key key = {.rule = ""};

    memcpy(key.rule, rule->name, sizeof key.rule);
    memcpy(key.symbol, e->pub.instrument->symbol, sizeof key.symbol);
    switch (rule->runs_on) {
    case CHANGED_EXT:
        key.session = calendar_date(hours, e->pub.quote.ext_as_of);
        break;
    case CHANGED_HALT:
        key.session = calendar_date(hours, e->pub.halt.from);
        break;
    case CHANGED_FACTS:
    case CHANGED_NEWS:
        key.session = calendar_date(hours, now_ms);
        break;
    default:
        key.session = e->pub.session;
    }
    return key;
}

/* When, and at what price, the rule's condition is as it is. */
static struct event_point point_of(const struct rule *rule,
                                   const struct entry *e, int64_t now_ms)
{
    const struct quote *q = &e->pub.quote;
    struct event_point p = {.t = q->as_of, .price = q->price};

    if (rule->runs_on == CHANGED_EXT)
        p = (struct event_point){.t = q->ext_as_of, .price = q->ext_price};
    else if (rule->runs_on & (CHANGED_FACTS | CHANGED_NEWS))
        p.t = now_ms;
    else if (rule->runs_on == CHANGED_HALT)
        p.t = listing_is_halted(&e->pub, now_ms) ? e->pub.halt.from
                                                 : e->pub.halt.ends;
    return p;
}

static void note_turn(struct tracker *t, const struct event *before,
                      const struct event *event)
{
    const char *what = event_became(before, event);

    if (!what)
        return;
    t->turns = mem_room(t->turns, t->turn_count, &t->turn_cap,
                        sizeof *t->turns);
    t->turns[t->turn_count++] =
        (struct event_turn){event->serial, what, event->last};
}

/* What is over stays so, but where a rule looks at both ends of the day. */
static bool comes_back(const struct state *s, const struct run *r,
                       const struct event *event, enum truth truth)
{
    return truth == TRUTH_TRUE &&
           r->entry->pub.quote.ext_session == SESSION_POST &&
           tracker_is_before_open(s, r->rule, event);
}

/* The rule's event, there already or new; NULL: nothing to tell of. */
static struct tracked *event_for(struct state *s, struct run *r,
                                 struct entry *e, enum truth truth)
{
    struct event_key key = key_of(r->rule, e, s->now_ms);
    struct tracked *t = tracker_find_of(&s->tracker, e, &key);

    if (!t && truth != TRUTH_TRUE)
        return NULL;
    if (t && (t->event.state == EVENT_closed ||
              tracker_is_due(s, r->rule, &t->event))) {
        if (!comes_back(s, r, &t->event, truth))
            return NULL;
        r->is_back = true;
    }
    r->seen = seen_by(s, e, r->rule, key.session);
    r->now = point_of(r->rule, e, s->now_ms);
    r->has_measure = measure_of(s, r, &e->pub, &r->now.measure);
    r->is_new = t == NULL;
    return t ? t : open_event(s, e, r, &key);
}

/* Apart, so that rules that are not true do not pay for clearing its frame. */
static __attribute__((noinline)) void
tell_of(struct state *s, const struct rule *rule, struct entry *e,
        enum truth truth)
{
    struct run r = {.rule = rule, .entry = e};
    struct tracked *t = event_for(s, &r, e, truth);
    struct event before;

    if (!t)
        return;
    before = t->event;
    update_event(s, &r, &t->event, truth);
    if (r.is_back)
        tracker_expect_end(s, &t->event);
    if (!r.is_new)
        note_turn(&s->tracker, &before, &t->event);
    if (r.is_new || !event_equal(&before, &t->event))
        tracker_mark(&s->tracker, t, s->now_ms);
    if (t->event.official)
        ranking_enter(s, e, s->now_ms);
}

/* The same. */
static __attribute__((noinline)) bool has_event(const struct state *s,
                                                const struct rule *rule,
                                                const struct entry *e)
{
    struct event_key key = key_of(rule, e, s->now_ms);

    return tracker_find_of(&s->tracker, e, &key) != NULL;
}

static void run_rule(struct state *s, const struct rule *rule, struct entry *e)
{
    struct listing_record record = {
        .listing = &e->pub, .now_ms = s->now_ms, .around = &s->around};
    enum truth truth = query_truth(rule->when, &record, s->now_ms);

    if (truth == TRUTH_TRUE || (e->newest_event && has_event(s, rule, e)))
        tell_of(s, rule, e, truth);
}

/* What a rule that no price moves shows of its listing is of now, too; when it
 * was asked, and of what, stays. */
static void follow_price(struct state *s, struct entry *e)
{
    for (size_t at = e->newest_event; at;) {
        struct tracked *t = &s->tracker.items[at - 1];
        const struct quote *q = &e->pub.quote;
        const struct rule *rule;
        struct event before = t->event;

        at = t->older;
        if (before.state == EVENT_closed ||
            before.key.session != e->pub.session || before.price == q->price)
            continue;
        rule = rules_find(&s->rules, before.key.rule);
        if (!rule || !(rule->looks_at &
                       (CHANGED_FACTS | CHANGED_HALT | CHANGED_NEWS)))
            continue;
        set_figures(&t->event, &e->pub);
        ranking_update(s, e, &t->event);
        if (!event_equal(&before, &t->event))
            tracker_mark(&s->tracker, t, s->now_ms);
    }
}

void tracker_run(struct state *s, struct entry *e, unsigned changed)
{
    filings_settle(e, s->now_ms);
    if (!QUOTE_HAS(&e->pub.quote, price))
        changed &=
            ~(unsigned)(CHANGED_REGULAR | CHANGED_FACTS | CHANGED_NEWS);
    if (changed & CHANGED_NEWS)
        narrative_count(&s->news, e, s->now_ms);
    for (size_t i = 0; i < s->rules.count; i++) {
        const struct rule *rule = &s->rules.items[i];

        if ((changed & rule->runs_on) &&
            (!*rule->symbol ||
             strcmp(rule->symbol, e->pub.instrument->symbol) == 0))
            run_rule(s, rule, e);
    }
    if (changed & CHANGED_REGULAR)
        follow_price(s, e);
}
