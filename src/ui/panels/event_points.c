/* SPDX-License-Identifier: MIT */
/* The day of an event in moments: previous close, first trigger, worst, last,
 * and the other events of the symbol. */
#include "event_points.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../event_words.h"
#include "../show.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"
#include "tapewatch/state/fields.h"

/* Once there is no room, the last one gives way. */
static struct event_moment *add(struct event_points *i, int64_t t,
                                const char *words)
{
    size_t at = i->count < EVENT_POINTS_MAX ? i->count++
                                            : EVENT_POINTS_MAX - 1;
    struct event_moment *p = &i->at[at];

    *p = (struct event_moment){.t = t, .value = "-", .role = ROLE_dim};
    snprintf(p->words, sizeof(p->words), "%s", words);
    return p;
}

static bool has_value(const struct event *e)
{
    return (e->known & EVENT_HAS_SHARES) && (e->known & EVENT_HAS_PREV_CLOSE);
}

static void add_price(struct event_points *i, const struct event *e, int64_t t,
                      double price, const char *words)
{
    struct event_moment *p = add(i, t, words);

    p->has_price = true;
    p->price = price;
    if (has_value(e)) {
        double change = derive_cap_change_at(price, e->prev_close, e->shares);

        format_money_change(p->value, change);
        p->role = show_change_role(change);
    }
}

/* A moment of the event itself. A group has no price, but its measure. */
static void add_point(struct event_points *i, const struct frame *f,
                      const struct event *e, const struct event_point *at,
                      const char *words)
{
    struct event_moment *p;

    if (*e->key.symbol != '@') {
        add_price(i, e, at->t, at->price, words);
        return;
    }
    p = add(i, at->t, words);
    event_value(f->now, e, at->measure, p->value);
    p->role = show_change_role(at->measure);
}

static void add_before(struct event_points *i, const struct event *e,
                       enum market_hours hours)
{
    struct trading_day day;
    int32_t before = calendar_previous(hours, e->key.session);

    if (!(e->known & EVENT_HAS_PREV_CLOSE) ||
        !calendar_day(hours, before, &day))
        return;
    add_price(i, e, day.close_ms, e->prev_close, "previous close");
    if (!has_value(e))
        return;
    /* What the whole company was worth then: a change from nothing. */
    format_money(i->at[i->count - 1].value,
                 derive_cap_change_at(e->prev_close, 0, e->shares));
    i->at[i->count - 1].role = ROLE_value;
}

/* Does its measure go with the price? */
static bool is_of_price(const struct frame *f, const struct event *e)
{
    static const char *const names[] = {"cap_change_usd", "cap_change",
                                        "change_pct", "zscore"};
    const struct field *field = snapshot_measure(f->now, e->key.rule);

    for (size_t i = 0; field && i < sizeof names / sizeof *names; i++)
        if (strcmp(field->name, names[i]) == 0)
            return true;
    return false;
}

/* Where the day was worst, which a gap or a burst does not know of itself. */
static void add_extreme(struct event_points *i, const struct frame *f,
                        const struct event *e)
{
    for (size_t k = 0; !is_of_price(f, e) && k < f->now->event_count; k++) {
        const struct event *o = &f->now->events[k];

        if (o->key.session != e->key.session ||
            strcmp(o->key.symbol, e->key.symbol) != 0 || !is_of_price(f, o))
            continue;
        add_point(i, f, e, &o->worst,
                  o->worst.measure < 0 ? "session low" : "session high");
        return;
    }
}

/* Its own: of a measure that is no price, with its size. */
static void add_worst(struct event_points *i, const struct frame *f,
                      const struct event *e)
{
    char value[FORMAT_MAX], words[64];

    event_value(f->now, e, e->worst.measure, value);
    snprintf(words, sizeof(words), "%s, %s", event_extreme_word(e), value);
    add_point(i, f, e, &e->worst,
              *e->key.symbol == '@' || is_of_price(f, e)
                  ? event_extreme_word(e) : words);
}

static void add_others(struct event_points *i, const struct frame *f,
                       const struct event *e)
{
    for (size_t k = 0; k < f->now->event_count; k++) {
        const struct event *o = &f->now->events[k];
        char words[64];

        if (event_key_equal(&o->key, &e->key) ||
            o->key.session != e->key.session ||
            strcmp(o->key.symbol, e->key.symbol) != 0)
            continue;
        event_opening(f->now, o, words, sizeof(words));
        add_point(i, f, e, &o->opened, words);
    }
}

/* Told again, recovered, back again. */
static void add_turns(struct event_points *i, const struct frame *f,
                      const struct event *e)
{
    for (size_t k = 0; k < f->now->turn_count; k++) {
        const struct event_turn *turn = &f->now->turns[k];
        char value[FORMAT_MAX], words[64];

        if (turn->serial != e->serial)
            continue;
        event_value(f->now, e, turn->point.measure, value);
        snprintf(words, sizeof(words), "%s, %s",
                 strcmp(turn->what, "worse") == 0     ? "worse"
                 : strcmp(turn->what, "recover") == 0 ? "recovered"
                                                      : "back again",
                 value);
        add_point(i, f, e, &turn->point, words);
    }
}

static int by_time(const void *a, const void *b)
{
    const struct event_moment *x = a, *y = b;

    return x->t < y->t ? -1 : x->t > y->t;
}

static void number(struct event_points *i, const struct event *e,
                   enum market_hours hours)
{
    struct trading_day day;
    int64_t minute = -1;
    int mark = 0;

    if (!calendar_day(hours, e->key.session, &day))
        return;
    for (size_t k = 0; k < i->count; k++) {
        struct event_moment *p = &i->at[k];

        if (p->t < day.open_ms || p->t > day.close_ms)
            continue;
        if (p->t / MS_PER_MINUTE != minute)
            mark++;
        minute = p->t / MS_PER_MINUTE;
        p->mark = mark <= EVENT_MARKS_MAX ? mark : 0;
    }
}

void event_points_read(const struct frame *f, struct event_points *out)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    const struct listing *l = e ? snapshot_find(f->now, e->key.symbol) : NULL;
    enum market_hours hours = l ? instrument_hours(l->instrument) : HOURS_US;

    out->count = 0;
    if (!e)
        return;
    add_before(out, e, hours);
    add_point(out, f, e, &e->opened, "first trigger");
    if (e->worst.t != e->opened.t)
        add_worst(out, f, e);
    add_extreme(out, f, e);
    add_others(out, f, e);
    add_turns(out, f, e);
    if (e->last.t != e->opened.t)
        add_point(out, f, e, &e->last,
                  e->official ? "official close" : "last");
    qsort(out->at, out->count, sizeof(out->at[0]), by_time);
    number(out, e, hours);
}

const char *event_mark_text(const struct canvas *c, int mark)
{
    static const char *const circles[] = {"", "①", "②", "③", "④",
                                          "⑤", "⑥", "⑦", "⑧", "⑨"};
    static const char *const plain[] = {"", "(1)", "(2)", "(3)", "(4)",
                                        "(5)", "(6)", "(7)", "(8)", "(9)"};

    return (c->is_ascii || c->is_blocks ? plain : circles)[mark];
}
