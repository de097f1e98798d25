/* SPDX-License-Identifier: MIT */
/* What alerts told today, those not yet seen first, then what is armed: price
 * levels, nearest first, and rules. A rule that told of several symbols is one
 * row. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../event_words.h"
#include "../keymap.h"
#include "../show.h"
#include "armed_rows.h"
#include "event_list.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/utf8.h"

enum { WHO_AT = 9, WHEN_AT = 20, ACK_FROM = 60 };

/* "fired ×6  ack: Space" at the end of the row; returns its cells. */
static int draw_fired(const struct frame *f, const struct event *e, size_t n,
                      struct canvas *c, struct rect area)
{
    const char *keys = keymap_keys(f->config, ACTION_see);
    char text[80], count[32] = "", seen[40] = "";

    if (n > 1)
        snprintf(count, sizeof(count), " %s%zu", glyphs_of(c)->times, n);
    if (e->acknowledged)
        snprintf(seen, sizeof(seen), "  seen");
    else if (area.width >= ACK_FROM)
        snprintf(seen, sizeof(seen), "  ack: %.*s", (int)strcspn(keys, " "),
                 keys);
    snprintf(text, sizeof(text), "fired%s%s", count, seen);
    canvas_right(c, area.x + WHEN_AT, area.y, area.width - WHEN_AT,
                 e->acknowledged ? ROLE_dim : ROLE_warn, text);
    return (int)utf8_cells(text) + 1;
}

static void draw_event(const struct frame *f, uint32_t at, struct canvas *c,
                       struct rect area)
{
    const struct event *e = armed_event(f, at);
    size_t n = armed_group_size(f, at);
    enum role role = e->acknowledged ? ROLE_dim : event_role(e);
    int end = area.x + area.width;
    char who[32];

    snprintf(who, sizeof(who), "%zu symbols", n);
    if (!e->acknowledged)
        canvas_text(c, area.x + 1, area.y, 1, ROLE_warn, "!");
    show_time(c, (struct place){area.x + 3, area.y, SHOW_TIME_CELLS},
              ROLE_dim, e->opened.t, f->shown_ms); /* it is of today */
    show_text(c, (struct place){area.x + WHO_AT, area.y, WHEN_AT - WHO_AT - 1},
              role, n > 1 ? who : event_who(e));
    end -= draw_fired(f, e, n, c, area);
    show_text(c, (struct place){area.x + WHEN_AT, area.y,
                                end - area.x - WHEN_AT},
              role, armed_when(f, e->key.rule));
}

static void draw_armed(const struct frame *f, uint32_t at, struct canvas *c,
                       struct rect area)
{
    const struct price_level *l = armed_level(f, at);
    char price[FORMAT_MAX], far[48] = "no price yet";
    char text[RULE_WHEN_MAX + RULE_MAX + 2];

    if (l) {
        double away = armed_distance(f->now, l);

        format_price(price, l->level, -1);
        if (isfinite(away))
            snprintf(far, sizeof(far), "%+.2f%% away", format_round(away, 2));
        snprintf(text, sizeof(text), "%-9s %s %s   %s", l->symbol,
                 l->is_above ? "rises to" : "falls to", price, far);
    } else {
        snprintf(text, sizeof(text), "%-14s %s", armed_rule(f, at)->rule.name,
                 armed_rule(f, at)->rule.when);
    }
    canvas_text(c, area.x + 3, area.y, 5, ROLE_ok, "armed");
    show_text(c, (struct place){area.x + WHO_AT, area.y, area.width - WHO_AT},
              l ? ROLE_value : ROLE_dim, text);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    (void)r;
    if (armed_event(f, at))
        draw_event(f, at, c, area);
    else
        draw_armed(f, at, c, area);
}

static const char *empty(const struct frame *f)
{
    (void)f;
    return "no rule or price level is armed: A on a symbol sets a level";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct event *e = armed_event(f, at);
    const struct price_level *l = armed_level(f, at);

    (void)r;
    out->event = e ? e->key : (struct event_key){.rule = ""};
    out->rule[0] = out->query[0] = '\0';
    name_copy(out->symbol, sizeof(out->symbol),
              e ? e->key.symbol : l ? l->symbol : "");
    if (!e && !l)
        name_copy(out->rule, sizeof(out->rule), armed_rule(f, at)->rule.name);
    return true;
}

