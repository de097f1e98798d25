/* SPDX-License-Identifier: MIT */
/* All rules and price levels: which are in force, and what they told today. */
#include <stdio.h>
#include <string.h>

#include "../list_panel.h"
#include "alert_columns.h"
#include "alert_row.h"
#include "armed_rows.h"

enum { ORDER_MADE, ORDER_TODAY, ORDER_NAME, ORDER_COUNT };

static const char *const order_names[ORDER_COUNT] = {
    "in their order", "what told today first", "by name"};

/* ---- rows */

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = alert_row_key;
    out->items = f;
    for (size_t i = 0; i < alert_row_rules(f) + f->now->level_count; i++) {
        const struct rule_card *card = alert_row_card(f, (uint32_t)i);
        char key[LIST_KEY_MAX], text[LIST_KEY_MAX + RULE_WHEN_MAX];

        if (card && card->standing == RULE_DROPPED)
            continue;
        alert_row_key(f, (uint32_t)i, key, sizeof key);
        snprintf(text, sizeof text, "%s %s", key,
                 card ? card->rule.when : "");
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
}

static int compare(const void *items, uint32_t a, uint32_t b, int order)
{
    char x[LIST_KEY_MAX], y[LIST_KEY_MAX];
    struct alert_told p, q;

    if (order == ORDER_TODAY) {
        p = alert_row_told(items, a);
        q = alert_row_told(items, b);
        if (p.count != q.count)
            return p.count > q.count ? -1 : 1;
    }
    if (order != ORDER_NAME)
        return a < b ? -1 : a > b;
    alert_row_key(items, a, x, sizeof x);
    alert_row_key(items, b, y, sizeof y);
    return strcmp(x, y);
}

static const char *state_word(const struct rule_card *card, size_t told)
{
    return card && card->wrong[0]               ? "wrong"
           : card && card->standing == RULE_OFF ? "off"
           : told                               ? "fired" : "armed";
}

static enum truth of_rule(const struct query *q, const struct frame *f,
                          const struct list_rows *r, uint32_t at)
{
    const struct rule_card *card = alert_row_card(f, at);
    const struct price_level *l = alert_row_level(f, at);
    struct alert_told told = alert_row_told(f, at);
    char name[RULE_MAX] = "", origin[RULE_PLACE_MAX];
    unsigned ways;
    struct rule_row row = {
        .name = name, .when = card ? card->rule.when : name,
        .origin = origin, .state = state_word(card, told.count),
        .symbol = l ? l->symbol : NULL,
        .severity = alert_row_severity(f, at, &ways), .told = told.count,
        .told_at = told.last_ms, .has_level = l != NULL,
        .level = l ? l->level : 0};

    (void)r;
    alert_row_from(card, origin, sizeof origin);
    if (card)
        row.name = card->rule.name;
    else if (l)
        alert_row_level_name(l, name);
    return filter_row(q, f, row.symbol, &row);
}

static const struct row_records records = ROWS_OF(rule, of_rule);

static const char *empty(const struct frame *f)
{
    (void)f;
    return "there are no rules";
}

static const char *order_name(int order)
{
    return order_names[order];
}

static const struct list_panel list = {
    .build = build, .header_rows = 1,
    .header = alert_columns_header, .row = alert_columns_row,
    .empty = empty, .subject = alert_row_subject,
    .sorts = ORDER_COUNT, .compare = compare, .order = order_name,
};

/* ---- keys */

static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    struct list_rows r;
    uint32_t at;
    bool found;

    if (a == ACTION_rule_new) {
        wish->push = "alert";
        wish->subject = *f->subject;
        wish->subject.rule[0] = wish->subject.query[0] = '\0';
        return true;
    }
    if (a == ACTION_rule_undo) {
        wish->command.kind = COMMAND_UNDO;
        return true;
    }
    if (a != ACTION_rule_drop && a != ACTION_rule_switch && a != ACTION_open)
        return list_panel_act(view, f, a, wish);
    list_panel_build(&list, view, f, &r);
    found = list_selected(view, &r, &at);
    list_done(&r);
    if (found)
        alert_row_act(f, at, a, wish);
    return true;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    const struct list_view *v = view;
    size_t fired, armed;

    armed_count(f, &fired, &armed);
    snprintf(left, size, "Alerts  %zu fired, %zu armed", fired, armed);
    snprintf(right, size, "%s%s", order_names[v->sort],
             v->is_reversed ? ", reversed" : "");
}

const struct panel_ops panel_alerts = {
    .name = "alerts", .help = "rules and price levels, and what they told",
    .contexts = CONTEXT_list | CONTEXT_alerts, .min_width = 16,
    .min_height = 2, LIST_PANEL(list), .records = &records,
    .title = title, .act = act, .subject = list_panel_subject,
};
