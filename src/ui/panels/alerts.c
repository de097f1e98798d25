/* SPDX-License-Identifier: MIT */
/* All rules and price levels: which are in force, and what they told today. */
#include <stdio.h>
#include <string.h>

#include "../event_words.h"
#include "../list_panel.h"
#include "../show.h"
#include "alert_row.h"
#include "tapewatch/base/calendar.h"
#include "tapewatch/base/civil.h"

enum { ORDER_MADE, ORDER_TODAY, ORDER_NAME, ORDER_COUNT };
enum {
    NAME_AT = 2, NAME_WIDTH = 15, TODAY_WIDTH = 9, SEVERITY_WIDTH = 3,
    WAYS_WIDTH = 5, WAYS_WORDS = 26, FROM_WIDTH = 18, WORDS_FROM = 130,
    FROM_FROM = 100
};

static const char *const order_names[ORDER_COUNT] = {
    "in their order", "what told today first", "by name"};

/* As the rule that it is: "price-level >130". */
static void level_name(const struct price_level *l, char out[RULE_MAX])
{
    snprintf(out, RULE_MAX, "price-level %c%.10g", l->is_above ? '>' : '<',
             l->level);
}

struct told { /* today */
    size_t count;
    int64_t last_ms;
};

static bool is_of_row(const struct frame *f, uint32_t at,
                      const struct event_key *key)
{
    const struct rule_card *card = alert_row_card(f, at);
    char name[RULE_MAX];

    if (card)
        return strcmp(card->rule.name, key->rule) == 0;
    level_name(alert_row_level(f, at), name);
    return strcmp(name, key->rule) == 0 &&
           strcmp(alert_row_level(f, at)->symbol, key->symbol) == 0;
}

static struct told told_today(const struct frame *f, uint32_t at)
{
    int32_t today = calendar_date(HOURS_US, f->shown_ms);
    struct told told = {0, 0};

    for (size_t i = 0; i < f->now->event_count; i++) {
        const struct event *e = &f->now->events[i];

        if (!is_of_row(f, at, &e->key) ||
            calendar_date(HOURS_US, e->opened.t) != today)
            continue;
        told.count++;
        if (e->opened.t > told.last_ms)
            told.last_ms = e->opened.t;
    }
    return told;
}

/* ---- rows */

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct frame *f = items;
    const struct rule_card *card = alert_row_card(f, at);
    char name[RULE_MAX];

    if (card) {
        snprintf(out, size, "%s", card->rule.name);
        return;
    }
    level_name(alert_row_level(f, at), name);
    snprintf(out, size, "%s %s", alert_row_level(f, at)->symbol, name);
}

static void build(const struct frame *f, struct list_rows *out)
{
    out->key = key_of;
    out->items = f;
    for (size_t i = 0; i < alert_row_rules(f) + f->now->level_count; i++) {
        const struct rule_card *card = alert_row_card(f, (uint32_t)i);
        char key[LIST_KEY_MAX], text[LIST_KEY_MAX + RULE_WHEN_MAX];

        if (card && card->standing == RULE_DROPPED)
            continue;
        key_of(f, (uint32_t)i, key, sizeof key);
        snprintf(text, sizeof text, "%s %s", key,
                 card ? card->rule.when : "");
        if (list_matches(f->filter, text))
            list_add(out, (uint32_t)i);
    }
}

static int compare(const void *items, uint32_t a, uint32_t b, int order)
{
    char x[LIST_KEY_MAX], y[LIST_KEY_MAX];
    struct told p, q;

    if (order == ORDER_TODAY) {
        p = told_today(items, a);
        q = told_today(items, b);
        if (p.count != q.count)
            return p.count > q.count ? -1 : 1;
    }
    if (order != ORDER_NAME)
        return a < b ? -1 : a > b;
    key_of(items, a, x, sizeof x);
    key_of(items, b, y, sizeof y);
    return strcmp(x, y);
}

static void today_words(const struct frame *f, uint32_t at, char *out,
                        size_t size)
{
    const struct rule_card *card = alert_row_card(f, at);
    struct told told = told_today(f, at);
    char clock[16];

    if (card && card->wrong[0]) {
        snprintf(out, size, "wrong");
    } else if (card && card->standing == RULE_OFF) {
        snprintf(out, size, "off");
    } else if (told.count == 0) {
        snprintf(out, size, "armed");
    } else {
        show_clock_text(told.last_ms, clock);
        snprintf(out, size, "%zu %.5s", told.count, clock);
    }
}

