/* SPDX-License-Identifier: MIT */
/* The day of an event in moments: previous close, first trigger, worst, last,
 * and the other events of the symbol. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../event_words.h"
#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/mem.h"

enum { POINTS_MAX = 40 };

struct point {
    int64_t t;
    bool has_price;
    double price;
    char value[FORMAT_MAX]; /* change of market value, "-" if unknown */
    enum role role;
    char words[64];
};

struct items {
    struct point at[POINTS_MAX];
    size_t count;
};

static struct point *add(struct items *i, int64_t t, const char *words)
{
    struct point *p = &i->at[i->count < POINTS_MAX ? i->count++
                                                   : POINTS_MAX - 1];

    *p = (struct point){.t = t, .value = "-", .role = ROLE_dim};
    snprintf(p->words, sizeof(p->words), "%s", words);
    return p;
}

static bool has_value(const struct event *e)
{
    return (e->known & EVENT_HAS_SHARES) && (e->known & EVENT_HAS_PREV_CLOSE);
}

static void add_price(struct items *i, const struct event *e, int64_t t,
                      double price, const char *words)
{
    struct point *p = add(i, t, words);

    p->has_price = true;
    p->price = price;
    if (has_value(e)) {
        double change = derive_cap_change_at(price, e->prev_close, e->shares);

        format_money_change(p->value, change);
        p->role = show_change_role(change);
    }
}

/* A moment of the event itself. A group has no price, but its measure. */
static void add_point(struct items *i, const struct frame *f,
                      const struct event *e, const struct event_point *at,
                      const char *words)
{
    struct point *p;

    if (*e->key.symbol != '@') {
        add_price(i, e, at->t, at->price, words);
        return;
    }
    p = add(i, at->t, words);
    event_value(f->now, e, at->measure, p->value);
    p->role = show_change_role(at->measure);
}

static void add_before(struct items *i, const struct event *e,
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

static void add_others(struct items *i, const struct frame *f,
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
static void add_turns(struct items *i, const struct frame *f,
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
    const struct point *x = a, *y = b;

    return x->t < y->t ? -1 : x->t > y->t;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct items *i = items;

    snprintf(out, size, "%lld %s", (long long)i->at[at].t, i->at[at].words);
}

static void build(const struct frame *f, struct list_rows *out)
{
    const struct event *e = snapshot_event(f->now, &f->subject->event);
    const struct listing *l = e ? snapshot_find(f->now, e->key.symbol) : NULL;
    struct items *i = mem_new(1, sizeof(*i));

    out->key = key_of;
    out->items = out->owned = i;
    if (!e)
        return;
    add_before(i, e, l ? instrument_hours(l->instrument) : HOURS_US);
    add_point(i, f, e, &e->opened, "first trigger");
    if (e->worst.t != e->opened.t)
        add_point(i, f, e, &e->worst, event_extreme_word(e));
    add_others(i, f, e);
    add_turns(i, f, e);
    if (e->last.t != e->opened.t)
        add_point(i, f, e, &e->last,
                  e->official ? "official close" : "last");
    qsort(i->at, i->count, sizeof(i->at[0]), by_time);
    for (size_t k = 0; k < i->count; k++)
        if (list_matches(f->filter, i->at[k].words))
            list_add(out, (uint32_t)k);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct items *i = r->items;
    const struct point *p = &i->at[at];
    int x = area.x + 1, end = area.x + area.width;
    char time[16];

    show_time_text(p->t, f->shown_ms, time);
    canvas_text(c, x, area.y, end - x, ROLE_dim, time);
    if (x + 16 <= end)
        show_price(c, (struct place){x + 6, area.y, 10}, ROLE_value,
                   p->has_price, p->price);
    if (x + 26 <= end)
        canvas_right(c, x + 16, area.y, 10, p->role, p->value);
    show_text(c, (struct place){x + 28, area.y, end - x - 28}, ROLE_fg,
              p->words);
}

static const char *empty(const struct frame *f)
{
    return f->subject->event.symbol[0] ? "this event is no longer known"
                                       : "no event is selected";
}

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    (void)view;
    (void)f;
    snprintf(left, size, "Timeline");
    snprintf(right, size, "New York time");
}

const struct panel_ops panel_timeline = {
    .name = "timeline", .help = "the event's day in moments",
    .contexts = CONTEXT_list, .min_width = 16, .min_height = 2,
    LIST_PANEL(list),
    .title = title, .act = list_panel_act,
};
