/* SPDX-License-Identifier: MIT */
/* Events as rows: time, direction, symbol, value, words. */
#include "event_list.h"

#include <stdio.h>
#include <string.h>

#include "../event_words.h"
#include "../show.h"

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;
    const struct event *e = &f->now->events[at];

    snprintf(out, size, "%s %s %ld", e->key.rule, e->key.symbol,
             (long)e->key.session);
}

static bool is_of_day(const struct event *a, const struct event *b)
{
    return a->key.session == b->key.session &&
           strcmp(a->key.symbol, b->key.symbol) == 0;
}

static bool is_worse(const struct event *a, const struct event *b)
{
    if (a->acknowledged != b->acknowledged)
        return b->acknowledged;
    return a->severity > b->severity;
}

/* Whether the row of an event stands for all of its symbol's day; not where
 * an expression is asked of each of them. */
static bool is_grouped(const struct frame *f, const char *symbol)
{
    return !symbol && !f->where[0] && config_bool(f->config, OPT_group_events);
}

/* Of a symbol's day the worst is shown, the first of equals. */
static bool is_behind_another(const struct frame *f, size_t at)
{
    const struct event *e = &f->now->events[at];

    for (size_t i = 0; i < f->now->event_count; i++) {
        const struct event *o = &f->now->events[i];

        if (i != at && is_of_day(o, e) &&
            (is_worse(o, e) || (i < at && !is_worse(e, o))))
            return true;
    }
    return false;
}

/* "+3" for the others of its day, at the end of the row; returns the cells
 * that are left before it. */
static int draw_others(const struct frame *f, const struct event *e,
                       struct canvas *c, struct rect area)
{
    size_t others = 0;
    char text[24];

    for (size_t i = 0; i < f->now->event_count; i++)
        others += is_of_day(&f->now->events[i], e);
    if (others < 2 || area.width < 30)
        return area.width;
    snprintf(text, sizeof(text), " +%zu", others - 1);
    canvas_right(c, area.x + area.width - 4, area.y, 4, ROLE_dim, text);
    return area.width - 4;
}

void event_list_build(const struct frame *f, const char *symbol,
                      struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < f->now->event_count; i++) {
        const struct event *e = &f->now->events[i];
        char text[160], remark[96];

        if (symbol && strcmp(symbol, e->key.symbol) != 0)
            continue;
        if (is_grouped(f, symbol) && is_behind_another(f, i))
            continue;
        event_remark(f->now, e, (int)sizeof(remark), remark, sizeof(remark));
        snprintf(text, sizeof(text), "%s %s %s", e->key.symbol, e->key.rule,
                 remark);
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
}

/* A measure that never moved (a gap) is of when it was first seen. */
int64_t event_list_time(const struct event *e)
{
    return e->last.measure == e->opened.measure ? e->opened.t : e->last.t;
}

static int64_t time_of(const struct frame *f, const struct list_rows *r,
                       uint32_t at)
{
    (void)r;
    return event_list_time(&f->now->events[at]);
}

/* The column of symbols: 6 cells, and more where the row has room. */
enum { WHO_LEAST = 6, WHO_MOST = 12, WHO_ROOMY = 64 };

static int who_width(int width)
{
    int more = width - WHO_ROOMY;

    return more <= 0 ? WHO_LEAST
           : more < WHO_MOST - WHO_LEAST ? WHO_LEAST + more : WHO_MOST;
}

/* When it began stands in rows that have room for it: under a heading, or in
 * words; not on the dashboard, whose rows say it where it matters. */
enum { SINCE_FROM = 76, NOT_SAID = 0, CLOCK = 5, WORDED = 11, VALUE = 9 };

struct row_form {
    int time_cells;
    int since;     /* NOT_SAID, CLOCK, WORDED: its cells */
    bool is_group; /* it may stand for others of its day */
};

static void draw_since(const struct event *e, struct canvas *c,
                       struct place p)
{
    char clock[16], text[32];

    show_clock_text(e->opened.t, clock);
    snprintf(text, sizeof(text), "%s%.5s", p.width < WORDED ? "" : "since ",
             clock);
    canvas_text(c, p.x, p.y, p.width, ROLE_dim, text);
}

void event_list_header(const struct frame *f, struct canvas *c,
                       struct rect area)
{
    int x = area.x + 1, end = area.x + area.width, after;
    int since = area.width < SINCE_FROM ? NOT_SAID : CLOCK;

    (void)f;
    x += SHOW_DATED_CELLS - SHOW_TIME_CELLS;
    after = x + 8 + who_width(area.width);
    canvas_text(c, area.x + 1, area.y, end - x, ROLE_header, "AS OF");
    canvas_text(c, x + 8, area.y, end - x - 8, ROLE_header, "WHO");
    if (after + VALUE <= end)
        canvas_right(c, after, area.y, VALUE, ROLE_header, "VALUE");
    after += VALUE + 2;
    if (since)
        canvas_text(c, after, area.y, since, ROLE_header, "SINCE");
    after += since ? since + 2 : 0;
    if (after + 4 <= end)
        canvas_text(c, after, area.y, 4, ROLE_header, "WHAT");
}

