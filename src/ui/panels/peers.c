/* SPDX-License-Identifier: MIT */
/* Who else moved with the event's symbol, or who is like the symbol. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../show.h"
#include "../list_panel.h"
#include "tapewatch/base/format.h"
#include "tapewatch/base/mem.h"

enum { PEERS_MAX = 64, TILE_WIDTH = 20 };

struct items {
    struct event_peer peers[PEERS_MAX];
    size_t count;
};

/* NULL: the symbol is meant. */
static const struct event *event_of(const struct frame *f)
{
    const struct subject *s = f->subject;
    const struct event *e = snapshot_event(f->now, &s->event);
    bool is_own = e && (!*s->symbol || *e->key.symbol == '@' ||
                        strcmp(e->key.symbol, s->symbol) == 0);

    return is_own ? e : NULL;
}

static void read_peers(const struct frame *f, struct items *out)
{
    const struct event *e = event_of(f);
    size_t n = e ? snapshot_peers_all(f->now, e, out->peers, PEERS_MAX)
                 : snapshot_symbol_peers(f->now, f->subject->symbol,
                                         out->peers, PEERS_MAX);

    out->count = n < PEERS_MAX ? n : PEERS_MAX;
}

static void key_of(const void *items, uint32_t at, char *out, size_t size)
{
    const struct items *i = items;

    snprintf(out, size, "%s", i->peers[at].listing->instrument->symbol);
}

static void read_akin(const struct frame *f, struct items *out)
{
    size_t n = snapshot_symbol_peers(f->now, f->subject->symbol, out->peers,
                                     PEERS_MAX);

    out->count = n < PEERS_MAX ? n : PEERS_MAX;
}

static void build_from(const struct frame *f,
                       void (*read)(const struct frame *f, struct items *out),
                       struct list_rows *out)
{
    struct items *items = mem_new(1, sizeof(*items));

    read(f, items);
    out->key = key_of;
    out->items = out->owned = items;
    for (size_t i = 0; i < items->count; i++)
        if (list_matches(f->filter,
                         items->peers[i].listing->instrument->symbol))
            list_add(out, (uint32_t)i);
}

static void build(const struct frame *f, struct list_rows *out)
{
    build_from(f, read_peers, out);
}

static void build_akin(const struct frame *f, struct list_rows *out)
{
    build_from(f, read_akin, out);
}

static void header(const struct frame *f, struct canvas *c, struct rect area)
{
    int x = area.x + 1, end = area.x + area.width;
    const struct event *e = event_of(f);
    bool is_gain = e && (e->known & EVENT_HAS_CHANGE_PCT) && e->change_pct > 0;

    canvas_text(c, x, area.y, end - x, ROLE_header, "SYM");
    if (x + 15 <= end)
        canvas_right(c, x + 6, area.y, 9, ROLE_header, "LAST");
    if (x + 24 <= end)
        canvas_right(c, x + 15, area.y, 9, ROLE_header, "CHG%");
    if (x + 34 <= end)
        canvas_right(c, x + 24, area.y, 10, ROLE_header,
                     c->is_ascii ? "dCAP" : "ΔCAP");
    if (x + 50 <= end)
        canvas_text(c, x + 35, area.y, end - x - 35, ROLE_header,
                    x + 60 > end ? "CORR  SHARE"
                    : is_gain    ? "CORR  SHARE OF GROUP GAIN"
                                 : "CORR  SHARE OF GROUP LOSS");
}

static void row(const struct frame *f, const struct list_rows *r, uint32_t at,
                struct canvas *c, struct rect area)
{
    const struct items *items = r->items;
    const struct event_peer *p = &items->peers[at];
    const struct listing *l = p->listing;
    int x = area.x + 1, end = area.x + area.width;
    char text[16];

    (void)f;
    show_text(c, (struct place){x, area.y, 6}, ROLE_value,
              l->instrument->symbol);
    if (x + 15 <= end)
        show_last(c, (struct place){x + 6, area.y, 9}, l);
    if (x + 24 <= end)
        show_percent(c, (struct place){x + 15, area.y, 9},
                     FIGURE_HAS(&l->figures, change_pct),
                     l->figures.change_pct, show_is_old(l));
    if (x + 34 <= end)
        show_money_change(c, (struct place){x + 24, area.y, 10},
                          FIGURE_HAS(&l->figures, cap_change),
                          l->figures.cap_change, show_is_old(l));
    if (x + 50 > end)
        return;
    snprintf(text, sizeof(text), "-");
    if (p->has_corr)
        snprintf(text, sizeof(text), "%.2f", p->corr);
    canvas_right(c, x + 34, area.y, 5, ROLE_dim, text);
    snprintf(text, sizeof(text), "-");
    if (p->share >= 0)
        snprintf(text, sizeof(text), "%s%.0f%%", p->is_rough ? "~" : "",
                 p->share * 100);
    canvas_right(c, x + 39, area.y, 5, p->is_rough ? ROLE_stale : ROLE_dim,
                 text);
    if (p->share > 0)
        hbar_draw(c, x + 45, area.y, end - x - 47, ROLE_bar1, p->share, 1);
}