/* All that the rule told on that day. */
static void keys(const struct frame *f, const struct list_rows *r,
                 uint32_t at, struct strbuf *out)
{
    const struct event *e = armed_event(f, at);

    (void)r;
    for (size_t i = 0; e && i < f->now->event_count; i++)
        if (armed_is_of_row(f, e, &f->now->events[i]))
            event_list_add_key(&f->now->events[i], out);
}

static struct rule_row rule_row_of(const struct frame *f, uint32_t at)
{
    const struct event *e = armed_event(f, at);
    const struct price_level *l = armed_level(f, at);
    const struct rule_card *card =
        e ? rule_list_find(f->now->rules, e->key.rule)
        : l ? rule_list_find(f->now->rules, "price-level") : armed_rule(f, at);

    return (struct rule_row){
        .name = e ? e->key.rule : l ? "price-level" : card->rule.name,
        .when = e ? armed_when(f, e->key.rule) : card ? card->rule.when : NULL,
        .state = e ? "fired" : "armed",
        .symbol = e ? e->key.symbol : l ? l->symbol : NULL,
        .severity = e ? e->severity : card ? card->rule.severity : 0,
        .told = e ? armed_group_size(f, at) : 0, .told_at = e ? e->opened.t : 0,
        .has_level = l != NULL, .level = l ? l->level : 0};
}

static enum truth of_alert(const struct query *q, const struct frame *f,
                           const struct list_rows *r, uint32_t at)
{
    struct rule_row row = rule_row_of(f, at);

    (void)r;
    return filter_row(q, f, row.symbol, &row);
}

static const struct row_records records = ROWS_OF(rule, of_alert);

static const struct list_panel list = {
    .build = armed_build, .row = row, .empty = empty, .subject = row_subject,
    .keys = keys,
};

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    size_t fired, armed;

    (void)view;
    armed_count(f, &fired, &armed);
    snprintf(left, size, "Alerts");
    snprintf(right, size, "%zu fired, %zu armed", fired, armed);
}

/* ---- keys */

static void see(const struct frame *f, uint32_t at, struct wish *wish)
{
    const struct event *e = armed_event(f, at);
    size_t n = e ? armed_group_size(f, at) : 0;

    if (!e) {
        snprintf(wish->message, sizeof(wish->message),
                 "it has told nothing today");
        return;
    }
    wish->command =
        (struct command){.kind = COMMAND_ACKNOWLEDGE, .event = e->key};
    if (n > 1) /* all that the rule told on that day */
        wish->command.event.symbol[0] = '\0';
    snprintf(wish->message, sizeof(wish->message), "%s: acknowledged",
             e->key.rule);
}

static void open_row(const struct frame *f, uint32_t at, struct wish *wish)
{
    const struct rule_card *card = armed_rule(f, at);

    if (card && card->is_cut) {
        snprintf(wish->message, sizeof(wish->message),
                 "%s is too long to be edited here", card->rule.name);
        return;
    }
    wish->push = armed_event(f, at) ? "event" : card ? "alert" : "symbol";
    wish->subject = *f->subject;
    (void)row_subject(f, NULL, at, &wish->subject);
}

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct list_rows r;
    uint32_t at;
    bool found;

    if (a != ACTION_see && a != ACTION_open)
        return list_panel_act(view, f, a, wish);
    list_panel_build(&list, view, f, &r);
    found = list_selected(view, &r, &at);
    list_done(&r);
    if (found && a == ACTION_open)
        open_row(f, at, wish);
    else if (found)
        see(f, at, wish);
    return true;
}

const struct panel_ops panel_armed = {
    .name = "armed", .help = "alerts that fired today, and those armed",
    .contexts = CONTEXT_list | CONTEXT_fired, .min_width = 20,
    .min_height = 2, LIST_PANEL(list), .records = &records,
    .title = title, .act = act, .subject = list_panel_subject,
};