static void draw_row(const struct frame *f, const struct event *e,
                     struct row_form form, struct canvas *c, struct rect area)
{
    const struct glyphs *g = glyphs_of(c);
    enum role role = e->acknowledged ? ROLE_dim : event_role(e);
    enum role change = event_change_role(f->now, e);
    int x = area.x + 1, end = area.x + area.width;
    int who = who_width(area.width), after;
    int since = area.width < SINCE_FROM ? NOT_SAID : form.since;
    char value[FORMAT_MAX], remark[96];

    x += show_time(c, (struct place){x, area.y, form.time_cells}, ROLE_dim,
                   event_list_time(e), f->shown_ms);
    after = x + 8 + who;
    event_now_value(f->now, e, value);
    if (form.is_group)
        end = area.x + draw_others(f, e, c, area);
    if (!c->is_plain) /* the figure has a sign */
        canvas_text(c, x + 6, area.y, end - x - 6, change,
                    event_arrow(f->now, e, g));
    show_text(c, (struct place){x + 8, area.y,
                                end - x - 8 < who ? end - x - 8 : who},
              role, event_who(e));
    if (after + VALUE <= end)
        canvas_right(c, after, area.y, VALUE, change, value);
    after += VALUE + 2;
    if (since)
        draw_since(e, c, (struct place){after, area.y, since});
    after += since ? since + 2 : 0;
    (since ? event_remark_beside : event_remark)(f->now, e, end - after,
                                                 remark, sizeof(remark));
    show_text(c, (struct place){after, area.y, end - after}, role, remark);
}

void event_list_row(const struct frame *f, uint32_t at, int time_cells,
                    struct canvas *c, struct rect area)
{
    draw_row(f, &f->now->events[at],
             (struct row_form){time_cells, WORDED, false}, c, area);
}

void event_list_group_row(const struct frame *f, const struct list_rows *r,
                          uint32_t at, struct canvas *c, struct rect area)
{
    draw_row(f, &f->now->events[at],
             (struct row_form){list_panel_time_cells(f, r, time_of), NOT_SAID,
                               is_grouped(f, NULL)}, c, area);
}

void event_list_headed_row(const struct frame *f, const struct list_rows *r,
                           uint32_t at, struct canvas *c, struct rect area)
{
    (void)r;
    draw_row(f, &f->now->events[at],
             (struct row_form){SHOW_DATED_CELLS, CLOCK, is_grouped(f, NULL)},
             c, area);
}

void event_list_add_key(const struct event *e, struct strbuf *out)
{
    char key[EVENT_KEY_TEXT];

    event_key_write(&e->key, key);
    strbuf_format(out, "%s\n", key);
}

void event_list_keys(const struct frame *f, const struct list_rows *r,
                     uint32_t at, struct strbuf *out)
{
    (void)r;
    event_list_add_key(&f->now->events[at], out);
}

void event_list_group_keys(const struct frame *f, const struct list_rows *r,
                           uint32_t at, struct strbuf *out)
{
    const struct event *shown = &f->now->events[at];

    if (!is_grouped(f, NULL)) {
        event_list_keys(f, r, at, out);
        return;
    }
    for (size_t i = 0; i < f->now->event_count; i++)
        if (is_of_day(&f->now->events[i], shown))
            event_list_add_key(&f->now->events[i], out);
}

bool event_list_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct event *e = &f->now->events[at];

    (void)r;
    out->event = e->key;
    snprintf(out->symbol, sizeof(out->symbol), "%s", e->key.symbol);
    return true;
}

bool event_list_group_act(void *view, const struct frame *f,
                          enum ui_action a, struct wish *wish)
{
    bool is_done = event_list_act(view, f, a, wish);

    /* No rule: all events of the symbol's day. */
    if (wish->command.kind == COMMAND_ACKNOWLEDGE && is_grouped(f, NULL))
        wish->command.event.rule[0] = '\0';
    return is_done;
}

bool event_list_act(void *view, const struct frame *f, enum ui_action a,
                    struct wish *wish)
{
    struct subject s = {.symbol = ""};

    if (a != ACTION_acknowledge)
        return list_panel_act(view, f, a, wish);
    if (!list_panel_subject(view, f, &s))
        return true;
    wish->command = (struct command){.kind = COMMAND_ACKNOWLEDGE,
                                     .event = s.event};
    snprintf(wish->message, sizeof(wish->message), "%s %s: acknowledged",
             s.event.symbol, s.event.rule);
    return true;
}