static enum role today_role(const struct frame *f, uint32_t at)
{
    const struct rule_card *card = alert_row_card(f, at);

    if (card && card->wrong[0])
        return ROLE_error;
    if (card && card->standing == RULE_OFF)
        return ROLE_dim;
    return told_today(f, at).count > 0 ? ROLE_warn : ROLE_ok;
}

static void ways_words(unsigned ways, bool in_words, char *out, size_t size)
{
    struct strbuf text = {0};

    for (int i = 0; i < NOTIFY_BIT_COUNT; i++) {
        const char *word = notify_word((enum notify_bit)i);

        if (!(ways >> i & 1u))
            continue;
        if (in_words)
            strbuf_format(&text, "%s%s", text.len ? " " : "", word);
        else
            strbuf_add_char(&text, *word);
    }
    snprintf(out, size, "%s", text.len ? strbuf_text(&text) : "-");
    strbuf_done(&text);
}

static void from_words(const struct rule_card *card, char *out, size_t size)
{
    const char *slash = card ? strrchr(card->place, '/') : NULL;

    if (!card)
        snprintf(out, size, "this program");
    else if (card->origin == RULE_MADE)
        snprintf(out, size, card->replaces ? "this program (*)"
                                           : "this program");
    else if (card->origin == RULE_SHIPPED)
        snprintf(out, size, "built in");
    else
        snprintf(out, size, "%s", slash ? slash + 1 : card->place);
}

/* Its place and name stand in the row already. */
static const char *wrong_words(const struct rule_card *card)
{
    const char *name = strstr(card->wrong, card->rule.name);
    size_t n = strlen(card->rule.name);

    return name && strncmp(name + n, ": ", 2) == 0 ? name + n + 2
                                                   : card->wrong;
}

static void when_words(const struct frame *f, uint32_t at, char *out,
                       size_t size)
{
    const struct rule_card *card = alert_row_card(f, at);
    const struct price_level *l = alert_row_level(f, at);

    if (!card)
        snprintf(out, size, "the price %s %.10g",
                 l->is_above ? "rises to" : "falls to", l->level);
    else if (card->wrong[0])
        snprintf(out, size, "%.*s", (int)strcspn(wrong_words(card), "\n"),
                 wrong_words(card));
    else
        snprintf(out, size, "%s", card->rule.when);
}

/* ---- columns: where each begins in a row of that width */

struct columns {
    int name, today, severity, ways, when, from, end;
    bool in_words;
};

static struct columns columns_of(struct rect area)
{
    struct columns c = {.name = area.x + NAME_AT,
                        .end = area.x + area.width,
                        .in_words = area.width >= WORDS_FROM};

    c.today = c.name + NAME_WIDTH + (area.width >= FROM_FROM ? 5 : 1);
    c.severity = c.today + TODAY_WIDTH;
    c.ways = c.severity + SEVERITY_WIDTH;
    c.when = c.ways + (c.in_words ? WAYS_WORDS : WAYS_WIDTH) + 1;
    c.from = area.width >= FROM_FROM ? c.end - FROM_WIDTH : c.end;
    return c;
}

/* What the letters of the ways stand for, where there is room: "s status". */
static void legend(struct canvas *c, const struct columns *at, int y)
{
    struct strbuf text = {0};
    int x = at->when + (int)sizeof("WHEN") + 1;
    int end = at->from < at->end ? at->from - 2 : at->end;

    for (int i = 0; i < NOTIFY_BIT_COUNT; i++) {
        const char *word = notify_word((enum notify_bit)i);

        strbuf_format(&text, "%s%c %s", i ? " " : "", word[0], word);
    }
    if (!at->in_words && x + (int)text.len <= end)
        canvas_text(c, end - (int)text.len, y, (int)text.len, ROLE_dim,
                    strbuf_text(&text));
    strbuf_done(&text);
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    struct columns at = columns_of(area);

    (void)f;
    canvas_text(c, at.name, area.y, at.end - at.name, ROLE_header, "RULE");
    canvas_text(c, at.today, area.y, at.end - at.today, ROLE_header, "TODAY");
    canvas_text(c, at.severity, area.y, at.end - at.severity, ROLE_header,
                "!");
    canvas_text(c, at.ways, area.y, at.end - at.ways, ROLE_header, "WAYS");
    canvas_text(c, at.when, area.y, at.end - at.when, ROLE_header, "WHEN");
    canvas_text(c, at.from, area.y, at.end - at.from, ROLE_header, "FROM");
    legend(c, &at, area.y);
}