/* "AVGO ▼17.40% -200B": who and how much, three or four in a row. */
static void draw_tile(const struct listing *l, struct canvas *c, int x, int y)
{
    show_text(c, (struct place){x, y, 5}, ROLE_value, l->instrument->symbol);
    show_percent(c, (struct place){x + 5, y, 7},
                 FIGURE_HAS(&l->figures, change_pct), l->figures.change_pct,
                 show_is_old(l));
    show_money_change(c, (struct place){x + 13, y, 6},
                      FIGURE_HAS(&l->figures, cap_change),
                      l->figures.cap_change, show_is_old(l));
}

/* Under its header a table in two rows would show one of them. */
static bool brief(const struct frame *f, const struct list_rows *r,
                  struct canvas *c, struct rect area)
{
    const struct items *items = r->items;
    size_t across = (size_t)(area.width / TILE_WIDTH);

    (void)f;
    if (area.height > 2 || across < 2 || r->count == 0 || c->is_plain)
        return false;
    for (size_t i = 0; i < r->count && i < across * (size_t)area.height; i++)
        draw_tile(items->peers[r->at[i]].listing, c,
                  area.x + 1 + (int)(i % across) * TILE_WIDTH,
                  area.y + (int)(i / across));
    return true;
}

static const char *empty(const struct frame *f)
{
    const struct event *e = event_of(f);
    const struct listing *l = e ? snapshot_find(f->now, e->key.symbol) : NULL;

    if (l && l->session < e->key.session)
        return "its session has not begun: peers are of regular hours";
    return "no peers of this symbol are known";
}

static bool row_subject(const struct frame *f, const struct list_rows *r,
                        uint32_t at, struct subject *out)
{
    const struct items *items = r->items;

    (void)f;
    snprintf(out->symbol, sizeof(out->symbol), "%s",
             items->peers[at].listing->instrument->symbol);
    return true;
}

static const struct list_panel list = {
    .build = build, .header_rows = 1, .header = header, .row = row,
    .empty = empty, .brief = brief, .subject = row_subject, .push = "symbol",
};

/* "18 of 21 down" of those whose change is known. */
static void add_breadth(const struct frame *f, const struct items *items,
                        bool is_group, char *out, size_t size)
{
    size_t down = 0, known = 0;

    for (size_t i = 0; i < items->count; i++) {
        const struct figures *g = &items->peers[i].listing->figures;

        known += FIGURE_HAS(g, change) != 0;
        down += FIGURE_HAS(g, change) && g->change < 0;
    }
    if (is_group) {
        struct group_sum sum = snapshot_breadth(f->now, event_of(f));

        down = sum.down;
        known = sum.members;
    }
    if (known) /* else nobody is known to move: no count of it */
        snprintf(out, size, "%zu of %zu down", down, known);
}

/* "  -580.1B together": a group's own sum is said above. */
static void add_together(const struct items *items, char *out, size_t size)
{
    char money[FORMAT_MAX];
    bool is_rough;
    double usd;

    if (!peers_together(items->peers, items->count, &usd, &is_rough))
        return;
    format_money_change(money, usd);
    snprintf(out + strlen(out), size - strlen(out), "  %s%s together",
             is_rough ? "~" : "", money);
}

static void title(const void *view, const struct frame *f, char *left,
                  char *right, size_t size)
{
    struct items *items = mem_new(1, sizeof(*items));
    const struct event *e = event_of(f);
    bool is_group = e && snapshot_breadth(f->now, e).members > 0;

    (void)view;
    read_peers(f, items);
    snprintf(left, size, is_group ? "Members" : "Peers");
    right[0] = '\0';
    add_breadth(f, items, is_group, right, size);
    if (!is_group && right[0])
        add_together(items, right, size);
    free(items);
}

const struct panel_ops panel_peers = {
    .name = "peers", .help = "same group or sector, or moving like it",
    .contexts = CONTEXT_list, .min_width = 16, .min_height = 2,
    LIST_PANEL(list), .records = &symbol_records,
    .title = title, .act = list_panel_act,
};

/* ---- of the shown symbol, whether or not there is an event */

static const char *why_none(const struct frame *f)
{
    const struct listing *l = show_listing(f);

    if (l && !l->instrument->sector && !l->instrument->groups[0][0])
        return "no peers: neither its sector nor a group of it is known, and "
               "nothing moved as it did";
    return show_why_empty(f, "no peers of this symbol are known");
}

static const struct list_panel akin = {
    .build = build_akin, .header_rows = 1, .header = header, .row = row,
    .empty = why_none, .subject = row_subject, .push = "symbol",
};

/* No count: it would look at all companies once more. */
static void akin_title(const void *view, const struct frame *f, char *left,
                       char *right, size_t size)
{
    const struct listing *l = show_listing(f);

    (void)view;
    snprintf(left, size, "Peers %s", f->subject->symbol);
    snprintf(right, size, "%s",
             l && l->instrument->sector ? l->instrument->sector : "");
}

const struct panel_ops panel_symbol_peers = {
    .name = "symbol-peers",
    .help = "same group or sector as the shown symbol, or moving with it",
    .contexts = CONTEXT_list, .min_width = 16, .min_height = 2,
    LIST_PANEL(akin), .records = &symbol_records,
    .title = akin_title, .act = list_panel_act,
    .subject = list_panel_subject,
};
