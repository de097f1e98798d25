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
        event_remark(f->config, e, remark, sizeof(remark));
        snprintf(text, sizeof(text), "%s %s %s", e->key.symbol, e->key.rule,
                 remark);
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
}

void event_list_row(const struct frame *f, const struct list_rows *r,
                    uint32_t at, struct canvas *c, struct rect area)
{
    const struct event *e = &f->now->events[at];
    const struct event_point *shown = event_shown(e);
    const struct glyphs *g = glyphs_of(c);
    enum role role = e->acknowledged ? ROLE_dim : event_role(e);
    enum role change = e->acknowledged
                           ? ROLE_dim : show_change_role(shown->measure);
    int x = area.x + 1, end = area.x + area.width;
    char time[16], value[FORMAT_MAX], remark[96];

    (void)r;
    /* A measure that never moved (a gap) is of when it was first seen. */
    show_time_text(shown->measure == e->opened.measure ? e->opened.t
                                                       : shown->t,
                   f->shown_ms, time);
    event_value(f->config, e, shown->measure, value);
    event_remark(f->config, e, remark, sizeof(remark));
    canvas_text(c, x, area.y, end - x, ROLE_dim, time);
    canvas_text(c, x + 6, area.y, end - x - 6, change,
                shown->measure < 0 ? g->down : g->up);
    show_text(c, (struct place){x + 8, area.y,
                                end - x - 8 < 6 ? end - x - 8 : 6},
              role, e->key.symbol);
    if (x + 23 <= end)
        canvas_right(c, x + 14, area.y, 9, change, value);
    show_text(c, (struct place){x + 25, area.y, end - x - 25}, role, remark);
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