static int severity_of(const struct frame *f, uint32_t at, unsigned *ways)
{
    const struct rule_card *card = alert_row_card(f, at);

    if (!card)
        card = rule_list_find(f->now->rules, "price-level");
    *ways = card ? card->rule.ways : 0;
    return card ? card->rule.severity : 0;
}

/* A cell ends with its row at the latest. */
static void cell(struct canvas *c, const struct columns *to, struct place at,
                 enum role role, const char *text)
{
    if (at.width > to->end - at.x)
        at.width = to->end - at.x;
    if (at.width > 0)
        show_text(c, at, role, text);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct rule_card *card = alert_row_card(f, at);
    struct columns to = columns_of(area);
    bool is_dim = card && card->standing == RULE_OFF;
    char text[RULE_WHEN_MAX];
    unsigned ways;

    (void)r;
    key_of(f, at, text, sizeof text);
    if (!card) /* "NVDA >130" */
        snprintf(text, sizeof text, "%s %c%.10g",
                 alert_row_level(f, at)->symbol,
                 alert_row_level(f, at)->is_above ? '>' : '<',
                 alert_row_level(f, at)->level);
    cell(c, &to, (struct place){to.name, area.y, to.today - to.name - 1},
         is_dim ? ROLE_dim : ROLE_value, text);
    today_words(f, at, text, sizeof text);
    cell(c, &to, (struct place){to.today, area.y, TODAY_WIDTH - 1},
         today_role(f, at), text);
    snprintf(text, sizeof text, "%d", severity_of(f, at, &ways));
    cell(c, &to, (struct place){to.severity, area.y, 1},
         is_dim ? ROLE_dim : ROLE_fg, text);
    ways_words(ways, to.in_words, text, sizeof text);
    cell(c, &to, (struct place){to.ways, area.y, to.when - to.ways - 1},
         ROLE_dim, text);
    when_words(f, at, text, sizeof text);
    cell(c, &to, (struct place){to.when, area.y, to.from - to.when - 1},
         card && card->wrong[0] ? ROLE_error
         : is_dim               ? ROLE_dim : ROLE_fg,
         text);
    from_words(card, text, sizeof text);
    cell(c, &to, (struct place){to.from, area.y, to.end - to.from}, ROLE_dim,
         text);
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
    struct told told = told_today(f, at);
    char name[RULE_MAX] = "", origin[RULE_PLACE_MAX];
    unsigned ways;
    struct rule_row row = {
        .name = name, .when = card ? card->rule.when : name,
        .origin = origin, .state = state_word(card, told.count),
        .symbol = l ? l->symbol : NULL, .severity = severity_of(f, at, &ways),
        .told = told.count, .told_at = told.last_ms, .has_level = l != NULL,
        .level = l ? l->level : 0};

    (void)r;
    from_words(card, origin, sizeof origin);
    if (card)
        row.name = card->rule.name;
    else if (l)
        level_name(l, name);
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
    .build = build, .header_rows = 1, .header = header, .row = row,
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
    size_t armed = rule_list_armed(f->now->rules) + f->now->level_count;
    size_t fired = 0;

    for (size_t i = 0; i < alert_row_rules(f) + f->now->level_count; i++) {
        const struct rule_card *card = alert_row_card(f, (uint32_t)i);

        if (card && (card->standing != RULE_ON || card->wrong[0]))
            continue;
        fired += told_today(f, (uint32_t)i).count > 0;
    }
    snprintf(left, size, "Alerts  %zu armed, %zu told today", armed, fired);
    snprintf(right, size, "%s%s", order_names[v->sort],
             v->is_reversed ? ", reversed" : "");
}

const struct panel_ops panel_alerts = {
    .name = "alerts", .help = "rules and price levels, and what they told",
    .contexts = CONTEXT_list | CONTEXT_alerts, .min_width = 16,
    .min_height = 2, LIST_PANEL(list), .records = &records, .title = title, .act = act,
    .subject = list_panel_subject,
};
