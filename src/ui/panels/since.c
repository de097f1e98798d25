/* SPDX-License-Identifier: MIT */
/* What changed while nobody looked: events, the largest moves, headlines not
 * yet read, by symbol. */
#include <stdio.h>
#include <string.h>

#include "../event_words.h"
#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/state/since.h"

enum { EVENTS_MOST = 50, MOVES_MOST = 10, UNREAD_MOST = 20 };

enum sort_of { ROW_EVENT, ROW_MOVED, ROW_UNREAD };

struct item {
    enum sort_of sort;
    const char *symbol; /* borrowed from the snapshot; "" of none */
    const struct event *event;
    struct since_move move;
    struct since_unread unread;
};

static const struct item *item_at(const struct list_rows *r, uint32_t at)
{
    return &((const struct item *)r->items)[at];
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct item *i = &((const struct item *)items)[at];

    (void)snprintf(out, size, "%d %s %s", i->sort, i->symbol,
                   i->event ? i->event->key.rule : "");
}

static size_t add_events(const struct frame *f, struct item *out)
{
    size_t n = 0;

    for (size_t i = 0; i < f->now->event_count && n < EVENTS_MOST; i++) {
        const struct event *e = &f->now->events[i];

        if (since_is_event(e, f->away_since))
            out[n++] = (struct item){
                .sort = ROW_EVENT, .symbol = e->key.symbol, .event = e};
    }
    return n;
}

static size_t add_moves(const struct frame *f, struct item *out)
{
    struct since_move moves[MOVES_MOST];
    size_t n = since_moves(f->now, f->away_since, moves, MOVES_MOST);

    for (size_t i = 0; i < n; i++)
        out[i] = (struct item){
            .sort = ROW_MOVED,
            .symbol = moves[i].listing->instrument->symbol,
            .move = moves[i]};
    return n;
}

static size_t add_unread(const struct frame *f, struct item *out)
{
    struct since_unread unread[UNREAD_MOST];
    unsigned total;
    size_t n =
        since_unread(f->now, f->away_since, unread, UNREAD_MOST, &total);

    for (size_t i = 0; i < n; i++)
        out[i] = (struct item){.sort = ROW_UNREAD,
                               .symbol = unread[i].symbol,
                               .unread = unread[i]};
    return n;
}

static void build(const struct frame *f, struct list_rows *out)
{
    struct item *all =
        mem_new(EVENTS_MOST + MOVES_MOST + UNREAD_MOST, sizeof(*all));
    size_t n = 0;

    if (f->away_since) {
        n += add_events(f, all);
        n += add_moves(f, all + n);
        n += add_unread(f, all + n);
    }
    out->key = key_of;
    out->items = out->owned = all;
    for (size_t i = 0; i < n; i++)
        if (list_matches(f->filter, all[i].symbol))
            list_add(out, (uint32_t)i);
}

static void draw_event(const struct frame *f, const struct item *i,
                       struct canvas *c, struct place p)
{
    char words[200];

    event_sentence(f->now, i->event, c->is_ascii ? "-" : "—", words,
                   sizeof(words));
    (void)show_text(c, p, event_role(i->event), words);
}

static void draw_move(const struct item *i, struct canvas *c, struct place p)
{
    const struct since_move *m = &i->move;
    char then[FORMAT_MAX], now[FORMAT_MAX], words[2 * FORMAT_MAX + 16];

    show_percent(c, (struct place){p.x, p.y, p.width < 9 ? p.width : 9},
                 true, m->change_pct, m->listing->is_stale);
    show_price_text(m->listing, m->then, then);
    show_price_text(m->listing, m->listing->quote.price, now);
    (void)snprintf(words, sizeof(words), "%s, before %s", now, then);
    if (p.width > 11)
        (void)show_text(c, (struct place){p.x + 11, p.y, p.width - 11},
                        ROLE_value, words);
}

static void draw_unread(const struct item *i, struct canvas *c,
                        struct place p)
{
    const char *title = i->unread.newest->title;
    char words[400];

    (void)snprintf(words, sizeof(words), "%u unread: %.300s",
                   i->unread.count, title ? title : "-");
    (void)show_text(c, p, ROLE_unread, words);
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    static const char *const names[] = {"event", "moved", "news"};
    const struct item *i = item_at(r, at);
    int x = area.x + 1, end = area.x + area.width;
    struct place rest = {x + 15, area.y, end - x - 15};

    canvas_text(c, x, area.y, end - x, ROLE_dim, names[i->sort]);
    if (end - x > 6)
        (void)show_text(c, (struct place){x + 6, area.y,
                                          end - x - 6 < 8 ? end - x - 6 : 8},
                        ROLE_tag, i->symbol);
    if (rest.width <= 0)
        return;
    if (i->sort == ROW_EVENT)
        draw_event(f, i, c, rest);
    else if (i->sort == ROW_MOVED)
        draw_move(i, c, rest);
    else
        draw_unread(i, c, rest);
}

static const char *empty(const struct frame *f)
{
    if (f->filter[0])
        return "nothing fits the filter";
    return f->away_since ? "nothing changed"
                         : "you have been here all the time";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct item *i = item_at(r, at);

    (void)f;
    name_copy(out->symbol, sizeof(out->symbol), i->symbol);
    if (i->event)
        out->event = i->event->key;
    else
        out->event = (struct event_key){.rule = ""};
    return true;
}

static const struct list_panel list = {
    .build = build, .row = row, .empty = empty, .subject = row_subject,
    .push = "symbol",
};

/* An event opens as such. */
static bool act(void *view, const struct frame *f, enum ui_action a,
                struct wish *wish)
{
    bool is_done = list_panel_act(view, f, a, wish);

    if (a == ACTION_open && wish->push && wish->subject.event.rule[0])
        wish->push = "event";
    return is_done;
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    char when[16], span[FORMAT_MAX];

    (void)view;
    (void)snprintf(left, size, "Since you last looked");
    if (!f->away_since)
        return;
    show_time_text(f->away_since, f->shown_ms, when);
    frame_age(f, f->away_since, span);
    (void)snprintf(right, size, "%s, %s ago", when, span);
}

const struct panel_ops panel_since = {
    .name = "since", .help = "what changed since you last looked",
    .contexts = CONTEXT_list, .min_width = 20, .min_height = 2,
    LIST_PANEL(list), .records = &symbol_records, .title = title, .act = act,
    .subject = list_panel_subject,
};
